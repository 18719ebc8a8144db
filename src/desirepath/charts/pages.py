"""A page, the pieces that stand on it, and the marks they are made of: words, boxes, lines.

A piece is drawn from its own top left corner, as wide as the page; `sheets` puts pieces under each other.
Words never leave the room they are given: they wrap or end in …, and a tooltip has them whole.
"""

from collections.abc import Sequence
from typing import Any, Literal

from desirepath.drawing import Markup, Palette, content, element, label, text_width, wrap
from desirepath.records import Record

__all__ = [
    "Page",
    "Piece",
    "Tone",
    "beside",
    "box",
    "heading",
    "remark",
    "stacked",
    "text_lines",
    "titled",
    "widest",
    "words",
    "wrapped",
]

Tone = Literal["ink", "muted", "accent", "positive", "negative", "hotspot"]
NAMELESS = "(no name)"
NO_BREAK = "\u00a0"
STRANGE = (("\u0590", "\u1dff"), ("\u2e80", "\ud7ff"))  # scripts that Inter has no letters of
WIDER = 0.84


class Page(Record):
    """What everything on it shares: colours, the room across, the key of its patterns."""

    colours: Palette
    width: float
    key: str

    def tone(self, name: Tone) -> str:
        """A token's colour."""
        return str(getattr(self.colours, name))

    def hatch(self, tone: Tone) -> str:
        """A fill of slanting lines, so that a meaning does not hang on its colour."""
        return f"url(#{self.key}-{tone})"

    def narrower(self, width: float) -> "Page":
        """The same page with less room across."""
        return Page(colours=self.colours, width=width, key=self.key)


class Piece(Record):
    """Marks and how far down they reach."""

    height: float
    marks: list[Markup]


def words(
    page: Page,
    text: str,
    *,
    x: float,
    y: float,
    room: float,
    size: float = 12,
    weight: int = 400,
    tone: Tone = "ink",
    anchor: Literal["start", "middle", "end"] = "start",
    halo: bool = False,
) -> Markup:
    """One line of text on its baseline, no wider than `room`."""
    lines, whole = _lines(text, room, size, weight, most=1)
    mark = label(
        lines[0],
        x=x,
        y=y,
        size=size,
        weight=weight,
        fill=page.tone(tone),
        anchor=anchor,
        width=widest(lines, size, weight=weight),
        halo=page.colours.bg if halo else None,
    )
    return mark if whole else titled(text, mark)


def wrapped(
    page: Page,
    text: str,
    *,
    x: float,
    y: float,
    room: float,
    most: int = 2,
    size: float = 12,
    weight: int = 400,
    tone: Tone = "ink",
    anchor: Literal["start", "middle", "end"] = "start",
    leading: float = 1.25,
    halo: bool = False,
) -> Piece:
    """Text on as many lines as it needs, up to `most`; the first baseline is at y."""
    lines, whole = _lines(text, room, size, weight, most=most)
    step, width = size * leading, widest(lines, size, weight=weight)
    marks = [
        label(
            one,
            x=x,
            y=y + at * step,
            size=size,
            weight=weight,
            fill=page.tone(tone),
            anchor=anchor,
            width=width,
            halo=page.colours.bg if halo else None,
        )
        for at, one in enumerate(lines)
    ]
    return Piece(height=len(lines) * step, marks=marks if whole else [titled(text, *marks)])


def text_lines(text: str, room: float, size: float, *, weight: int = 400, most: int = 2) -> int:
    """On how many lines a text stands."""
    return len(_lines(text, room, size, weight, most=most)[0])


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str = "none",
    opacity: float | None = None,
    stroke: str | None = None,
    dashes: str | None = None,
    radius: float = 2,
    **more: Any,
) -> Markup:
    """A rectangle, never narrower than nothing."""
    return element(
        "rect",
        x=x,
        y=y,
        width=max(width, 0.0),
        height=max(height, 0.0),
        rx=radius or None,
        fill=fill,
        fill_opacity=opacity,
        stroke=stroke,
        stroke_dasharray=dashes,
        **more,
    )


def titled(title: str, *marks: Markup, **attributes: object) -> Markup:
    """Marks with a tooltip."""
    return element("g", element("title", content(title)), *marks, **attributes)


def stacked(pieces: Sequence[Piece], *, gap: float = 16) -> Piece:
    """Pieces under each other as one."""
    marks: list[Markup] = []
    y = 0.0
    for piece in pieces:
        marks.append(element("g", *piece.marks, transform=f"translate(0 {y:g})"))
        y += piece.height + gap
    return Piece(height=max(y - gap, 0.0), marks=marks)


def beside(pieces: Sequence[Piece], *, pitch: float) -> Piece:
    """Pieces next to each other as one, their left edges `pitch` apart."""
    marks = [
        element("g", *piece.marks, transform=f"translate({at * pitch:g} 0)")
        for at, piece in enumerate(pieces)
    ]
    return Piece(height=max((piece.height for piece in pieces), default=0.0), marks=marks)


def heading(page: Page, text: str) -> Piece:
    """What the piece below is about."""
    return Piece(height=16, marks=[words(page, text, x=0, y=13, room=page.width, size=13, weight=600)])


def remark(page: Page, text: str) -> Piece:
    """A quiet line, such as how much more there is in the table."""
    return wrapped(page, text, x=0, y=10, room=page.width, size=11, tone="muted")


def widest(texts: Sequence[str], size: float, *, weight: int = 400) -> float:
    """How much room the longest of these texts needs."""
    return max((text_width(text, size, weight) for text in texts), default=0.0)


def _lines(text: str, room: float, size: float, weight: int, *, most: int) -> tuple[list[str], bool]:
    """The lines, and whether they say all of it."""
    if any(first <= char <= last for char in text for first, last in STRANGE):
        room *= WIDER  # a font of that script draws the Latin letters beside it, too, and wider than Inter
    every = wrap(text, room, size, weight=weight) or [NAMELESS]
    if len(every) <= most:
        return every, True
    if most == 1:  # use the whole room, also in the middle of a word
        unbroken = wrap(text.replace(" ", NO_BREAK), room, size, weight=weight, max_lines=1)
        return [unbroken[0].replace(NO_BREAK, " ")], False
    return wrap(text, room, size, weight=weight, max_lines=most), False
