"""Where a fact is: fact numbers are part << 32 | row, so a plain array can be addressed by fact.

This is what joins timelines and facts without sorting or hashing either, and without ever relying
on the order in which an engine returns rows.
"""

from collections.abc import Iterable

import numpy as np

from desirepath.errors import IntegrityError
from desirepath.journeys.batches import Int64s
from desirepath.journeys.compiling import compiled, read_only
from desirepath.records import Record

__all__ = ["Addresses", "address", "addresses_of"]

ROW_BITS = 32
SLACK = 1 << 24


class Addresses(Record):
    """One address, from 0 to `size`, for every row of the parts that were seen."""

    starts: Int64s  # part number → address of its first row
    rows: Int64s  # part number → rows seen of it
    size: int

    def at(self, facts: Int64s) -> Int64s:
        """The address of each of these facts; −1 for a fact of a part or row that was not seen."""
        return addressed(read_only(facts), self.starts, self.rows)


def addresses_of(chunks: Iterable[Int64s], *, of: int = 0) -> Addresses:
    """Addresses for all facts of these chunks. IntegrityError when they are not numbered part << 32 | row.

    `of` says how many facts there are, where these are only some of them.
    """
    rows, came = np.zeros(1, np.int64), 0
    for chunk in chunks:
        if not len(chunk):
            continue
        lowest, highest = int(chunk.min()), int(chunk.max())
        parts = (highest >> ROW_BITS) + 1
        if lowest < 0 or parts > SLACK:
            wrong = lowest if lowest < 0 else highest
            raise IntegrityError(f"Fact {wrong} is not numbered part << 32 | row.")
        rows = np.concatenate([rows, np.zeros(max(parts - len(rows), 0), np.int64)])
        widen(read_only(chunk), rows)
        came += len(chunk)
    seen, size = max(of, came), int(rows.sum())
    if size > 64 * seen + SLACK:
        raise IntegrityError(f"{seen} facts span {size} rows of their parts: they are not numbered by row.")
    return Addresses(starts=np.cumsum(rows) - rows, rows=rows, size=size)


@compiled
def widen(facts: Int64s, rows: Int64s) -> None:
    """Note the highest row of each part."""
    for fact in facts:
        part = fact >> ROW_BITS
        row = fact & 0xFFFFFFFF
        if row >= rows[part]:
            rows[part] = row + 1


@compiled
def address(fact: int, starts: Int64s, rows: Int64s) -> int:
    """The address of a fact, −1 where there is none."""
    part = fact >> ROW_BITS
    row = fact & 0xFFFFFFFF
    known = 0 <= part < len(rows) and row < rows[part]
    return int(starts[part] + row) if known else -1


@compiled
def addressed(facts: Int64s, starts: Int64s, rows: Int64s) -> Int64s:
    """The address of each fact, −1 where there is none."""
    found = np.empty(len(facts), np.int64)
    for index in range(len(facts)):
        found[index] = address(facts[index], starts, rows)
    return found
