"""Strings become numbers, by the engine: subjects, kinds, and for every fact its place among both.

Nothing here relies on the order in which the engine returns rows: every row carries its fact.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from desirepath.engines import Engine
from desirepath.errors import IntegrityError
from desirepath.journeys.batches import Int32s, Int64s, Texts
from desirepath.journeys.compiling import compiled
from desirepath.journeys.storing import KINDS
from desirepath.records import Record

Column: TypeAlias = "pa.Array[Any]"
Owners: TypeAlias = "ibis.Table | pa.Table"

__all__ = [
    "Owners",
    "Subjects",
    "facts_in",
    "kinds_of",
    "numbers",
    "owned",
    "owners_by_place",
    "placed",
    "relation",
    "source_ranks",
    "subjects_of",
    "with_codes",
]

NAMES = ("source", "channel", "touchpoint", "action")
NAMED = ["code", *NAMES]
BATCH_ROWS = 1_000_000


class Subjects(Record):
    """All who may own a fact, by partition; the position here is the subject's index."""

    subject_id: Texts
    partition: Int64s
    index: Int32s | None  # where owners carry a number: number → index


def subjects_of(engine: Engine, owners: Owners, named: pa.Table | None) -> Subjects:
    """The subjects, in the order of the md5 of their ids: so by partition.

    `named` (subject, subject_id) says what the numbers mean, where owners carry numbers.
    """
    known = (
        _known(relation(engine, owners))
        if named is None
        else engine.table(named.select(["subject", "subject_id"]))
    )
    hashed = engine.run(known.mutate(hash=known.subject_id.hexdigest("md5").substr(0, 16)))
    hashes = numbers(hashed["hash"])
    order = np.argsort(hashes, kind="stable")
    index = None
    if named is not None:
        found = hashed["subject"].to_numpy()
        index = np.full(int(found.max(initial=-1)) + 1, -1, np.int32)
        index[found[order]] = np.arange(len(order), dtype=np.int32)
    return Subjects(
        subject_id=hashed["subject_id"].combine_chunks().cast(pa.string()).take(pa.array(order, pa.int64())),
        partition=(hashes[order] >> np.uint64(56)).astype(np.int64),
        index=index,
    )


def kinds_of(engine: Engine, interactions: ibis.Table, previous: pa.Table | None) -> pa.Table:
    """The kind dictionary: earlier kinds keep their codes, new ones follow in alphabetical order."""
    found = engine.run(_named(interactions).distinct()).to_pylist()
    kept = [] if previous is None else previous.select(NAMED).sort_by("code").to_pylist()
    known = {tuple(row[name] for name in NAMES) for row in kept}
    new = sorted({tuple(row[name] for name in NAMES) for row in found} - known)
    code = kept[-1]["code"] + 1 if kept else 0
    rows = [*kept, *({"code": code + i, **dict(zip(NAMES, kind, strict=True))} for i, kind in enumerate(new))]
    return pa.Table.from_pylist(rows, schema=pa.schema([KINDS.field(name) for name in NAMED]))


def owned(
    engine: Engine, owners: Owners, subjects: Subjects, *, by_way_of: Path | None = None
) -> Iterator[tuple[Int64s, Int32s]]:
    """Facts and the index of the subject each belongs to, in batches; facts that nobody owns are left out.

    They are in memory whole meanwhile, or in the file `by_way_of`: either lets the engine use every core.
    """
    numbered = _numbered(engine, owners, subjects)
    for batch in _batches(engine, numbered, by_way_of):
        facts, whose = arrays(batch, "fact", "subject")
        yield facts, whose if subjects.index is None else _indexed(whose, subjects.index)


def _batches(engine: Engine, numbered: Owners, by_way_of: Path | None) -> Iterator[pa.RecordBatch]:
    if isinstance(numbered, pa.Table):
        yield from numbered.to_batches()
    elif by_way_of is None:
        yield from engine.run(numbered).to_batches()
    else:
        engine.write(numbered, str(by_way_of))
        with pq.ParquetFile(by_way_of) as file:
            yield from file.iter_batches(BATCH_ROWS)
        by_way_of.unlink()


def _numbered(engine: Engine, owners: Owners, subjects: Subjects) -> Owners:
    """The owners by number."""
    if subjects.index is None:
        index = np.arange(len(subjects.subject_id), dtype=np.int32)
        indexed = engine.table(pa.table({"subject_id": subjects.subject_id, "subject": index}))
        named = relation(engine, owners).select("fact", "subject_id").inner_join(indexed, "subject_id")
        return named.select("fact", "subject")
    if isinstance(owners, pa.Table):
        return owners.filter(pc.is_valid(owners["subject"])) if owners["subject"].null_count else owners
    return owners.filter(owners.subject.notnull()).select("fact", "subject")


