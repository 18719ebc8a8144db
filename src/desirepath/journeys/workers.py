"""Timelines placed by an engine's workers: each has some partitions, and places them as `placing` does.

The engine joins facts, owners and kinds and brings the rows of a partition together; what a worker made
of them waits in files here until all of it is there and can be published in order. This process holds
the subjects, never the steps.
"""

import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ibis
import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.engines import Spreads
from desirepath.errors import IntegrityError
from desirepath.journeys.addresses import addresses_of
from desirepath.journeys.batches import UNKNOWN_TIME, Int32s, Int64s, Timelines
from desirepath.journeys.enriching import NOT_SAID, about, lookups, said, things, ties_of, told
from desirepath.journeys.indexing import arrays, owners_by_place, relation, source_ranks, with_codes
from desirepath.journeys.placing import (
    LOST,
    Asked,
    Laid,
    deal,
    partitions,
    place,
    reorder,
    room,
    several_owners,
)
from desirepath.journeys.storing import PER_STEP

__all__ = ["lay_there"]

AT_ONCE = 500_000  # rows that a worker places at a time, at least, if it has as many


def lay_there(engine: Spreads, asked: Asked, waiting: Path) -> Laid:
    """Place all steps on the engine's workers; `waiting` is a folder for what they make of them.

    IntegrityError when a step is lost or doubled.
    """
    ties = ties_of(engine, asked.interactions)
    work = Placing(source_ranks(asked.kinds), ties)
    rows = _rows(engine, asked, with_things=ties is not None)
    waiting.mkdir(parents=True)
    spool = Spool(waiting, asked.codes)
    for made in engine.deal(rows, work, by="partition"):
        spool.take(made)
    everything, owned = _expected(engine, asked)
    if owned != int(spool.tally.sum()):
        raise IntegrityError(LOST)
    return Laid(
        partitions=spool.partitions(asked),
        extra=frozenset(spool.extra),
        tally=spool.tally,
        subjects=spool.subjects,
        without_subject=everything - owned,
        first_at_us=spool.first_at_us,
        last_at_us=spool.last_at_us,
    )


def _rows(engine: Spreads, asked: Asked, *, with_things: bool) -> ibis.Table:
    """Every owned step: whose it is, and all that a worker has to know of it."""
    values = said(asked.steps, asked.worth) | {"interaction_id": asked.steps.interaction_id}
    if with_things:
        values |= things(asked.steps)
    coded = with_codes(engine, asked.steps, asked.kinds, **values)
    return coded.inner_join(owners_by_place(engine, asked.owners, asked.subjects), "fact")


def _expected(engine: Spreads, asked: Asked) -> tuple[int, int]:
    """How many interactions there are to be placed, and how many of them somebody owns."""
    owners = relation(engine, asked.owners)
    whose = owners.subject if asked.subjects.index is not None else owners.subject_id
    facts = asked.steps.select("fact")
    owned = facts.semi_join(owners.filter(whose.notnull()).select("fact"), "fact")
    counts = [engine.run(each.count().name("rows"))["rows"][0].as_py() for each in (facts, owned)]
    return counts[0], counts[1]


class Placing:
    """What a worker does with its rows; it is sent there."""

    def __init__(self, ranks: Int32s, ties: Int64s | None) -> None:
        self._ranks, self._ties = ranks, ties

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[bytes]:
        """The timelines of each partition, `subjects` as places among all subjects; or what is wrong.

        That is told, not raised: the engine would have the same done again elsewhere.
        """
        try:
            for rows in _whole_partitions(batches):
                for timelines in _timelines(rows, self._ranks, self._ties):
                    yield pickle.dumps(timelines, protocol=5)
        except IntegrityError as error:
            yield pickle.dumps(str(error))


