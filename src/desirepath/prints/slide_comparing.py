"""Two maps as slides of native shapes: over one another, one under the other, or as the table of changes.

`slide_decks` parts what is told here into slides.
"""

from functools import partial

from desirepath.maps import Comparison, JourneyMap
from desirepath.prints.layout_changes import OverlayRow
from desirepath.prints.layout_columns import RAIL
from desirepath.prints.layout_comparing import method_notes, place_frame
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_overlay import Overlay, lay_over
from desirepath.prints.layout_reading import Texts
from desirepath.prints.layout_stacked import lay_stacked
from desirepath.prints.retelling import retold_comparison, retold_map
from desirepath.prints.slide_changes import add_changed_card, add_compared_plot, add_delta
from desirepath.prints.slide_decks import (
    Block,
    Sheet,
    Telling,
    add_slides,
    deck_title,
    new_presentation,
    read_from_right,
)
from desirepath.prints.slide_marks import add_rail_of
from desirepath.prints.slide_shapes import Canvas, add_line
from desirepath.prints.slide_stacked import stacked_blocks
from desirepath.prints.slide_tables import add_table_slides
from desirepath.prints.slide_words import add_words
from desirepath.prints.slides import timeless


def compose(
    comparison: Comparison, before: JourneyMap, after: JourneyMap, texts: Texts | None, *, mode: str
) -> bytes:
    """The presentation's bytes."""
    comparison, before, after = retold_comparison(comparison), retold_map(before), retold_map(after)
    presentation = new_presentation(before, after, comparison.summary)
    telling = _telling(comparison, (before, after), texts, mode=mode)
    if mode == "table":
        add_table_slides(presentation, telling, comparison, texts)
    else:
        add_slides(presentation, telling)
    return timeless(presentation)


def _telling(
    comparison: Comparison, maps: tuple[JourneyMap, JourneyMap], texts: Texts | None, *, mode: str
) -> Telling:
    before, after = maps
    names = (comparison.before.name, comparison.after.name)
    empty, notes, blocks = None, method_notes(before, after, names), []
    if mode == "overlay":
        placed = lay_over(comparison, before, after, texts)
        frame, empty, notes, blocks = placed.frame, placed.empty, placed.told, overlay_blocks(placed)
    elif mode == "stacked":
        stacked = lay_stacked(comparison, before, after, texts)
        frame, empty, blocks = stacked.frame, stacked.empty, stacked_blocks(stacked, maps, texts)
    else:
        frame = place_frame(comparison, before, after)
    return Telling(
        frame=frame, blocks=blocks, notes=notes, empty=empty, title=deck_title(before, after),
        summary=comparison.summary, is_mirrored=read_from_right(after), has_grounds=mode == "overlay",
    )  # fmt: skip


def overlay_blocks(placed: Overlay) -> list[Block]:
    """Both curves on one axis, then the rows of differences."""
    blocks = []
    if placed.plot and placed.plot_rail:
        box = placed.plot.box
        blocks.append(Block(down=(box.y, box.bottom), draw=partial(_add_plot, placed)))
    return blocks + [
        Block(down=(row.box.y, row.box.bottom), draw=partial(_add_row, row)) for row in placed.rows
    ]


def _add_plot(placed: Overlay, rail: Canvas, grid: Canvas, sheet: Sheet) -> None:
    if placed.plot and placed.plot_rail:
        add_compared_plot(rail, grid, placed.plot, sheet.across)
        add_rail_of(rail, placed.plot_rail)


def _add_row(row: OverlayRow, rail: Canvas, grid: Canvas, sheet: Sheet) -> None:
    add_rail_of(rail, row.rail)
    for words in row.lines:
        if sheet.shows(words.box):
            add_words(grid, words)
    for pill in row.pills:
        if sheet.shows(pill.box):
            add_delta(grid, pill)
    for card in row.cards:
        if sheet.shows(card.box):
            add_changed_card(grid, card)
    left, right = sheet.across
    ends = (MARGIN, row.box.bottom), (RAIL + right - left, row.box.bottom)
    add_line(rail, *ends, colour=rail.colours.rule)
