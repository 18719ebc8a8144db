"""What every engine can do. Expressions are Ibis; results are Arrow; nothing runs before `run`."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable

import ibis
import pyarrow as pa

from desirepath.records import Record

__all__ = ["Engine", "Listed", "Lists", "Spreads", "Watcher"]


class Watcher(Protocol):
    """Who waits for work that others do."""

    def tell(self, done: int, of: int) -> None:
        """So many pieces of it are done, of so many; called from another thread."""
        ...

    def is_unwanted(self) -> bool:
        """Whether the work is not wanted any more; asked several times a second from another thread."""
        ...


class Engine(Protocol):
    """Runs relational expressions over parts."""

    def watched(self, watcher: Watcher) -> AbstractContextManager[None]:
        """What this thread asks inside ends with `Cancelled` when the watcher does not want it any more."""
        ...

    def parquet(self, paths: Sequence[str]) -> ibis.Table:
        """The rows of these parts as one lazy relation; there must be at least one path."""
        ...

    def table(self, arrow: pa.Table) -> ibis.Table:
        """An in-memory Arrow table as a lazy relation."""
        ...

    def run(self, expr: ibis.Expr) -> pa.Table:
        """The expression's rows. A failure is a `Fault` that shows the query."""
        ...

    def batches(self, expr: ibis.Table) -> Iterator[pa.RecordBatch]:
        """The expression's rows a piece at a time, for what need not be in memory at once."""
        ...

    def write(self, expr: ibis.Table, path: str) -> int:
        """Write the expression's rows to a Parquet file; returns how many there were."""
        ...

    def held(self, expr: ibis.Table, *, number: str | None = None) -> ibis.Table:
        """The same rows, worked out now and once; for what is asked again and again.

        With `number` they have one more column of that name: a number from 0 that no other row has.
        """
        ...


class Listed(Record):
    """A table of an engine's own catalogue, as it is now."""

    rows: ibis.Table
    count: int
    checksum: str  # of all rows, in whatever order they come


@runtime_checkable
class Lists(Engine, Protocol):
    """An engine with a catalogue of its own, whose tables others write."""

    def listed(self, name: str) -> Listed:
        """The table of this name; UnknownName when there is none."""
        ...

    def rows_of(self, name: str) -> ibis.Table:
        """Its rows alone: nothing is counted, nothing read before they are asked for."""
        ...

    def each(
        self, rows: ibis.Table, work: Callable[[Iterator[pa.RecordBatch]], Iterator[bytes]]
    ) -> Iterator[bytes]:
        """Whatever `work` makes of these rows where they are; nothing before all is made.

        What is made of one stretch of rows comes together, in order.
        """
        ...


@runtime_checkable
class Spreads(Engine, Protocol):
    """An engine with workers of its own: it can send them work, not only queries."""

    def spread(
        self,
        paths: Sequence[str],
        work: Callable[[Iterator[pa.RecordBatch]], Iterator[bytes]],
        *,
        watcher: Watcher | None = None,
    ) -> list[bytes]:
        """Whatever `work` makes of the rows of these files, wherever they are read; in any order.

        A row group of a file is read by one worker, in order, and whole. Cancelled when the watcher
        says that nobody wants it any more; the workers then stop in the middle of it.
        """
        ...

    def hand_out(self, items: Sequence[bytes], work: Callable[[bytes], Iterator[bytes]]) -> Iterator[bytes]:
        """Whatever `work` makes of each of these items, in their order; nothing before all is made."""
        ...

    def deal(
        self, rows: ibis.Table, work: Callable[[Iterator[pa.RecordBatch]], Iterator[bytes]], *, by: str
    ) -> Iterator[bytes]:
        """Whatever `work` makes of these rows, one after the other, in any order.

        All rows with one value of the column `by` come to one call of `work`, together, before or after
        those with another; nothing is given back before all of it is made.
        """
        ...
