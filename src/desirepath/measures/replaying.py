"""Replaying: walking every real journey over a drawing of nodes and edges, to see what it explains.

The drawing is any list of nodes and edges; nothing here knows maps. Asked by `fidelity`.
"""

from collections.abc import Sequence

import numpy as np

from desirepath.errors import QuestionError
from desirepath.journeys import OPEN, Journeys, compiled
from desirepath.measures.arrays import Bools, Int32s, Int64s, UInt8s
from desirepath.measures.framing import END, START, Frame
from desirepath.records import Record

__all__ = ["SUMS", "Drawing", "Replayed", "check_drawing", "drawing_of", "replayed", "sum_by_period"]

SUMS = 7  # columns of the sums by period, h of a person's r rows being hit: Σ h, Σ r, persons with a row,
# Σ h², Σ h·r, Σ r², persons with a hit


class Drawing(Record):
    """A drawing by numbers: which nodes are drawn, and from each (the start last) the nodes edges lead to.

    After the nodes come the number of a journey that is still open, then the one of the start and the end.
    """

    drawn: Bools
    starts: Int64s
    targets: Int64s  # edges from node i lead to targets[starts[i] : starts[i + 1]]
    says_start: bool  # whether it says where journeys begin
    says_end: bool


class Replayed(Record):
    """How each journey went over the drawing, and the walk over its nodes that it made."""

    explained: Int64s  # interactions, by journey
    fits: UInt8s  # 1 where all of it is explained
    offsets: Int64s  # of the walk: journey j is at walk[offsets[j] : offsets[j + 1]], loops drawn once
    walk: Int32s


def check_drawing(nodes: Sequence[str], edges: Sequence[Sequence[str]]) -> None:
    """QuestionError when this is not a drawing."""
    for edge in edges:
        if len(edge) != 2:
            raise QuestionError(f"Expected an edge to be two nodes, found {len(edge)}: {' → '.join(edge)}.")
        if edge[0] == END or edge[1] == START:
            raise QuestionError(
                f"No journey goes {edge[0]} → {edge[1]}: edges lead out of {START} and to {END}."
            )
    if not {*nodes, *(node for edge in edges for node in edge)} - {START, END}:
        raise QuestionError("Expected the nodes and edges of a drawing, found no node.")


def drawing_of(nodes: Sequence[str], edges: Sequence[Sequence[str]], frame: Frame) -> Drawing:
    """The drawing by numbers; what only an edge names is drawn too. UnknownName for a node there is not."""
    count = len(frame.nodes)
    number = {START: count + 1, END: count + 1}
    named = {*nodes, *(node for edge in edges for node in edge)} - {START, END}
    drawn = np.zeros(count, np.bool_)
    for name in sorted(named):
        number[name] = frame.node(name)
        drawn[number[name]] = True
    pairs = sorted({(number[left], number[entered]) for left, entered in edges})
    left = np.array([pair[0] for pair in pairs], np.int64)
    return Drawing(
        drawn=drawn,
        starts=np.searchsorted(left, np.arange(count + 3)),
        targets=np.array([pair[1] for pair in pairs], np.int64),
        says_start=any(edge[0] == START for edge in edges),
        says_end=any(edge[1] == END for edge in edges),
    )


def replayed(journeys: Journeys, drawing: Drawing) -> Replayed:
    """Every journey over the drawing."""
    explained, fits, offsets, walk = replay(
        journeys.offsets,
        journeys.nodes,
        journeys.state == OPEN,
        drawing.drawn,
        drawing.starts,
        drawing.targets,
        drawing.says_start,
        drawing.says_end,
    )
    return Replayed(explained=explained, fits=fits, offsets=offsets, walk=walk)


@compiled
def leads(starts: Int64s, targets: Int64s, left: int, entered: int) -> bool:
    """Whether an edge leads from a node to a node."""
    for edge in range(starts[left], starts[left + 1]):  # noqa: SIM110 - a kernel has no generators
        if targets[edge] == entered:
            return True
    return False


@compiled
def replay(  # noqa: PLR0917 - one pass over all interactions; a kernel takes no keywords
    offsets: Int64s,
    nodes: Int32s,
    is_open: Bools,
    drawn: Bools,
    starts: Int64s,
    targets: Int64s,
    says_start: bool,
    says_end: bool,
) -> tuple[Int64s, UInt8s, Int64s, Int32s]:
    """Interactions explained and whether all are, by journey; the walk.

    A node that is not drawn is passed over: what comes next is looked at from the last drawn node.
    """
    journeys, edge = len(offsets) - 1, len(drawn) + 1  # the number of the start and the end
    explained, fits = np.zeros(journeys, np.int64), np.zeros(journeys, np.uint8)
    walked, walk = np.zeros(journeys + 1, np.int64), np.empty(len(nodes) + journeys, np.int32)
    at = 0
    for journey in range(journeys):
        position = edge
        for step in range(offsets[journey], offsets[journey + 1]):
            node = int(nodes[step])
            if not drawn[node]:
                continue
            drawn_so = leads(starts, targets, position, node)
            stays = node == position
            if drawn_so or stays or (position == edge and not says_start):
                explained[journey] += 1
            if drawn_so or not stays:
                walk[at] = node
                at += 1
            position = node
        whole = explained[journey] == offsets[journey + 1] - offsets[journey]
        if is_open[journey] and at > walked[journey]:
            walk[at] = len(drawn)
            at += 1
        elif says_end:
            whole = whole and leads(starts, targets, position, edge)
        fits[journey] = whole
        walked[journey + 1] = at
    return explained, fits, walked, walk[:at]


@compiled
def sum_by_period(  # noqa: PLR0917 - a kernel takes no keywords
    period: Int64s, person: Int32s, hits: Int64s, rows: Int64s, periods: int
) -> Int64s:
    """Sums by period (numbered from 0; −1: none) of what each person's journeys hit; a row a journey."""
    sums, mine = np.zeros((periods, SUMS), np.int64), np.zeros((periods, 2), np.int64)
    first = 0
    for journey in range(len(period)):
        if period[journey] >= 0:
            mine[period[journey], 0] += hits[journey]
            mine[period[journey], 1] += rows[journey]
        if journey + 1 < len(period) and person[journey + 1] == person[journey]:
            continue
        for one in range(first, journey + 1):
            place = period[one]
            if place >= 0 and mine[place, 1] > 0:
                hit, row = mine[place, 0], mine[place, 1]
                sums[place, 0] += hit
                sums[place, 1] += row
                sums[place, 2] += 1
                sums[place, 3] += hit * hit
                sums[place, 4] += hit * row
                sums[place, 5] += row * row
                sums[place, 6] += hit > 0
                mine[place, 0] = mine[place, 1] = 0
        first = journey + 1
    return sums
