"""Step matrices: nodes by steps, the share of journeys that are there then."""

from desirepath.charts.figures import TOO_FEW, count, interval, percent, sample, share
from desirepath.charts.heats import Cell, Line, heat_table
from desirepath.charts.pages import Page, Piece
from desirepath.charts.sheets import Chart
from desirepath.charts.told import Row, Told

__all__ = ["CHART"]

START, END, REST = "(start)", "(end)", "(other)"
MOST = 16


def _draw(told: Told, page: Page) -> list[Piece]:
    steps = sorted({row["step"] for row in told.every})
    found = {(row["step"], row["node"]): row for row in told.rows}
    total: dict[str, int] = {}
    for row in told.rows:
        total[row["node"]] = total.get(row["node"], 0) + row["journeys"]
    ranked = sorted(set(total) - {START, END}, key=lambda name: (-total[name], name))
    shown = ranked if len(ranked) <= MOST else ranked[: MOST - 1]
    rest = ranked[len(shown) :]
    lines = [
        Line(name=name, cells=[_cell(step, name, found.get((step, name))) for step in steps])
        for name in shown
    ]
    if rest:
        lines.append(
            Line(
                name=REST,
                under=f"{count(len(rest))} nodes",
                cells=[_rest(step, rest, found) for step in steps],
            )
        )
    lines += [
        Line(name=name, cells=[_cell(step, name, found.get((step, name))) for step in steps], is_strong=True)
        for name in (START, END)
        if name in total
    ]
    return [heat_table(page, [_step(step, told) for step in steps], lines, corner="step", widest_cell=64)]


def _cell(step: int, name: str, row: Row | None) -> Cell:
    if row is None:
        return Cell(heat=0.0)
    tip = f"Step {step}, {name}: {count(row['journeys'])} journeys, {share(row)} of {sample(row['n'])}"
    if row["too_few"]:
        return Cell(text=count(row["journeys"]), under=TOO_FEW, look="few", tip=tip)
    return Cell(
        text=percent(row["share"]),
        under=interval(row["share_low"], row["share_high"]),
        heat=row["share"],
        tip=tip,
    )


def _rest(step: int, rest: list[str], found: dict[tuple[int, str], Row]) -> Cell:
    rows = [found[step, name] for name in rest if (step, name) in found]
    journeys = sum(row["journeys"] for row in rows)
    return (
        Cell(text=count(journeys), look="told", tip=f"Step {step}: {count(journeys)} journeys elsewhere")
        if rows
        else Cell()
    )


def _step(step: int, told: Told) -> str:
    return f"{step:+d}".replace("-", "−") if told.option("anchor") and step else str(step)


def _title(told: Told) -> str:
    anchor = told.option("anchor")
    if not anchor:
        return "Where journeys are at each step from their start"
    names = anchor if isinstance(anchor, str) else " | ".join(anchor)
    which = told.option("occurrence", "first")
    return f"Where journeys are before and after {names} (step 0, {which} occurrence)"


def _figures(told: Told) -> list[str]:
    best: dict[int, Row] = {}
    for row in told.rows:
        if row["node"] not in (START, END):
            best.setdefault(row["step"], row)
    ends = [row for row in told.rows if row["node"] == END][-1:]
    said = [
        f"Step {step}: most at {row['node']}, {TOO_FEW if row['too_few'] else share(row)}."
        for step, row in list(best.items())[:6]
    ]
    return said + [
        f"At step {row['step']}, {percent(row['share'])} are over." for row in ends if not row["too_few"]
    ]


def _notes(told: Told) -> list[str]:
    n = told.rows[0]["n"]
    return [
        (
            f"The share of {sample(n)} journeys, with its 95 % interval below; a column sums to 100 %. "
            f"(end): the journey is over by then. The row {REST} counts journeys at all nodes that are "
            "not shown."
        ),
    ] + ([f"Dashed and grey: n is below 30, {TOO_FEW} to give a share."] if told.rows[0]["too_few"] else [])


def _lacking(told: Told) -> str | None:
    if told.rows:
        return None
    return (
        "No journey has the anchor." if told.option("anchor") else "The lens shows no step of these journeys."
    )


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