def owners_by_place(engine: Engine, owners: Owners, subjects: Subjects) -> ibis.Table:
    """The same as a relation, each fact once: fact, place (its subject's index), partition.

    `last` is the place again, and another one where the fact has several owners.
    """
    place, key = np.arange(len(subjects.subject_id), dtype=np.int32), "subject_id"
    names: Any = subjects.subject_id
    if subjects.index is not None:
        numbers_of = np.empty(len(place), np.int64)
        numbered = np.flatnonzero(subjects.index >= 0)
        numbers_of[subjects.index[numbered]] = numbered
        key, names = "subject", numbers_of
    listed = pa.table({key: names, "place": place, "partition": subjects.partition.astype(np.int32)})
    whose = relation(engine, owners).select("fact", key).inner_join(engine.table(listed), key)
    return whose.group_by("fact").agg(
        place=whose.place.min(), last=whose.place.max(), partition=whose.partition.min()
    )


def facts_in(engine: Engine, interactions: ibis.Table) -> Iterator[Int64s]:
    """The facts of all interactions, in batches."""
    for batch in engine.batches(interactions.select("fact")):
        yield batch.column("fact").to_numpy()


def placed(engine: Engine, interactions: ibis.Table, kinds: pa.Table) -> Iterator[tuple[Any, ...]]:
    """fact, kind (its code), happened_at_us, ordinal of every interaction, in batches."""
    for batch in engine.batches(with_codes(engine, interactions, kinds)):
        yield arrays(batch, "fact", "kind", "happened_at_us", "ordinal")


def with_codes(engine: Engine, interactions: ibis.Table, kinds: pa.Table, **others: ir.Value) -> ibis.Table:
    """fact, happened_at_us, ordinal, kind (its code) of every interaction, and whatever else is named."""
    coded = engine.table(kinds.select(NAMED))
    own = ("fact", "happened_at_us", "ordinal")
    joined = _named(interactions, *own, **others).inner_join(coded, NAMES)
    return joined.select(*own, *others, kind=coded.code)


def source_ranks(kinds: pa.Table) -> Int32s:
    """The rank of each kind's source in the total order: that of its name as text."""
    sources = [str(source) for source in kinds["source"].to_pylist()]
    rank = {source: number for number, source in enumerate(sorted(set(sources)))}
    codes = kinds["code"].to_numpy()
    ranks = np.zeros(int(codes.max(initial=-1)) + 1, np.int32)
    ranks[codes] = [rank[source] for source in sources]
    return ranks


def arrays(batch: pa.RecordBatch, *names: str) -> tuple[Any, ...]:
    """The named columns of a batch as arrays; an unknown integer is the smallest of its type."""
    return tuple(_array(batch.column(name)) for name in names)


def numbers(hexes: "pa.ChunkedArray[Any]") -> npt.NDArray[np.uint64]:
    """The number each text of 16 lower-case hex digits writes.

    >>> numbers(pa.chunked_array([["000000000000000a", "00000000000000ff"]])).tolist()
    [10, 255]
    """
    parts = [_digits(one) for one in hexes.chunks]
    return np.concatenate([hex_numbers(part) for part in parts] or [np.empty(0, np.uint64)])


@compiled
def hex_numbers(digits: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """The number of every row of 16 ASCII digits."""
    found = np.zeros(len(digits), np.uint64)
    for row in range(len(digits)):
        for digit in digits[row]:
            value = digit - 87 if digit >= 97 else digit - 48  # "a" is 97, "0" is 48
            found[row] = found[row] << np.uint64(4) | np.uint64(value)
    return found


def _digits(hexes: Column) -> npt.NDArray[np.uint8]:
    fixed = hexes.cast(pa.binary()).cast(pa.binary(16))
    start = 16 * fixed.offset
    return np.frombuffer(memoryview(fixed.buffers()[1] or b""), np.uint8)[
        start : start + 16 * len(fixed)
    ].reshape(-1, 16)


def relation(engine: Engine, table: Owners) -> ibis.Table:
    """A table of the engine's, whether it was one already or is in memory."""
    return engine.table(table) if isinstance(table, pa.Table) else table


def _indexed(whose: Int64s, index: Int32s) -> Int32s:
    within = whose.min(initial=0) >= 0 and whose.max(initial=-1) < len(index)
    found = index.take(whose if within else whose[:0])
    if not within or (found < 0).any():
        raise IntegrityError("Interactions belong to subjects that are not listed; nothing was published.")
    return found


def _known(owners: ibis.Table) -> ibis.Table:
    return owners.filter(owners.subject_id.notnull()).select("subject_id").distinct()


def _named(interactions: ibis.Table, *others: str, **values: ir.Value) -> ibis.Table:
    names = {name: interactions[name].fill_null("") for name in NAMES}
    return interactions.select(*others, **names, **values)


def _array(column: Column) -> npt.NDArray[np.generic]:
    if column.null_count:
        column = column.fill_null(np.iinfo(column.type.to_pandas_dtype()).min)
    array: npt.NDArray[np.generic] = column.to_numpy(zero_copy_only=True)
    return array
