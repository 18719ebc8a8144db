"""Rows gathered one by one into batches, for readers whose rows are dictionaries of texts.

A batch is closed by its rows, its cells or its bytes, whichever comes first, so memory stays bounded
whatever the file holds.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from desirepath.errors import SourceError
from desirepath.sources.batches import Counter, blank_as_null, in_batches
from desirepath.sources.opening import Broken
from desirepath.sources.rows import BATCH_ROWS, MOST_COLUMNS, RAW_LIMIT, RawRows, Reject

__all__ = ["Fields", "Gathered", "events_of"]

CELLS_LIMIT = 4_000_000  # rows × columns: rows whose columns never repeat stay bounded
TEXT_LIMIT = 64 << 20


class Fields:
    """The values of one row by name, while it is read: a name that is taken becomes `name_2`.

    More than a row may have are counted, and not kept.

    >>> fields = Fields()
    >>> for value in ("1", "2", "3"):
    ...     fields.put("sum", value)
    >>> fields.row, fields.width
    ({'sum': '1', 'sum_2': '2', 'sum_3': '3'}, 3)
    """

    def __init__(self) -> None:
        self.row: dict[str, str] = {}
        self.width = 0
        self._counts: dict[str, int] = {}  # where the next of the same name goes on

    def put(self, name: str, value: str) -> None:
        """A value under its name, or the next free one like it."""
        self.width += 1
        if self.width > MOST_COLUMNS:
            return
        free, count = name, self._counts.get(name, 1)
        while free in self.row:
            count += 1
            free = f"{name}_{count}"
        self._counts[name] = count
        self.row[free] = value


class Gathered:
    """Rows on their way into a batch; a column that a row does not have is null."""

    def __init__(self) -> None:
        self.ordinal = 0
        self.line = 1  # of the last row
        self._clear()

    def add(self, row: dict[str, str], line: int, *, size: int) -> None:
        """One row, the line it starts on, and about how many bytes it holds."""
        self.line = line
        self._rows.append(row)
        self._lines.append(line)
        self._ordinals.append(self.ordinal)
        self._names.update(dict.fromkeys(row))
        self._size += size
        self.ordinal += 1

    def reject(self, line: int, reason: str, raw: str) -> None:
        """A row that cannot be read, and why."""
        self.line = line
        self._rejects.append(Reject(ordinal=self.ordinal, line=line, reason=reason, raw=raw[:RAW_LIMIT]))
        self.ordinal += 1

    def name(self, columns: list[str]) -> None:
        """Columns that the batch has even when no row does."""
        self._names.update(dict.fromkeys(columns))

    @property
    def is_full(self) -> bool:
        """Whether it is time to take the batch."""
        rows, names = len(self._rows) + len(self._rejects), len(self._names)
        is_large = len(self._rows) * names >= CELLS_LIMIT or self._size >= TEXT_LIMIT
        return is_large or rows >= BATCH_ROWS or names > MOST_COLUMNS

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take."""
        return not (self._rows or self._rejects)

    def take(self) -> RawRows:
        """What has been gathered, as one batch; the next begins empty."""
        columns = {name: pa.array([row.get(name) for row in self._rows], pa.string()) for name in self._names}
        table = pa.table(columns or {"": pa.nulls(len(self._rows), pa.string())})
        batch = RawRows(
            columns=blank_as_null(table) if columns else table.select([]),
            ordinals=np.array(self._ordinals, np.int64),
            lines=np.array(self._lines, np.int64),
            rejects=self._rejects,
        )
        self._clear()
        return batch

    def _clear(self) -> None:
        self._rows: list[dict[str, str]] = []
        self._lines: list[int] = []
        self._ordinals: list[int] = []
        self._names: dict[str, None] = {}  # in the order they were first seen
        self._rejects: list[Reject] = []
        self._size = 0


def events_of(path: Path, rows: Gathered, steps: Iterator[Broken | None]) -> Iterator[RawRows]:
    """The rows of an event log in batches, while each step of reading adds some to `rows`."""
    for broken in steps:
        if broken is not None:
            yield from _rest(rows)
            counter = Counter()
            counter.ordinal, counter.line = rows.ordinal, rows.line
            yield counter.broken(path, broken, broken.raw, [])
            rows.ordinal = counter.ordinal
            continue
        if rows.is_full:
            yield from in_batches(rows.take())
    if not rows.ordinal:
        raise SourceError(f"{path} holds a log without events: there are no rows in it.")
    yield from _rest(rows)


def _rest(rows: Gathered) -> Iterator[RawRows]:
    if not rows.is_empty:
        yield from in_batches(rows.take())
