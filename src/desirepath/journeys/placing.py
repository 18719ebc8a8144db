"""Steps put in their subjects' timelines, in the total order: the one definition of it, wherever it runs.

Plain arrays in, timelines out; nothing here asks an engine. `assembling` places everything in this
process, `workers` a partition at a time on an engine's workers.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from os import cpu_count
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from desirepath.errors import IntegrityError
from desirepath.journeys.addresses import Addresses
from desirepath.journeys.batches import Int32s, Int64s, Texts, Timelines
from desirepath.journeys.enriching import Lookup, Worth, beside
from desirepath.journeys.indexing import Owners, Subjects
from desirepath.journeys.keeping import Held, Steps
from desirepath.journeys.scattering import (
    FACT,
    KIND,
    KIND_MASK,
    TIME,
    claim_slots,
    count_steps,
    deal_steps,
    place_steps,
    seen_times,
    tied_steps,
)
from desirepath.records import Record

__all__ = [
    "LOST",
    "Asked",
    "Laid",
    "Order",
    "Placed",
    "deal",
    "partitions",
    "place",
    "reorder",
    "room",
    "several_owners",
]

BUCKET_BITS = 8  # at most 256 buckets: as many streams as a processor can write side by side
AHEAD = 2  # batches that may wait to be dealt: more would only fill the memory
TIES = pa.schema({"fact": pa.int64(), "slot": pa.int64(), "group": pa.int64()})
LOST = "Some steps were lost or doubled while placing them; nothing was published."


class Asked(Record):
    """What timelines are made of."""

    interactions: ibis.Table  # all of them
    steps: ibis.Table  # those that are placed, if somebody owns them
    only_some: bool  # whether these may be few of them
    owners: Owners
    subjects: Subjects
    kinds: pa.Table
    worth: Worth

    @property
    def codes(self) -> int:
        """One more than the largest code of a kind."""
        return int(self.kinds["code"].to_numpy().max(initial=-1)) + 1


class Laid(Record):
    """All timelines, in order, and what is known of them together."""

    partitions: Iterable[Timelines]
    extra: frozenset[str]  # the columns, of those that only some generations have, that all of them have
    tally: Int64s  # steps by the code of their kind
    subjects: int
    without_subject: int
    first_at_us: int | None
    last_at_us: int | None


class Placed(Record):
    """Steps, one slice a subject, as `scattering` packs them."""

    offsets: Int64s
    steps: Steps
    shift: int  # a bucket holds 2**shift subjects
    edges: list[int]  # the first subject of each bucket, and the end of the last
    addresses: Addresses
    interactions: int
    without_subject: int


class Order(Record):
    """What is known of steps that have been put in order, of one bucket or of all."""

    ties: pa.Table  # those not in order yet: fact, slot, and the group that shares its slots
    tally: Int64s  # steps by the code of their kind
    first_at_us: int | None
    last_at_us: int | None


def several_owners(facts: int) -> str:
    """What is wrong where so many facts are of two people."""
    return f"{facts} interactions belong to more than one subject; nothing was published."


def room(
    facts: Iterable[Int64s],
    addresses: Addresses,
    owner: Int32s,
    subjects: int,
    *,
    keep: Callable[[int], Steps] = Held,
) -> Placed:
    """Room for every owned step, subject by subject; nothing is in it yet. `keep` makes room for so many."""
    counts = np.zeros(subjects, np.int64)
    came = alone = 0
    for each in facts:
        came += len(each)
        alone += count_steps(each, owner, counts, addresses.starts, addresses.rows)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    shift = max(0, subjects.bit_length() - BUCKET_BITS)
    return Placed(
        offsets=offsets,
        steps=keep(int(offsets[-1])),
        shift=shift,
        edges=np.append(np.arange(0, subjects, 1 << shift), subjects).tolist(),
        addresses=addresses,
        interactions=came,
        without_subject=alone,
    )


def deal(found: Iterable[tuple[Any, ...]], into: Placed, owner: Int32s) -> Placed:
    """Deal every step into its subject's bucket; IntegrityError when one is lost or doubled."""
    starts, rows = into.addresses.starts, into.addresses.rows
    cursors, ends = into.offsets[into.edges[:-1]], into.offsets[into.edges[1:]]
    came, dealing = 0, deque[Future[None]]()
    with ThreadPoolExecutor(cpu_count()) as pool:
        for facts, kinds, times, ordinals in found:
            came += len(facts)
            subjects, slots, sizes = claim_slots(facts, owner, starts, rows, into.shift, len(cursors))
            firsts, cursors = cursors, cursors + sizes
            if (cursors > ends).any():
                break
            batch = (facts, kinds, times, ordinals, subjects, slots)
            dealing.append(pool.submit(_deal_batch, batch, into.steps, firsts, sizes))
            while len(dealing) > AHEAD:
                dealing.popleft().result()
        for each in dealing:
            each.result()
    if came != into.interactions or not np.array_equal(cursors, ends):
        raise IntegrityError(LOST)
    return into


