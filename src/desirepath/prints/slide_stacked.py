"""One map under the other as native shapes: each with its name and lanes, hatched where it has no step."""

from functools import partial

from desirepath.maps import JourneyMap
from desirepath.prints.layout_columns import RAIL
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import Box
from desirepath.prints.layout_reading import Texts
from desirepath.prints.layout_stacked import HEAD, Stacked, StackedMap, StackedRow
from desirepath.prints.listing import card_texts
from desirepath.prints.paging import cut_card
from desirepath.prints.rendering_comparing import side_colour
from desirepath.prints.slide_axes import add_hatched
from desirepath.prints.slide_cards import add_card, add_panel
from desirepath.prints.slide_changes import add_compared_felt, add_delta, add_side_mark, add_state
from desirepath.prints.slide_decks import Block, Sheet
from desirepath.prints.slide_emotion import add_axis, add_emotion
from desirepath.prints.slide_marks import add_rail_of
from desirepath.prints.slide_shapes import Canvas, add_box, add_line
from desirepath.prints.slide_words import add_words
from desirepath.prints.tints import mixed
from desirepath.prints.wording import word
from desirepath.records import Record


class _Told(Record):
    """One of the maps with the whole texts of its cards."""

    placed: StackedMap
    cards: dict[str, tuple[str, str | None]]


def stacked_blocks(placed: Stacked, maps: tuple[JourneyMap, JourneyMap], texts: Texts | None) -> list[Block]:
    """Each map's name and lanes; between them the differences of feeling."""
    first, second = (
        _blocks(_Told(placed=one, cards=card_texts(journey_map, texts)))
        for one, journey_map in zip(placed.maps, maps, strict=True)
    )
    strip = []
    if placed.strip and placed.strip_box:
        box = placed.strip_box
        strip.append(Block(down=(box.y, box.bottom), draw=partial(_add_strip, placed)))
    return [*first, *strip, *second]


def _blocks(told: _Told) -> list[Block]:
    """The name goes with the first lane, so that it never stands at the end of a slide."""
    one, name = told.placed, told.placed.name.text
    top = one.box.y
    if not one.rows:
        return [Block(down=(top, top + HEAD), draw=partial(_add_name, told), of=name)]
    first, *others = one.rows
    blocks = [Block(down=(top, first.box.bottom), draw=partial(_add_first, told), of=name)]
    return blocks + [
        Block(down=(row.box.y, row.box.bottom), draw=partial(_add_row, told=told, row=row), of=name)
        for row in others
    ]


def _add_strip(placed: Stacked, rail: Canvas, grid: Canvas, sheet: Sheet) -> None:
    if placed.strip:
        add_rail_of(rail, placed.strip)
    for pill in placed.pills:
        if sheet.shows(pill.box):
            add_delta(grid, pill)


def _add_first(told: _Told, rail: Canvas, grid: Canvas, sheet: Sheet) -> None:
    _add_name(told, rail, grid, sheet)
    _add_row(rail, grid, sheet, told=told, row=told.placed.rows[0])


def _add_name(told: _Told, rail: Canvas, _: Canvas, sheet: Sheet) -> None:
    one, colours = told.placed, rail.colours
    tint = mixed(side_colour(one.side, colours), colours.bg, 0.08)
    band = Box(x=0, y=one.box.y, width=RAIL + sheet.across[1] - sheet.across[0], height=30)
    add_box(rail, band, fill=tint, name="Map", alt=one.name.text)
    add_side_mark(rail, one.side, one.sample)
    add_words(rail, one.name)


def _add_row(rail: Canvas, grid: Canvas, sheet: Sheet, *, told: _Told, row: StackedRow) -> None:
    one, (left, right) = told.placed, sheet.across
    end = RAIL + right - left
    if row.emotion:
        ground = Box(x=0, y=row.box.y, width=end, height=row.box.height)
        add_box(rail, ground, fill=rail.colours.panel)
    for box in one.absent:
        if sheet.shows(box):
            hatched = Box(x=box.x, y=row.box.y, width=box.width, height=row.box.height)
            add_hatched(grid, hatched, alt=word("removed" if one.side == "after" else "added"), colour="rule")
    add_rail_of(rail, row.rail)
    if row.emotion:
        add_axis(rail, row.emotion)
        add_emotion(grid, row.emotion, left, right, alt=f"{word('Emotion')}, {word(one.side)}")
    else:
        add_line(rail, (MARGIN, row.box.bottom), (end, row.box.bottom), colour=rail.colours.rule)
    for point in row.planned:
        if left <= point.at.x < right:
            add_compared_felt(grid, point)
    _add_cards(told, row, grid, sheet)


def _add_cards(told: _Told, row: StackedRow, grid: Canvas, sheet: Sheet) -> None:
    left, right = sheet.across
    for card in row.cards:
        if card.box.x < right - 0.5 and left + 0.5 < card.box.right:
            shown = cut_card(card, (left, right))
            add_card(grid, shown, *told.cards[card.card])
            add_state(grid, told.placed.states.get(card.card, "same"), shown.box.right, shown.box.y)
    for panel in row.panels:
        if sheet.shows(panel.box):
            add_panel(grid, panel)
