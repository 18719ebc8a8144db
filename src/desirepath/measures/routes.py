"""Routes: distinct node sequences, grouped by a 64-bit hash; then each is compared with its group's first.

Where two that differ have the same hash, all are grouped once more by another one.
"""

from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import count
from os import cpu_count
from typing import Any

import numpy as np
import numpy.typing as npt

from desirepath.journeys import compiled
from desirepath.measures.arrays import Bools, Int32s, Int64s
from desirepath.records import Record

__all__ = ["Routes", "Sequences", "grouped", "most_frequent", "sequence", "sequences_of"]

Nodes = npt.NDArray[np.signedinteger[Any]]  # as narrow as the number of nodes allows
HALF = 32  # bits
HIGH = 13  # other bits than the table's
SHARED = 58  # others again
SHARES, MANY = 4, 1 << 17  # so many sequences are shared out


class Sequences(Record):
    """The node sequences of one partition, one after another, and a hash of each."""

    nodes: Nodes
    lengths: Int32s
    hashes: Int64s


class Routes(Record):
    """Distinct sequences: route r is nodes[starts[r] : ends[r]]; other nodes may lie between."""

    nodes: Nodes
    starts: Int64s
    ends: Int64s


def sequences_of(nodes: Int32s, starts: Int64s, ends: Int64s, *, width: int) -> Sequences:
    """The sequences nodes[start:end]; nodes are below width."""
    lengths = (ends - starts).astype(np.int32)
    # Ten million steps take 10 MB in bytes, and are put together in a tenth of the time that 40 MB take.
    narrow = np.int8 if width <= 1 << 7 else np.int16 if width <= 1 << 15 else np.int32
    steps = int(lengths.sum())
    if steps == len(nodes):
        picked: Nodes = nodes.astype(np.dtype(narrow))
    else:
        picked = np.empty(steps, np.dtype(narrow))
        pick(nodes, starts, ends, picked)
    return Sequences(nodes=picked, lengths=lengths, hashes=hash_sequences(nodes, starts, ends, 0))


def grouped(parts: Sequence[Sequences]) -> tuple[Routes, Int32s]:
    """The distinct sequences of all parts, and which of them each one is.

    Few are numbered in order of appearance. Many are shared out by their hash, so that several cores work
    at once, each with a table that its cache can hold.

    >>> one = sequences_of(np.array([1, 2, 1, 2], np.int32), np.array([0, 2]), np.array([2, 4]), width=4)
    >>> other = sequences_of(np.array([3], np.int32), np.array([0]), np.array([1]), width=4)
    >>> routes, which = grouped([one, other])
    >>> which.tolist(), [sequence(routes, route) for route in (0, 1)]
    ([0, 0, 1], [[1, 2], [3]])
    """
    if not parts:
        none = np.empty(0, np.int64)
        return Routes(nodes=none.astype(np.int8), starts=none, ends=none), none.astype(np.int32)
    nodes = np.concatenate([part.nodes for part in parts])
    lengths = np.concatenate([part.lengths for part in parts])
    ends = np.cumsum(lengths, dtype=np.int64)
    starts = ends - lengths
    hashes = np.concatenate([part.hashes for part in parts])
    which = np.empty(len(hashes), np.int32)
    with ThreadPoolExecutor(min(SHARES, cpu_count() or 1)) as pool:
        for seed in count(1):
            firsts = _by_hash(hashes, which, pool)
            if _agree(Routes(nodes=nodes, starts=starts, ends=ends), which, firsts, pool):
                break
            hashes = hash_sequences(nodes, starts, ends, seed)
    return Routes(nodes=nodes, starts=starts[firsts], ends=ends[firsts]), which


def _by_hash(hashes: Int64s, which: Int32s, pool: Executor) -> Int64s:
    """The first sequence of every group of equal hashes; `which` gets the groups."""
    shares = SHARES if len(hashes) >= MANY else 1
    firsts = list(pool.map(lambda share: group_hashes(hashes, share, shares, which), range(shares)))
    if shares > 1:
        number_on(hashes, np.cumsum([0, *map(len, firsts)]), shares, which)
    return np.concatenate(firsts)


def _agree(all_of_them: Routes, which: Int32s, firsts: Int64s, pool: Executor) -> bool:
    """Whether every sequence is the first of its group, node by node."""
    nodes, starts, ends = all_of_them.nodes, all_of_them.starts, all_of_them.ends
    bounds = np.linspace(0, len(which), SHARES + 1).astype(np.int64).tolist()
    found = pool.map(
        lambda low, high: agree(nodes, starts, ends, which, firsts, low, high), bounds, bounds[1:]
    )
    return all(list(found))  # the last of them too: `which` may be written anew then


def sequence(routes: Routes, route: int) -> list[int]:
    """The nodes of one route."""
    nodes: list[int] = routes.nodes[routes.starts[route] : routes.ends[route]].tolist()
    return nodes


