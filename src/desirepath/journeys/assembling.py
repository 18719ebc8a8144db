"""Timelines made from facts and their owners, and published as a generation that is whole or absent.

`indexing` asks the engine, `scattering` places and sorts, `publishing` writes. Interactions that
nobody owns are counted, and are in no timeline.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from os import cpu_count
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from msgspec.structs import asdict

from desirepath.engines import Engine
from desirepath.errors import IntegrityError
from desirepath.journeys.addresses import Addresses, addresses_of
from desirepath.journeys.batches import UNKNOWN_TIME, Int32s, Int64s, Timelines
from desirepath.journeys.enriching import enriched, worth_of
from desirepath.journeys.indexing import (
    Owners,
    Subjects,
    facts_in,
    kinds_of,
    owned,
    placed,
    relation,
    source_ranks,
    subjects_of,
)
from desirepath.journeys.publishing import publish
from desirepath.journeys.scattering import (
    FACT,
    KIND,
    KIND_MASK,
    TIME,
    claim_slots,
    count_steps,
    deal_steps,
    own_facts,
    place_steps,
    tied_steps,
)
from desirepath.journeys.storing import PER_STEP, SCHEMA_VERSION
from desirepath.records import Record

__all__ = ["AssembledSummary", "assemble"]

BUCKET_BITS = 8  # at most 256 buckets: as many streams as a processor can write side by side
AHEAD = 2  # batches that may wait to be dealt: more would only fill the memory
LOST = "Some steps were lost or doubled while placing them; nothing was published."


class AssembledSummary(Record):
    """What a generation holds."""

    as_of_us: int
    subjects: int
    interactions: int  # steps in timelines
    without_subject: int  # interactions that nobody owns: in no timeline
    kinds: int
    first_at_us: int | None
    last_at_us: int | None


class Placed(Record):
    """All steps, one slice a subject, as `scattering` packs them."""

    offsets: Int64s
    steps: Int64s
    shift: int  # a bucket holds 2**shift subjects
    edges: list[int]  # the first subject of each bucket, and the end of the last
    addresses: Addresses
    interactions: int
    without_subject: int


def assemble(
    engine: Engine,
    interactions: ibis.Table,
    owners: Owners,
    *,
    folder: Path,
    as_of_us: int,
    previous_kinds: pa.Table | None = None,
    subjects: pa.Table | None = None,
    only_owned: bool = False,
) -> AssembledSummary:
    """Write the generation `folder`: every owned interaction, by subject, in the total order.

    `owners`, of the engine or in memory, has a row (fact, subject_id) for each fact that belongs to somebody;
    or (fact, subject), where `subjects` names the numbers (subject, subject_id): twice as fast. Null is
    nobody. The total order is
    (happened_at_us, source, ordinal, interaction_id); interactions known only by their order come before
    all that have a time. `previous_kinds` keep their codes. With `only_owned` no other facts are placed or
    counted. Raises IntegrityError, and publishes nothing,
    when a step would be lost or doubled; WorkspaceError when `folder` holds something already.
    """
    known = subjects_of(engine, owners, subjects)
    kinds = kinds_of(engine, interactions, previous_kinds)
    steps = _of(engine, interactions, owners) if only_owned else interactions
    facts = facts_in(engine, steps)
    addresses = addresses_of(facts)
    owner = _owner(owned(engine, owners, known), addresses)
    room = _room(facts, addresses, owner, known)
    del facts  # the steps will hold them too
    timelines = _dealt(placed(engine, steps, kinds), room, owner)
    _place(timelines, source_ranks(kinds))
    _settle_ties(engine, interactions, timelines)
    some = np.diff(timelines.offsets) > 0
    summary = _summary(timelines, as_of_us=as_of_us, subjects=int(some.sum()), kinds=kinds.num_rows)
    worth = worth_of(engine, interactions)
    extra = enriched(engine, interactions, timelines.steps, timelines.addresses, worth=worth)
    tallied = kinds.append_column("steps", _tallied(timelines, kinds))
    contents = asdict(summary) | {"currency": worth.currency, "other_currencies": worth.others}
    publish(
        folder,
        _partitions(timelines, known, some, extra),
        tallied,
        extra=[name for name in PER_STEP if name in extra],
        contents={"schema_version": SCHEMA_VERSION, **contents},
    )
    return summary


def _of(engine: Engine, interactions: ibis.Table, owners: Owners) -> ibis.Table:
    owned_ones = interactions.semi_join(relation(engine, owners).select("fact"), "fact")
    return owned_ones.select(*interactions.columns)  # a relation of its own, which others can be joined to


def _room(facts: list[Int64s], addresses: Addresses, owner: Int32s, known: Subjects) -> Placed:
    """Room for every owned step, subject by subject; nothing is in it yet."""
    subjects = len(known.subject_id)
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


def _dealt(found: Iterable[tuple[Any, ...]], room: Placed, owner: Int32s) -> Placed:
    """Deal every step into its subject's bucket; IntegrityError when one is lost or doubled."""
    starts, rows = room.addresses.starts, room.addresses.rows
    cursors, ends = room.offsets[room.edges[:-1]], room.offsets[room.edges[1:]]
    came, dealing = 0, deque[Future[None]]()
    with ThreadPoolExecutor(cpu_count()) as pool:
        for facts, kinds, times, ordinals in found:
            came += len(facts)
            subjects, slots = claim_slots(facts, owner, starts, rows, room.shift, cursors)
            if (cursors > ends).any():
                break
            dealing.append(
                pool.submit(deal_steps, facts, kinds, times, ordinals, subjects, slots, room.steps)
            )
            while len(dealing) > AHEAD:
                dealing.popleft().result()
    if came != room.interactions or not np.array_equal(cursors, ends):
        raise IntegrityError(LOST)
    return room


