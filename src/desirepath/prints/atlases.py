"""All maps as one picture: only looks, everything is placed by `layout_atlas`."""

from typing import Literal

from desirepath.drawing import FONT_STACK, Markup, Palette, content, element, palette
from desirepath.maps import Atlas
from desirepath.prints.layout_atlas import AtlasBox, Chip, lay_atlas
from desirepath.prints.layout_marks import Box
from desirepath.prints.rendering_marks import draw_box, draw_words, shrunk, titled
from desirepath.prints.wording import speaking, word


def render_atlas(
    atlas: Atlas, *, theme: Literal["light", "dark"] = "light", language: str | None = None
) -> str:
    """The overview of all maps, as a standalone SVG said in a language (English without one).

    >>> from desirepath.maps import JourneyMap, atlas_of
    >>> "Buying" in render_atlas(atlas_of({"a": JourneyMap(key="a", title="Buying")}))
    True
    """
    return drawn_atlas(atlas, palette(theme), language=language)


def drawn_atlas(atlas: Atlas, colours: Palette, *, language: str | None) -> str:
    """The same in any colours: a page's are variables."""
    with speaking(language):
        placed, title = lay_atlas(atlas), word("All maps")
    return element(
        "svg",
        element("title", content(title), id="atlas-title"),
        element("desc", content(placed.title[1].text), id="atlas-desc"),
        element("rect", width=placed.width, height=placed.height, fill=colours.bg),
        *(draw_words(words, colours) for words in (*placed.title, *placed.notes)),
        *(_draw_joint(box, colours) for box in placed.boxes if box.joint),
        *(_draw_map(box, colours) for box in placed.boxes),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {placed.width:g} {placed.height:g}",
        width=placed.width,
        height=placed.height,
        role="img",
        aria_labelledby="atlas-title atlas-desc",
        font_family=FONT_STACK,
        font_size=12,
    )


def _draw_joint(box: AtlasBox, colours: Palette) -> Markup:
    start, corner, end = box.joint
    x, y, turn = corner.x, corner.y, min(8.0, abs(end.x - corner.x))
    after = x - turn if box.is_mirrored else x + turn
    data = f"M{x:.1f} {start.y:.1f}V{y - turn:.1f}Q{x:.1f} {y:.1f} {after:.1f} {y:.1f}H{end.x:.1f}"
    return element("path", d=data, fill="none", stroke=colours.accent, stroke_width=1.5)


def _draw_map(box: AtlasBox, colours: Palette) -> Markup:
    told = box.state == "told"
    border = draw_box(
        shrunk(box.box, 0.5), fill=colours.card if told else "none", radius=8, stroke=colours.edge,
        dashes=None if told else "4 3",
    )  # fmt: skip
    meter = []
    if box.meter:
        x = box.meter.right - box.supported if box.is_mirrored else box.meter.x
        filled = Box(x=x, y=box.meter.y, width=box.supported, height=box.meter.height)
        meter = [
            draw_box(box.meter, fill=colours.rule, radius=3),
            draw_box(filled, fill=colours.positive, radius=3),
        ]
    return titled(
        box.title,
        border,
        *(_draw_chip(chip, colours) for chip in box.chips),
        *meter,
        *(draw_words(words, colours) for words in box.words),
        data_map=box.key,
    )


def _draw_chip(chip: Chip, colours: Palette) -> Markup:
    box = chip.box
    marks = [draw_box(box, fill=colours.stages[chip.stage_type], radius=4, stroke=colours.rule)]
    if chip.begins:
        x = box.right - 3 if chip.is_mirrored else box.x
        bar = Box(x=x, y=box.y, width=3, height=box.height)
        marks.append(draw_box(bar, fill=colours.stage_bars[chip.stage_type], radius=1.5))
    if chip.has_map:
        x = box.x if chip.is_mirrored else box.x + 3
        line = Box(x=x, y=box.bottom - 3, width=box.width - 3, height=3)
        marks.append(draw_box(line, fill=colours.accent, radius=1.5))
    if chip.is_hot:
        x = box.x + 5 if chip.is_mirrored else box.right - 5
        marks.append(element("circle", cx=x, cy=box.y + 5, r=3, fill=colours.hotspot))
    return titled(chip.title, *marks, *(draw_words(words, colours) for words in chip.words))
