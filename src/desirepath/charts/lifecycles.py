"""Lifecycle: new, returning and resurrected people above the line, dormant ones below; and who is kept."""

from desirepath.charts.curves import Point, labelled, line_chart, spaced
from desirepath.charts.figures import TOO_FEW, count, percent, sample, share, short
from desirepath.charts.pages import Page, Piece, heading, stacked, titled, words
from desirepath.charts.scales import Scale, step_of
from desirepath.charts.sheets import Chart
from desirepath.charts.stacks import Part, draw_part, key_of
from desirepath.charts.told import Row, Told
from desirepath.drawing import Markup, line

__all__ = ["CHART"]

MOST = 60
AXIS, TOP, HEIGHT = 46.0, 8.0, 190.0


def _draw(told: Told, page: Page) -> list[Piece]:
    rows = told.rows[-MOST:]
    kept = [_point(row) for row in rows]
    key = key_of(page, [*_parts({"returning": 1, "resurrected": 1, "new": 1}), _dormant(1)])
    pieces = [key, _bars(rows, told.every, page)]
    if any(point.value is not None for point in kept):
        line_of = line_chart(
            page, kept, low=0, high=1, ticks=[0, 0.5, 1], tick=percent, tone="positive", height=84
        )
        pieces.append(
            stacked([heading(page, "Kept: who was there the period before and came again"), line_of], gap=0)
        )
    return pieces


def _parts(row: Row) -> list[Part]:
    return [
        Part(name="returning", value=row["returning"], tone="positive"),
        Part(name="resurrected", value=row["resurrected"], tone="accent", look="light"),
        Part(name="new", value=row["new"], tone="positive", look="hollow"),
    ]


def _dormant(value: float) -> Part:
    return Part(name="dormant (were there the period before)", value=value, tone="hotspot", look="hatched")


def _bars(rows: list[Row], every: list[Row], page: Page) -> Piece:
    shown = {row["period"] for row in rows}
    on = _axis([row for row in every if row["period"] in shown])
    bottom = TOP + HEIGHT
    marks: list[Markup] = []
    for tick in on.ticks:
        y = bottom - on.at(tick)
        colour = page.colours.edge if tick == 0 else page.colours.rule
        marks.append(line((AXIS, y), (page.width, y), colour=colour))
        marks.append(
            words(
                page, short(abs(tick)), x=AXIS - 6, y=y + 3.5, room=AXIS, size=10, tone="muted", anchor="end"
            )
        )
    pitch = (page.width - AXIS) / len(rows)
    places = spaced(len(rows), left=AXIS, width=page.width - AXIS)
    width = min(pitch * 0.72, 46.0)
    marks += [
        _column(page, row, x=x, width=width, on=on, bottom=bottom)
        for row, x in zip(rows, places, strict=True)
    ]
    names = labelled(page, [[_name(row)] for row in rows], places, pitch=pitch)
    return stacked([Piece(height=bottom + 8, marks=marks), names], gap=0)


def _axis(every: list[Row]) -> Scale:
    """From the most who went dormant, below the line, to the most who were active, above it."""
    most_up = max(1, *(row["active"] for row in every))
    most_down = max((row["dormant"] or 0 for row in every), default=0)
    step = max(step_of(most_up + most_down, steps=5), 1.0)
    low, high = -step * -(-most_down // step), step * -(-most_up // step)
    ticks = [low + step * at for at in range(round((high - low) / step) + 1)]
    return Scale(low=low, high=high, left=0, room=HEIGHT, ticks=ticks)


def _column(page: Page, row: Row, *, x: float, width: float, on: Scale, bottom: float) -> Markup:
    marks: list[Markup] = []
    base = 0.0
    for part in _parts(row):
        high, low = bottom - on.at(base + part.value), bottom - on.at(base)
        if part.value:
            marks.append(draw_part(page, part, x=x - width / 2, y=high, width=width, height=low - high))
        base += part.value
    if row["dormant"]:
        top, low = bottom - on.at(0), bottom - on.at(-row["dormant"])
        part = _dormant(row["dormant"])
        marks.append(draw_part(page, part, x=x - width / 2, y=top, width=width, height=low - top))
    return titled(f"{row['period']}: {_said(row)}", *marks)


def _point(row: Row) -> Point:
    few = row["too_few"]
    return Point(
        name=_name(row),
        value=row["kept"],
        low=row["kept_low"],
        high=row["kept_high"],
        is_few=few,
        text=TOO_FEW if few else percent(row["kept"]),
        tip=f"{row['period']}: {share(row, 'kept')} kept, {sample(row['n'])}",
    )


def _name(row: Row) -> str:
    return str(row["period"]) + ("" if row["is_over"] else "…")


def _said(row: Row) -> str:
    gone = "" if row["dormant"] is None else f", {count(row['dormant'])} dormant"
    came = ", ".join(f"{count(row[name])} {name}" for name in ("new", "returning", "resurrected"))
    return f"{count(row['active'])} active: {came}{gone}"


def _kept(row: Row) -> str:
    return "" if row["too_few"] or row["kept"] is None else f"; {share(row, 'kept')} kept"


def _title(told: Told) -> str:
    unit = told.option("unit", "period")
    return f"Who is new, returning, resurrected or dormant, {unit} by {unit}"


def _figures(told: Told) -> list[str]:
    rows = [row for row in told.rows if row["is_over"]][-4:]
    return [f"{row['period']}: {_said(row)}{_kept(row)}." for row in rows]


def _notes(told: Told) -> list[str]:
    few = (
        f"The line is the share kept with its 95 % interval; grey or hollow: fewer than 30 people, {TOO_FEW}."
    )
    open_yet = " The last period is not over: nobody is dormant yet." if not told.rows[-1]["is_over"] else ""
    left = len(told.rows) - MOST
    more = f" {count(left)} earlier periods are in the table." if left > 0 else ""
    return [f"People, counted once a period. {few}{open_yet}{more}"]


def _lacking(told: Told) -> str | None:
    return None if any(row["active"] for row in told.rows) else "Nobody was active in any period."


CHART = Chart(title=_title, draw=_draw, figures=_figures, notes=_notes, lacking=_lacking)