def _deal_batch(batch: tuple[Any, ...], into: Steps, firsts: Int64s, sizes: Int64s) -> None:
    """Put one batch bucket by bucket, and each bucket's part where it belongs."""
    ends = np.cumsum(sizes)
    steps = np.empty((int(ends[-1]) if len(ends) else 0, 4), np.int64)
    facts, kinds, times, ordinals, subjects, slots = batch
    deal_steps(facts, kinds, times, ordinals, subjects, slots, steps)
    for bucket in np.flatnonzero(sizes).tolist():
        into.write(int(firsts[bucket]), steps[ends[bucket] - sizes[bucket] : ends[bucket]])


def place(timelines: Placed, ranks: Int32s) -> Order:
    """Put the dealt steps in order, as far as time, source (by its rank) and ordinal tell."""
    with ThreadPoolExecutor(cpu_count()) as pool:
        found = list(pool.map(lambda edge: _place_bucket(timelines, ranks, *edge), pairwise(timelines.edges)))
    firsts = [one.first_at_us for one in found if one.first_at_us is not None]
    lasts = [one.last_at_us for one in found if one.last_at_us is not None]
    return Order(
        ties=pa.concat_tables([TIES.empty_table(), *(one.ties for one in found)]),
        tally=np.sum([np.zeros(len(ranks), np.int64), *(one.tally for one in found)], axis=0),
        first_at_us=min(firsts, default=None),
        last_at_us=max(lasts, default=None),
    )


def _place_bucket(timelines: Placed, ranks: Int32s, first: int, end: int) -> Order:
    low, high = int(timelines.offsets[first]), int(timelines.offsets[end])
    steps, offsets = timelines.steps.read(low, high), timelines.offsets[first : end + 1] - low
    if not place_steps(first, offsets, ranks, steps):
        raise IntegrityError(LOST)
    timelines.steps.write(low, steps)
    slots, group = tied_steps(offsets, steps)
    begin, last = seen_times(steps)
    return Order(
        ties=pa.table([steps[slots, FACT], slots + low, group + low], schema=TIES),
        tally=np.bincount(steps[:, KIND] & KIND_MASK, minlength=len(ranks)),
        first_at_us=begin if begin <= last else None,
        last_at_us=last if begin <= last else None,
    )


def reorder(timelines: Placed, ties: pa.Table, names: pa.Table) -> None:
    """Put ties in the order of their interaction ids, which `names` (fact, interaction_id) tells."""
    named = ties.join(names, "fact")
    ordered = named.sort_by([("group", "ascending"), ("interaction_id", "ascending"), ("fact", "ascending")])
    slots, come = ties["slot"].to_numpy(), ordered["slot"].to_numpy()
    edges = timelines.offsets[timelines.edges]
    for begin, end in pairwise(np.searchsorted(slots, edges).tolist()):
        if begin < end:
            low, high = int(slots[begin]), int(slots[end - 1]) + 1
            steps = timelines.steps.read(low, high)
            steps[slots[begin:end] - low] = steps[come[begin:end] - low]
            timelines.steps.write(low, steps)


def partitions(
    placed: Placed, subjects: Texts, partition: Int64s, extra: Sequence[Lookup]
) -> Iterator[Timelines]:
    """The timelines of those who have any, a partition at a time; `partition` says whose each is."""
    some = np.diff(placed.offsets) > 0
    ids = subjects if some.all() else subjects.filter(pa.array(some))
    partition, offsets = partition[some], np.concatenate([[0], placed.offsets[1:][some]])
    new = np.flatnonzero(np.diff(partition, prepend=-1))
    for first, end in pairwise([*new.tolist(), len(partition)]):
        low, high = int(offsets[first]), int(offsets[end])
        steps = placed.steps.read(low, high)
        fact = np.ascontiguousarray(steps[:, FACT])
        yield Timelines(
            partition=int(partition[first]),
            subjects=ids[first:end],
            offsets=offsets[first : end + 1] - low,
            kinds=(steps[:, KIND] & KIND_MASK).astype(np.int32),
            happened_at_us=np.ascontiguousarray(steps[:, TIME]),
            fact=fact,
            **beside(extra, placed.addresses.at(fact) if extra else fact),
        )