def most_frequent(routes: Routes, counts: Int64s, names: Sequence[str], top: int) -> Int64s:
    """The `top` routes with the highest counts, in order; equal counts in the order of their names."""
    if top < len(counts):
        above_or_at = np.cumsum(np.bincount(counts)[::-1])[::-1]  # by count: how many routes have it or more
        least = int(np.flatnonzero(above_or_at >= top)[-1])
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
def hash_sequences(nodes: Nodes, starts: Int64s, ends: Int64s, seed: int) -> Any:
    """A 64-bit hash of every sequence, another for each seed: multiply and fold, node by node."""
    hashes = np.empty(len(starts), np.int64)
    for one in range(len(starts)):
        mixed = np.uint64(ends[one] - starts[one] + 1) * (np.uint64(0x9E3779B97F4A7C15) + np.uint64(2 * seed))
        for step in range(np.uint64(starts[one]), np.uint64(ends[one])):
            mixed = (mixed ^ np.uint64(nodes[step] + 1)) * np.uint64(0xC2B2AE3D27D4EB4F)
            mixed ^= mixed >> np.uint64(29)
        hashes[one] = np.int64(mixed)
    return hashes


@compiled
def pick(nodes: Int32s, starts: Int64s, ends: Int64s, picked: Nodes) -> None:
    """The sequences nodes[start:end] one after another."""
    at = 0
    for one in range(len(starts)):
        for step in range(starts[one], ends[one]):
            picked[at] = nodes[step]
            at += 1


@compiled
def group_hashes(hashes: Int64s, share: int, shares: int, which: Int32s) -> Int64s:
    """The first sequence of every group of one share, in order of appearance; `which` gets the groups.

    A table by open addressing for those that may have an equal.
    """
    mine = shared_out(hashes, share, shares)
    alone = surely_alone(hashes, mine)
    size = 16
    while size < 2 * (len(mine) - np.sum(alone)):
        size *= 2
    slots, known = np.full(size, -1, np.int32), np.empty(size, np.int64)
    firsts = np.empty(len(mine), np.int64)
    groups = 0
    for place in range(len(mine)):
        one = np.uint64(mine[place])
        group = np.int32(-1)
        if not alone[place]:
            hashed = hashes[one]
            slot = np.uint64((hashed ^ (hashed >> HALF)) & (size - 1))
            while slots[slot] >= 0 and known[slot] != hashed:
                slot = (slot + np.uint64(1)) & np.uint64(size - 1)
            group = slots[slot]
            if group < 0:
                slots[slot], known[slot] = groups, hashed
        if group < 0:
            group = np.int32(groups)
            firsts[groups] = one
            groups += 1
        which[one] = group
    return firsts[:groups]


@compiled
def agree(  # noqa: PLR0917 - a kernel takes no keywords
    nodes: Nodes, starts: Int64s, ends: Int64s, which: Int32s, firsts: Int64s, low: int, high: int
) -> bool:
    """Whether the sequences from low to high are equal, node by node, to the first of their groups."""
    for one in range(np.uint64(low), np.uint64(high)):
        first = np.uint64(firsts[np.uint64(which[one])])
        if first != one:
            start, other, length = starts[one], starts[first], ends[one] - starts[one]
            if ends[first] - other != length:
                return False
            for step in range(length):
                if nodes[np.uint64(start + step)] != nodes[np.uint64(other + step)]:
                    return False
    return True


@compiled
def share_of(hashed: int, shares: int) -> int:
    """Which share a sequence is in; `shares` is a power of two."""
    return (hashed >> SHARED) & (shares - 1)


@compiled
def shared_out(hashes: Int64s, share: int, shares: int) -> Int32s:
    """The sequences of one share."""
    mine, count = np.empty(len(hashes), np.int32), np.uint64(0)
    for one in range(len(hashes)):
        mine[count] = one
        count += np.uint64(share_of(hashes[one], shares) == share)
    return mine[:count]


@compiled
def number_on(hashes: Int64s, before: Int64s, shares: int, which: Int32s) -> None:
    """Number the groups of each share after those `before` it."""
    for one in range(len(hashes)):
        which[one] += before[share_of(hashes[one], shares)]


@compiled
def surely_alone(hashes: Int64s, mine: Int32s) -> Bools:
    """Whether no other sequence can have the same hash; rarely False where none has.

    One bit for seen, one for seen again, by some bits of the hash: where most routes are taken once,
    this spares most of them the table.
    """
    bits = 64
    while bits < 8 * len(mine):
        bits *= 2
    seen, again = np.zeros(bits >> 6, np.uint64), np.zeros(bits >> 6, np.uint64)
    for one in mine:
        place = np.uint64(hashes[one] >> HIGH) & np.uint64(bits - 1)
        bit = np.uint64(1) << (place & np.uint64(63))
        word = place >> np.uint64(6)
        again[word] |= seen[word] & bit
        seen[word] |= bit
    alone = np.empty(len(mine), np.bool_)
    for at in range(len(mine)):
        place = np.uint64(hashes[mine[at]] >> HIGH) & np.uint64(bits - 1)
        alone[at] = (again[place >> np.uint64(6)] >> (place & np.uint64(63))) & np.uint64(1) == 0
    return alone