def _place(timelines: Placed, ranks: Int32s) -> None:
    with ThreadPoolExecutor(cpu_count()) as pool:
        buckets = [
            pool.submit(place_steps, first, end, timelines.offsets, ranks, timelines.steps)
            for first, end in pairwise(timelines.edges)
        ]
    if not all(bucket.result() for bucket in buckets):
        raise IntegrityError(LOST)


def _owner(batches: Iterable[tuple[Int64s, Int32s]], addresses: Addresses) -> Int32s:
    owner = np.full(addresses.size, -1, np.int32)
    twice = sum(own_facts(*batch, owner, addresses.starts, addresses.rows) for batch in batches)
    if twice:
        raise IntegrityError(f"{twice} interactions belong to more than one subject; nothing was published.")
    return owner


def _settle_ties(engine: Engine, interactions: ibis.Table, timelines: Placed) -> None:
    slots, group = tied_steps(timelines.offsets, timelines.steps)
    if not len(slots):
        return
    tied = pa.table({"fact": timelines.steps[slots, FACT], "slot": slots, "group": group})
    asked = interactions.semi_join(engine.table(tied.select(["fact"])), "fact")
    named = tied.join(engine.run(asked.select("fact", "interaction_id")), "fact")
    ordered = named.sort_by([("group", "ascending"), ("interaction_id", "ascending"), ("fact", "ascending")])
    timelines.steps[slots] = timelines.steps[ordered["slot"].to_numpy()]


def _partitions(
    placed: Placed, known: Subjects, some: npt.NDArray[np.bool_], extra: Mapping[str, npt.NDArray[Any]]
) -> Iterator[Timelines]:
    """The timelines of the subjects that have `some`, a partition at a time."""
    ids, partition = known.subject_id.filter(pa.array(some)), known.partition[some]
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


def _tallied(timelines: Placed, kinds: pa.Table) -> "pa.Array[Any]":
    codes = timelines.steps[:, KIND] & KIND_MASK
    return pa.array(np.bincount(codes, minlength=kinds.num_rows)[kinds["code"].to_numpy()], pa.int64())


def _summary(timelines: Placed, *, as_of_us: int, subjects: int, kinds: int) -> AssembledSummary:
    times = timelines.steps[:, TIME]
    known = times != UNKNOWN_TIME
    timed = bool(known.any())
    return AssembledSummary(
        as_of_us=as_of_us,
        subjects=subjects,
        interactions=len(timelines.steps),
        without_subject=timelines.without_subject,
        kinds=kinds,
        first_at_us=int(times.min(where=known, initial=np.iinfo(np.int64).max)) if timed else None,
        last_at_us=int(times.max()) if timed else None,
    )
