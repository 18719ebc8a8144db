"""Two maps one under the other as a picture: only looks, everything is placed by `layout_stacked`."""

from desirepath.drawing import Markup, Palette, element, icon
from desirepath.drawing import line as draw_line
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import Box
from desirepath.prints.layout_stacked import Stacked, StackedMap, StackedRow
from desirepath.prints.rendering_cards import draw_card, draw_panel
from desirepath.prints.rendering_comparing import (
    SIGNS,
    draw_absent,
    draw_delta,
    draw_head,
    draw_page,
    draw_point,
    side_colour,
)
from desirepath.prints.rendering_emotion import draw_emotion
from desirepath.prints.rendering_frame import draw_row_rule
from desirepath.prints.rendering_marks import draw_box, draw_words
from desirepath.prints.rendering_overlay import draw_change_legend, draw_compared_point, draw_rail_of


def draw_stacked(placed: Stacked, colours: Palette, *, title: str, told: str) -> str:
    """The SVG."""
    return draw_page(
        *(_draw_ground(each, placed.width, colours) for each in placed.maps),
        *draw_head(placed.frame, colours),
        *(_draw_map(each, placed.width - MARGIN, colours) for each in placed.maps),
        *([draw_rail_of(placed.strip, colours)] if placed.strip else []),
        *(draw_delta(pill, colours) for pill in placed.pills),
        *([draw_words(placed.empty, colours)] if placed.empty else []),
        *draw_change_legend(placed.legend, colours),
        *(draw_words(words, colours) for words in placed.notes),
        width=placed.width,
        height=placed.height,
        title=title,
        told=told,
        colours=colours,
    )


def _draw_ground(each: StackedMap, width: float, colours: Palette) -> Markup:
    """The name's band in the side's colour, the emotion lane's ground, the columns the map does not have."""
    band = Box(x=0, y=each.box.y, width=width, height=30)
    grounds = [
        draw_box(Box(x=0, y=row.box.y, width=width, height=row.box.height), fill=colours.panel, radius=0)
        for row in each.rows
        if row.emotion
    ]
    return element(
        "g",
        *grounds,
        *(draw_absent(box) for box in each.absent if box.height > 0),
        draw_box(band, fill=side_colour(each.side, colours), opacity=0.08, radius=0),
    )


def _draw_map(each: StackedMap, right: float, colours: Palette) -> Markup:
    x, y = each.sample
    colour = side_colour(each.side, colours)
    return element(
        "g",
        draw_line((x - 13, y), (x + 13, y), colour=colour, width=2.5),
        draw_point(each.side, each.sample, colours),
        draw_words(each.name, colours),
        *(draw_row_rule(row.box.bottom, right, colours) for row in each.rows if not row.emotion),
        *(_draw_row(row, each, colours) for row in each.rows),
        class_=f"side {each.side}",
    )


def _draw_row(row: StackedRow, each: StackedMap, colours: Palette) -> Markup:
    marks = [draw_card(card, colours) for card in row.cards]
    marks += [
        _draw_state(
            each.states[card.card], card.box.x if each.is_mirrored else card.box.right, card.box.y, colours
        )
        for card in row.cards
        if card.card in each.states
    ]
    marks += [draw_panel(panel, colours) for panel in row.panels]
    if row.emotion:
        marks.append(draw_emotion(row.emotion, colours, tint=f"feeling-{each.side}"))
    marks += [draw_compared_point(point, colours) for point in row.planned]
    return element("g", draw_rail_of(row.rail, colours), *marks, class_=f"lane {row.role}")


def _draw_state(state: str, x: float, y: float, colours: Palette) -> Markup:
    """A sign on the corner of a card that is not the same in the other map, clear of a hotspot's pill."""
    if state == "same":
        return Markup("")
    colour = colours.accent if state == "added" else colours.muted
    ground = element("circle", cx=x, cy=y, r=7, fill=colours.card, stroke=colour, stroke_width=1.25)
    return element("g", ground, icon(SIGNS[state], x=x - 4.5, y=y - 4.5, size=9, colour=colour, stroke=2.75))
