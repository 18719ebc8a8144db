"""Outcomes: for every node, how the journeys that visited it went on from there.

What `DropOff` and `Stages` share: each journey that visited a node moved on from it, dropped off at
it, or is still there. Visited = moved on + dropped off + still open, always.
"""

import numpy as np

from desirepath.journeys import CLOSED, OPEN, REACHED, Journeys, compiled
from desirepath.measures.anchors import find_occurrence
from desirepath.measures.arrays import Int32s, Int64s, UInt8s
from desirepath.measures.framing import Frame
from desirepath.measures.intervals import Clustered
from desirepath.records import Record

__all__ = ["COLUMNS", "DROPPED_OFF", "Outcomes", "outcomes_by_node", "read_outcomes", "standing_at_end"]

MOVED_ON, DROPPED_OFF, STILL_OPEN = 0, 1, 2  # how a journey stands at its last node
STANDING = np.empty(3, np.uint8)
STANDING[[REACHED, CLOSED, OPEN]] = MOVED_ON, DROPPED_OFF, STILL_OPEN
COLUMNS = 14  # what `count_outcomes` counts, in the order of the fields of `Outcomes`


class Outcomes(Record):
    """Sums over journeys and persons, one array element a node."""

    journeys: Int64s
    subjects: Int64s
    moved_on: Int64s
    dropped_off: Int64s
    still_open: Int64s
    moved_on_share: Clustered  # of the journeys that visited
    dropped_off_share: Clustered  # of the journeys that visited
    hazard: Clustered  # dropped off, of those that moved on or dropped off


def standing_at_end(journeys: Journeys, frame: Frame, goal: list[str]) -> UInt8s:
    """How each journey stands at its last node: MOVED_ON, DROPPED_OFF or STILL_OPEN.

    A journey that reached its split's goal, or visited a node of `goal`, moved on from its last
    node too. Any other dropped off there when it is closed, and is still open while it is open.
    """
    goals = np.zeros(len(frame.nodes), np.bool_)
    goals[[frame.node(name) for name in goal]] = True
    ends = STANDING.take(journeys.state)
    if goal:
        ends[find_occurrence(journeys.offsets, journeys.nodes, goals, 1) >= 0] = MOVED_ON
    return ends


def outcomes_by_node(journeys: Journeys, ends: UInt8s, nodes: int) -> Int64s:
    """Counts and sums by node × COLUMNS, which add up over partitions; read them with `read_outcomes`.

    `ends` are of `standing_at_end`. From every node but its last a journey moved on.
    """
    counts: Int64s = count_outcomes(journeys.offsets, journeys.nodes, journeys.subject, ends, nodes)
    return counts


def read_outcomes(counts: Int64s) -> Outcomes:
    """The sums by name."""
    journeys, subjects, squares, moved, moved_squares, moved_times = counts[:, :6].T
    dropped, dropped_squares, dropped_times, still_open = counts[:, 6:10].T
    closed, closed_subjects, closed_squares, dropped_times_closed = counts[:, 10:14].T
    return Outcomes(
        journeys=journeys,
        subjects=subjects,
        moved_on=moved,
        dropped_off=dropped,
        still_open=still_open,
        moved_on_share=Clustered(
            hits=moved, rows=journeys, people=subjects,
            hits_squared=moved_squares, hits_rows=moved_times, rows_squared=squares,
        ),
        dropped_off_share=Clustered(
            hits=dropped, rows=journeys, people=subjects,
            hits_squared=dropped_squares, hits_rows=dropped_times, rows_squared=squares,
        ),
        hazard=Clustered(
            hits=dropped, rows=closed, people=closed_subjects,
            hits_squared=dropped_squares, hits_rows=dropped_times_closed, rows_squared=closed_squares,
        ),
    )  # fmt: skip


@compiled
def count_outcomes(  # noqa: PLR0917 - a kernel takes no keywords
    offsets: Int64s, nodes: Int32s, subjects: Int32s, ends: UInt8s, node_count: int
) -> Int64s:
    """Sums by node; journeys come subject by subject."""
    sums = np.zeros((node_count, COLUMNS), np.int64)
    mine = np.zeros((node_count, 3), np.int64)  # one person's journeys by how they went on
    alone = np.zeros((node_count, 3), np.int64)  # the same of all persons with one journey
    first = 0  # journey of this person
    visited_in = np.full(node_count, -1, np.int64)
    touched = np.empty(node_count, np.int64)
    held = 0
    for journey in range(len(subjects)):
        last = nodes[offsets[journey + 1] - 1]
        is_last = journey + 1 == len(subjects) or subjects[journey + 1] != subjects[journey]
        if is_last and first == journey:
            steps = nodes[offsets[journey] : offsets[journey + 1]]
            visit_alone(steps, journey, ends[journey], visited_in, alone)
            first = journey + 1
            continue
        for step in range(offsets[journey], offsets[journey + 1]):
            node = nodes[step]
            if visited_in[node] == journey:
                continue
            visited_in[node] = journey
            if mine[node, 0] + mine[node, 1] + mine[node, 2] == 0:
                touched[held] = node
                held += 1
            mine[node, ends[journey] if node == last else 0] += 1
        if is_last:
            for node in touched[:held]:
                add_person(mine[node], sums[node])
            held, first = 0, journey + 1
    add_alone(alone, sums)
    return sums


@compiled
def visit_alone(  # noqa: PLR0917 - a kernel takes no keywords
    steps: Int32s, journey: int, end: int, visited_in: Int64s, alone: Int64s
) -> None:
    """Count the only journey of a person, once at each node; no branch: a guess would be wrong too often."""
    for step in range(len(steps)):
        node = steps[np.uint64(step)]
        alone[node, 0] += visited_in[node] != journey
        visited_in[node] = journey
    alone[steps[-1], 0] -= 1
    alone[steps[-1], end] += 1


@compiled
def add_person(mine: Int64s, sums: Int64s) -> None:
    """Add one person's journeys at one node to its sums, and set them back to zero."""
    moved, dropped, still_open = mine[0], mine[1], mine[2]
    journeys, closed = moved + dropped + still_open, moved + dropped
    sums[0] += journeys
    sums[1] += 1
    sums[2] += journeys * journeys
    sums[3] += moved
    sums[4] += moved * moved
    sums[5] += moved * journeys
    sums[6] += dropped
    sums[7] += dropped * dropped
    sums[8] += dropped * journeys
    sums[9] += still_open
    sums[10] += closed
    sums[11] += closed > 0
    sums[12] += closed * closed
    sums[13] += dropped * closed
    mine[:] = 0


@compiled
def add_alone(alone: Int64s, sums: Int64s) -> None:
    """Add persons with one journey each, so many by node and by how they went on."""
    one, of_one = np.zeros(3, np.int64), np.zeros(COLUMNS, np.int64)
    for how in range(3):
        one[how], of_one[:] = 1, 0
        add_person(one, of_one)
        for node in range(len(sums)):
            sums[node] += alone[node, how] * of_one
