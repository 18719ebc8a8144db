"""Intervals for figures that have none of their own, by asking the question of resampled people.

A person who is drawn twice counts as two people: their journeys are scanned in one layer and again in the
next, and layers merge as partitions do. So any measure can be resampled, and partials stay integers.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.engines import Engine
from desirepath.errors import QuestionError
from desirepath.journeys import Journeys, Store, Timelines, sorted_out
from desirepath.measures.arrays import UInt8s
from desirepath.measures.besides import Beside
from desirepath.measures.figures import figures, has_interval, key_columns, lacks_interval, row_keys
from desirepath.measures.finishing import finished
from desirepath.measures.framing import OTHER
from desirepath.measures.intervals import Floats
from desirepath.measures.runs import scan_runs
from desirepath.measures.scanning import Plan, journeys_by_group
from desirepath.measures.weights import person_keys, weights

__all__ = ["check_resamples", "with_intervals"]

FEWEST, MOST = 40, 10_000
AT_ONCE = 20  # resamples of which the partial answers are held at the same time
KNOWN = 0.95  # of the resamples that must know a figure, for its interval to be known
RUN = 500_000  # steps that are scanned at a time: each scan has its fixed costs
WIDER = 10
Ends: TypeAlias = "tuple[pa.Array[Any], pa.Array[Any]]"


class Layer(msgspec.Struct, frozen=True):
    """The partial answer of one resample about one group."""

    resample: int
    group: int
    partial: Any


def check_resamples(resamples: int) -> None:
    """QuestionError when an interval cannot be read from so many."""
    if resamples and not FEWEST <= resamples <= MOST:
        raise QuestionError(f"Expected {FEWEST} to {MOST:,} resamples (200 will do), found {resamples}.")


def with_intervals(
    table: pa.Table,
    plan: Plan,
    store: Store,
    beside: Sequence[Beside],
    *,
    resamples: int,
    engine: Engine | None,
    threads: int | None,
) -> pa.Table:
    """The answer's table with `X_low`, `X_high` after every figure X, where it had none of its own.

    They are the 2.5th and 97.5th percentile of X over the resamples (Efron & Tibshirani 1993, § 13.3): the
    values of rank ⌊(B + 1) · 0.025⌋ from below and from above. Null where X is, where fewer than 95 of 100
    resamples know X (so few people that they may all be missing), and in the row "(other)" of a `top`.
    """
    wanted = [
        name for name in figures(table) if lacks_interval(table, name).any() or not has_interval(table, name)
    ]
    if not wanted or not table.num_rows:
        nothing = {name: table[name].combine_chunks().slice(0, 0) for name in wanted}
        return _beside_figures(table, {name: (none, none) for name, none in nothing.items()})
    wide = _widened(plan)
    place = _places(table, is_topped=wide is not plan)
    found = np.full((resamples, len(wanted), table.num_rows), np.nan)
    for first in range(0, resamples, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, resamples))
        scan = partial(scan_resamples, plan=wide, numbers=numbers)
        layers = scan_runs(scan, store, beside, least_steps=RUN, engine=engine, threads=threads)
        for number in numbers:
            answer = finished(
                wide, _by_group([one for part in layers for one in part if one.resample == number])
            )
            keys = enumerate(row_keys(answer, key_columns(answer)))
            pairs = [(row, place[key]) for row, key in keys if key in place]
            if pairs:
                rows, targets = np.array(pairs).T
                found[number][:, targets] = np.stack([_numbers(answer[name])[rows] for name in wanted])
    return _beside_figures(table, {name: _ends(found[:, at], table[name]) for at, name in enumerate(wanted)})


def scan_resamples(timelines: Timelines, beside: Beside, *, plan: Plan, numbers: range) -> list[Layer]:
    """The partial answers of one partition, resample by resample and group by group."""
    _, parts = journeys_by_group(timelines, beside, plan)
    keys = person_keys(timelines.subjects)
    drawn = {number: weights(keys, number) for number in numbers}
    return [
        Layer(number, group, plan.question.merge(*_scanned(_layers(part, drawn[number]), plan)))
        for group, part in parts
        for number in numbers
    ]


def _scanned(layers: Iterator[Journeys], plan: Plan) -> list[Any]:
    return [plan.question.scan(layer, plan.frame) for layer in layers]


def _layers(journeys: Journeys, drawn: UInt8s) -> Iterator[Journeys]:
    """The journeys of those drawn at least once, at least twice, …"""
    times = drawn[journeys.subject]
    for least in range(1, int(times.max(initial=0)) + 1):
        yield sorted_out(journeys, np.where(times >= least, 0, -1).astype(np.int32), 1, by_subject=True)[0]


def _by_group(layers: Sequence[Layer]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for layer in layers:
        found.setdefault(layer.group, []).append(layer.partial)
    return found


def _widened(plan: Plan) -> Plan:
    """A plan whose answers hold more than the top: what is in the top may not be in a resample's."""
    top = getattr(plan.question, "top", None)
    if not isinstance(top, int) or not isinstance(plan.question, msgspec.Struct):
        return plan
    wide = msgspec.structs.replace(plan.question, top=WIDER * top)
    return msgspec.structs.replace(plan, question=wide)


def _places(table: pa.Table, *, is_topped: bool) -> dict[tuple[Any, ...], int]:
    """Where each row is that resamples have too. What is in "(other)" depends on the top."""
    names = key_columns(table)
    own = [name != "group" for name in names]
    rows = row_keys(table, names)
    return {
        key: row
        for row, key in enumerate(rows)
        if not (is_topped and any(_is_other(part) for part, mine in zip(key, own, strict=True) if mine))
    }


def _is_other(part: Any) -> bool:
    return bool(part == OTHER or (isinstance(part, tuple) and part == (OTHER,)))


def _numbers(column: "pa.ChunkedArray[Any]") -> Floats:
    values: Floats = column.cast(pa.float64()).to_numpy()
    return values


def _ends(values: Floats, column: "pa.ChunkedArray[Any]") -> Ends:
    """The interval of each row, from its values resample by resample."""
    known = np.count_nonzero(~np.isnan(values), axis=0)
    rank = np.maximum((known + 1) // 40, 1)
    ordered = np.sort(values, axis=0)  # what is not known comes last
    unknown = (known < KNOWN * len(values)) | np.asarray(column.is_null(nan_is_null=True))
    ends = []
    for place in (rank - 1, known - rank):
        found = np.take_along_axis(ordered, np.maximum(place, 0)[np.newaxis], axis=0)[0]
        told = pa.array(np.where(unknown, 0.0, found), pa.float64(), mask=unknown)
        ends.append(told.cast(column.type))
    return ends[0], ends[1]


def _beside_figures(table: pa.Table, ends: Mapping[str, Ends]) -> pa.Table:
    """The table with each interval after its figure."""
    columns: dict[str, Any] = {}
    for name in table.column_names:
        columns.setdefault(name, table[name])
        for end, told in zip(("low", "high"), ends.get(name, ()), strict=False):
            own = f"{name}_{end}"
            lacking = lacks_interval(table, name)
            columns[own] = pc.if_else(lacking, told, table[own]) if own in table.column_names else told
    return pa.table(columns)
