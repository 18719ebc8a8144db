"""Bars made of parts: how a whole divides, by length and pattern; and the key that names the parts."""

from collections.abc import Sequence
from typing import Literal

from desirepath.charts.figures import count
from desirepath.charts.pages import Page, Piece, Tone, box, titled, words
from desirepath.drawing import Markup, text_width
from desirepath.records import Record

__all__ = ["Look", "Part", "draw_part", "key_of", "stack"]


Look = Literal["solid", "light", "hatched", "hollow"]


class Part(Record):
    """One part of a whole."""

    name: str
    value: float
    tone: Tone
    look: Look = "solid"
    tip: str = ""


def stack(
    page: Page, parts: Sequence[Part], *, x: float, y: float, per: float, height: float = 20
) -> list[Markup]:
    """The parts side by side, `per` pixels a unit; a part's number is written where it fits."""
    marks: list[Markup] = []
    for part in parts:
        width = part.value * per
        if width <= 0:
            continue
        drawn = [draw_part(page, part, x=x, y=y, width=width, height=height)]
        text = count(part.value)
        if text_width(text, 11, 600) + 8 <= width:
            drawn.append(
                words(
                    page,
                    text,
                    x=x + width / 2,
                    y=y + height / 2 + 4,
                    room=width - 4,
                    size=11,
                    weight=600,
                    anchor="middle",
                    halo=part.look == "hatched",
                )
            )
        marks.append(titled(part.tip or f"{part.name}: {text}", *drawn))
        x += width
    return marks


def draw_part(page: Page, part: Part, *, x: float, y: float, width: float, height: float) -> Markup:
    """The ground of one part."""
    colour = page.tone(part.tone)
    edge = box(x, y, width, height, stroke=colour, radius=1, dashes="3 2" if part.look == "hollow" else None)
    if part.look == "hollow":
        return Markup(box(x, y, width, height, fill=page.colours.bg, radius=1) + edge)
    tint = box(
        x, y, width, height, fill=colour, opacity={"solid": 0.42, "light": 0.14}.get(part.look, 0.1), radius=1
    )
    lines = box(x, y, width, height, fill=page.hatch(part.tone), radius=1) if part.look == "hatched" else ""
    return Markup(f"{tint}{lines}{edge}")


def key_of(page: Page, parts: Sequence[Part]) -> Piece:
    """What the parts are called, beside a sample of each."""
    marks: list[Markup] = []
    x = y = 0.0
    for part in parts:
        width = 26 + text_width(part.name, 11) + 18
        if x and x + width > page.width:
            x, y = 0.0, y + 18
        marks.append(draw_part(page, part, x=x + 0.5, y=y + 1, width=18, height=11))
        marks.append(
            words(page, part.name, x=x + 25, y=y + 11, room=page.width - x - 25, size=11, tone="muted")
        )
        x += width
    return Piece(height=y + 14, marks=marks)