def _whole_partitions(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows by the partition, together as many as are placed at a time: none is cut in two."""
    waiting: list[pa.RecordBatch] = []
    many = 0
    for batch in batches:
        last = batch["partition"].to_numpy()
        ends = np.flatnonzero(last != last[-1]) if many + len(last) >= AT_ONCE else last[:0]
        edge = int(ends[-1]) + 1 if len(ends) else 0
        if edge:
            yield pa.Table.from_batches([*waiting, batch.slice(0, edge)])
            waiting, many = [], 0
        waiting.append(batch.slice(edge))
        many += len(last) - edge
    if many:
        yield pa.Table.from_batches(waiting)


def _timelines(rows: pa.Table, ranks: Int32s, ties: Int64s | None) -> Iterator[Timelines]:
    """These rows in order. Facts are numbered anew meanwhile, in the same order: few rows, few addresses."""
    rows = rows.sort_by("fact").combine_chunks()
    facts = rows["fact"].to_numpy()
    if (np.diff(facts) == 0).any():
        raise IntegrityError(LOST)
    several = int((rows["place"].to_numpy() != rows["last"].to_numpy()).sum())
    if several:
        raise IntegrityError(several_owners(several))
    numbers = np.arange(len(facts))
    numbered = rows.set_column(rows.column_names.index("fact"), "fact", pa.array(numbers))
    addresses = addresses_of([numbers])
    places, whose = np.unique(rows["place"].to_numpy(), return_inverse=True)
    owner: Int32s = whose.astype(np.int32)
    step = numbered.select(["fact", "kind", "happened_at_us", "ordinal"]).to_batches()[0]
    space = room([numbers], addresses, owner, len(places))
    placed = deal([arrays(step, *step.schema.names)], space, owner.copy())
    order = place(placed, ranks)
    if order.ties.num_rows:
        reorder(placed, order.ties, numbered.select(["fact", "interaction_id"]))
    known = told(numbered)
    if ties is not None:
        naming = numbered.filter(pc.list_value_length(pc.field("hashes")) > 0)
        known = [*known, about(naming, ties)] if naming.num_rows else known
    partition = np.empty(len(places), np.int64)
    partition[whose] = rows["partition"].to_numpy()
    for timelines in partitions(placed, pa.array(places), partition, lookups(known, owner, addresses)):
        yield msgspec.structs.replace(timelines, fact=facts[timelines.fact])


class Spool:
    """Partitions as they come, each in a file until all are there; and what they are together."""

    def __init__(self, folder: Path, codes: int) -> None:
        self._folder = folder
        self._numbers: set[int] = set()
        self.tally = np.zeros(codes, np.int64)
        self.extra: set[str] = set()
        self.subjects = 0
        self.first_at_us: int | None = None
        self.last_at_us: int | None = None

    def take(self, made: bytes) -> None:
        """One partition that a worker has placed; IntegrityError when it could not, or has come before."""
        timelines: Timelines | str = pickle.loads(made)  # noqa: S301 - ours
        if isinstance(timelines, str):
            raise IntegrityError(timelines)
        if timelines.partition in self._numbers:
            raise IntegrityError(LOST)
        self._file(timelines.partition).write_bytes(made)
        self._numbers.add(timelines.partition)
        self.tally += np.bincount(timelines.kinds, minlength=len(self.tally))
        self.extra.update(name for name in PER_STEP if getattr(timelines, name) is not None)
        self.subjects += len(timelines.subjects)
        times = timelines.happened_at_us[timelines.happened_at_us != UNKNOWN_TIME]
        if len(times):
            first, last = int(times.min()), int(times.max())
            self.first_at_us = first if self.first_at_us is None else min(first, self.first_at_us)
            self.last_at_us = last if self.last_at_us is None else max(last, self.last_at_us)

    def partitions(self, asked: Asked) -> Iterator[Timelines]:
        """All of them in order, with the subjects' ids, and every column that one of them has."""
        for number in sorted(self._numbers):
            file = self._file(number)
            timelines: Timelines = pickle.loads(file.read_bytes())  # noqa: S301 - ours
            file.unlink()
            yield msgspec.structs.replace(
                timelines,
                subjects=asked.subjects.subject_id.take(timelines.subjects),
                **self._unsaid(timelines),
            )

    def _unsaid(self, timelines: Timelines) -> Mapping[str, Any]:
        absent = [name for name in self.extra if getattr(timelines, name) is None]
        return {
            name: np.full(len(timelines.kinds), unknown, dtype)
            for name in absent
            for dtype, unknown in [NOT_SAID[name]]
        }

    def _file(self, number: int) -> Path:
        return self._folder / f"{number:03d}"
