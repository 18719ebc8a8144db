"""Mix: stages across, channels down; how many are there, how many get on. Empty cells are the gaps."""

from desirepath.charts.figures import TOO_FEW, count, interval, percent, share, short
from desirepath.charts.heats import Cell, Line, heat_table
from desirepath.charts.pages import Page, Piece
from desirepath.charts.sheets import Chart
from desirepath.charts.told import Row, Told

__all__ = ["CHART"]

ALL = "(all)"
MOST = 20


def _draw(told: Told, page: Page) -> list[Piece]:
    across = _across(told)
    stages = list(dict.fromkeys(row["stage"] for row in told.rows))
    found = {(row["stage"], row[across]): row for row in told.rows}
    others = [name for name in dict.fromkeys(row[across] for row in told.rows) if name != ALL]
    ranked = sorted(others, key=lambda name: (-_people(found.get((ALL, name))), name))[:MOST]
    inner = [row["subjects"] for row in told.every if row["stage"] != ALL and row[across] != ALL]
    most = max(inner, default=0) or 1
    lines = [
        Line(
            name="all" if name == ALL else name,
            under=_cost(told, found.get((ALL, name))),
            is_strong=name == ALL,
            cells=[
                _cell(found.get((stage, name)), most, is_sum=ALL in (stage, name), across=across)
                for stage in stages
            ],
        )
        for name in [*ranked, ALL]
    ]
    heads = ["all" if stage == ALL else stage for stage in stages]
    return [heat_table(page, heads, lines, corner=f"{across} ↓  stage →")]


def _across(told: Told) -> str:
    return str(told.option("across", "channel"))


def _people(row: Row | None) -> int:
    return row["subjects"] if row else 0


def _cost(told: Told, row: Row | None) -> str:
    cost = row["cost_minor"] if row else None
    return "" if cost is None else f"cost {told.money(cost)}"


def _cell(row: Row | None, most: float, *, is_sum: bool, across: str) -> Cell:
    if row is None or not row["subjects"]:
        return Cell(look="gap", text="–", tip="Nobody: a gap" if not is_sum else "Nobody")
    onward = row["onward_share"]
    people = f"{count(row['subjects'])} people, {share(row, 'onward_share')} get on"
    tip = f"{row['stage']}, {row[across]}: {people}"
    if row["subjects"] < 30:
        return Cell(text=short(row["subjects"]), under=TOO_FEW, look="few", tip=tip)
    known = onward is not None and not row["too_few"]
    under = percent(onward) if known else ""
    last = interval(row["onward_share_low"], row["onward_share_high"]) if known else ""
    heat = None if is_sum else row["subjects"] / most
    return Cell(text=short(row["subjects"]), under=under, last=last, heat=heat, tip=tip)


def _title(told: Told) -> str:
    return f"Through which {_across(told)}s, in which stage"


def _gaps(told: Told) -> int:
    across = _across(told)
    return sum(1 for row in told.rows if not row["subjects"] and ALL not in (row["stage"], row[across]))


def _figures(told: Told) -> list[str]:
    across = _across(told)
    rows = sorted(
        (row for row in told.rows if ALL not in (row["stage"], row[across])), key=lambda row: -row["subjects"]
    )
    said = [
        f"{row['stage']}, {row[across]}: {count(row['subjects'])} people."
        for row in rows[:5]
        if row["subjects"]
    ]
    return [*said, f"{count(_gaps(told))} cells are gaps."]


def _notes(told: Told) -> list[str]:
    goal = told.option("goal")
    on = f"come to {' | '.join(goal)} later" if goal else "come to a later stage"
    spent = any(row["cost_minor"] is not None for row in told.rows)
    unit = "" if told.currency else ", in minor units (cents, øre)"
    cost = f" Cost: all that was spent on it{unit}." if spent else ""
    return [
        (
            f"People with an interaction there; in small print the share of them that {on}, with its 95 % "
            f"interval. Hatched: nobody, a gap. Dashed and grey: fewer than 30, {TOO_FEW} for a "
            f"share.{cost}"
        )
    ]


def _lacking(told: Told) -> str | None:
    return (
        None
        if any(row["subjects"] for row in told.rows)
        else "Nobody was in any stage: no rule catches what people did."
    )


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
