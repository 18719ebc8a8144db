"""A generation made from the one before and what has come since: only the touched subjects are assembled.

The rest is copied, so the result is the file that assembling everything would have written, and whoever
reads it need not know how it came to be. Only what a step is about is told anew for everybody: it depends
on what others answered.
"""

import shutil
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from hashlib import md5
from pathlib import Path
from typing import Any

import ibis
import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from msgspec.structs import asdict

from desirepath.engines import Engine
from desirepath.journeys.assembling import AssembledSummary, assemble
from desirepath.journeys.batches import Int64s, Texts, Timelines
from desirepath.journeys.enriching import NOT_SAID, retold
from desirepath.journeys.publishing import ALWAYS, publish
from desirepath.journeys.storing import PER_STEP, SCHEMA_VERSION, Store
from desirepath.records import Record

__all__ = ["extend"]

Bools = npt.NDArray[np.bool_]
Values = npt.NDArray[Any]


class Parts(Record):
    """One partition as it was, which of its subjects stay as they are, and those that are made anew."""

    base: Timelines | None
    stays: Bools
    anew: Timelines | None


def extend(
    engine: Engine,
    interactions: ibis.Table,
    base: Store,
    *,
    owners: pa.Table,
    arrived: int,
    heirs: Mapping[str, str],
    folder: Path,
    as_of_us: int,
) -> AssembledSummary | None:
    """Write the generation `folder`: that of `base` with the interactions that have come since.

    `interactions` are all, old and new; `owners` (fact, subject_id) says whose the `arrived` new ones
    are; `heirs` names the subjects of before that now belong to another. What `assemble` would write
    comes out, byte for byte. None, and nothing written, when it takes more than the touched subjects:
    the values of the generation would change their currency.
    """
    touched = {*_texts(owners["subject_id"].unique()), *heirs.values()}
    leaving = base.mask([*touched, *heirs])
    workshop = folder.with_name(f"{folder.name}.touched")
    try:
        made = assemble(
            engine,
            interactions,
            pa.concat_tables([_inherited(base, leaving, heirs), owners.select(["fact", "subject_id"])]),
            folder=workshop,
            as_of_us=as_of_us,
            previous_kinds=base.kinds,
            only_owned=True,
        )
        anew = Store.open(workshop)
        if anew.contents.currency != base.contents.currency:
            return None
        told = _told_anew(engine, interactions, base)
        return _published(told, anew, leaving, made, folder=folder, alone=arrived - owners.num_rows)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _inherited(base: Store, leaving: list[Bools], heirs: Mapping[str, str]) -> pa.Table:
    """Whose the facts of the touched subjects are now."""
    facts, ids = [np.empty(0, np.int64)], [pa.array([], pa.string())]
    for timelines, goes in zip(base.partitions, leaving, strict=True):
        lengths = np.diff(timelines.offsets)
        facts.append(timelines.fact[np.repeat(goes, lengths)])
        names = [heirs.get(name, name) for name in _texts(timelines.subjects.filter(pa.array(goes)))]
        rows = np.repeat(np.arange(len(names)), lengths[goes])
        ids.append(pa.array(names, pa.string()).take(pa.array(rows, pa.int64())))
    return pa.table({"fact": np.concatenate(facts), "subject_id": pa.concat_arrays(ids)})


def _told_anew(engine: Engine, interactions: ibis.Table, base: Store) -> Store:
    """The same store; what a step of anybody's is about may have changed with an answer of somebody else."""
    facts, now = retold(engine, interactions, are_told=_has(base, "about"))
    if not len(facts):
        return base
    return msgspec.structs.replace(base, partitions=tuple(_about(one, facts, now) for one in base.partitions))


def _about(timelines: Timelines, facts: Int64s, now: Int64s) -> Timelines:
    place = np.searchsorted(facts, timelines.fact).clip(max=len(facts) - 1)
    found = np.flatnonzero(facts[place] == timelines.fact)
    if not len(found):
        return timelines
    column = _column(timelines, "about").copy()
    column[found] = now[place[found]]
    return msgspec.structs.replace(timelines, about=column)


