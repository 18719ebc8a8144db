"""Places: which node each journey is at, so many steps from its anchor, and how many are at each.

What `flows` and `step_matrices` share. A journey hits at most one cell a column (a node at a step, a
link between two steps); the sums by cell keep what each person contributes, for the intervals.
"""

from collections.abc import Sequence

import numpy as np

from desirepath.journeys import Journeys, compiled
from desirepath.measures.arrays import Int32s, Int64s
from desirepath.measures.intervals import Clustered
from desirepath.measures.tallies import Tally, added
from desirepath.records import Record

__all__ = ["NOTHING", "Hits", "around", "clustered", "hits_of", "together"]

NOTHING = -1  # no cell is hit
# Columns of the sums by cell, h being a person's journeys that hit it and r those that hit any cell of its
# column: Σ h, persons, Σ h², Σ h·r. By column: Σ r, persons, Σ r².
HITS, PEOPLE, SQUARES, TIMES_ROWS = range(4)
DENSE, ROOM = 1 << 16, 4  # so many cells may have a place each, and so many for every hit that can be


class Hits(Record):
    """Sums by cell (key: column · size + cell) and by column; integers that add up over partitions."""

    cells: Tally
    columns: Tally


def around(journeys: Journeys, at: Int64s, *, first: int, last: int, nodes: int) -> tuple[Int32s, Int32s]:
    """The nodes from `first` to `last` steps after each anchor, a row a journey that has one; whose it is.

    Before the journey's first step stands the number `nodes`, after its last `nodes + 1`.
    """
    anchored = np.flatnonzero(at >= 0)
    laid = lay(journeys.offsets, journeys.nodes, at, anchored, first, last - first + 1, nodes)
    return laid, journeys.subject[anchored]


def hits_of(cells: Int32s | Int64s, subjects: Int32s, size: int) -> Hits:
    """What journeys (rows, subject by subject) hit in each column; cells are from 0 to size, or NOTHING."""
    rows, columns = cells.shape
    places = columns * size
    if rows and places > max(ROOM * rows * columns, DENSE):  # most would never be hit: number those that are
        keys, numbers = np.unique(_keyed(cells, size), return_inverse=True)
        nothing = int(keys[0] == NOTHING)
        keys = keys[nothing:]
        alone, sums, totals = sum_hits(numbers.reshape(rows, columns) - nothing, subjects, 0, len(keys))
    else:
        keys = np.arange(places)
        alone, sums, totals = sum_hits(cells, subjects, size, places)
    used = np.flatnonzero((alone + sums[:, HITS] if len(sums) else alone) > 0)
    counts = np.repeat(alone[used], 4).reshape(-1, 4)
    return Hits(
        cells=Tally(keys=keys[used], counts=counts + sums[used] if len(sums) else counts),
        columns=Tally(keys=np.arange(columns), counts=totals),
    )


def _keyed(cells: Int32s | Int64s, size: int) -> Int64s:
    return np.where(cells == NOTHING, NOTHING, cells + np.arange(cells.shape[1]) * size)


def together(parts: Sequence[Hits]) -> Hits:
    """The sums of several parts."""
    return Hits(
        cells=added([part.cells for part in parts], columns=4),
        columns=added([part.columns for part in parts], columns=3),
    )


def clustered(sums: Int64s, totals: Int64s) -> Clustered:
    """Shares of the journeys of the column (`totals`, one row a cell) that hit the cell."""
    return Clustered(
        hits=sums[:, HITS],
        rows=totals[:, 0],
        people=totals[:, 1],
        hits_squared=sums[:, SQUARES],
        hits_rows=sums[:, TIMES_ROWS],
        rows_squared=totals[:, 2],
    )


@compiled
def lay(  # noqa: PLR0917 - a kernel takes no keywords
    offsets: Int64s, nodes: Int32s, at: Int64s, journeys: Int64s, first: int, columns: int, start: int
) -> Int32s:
    """One row a journey: the nodes from its anchor + first on; `start` before it begins, then start + 1."""
    laid = np.empty((len(journeys), columns), np.int32)
    for row in range(len(journeys)):
        journey = journeys[row]
        begin = at[journey] + first  # the step of the first column
        shown = min(max(offsets[journey] - begin, 0), columns)
        over = min(max(offsets[journey + 1] - begin, 0), columns)
        for column in range(shown):
            laid[row, column] = start
        for column in range(shown, over):
            laid[row, column] = nodes[begin + column]
        for column in range(over, columns):
            laid[row, column] = start + 1
    return laid


@compiled
def sum_hits(
    cells: Int32s | Int64s, subjects: Int32s, size: int, places: int
) -> tuple[Int64s, Int64s, Int64s]:
    """Hits by cell of persons with one journey (so are all their sums), the others' sums, sums by column.

    A row a journey, a person's rows side by side. The place of a cell is column · size + cell. Where
    nobody has several journeys, there are no sums of others.
    """
    journeys, columns = cells.shape
    alone, totals = np.zeros(places, np.int64), np.zeros((columns, 3), np.int64)
    rows, once = np.zeros(columns, np.int64), np.zeros(columns, np.int64)
    several = 0
    for journey in range(1, journeys):
        several |= subjects[journey] == subjects[journey - 1]
    sums, mine = np.zeros((places * several, 4), np.int64), np.zeros(places * several, np.int32)
    first = 0
    for end in range(1, journeys + 1):
        if end < journeys and subjects[end] == subjects[first]:
            continue
        if end == first + 1:
            for column in range(columns):
                cell = cells[first, column]
                if cell >= 0:
                    alone[np.uint64(column * size + cell)] += 1
                    once[column] += 1
        else:
            settle_person(cells, size, first, end, mine, rows, sums, totals)
        first = end
    for column in range(columns):
        totals[column] += once[column]
    return alone, sums, totals


@compiled
def settle_person(  # noqa: PLR0917 - a kernel takes no keywords
    cells: Int32s | Int64s,
    size: int,
    first: int,
    end: int,
    mine: Int32s,
    rows: Int64s,
    sums: Int64s,
    totals: Int64s,
) -> None:
    """Add what one person's journeys hit; `mine` and `rows` come and go as zeros."""
    for journey in range(first, end):
        for column in range(len(rows)):
            if cells[journey, column] >= 0:
                mine[column * size + cells[journey, column]] += 1
                rows[column] += 1
    for column in range(len(rows)):
        for journey in range(first, end):
            place = column * size + cells[journey, column]
            if cells[journey, column] >= 0 and mine[place] > 0:
                count = np.int64(mine[place])
                sums[place, 0] += count
                sums[place, 1] += 1
                sums[place, 2] += count * count
                sums[place, 3] += count * rows[column]
                mine[place] = 0
        totals[column, 0] += rows[column]
        totals[column, 1] += rows[column] > 0
        totals[column, 2] += rows[column] * rows[column]
        rows[column] = 0
