"""Heat tables: a figure in every cell, tinted by how large it is.

The figure is always written, with its interval under it, so that the tint only helps to find it. Where there
are more columns than fit, the table goes on below.
"""

from collections.abc import Sequence
from typing import Literal

from desirepath.charts.pages import (
    Page,
    Piece,
    Tone,
    box,
    stacked,
    text_lines,
    titled,
    widest,
    words,
    wrapped,
)
from desirepath.drawing import Markup
from desirepath.records import Record

__all__ = ["Cell", "Line", "heat_table"]

STRONGEST = 0.5
ROW, TALL_ROW = 34.0, 47.0
NARROWEST_CELL = 42.0


class Cell(Record):
    """One cell: `heat` from 0 to 1; a gap is hatched, too few, or still open, has no tint."""

    text: str = ""
    under: str = ""
    last: str = ""  # a third line, under both
    heat: float | None = None
    look: Literal["told", "few", "gap", "open", "none"] = "told"
    tip: str = ""


class Line(Record):
    """One row of cells and its name."""

    name: str
    cells: list[Cell]
    under: str = ""
    is_strong: bool = False


def heat_table(
    page: Page,
    columns: Sequence[str],
    lines: Sequence[Line],
    *,
    corner: str = "",
    tone: Tone = "positive",
    widest_cell: float = 84.0,
) -> Piece:
    """The table, its rows in the order given."""
    columns = [_spoken(column) for column in columns]
    names = [line.name for line in lines]
    room = min(max(widest(names, 12, weight=600), widest([corner], 10.5), 70.0), page.width * 0.24)
    across = max(int((page.width - room - 12) // NARROWEST_CELL), 1)
    parts = -(-len(columns) // across)
    across = -(-len(columns) // parts)
    cell = min((page.width - room - 12) / across, widest_cell)
    blocks = [
        _block(page, columns, lines, places=places, corner=corner, tone=tone, names=room, cell=cell)
        for places in (range(at, min(at + across, len(columns))) for at in range(0, len(columns), across))
    ]
    return stacked(blocks, gap=18)


def _block(
    page: Page,
    columns: Sequence[str],
    lines: Sequence[Line],
    *,
    places: Sequence[int],
    corner: str,
    tone: Tone,
    names: float,
    cell: float,
) -> Piece:
    lines = [row for row in lines if any(row.cells[place].look != "none" for place in places)]
    left = names + 12
    heads = _heads(page, [columns[place] for place in places], left=left, cell=cell)
    top = heads.height
    marks = list(heads.marks)
    if corner:
        marks.append(words(page, corner, x=0, y=top - 8, room=names, size=10.5, tone="muted"))
    row_height = TALL_ROW if any(cell.last for row in lines for cell in row.cells) else ROW
    for at, row in enumerate(lines):
        y = top + at * row_height
        marks += _name(page, row, y=y, height=row_height, room=names)
        marks += [
            _cell(
                page, row.cells[place], x=left + number * cell, y=y, width=cell, height=row_height, tone=tone
            )
            for number, place in enumerate(places)
        ]
    return Piece(height=top + len(lines) * row_height, marks=marks)


def _heads(page: Page, columns: Sequence[str], *, left: float, cell: float) -> Piece:
    """The columns' names, all of them in print small enough that no word must break, if it can be."""
    room = cell - 4
    longest = widest([word for column in columns for word in column.split()], 10.5)
    size = 10.5 if longest <= room else max(9.0, 10.5 * room / longest)
    lines = [text_lines(column, room, size, most=3) for column in columns]
    top = max(lines) * 13.0 + 6
    marks: list[Markup] = []
    for at, (column, used) in enumerate(zip(columns, lines, strict=True)):
        x, y = left + (at + 0.5) * cell, top - 8 - (used - 1) * size * 1.25
        head = wrapped(page, column, x=x, y=y, room=room, most=3, size=size, tone="muted", anchor="middle")
        marks += head.marks
    return Piece(height=top, marks=marks)


def _spoken(name: str) -> str:
    """A code such as in_person, so that it can stand on two lines."""
    return name.replace("_", " ") if " " not in name else name


def _name(page: Page, row: Line, *, y: float, height: float, room: float) -> list[Markup]:
    weight = 600 if row.is_strong else 400
    most = 1 if row.under else 2
    lines = text_lines(row.name, room, 12, weight=weight, most=most)
    tall = lines * 13.0 + (13.0 if row.under else 0)
    first = y + (height - tall) / 2 + 10.5
    name = wrapped(page, row.name, x=0, y=first, room=room, most=most, weight=weight, leading=1.1)
    if not row.under:
        return name.marks
    return [*name.marks, words(page, row.under, x=0, y=first + 13, room=room, size=10, tone="muted")]


def _cell(page: Page, cell: Cell, *, x: float, y: float, width: float, height: float, tone: Tone) -> Markup:
    if cell.look == "none":
        return Markup("")
    marks = _ground(page, cell, x=x + 1, y=y + 1, width=width - 2, height=height - 2, tone=tone)
    lines = [(cell.text, 11.5), (cell.under, 9.5), (cell.last, 9.5)]
    said = [(text, size) for text, size in lines if text]
    quiet = cell.look in ("few", "gap", "open")
    line_y = y + (height - 12.5 * len(said)) / 2 + 10
    for at, (text, size) in enumerate(said):
        marks.append(
            words(
                page,
                text,
                x=x + width / 2,
                y=line_y + at * 12.5,
                room=width - 4,
                size=size,
                weight=400 if quiet or at else 600,
                tone="muted" if quiet else "ink",
                anchor="middle",
                halo=cell.look == "gap",
            )
        )
    return titled(cell.tip, *marks) if cell.tip else Markup("".join(marks))


def _ground(
    page: Page, cell: Cell, *, x: float, y: float, width: float, height: float, tone: Tone
) -> list[Markup]:
    inside = (x, y, width, height)
    if cell.look == "gap":
        return [box(*inside, fill=page.hatch("muted"), opacity=0.35, stroke=page.colours.rule)]
    if cell.look == "few":
        return [box(*inside, fill=page.colours.panel, stroke=page.colours.rule, dashes="3 2")]
    if cell.heat is None or cell.look == "open":
        return []
    tint = box(*inside, fill=page.tone(tone), opacity=round(cell.heat**0.8 * STRONGEST, 3))
    return [box(*inside, fill=page.colours.panel), tint]
