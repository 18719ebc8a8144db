"""Sankey diagrams: places in columns, ribbons between them as wide as what goes along.

Every place has room for its own words, however little goes through it; so nothing overlaps.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from desirepath.charts.pages import Page, Piece, Tone, box, text_lines, titled, words, wrapped
from desirepath.drawing import Markup, element
from desirepath.records import Record

__all__ = ["Place", "Ribbon", "sankey"]

BAR = 9.0
LEAST = 27.0  # room for two lines of words
GAP = 5.0


class Place(Record):
    """A place in a column: what goes through it, and what is written beside it."""

    column: int
    name: str
    amount: float
    text: str
    tone: Tone = "positive"
    look: Literal["solid", "rest", "end", "few"] = "solid"
    tip: str = ""


class Ribbon(Record):
    """What goes from a place to one of the next column."""

    column: int
    from_name: str
    to_name: str
    amount: float
    tone: Tone = "positive"
    tip: str = ""


Key = tuple[int, str]


def sankey(
    page: Page, heads: Sequence[str], places: Sequence[Place], ribbons: Sequence[Ribbon], *, tall: float = 300
) -> Piece:
    """The diagram; places stand in their columns in the order given, `tall` pixels a column's most."""
    most = max(sum(one.amount for one in places if one.column == at) for at in range(len(heads)))
    per = tall / most if most else 0.0
    pitch = page.width / len(heads)
    tops = _tops(places, per, columns=len(heads))
    marks = [
        words(page, head, x=at * pitch, y=10, room=pitch - 8, size=11, weight=600, tone="muted")
        for at, head in enumerate(heads)
    ]
    marks += _ribbons(page, ribbons, tops, per=per, pitch=pitch)
    for one in places:
        marks.append(_place(page, one, y=tops[one.column, one.name], height=one.amount * per, pitch=pitch))
    bottom = max((tops[one.column, one.name] + max(one.amount * per, LEAST) for one in places), default=20)
    return Piece(height=bottom + 2, marks=marks)


def _tops(places: Sequence[Place], per: float, *, columns: int) -> dict[Key, float]:
    tops: dict[Key, float] = {}
    below = [20.0] * columns
    for one in places:
        tops[one.column, one.name] = below[one.column]
        below[one.column] += max(one.amount * per, LEAST) + GAP
    return tops


def _ribbons(
    page: Page, ribbons: Sequence[Ribbon], tops: dict[Key, float], *, per: float, pitch: float
) -> list[Markup]:
    leaving: defaultdict[Key, float] = defaultdict(float)
    entering: defaultdict[Key, float] = defaultdict(float)
    inside = [
        one
        for one in ribbons
        if (one.column, one.from_name) in tops and (one.column + 1, one.to_name) in tops
    ]
    ends: dict[int, tuple[float, float]] = {}
    for one in sorted(
        inside,
        key=lambda each: (
            each.column,
            tops[each.column, each.from_name],
            tops[each.column + 1, each.to_name],
        ),
    ):
        key = (one.column, one.from_name)
        start = tops[key] + leaving[key]
        leaving[key] += one.amount * per
        ends[id(one)] = (start, 0.0)
    for one in sorted(
        inside,
        key=lambda each: (
            each.column,
            tops[each.column + 1, each.to_name],
            tops[each.column, each.from_name],
        ),
    ):
        key = (one.column + 1, one.to_name)
        ends[id(one)] = (ends[id(one)][0], tops[key] + entering[key])
        entering[key] += one.amount * per
    return [_ribbon(page, one, *ends[id(one)], width=one.amount * per, pitch=pitch) for one in inside]


def _ribbon(page: Page, one: Ribbon, start: float, end: float, *, width: float, pitch: float) -> Markup:
    left, right = one.column * pitch + BAR, (one.column + 1) * pitch
    middle = (left + right) / 2
    data = (
        f"M{left:.1f} {start:.1f}C{middle:.1f} {start:.1f} {middle:.1f} {end:.1f} {right:.1f} "
        f"{end:.1f}V{end + width:.1f}C{middle:.1f} {end + width:.1f} {middle:.1f} {start + width:.1f} "
        f"{left:.1f} {start + width:.1f}Z"
    )
    ribbon = element("path", d=data, fill=page.tone(one.tone), fill_opacity=0.2)
    return titled(one.tip, ribbon)


def _place(page: Page, one: Place, *, y: float, height: float, pitch: float) -> Markup:
    x = one.column * pitch
    colour = page.tone("muted" if one.look in ("rest", "few") else one.tone)
    tall = max(height, 1.5)
    marks = [
        box(x, y, BAR, tall, fill=colour if one.look in ("solid", "rest") else page.colours.bg, radius=1)
    ]
    if one.look == "end":
        marks += [
            box(x, y, BAR, tall, fill=page.hatch(one.tone), radius=1),
            box(x, y, BAR, tall, stroke=colour, radius=1),
        ]
    if one.look == "few":
        marks.append(box(x, y, BAR, tall, stroke=colour, dashes="3 2", radius=1))
    tone: Tone = "muted" if one.look == "few" else "ink"
    room = pitch - BAR - 6
    most = 2 if height > LEAST + 14 else 1
    lines = text_lines(one.name, room, 11, weight=600, most=most)
    first = y + max(height, LEAST) / 2 - 2 - (lines - 1) * 7
    named = wrapped(
        page,
        one.name,
        x=x + BAR + 4,
        y=first,
        room=room,
        most=most,
        size=11,
        weight=600,
        tone=tone,
        halo=True,
    )
    marks += named.marks
    y = first + named.height - 1
    marks.append(words(page, one.text, x=x + BAR + 4, y=y, room=room, size=10, tone=tone, halo=True))
    return titled(one.tip, *marks)
