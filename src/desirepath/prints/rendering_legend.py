"""Drawing the legend: each sign as it looks on the map, small."""

from collections.abc import Callable

from desirepath.drawing import Markup, Palette, element, icon
from desirepath.drawing import line as draw_line
from desirepath.maps import CardStatus
from desirepath.prints.layout_footer import SWATCH, PlacedSign, Sign
from desirepath.prints.layout_marks import Box, NoteMark
from desirepath.prints.layout_metrics import Bar
from desirepath.prints.rendering_cards import draw_bar, draw_severity, draw_standing, heat_opacity
from desirepath.prints.rendering_marks import draw_box, draw_dots, draw_note, draw_words
from desirepath.prints.wording import word

Swatch = Callable[[Box, Palette], list[Markup]]


def draw_sign(sign: PlacedSign, colours: Palette) -> Markup:
    """One entry of the legend."""
    box = Box(x=sign.x, y=sign.middle - 7, width=SWATCH, height=14)
    return element("g", *_SWATCHES[sign.sign](box, colours), draw_words(sign.words, colours))


def _status(status: CardStatus) -> Swatch:
    return lambda box, colours: draw_standing(
        box, status, edge=colours.edge, weight=1, colours=colours, radius=3
    )


def _icon(name: str, colour: str) -> Swatch:
    def draw(box: Box, colours: Palette) -> list[Markup]:
        ink = getattr(colours, colour)
        return [icon(name, x=box.x + 6, y=box.y + 1, size=12, colour=ink, stroke=2.4)]

    return draw


def _bar(
    filled: float, low: float | None = None, high: float | None = None, target: float | None = None
) -> Swatch:
    def draw(box: Box, colours: Palette) -> list[Markup]:
        track = Box(x=box.x, y=box.y + 5, width=SWATCH, height=4)
        return draw_bar(Bar(track=track, filled=filled, low=low, high=high, target=target), colours)

    return draw


def _hotspot(box: Box, colours: Palette) -> list[Markup]:
    """Three depths of heat side by side."""
    third = box.width / 3
    tints = [
        draw_box(
            Box(x=box.x + at * third, y=box.y, width=third, height=box.height),
            fill=colours.hotspot,
            opacity=heat_opacity(at / 2),
            radius=0,
        )
        for at in range(3)
    ]
    return [*tints, draw_box(box, fill="none", radius=3, stroke=colours.hotspot, stroke_width=1.5)]


def _strength(box: Box, colours: Palette) -> list[Markup]:
    tint = draw_box(box, fill=colours.positive, opacity=0.1, radius=3)
    return [tint, draw_box(box, fill="none", radius=3, stroke=colours.positive, stroke_width=1.25)]


def _severity(box: Box, colours: Palette) -> list[Markup]:
    return draw_severity(2, x=box.x, y=box.y + 5, colour=colours.muted)


def _spark(box: Box, colours: Palette) -> list[Markup]:
    data = f"M{box.x:.1f} {box.y + 11:.1f}l7 -4l6 2l7 -7"
    course = element("path", d=data, fill="none", stroke=colours.muted, stroke_width=1.5)
    return [course, element("circle", cx=box.x + 20, cy=box.y + 2, r=2.5, fill=colours.ink)]


def _dumbbell(box: Box, colours: Palette) -> list[Markup]:
    return draw_dots(box.x + 20, box.x + 5, box.y + 7, ink=colours.negative, colours=colours)


def _stretched(box: Box, colours: Palette) -> list[Markup]:
    y = box.y + 7
    return [draw_line((box.x, y), (box.right, y), colour=colours.muted, width=4, dashes="3 2")]


def _silence(box: Box, _: Palette) -> list[Markup]:
    return [draw_box(box, fill="url(#silence)", radius=3)]


def _comment(box: Box, colours: Palette) -> list[Markup]:
    return [draw_note(NoteMark(sign="1", x=box.x + 13, y=box.y + 7, title=word("comment")), colours)]


def _way(box: Box, colours: Palette) -> list[Markup]:
    y = box.y + 7
    sign = NoteMark(sign="a", x=box.x + 13, y=y, title=word("way"), is_way=True)
    return [draw_line((box.x, y), (box.right, y), colour=colours.ink, width=1.5), draw_note(sign, colours)]


def _band(box: Box, colours: Palette) -> list[Markup]:
    mean = draw_line((box.x, box.y + 7), (box.right, box.y + 7), colour=colours.ink, width=2.5)
    return [draw_box(box, fill=colours.ink, opacity=0.14, radius=0), mean]


_SWATCHES: dict[Sign, Swatch] = {
    "validated": _status("validated"),
    "observed": _status("observed"),
    "assumed": _status("assumed"),
    "contradicted": _status("contradicted"),
    "override": _icon("user-pen", "muted"),
    "hotspot": _hotspot,
    "manual": _icon("hand", "hotspot"),
    "strength": _strength,
    "severity": _severity,
    "truth": _icon("star", "accent"),
    "reach": _bar(14),
    "interval": _bar(12, low=7, high=17),
    "band": _band,
    "target": _bar(12, target=19),
    "spark": _spark,
    "dumbbell": _dumbbell,
    "stretched": _stretched,
    "silence": _silence,
    "comment": _comment,
    "way": _way,
}
