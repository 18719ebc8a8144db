"""Steps put in their subjects' timelines, in the total order: the one definition of it, wherever it runs.

Plain arrays in, timelines out; nothing here asks an engine. `assembling` places everything in this
process, `workers` a partition at a time on an engine's workers.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from os import cpu_count
from typing import Any

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.errors import IntegrityError
from desirepath.journeys.addresses import Addresses
from desirepath.journeys.batches import Int32s, Int64s, Texts, Timelines
from desirepath.journeys.enriching import Worth
from desirepath.journeys.indexing import Owners, Subjects
from desirepath.journeys.scattering import (
    FACT,
    KIND,
    KIND_MASK,
    TIME,
    claim_slots,
    count_steps,
    deal_steps,
    place_steps,
    tied_steps,
)
from desirepath.records import Record

__all__ = [
    "LOST",
    "Asked",
    "Laid",
    "Placed",
    "deal",
    "partitions",
    "place",
    "reorder",
    "room",
    "several_owners",
    "tied",
]

BUCKET_BITS = 8  # at most 256 buckets: as many streams as a processor can write side by side
AHEAD = 2  # batches that may wait to be dealt: more would only fill the memory
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
    steps: Int64s
    shift: int  # a bucket holds 2**shift subjects
    edges: list[int]  # the first subject of each bucket, and the end of the last
    addresses: Addresses
    interactions: int
    without_subject: int


def several_owners(facts: int) -> str:
    """What is wrong where so many facts are of two people."""
    return f"{facts} interactions belong to more than one subject; nothing was published."


def room(facts: list[Int64s], addresses: Addresses, owner: Int32s, subjects: int) -> Placed:
    """Room for every owned step, subject by subject; nothing is in it yet."""
    counts = np.zeros(subjects, np.int64)
    alone = sum(count_steps(each, owner, counts, addresses.starts, addresses.rows) for each in facts)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    shift = max(0, subjects.bit_length() - BUCKET_BITS)
    return Placed(
        offsets=offsets,
        steps=np.empty((int(offsets[-1]), 4), np.int64),
        shift=shift,
        edges=np.append(np.arange(0, subjects, 1 << shift), subjects).tolist(),
        addresses=addresses,
        interactions=sum(map(len, facts)),
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
            subjects, slots = claim_slots(facts, owner, starts, rows, into.shift, cursors)
            if (cursors > ends).any():
                break
            dealing.append(
                pool.submit(deal_steps, facts, kinds, times, ordinals, subjects, slots, into.steps)
            )
            while len(dealing) > AHEAD:
                dealing.popleft().result()
    if came != into.interactions or not np.array_equal(cursors, ends):
        raise IntegrityError(LOST)
    return into


def place(timelines: Placed, ranks: Int32s) -> None:
    """Put the dealt steps in order, as far as time, source (by its rank) and ordinal tell."""
    with ThreadPoolExecutor(cpu_count()) as pool:
        buckets = [
            pool.submit(place_steps, first, end, timelines.offsets, ranks, timelines.steps)
            for first, end in pairwise(timelines.edges)
        ]
    if not all(bucket.result() for bucket in buckets):
        raise IntegrityError(LOST)


def tied(timelines: Placed) -> pa.Table:
    """The steps that these do not put in order: fact, slot, and the group that shares its slots."""
    slots, group = tied_steps(timelines.offsets, timelines.steps)
    return pa.table({"fact": timelines.steps[slots, FACT], "slot": slots, "group": group})


def reorder(timelines: Placed, ties: pa.Table, names: pa.Table) -> None:
    """Put those in the order of their interaction ids, which `names` (fact, interaction_id) tells."""
    named = ties.join(names, "fact")
    ordered = named.sort_by([("group", "ascending"), ("interaction_id", "ascending"), ("fact", "ascending")])
    timelines.steps[ties["slot"].to_numpy()] = timelines.steps[ordered["slot"].to_numpy()]


def partitions(
    placed: Placed, subjects: Texts, partition: Int64s, extra: Mapping[str, npt.NDArray[Any]]
) -> Iterator[Timelines]:
    """The timelines of those who have any, a partition at a time; `partition` says whose each is."""
    some = np.diff(placed.offsets) > 0
    ids, partition = subjects.filter(pa.array(some)), partition[some]
    offsets = np.concatenate([[0], placed.offsets[1:][some]])
    numbers, firsts = np.unique(partition, return_index=True)
    for number, (first, end) in zip(
        numbers.tolist(), pairwise([*firsts.tolist(), len(partition)]), strict=True
    ):
        low, high = int(offsets[first]), int(offsets[end])
        steps = placed.steps[low:high]
        yield Timelines(
            partition=number,
            subjects=ids[first:end],
            offsets=offsets[first : end + 1] - low,
            kinds=(steps[:, KIND] & KIND_MASK).astype(np.int32),
            happened_at_us=np.ascontiguousarray(steps[:, TIME]),
            fact=np.ascontiguousarray(steps[:, FACT]),
            **{name: column[low:high] for name, column in extra.items()},
        )
