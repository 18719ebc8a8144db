"""Drop-offs: nodes by how many leave for good there, against the median of all nodes."""

from desirepath.charts.bars import Bar, bars
from desirepath.charts.figures import TOO_FEW, count, more, percent, points, sample, share
from desirepath.charts.pages import Page, Piece, remark
from desirepath.charts.rows import Column
from desirepath.charts.sheets import Chart
from desirepath.charts.told import Row, Told

__all__ = ["CHART"]

MOST = 25


def _draw(told: Told, page: Page) -> list[Piece]:
    ranked = _ranked(told)
    rows, left = ranked[:MOST], len(ranked) - MOST
    known = [
        row["hazard_high"] for row in told.every if row["hazard_high"] is not None and not row["too_few"]
    ]
    columns = [Column(head="leave for good", weight=600), Column(head="to median"), Column(head="left / of")]
    median = _median(told)
    piece = bars(
        page,
        [_bar(row, median) for row in rows],
        columns,
        most=max(known, default=1.0),
        axis="share that leaves for good",
        mark=None if median is None else (median, f"median of the nodes {percent(median)}"),
    )
    if left <= 0:
        return [piece]
    return [piece, remark(page, more(left, "node", "nodes"))]


def _ranked(told: Told) -> list[Row]:
    """Worst first; those with too few after all others."""
    return sorted(
        told.rows, key=lambda row: (row["too_few"], -(row["hazard"] or 0.0), -row["n"], row["node"])
    )


def _bar(row: Row, median: float | None) -> Bar:
    few = row["too_few"]
    over = points(row["excess"]) if row["excess"] is not None and not few else ""
    figures = [
        TOO_FEW if few else share(row, "hazard"),
        over,
        f"{count(row['dropped_off'])} / {count(row['n'])}",
    ]
    if few:
        return Bar(name=row["node"], value=None, figures=figures, look="few", tone="hotspot")
    return Bar(
        name=row["node"],
        value=row["hazard"],
        low=row["hazard_low"],
        high=row["hazard_high"],
        figures=figures,
        tone="hotspot",
        look="hatched" if median is not None and row["hazard_low"] > median else "solid",
    )


def _median(told: Told) -> float | None:
    some = [
        row["hazard"] - row["excess"]
        for row in told.rows
        if row["excess"] is not None and row["hazard"] is not None
    ]
    return some[0] if some else None


def _title(told: Told) -> str:
    goal = told.option("goal")
    return (
        f"Where people leave for good, short of {' | '.join(goal)}" if goal else "Where people leave for good"
    )


def _figures(told: Told) -> list[str]:
    rows = [row for row in _ranked(told) if not row["too_few"]][:6]
    return [
        f"{row['node']}: {share(row, 'hazard')} leave for good, {points(row['excess'] or 0.0)} points to "
        f"the median, {sample(row['n'])}."
        for row in rows
    ]


def _notes(told: Told) -> list[str]:  # noqa: ARG001 - every chart is asked about its answer
    return [
        (
            "Of the journeys that were at a node and either went on or ended there for good; whiskers "
            "and brackets are 95 % intervals. To median: percentage points above it or below. Hatched: "
            "surely above, the interval too. Grey: fewer than 30, too few for a share. Journeys still "
            "open count neither way."
        )
    ]


def _lacking(told: Told) -> str | None:
    return None if told.rows else "Nobody was at any node: the lens shows no step of these journeys."


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
