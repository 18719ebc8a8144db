"""Drawing the ways people really take: coloured by the stage they leave, an arrow where they arrive."""

from desirepath.drawing import Markup, Palette, element
from desirepath.prints.layout_reality import Reality, Way
from desirepath.prints.rendering_marks import draw_box, draw_words, titled

_ROUND = 9.0


def draw_reality(reality: Reality, colours: Palette) -> Markup:
    """All ways, the widest lowest, then their labels on top."""
    ordered = sorted(reality.ways, key=lambda way: -way.width)
    labels = [mark for way in ordered for mark in _draw_label(way, colours)]
    words = [draw_words(each, colours) for each in reality.words]
    return element("g", *words, *(_draw_way(way, colours) for way in ordered), *labels, class_="reality")


def _draw_way(way: Way, colours: Palette) -> Markup:
    colour = colours.stage_bars[way.stage_type] if way.is_used else colours.edge
    line = element(
        "path", d=_path(way), fill="none", stroke=colour, stroke_width=way.width,
        stroke_opacity=0.75 if way.is_used else None, stroke_dasharray=None if way.is_used else "4 3",
    )  # fmt: skip
    return titled(way.title, line, _draw_arrow(way, colour), data_edge=way.edge)


def _path(way: Way) -> str:
    (x1, y1), (x2, y2) = way.start, way.end
    turn = min(_ROUND, abs(x2 - x1) / 2, abs(way.across_y - y1))
    side = 1 if x2 >= x1 else -1
    fall = 1 if way.across_y >= y1 else -1
    y = way.across_y
    return (
        f"M{x1:.1f} {y1:.1f}V{y - fall * turn:.1f}Q{x1:.1f} {y:.1f} {x1 + side * turn:.1f} {y:.1f}"
        f"H{x2 - side * turn:.1f}Q{x2:.1f} {y:.1f} {x2:.1f} {y - fall * turn:.1f}V{y2 + fall * 5:.1f}"
    )


def _draw_arrow(way: Way, colour: str) -> Markup:
    x, y = way.end
    fall = 1 if way.across_y >= y else -1
    half = 3.5 + way.width / 2.5
    data = f"M{x:.1f} {y:.1f}L{x - half:.1f} {y + fall * 7:.1f}H{x + half:.1f}Z"
    return element("path", d=data, fill=colour)


def _draw_label(way: Way, colours: Palette) -> list[Markup]:
    if way.label is None or way.label_box is None:
        return []
    return [draw_box(way.label_box, fill=colours.bg, radius=4), draw_words(way.label, colours)]
