"""Two maps over one another as a picture: only looks, everything is placed by `layout_overlay`."""

from desirepath.drawing import Markup, Palette, element, icon
from desirepath.drawing import line as draw_line
from desirepath.prints.layout import Rail
from desirepath.prints.layout_changes import OverlayRow
from desirepath.prints.layout_curve import reversed_curve
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import Anchor, Box, Words
from desirepath.prints.layout_overlay import ChangeSign, Overlay
from desirepath.prints.layout_two_curves import ComparedPlot, ComparedPoint, ComparedRun
from desirepath.prints.rendering_comparing import (
    CURVES,
    draw_changed_card,
    draw_delta,
    draw_grounds,
    draw_head,
    draw_page,
    draw_point,
    side_colour,
)
from desirepath.prints.rendering_emotion import path_data
from desirepath.prints.rendering_frame import draw_row_rule
from desirepath.prints.rendering_marks import draw_box, draw_words, titled


def draw_overlay(placed: Overlay, colours: Palette, *, title: str, told: str) -> str:
    """The SVG."""
    frame = placed.frame
    ground = []
    if placed.plot:
        box = Box(x=0, y=placed.plot.box.y, width=placed.width, height=placed.plot.box.height)
        ground.append(draw_box(box, fill=colours.panel, radius=0))
    right = placed.width - MARGIN
    return draw_page(
        *ground,
        *draw_grounds(frame, placed.rows_bottom, colours),
        *(draw_row_rule(row.box.bottom, right, colours) for row in placed.rows),
        *draw_head(frame, colours),
        *([draw_rail_of(placed.plot_rail, colours)] if placed.plot_rail else []),
        *([_draw_plot(placed.plot, colours)] if placed.plot else []),
        *(_draw_row(row, colours) for row in placed.rows),
        *([draw_words(placed.empty, colours)] if placed.empty else []),
        *(draw_words(words, colours) for words in placed.notes),
        *draw_change_legend(placed.legend, colours),
        width=placed.width,
        height=placed.height,
        title=title,
        told=told,
        colours=colours,
    )


def draw_rail_of(rail: Rail, colours: Palette) -> Markup:
    """A row's icon and name."""
    x, y = rail.icon_at
    sign = icon(rail.icon, x=x, y=y, size=18, colour=colours.muted, stroke=1.75)
    return element("g", sign, *(draw_words(words, colours) for words in rail.words))


def draw_change_legend(legend: list[ChangeSign], colours: Palette) -> list[Markup]:
    """What borders, hatches and strokes mean."""
    marks: list[Markup] = []
    for each in legend:
        marks += [*_draw_sign(each.sign, each.box, colours), draw_words(each.words, colours)]
    return marks


def _draw_sign(sign: str, box: Box, colours: Palette) -> list[Markup]:
    middle = box.y + box.height / 2
    match sign:
        case "added":
            edge = draw_box(box, fill="none", radius=4, stroke=colours.accent)
            return [draw_box(box, fill="url(#hatch-added)", radius=4), edge]
        case "removed":
            strike = draw_line((box.x + 4, middle), (box.right - 4, middle), colour=colours.muted, width=1.5)
            ground = draw_box(box, fill=colours.edge, opacity=0.12, radius=4)
            return [ground, draw_box(box, fill="none", radius=4, stroke=colours.edge, dashes="3 2.5"), strike]
        case "clear":
            return [draw_box(box, fill=colours.card, radius=7, stroke=colours.accent, stroke_width=1.5)]
        case "chance":
            return [draw_box(box, fill=colours.card, radius=7, stroke=colours.edge, dashes="3 2.5")]
        case "band":
            mean = draw_line((box.x, middle), (box.right, middle), colour=colours.ink, width=2.5)
            return [draw_box(box, fill=colours.ink, opacity=0.12, radius=0), mean]
        case _:
            return [
                draw_line((box.x, middle), (box.right, middle), colour=colours.accent, width=2, dashes="6 5")
            ]


def _draw_plot(plot: ComparedPlot, colours: Palette) -> Markup:
    return element(
        "g",
        *_draw_grid(plot, colours),
        *(_draw_band(run, colours) for run in plot.runs if run.line and run.source == "measured"),
        *(_draw_run(run, colours) for run in plot.runs if run.line),
        *(
            mark
            for point in plot.points
            if _stands_alone(point, plot)
            for mark in _draw_whisker(point, colours)
        ),
        *(draw_compared_point(point, colours) for point in plot.points),
        *(draw_words(words, colours, halo=colours.panel) for words in plot.gaps),
        *(draw_delta(pill, colours) for pill in plot.pills),
    )


def _draw_grid(plot: ComparedPlot, colours: Palette) -> list[Markup]:
    marks = []
    for text, y in (("+2", plot.top), ("0", plot.zero), ("−2", plot.bottom)):
        colour, dashes = (colours.edge, "2 4") if text == "0" else (colours.rule, None)
        marks.append(draw_line((plot.box.x, y), (plot.box.right, y), colour=colour, dashes=dashes))
        x = plot.box.right + 6 if plot.is_mirrored else plot.box.x - 6
        anchor: Anchor = "start" if plot.is_mirrored else "end"
        words = Words(text=text, x=x, y=y + 3.5, limit=24, size=10, colour="muted", anchor=anchor)
        marks.append(draw_words(words, colours))
    return marks


def _draw_band(run: ComparedRun, colours: Palette) -> Markup:
    data = path_data(run.upper) + path_data(reversed_curve(run.lower), join=True) + "Z"
    return element("path", d=data, fill=side_colour(run.side, colours), fill_opacity=0.13)


def _draw_run(run: ComparedRun, colours: Palette) -> Markup:
    width, dashes = CURVES[run.source]
    return element(
        "path", d=path_data(run.line), fill="none", stroke=side_colour(run.side, colours), stroke_width=width,
        stroke_dasharray=dashes, stroke_linecap="round",
    )  # fmt: skip


def _stands_alone(point: ComparedPoint, plot: ComparedPlot) -> bool:
    """Whether no curve of its side runs through a point, so that no band shows its interval."""
    runs = [run for run in plot.runs if run.side == point.side and run.line]
    return not any(run.line[0].start.x <= point.at.x <= run.line[-1].end.x for run in runs)


def _draw_whisker(point: ComparedPoint, colours: Palette) -> list[Markup]:
    if point.low_y is None or point.high_y is None:
        return []
    colour, x = side_colour(point.side, colours), point.at.x
    ends = [draw_line((x - 4, y), (x + 4, y), colour=colour, width=1.5) for y in (point.low_y, point.high_y)]
    return [draw_line((x, point.low_y), (x, point.high_y), colour=colour, width=1.5), *ends]


def draw_compared_point(point: ComparedPoint, colours: Palette) -> Markup:
    """A side's mark with its value."""
    mark = draw_point(point.side, (point.at.x, point.at.y), colours)
    return titled(point.title, mark, draw_words(point.label, colours, halo=colours.panel))


def _draw_row(row: OverlayRow, colours: Palette) -> Markup:
    return element(
        "g",
        draw_rail_of(row.rail, colours),
        *(draw_words(words, colours, halo=colours.bg) for words in row.lines),
        *(draw_delta(pill, colours) for pill in row.pills),
        *(draw_changed_card(card, colours) for card in row.cards),
        class_=f"lane {row.role}",
    )
