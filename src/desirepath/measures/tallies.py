"""Integers counted by key: the partial answer most measures carry from a partition to the finish.

A tally is a sum, so merging tallies in any order and any grouping gives the same tally. Tallies know
nothing of what their keys and columns mean; the measure that makes one says so.
"""

from collections.abc import Sequence

import numpy as np

from desirepath.journeys import compiled
from desirepath.measures.arrays import Bools, Int64s
from desirepath.records import Record

__all__ = ["Tally", "added", "counted", "tallied"]


class Tally(Record):
    """Row i holds the counts of keys[i]; keys ascend and no key is twice."""

    keys: Int64s
    counts: Int64s  # keys × columns


def counted(keys: Int64s, counts: Int64s) -> Tally:
    """A tally of these rows, which may be in any order but each of another key.

    >>> counted(np.array([7, 2]), np.array([[1], [5]])).counts.tolist()
    [[5], [1]]
    """
    order = np.argsort(keys)
    return Tally(keys=keys[order], counts=counts[order])


def tallied(counts: Int64s, *, keys: Int64s | None = None) -> Tally:
    """A tally of the rows whose first count is not 0; their keys ascend, or are the rows' numbers.

    >>> tallied(np.array([[0, 0], [4, 2]])).keys.tolist()
    [1]
    """
    rows, used = used_rows(counts)
    return Tally(keys=rows if keys is None else keys[rows], counts=used)


def added(tallies: Sequence[Tally], *, columns: int) -> Tally:
    """The sum of tallies, key by key; an empty tally of so many columns when there are none.

    >>> one = counted(np.array([1, 2]), np.array([[10], [20]]))
    >>> both = added([one, counted(np.array([2, 3]), np.array([[1], [1]]))], columns=1)
    >>> both.keys.tolist(), both.counts.tolist()
    ([1, 2, 3], [[10], [21], [1]])
    >>> added([counted(np.array([-1]), np.array([[1]])), both, both], columns=1).keys.tolist()
    [-1, 1, 2, 3]
    """
    if not tallies:
        return Tally(keys=np.empty(0, np.int64), counts=np.empty((0, columns), np.int64))
    if len(tallies) == 1:
        return tallies[0]
    some = [tally for tally in tallies if len(tally.keys)]
    lowest = min((int(tally.keys[0]) for tally in some), default=0)
    places = max((int(tally.keys[-1]) for tally in some), default=-1) - lowest + 1
    if places <= sum(len(tally.keys) for tally in some):  # a place for every key is no more than the keys
        return _added_in_place(some, lowest, places, columns=columns)
    keys = np.unique(np.concatenate([tally.keys for tally in tallies]))
    counts = np.zeros((len(keys), columns), np.int64)
    for tally in tallies:
        counts[np.searchsorted(keys, tally.keys)] += tally.counts
    return Tally(keys=keys, counts=counts)


def _added_in_place(tallies: Sequence[Tally], lowest: int, places: int, *, columns: int) -> Tally:
    counts, seen = np.zeros((places, columns), np.int64), np.zeros(places, np.bool_)
    for tally in tallies:
        add_rows(tally.keys, tally.counts, lowest, counts, seen)
    used = np.flatnonzero(seen)
    return Tally(keys=used + lowest, counts=counts[used])


@compiled
def add_rows(  # noqa: PLR0917 - a kernel takes no keywords
    keys: Int64s, rows: Int64s, lowest: int, counts: Int64s, seen: Bools
) -> None:
    """Add each row to the counts of its key, whose place is key − lowest."""
    for row in range(len(keys)):
        place = keys[row] - lowest
        seen[place] = True
        for column in range(rows.shape[1]):
            counts[place, column] += rows[row, column]


@compiled
def used_rows(counts: Int64s) -> tuple[Int64s, Int64s]:
    """The numbers of the rows whose first count is not 0, and these rows."""
    rows, held = np.empty(len(counts) + 1, np.int64), np.uint64(0)
    for row in range(len(counts)):
        rows[held] = row  # without a branch: which are used cannot be foreseen
        held += np.uint64(counts[row, 0] != 0)
    kept = np.empty((np.int64(held), counts.shape[1]), np.int64)
    for row in range(held):
        for column in range(counts.shape[1]):
            kept[row, column] = counts[rows[row], column]
    return rows[:held].copy(), kept
