"""How answers reach the terminal: a table for people, one JSON document for programs, or CSV.

With `--format json` standard output holds that one document and nothing else; everything said to
the person (progress, notes) goes to standard error.
"""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from desirepath.errors import InputError
from desirepath.records import spelt_out
from desirepath.sources import csv_line

Format = Literal["table", "json", "csv"]

GAP = 2  # between two columns
KEPT_WHOLE = 16  # a word this short is not broken over two lines
WIDTH_IN_A_PIPE = 200  # no terminal says how wide it is
console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH_IN_A_PIPE)
notes = Console(stderr=True, highlight=False)


def say(message: str) -> None:
    """A word to the person; never part of the answer."""
    notes.print(message, markup=False, soft_wrap=True)


def counted(count: int, noun: str) -> str:
    """A number of things.

    >>> counted(1, "step"), counted(2000, "step")
    ('1 step', '2,000 steps')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def writable(output: Path) -> Path:
    """The file an answer is to be written to, if its folder is there: asked before any work is done."""
    if not output.parent.is_dir():
        raise InputError(f"There is no folder {output.parent} to write {output.name} into. Make it first.")
    if output.is_dir():
        raise InputError(f"{output} is a folder: name a file to write.")
    return output


def moment(at_us: int) -> str:
    """A moment in UTC, to the minute."""
    return f"{datetime.fromtimestamp(at_us / 1e6, UTC):%Y-%m-%d %H:%M}"


def as_json(document: Any) -> None:
    """The one JSON document on standard output; every field of a record is there, known or not."""
    sys.stdout.write(json_of(document).decode())


def json_of(document: Any) -> bytes:
    """A document as JSON for a file, or for standard output."""
    return msgspec.json.format(msgspec.json.encode(spelt_out(document)), indent=2) + b"\n"


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows for a spreadsheet on standard output; what is not known is empty, and no text is a formula."""
    sys.stdout.write(csv_line(name.replace(" ", "_") for name in columns))
    sys.stdout.writelines(map(csv_line, rows))


def as_rows(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    form: Format,
    note: str | None = None,
) -> None:
    """The same rows as a table for people or as CSV."""
    if form == "csv":
        as_csv(columns, rows)
    else:
        as_table(title, columns, rows, note=note)


def as_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, note: str | None = None
) -> None:
    """A table for people; numbers stand right, what is not known is a gap.

    Where the terminal is too narrow for it, each row is told in a few lines instead: nothing is cut off.
    """
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [_least_width(name, [row[place] for row in cells]) for place, name in enumerate(columns)]
    if sum(widths) + GAP * len(widths) > console.width:
        _as_lines(title, columns, cells)
    else:
        console.print(_table(title, columns, cells, widths))
    if note:
        console.print(note, style="dim", markup=False)


def _table(title: str, columns: Sequence[str], cells: list[list[str]], widths: list[int]) -> Table:
    padding = (0, GAP, 0, 0)
    table = Table(
        title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=padding
    )
    for place, name in enumerate(columns):
        side: Literal["right", "left"] = "right" if _is_numeric([row[place] for row in cells]) else "left"
        table.add_column(name, justify=side, overflow="fold", min_width=widths[place])
    for row in cells:
        table.add_row(*row)
    return table


def _as_lines(title: str, columns: Sequence[str], cells: list[list[str]]) -> None:
    console.print(title, style="bold", markup=False)
    for first, *others in cells:
        console.print(f"{columns[0]} {first}".strip(), style="bold", markup=False)
        told = [f"{name} {cell}" for name, cell in zip(columns[1:], others, strict=True) if cell]
        console.print(Padding(Text(" · ".join(told)), (0, 0, 0, 2)))


def _least_width(name: str, column: list[str]) -> int:
    """What a column needs: a number stands on one line, a short word is not broken."""
    heading = max(map(len, name.split(" ")))
    if _is_numeric(column):
        return max(heading, *map(len, column))
    word = max((len(word) for cell in column for word in cell.split(" ")), default=0)
    return max(heading, min(word, KEPT_WHOLE))


def _is_numeric(column: list[str]) -> bool:
    return any(column) and all(_is_number(cell) for cell in column)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}".replace(",", " ")
    return str(value)


def _is_number(text: str) -> bool:
    return not text or text[0].isdigit() or text[0] in "−+-" or text == "too few"
