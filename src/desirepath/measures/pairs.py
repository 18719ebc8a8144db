"""Pairs: which node follows which, counted person by person in one pass over the steps.

A partition is walked as one line of nodes: each journey's nodes, then the end. The end of one journey
is the start of the next, so every two neighbours on that line are a transition, and a person leaves
every node (the end, which is also the start, too) as often as they enter it.
"""

import numpy as np

from desirepath.journeys import compiled
from desirepath.measures.arrays import Int32s, Int64s
from desirepath.measures.tallies import Tally, counted, tallied
from desirepath.records import Record

__all__ = [
    "COUNT",
    "PEOPLE",
    "SQUARES",
    "TIMES_IN",
    "TIMES_OUT",
    "Pairs",
    "count_pairs",
    "paired",
]

# Columns of the sums by pair, c being one person's count: Σ c, Σ c², Σ c · their transitions out of the
# node left, Σ c · those into the node entered, persons. By node: Σ v, Σ v², persons.
COUNT, SQUARES, TIMES_OUT, TIMES_IN, PEOPLE = range(5)
VISITS, VISITS_SQUARED, VISITORS = range(3)
DENSE = 1 << 14  # so many pairs may always have a place each


class Pairs(Record):
    """The pairs of one partition.

    The key of a pair is left · width + entered, width = nodes + 1; the last number is the start and the end.
    """

    sums: Tally  # by pair
    visits: Tally  # by node
    keys: Int64s  # of the numbered pairs
    numbers: Int32s  # for every transition in order, the pair's number


def paired(offsets: Int64s, steps: Int32s, subjects: Int32s, nodes: int) -> Pairs:
    """The transitions of journeys through so many nodes, counted by pair and by node.

    Journey j is of subjects[j] and goes through steps[offsets[j] : offsets[j + 1]], subject by subject.

    Where there are few nodes, a pair's number is its key. A table by both nodes would take 2 GB at
    16,000 nodes: then pairs are numbered as they are first seen.
    """
    width, transitions = nodes + 1, len(steps) + len(subjects)
    numbered = width * width > max(2 * transitions, DENSE)
    if numbered:
        slots = 1 << (2 * transitions - 1).bit_length()
        keys, numbers = number_pairs(offsets, steps, nodes, slots)
    else:
        keys, numbers = np.arange(width * width), np.empty(transitions, np.int32)
    sums, visitors = count_pairs(offsets, steps, subjects, nodes, len(keys), numbers, numbered)
    found = tallied(sums)
    return Pairs(
        sums=counted(keys[found.keys], found.counts) if numbered else found,
        visits=tallied(sum_visits(keys, sums, visitors)),
        keys=keys,
        numbers=numbers,
    )


@compiled
def number_pairs(offsets: Int64s, nodes: Int32s, node_count: int, slot_count: int) -> tuple[Int64s, Int32s]:
    """The keys of the pairs as they are first seen, and for every transition which of them it is.

    Open addressing in a table of `slot_count` (a power of two) places.
    """
    transitions, last = len(nodes) + len(offsets) - 1, slot_count - 1
    slots, keys = np.full(slot_count, -1, np.int32), np.empty(transitions, np.int64)
    numbers = np.empty(transitions, np.int32)
    at = found = 0
    for journey in range(len(offsets) - 1):
        left = np.int64(node_count)
        for step in range(offsets[journey], offsets[journey + 1] + 1):
            entered = np.int64(nodes[step]) if step < offsets[journey + 1] else np.int64(node_count)
            key = left * (node_count + 1) + entered
            slot = ((key * np.int64(-7046029254386353131)) >> 24) & last
            while slots[slot] >= 0 and keys[slots[slot]] != key:
                slot = (slot + 1) & last
            if slots[slot] < 0:
                slots[slot], keys[found] = found, key
                found += 1
            numbers[at] = slots[slot]
            at += 1
            left = entered
    return keys[:found], numbers


@compiled
def count_pairs(  # noqa: PLR0917 - one pass over all steps; a call per step would take four times as long
    offsets: Int64s,
    nodes: Int32s,
    subjects: Int32s,
    node_count: int,
    pairs: int,
    numbers: Int32s,
    numbered: bool,
) -> tuple[Int64s, Int64s]:
    """Sums by pair, and visitors by node. Journeys come subject by subject.

    Pairs have these numbers, or else are numbered by their keys here. A person's steps are gone through
    twice: first counting them, then adding the counts of each pair where it is met first, and nothing
    where it is met again, which is quicker than asking whether it was.
    """
    width, end = np.uint32(node_count + 1), np.uint32(node_count)
    sums, visitors = np.zeros((pairs, 5), np.int64), np.zeros(node_count + 1, np.int64)
    mine, visits = np.zeros(pairs, np.uint32), np.zeros(node_count + 1, np.uint32)
    walk = np.empty(len(numbers), np.uint32)
    first = at = np.uint64(0)
    for journey in range(len(subjects)):
        left = end
        for step in range(offsets[journey], offsets[journey + 1] + 1):
            entered = np.uint32(nodes[step]) if step < offsets[journey + 1] else end
            if not numbered:
                numbers[at] = left * width + entered
            walk[at] = entered
            mine[np.uint32(numbers[at])] += np.uint32(1)
            visits[entered] += np.uint32(1)
            left = entered
            at += np.uint64(1)
        if journey + 1 == len(subjects) or subjects[journey + 1] != subjects[journey]:
            left = end
            for step_of_mine in range(first, at):
                entered, pair = walk[step_of_mine], np.uint32(numbers[step_of_mine])
                count = np.int64(mine[pair])
                mine[pair] = np.uint32(0)
                sums[pair, COUNT] += count
                sums[pair, SQUARES] += count * count
                sums[pair, TIMES_OUT] += count * np.int64(visits[left])
                sums[pair, TIMES_IN] += count * np.int64(visits[entered])
                sums[pair, PEOPLE] += count > 0
                left = entered
            for step_of_mine in range(first, at):
                entered = walk[step_of_mine]
                visitors[entered] += visits[entered] > 0
                visits[entered] = np.uint32(0)
            first = at
    return sums, visitors


@compiled
def sum_visits(keys: Int64s, sums: Int64s, visitors: Int64s) -> Int64s:
    """The sums by node: who enters a node visits it, so they are sums over the pairs that enter it."""
    by_node = np.zeros((len(visitors), 3), np.int64)
    by_node[:, VISITORS] = visitors
    for pair in range(len(keys)):
        entered = keys[pair] % len(visitors)
        by_node[entered, VISITS] += sums[pair, COUNT]
        by_node[entered, VISITS_SQUARED] += sums[pair, TIMES_IN]
    return by_node
