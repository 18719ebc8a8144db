"""Placed text and boxes: what a layout is made of, in pixels from the picture's top left corner.

A `Words` knows how much room it was given (`limit`), so a test can hold every text of a picture to
its box. Colours are token names; what they look like is the renderer's business.
"""

import re
from typing import ClassVar, Literal

from desirepath.drawing import has_right_to_left, right_to_left, slants, text_width, wrap
from desirepath.prints.wording import curled
from desirepath.records import Record

Colour = Literal["ink", "muted", "accent", "positive", "negative", "hotspot", "on_hotspot"]
Anchor = Literal["start", "middle", "end"]


class Box(Record):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    def meets(self, other: "Box") -> bool:
        """Whether two boxes share any area."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


class Words(Record):
    """One line of text: `x` is where its anchor stands, `y` its baseline, `limit` the room it has."""

    text: str
    x: float
    y: float
    limit: float
    size: float = 12
    weight: int = 400
    colour: Colour = "ink"
    anchor: Anchor = "start"
    italic: bool = False
    spacing: float = 0
    reads: bool | None = None  # from right to left, as the paragraph does; None: as its first letter says
    is_mixed: bool = False  # of both directions: it reads as the picture does
    is_flush: bool = False  # it begins at `x` at the left, whichever way it reads

    @property
    def width(self) -> float:
        """How wide the text is at most."""
        letters = text_width(self.text, self.size, self.weight, italic=self.italic)
        return letters + self.spacing * len(self.text)

    @property
    def box(self) -> Box:
        """The area the text covers: from its ascenders to its descenders."""
        width = self.width
        reads = right_to_left(self.text) if self.reads is None else self.reads
        if reads and self.anchor == "start" and not self.is_flush:  # it begins at the right of its room
            return Box(
                x=self.x + self.limit - width, y=self.y - 0.76 * self.size, width=width, height=self.size
            )
        shift = {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(x=self.x - shift, y=self.y - 0.76 * self.size, width=width, height=self.size)


class Mark(Record):
    """An icon that says something: a lock, a channel, who acts."""

    icon: str
    box: Box
    colour: Colour = "muted"
    title: str = ""


class Chip(Record):
    """A short text on a rounded ground: a tag, a state, a count."""

    box: Box
    words: Words
    colour: Colour = "muted"


class NoteMark(Record):
    """The small numbered sign of a comment or of a way, told in the footnotes."""

    ACROSS: ClassVar[dict[str, float]] = {"x": 0}

    sign: str
    x: float  # its centre
    y: float
    title: str
    is_way: bool = False


class Style(Record):
    """How a kind of text is set."""

    size: float
    leading: float  # from baseline to baseline
    weight: int = 400
    colour: Colour = "ink"
    italic: bool = False


TITLE = Style(size=22, leading=28, weight=700)
SUBTITLE = Style(size=12, leading=18, colour="muted")
GOAL = Style(size=12, leading=18, weight=600, colour="accent")
HEADER = Style(size=12, leading=16, weight=600)
HEADER_OTHER = Style(size=12, leading=16, colour="muted")
CARD = Style(size=12, leading=16)
QUOTE = Style(size=12, leading=16, italic=True)
BODY = Style(size=10.5, leading=14, colour="muted")
DIVIDE = Style(size=11, leading=15, weight=600, colour="muted")
CAPTION = Style(size=10, leading=14, colour="muted")
TAG = Style(size=9.5, leading=14, colour="muted")
STRONG = Style(size=10, leading=14, weight=600, colour="accent")


_COUNT = re.compile(r"n = [\d,]+[,،、，]? ?(?:±[\d.]+)?")


def quote_style(text: str) -> Style:
    """How somebody's words are set: slanted, where all of them can be."""
    return QUOTE if slants(text) else CARD


def broken(text: str, style: Style, width: float, *, most: int | None = None) -> list[str]:
    """A text's lines in a style."""
    return wrap(curled(text), width, style.size, weight=style.weight, italic=style.italic, max_lines=most)


def told(text: str, style: Style, width: float, *, most: int) -> list[str]:
    """The lines of a text in which no "n = 131, ±4" is parted, if a line can hold it."""
    whole = held(text)
    kept = _COUNT.search(text)
    is_held = kept is not None and text_width(kept[0], style.size, style.weight) <= width
    return broken(whole if is_held else text.replace("n = ", "n\u00a0=\u00a0"), style, width, most=most)


def held(text: str) -> str:
    """A text in which "n = 131, ±4" stays on one line.

    >>> held("12 % of people, n = 131, ±4")
    '12 % of people, n\\xa0=\\xa0131,\\xa0±4'
    """
    return _COUNT.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def stacked(lines: list[str], style: Style, *, x: float, top: float, limit: float) -> list[Words]:
    """Lines one under another; the first line's box begins at `top`."""
    first = top + style.leading / 2 + style.size * 0.36
    whole = " ".join(lines)
    reads = right_to_left(whole)
    return [
        Words(
            text=line,
            x=x,
            y=first + row * style.leading,
            limit=limit,
            size=style.size,
            weight=style.weight,
            colour=style.colour,
            italic=style.italic,
            reads=reads,
            is_mixed=has_right_to_left(whole),
        )
        for row, line in enumerate(lines)
    ]


def one_line(text: str, style: Style, *, x: float, y: float, limit: float, anchor: Anchor = "start") -> Words:
    """A text on one line, its end cut when it does not fit; `y` is the baseline."""
    text = curled(text)
    if text_width(text, style.size, style.weight, italic=style.italic) > limit or "\n" in text:
        shown = broken(text, style, limit, most=1)
        text = shown[0] if shown else ""
    return Words(
        text=text,
        x=x,
        y=y,
        limit=limit,
        size=style.size,
        weight=style.weight,
        colour=style.colour,
        italic=style.italic,
        anchor=anchor,
        is_mixed=has_right_to_left(text),
    )
