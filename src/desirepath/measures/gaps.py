"""Gaps: how long from one step to the next, kept by pair until their quantiles are asked.

Gaps are whole microseconds and quantiles are nearest rank, so they are exact and the same on every
engine. Nothing is ever sorted as a whole, and nothing becomes a Python list.
"""

from collections.abc import Sequence

import numpy as np

from desirepath.journeys import UNKNOWN_TIME, Journeys, compiled
from desirepath.measures.arrays import Int32s, Int64s
from desirepath.measures.pairs import Pairs
from desirepath.records import Record

__all__ = ["Gaps", "gap_quantiles", "gaps_of", "quantiles_of_sets"]

SIXTEENTHS = 48  # a double shifted so far: its exponent and four more bits
ONE = 1023 << 4  # the number 1, shifted so
BUCKETS = 1 + (64 << 4)
FEW = 64  # among so few, looking for the bucket first is no faster


class Gaps(Record):
    """The gaps of one partition: gaps_us[i] is of the pair keys[pair[i]], as sizes[pair[i]] are."""

    keys: Int64s
    sizes: Int64s
    pair: Int32s
    gaps_us: Int64s


def gaps_of(journeys: Journeys, pairs: Pairs) -> Gaps:
    """The time from step to step wherever both have one; the start and the end have none."""
    sizes, pair, gaps = list_gaps(journeys.offsets, journeys.happened_at_us, pairs.numbers, len(pairs.keys))
    return Gaps(keys=pairs.keys, sizes=sizes, pair=pair, gaps_us=gaps)


def gap_quantiles(
    parts: Sequence[Gaps], keys: Int64s, row: Int64s, *, rows: int, percents: Sequence[int]
) -> list[list[int | None]]:
    """For each per cent the nearest-rank quantile of each row's gaps; None of none.

    `keys` ascend and hold every pair that has a gap; `row` says which row each belongs to.
    """
    parts = [part for part in parts if len(part.gaps_us)]
    rows_of = [row[np.searchsorted(keys, part.keys).clip(max=len(keys) - 1)] for part in parts]
    sizes = np.zeros(rows, np.int64)
    for part, where in zip(parts, rows_of, strict=True):
        sizes += np.bincount(where, part.sizes, minlength=rows).astype(np.int64)
    ends = np.cumsum(sizes)
    cursors, gathered = ends - sizes, np.empty(int(sizes.sum()), np.int64)
    for part, where in zip(parts, rows_of, strict=True):
        gather(part.pair, part.gaps_us, where, cursors, gathered)
    found = quantiles_of_sets(gathered, ends - sizes, ends, np.array(percents, np.int64))
    return [
        [value if size else None for value, size in zip(column, sizes.tolist(), strict=True)]
        for column in found.T.tolist()
    ]


@compiled
def list_gaps(offsets: Int64s, times: Int64s, numbers: Int32s, pairs: int) -> tuple[Int64s, Int32s, Int64s]:
    """How many gaps each pair has; the pair of every gap, and the gap, in the order of the steps."""
    sizes = np.zeros(pairs, np.int64)
    pair, gaps = np.empty(len(times), np.int32), np.empty(len(times), np.int64)
    found = np.uint64(0)
    for journey in range(len(offsets) - 1):
        for step in range(offsets[journey] + 1, offsets[journey + 1]):
            # steps without a time come first: one after a step that has one has one too
            if times[step - 1] != UNKNOWN_TIME:
                number = np.uint32(numbers[step + journey])
                sizes[number] += 1
                pair[found], gaps[found] = number, times[step] - times[step - 1]
                found += np.uint64(1)
    return sizes, pair[:found], gaps[:found]


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