def _published(
    base: Store, anew: Store, leaving: list[Bools], made: AssembledSummary, *, folder: Path, alone: int
) -> AssembledSummary:
    extra = [name for name in PER_STEP if _has(base, name) or _has(anew, name)]
    gone = sum(int(goes.sum()) for goes in leaving)
    kinds = anew.kinds.set_column(
        anew.kinds.column_names.index("steps"), "steps", _tallied(base, anew, leaving)
    )
    ends = [one for one in (base.contents, made) if one.first_at_us is not None]
    summary = AssembledSummary(
        as_of_us=made.as_of_us,
        subjects=base.contents.subjects - gone + made.subjects,
        interactions=int(kinds["steps"].to_numpy().sum()),
        without_subject=base.contents.without_subject + alone,
        kinds=kinds.num_rows,
        first_at_us=min((one.first_at_us for one in ends if one.first_at_us is not None), default=None),
        last_at_us=max((one.last_at_us for one in ends if one.last_at_us is not None), default=None),
    )
    contents = asdict(summary) | {
        "schema_version": SCHEMA_VERSION,
        "currency": anew.contents.currency,
        "other_currencies": anew.contents.other_currencies,
    }
    partitions = (_merged(parts, extra) for parts in _side_by_side(base, anew, leaving))
    publish(folder, (one for one in partitions if one is not None), kinds, extra=extra, contents=contents)
    return summary


def _side_by_side(base: Store, anew: Store, leaving: list[Bools]) -> Iterator[Parts]:
    old = {one.partition: (one, ~goes) for one, goes in zip(base.partitions, leaving, strict=True)}
    new = {one.partition: one for one in anew.partitions}
    for number in sorted({*old, *new}):
        was, stays = old.get(number, (None, np.empty(0, np.bool_)))
        yield Parts(base=was, stays=stays, anew=new.get(number))


def _merged(parts: Parts, extra: list[str]) -> Timelines | None:
    """One partition, its subjects in the order of the md5 of their ids; None when nobody is left in it."""
    halves = [one for one in (parts.base, parts.anew) if one is not None]
    if parts.anew is None and parts.stays.all():
        return _whole(halves[0], extra)
    kept = np.flatnonzero(parts.stays)
    order = _order(parts, kept)
    if not len(order):
        return None
    starts = np.concatenate([one.offsets[:-1] + shift for one, shift in _shifted(halves)])[order]
    lengths = np.concatenate([np.diff(one.offsets) for one in halves])[order]
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    steps = np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], lengths)
    columns = {
        name: np.concatenate([_column(one, name) for one in halves])[steps] for name in (*ALWAYS, *extra)
    }
    subjects = pa.concat_arrays([one.subjects for one in halves]).take(pa.array(order, pa.int64()))
    return Timelines(partition=halves[0].partition, subjects=subjects, offsets=offsets, **columns)


def _order(parts: Parts, kept: Int64s) -> Int64s:
    """Which subjects, old ones first and then those anew, come one after the other."""
    if parts.base is None or parts.anew is None:
        return kept if parts.anew is None else np.arange(len(parts.anew.subjects))
    ids: Texts = parts.base.subjects.take(pa.array(kept, pa.int64()))
    new = [_digest(name) for name in _texts(parts.anew.subjects)]
    places = [bisect_left(range(len(ids)), one, key=lambda row: _digest(str(ids[row]))) for one in new]
    after = len(parts.base.subjects) + np.arange(len(new))
    order: Int64s = np.insert(kept, places, after)
    return order


def _digest(subject_id: str) -> bytes:
    return md5(subject_id.encode(), usedforsecurity=False).digest()[:8]


def _shifted(halves: list[Timelines]) -> Iterator[tuple[Timelines, int]]:
    shift = 0
    for one in halves:
        yield one, shift
        shift += len(one.fact)


def _whole(timelines: Timelines, extra: list[str]) -> Timelines:
    columns = {name: _column(timelines, name) for name in (*ALWAYS, *extra)}
    return Timelines(
        partition=timelines.partition, subjects=timelines.subjects, offsets=timelines.offsets, **columns
    )


def _column(timelines: Timelines, name: str) -> Values:
    """A column of steps; where its generation had none, what stands for "not said"."""
    found: Values | None = getattr(timelines, name)
    if found is not None:
        return found
    dtype, unknown = NOT_SAID[name]
    return np.full(len(timelines.fact), unknown, dtype)


def _has(store: Store, name: str) -> bool:
    return any(getattr(one, name) is not None for one in store.partitions)


def _tallied(base: Store, anew: Store, leaving: list[Bools]) -> "pa.Array[Any]":
    """How many steps there now are of each kind, in the order of the kinds of `anew`."""
    codes = anew.kinds["code"].to_numpy()
    tally = np.zeros(int(codes.max(initial=-1)) + 1, np.int64)
    tally[codes] = anew.kinds["steps"].to_numpy()
    tally[base.kinds["code"].to_numpy()] += base.kinds["steps"].to_numpy()
    for timelines, goes in zip(base.partitions, leaving, strict=True):
        steps = np.repeat(goes, np.diff(timelines.offsets))
        tally -= np.bincount(timelines.kinds[steps], minlength=len(tally))
    return pa.array(tally[codes], pa.int64())


def _texts(column: "pa.Array[Any] | pa.ChunkedArray[Any]") -> list[str]:
    return [str(text) for text in column.to_pylist()]
