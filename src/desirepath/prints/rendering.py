"""A map as a picture: SVG with real text, and PNG made of it.

Everything is placed by `layout`; here it only gets its looks. The same map, view and theme give the same
bytes. `html` draws the accessible page.
"""

import re
from math import sqrt
from typing import Literal

from desirepath.drawing import FONT_STACK, Markup, Palette, content, element, palette, rasterise
from desirepath.errors import InputError
from desirepath.maps import JourneyMap
from desirepath.prints.layout import Layout, PlacedRow, place_seen, turned
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import Box
from desirepath.prints.layout_reading import Texts, description
from desirepath.prints.rendering_axes import (
    draw_clock,
    draw_expectation,
    draw_gap,
    draw_ways,
    silence_pattern,
)
from desirepath.prints.rendering_cards import draw_card, draw_count, draw_panel, draw_slot
from desirepath.prints.rendering_emotion import draw_curve_key, draw_emotion
from desirepath.prints.rendering_frame import (
    draw_band,
    draw_dashed,
    draw_heat,
    draw_link,
    draw_link_signs,
    draw_rail,
    draw_row_rule,
    draw_step,
    draw_title,
)
from desirepath.prints.rendering_legend import draw_sign
from desirepath.prints.rendering_marks import draw_box, draw_note, draw_words
from desirepath.prints.rendering_reality import draw_reality
from desirepath.prints.views import Seen, View, language_of, see
from desirepath.prints.wording import speaking

_MOST_PIXELS = 20e6  # of a picture whose density nobody asked for
_LEAST_SCALE = 0.1
_SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')


def render(
    journey_map: JourneyMap,
    *,
    theme: Literal["light", "dark"] = "light",
    texts: Texts | None = None,
    view: View | None = None,
    reality: bool | None = None,
) -> str:
    """The map as a standalone SVG. `texts` finds the words of quotes by their interaction's id.

    `view` says how it is looked at: the language, the layers, who looks, which revision it is. `reality`
    draws the loops and skips that people really take; None: where a layer of the map shows them.

    >>> from desirepath.maps import MapStage, Step
    >>> step = Step(id="s1", name="Sees an ad", lineage_id="s1")
    >>> stage = MapStage(id="aware", name="Aware", steps=[step])
    >>> little = JourneyMap(key="a", title="A map", stages=[stage])
    >>> render(little)[:4], "Sees an ad" in render(little), "r12" in render(little, view=View(revision=12))
    ('<svg', True, True)
    """
    with speaking(language_of(journey_map, view)):
        return _drawn(see(journey_map, view), texts, palette(theme), reality=reality)


def to_png(svg: str, *, scale: float | None = None, most_pixels: float = 200e6) -> bytes:
    """A drawn map as PNG bytes, `scale` pixels for each of its units.

    Without it there are two, fewer where the picture would be larger than 20 megapixels, but never less than
    one, at which all text can be read. `InputError` for a scale at which there were more than `most_pixels`.

    >>> from struct import unpack
    >>> drawn = render(JourneyMap(key="a", title="A map", stages=[]))
    >>> [unpack(">I", to_png(drawn, scale=each)[16:20])[0] for each in (None, 1)]
    [1920, 960]
    """
    return rasterise(svg, scale=_density(svg) if scale is None else _scale(scale, svg, most_pixels))


def _density(svg: str) -> float:
    """How many pixels a unit of a drawing has by itself: in quarters, at which its lines stay sharp."""
    most = sqrt(_MOST_PIXELS / max(1.0, _area(svg)))
    return max(1.0, min(2.0, most * 4 // 1 / 4))


def _scale(scale: float, svg: str, most_pixels: float) -> float:
    """A density that somebody asked for, if a picture can be made of it."""
    most = sqrt(most_pixels / max(1.0, _area(svg))) * 10 // 1 / 10
    if not _LEAST_SCALE <= scale <= most:
        raise InputError(
            f"A picture of this size has {_LEAST_SCALE:g} to {most:g} pixels for each unit; "
            f"found {scale:g}. Try {min(1.0, most):g}."
        )
    return scale


def _area(svg: str) -> float:
    """How large a drawing is, in its units."""
    found = _SIZE.search(svg)
    return float(found[1]) * float(found[2]) if found else 1.0


def _drawn(seen: Seen, texts: Texts | None, colours: Palette, *, reality: bool | None) -> str:
    placed = turned(seen, place_seen(seen, texts, reality=reality))
    return element(
        "svg",
        element("title", content(seen.journey_map.title), id="map-title"),
        element("desc", content(description(seen.journey_map)), id="map-desc"),
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
        lang=language_of(seen.journey_map, seen.view),
        font_family=FONT_STACK,
        font_size=12,
    )


def draw_grid(placed: Layout, colours: Palette) -> list[Markup]:
    """Everything between the title block and the legend, over the grounds."""
    return [
        *(draw_band(band, colours) for band in placed.bands),
        *([draw_clock(placed.clock, colours)] if placed.clock else []),
        *(draw_step(step, colours) for step in placed.steps),
        *([draw_reality(placed.reality, colours)] if placed.reality else []),
        *([draw_ways(placed.ways, colours)] if placed.ways else []),
        *(draw_link(link, colours) for link in placed.links),
        *(_draw_row(row, colours) for row in placed.rows),
        *(draw_dashed(line, placed.grid.right, colours) for line in placed.lines),
        *(draw_link_signs(link, colours) for link in placed.links),
        *([draw_words(placed.empty, colours)] if placed.empty else []),
        *(draw_note(pin, colours) for pin in placed.pins),
    ]


def draw_grounds(placed: Layout, colours: Palette) -> list[Markup]:
    """What lies under everything: the emotion lane's ground, hairlines, silences, heat."""
    marks = [silence_pattern(colours)] if placed.gaps else []
    marks += [
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
    marks += [draw_row_rule(row.box.bottom, right, colours) for row in ruled]
    return marks + [draw_gap(gap, colours) for gap in placed.gaps]


def _draw_row(row: PlacedRow, colours: Palette) -> Markup:
    inside: list[Markup] = [draw_slot(slot, colours) for slot in row.slots]
    inside += [draw_card(card, colours) for card in row.cards]
    inside += [draw_panel(panel, colours) for panel in row.panels]
    inside += [draw_expectation(told, colours) for told in row.expectations]
    inside += [draw_count(count, colours) for count in row.counts]
    if row.emotion:
        inside += [*draw_curve_key(row.curves, colours), draw_emotion(row.emotion, colours)]
    if row.empty:
        inside.append(draw_words(row.empty, colours))
    return element("g", draw_rail(row, colours), *inside, data_lane=row.lane, class_=f"lane {row.role}")
