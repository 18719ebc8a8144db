"""The opportunity matrix of a map as a picture: effort across, value up, reach as area.

Everything is placed by `layout_matrix`; here it only gets its looks.
"""

from typing import Literal

from desirepath.drawing import FONT_STACK, Markup, Palette, content, element, palette
from desirepath.drawing import line as draw_line
from desirepath.maps import JourneyMap
from desirepath.prints.layout_marks import Box
from desirepath.prints.layout_matrix import DISC, Bubble, Listed, Matrix, lay_matrix
from desirepath.prints.rendering_marks import draw_box, draw_words, titled
from desirepath.prints.wording import speaking, word


def render_matrix(journey_map: JourneyMap, *, theme: Literal["light", "dark"] = "light") -> str:
    """A map's opportunities between effort and value, as a standalone SVG.

    >>> from desirepath.maps import Opportunity
    >>> idea = Opportunity(id="o1", title="How might we …?", customer_value=80, business_value=60, effort=2)
    >>> "How might we" in render_matrix(JourneyMap(key="a", title="A map", opportunities=[idea]))
    True
    """
    return drawn_matrix(journey_map, palette(theme))


def drawn_matrix(journey_map: JourneyMap, colours: Palette) -> str:
    """The same in any colours: a page's are variables."""
    with speaking(journey_map.language):
        placed = lay_matrix(journey_map)
        name = word("Opportunities: {title}", title=journey_map.title)
        told = word(
            "{n} of {m} opportunities of the map, placed by effort and value.",
            n=len(placed.bubbles),
            m=len(journey_map.opportunities),
        )
    return element(
        "svg",
        element("title", content(name), id="matrix-title"),
        element("desc", content(told), id="matrix-desc"),
        element("rect", width=placed.width, height=placed.height, fill=colours.bg),
        *(draw_words(words, colours) for words in (*placed.title, *placed.headings, *placed.notes)),
        *_draw_plot(placed, colours),
        *(_draw_bubble(bubble, colours) for bubble in sorted(placed.bubbles, key=lambda each: -each.radius)),
        *(_draw_leader(bubble, colours) for bubble in placed.bubbles if bubble.is_led),
        *(mark for bubble in placed.bubbles for mark in _draw_number(bubble, colours)),
        *(_draw_listed(row, colours) for row in placed.rows),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {placed.width:g} {placed.height:g}",
        width=placed.width,
        height=placed.height,
        role="img",
        aria_labelledby="matrix-title matrix-desc",
        font_family=FONT_STACK,
        font_size=12,
    )


def _draw_plot(placed: Matrix, colours: Palette) -> list[Markup]:
    plot, (x, y) = placed.plot, placed.cross
    left, right = (x, plot.right) if placed.is_mirrored else (plot.x, x)
    first = Box(x=left, y=plot.y, width=right - left, height=y - plot.y)
    marks = [
        draw_box(plot, fill=colours.panel, radius=8),
        draw_box(first, fill=colours.accent, opacity=0.07, radius=8),
    ]
    for tick in placed.ticks:
        marks += [draw_line(tick.start, tick.end, colour=colours.rule), draw_words(tick.words, colours)]
    marks += [
        draw_line((x, plot.y), (x, plot.bottom), colour=colours.edge, dashes="2 4"),
        draw_line((plot.x, y), (plot.right, y), colour=colours.edge, dashes="2 4"),
    ]
    return marks + [draw_words(words, colours) for words in (*placed.quarters, *placed.axes)]


def _draw_bubble(bubble: Bubble, colours: Palette) -> Markup:
    x, y = bubble.at
    circle = element(
        "circle", cx=x, cy=y, r=bubble.radius, fill="none" if bubble.is_done else colours.accent,
        fill_opacity=None if bubble.is_done else 0.2, stroke=colours.accent, stroke_width=1.5,
        stroke_dasharray=None if bubble.has_reach else "3 2.5",
    )  # fmt: skip
    return titled(bubble.title, circle, data_opportunity=bubble.opportunity)


def _draw_leader(bubble: Bubble, colours: Palette) -> Markup:
    x, y = bubble.at
    dot = element("circle", cx=x, cy=y, r=2, fill=colours.accent)
    return element("g", draw_line(bubble.at, bubble.number_at, colour=colours.accent), dot)


def _draw_number(bubble: Bubble, colours: Palette) -> list[Markup]:
    return [_disc(bubble.number_at, colours), draw_words(bubble.number, colours)]


def _disc(at: tuple[float, float], colours: Palette) -> Markup:
    return element(
        "circle",
        cx=at[0],
        cy=at[1],
        r=DISC - 0.75,
        fill=colours.card,
        stroke=colours.accent,
        stroke_width=1.25,
    )


def _draw_listed(row: Listed, colours: Palette) -> Markup:
    marks = [_disc(row.disc, colours)] if row.disc else []
    marks += [draw_words(row.number, colours)] if row.number else []
    return element(
        "g", *marks, *(draw_words(words, colours) for words in row.words), data_opportunity=row.opportunity
    )
