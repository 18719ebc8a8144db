"""Two maps over one another as slides of native shapes.

Columns are parted between steps and rows between lanes, as on slides of one map; every slide has the rail and
the steps of what it shows. Legend and notes stand on the last one.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import msgspec
from pptx import Presentation
from pptx.util import Pt

from desirepath.drawing import palette
from desirepath.maps import Comparison, JourneyMap, parse_time
from desirepath.prints.layout_changes import OverlayRow
from desirepath.prints.layout_columns import RAIL
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import TITLE, Box, Style, Words, broken, one_line
from desirepath.prints.layout_overlay import ChangeSign, Overlay, lay_over, place_change_legend, place_notes
from desirepath.prints.layout_reading import Texts
from desirepath.prints.paper import EDGE, RUNNING_HEAD, SLIDE
from desirepath.prints.slide_changes import (
    add_change_sign,
    add_changed_card,
    add_column_ground,
    add_compared_plot,
    add_compared_step,
    add_delta,
    add_side_key,
)
from desirepath.prints.slide_marks import add_band, add_rail_of
from desirepath.prints.slide_shapes import Canvas, add_line
from desirepath.prints.slide_words import add_words
from desirepath.prints.slides import set_title, timeless
from desirepath.records import Record

_LEAST, _MOST = 0.6, 0.9  # points for a pixel
_SIZES = (22.0, 18.0, 15.0, 12.0)  # of a title: the largest at which it fits
_TITLE_ONLY = 5  # the layout of python-pptx's template that has a title and nothing else
_Span = tuple[float, float]


class _Sheet(Record):
    """What one slide shows: from which column to which, from which height to which."""

    across: _Span
    down: _Span


class _Deck(Record):
    placed: Overlay
    title: str
    scale: float
    sheets: list[_Sheet]

    @property
    def head(self) -> float:
        """How high stages and steps are."""
        return self.placed.frame.bottom - self.placed.frame.head.bottom


def compose(comparison: Comparison, before: JourneyMap, after: JourneyMap, texts: Texts | None) -> bytes:
    """The presentation's bytes."""
    placed = lay_over(comparison, before, after, texts)
    title = after.title if before.title == after.title else f"{before.title} → {after.title}"
    deck = _planned(placed, title)
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(SLIDE.width), Pt(SLIDE.height)
    known = after.as_of or before.as_of
    properties = presentation.core_properties
    properties.title, properties.subject = title[:255], comparison.summary[:255]
    if known:
        properties.created = properties.modified = parse_time(known, key="as_of").replace(tzinfo=None)
    for number, sheet in enumerate(deck.sheets):
        canvas = _slide(presentation, deck, number, comparison.summary)
        below = _add_sheet(canvas, deck, sheet, is_first=number == 0)
    _add_closing(presentation, deck, canvas, below=below, summary=comparison.summary)
    return timeless(presentation)


def _planned(placed: Overlay, title: str) -> _Deck:
    wide, high = SLIDE.room
    frame, blocks = placed.frame, _blocks(placed)
    head = frame.bottom - frame.head.bottom
    tallest = max((bottom - top for top, bottom in blocks), default=0.0)
    fits = min(_MOST, high / (max(RUNNING_HEAD, frame.head.bottom) + head + tallest))
    scale = min(fits, max(_LEAST, wide / frame.width))
    columns = _columns(frame.edges, wide / scale - RAIL - MARGIN)
    room = high / scale - head
    sheets = [
        _Sheet(across=across, down=down)
        for number, across in enumerate(columns)
        for down in _heights(blocks, frame.bottom, (room - frame.head.bottom) if number == 0 else
                             room - RUNNING_HEAD, room - RUNNING_HEAD)
    ]  # fmt: skip
    return _Deck(placed=placed, title=title, scale=scale, sheets=sheets)


def _blocks(placed: Overlay) -> list[_Span]:
    """The plot and the rows, from top to bottom."""
    plot = [(placed.plot.box.y, placed.plot.box.bottom)] if placed.plot else []
    return plot + [(row.box.y, row.box.bottom) for row in placed.rows]


