"""Slides of two maps: stages and steps above, then whatever stands below them, in parts that fit.

Columns are parted between steps and rows between blocks, as on slides of one map; every slide has the rail
and the steps of what it shows. Legend and notes stand on the last one.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import msgspec
from pptx import Presentation
from pptx.util import Pt

from desirepath.drawing import palette
from desirepath.maps import JourneyMap, parse_time
from desirepath.prints.layout_columns import RAIL
from desirepath.prints.layout_comparing import ComparedFrame
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import TITLE, Box, Style, Words, broken, one_line
from desirepath.prints.layout_overlay import ChangeSign, place_change_legend, place_notes
from desirepath.prints.paper import EDGE, RUNNING_HEAD, SLIDE
from desirepath.prints.slide_changes import (
    add_change_sign,
    add_column_ground,
    add_compared_step,
    add_side_key,
)
from desirepath.prints.slide_marks import add_band
from desirepath.prints.slide_shapes import Canvas
from desirepath.prints.slide_words import add_words
from desirepath.prints.slides import TITLE_ONLY, set_notes, set_title
from desirepath.prints.views import is_mirrored
from desirepath.prints.wording import joined, onward
from desirepath.records import Record

_LEAST, _MOST = 0.6, 0.9  # points for a pixel
_SIZES = (22.0, 18.0, 15.0, 12.0)  # of a title: the largest at which it fits
Span = tuple[float, float]


class Sheet(Record):
    """What one slide shows: from which column to which, from which height to which."""

    across: Span
    down: Span

    def shows(self, box: Box) -> bool:
        """Whether a box is among its columns."""
        return self.across[0] - 1 <= box.x + box.width / 2 < self.across[1] + 1

    def holds(self, y: float) -> bool:
        """Whether a height is among its rows."""
        return self.down[0] <= y < self.down[1]


class Block(Record):
    """What is never parted: a row, a plot. It draws itself beside the rail and in the grid."""

    down: Span
    draw: Callable[[Canvas, Canvas, Sheet], None]
    of: str = ""  # what the map is called that it is of, where it is of one


class Telling(Record):
    """What a deck tells: two maps on one axis of steps, in blocks."""

    frame: ComparedFrame
    blocks: list[Block]
    notes: list[str]
    empty: Words | None
    title: str
    summary: str
    is_mirrored: bool
    has_grounds: bool  # columns of added and removed steps are shaded


class _Deck(Record):
    telling: Telling
    scale: float
    sheets: list[Sheet]

    @property
    def head(self) -> float:
        """How high stages and steps are."""
        return self.telling.frame.bottom - self.telling.frame.head.bottom

    @property
    def width(self) -> float:
        """How wide a slide is, in pixels."""
        return SLIDE.room[0] / self.scale


def deck_title(before: JourneyMap, after: JourneyMap) -> str:
    """What the slides of two maps are called."""
    return after.title if before.title == after.title else onward(before.title, after.title)


def new_presentation(before: JourneyMap, after: JourneyMap, summary: str) -> Any:
    """A presentation that says what it is of, and was made when its maps were."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(SLIDE.width), Pt(SLIDE.height)
    properties = presentation.core_properties
    properties.title, properties.subject = deck_title(before, after)[:255], summary[:255]
    properties.language = after.language or before.language or "en"
    if known := after.as_of or before.as_of:
        properties.created = properties.modified = parse_time(known, key="as_of").replace(tzinfo=None)
    return presentation


def add_slides(presentation: Any, telling: Telling) -> None:
    """All the slides of two maps."""
    deck = _planned(telling)
    for number, sheet in enumerate(deck.sheets):
        canvas = _slide(presentation, deck, number, sheet)
        below = _add_sheet(canvas, deck, sheet, is_first=number == 0)
    _add_closing(presentation, deck, canvas, below=below)


def new_slide(presentation: Any, telling: Telling, *, scale: float) -> Canvas:
    """An empty slide with its notes."""
    slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
    slide.shapes.turbo_add_enabled = True
    set_notes(slide, telling.summary, is_turned=telling.is_mirrored)
    return Canvas(
        shapes=slide.shapes,
        scale=scale,
        edge=EDGE,
        colours=palette("light"),
        turned_at=SLIDE.room[0] / scale if telling.is_mirrored else None,
    )


def add_head(canvas: Canvas, telling: Telling) -> None:
    """The title, what both maps are called, and the sentence that sums them up."""
    head, width = telling.frame.head, SLIDE.room[0] / canvas.scale
    lines = max(1, sum(words.size == TITLE.size for words in head.words))
    box = Box(x=MARGIN, y=14, width=width - 2 * MARGIN - 180, height=TITLE.leading * lines)
    sizes = (each for each in _SIZES if _height_of(telling.title, each, box.width) <= box.height)
    set_title(canvas.shapes.title, canvas, telling.title, box=box, size=next(sizes, _SIZES[-1]))
    for words in head.words:
        if words.size < TITLE.size:
            add_words(canvas, _held(words, width - MARGIN))
    for key in head.keys:
        told = [_held(each, width - MARGIN) for each in key.words]
        add_side_key(canvas, msgspec.structs.replace(key, words=told))


def add_running_head(canvas: Canvas, said: str) -> None:
    """The title of every slide but the first."""
    width = SLIDE.room[0] / canvas.scale - 2 * MARGIN
    set_title(canvas.shapes.title, canvas, said, box=Box(x=MARGIN, y=6, width=width, height=18), size=12)


