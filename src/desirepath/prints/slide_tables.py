"""What changed between two maps as native tables: a row for each change, as many slides as they need."""

from collections.abc import Iterator
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Pt

from desirepath.maps import Comparison
from desirepath.prints.html_pictures import change_heads, changes_of
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import CAPTION, Box, Style, broken, stacked
from desirepath.prints.layout_reading import Texts
from desirepath.prints.paper import RUNNING_HEAD, SLIDE
from desirepath.prints.slide_decks import Telling, add_head, add_running_head, new_slide
from desirepath.prints.slide_shapes import Canvas, Said, name_shape, set_text
from desirepath.prints.slide_words import add_words
from desirepath.prints.wording import joined, word

_SCALE = 0.75  # points for a pixel: 12 pixels are 9 points
_CELL = Style(size=12, leading=15)
_HEAD = Style(size=12, leading=15, weight=600)
_SIDE, _ABOVE = 6.0, 4.0  # between a cell's edge and its text
_SHARES = (0.14, 0.075, 0.11, 0.19, 0.19, 0.09, 0.115, 0.09)  # of the width, for each column
_GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # PowerPoint's own "No Style, Table Grid"
_Row = list[str]


def add_table_slides(
    presentation: Any, telling: Telling, comparison: Comparison, texts: Texts | None
) -> None:
    """The slides of a table of changes; steps that are the same are only counted."""
    heads = change_heads(comparison)
    rows = [row for row in changes_of(comparison, texts=texts) if row[1] != word("same")]
    same = sum(column.state == "same" for column in comparison.columns)
    canvas = new_slide(presentation, telling, scale=_SCALE)
    add_head(canvas, telling)
    top = telling.frame.head.bottom
    for number, some in enumerate(_parted(heads, rows, top)):
        if number:
            canvas = new_slide(presentation, telling, scale=_SCALE)
            add_running_head(canvas, joined([telling.title, str(number + 1)]))
            top = RUNNING_HEAD
        top = _add_table(canvas, heads, some, top=top, alt=telling.summary) if some else top
    if same:
        words = stacked([word("{n} the same", n=same)], CAPTION, x=MARGIN, top=top + 6, limit=_room())
        add_words(canvas, words[0], name="Footnote")


def _room() -> float:
    return SLIDE.room[0] / _SCALE - 2 * MARGIN


def _parted(heads: _Row, rows: list[_Row], top: float) -> Iterator[list[_Row]]:
    """The rows of each slide: as many as fit below the head, which every slide has."""
    some: list[_Row] = []
    high = SLIDE.room[1] / _SCALE - 24
    y = top + _height(heads, _HEAD)
    for row in rows:
        tall = _height(row, _CELL)
        if some and y + tall > high:
            yield some
            some, y = [], RUNNING_HEAD + _height(heads, _HEAD)
        some.append(row)
        y += tall
    yield some


def _widths() -> list[float]:
    return [share * _room() for share in _SHARES]


def _height(row: _Row, style: Style) -> float:
    lines = [len(broken(text, style, width - 2 * _SIDE)) for text, width in zip(row, _widths(), strict=True)]
    return style.leading * max(1, *lines) + 2 * _ABOVE


def _add_table(canvas: Canvas, heads: _Row, rows: list[_Row], *, top: float, alt: str) -> float:
    """One slide's table; says where it ends."""
    heights = [_height(heads, _HEAD), *(_height(row, _CELL) for row in rows)]
    box = Box(x=MARGIN, y=top, width=_room(), height=sum(heights))
    frame = canvas.shapes.add_table(len(heights), len(heads), *canvas.frame(box))
    name_shape(frame, word("Table of changes"), alt)
    made = frame.table
    made.first_row, made.horz_banding = True, False
    properties = made._tbl.tblPr  # noqa: SLF001  (python-pptx has neither table styles nor directions)
    properties.find("{*}tableStyleId").text = _GRID
    if canvas.is_turned:
        properties.set("rtl", "1")
    for column, width in zip(made.columns, _widths(), strict=True):
        column.width = Emu(canvas.length(width))
    for at, (row, height) in enumerate(zip([heads, *rows], heights, strict=True)):
        made.rows[at].height = Emu(canvas.length(height))
        for column, text in enumerate(row):
            _fill(canvas, made.cell(at, column), text, is_head=at == 0, is_name=column == 0)
    return box.bottom


def _fill(canvas: Canvas, cell: Any, text: str, *, is_head: bool, is_name: bool) -> None:
    cell.margin_left = cell.margin_right = Emu(canvas.length(_SIDE))
    cell.margin_top = cell.margin_bottom = Pt(_ABOVE * canvas.scale)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    cell.fill.solid()
    cell.fill.fore_color.rgb = canvas.rgb("panel" if is_head else "card")
    style = _HEAD if is_head or is_name else _CELL
    said = Said(text=text, size=style.size, colour=canvas.colours.ink, weight=style.weight)
    set_text(cell.text_frame.paragraphs[0], said, canvas)
