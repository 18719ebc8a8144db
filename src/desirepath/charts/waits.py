"""Waits: the median with its interval, and the time by which nine in ten were over, node by node."""

from desirepath.charts.figures import TOO_FEW, count, duration, more, sample, time_share
from desirepath.charts.pages import Page, Piece, remark
from desirepath.charts.rows import Column
from desirepath.charts.scales import time_scale
from desirepath.charts.sheets import Chart
from desirepath.charts.spans import Span, spans
from desirepath.charts.told import Row, Told

__all__ = ["CHART"]

MOST = 24
SORTS = {"carried": "carried by the interaction", "answer": "until the first answer"}


def _draw(told: Told, page: Page) -> list[Piece]:
    rows = sorted(told.rows, key=lambda row: row["too_few"])
    times = [
        row[name]
        for row in told.every
        for name in ("p50_us", "p90_us", "p50_us_low", "p50_us_high")
        if row[name] is not None
    ]
    columns = [Column(head="median (95 %)", weight=600), Column(head="nine in ten")]
    piece = spans(
        page,
        [_span(row) for row in rows[:MOST]],
        columns,
        tick=duration,
        axis="how long",
        scale=lambda left, room: time_scale([float(time) for time in times], left=left, room=room),
    )
    if len(rows) <= MOST:
        return [piece]
    return [piece, remark(page, more(len(rows) - MOST, "row", "rows"))]


def _span(row: Row) -> Span:
    few, half = row["too_few"], row["p50_us"]
    figure = "more than half wait still" if half is None else _half(row)
    if few:
        figure = TOO_FEW if half is None else f"{TOO_FEW} ({duration(half)})"
    return Span(
        name=row["node"],
        under=_under(row),
        value=half,
        low=row["p50_us_low"],
        high=row["p50_us_high"],
        beyond=row["p90_us"],
        figures=[figure, "not yet" if row["p90_us"] is None else duration(row["p90_us"])],
        look="few" if few else "solid",
    )


def _half(row: Row) -> str:
    return time_share(row["p50_us"], row["p50_us_low"], row["p50_us_high"])


def _under(row: Row) -> str:
    parts = [f"{sample(row['n'])}"]
    if row["still_waiting"]:
        parts.append(f"{count(row['still_waiting'])} waiting")
    if row["unanswered"]:
        parts.append(f"{count(row['unanswered'])} unanswered")
    return ("carried · " if row["wait"] == "carried" else "") + ", ".join(parts)


def _title(told: Told) -> str:
    sorts = {row["wait"] for row in told.every}
    return (
        f"How long people waited, {SORTS[sorts.pop()]}"
        if len(sorts) == 1
        else "How long people waited, by node"
    )


def _figures(told: Told) -> list[str]:
    rows = [row for row in told.rows if not row["too_few"]][:6]
    return [
        f"{row['node']}, {SORTS[row['wait']]}: half "
        f"{'not over yet' if row['p50_us'] is None else _half(row)}, {sample(row['n'])}."
        for row in rows
    ]


def _notes(told: Told) -> list[str]:  # noqa: ARG001 - every chart is asked about its answer
    return [
        (
            "The point is the median with its 95 % interval, the upright stroke the time by which nine "
            "in ten were over; by Kaplan and Meier, so that waits that are not over count. The axis is "
            f"logarithmic. Dashed and grey: fewer than 30, {TOO_FEW}."
        )
    ]


def _lacking(told: Told) -> str | None:
    return (
        None if told.rows else "Nobody waited: no interaction carries a duration, and no question was asked."
    )


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