def read_from_right(after: JourneyMap) -> bool:
    """Whether slides are read from right to left: as the second map is."""
    return is_mirrored(after)


def _planned(telling: Telling) -> _Deck:
    wide, high = SLIDE.room
    frame, blocks = telling.frame, [block.down for block in telling.blocks]
    head = frame.bottom - frame.head.bottom
    tallest = max((bottom - top for top, bottom in blocks), default=0.0)
    fits = min(_MOST, high / (max(RUNNING_HEAD, frame.head.bottom) + head + tallest))
    scale = min(fits, max(_LEAST, wide / frame.width))
    columns = _columns(frame.edges, wide / scale - RAIL - MARGIN)
    room = high / scale - head
    sheets = [
        Sheet(across=across, down=down)
        for number, across in enumerate(columns)
        for down in _heights(blocks, frame.bottom, (room - frame.head.bottom) if number == 0 else
                             room - RUNNING_HEAD, room - RUNNING_HEAD)
    ]  # fmt: skip
    return _Deck(telling=telling, scale=scale, sheets=sheets)


def _columns(edges: Sequence[Span], room: float) -> list[Span]:
    """The columns in groups, as even as can be."""
    if not edges:
        return [(RAIL, RAIL + room)]
    most = max(1, int(room // max(right - left for left, right in edges)))
    groups = -(-len(edges) // most)
    cuts = [len(edges) * at // groups for at in range(groups + 1)]
    return [(edges[first][0], edges[last - 1][1]) for first, last in pairwise(cuts)]


def _heights(blocks: Sequence[Span], start: float, first: float, room: float) -> list[Span]:
    """The rows in groups no higher than there is room."""
    groups: list[Span] = []
    for top, bottom in blocks:
        limit = first if len(groups) <= 1 else room
        if groups and bottom - groups[-1][0] <= limit:
            groups[-1] = (groups[-1][0], bottom)
        else:
            groups.append((top, bottom))
    return groups or [(start, start)]


def _slide(presentation: Any, deck: _Deck, number: int, sheet: Sheet | None) -> Canvas:
    canvas = new_slide(presentation, deck.telling, scale=deck.scale)
    if number == 0:
        add_head(canvas, deck.telling)
        return canvas
    blocks = [block for block in deck.telling.blocks if sheet and sheet.holds(block.down[0])]
    names = dict.fromkeys(block.of for block in blocks if block.of)
    add_running_head(canvas, joined([deck.telling.title, str(number + 1), *names]))
    return canvas


def _height_of(text: str, size: float, width: float) -> float:
    style = Style(size=size, leading=size * 1.27, weight=TITLE.weight)
    return len(broken(text, style, width)) * style.leading


def _add_sheet(canvas: Canvas, deck: _Deck, sheet: Sheet, *, is_first: bool) -> float:
    """A slide's columns and rows; says where they end."""
    telling, frame = deck.telling, deck.telling.frame
    start = frame.head.bottom if is_first else RUNNING_HEAD
    head = canvas.moved(RAIL - sheet.across[0], start - frame.head.bottom)
    below = start + deck.head - sheet.down[0]
    rail, grid = canvas.moved(0, below), canvas.moved(RAIL - sheet.across[0], below)
    steps = [step for step in frame.steps if sheet.shows(step.box)]
    for step in steps if telling.has_grounds else []:
        add_column_ground(head, step, frame.bottom)
        add_column_ground(grid, step, sheet.down[1], top=sheet.down[0])
    _add_bands(head, frame, sheet.across)
    for step in steps:
        add_compared_step(head, step)
    for block in telling.blocks:
        if sheet.holds(block.down[0]):
            block.draw(rail, grid, sheet)
    if telling.empty:
        add_words(rail, telling.empty)
    return sheet.down[1] + below


def _add_bands(head: Canvas, frame: ComparedFrame, across: Span) -> None:
    for band in frame.bands:
        x, end = max(band.box.x, across[0] + 2), min(band.box.right, across[1] - 2)
        if end - x > 1:
            add_band(head, band, band.name, box=Box(x=x, y=band.box.y, width=end - x, height=band.box.height))


def _add_closing(presentation: Any, deck: _Deck, canvas: Canvas, *, below: float) -> None:
    """What the signs mean and what the figures rest on: below the rows, or on a slide of its own."""
    high = SLIDE.room[1] / deck.scale
    if _closing(deck, below)[2] > high:
        canvas, below = _slide(presentation, deck, len(deck.sheets), None), RUNNING_HEAD
    legend, notes, _ = _closing(deck, below)
    for sign in legend:
        add_change_sign(canvas, sign)
    for words in notes:
        add_words(canvas, words, name="Footnote")


def _closing(deck: _Deck, top: float) -> tuple[list[ChangeSign], list[Words], float]:
    legend, y = place_change_legend(deck.width, top + 14)
    notes, bottom = place_notes(deck.telling.notes, deck.width, y + 10)
    return legend, notes, bottom


def _held(words: Words, right: float) -> Words:
    """What stands at the picture's right, at the slide's; what is longer than the slide ends in …"""
    if words.anchor == "end":
        return msgspec.structs.replace(words, x=right)
    style = Style(size=words.size, leading=0, weight=words.weight, colour=words.colour)
    return one_line(words.text, style, x=words.x, y=words.y, limit=min(words.limit, right - words.x))