def _columns(edges: Sequence[_Span], room: float) -> list[_Span]:
    """The columns in groups, as even as can be."""
    if not edges:
        return [(RAIL, RAIL + room)]
    most = max(1, int(room // max(right - left for left, right in edges)))
    groups = -(-len(edges) // most)
    cuts = [len(edges) * at // groups for at in range(groups + 1)]
    return [(edges[first][0], edges[last - 1][1]) for first, last in pairwise(cuts)]


def _heights(blocks: Sequence[_Span], start: float, first: float, room: float) -> list[_Span]:
    """The rows in groups no higher than there is room."""
    groups: list[_Span] = []
    for top, bottom in blocks:
        limit = first if len(groups) <= 1 else room
        if groups and bottom - groups[-1][0] <= limit:
            groups[-1] = (groups[-1][0], bottom)
        else:
            groups.append((top, bottom))
    return groups or [(start, start)]


def _slide(presentation: Any, deck: _Deck, number: int, summary: str) -> Canvas:
    slide = presentation.slides.add_slide(presentation.slide_layouts[_TITLE_ONLY])
    slide.shapes.turbo_add_enabled = True
    canvas = Canvas(shapes=slide.shapes, scale=deck.scale, edge=EDGE, colours=palette("light"))
    text = deck.title if number == 0 else f"{deck.title} · {number + 1}"
    width = SLIDE.room[0] / deck.scale - 2 * MARGIN
    box, size = Box(x=MARGIN, y=6, width=width, height=18), 12.0
    if number == 0:
        lines = max(1, sum(words.size == TITLE.size for words in deck.placed.frame.head.words))
        box = Box(x=MARGIN, y=14, width=width - 180, height=TITLE.leading * lines)
        size = next((each for each in _SIZES if _height_of(text, each, box.width) <= box.height), _SIZES[-1])
    set_title(slide.shapes.title, canvas, text, box=box, size=size)
    slide.notes_slide.notes_text_frame.text = summary
    return canvas


def _height_of(text: str, size: float, width: float) -> float:
    style = Style(size=size, leading=size * 1.27, weight=TITLE.weight)
    return len(broken(text, style, width)) * style.leading


def _add_sheet(canvas: Canvas, deck: _Deck, sheet: _Sheet, *, is_first: bool) -> float:
    """A slide's columns and rows; says where they end."""
    frame = deck.placed.frame
    if is_first:
        _add_head(canvas, deck)
    start = frame.head.bottom if is_first else RUNNING_HEAD
    head = canvas.moved(RAIL - sheet.across[0], start - frame.head.bottom)
    below = start + deck.head - sheet.down[0]
    rail, grid = canvas.moved(0, below), canvas.moved(RAIL - sheet.across[0], below)
    steps = [step for step in frame.steps if _is_in(step.box, sheet.across)]
    for step in steps:
        add_column_ground(head, step, frame.bottom)
        add_column_ground(grid, step, sheet.down[1], top=sheet.down[0])
    _add_bands(head, deck, sheet.across)
    for step in steps:
        add_compared_step(head, step)
    _add_blocks(rail, grid, deck.placed, sheet)
    return sheet.down[1] + below


def _add_head(canvas: Canvas, deck: _Deck) -> None:
    """What both maps are called, and the sentence that sums them up."""
    for words in deck.placed.frame.head.words:
        if words.size < TITLE.size:
            add_words(canvas, _held(words, SLIDE.room[0] / deck.scale - MARGIN))
    for key in deck.placed.frame.head.keys:
        told = [_held(each, SLIDE.room[0] / deck.scale - MARGIN) for each in key.words]
        add_side_key(canvas, msgspec.structs.replace(key, words=told))


def _add_bands(head: Canvas, deck: _Deck, across: _Span) -> None:
    for band in deck.placed.frame.bands:
        x, end = max(band.box.x, across[0] + 2), min(band.box.right, across[1] - 2)
        if end - x > 1:
            cut = Box(x=x, y=band.box.y, width=end - x, height=band.box.height)
            add_band(head, band, " ".join(words.text for words in band.words), box=cut)


def _add_blocks(rail: Canvas, grid: Canvas, placed: Overlay, sheet: _Sheet) -> None:
    top, bottom = sheet.down
    left, right = sheet.across
    if placed.plot and placed.plot_rail and top <= placed.plot.box.y < bottom:
        add_compared_plot(rail, grid, placed.plot, sheet.across)
        add_rail_of(rail, placed.plot_rail)
    for row in placed.rows:
        if top <= row.box.y < bottom:
            _add_row(rail, grid, row, sheet)
            ends = (MARGIN, row.box.bottom), (RAIL + right - left, row.box.bottom)
            add_line(rail, *ends, colour=rail.colours.rule)
    if placed.empty:
        add_words(rail, placed.empty)


def _add_row(rail: Canvas, grid: Canvas, row: OverlayRow, sheet: _Sheet) -> None:
    add_rail_of(rail, row.rail)
    for words in row.lines:
        if _is_in(words.box, sheet.across):
            add_words(grid, words)
    for pill in row.pills:
        if _is_in(pill.box, sheet.across):
            add_delta(grid, pill)
    for card in row.cards:
        if _is_in(card.box, sheet.across):
            add_changed_card(grid, card)


def _add_closing(presentation: Any, deck: _Deck, canvas: Canvas, *, below: float, summary: str) -> None:
    """What the signs mean and what the figures rest on: below the rows, or on a slide of its own."""
    width, high = SLIDE.room[0] / deck.scale, SLIDE.room[1] / deck.scale
    if _closing(deck, width, below)[2] > high:
        canvas, below = _slide(presentation, deck, len(deck.sheets), summary), RUNNING_HEAD
    legend, notes, _ = _closing(deck, width, below)
    for sign in legend:
        add_change_sign(canvas, sign)
    for words in notes:
        add_words(canvas, words, name="Footnote")


def _closing(deck: _Deck, width: float, top: float) -> tuple[list[ChangeSign], list[Words], float]:
    legend, y = place_change_legend(width, top + 14)
    notes, bottom = place_notes(deck.placed.told, width, y + 10)
    return legend, notes, bottom


def _held(words: Words, right: float) -> Words:
    """What stands at the picture's right, at the slide's; what is longer than the slide ends in …"""
    if words.anchor == "end":
        return msgspec.structs.replace(words, x=right)
    style = Style(size=words.size, leading=0, weight=words.weight, colour=words.colour)
    return one_line(words.text, style, x=words.x, y=words.y, limit=min(words.limit, right - words.x))


def _is_in(box: Box, across: _Span) -> bool:
    return across[0] - 1 <= box.x + box.width / 2 < across[1] + 1
