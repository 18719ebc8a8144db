"""Timelines made from facts and their owners, and published as a generation that is whole or absent.

`indexing` asks the engine, `scattering` places and sorts, `publishing` writes. Interactions that
nobody owns are counted, and are in no timeline.
"""

from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa

from desirepath.engines import Engine
from desirepath.errors import IntegrityError
from desirepath.journeys.addresses import Addresses, addresses_of
from desirepath.journeys.batches import UNKNOWN_TIME, Int32s, Int64s
from desirepath.journeys.indexing import columns, kinds_of, owned, placed, source_ranks, subjects_of
from desirepath.journeys.publishing import Columns, publish
from desirepath.journeys.scattering import count_steps, own_facts, scatter_steps, sort_steps, tied_steps
from desirepath.records import Record

__all__ = ["AssembledSummary", "assemble"]


class AssembledSummary(Record):
    """What a generation holds."""

    as_of_us: int
    subjects: int
    interactions: int  # steps in timelines
    without_subject: int  # interactions that nobody owns: in no timeline
    kinds: int
    first_at_us: int | None
    last_at_us: int | None


class Steps(Record):
    """The step columns of all subjects, one slice each."""

    offsets: Int64s
    facts: Int64s
    kinds: Int32s
    times: Int64s
    ordinals: Int64s


def assemble(
    engine: Engine,
    interactions: ibis.Table,
    owners: ibis.Table,
    *,
    folder: Path,
    as_of_us: int,
    previous_kinds: pa.Table | None = None,
) -> AssembledSummary:
    """Write the generation `folder`: every owned interaction, by subject, in the total order.

    `owners` has one row (fact, subject_id) for each fact that belongs to somebody. The total order is
    (happened_at_us, source, ordinal, interaction_id); interactions known only by their order come
    before all that have a time. Raises IntegrityError, and publishes nothing, when a step would be
    lost or doubled.
    """
    subjects = subjects_of(engine, owners)
    kinds = kinds_of(engine, interactions, previous_kinds)
    rows = placed(engine, interactions, kinds)
    addresses = addresses_of([facts for (facts,) in columns(rows, "fact")])
    owner = _owner(owned(engine, owners, subjects), addresses)
    counts, alone = _counts(rows, addresses, owner, len(subjects.subject_id))
    steps = _scattered(rows, addresses, owner, counts)
    ranks = source_ranks(kinds)
    _sort(steps, ranks)
    _settle_ties(engine, interactions, steps, ranks)
    some = counts > 0
    table = Columns(
        subject_id=subjects.subject_id.filter(pa.array(some)),
        partition=subjects.partition[some],
        offsets=np.concatenate([steps.offsets[:1], steps.offsets[1:][some]]),
        steps={"kinds": steps.kinds, "happened_at_us": steps.times, "fact": steps.facts},
    )
    known = steps.times[steps.times != UNKNOWN_TIME]
    summary = AssembledSummary(
        as_of_us=as_of_us,
        subjects=int(some.sum()),
        interactions=len(steps.facts),
        without_subject=alone,
        kinds=kinds.num_rows,
        first_at_us=int(known.min()) if len(known) else None,
        last_at_us=int(known.max()) if len(known) else None,
    )
    tallied = np.bincount(steps.kinds, minlength=len(ranks))[kinds["code"].to_numpy()]
    contents = {name: getattr(summary, name) for name in summary.__struct_fields__}
    publish(folder, table, kinds.append_column("steps", pa.array(tallied, pa.int64())), contents=contents)
    return summary


def _owner(owned_facts: pa.Table, addresses: Addresses) -> Int32s:
    owner = np.full(addresses.size, -1, np.int32)
    twice = sum(own_facts(addresses.at(f), s, owner) for f, s in columns(owned_facts, "fact", "subject"))
    if twice:
        raise IntegrityError(f"{twice} interactions belong to more than one subject; nothing was published.")
    return owner


def _counts(rows: pa.Table, addresses: Addresses, owner: Int32s, subjects: int) -> tuple[Int64s, int]:
    counts = np.zeros(subjects, np.int64)
    alone = sum(count_steps(addresses.at(facts), owner, counts) for (facts,) in columns(rows, "fact"))
    return counts, alone


def _scattered(rows: pa.Table, addresses: Addresses, owner: Int32s, counts: Int64s) -> Steps:
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    cursors = offsets[:-1].copy()
    total = int(offsets[-1])
    steps = Steps(
        offsets=offsets,
        facts=np.empty(total, np.int64),
        kinds=np.empty(total, np.int32),
        times=np.empty(total, np.int64),
        ordinals=np.empty(total, np.int64),
    )
    whole = True
    for facts, kinds, times, ordinals in columns(rows, "fact", "kind", "happened_at_us", "ordinal"):
        at = addresses.at(facts)
        whole &= scatter_steps(
            facts, at, kinds, times, ordinals, owner, offsets, cursors,
            steps.facts, steps.kinds, steps.times, steps.ordinals,
        )  # fmt: skip
    if not whole or not np.array_equal(cursors, offsets[1:]):
        raise IntegrityError("Some steps were lost or doubled while placing them; nothing was published.")
    return steps


def _sort(steps: Steps, ranks: Int32s) -> None:
    subjects = len(steps.offsets) - 1
    edges = np.linspace(0, subjects, 65).astype(int)
    with ThreadPoolExecutor(cpu_count()) as pool:
        for done in [
            pool.submit(
                sort_steps, int(first), int(end), steps.offsets,
                steps.facts, steps.kinds, steps.times, steps.ordinals, ranks,
            )
            for first, end in zip(edges, edges[1:], strict=False)
        ]:  # fmt: skip
            done.result()


def _settle_ties(engine: Engine, interactions: ibis.Table, steps: Steps, ranks: Int32s) -> None:
    group = tied_steps(steps.offsets, steps.kinds, steps.times, steps.ordinals, ranks)
    tied = np.flatnonzero(group >= 0)
    if not len(tied):
        return
    asked = engine.table(pa.table({"fact": steps.facts[tied]}))
    found = engine.run(interactions.semi_join(asked, "fact").select("fact", "interaction_id"))
    ids = pa.table({"fact": steps.facts[tied], "slot": tied, "group": group[tied]}).join(found, "fact")
    ids = ids.sort_by([("group", "ascending"), ("interaction_id", "ascending"), ("fact", "ascending")])
    slots = ids["slot"].to_numpy()
    steps.facts[tied], steps.kinds[tied] = steps.facts[slots], steps.kinds[slots]
