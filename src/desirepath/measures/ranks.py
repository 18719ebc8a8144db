"""Ranks: exact nearest-rank quantiles of many sets at once, without sorting any of them.

What `gaps` and `paths` share; a single quantile of one set is in `quantiles`.
"""

from collections.abc import Sequence

import numpy as np

from desirepath.journeys import compiled
from desirepath.measures.arrays import Int32s, Int64s

__all__ = ["gather", "quantiles_by_row", "quantiles_of_rows", "quantiles_of_sets"]

SIXTEENTHS = 48  # a double shifted so far: its exponent and four more bits
ONE = 1023 << 4  # the number 1, shifted so
BUCKETS = 1 + (64 << 4)
FEW = 64  # among so few, looking for the bucket first is no faster


def quantiles_by_row(
    values: Int64s, row: Int32s, *, rows: int, percents: Sequence[int]
) -> list[list[int | None]]:
    """For each per cent the nearest-rank quantile of each row's values, numbers from 0; None of none.

    >>> quantiles_by_row(np.array([5, 1, 9, 4]), np.array([0, 2, 0, 0], np.int32), rows=3, percents=[50])
    [[5, None, 1]]
    """
    sizes = np.bincount(row, minlength=rows)
    ends = np.cumsum(sizes)
    gathered = np.empty(len(values), np.int64)
    gather(row, values, np.arange(rows), ends - sizes, gathered)
    return quantiles_of_rows(gathered, sizes, percents)


def quantiles_of_rows(gathered: Int64s, sizes: Int64s, percents: Sequence[int]) -> list[list[int | None]]:
    """The same of values that stand row by row."""
    ends = np.cumsum(sizes)
    found = quantiles_of_sets(gathered, ends - sizes, ends, np.array(percents, np.int64))
    return [
        [value if size else None for value, size in zip(column, sizes.tolist(), strict=True)]
        for column in found.T.tolist()
    ]


@compiled
def gather(  # noqa: PLR0917 - a kernel takes no keywords
    pair: Int32s, gaps: Int64s, row: Int64s, cursors: Int64s, gathered: Int64s
) -> None:
    """Put each gap behind those that its row has already."""
    for one in range(len(gaps)):
        where = np.uint64(row[np.uint32(pair[one])])
        gathered[np.uint64(cursors[where])] = gaps[one]
        cursors[where] += 1


@compiled
def quantiles_of_sets(values: Int64s, starts: Int64s, ends: Int64s, percents: Int64s) -> Int64s:
    """Nearest-rank quantiles of each set values[start:end] of numbers from 0; a set of none has 0.

    The numbers of a large set are first counted in buckets (a double's exponent and four more bits: the
    order is kept); a rank then leads to one bucket, and only its numbers are looked through.
    """
    found = np.zeros((len(starts), len(percents)), np.int64)
    largest = np.max(ends - starts) if len(starts) else 0
    inside, bucket_of = np.empty(largest, np.int64), np.empty(largest, np.int32)
    sizes = np.empty(BUCKETS, np.int64)
    for one in range(len(starts)):
        count = ends[one] - starts[one]
        mine = values[starts[one] : ends[one]]
        if count > FEW:
            put_in_buckets(mine, bucket_of, sizes)
        for column in range(len(percents)):
            rank = max(1, -(-percents[column] * count // 100)) - 1
            if count > FEW:
                before, bucket = np.int64(0), 0
                while before + sizes[bucket] <= rank:
                    before += sizes[bucket]
                    bucket += 1
                held = 0
                for at in range(count):
                    inside[held] = mine[at]
                    held += bucket_of[at] == bucket
                found[one, column] = select(inside, held, rank - before)
            elif count:
                found[one, column] = select(mine, count, rank)
    return found


@compiled
def put_in_buckets(values: Int64s, bucket_of: Int32s, sizes: Int64s) -> None:
    """The bucket of each value, and how many values each bucket has."""
    sizes[:] = 0
    for at in range(len(values)):
        bucket = np.int64((np.float64(values[at]).view(np.int64) >> SIXTEENTHS) - ONE + 1)
        bucket = bucket if bucket > 0 else np.int64(0)
        bucket_of[at] = bucket
        sizes[np.uint64(bucket)] += 1


@compiled
def select(values: Int64s, count: int, place: int) -> int:
    """Hoare's selection (1961): what values[:count] would have at `place`, were they sorted. Moves them."""
    low, last = 0, count - 1
    while low < last:
        pivot = values[(low + last) >> 1]
        up, down = low, last
        while up <= down:
            while values[up] < pivot:
                up += 1
            while values[down] > pivot:
                down -= 1
            if up <= down:
                values[up], values[down] = values[down], values[up]
                up += 1
                down -= 1
        if place <= down:
            last = down
        elif place >= up:
            low = up
        else:
            break
    return int(values[place])
