"""Timelines made from facts and their owners, and published as a generation that is whole or absent.

`indexing` asks the engine, `placing` puts in order, here or (`workers`) wherever the engine has its
workers, `publishing` writes. Interactions that nobody owns are counted, and are in no timeline.
"""

import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
from msgspec.structs import asdict

from desirepath.engines import Engine, Spreads
from desirepath.errors import IntegrityError
from desirepath.journeys.addresses import Addresses, addresses_of
from desirepath.journeys.batches import Int32s, Int64s
from desirepath.journeys.enriching import known_of, lookups, worth_of
from desirepath.journeys.indexing import (
    Owners,
    facts_in,
    kinds_of,
    owned,
    placed,
    relation,
    source_ranks,
    subjects_of,
)
from desirepath.journeys.keeping import Filed, Held, Steps
from desirepath.journeys.placing import (
    Asked,
    Laid,
    deal,
    partitions,
    place,
    reorder,
    room,
    several_owners,
)
from desirepath.journeys.publishing import publish
from desirepath.journeys.scattering import own_facts
from desirepath.journeys.storing import PER_STEP, SCHEMA_VERSION
from desirepath.journeys.workers import lay_there
from desirepath.records import Record

__all__ = ["AssembledSummary", "assemble"]


MANY = 1 << 25  # interactions that are put in order in memory: a gigabyte


class AssembledSummary(Record):
    """What a generation holds."""

    as_of_us: int
    subjects: int
    interactions: int  # steps in timelines
    without_subject: int  # interactions that nobody owns: in no timeline
    kinds: int
    first_at_us: int | None
    last_at_us: int | None


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
    kinds = kinds_of(engine, interactions, previous_kinds)
    worth = worth_of(engine, interactions)
    asked = Asked(
        interactions=interactions,
        steps=_of(engine, interactions, owners) if only_owned else interactions,
        only_some=only_owned,
        owners=owners,
        subjects=subjects_of(engine, owners, subjects),
        kinds=kinds,
        worth=worth,
    )
    waiting = folder.with_name(f"{folder.name}.waiting")
    try:
        with ExitStack() as closing:
            if isinstance(engine, Spreads):
                laid = lay_there(engine, asked, waiting)
            else:
                laid = _lay(engine, asked, waiting, closing)
            summary = _summary(laid, as_of_us=as_of_us, kinds=kinds.num_rows)
            contents = asdict(summary) | {"currency": worth.currency, "other_currencies": worth.others}
            publish(
                folder,
                laid.partitions,
                kinds.append_column("steps", pa.array(laid.tally[kinds["code"].to_numpy()], pa.int64())),
                extra=[name for name in PER_STEP if name in laid.extra],
                contents={"schema_version": SCHEMA_VERSION, **contents},
            )
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return summary


def _count(engine: Engine, interactions: ibis.Table) -> int:
    return int(engine.run(interactions.count().name("rows"))["rows"][0].as_py())


def _lay(engine: Engine, asked: Asked, waiting: Path, closing: ExitStack) -> Laid:
    """Place all steps in this process, on every core; what would not fit in memory waits in a folder."""
    everything = _count(engine, asked.interactions)
    keep: Callable[[int], Steps] = Held
    whose = owned(engine, asked.owners, asked.subjects)
    if everything > MANY:
        waiting.mkdir(parents=True)
        steps = closing.enter_context(Filed(waiting / "steps"))
        keep = lambda _: steps  # noqa: E731 - a file has room for any number
        whose = owned(engine, asked.owners, asked.subjects, by_way_of=waiting / "owners.parquet")
    addresses = addresses_of(facts_in(engine, asked.steps), of=everything if asked.only_some else 0)
    owner = _owner(whose, addresses)
    space = room(facts_in(engine, asked.steps), addresses, owner, len(asked.subjects.subject_id), keep=keep)
    extra = lookups(known_of(engine, asked.interactions, worth=asked.worth), owner, addresses)
    timelines = deal(placed(engine, asked.steps, asked.kinds), space, owner)
    order = place(timelines, source_ranks(asked.kinds))
    if order.ties.num_rows:
        tied = asked.interactions.semi_join(engine.table(order.ties.select(["fact"])), "fact")
        reorder(timelines, order.ties, engine.run(tied.select("fact", "interaction_id")))
    return Laid(
        partitions=partitions(timelines, asked.subjects.subject_id, asked.subjects.partition, extra),
        extra=frozenset(one.name for one in extra),
        tally=order.tally,
        subjects=int((np.diff(timelines.offsets) > 0).sum()),
        without_subject=timelines.without_subject,
        first_at_us=order.first_at_us,
        last_at_us=order.last_at_us,
    )


def _of(engine: Engine, interactions: ibis.Table, owners: Owners) -> ibis.Table:
    owned_ones = interactions.semi_join(relation(engine, owners).select("fact"), "fact")
    return owned_ones.select(*interactions.columns)  # a relation of its own, which others can be joined to


def _owner(batches: Iterable[tuple[Int64s, Int32s]], addresses: Addresses) -> Int32s:
    owner = np.full(addresses.size, -1, np.int32)
    twice = sum(own_facts(*batch, owner, addresses.starts, addresses.rows) for batch in batches)
    if twice:
        raise IntegrityError(several_owners(twice))
    return owner


def _summary(laid: Laid, *, as_of_us: int, kinds: int) -> AssembledSummary:
    return AssembledSummary(
        as_of_us=as_of_us,
        subjects=laid.subjects,
        interactions=int(laid.tally.sum()),
        without_subject=laid.without_subject,
        kinds=kinds,
        first_at_us=laid.first_at_us,
        last_at_us=laid.last_at_us,
    )
