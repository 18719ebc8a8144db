"""Lines over something that has an order, with their band; where nothing is known the line breaks."""

from collections.abc import Callable, Sequence
from itertools import groupby

from desirepath.charts.bars import whisker_down
from desirepath.charts.pages import Page, Piece, Tone, box, titled, widest, words, wrapped
from desirepath.charts.scales import Scale
from desirepath.charts.spans import point
from desirepath.drawing import Markup, element, line
from desirepath.records import Record

__all__ = ["Point", "labelled", "line_chart", "spaced"]


class Point(Record):
    """A value at a place; None: not known, a gap."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    is_few: bool = False
    text: str = ""  # above the point
    under: list[str] = []  # under its name, in small print
    tip: str = ""


def line_chart(
    page: Page,
    points: Sequence[Point],
    *,
    low: float,
    high: float,
    ticks: Sequence[float],
    tick: Callable[[float], str],
    tone: Tone = "ink",
    height: float = 150.0,
    gap: str = "",
    signed: bool = False,
) -> Piece:
    """Points at equal distances, their names below as far as there is room."""
    axis = widest([tick(each) for each in ticks], 10) + 8
    pitch = (page.width - axis - 8) / len(points)
    top = 18.0
    up = Scale(low=low, high=high, left=0, room=height, ticks=list(ticks))

    def y(value: float) -> float:
        return top + height - up.at(value)

    places = [axis + (at + 0.5) * pitch for at in range(len(points))]
    marks = _grid(page, ticks, tick, axis=axis, y=y)
    for known, some in groupby(zip(places, points, strict=True), key=lambda one: one[1].value is not None):
        run = list(some)
        if known:
            marks += _run(page, run, y=y, tone=tone)
        elif gap:
            for x, _ in run:
                marks += _gap(page, gap, x=x, pitch=pitch, top=top, height=height)
    for x, one in zip(places, points, strict=True):
        marks += _point(page, one, x=x, y=y, pitch=pitch, tone=tone, signed=signed)
    names = labelled(page, [(one.name, *one.under) for one in points], places, pitch=pitch)
    moved = element("g", *names.marks, transform=f"translate(0 {top + height + 4:g})")
    return Piece(height=top + height + 4 + names.height, marks=[*marks, moved])


def labelled(page: Page, names: Sequence[Sequence[str]], places: Sequence[float], *, pitch: float) -> Piece:
    """Names under the places of an axis: all that have room, else every n-th."""
    wide = widest([name for name, *_ in names], 10.5)
    every = 1 if pitch >= 54 else max(1, -(-int(wide + 10) // max(int(pitch), 1)))
    room = min(pitch * every - 6, 130.0)
    half = min(wide, room) / 2
    marks: list[Markup] = []
    height = 0.0
    for at in range(0, len(names), every):
        name, *under = names[at]
        x = min(max(places[at], half), page.width - half) if every > 1 else places[at]
        piece = wrapped(page, name, x=x, y=11, room=room, size=10.5, tone="muted", anchor="middle")
        marks += piece.marks
        below = piece.height
        for text in under if every == 1 else ():
            marks.append(
                words(page, text, x=x, y=11 + below, room=room, size=10, tone="muted", anchor="middle")
            )
            below += 13
        height = max(height, below)
    return Piece(height=height + 4, marks=marks)


def spaced(count: int, *, left: float, width: float) -> list[float]:
    """The middles of so many equal parts."""
    return [left + (at + 0.5) * width / count for at in range(count)]


def path(points: Sequence[tuple[float, float]]) -> str:
    """A broken line as path data."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _grid(
    page: Page,
    ticks: Sequence[float],
    tick: Callable[[float], str],
    *,
    axis: float,
    y: Callable[[float], float],
) -> list[Markup]:
    marks: list[Markup] = []
    for value in ticks:
        colour = page.colours.edge if value == 0 else page.colours.rule
        marks.append(line((axis, y(value)), (page.width, y(value)), colour=colour))
        marks.append(
            words(
                page,
                tick(value),
                x=axis - 6,
                y=y(value) + 3.5,
                room=axis,
                size=10,
                tone="muted",
                anchor="end",
            )
        )
    return marks


def _run(
    page: Page, run: list[tuple[float, Point]], *, y: Callable[[float], float], tone: Tone
) -> list[Markup]:
    """One stretch of the line without a gap."""
    colour = page.tone(tone)
    marks: list[Markup] = []
    for sure, some in groupby(run, key=lambda one: one[1].low is not None and one[1].high is not None):
        band = list(some)
        if sure and len(band) > 1:
            upper = [(x, y(one.high or 0.0)) for x, one in band]
            lower = [(x, y(one.low or 0.0)) for x, one in reversed(band)]
            marks.append(element("path", d=path([*upper, *lower]) + "Z", fill=colour, fill_opacity=0.13))
    values = [(x, y(one.value or 0.0)) for x, one in run]
    if len(values) > 1:
        marks.append(
            element(
                "path", d=path(values), fill="none", stroke=colour, stroke_width=2, stroke_linejoin="round"
            )
        )
    return marks


def _point(
    page: Page,
    one: Point,
    *,
    x: float,
    y: Callable[[float], float],
    pitch: float,
    tone: Tone,
    signed: bool,
) -> list[Markup]:
    if one.value is None:
        return []
    wide = pitch > 24
    colour: Tone = ("positive" if one.value > 0 else "negative") if signed else tone
    look = "few" if one.is_few and wide else "hollow" if one.is_few else "solid"
    marks = whisker_down(page, one.low, one.high, x=x, y=y, few=one.is_few) if wide else []
    marks.append(point(page, x, y(one.value), tone=colour, look=look, size=4.5 if wide else 2.5))
    if one.text and pitch > 30:
        below = signed and one.value < 0
        end = one.low if below else one.high
        reached = y(one.value if end is None else end)
        text_y = max(reached, y(one.value) + 5) + 14 if below else min(reached, y(one.value) - 5) - 6
        shown: Tone = "muted" if one.is_few else colour
        marks.append(
            words(
                page,
                one.text,
                x=x,
                y=text_y,
                room=pitch - 2,
                size=11,
                weight=600,
                tone=shown,
                anchor="middle",
                halo=True,
            )
        )
    return [titled(one.tip or f"{one.name}: {one.text}", *marks)]


def _gap(page: Page, text: str, *, x: float, pitch: float, top: float, height: float) -> list[Markup]:
    """A place where nothing is known."""
    wide = min(pitch - 6, 64.0)
    marks = [box(x - wide / 2, top, wide, height, fill=page.hatch("muted"), opacity=0.25)]
    if pitch > 40:
        y = top + height / 4 + 4
        marks.append(
            words(page, text, x=x, y=y, room=pitch - 4, size=10.5, tone="muted", anchor="middle", halo=True)
        )
    return marks
