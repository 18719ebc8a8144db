"""What every reader gives: raw rows as text columns, and the rows that could not be read, with a reason.

A file's format is written down here too. How a file is opened is in `opening`, how its format is
found in `detecting`, and the readers themselves in `csv_files`, `json_files`, `json_lines`,
`parquet_files`, `workbooks`, `xes_files` and `ocel_files`.
"""

import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from desirepath.records import Record

__all__ = [
    "BATCH_ROWS",
    "MOST_COLUMNS",
    "RAW_LIMIT",
    "FileFormat",
    "Progress",
    "RawRows",
    "Reject",
    "shown",
    "too_wide",
    "unique_names",
]

BATCH_ROWS = 50_000
MOST_COLUMNS = 20_000  # each costs some kilobytes before anything is in it; a workbook has 16,384
SPARSE = {"json", "jsonl", "xes", "ocel"}
RAW_LIMIT = 65_536

Progress = Callable[[int], None]  # is told how many bytes of the file have been read so far


class FileFormat(Record):
    """How a file is written. `detect` fills in whatever is left out.

    `type` is csv, tsv, json, jsonl, parquet, excel (.xlsx, .xls and .ods), xes or ocel; `records` is the
    dotted path of the list of records in a JSON object (`tickets`, `data.items`); `sheet` the name of a
    workbook's sheet, or "*" for all of them, and `header_row` the number of the row that names its columns.
    """

    type: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    records: str | None = None
    sheet: str | None = None
    header_row: int | None = None

    @property
    def is_sparse(self) -> bool:
        """Whether a row may leave out columns that others have, so that none can be said to be missing."""
        return self.type in SPARSE


class Reject(Record):
    """A raw row that could not be read: where it stands, why, and its text cut to 64 kB."""

    ordinal: int
    line: int
    reason: str
    raw: str
    file: str | None = None  # of a folder: which of its files


class RawRows(Record):
    """A batch of raw rows: at most 50,000, in the order of the file.

    `ordinals` is each row's position in the file from 0, rejects counted; `lines` the line it starts on,
    from 1. Batches of JSON have the columns seen in that batch only: a column that is absent is null.
    """

    columns: pa.Table
    ordinals: NDArray[np.int64]
    lines: NDArray[np.int64]
    rejects: list[Reject] = []
    file: str | None = None  # of a folder: which of its files; lines are of that one


def unique_names(names: list[str]) -> list[str]:
    """Column names with none blank and none twice: the second `email` becomes `email_2`.

    >>> unique_names(["email", "", "email", "email_2"])
    ['email', 'column_2', 'email_3', 'email_2']
    """
    taken = set(names)
    seen: set[str] = set()
    counts: dict[str, int] = {}  # where the next of the same name goes on: a header may repeat one for long
    unique = []
    for position, written in enumerate(names, start=1):
        name = written.strip() or f"column_{position}"
        count = counts.get(name, 1)
        candidate = name if count == 1 else f"{name}_{count}"
        while candidate in seen or (count > 1 and candidate in taken):
            count += 1
            candidate = f"{name}_{count}"
        counts[name] = count
        seen.add(candidate)
        unique.append(candidate)
    return unique


def too_wide(columns: int) -> str:
    """Why what names so many columns is not read."""
    return f"it names {columns:,} columns; at most {MOST_COLUMNS:,} are read"


def shown(raw: bytes) -> str:
    r"""The text of a raw row for people: at most 64 kB, bytes that are no text written as `\xe9`.

    >>> print(shown(b"caf\xe9\r\n"))
    caf\xe9
    """
    cut = raw[:RAW_LIMIT]
    try:
        text = cut.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        whole = len(raw) > RAW_LIMIT and error.start > RAW_LIMIT - 4
        text = cut[: error.start].decode("utf-8", "surrogatepass") if whole else _escaped(cut)
    # encodings.as_utf8 writes a byte it cannot read as a lone surrogate: show that byte
    text = re.sub("[\udc00-\udcff]", lambda found: f"\\x{ord(found[0]) - 0xDC00:02x}", text)
    return text.rstrip("\r\n")[:RAW_LIMIT]


def _escaped(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")
