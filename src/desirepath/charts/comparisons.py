"""Compare: the difference of every figure with its interval, beside the line where there is none."""

from desirepath.charts.figures import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    TOO_FEW,
    count,
    duration,
    more,
    percent,
    plain,
    points,
    signed,
)
from desirepath.charts.pages import Page, Piece, Tone, heading, remark
from desirepath.charts.rows import Column
from desirepath.charts.scales import Scale, reach, ticks_of
from desirepath.charts.sheets import Chart
from desirepath.charts.spans import Span, spans
from desirepath.charts.told import Row, Told

__all__ = ["CHART"]

KEYS = (
    "from_node",
    "to_node",
    "node",
    "stage",
    "channel",
    "touchpoint",
    "source",
    "action",
    "metric",
    "bucket",
    "kind",
    "wait",
    "cohort",
    "what",
)
MOST = 12
SHARES = (
    "share",
    "share_out",
    "share_in",
    "share_of_first",
    "share_of_previous",
    "moved_on_share",
    "dropped_off_share",
    "hazard",
    "conversion",
    "onward_share",
    "kept",
    "surviving",
    "excess",
)


def _draw(told: Told, page: Page) -> list[Piece]:
    pieces: list[Piece] = []
    for figure in dict.fromkeys(row["figure"] for row in told.rows):
        rows = _ranked(
            [row for row in told.rows if row["figure"] == figure and row["difference"] is not None]
        )
        if rows:
            pieces += _panel(figure, rows, told, page)
    return pieces


def _ranked(rows: list[Row]) -> list[Row]:
    """What surely differs first, then by how much; those with too few last."""
    return sorted(rows, key=lambda row: (row["too_few"], not row["significant"], -abs(row["difference"])))


def _panel(figure: str, rows: list[Row], told: Told, page: Page) -> list[Piece]:
    a, b = (told.option(side, side) for side in ("a", "b"))
    shown = rows[:MOST]
    unit = _unit(figure, shown)
    ends = [
        abs(row[name] or 0.0) / unit
        for row in shown
        if not row["too_few"]
        for name in ("difference", "difference_low", "difference_high")
    ]
    most = reach(max(ends, default=0.0) or max((abs(row["difference"]) / unit for row in shown), default=1.0))

    def on(left: float, room: float) -> Scale:
        return Scale(
            low=-most * unit,
            high=most * unit,
            left=left,
            room=room,
            ticks=[each * unit for each in ticks_of(-most, most, steps=4)],
        )

    head = heading(page, f"{_figure_name(figure)}: {a} less {b}")
    piece = spans(
        page,
        [_span(row, figure) for row in shown],
        [Column(head=f"{a}"), Column(head=f"{b}"), Column(head="difference", weight=600), Column(head="q")],
        scale=on,
        tick=lambda value: _difference(figure, value),
        axis=_axis(figure),
    )
    pieces = [head, piece]
    if len(rows) > MOST:
        pieces.append(remark(page, more(len(rows) - MOST, "difference", "differences")))
    return pieces


def _span(row: Row, figure: str) -> Span:
    few, sure = row["too_few"], bool(row["significant"])
    q = (
        TOO_FEW
        if few
        else "–"
        if row["q_value"] is None
        else "<0.001"
        if row["q_value"] < 0.001
        else f"{row['q_value']:.3f}"
    )
    figures = [
        _value(figure, row["value_a"]),
        _value(figure, row["value_b"]),
        _difference(figure, row["difference"]),
        q,
    ]
    tone: Tone = "positive" if row["difference"] > 0 else "negative"
    return Span(
        name=_name(row),
        value=row["difference"],
        low=row["difference_low"],
        high=row["difference_high"],
        figures=figures,
        tone=tone,
        look="few" if few else "solid" if sure else "hollow",
        under=f"n = {_n(row['n_a'])} and {_n(row['n_b'])}",
    )


def _n(n: int | None) -> str:
    return "?" if n is None else count(n)


def _name(row: Row) -> str:
    if row.get("path"):
        return " › ".join(row["path"])
    if row.get("from_node") and row.get("to_node"):
        parts = [f"{row['from_node']} → {row['to_node']}"]
        rest = [name for name in KEYS if name not in ("from_node", "to_node", "kind")]
    else:
        parts, rest = [], [name for name in KEYS if name != "kind"]
    parts += [str(row[name]) for name in rest if row.get(name)]
    parts += [f"{name} {row[name]}" for name in ("step", "period") if row.get(name) is not None]
    return ", ".join(parts) or "all journeys"


def _is_share(figure: str) -> bool:
    return figure in SHARES or figure.endswith("share")


def _unit(figure: str, rows: list[Row]) -> float:
    """What an axis is round in: for lengths of time the unit they are told in."""
    if not figure.endswith("_us"):
        return 1.0
    most = max((abs(row["difference"]) for row in rows), default=0)
    return float(next((unit for unit in (DAY, HOUR, MINUTE, SECOND) if most >= unit), SECOND))


def _value(figure: str, value: float | None) -> str:
    if value is None:
        return "–"
    if figure.endswith("_us"):
        return duration(value)
    return percent(value) if _is_share(figure) else plain(value)


def _difference(figure: str, value: float | None) -> str:
    if value is None or value == 0:
        return "–" if value is None else "0"
    if figure.endswith("_us"):
        return f"{'+' if value > 0 else ''}{duration(value)}"
    return points(value) if _is_share(figure) else signed(value)


def _axis(figure: str) -> str:
    return "percentage points" if _is_share(figure) else "difference"


def _figure_name(figure: str) -> str:
    words_of = (
        figure.removesuffix("_us")
        .replace("p50", "median")
        .replace("p90", "90th percentile")
        .replace("_", " ")
    )
    return words_of[0].upper() + words_of[1:]


def _title(told: Told) -> str:
    return f"How {told.option('a', 'a')} differs from {told.option('b', 'b')}"


def _figures(told: Told) -> list[str]:
    rows = [row for row in told.rows if row["difference"] is not None]
    sure = [row for row in rows if row["significant"]]
    said = [f"{count(len(sure))} of {count(len(rows))} differences are beyond chance."]
    for row in _ranked(sure)[:6]:
        figure = row["figure"]
        said.append(
            f"{_name(row)}, {figure}: {_value(figure, row['value_a'])} and "
            f"{_value(figure, row['value_b'])}, difference {_difference(figure, row['difference'])}."
        )
    return said


def _notes(told: Told) -> list[str]:
    of = told.option("of") or {}
    return [
        (
            f"Asked of both: {of.get('measure', 'a measure')}. The point is the difference with its 95 % "
            "interval. Filled: beyond chance (q, by Benjamini and Hochberg over the whole table, is 0.05 "
            f"or less); hollow: not. Dashed and grey: fewer than 30 on a side, {TOO_FEW}."
        )
    ]


def _lacking(told: Told) -> str | None:
    known = any(row["difference"] is not None for row in told.rows)
    return None if known else "No figure is known on both sides: there is nothing to compare."


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
