"""What every engine can do. Expressions are Ibis; results are Arrow; nothing runs before `run`."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import ibis
import pyarrow as pa

__all__ = ["Engine"]


class Engine(Protocol):
    """Runs relational expressions over parts."""

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
