"""Retention: cohorts down, periods across, the share that came back; what is not over is left untinted."""

from desirepath.charts.figures import TOO_FEW, count, interval, percent, sample, share
from desirepath.charts.heats import Cell, Line, heat_table
from desirepath.charts.pages import Page, Piece, remark
from desirepath.charts.sheets import Chart
from desirepath.charts.told import Row, Told

__all__ = ["CHART"]

ALL = "(all)"
MOST = 18


def _draw(told: Told, page: Page) -> list[Piece]:
    periods = sorted({row["period"] for row in told.every})
    found = {(row["cohort"], row["period"]): row for row in told.rows}
    cohorts = [name for name in dict.fromkeys(row["cohort"] for row in told.rows) if name != ALL]
    shown = cohorts[-MOST:]
    lines = [_line(name, periods, found) for name in [ALL, *shown]]
    unit = told.option("unit", "period")
    table = heat_table(
        page, [str(period) for period in periods], lines, corner=f"{unit}s later", widest_cell=56
    )
    if len(cohorts) <= MOST:
        return [table]
    earlier = f"{count(len(cohorts) - MOST)} earlier ones are in the table, and in all of them"
    more = f"The latest {MOST} cohorts are shown; {earlier}."
    return [table, remark(page, more)]


def _line(name: str, periods: list[int], found: dict[tuple[str, int], Row]) -> Line:
    first = found.get((name, 0)) or {}
    under = f"{sample(first.get('n') or 0)}"
    cells = [_cell(found.get((name, period))) for period in periods]
    return Line(name="all cohorts" if name == ALL else name, under=under, cells=cells, is_strong=name == ALL)


def _cell(row: Row | None) -> Cell:
    if row is None:
        return Cell(look="none")
    tip = (
        f"{row['cohort']}, {row['period']} later: {count(row['returned'])} of {count(row['n'])}, {share(row)}"
    )
    if row["share"] is None:
        told = count(row["returned"])
        return (
            Cell(text=f"{told} …", look="open", tip=f"{tip}: not over yet") if row["n"] else Cell(look="none")
        )
    if row["too_few"]:
        return Cell(text=f"{row['returned']}/{row['n']}", look="few", tip=f"{tip}, {TOO_FEW}")
    return Cell(
        text=percent(row["share"]),
        under=interval(row["share_low"], row["share_high"]),
        heat=row["share"],
        tip=tip,
    )


def _title(told: Told) -> str:
    unit = told.option("unit", "period")
    later = "in that period or any later one" if told.option("rolling") else f"so many {unit}s later"
    return f"Who comes back {later}"


def _figures(told: Told) -> list[str]:
    rows = [
        row for row in told.rows if row["cohort"] == ALL and row["share"] is not None and not row["too_few"]
    ]
    unit = told.option("unit", "period")
    return [
        f"After {row['period']} {unit}s: {share(row)} of {sample(row['n'])} came back." for row in rows[:8]
    ]


def _notes(told: Told) -> list[str]:  # noqa: ARG001 - every chart is asked about its answer
    return [
        (
            "A row is the people who began in that period; the share of them that came back, with its 95 "
            "% interval. Period 0 is the one they began in. Dashed and grey: fewer than 30 people, "
            f"{TOO_FEW}, so their number is given. …: not over yet."
        )
    ]


def _lacking(told: Told) -> str | None:
    return None if any(row["cohort"] != ALL for row in told.rows) else "Nobody began: there is no cohort."


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
