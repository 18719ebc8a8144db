"""Drawing the small things: words, tinted grounds, icons with a tooltip."""

from desirepath.drawing import Markup, Palette, content, element, icon, label
from desirepath.prints.layout_marks import Box, Chip, Mark, NoteMark, Words


def draw_words(words: Words, colours: Palette, *, halo: str | None = None) -> Markup:
    """One line of text."""
    return label(
        words.text,
        x=words.x,
        y=words.y,
        size=words.size,
        fill=getattr(colours, words.colour),
        weight=words.weight,
        anchor=words.anchor,
        italic=words.italic,
        width=None if words.is_flush else words.limit,
        reads=words.reads,
        halo=halo,
        spacing=words.spacing or None,
    )


def draw_mark(mark: Mark, colours: Palette, *, colour: str | None = None) -> Markup:
    """An icon with its tooltip."""
    box = mark.box
    ink = colour or getattr(colours, mark.colour)
    sign = icon(
        mark.icon, x=box.x, y=box.y, size=box.width, colour=ink, stroke=1.5 if box.width > 20 else 2.25
    )
    return titled(mark.title, sign) if mark.title else sign


def draw_chip(chip: Chip, colours: Palette) -> Markup:
    """A tag on its rounded ground."""
    ground = draw_box(shrunk(chip.box, 0.5), fill=colours.panel, radius=6.5, stroke=colours.edge)
    return element("g", ground, draw_words(chip.words, colours))


def draw_note(note: NoteMark, colours: Palette) -> Markup:
    """The small round number of a comment, or the letter of a way."""
    fill, ink = (colours.bg, colours.ink) if note.is_way else (colours.accent, colours.bg)
    words = Words(text=note.sign, x=note.x, y=note.y + 3.2, limit=20, size=9, weight=700, anchor="middle")
    disc = element(
        "circle", cx=note.x, cy=note.y, r=7, fill=fill, stroke=colours.ink if note.is_way else colours.bg
    )
    drawn = label(words.text, x=words.x, y=words.y, size=9, fill=ink, weight=700, anchor="middle")
    return titled(note.title, disc, drawn, class_="note")


def draw_box(
    box: Box,
    *,
    fill: str,
    radius: float = 6,
    opacity: float | None = None,
    stroke: str | None = None,
    stroke_width: float | None = None,
    dashes: str | None = None,
) -> Markup:
    """A rectangle with rounded corners."""
    return element(
        "rect",
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        rx=radius or None,
        fill=fill,
        fill_opacity=opacity,
        stroke=stroke,
        stroke_width=stroke_width,
        stroke_dasharray=dashes,
    )


def draw_bead(x: float, y: float, *, fill: str, stroke: str) -> Markup:
    """The hollow dot on the border of an observed card."""
    return element("circle", cx=x, cy=y, r=3.25, fill=fill, stroke=stroke, stroke_width=1.25)


def draw_warning(x: float, y: float, *, fill: str, colour: str) -> Markup:
    """The warning sign on the border of a contradicted card."""
    ground = element("circle", cx=x, cy=y, r=9, fill=fill)
    return element(
        "g", ground, icon("triangle-alert", x=x - 6.5, y=y - 7, size=13, colour=colour, stroke=2.25)
    )


def titled(title: str, *children: Markup, **attributes: object) -> Markup:
    """A group with a tooltip."""
    return element("g", element("title", content(title)), *children, **attributes)


def draw_dots(
    expected: float | None, received: float | None, y: float, *, ink: str, colours: Palette
) -> list[Markup]:
    """A hollow dot for what was expected, a full one for what was received, and the gap between."""
    marks = []
    if expected is not None and received is not None:
        marks.append(element("path", d=f"M{expected:.1f} {y:.1f}H{received:.1f}", stroke=ink, stroke_width=3))
    if expected is not None:
        marks.append(
            element("circle", cx=expected, cy=y, r=4.5, fill=colours.card, stroke=ink, stroke_width=2)
        )
    if received is not None:
        marks.append(element("circle", cx=received, cy=y, r=5, fill=ink))
    return marks


def shrunk(box: Box, by: float) -> Box:
    """A box with its edges moved inwards."""
    return Box(x=box.x + by, y=box.y + by, width=box.width - 2 * by, height=box.height - 2 * by)
