"""A map as a picture: SVG with real text, and PNG made of it.

Everything is placed by `layout`; here it only gets its looks. The same map and theme give the same
bytes. `html` draws the accessible page.
"""

from typing import Literal

from desirepath.drawing import FONT_STACK, Markup, Palette, content, element, palette, rasterise
from desirepath.maps import JourneyMap
from desirepath.prints.layout import Layout, PlacedRow, lay_out
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import Box
from desirepath.prints.layout_reading import Texts, description
from desirepath.prints.rendering_cards import draw_card, draw_panel
from desirepath.prints.rendering_emotion import draw_curve_key, draw_emotion
from desirepath.prints.rendering_frame import (
    draw_band,
    draw_dashed,
    draw_heat,
    draw_rail,
    draw_row_rule,
    draw_sign,
    draw_step,
    draw_title,
)
from desirepath.prints.rendering_marks import draw_box, draw_words
from desirepath.prints.rendering_reality import draw_reality


def render(
    journey_map: JourneyMap,
    *,
    theme: Literal["light", "dark"] = "light",
    texts: Texts | None = None,
    reality: bool | None = None,
) -> str:
    """The map as a standalone SVG. `texts` finds the words of quotes by their interaction's id.

    `reality` draws the loops and skips that people really take; None: where a layer of the map shows them.

    >>> from desirepath.maps import MapStage, Step
    >>> step = Step(id="s1", name="Sees an ad", lineage_id="s1")
    >>> stage = MapStage(id="aware", name="Aware", steps=[step])
    >>> little = JourneyMap(key="a", title="A map", stages=[stage])
    >>> render(little)[:4], "Sees an ad" in render(little)
    ('<svg', True)
    """
    placed = lay_out(journey_map, texts, reality=reality)
    colours = palette(theme)
    return element(
        "svg",
        element("title", content(journey_map.title), id="map-title"),
        element("desc", content(description(journey_map)), id="map-desc"),
        element("rect", width=placed.width, height=placed.height, fill=colours.bg),
        *draw_grounds(placed, colours),
        draw_title(placed.title, colours),
        *draw_grid(placed, colours),
        *(draw_sign(sign, colours) for sign in placed.legend),
        *(draw_words(words, colours) for words in placed.footnotes),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {placed.width:g} {placed.height:g}",
        width=placed.width,
        height=placed.height,
        role="img",
        aria_labelledby="map-title map-desc",
        font_family=FONT_STACK,
        font_size=12,
    )


def to_png(svg: str, *, scale: float = 2) -> bytes:
    """A drawn map as PNG bytes, `scale` pixels for each of its units."""
    return rasterise(svg, scale=scale)


def draw_grid(placed: Layout, colours: Palette) -> list[Markup]:
    """Everything between the title block and the legend, over the grounds."""
    return [
        *(draw_band(band, colours) for band in placed.bands),
        *(draw_step(step, colours) for step in placed.steps),
        *([draw_reality(placed.reality, colours)] if placed.reality else []),
        *(_draw_row(row, colours) for row in placed.rows),
        *(draw_dashed(line, placed.grid.right, colours) for line in placed.lines),
        *([draw_words(placed.empty, colours)] if placed.empty else []),
    ]


def draw_grounds(placed: Layout, colours: Palette) -> list[Markup]:
    """What lies under everything: the emotion lane's ground, hairlines, heat."""
    marks = [
        draw_box(
            Box(x=0, y=row.box.y, width=placed.width, height=row.box.height), fill=colours.panel, radius=0
        )
        for row in placed.rows
        if row.kind == "emotion"
    ]
    marks += [draw_heat(heat, colours) for heat in placed.heats]
    right = placed.width - MARGIN
    dashed = {line.y - 13 for line in placed.lines}
    ruled = [row for row in placed.rows if row.kind != "emotion" and row.box.bottom not in dashed]
    return marks + [draw_row_rule(row.box.bottom, right, colours) for row in ruled]


def _draw_row(row: PlacedRow, colours: Palette) -> Markup:
    inside: list[Markup] = [draw_card(card, colours) for card in row.cards]
    inside += [draw_panel(panel, colours) for panel in row.panels]
    if row.emotion:
        inside += [*draw_curve_key(row.curves, colours), draw_emotion(row.emotion, colours)]
    if row.empty:
        inside.append(draw_words(row.empty, colours))
    return element("g", draw_rail(row, colours), *inside, data_lane=row.lane, class_=f"lane {row.role}")
