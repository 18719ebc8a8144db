"""How answers reach the terminal: a table for people, one JSON document for programs, or CSV.

With `--format json` standard output holds that one document and nothing else; everything said to
the person (progress, notes) goes to standard error.
"""

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec
import pyarrow as pa
import pyarrow.csv
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from desirepath.errors import InputError
from desirepath.records import spelt_out

Format = Literal["table", "json", "csv"]

GAP = 2  # between two columns
KEPT_WHOLE = 16  # a word this short is not broken over two lines
WIDTH_IN_A_PIPE = 200  # no terminal says how wide it is
console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH_IN_A_PIPE)
notes = Console(stderr=True, highlight=False)


def say(message: str) -> None:
    """A word to the person; never part of the answer."""
    notes.print(message, markup=False, soft_wrap=True)


def writable(output: Path) -> Path:
    """The file an answer is to be written to, if its folder is there: asked before any work is done."""
    if not output.parent.is_dir():
        raise InputError(f"There is no folder {output.parent} to write {output.name} into. Make it first.")
    if output.is_dir():
        raise InputError(f"{output} is a folder: name a file to write.")
    return output


def as_json(document: Any) -> None:
    """The one JSON document on standard output; every field of a record is there, known or not."""
    encoded = msgspec.json.encode(spelt_out(document))
    sys.stdout.write(msgspec.json.format(encoded, indent=2).decode() + "\n")


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows for a spreadsheet on standard output; what is not known is empty."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(name.replace(" ", "_") for name in columns)
    writer.writerows(rows)


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


def answer(
    table: pa.Table, *, title: str, form: Format, document: dict[str, Any], note: str | None = None
) -> None:
    """A measure's answer in the form that was asked for."""
    if form == "json":
        as_json(document | {"rows": table.to_pylist()})
    elif form == "csv":
        pyarrow.csv.write_csv(_flat(table), sys.stdout.buffer)
    else:
        shown, rows = _readable(table)
        as_table(title, shown, rows, note=note)


def _flat(table: pa.Table) -> pa.Table:
    for place, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            joined = [" > ".join(map(str, items or [])) for items in table.column(place).to_pylist()]
            table = table.set_column(place, field.name, pa.array(joined, pa.string()))
    return table


def _readable(table: pa.Table) -> tuple[list[str], list[list[object]]]:
    """Each share beside its interval in one column; durations in words."""
    names = [
        name
        for name in table.column_names
        if not name.endswith(("_low", "_high")) and name not in ("low", "high")
    ]
    names = [name for name in names if name != "too_few"]
    rows: list[list[object]] = [[_figure(name, row) for name in names] for row in table.to_pylist()]
    return [name.removesuffix("_us").replace("_", " ") for name in names], rows


def _figure(name: str, row: dict[str, Any]) -> object:
    value = row[name]
    if value is None:
        return None
    if isinstance(value, list):
        return " → ".join(map(str, value))
    if name.endswith("_us"):
        return duration(value)
    low, high = row.get(f"{name}_low", row.get("low")), row.get(f"{name}_high", row.get("high"))
    if isinstance(value, float) and (f"{name}_low" in row or name == "mean"):
        return _with_interval(name, value, low, high, few=bool(row.get("too_few")))
    if isinstance(value, float):
        return _signed(value) if name == "excess" else f"{value:.3g}"
    return value


def _with_interval(name: str, value: float, low: float | None, high: float | None, *, few: bool) -> str:
    if few:
        return "too few"
    if name == "mean":
        return f"{value:+.2f}" if low is None else f"{value:+.2f} ({low:+.2f} … {high:+.2f})"
    return (
        f"{value:.1%}" if low is None or high is None else f"{value:.1%} ({low * 100:.1f}–{high * 100:.1f})"
    )


def _signed(value: float) -> str:
    return f"{value * 100:+.1f} pts"


def duration(microseconds: int) -> str:
    """A length of time in the largest unit that keeps it readable.

    >>> duration(90_000_000), duration(3 * 86_400_000_000)
    ('1.5 min', '3.0 days')
    """
    seconds = microseconds / 1e6
    for size, unit in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if abs(seconds) >= size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.1f} s"


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
