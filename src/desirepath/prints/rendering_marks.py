"""Drawing the small things: words, tinted grounds, icons with a tooltip."""

from desirepath.drawing import Markup, Palette, content, element, icon, label
from desirepath.prints.layout_marks import Box, Words


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
        width=words.limit,
        reads=words.reads,
        halo=halo,
        spacing=words.spacing or None,
    )


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


def shrunk(box: Box, by: float) -> Box:
    """A box with its edges moved inwards."""
    return Box(x=box.x + by, y=box.y + by, width=box.width - 2 * by, height=box.height - 2 * by)
