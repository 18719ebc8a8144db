"""Hitting: the kernels that count, person by person, which cells their journeys hit. Asked by `places`."""

from typing import Any

import numpy as np

from desirepath.journeys import compiled
from desirepath.measures.arrays import Int32s, Int64s

__all__ = ["link_up", "sum_hits", "windows"]


@compiled
def windows(offsets: Int64s, at: Int64s, first: int, columns: int) -> tuple[Int64s, Int64s, Int64s]:
    """Of each journey the steps shown (start, end) and the column of the first; none where `at` is −1."""
    starts, ends, low = np.zeros(len(at), np.int64), np.zeros(len(at), np.int64), np.zeros(len(at), np.int64)
    for journey in range(len(at)):
        if at[journey] >= 0:
            zero = at[journey] + first
            starts[journey] = max(offsets[journey], zero)
            ends[journey] = min(offsets[journey + 1], zero + columns)
            low[journey] = starts[journey] - zero
    return starts, ends, low


@compiled
def link_up(  # noqa: PLR0917 - a kernel takes no keywords
    offsets: Int64s, nodes: Int32s | Int64s, starts: Int64s, ends: Int64s, start: int, size: int
) -> tuple[Int64s, Int64s, Int64s]:
    """The links (left · size + entered) to each shown step and from the last, journey by journey.

    What comes from before the shown steps comes from `start + 2`, what goes on after them to `start + 3`.
    """
    links = np.empty(np.sum(ends - starts) + len(starts), np.int64)
    begins, overs = np.zeros(len(starts), np.int64), np.zeros(len(starts), np.int64)
    held = np.uint64(0)
    for journey in range(len(starts)):
        begins[journey] = held
        if ends[journey] > starts[journey]:
            left = np.int64(start if starts[journey] == offsets[journey] else start + 2)
            for step in range(np.uint64(starts[journey]), np.uint64(ends[journey])):
                entered = np.int64(nodes[step])
                links[held] = left * size + entered
                held += np.uint64(1)
                left = entered
            links[held] = left * size + (start + 1 if ends[journey] == offsets[journey + 1] else start + 3)
            held += np.uint64(1)
        overs[journey] = held
    return links, begins, overs


@compiled
def sum_hits(  # noqa: PLR0917 - a kernel takes no keywords
    cells: Int32s | Int64s,
    starts: Int64s,
    ends: Int64s,
    low: Int64s,
    subjects: Int32s,
    columns: int,
    stride: int,
    places: int,
    edges: bool,
    only_several: bool,
) -> tuple[Int64s, Int64s, Int64s]:
    """Hits by place of persons with one journey, the others' sums by place, sums by column (see `places`).

    Journey j hits cells[starts[j] : ends[j]], one a column from low[j] on, and is left out where there are
    none; a person's journeys stand together. The place of a cell is column · stride + cell. Where nobody has
    several journeys, there are no sums of others. With edges a journey is in every column.
    """
    several = 0
    for journey in range(1, len(subjects)):
        several |= subjects[journey] == subjects[journey - 1]
    alone, sums = np.zeros((places, 1), np.int64), np.zeros((places * several, 4), np.int64)
    mine, totals = np.zeros((stride or places) * several, np.int32), np.zeros((columns + 1, 11), np.int64)
    his, hit = np.empty((len(subjects), 3), np.int64), np.empty(len(subjects), np.int64)
    once, gone = np.zeros((columns + 1, 2), np.int64), np.zeros((columns + 1, 3), np.int64)
    held = 0
    for journey in range(len(subjects)):
        if ends[journey] > starts[journey]:
            his[held, 0] = starts[journey] - low[journey]  # what it hits in the first column, had it begun
            his[held, 1], his[held, 2] = starts[journey], ends[journey]
            held += 1
        if journey + 1 < len(subjects) and subjects[journey + 1] == subjects[journey]:
            continue
        if held > 1:
            over = settle_person(cells, his[:held], stride, edges, hit, mine, sums, totals)
            gone[over, 0] += held
            gone[over, 1] += 1
            gone[over, 2] += held * held
        elif held == 1 and not only_several:
            column = his[0, 1] - his[0, 0]
            once[column, 0] += 1
            for at in range(np.uint64(his[0, 1]), np.uint64(his[0, 2])):
                alone[np.uint64(column * stride + cells[at]), 0] += 1
                column += 1
            once[column, 1] += 1
        held = 0
    add_columns(once, gone, edges, totals)
    return alone, sums, totals[:columns]


@compiled
def settle_person(  # noqa: PLR0917 - a kernel takes no keywords
    cells: Int32s | Int64s,
    his: Int64s,  # each journey: its cell in the column, from which one it has begun, and at which it is over
    stride: int,
    edges: bool,
    hit: Int64s,
    mine: Int32s,
    sums: Int64s,
    totals: Int64s,
) -> int:
    """Add what one person's journeys (`his`) hit, column by column; from which one on all are over.

    `mine` comes and goes as zeros; `his` is used up.
    """
    held = left = len(his)
    column = 0
    while left > 0:
        rows = before = still = np.uint64(0)
        for one in range(np.uint64(left)):
            at, begin, end = his[one, 0], his[one, 1], his[one, 2]
            his[still, 0], his[still, 1], his[still, 2] = at + 1, begin, end
            still += np.uint64(at + 1 < end)
            if at < begin:
                before += np.uint64(1)
            else:
                cell = np.uint64(cells[np.uint64(at)])
                hit[rows] = cell
                mine[cell] += 1
                rows += np.uint64(1)
        left = int(still)
        total = held if edges else int(rows)
        for one in range(rows):
            cell = np.uint64(hit[one])
            add_hits(sums, np.uint64(column * stride) + cell, 0, np.int64(mine[cell]), total)
            mine[cell] = 0
        if edges:
            add_hits(totals, np.uint64(column), 3, int(before), held)
            add_hits(totals, np.uint64(column), 7, held - int(before + rows), held)
        totals[column, 0] += total
        totals[column, 1] += total > 0
        totals[column, 2] += total * total
        column += 1
    return column


@compiled
def add_hits(  # noqa: PLR0917 - a kernel takes no keywords
    sums: Int64s, place: Any, first: int, hits: Any, rows: int
) -> None:
    """Add one person's hits of their rows to the four sums of a place."""
    sums[place, first] += hits
    sums[place, first + 1] += hits > 0
    sums[place, first + 2] += hits * hits
    sums[place, first + 3] += hits * rows


@compiled
def add_columns(once: Int64s, gone: Int64s, edges: bool, totals: Int64s) -> None:
    """Add to the sums by column the persons with one journey, and those whose journeys are over by then."""
    before, over = np.sum(once[:, 0]), np.int64(0)
    people, others = before, np.zeros(3, np.int64)
    for column in range(len(totals)):
        before -= once[column, 0]
        over += once[column, 1]
        totals[column, :3] += people if edges else people - before - over
        if edges:
            others += gone[column]
            totals[column, 3:7] += before
            totals[column, 7:11] += over
            totals[column, :3] += others
            totals[column, 7:10] += others
            totals[column, 10] += others[2]
