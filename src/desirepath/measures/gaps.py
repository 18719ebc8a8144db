"""Gaps: how long from one step to the next, kept by pair until their quantiles are asked.

Gaps are whole microseconds and quantiles are nearest rank, so they are exact and the same on every
engine. Nothing is ever sorted as a whole, and nothing becomes a Python list.
"""

from collections.abc import Sequence

import numpy as np

from desirepath.journeys import UNKNOWN_TIME, Journeys, compiled
from desirepath.measures.arrays import Int32s, Int64s
from desirepath.measures.pairs import Pairs
from desirepath.measures.ranks import gather, quantiles_of_rows
from desirepath.records import Record

__all__ = ["Gaps", "gap_quantiles", "gaps_of"]


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
    return quantiles_of_rows(gathered, sizes, percents)


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
