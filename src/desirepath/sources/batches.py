"""What all readers do to the rows they have read: number them, cut them to size, null what is blank."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.errors import SourceError
from desirepath.sources.opening import Broken
from desirepath.sources.rows import BATCH_ROWS, RawRows, Reject, shown

__all__ = ["Counter", "blank_as_null", "in_batches"]


class Counter:
    """Where the reader is: the next row's position in the file, and the line it starts on."""

    def __init__(self) -> None:
        self.ordinal = 0
        self.line = 1

    def broken(self, path: Path, broken: Broken, raw: bytes, names: list[str]) -> RawRows:
        """The batch that rejects a broken stretch; a SourceError when nothing at all came before it."""
        reason = broken.reason
        if broken.ends_early:
            if not self.ordinal:
                raise SourceError(f"{path}: {reason}, before the first row. Fetch the file again.")
            reason = f"the file ends early, after {self.ordinal} rows: {reason}"
        reject = Reject(ordinal=self.ordinal, line=self.line, reason=reason, raw=shown(raw))
        self.ordinal += 1
        self.line += 1
        nothing = np.empty(0, np.int64)
        columns = pa.schema([(name, pa.string()) for name in names]).empty_table()
        return RawRows(columns=columns, ordinals=nothing, lines=nothing, rejects=[reject])


def in_batches(rows: RawRows) -> Iterator[RawRows]:
    """The same rows in batches of at most 50,000; the rejects come with the first."""
    for start in range(0, max(1, len(rows.ordinals)), BATCH_ROWS):
        yield RawRows(
            columns=rows.columns.slice(start, BATCH_ROWS),
            ordinals=rows.ordinals[start : start + BATCH_ROWS],
            lines=rows.lines[start : start + BATCH_ROWS],
            rejects=rows.rejects if start == 0 else [],
        )


def blank_as_null(table: pa.Table) -> pa.Table:
    """The table with texts that are empty or only white space as null."""
    for position, field in enumerate(table.schema):
        if not (pa.types.is_string(field.type) or pa.types.is_large_string(field.type)):
            continue
        column = table.column(position)
        is_blank = pc.or_(pc.equal(column, pa.scalar("", field.type)), pc.utf8_is_space(column))
        if pc.any(is_blank).as_py():
            cleared = pc.if_else(is_blank, pa.scalar(None, field.type), column)
            table = table.set_column(position, field, cleared)
    return table
