"""Routes: distinct node sequences, grouped by a 64-bit hash and always compared node by node."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from desirepath.journeys import compiled
from desirepath.measures.arrays import Int32s, Int64s
from desirepath.records import Record

__all__ = ["Routes", "grouped", "most_frequent", "sequence", "together"]


class Routes(Record):
    """Distinct sequences: route r is nodes[starts[r] : ends[r]]; other nodes may lie between."""

    nodes: Int32s
    starts: Int64s
    ends: Int64s
    hashes: Int64s


def grouped(nodes: Int32s, starts: Int64s, ends: Int64s) -> tuple[Routes, Int64s]:
    """The distinct sequences among nodes[start:end], and which of them each one is.

    >>> routes, which = grouped(np.array([1, 2, 1, 2, 3], np.int32), np.array([0, 2, 4]), np.array([2, 4, 5]))
    >>> which.tolist(), routes.nodes.tolist()
    ([0, 0, 1], [1, 2, 3])
    """
    hashes = hash_sequences(nodes, starts, ends)
    which, firsts = group_sequences(hashes, nodes, starts, ends)
    lengths = ends[firsts] - starts[firsts]
    after = np.cumsum(lengths)
    before = after - lengths
    picked = np.repeat(starts[firsts] - before, lengths) + np.arange(lengths.sum())
    return Routes(nodes=nodes[picked], starts=before, ends=after, hashes=hashes[firsts]), which


def together(parts: Sequence[Routes]) -> tuple[Routes, list[Int64s]]:
    """The distinct routes of all parts, and for each part its routes' new numbers."""
    if not parts:
        none = np.empty(0, np.int64)
        return Routes(nodes=np.empty(0, np.int32), starts=none, ends=none, hashes=none), []
    nodes = np.concatenate([part.nodes for part in parts])
    first = np.cumsum([0, *(len(part.nodes) for part in parts)])
    starts = np.concatenate([part.starts + at for part, at in zip(parts, first[:-1], strict=True)])
    ends = np.concatenate([part.ends + at for part, at in zip(parts, first[:-1], strict=True)])
    hashes = np.concatenate([part.hashes for part in parts])
    which, firsts = group_sequences(hashes, nodes, starts, ends)
    routes = Routes(nodes=nodes, starts=starts[firsts], ends=ends[firsts], hashes=hashes[firsts])
    return routes, np.split(which, np.cumsum([len(part.hashes) for part in parts])[:-1])


def sequence(routes: Routes, route: int) -> list[int]:
    """The nodes of one route."""
    nodes: list[int] = routes.nodes[routes.starts[route] : routes.ends[route]].tolist()
    return nodes


def most_frequent(routes: Routes, counts: Int64s, names: Sequence[str], top: int) -> Int64s:
    """The `top` routes with the highest counts, in order; equal counts in the order of their names."""
    if top < len(counts):
        least = np.partition(counts, -top)[-top]
        above = np.flatnonzero(counts > least)
        tied = np.flatnonzero(counts == least)
        best = np.concatenate([above, _first_by_name(routes, tied, names, top - len(above))])
    else:
        best = np.arange(len(counts))

    def rank(route: int) -> tuple[int, list[str]]:
        return -int(counts[route]), [names[node] for node in sequence(routes, route)]

    return np.array(sorted(best.tolist(), key=rank), np.int64)


def _first_by_name(routes: Routes, among: Int64s, names: Sequence[str], wanted: int) -> Int64s:
    """The first `wanted` of these routes by name, looked at node by node: routes that tie may be many."""
    order = np.empty(len(names), np.int64)
    order[np.array(sorted(range(len(names)), key=names.__getitem__), np.int64)] = np.arange(len(names))
    chosen: list[Int64s] = []
    place = 0
    while wanted and len(among) > wanted:
        at = routes.starts[among] + place
        ended = at >= routes.ends[among]
        ranks = np.where(ended, -1, order[routes.nodes[np.where(ended, 0, at)]])
        last = np.partition(ranks, wanted - 1)[wanted - 1]
        chosen.append(among[ranks < last])
        wanted -= len(chosen[-1])
        among = among[ranks == last]
        place += 1
    return np.concatenate([*chosen, among[:wanted]])


@compiled
def hash_sequences(nodes: Int32s, starts: Int64s, ends: Int64s) -> Any:
    """A 64-bit hash of every sequence: multiply and fold, node by node, then its length."""
    hashes = np.empty(len(starts), np.int64)
    for one in range(len(starts)):
        mixed = np.int64(ends[one] - starts[one])
        for step in range(starts[one], ends[one]):
            mixed = (mixed ^ (np.int64(nodes[step]) + 1)) * np.int64(-7046029254386353131)
            mixed ^= mixed >> 29
        hashes[one] = mixed
    return hashes


@compiled
def same(nodes: Int32s, start: int, other: int, length: int) -> bool:
    """Whether two stretches of nodes are equal."""
    for step in range(length):  # noqa: SIM110 - a kernel has no generators
        if nodes[start + step] != nodes[other + step]:
            return False
    return True


@compiled
def group_sequences(hashes: Int64s, nodes: Int32s, starts: Int64s, ends: Int64s) -> tuple[Any, Any]:
    """The group of every sequence, and the first sequence of every group, in order of appearance."""
    size = 16
    while size < 2 * len(hashes):
        size *= 2
    slots, slot_hashes = np.full(size, -1, np.int32), np.empty(size, np.int64)
    which, firsts = np.empty(len(hashes), np.int64), np.empty(len(hashes), np.int64)
    groups = 0
    for one in range(len(hashes)):
        slot = (hashes[one] ^ (hashes[one] >> 32)) & (size - 1)
        length = ends[one] - starts[one]
        while slots[slot] >= 0:
            if slot_hashes[slot] == hashes[one]:
                first = firsts[slots[slot]]
                if ends[first] - starts[first] == length and same(nodes, starts[first], starts[one], length):
                    break
            slot = (slot + 1) & (size - 1)
        if slots[slot] < 0:
            slots[slot], slot_hashes[slot] = groups, hashes[one]
            firsts[groups] = one
            groups += 1
        which[one] = slots[slot]
    return which, firsts[:groups]
