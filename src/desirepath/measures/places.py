"""Places: which node each journey is at, so many steps from its anchor, and how many are at each.

What `flows` and `step_matrices` share. A journey hits at most one cell a column (a node at a step, a
link between two steps); the sums by cell keep what each person contributes, for the intervals. The
kernels are in `hitting`.
"""

from collections.abc import Sequence

import numpy as np

from desirepath.journeys import Journeys, read_only
from desirepath.measures.arrays import Int32s, Int64s
from desirepath.measures.hitting import link_up, sum_hits, windows
from desirepath.measures.intervals import Clustered
from desirepath.measures.tallies import Tally, added, tallied
from desirepath.records import Record

__all__ = [
    "BEFORE",
    "HITS",
    "OVER",
    "PEOPLE",
    "Hits",
    "Lines",
    "clustered",
    "everybody",
    "hits_of",
    "lines_of",
    "linked",
    "once",
    "together",
]

# Columns of the sums by cell, h being a person's journeys that hit it and r those that are in its column:
# Σ h, persons, Σ h², Σ h·r. By column: Σ r, persons, Σ r²; then, where the edges count, as by cell the sums
# of the journeys that have not begun by then and of those that are over.
HITS, PEOPLE, SQUARES, TIMES_ROWS = range(4)
BEFORE, OVER, BY_COLUMN = slice(3, 7), slice(7, 11), 11
DENSE, ROOM = 1 << 16, 4  # so many cells may have a place each, and so many for every hit that can be


class Lines(Record):
    """Journey j hits cells[starts[j] : ends[j]], one a column from low[j] on; nothing where that is empty."""

    cells: Int32s | Int64s
    starts: Int64s
    ends: Int64s
    low: Int64s


class Hits(Record):
    """Sums by cell (key: column · size + cell) and by column; integers that add up over partitions."""

    alone: Tally  # the hits of persons with one journey: all their sums are the same
    several: Tally  # the sums of the others
    columns: Tally


def lines_of(journeys: Journeys, at: Int64s, *, first: int, columns: int) -> Lines:
    """The nodes of each journey in so many columns, from `first` steps after its anchor; of none at −1."""
    starts, ends, low = windows(journeys.offsets, at, first, columns)
    return Lines(cells=journeys.nodes, starts=starts, ends=ends, low=low)


def linked(journeys: Journeys, lines: Lines, *, nodes: int, size: int) -> Lines:
    """The links (left · size + entered) to each node of the lines and from the last, in one column more.

    Numbers from `nodes` on: the start, the end, whatever is earlier, whatever is later.
    """
    links, starts, ends = link_up(journeys.offsets, lines.cells, lines.starts, lines.ends, nodes, size)
    return Lines(cells=links, starts=starts, ends=ends, low=lines.low)


def hits_of(
    lines: Lines,
    subjects: Int32s,
    *,
    columns: int,
    size: int,
    edges: bool = False,
    only_several: bool = False,
) -> Hits:
    """What journeys hit, subject by subject; cells are below size.

    With `edges` every journey is in every column, hit or not; `only_several` leaves out who has only one.
    """
    places, stride = columns * size, size
    keys: Int64s | None = None
    if places > max(ROOM * len(lines.cells), DENSE):  # most would never be hit: number those that are
        keys, lines = _numbered(lines, size)
        places, stride = len(keys), 0
    alone, sums, totals = sum_hits(
        read_only(lines.cells),  # as nodes and subjects mostly are: a kernel compiles once
        lines.starts,
        lines.ends,
        lines.low,
        read_only(subjects),
        columns,
        stride,
        places,
        edges,
        only_several,
    )
    return Hits(
        alone=tallied(alone, keys=keys),
        several=tallied(sums, keys=keys),
        columns=Tally(keys=np.arange(columns), counts=totals),
    )


def _numbered(lines: Lines, size: int) -> tuple[Int64s, Lines]:
    """The keys that are hit, and the lines with each cell as the number of its key."""
    counts = lines.ends - lines.starts
    before = np.cumsum(counts) - counts
    place = np.arange(int(counts.sum())) - np.repeat(before, counts)  # in its line
    steps, columns = np.repeat(lines.starts, counts) + place, np.repeat(lines.low, counts) + place
    keys, numbers = np.unique(columns * size + lines.cells[steps], return_inverse=True)
    return keys, Lines(cells=numbers, starts=before, ends=before + counts, low=lines.low)


def together(parts: Sequence[Hits]) -> Hits:
    """The sums of several parts."""
    return Hits(
        alone=added([part.alone for part in parts], columns=1),
        several=added([part.several for part in parts], columns=4),
        columns=added([part.columns for part in parts], columns=BY_COLUMN),
    )


def once(tally: Tally) -> Tally:
    """The sums of persons who hit each cell once, having one journey."""
    return Tally(keys=tally.keys, counts=np.repeat(tally.counts, 4, axis=1))


def everybody(hits: Hits) -> Tally:
    """The sums by cell of persons with one journey or several."""
    return added([once(hits.alone), hits.several], columns=4)


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
