"""Strings become numbers, by the engine: subjects, kinds, and for every fact its place among both.

Nothing here relies on the order in which the engine returns rows: every row carries its fact.
"""

from collections.abc import Iterator

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.engines import Engine
from desirepath.journeys.batches import Int32s, Int64s
from desirepath.journeys.compiling import compiled
from desirepath.journeys.storing import KINDS
from desirepath.records import Record

__all__ = ["Subjects", "columns", "kinds_of", "numbers", "owned", "placed", "source_ranks", "subjects_of"]

NAMES = ("source", "channel", "touchpoint", "action")
NAMED = ["code", *NAMES]


class Subjects(Record):
    """All who own a fact, by partition; the position here is the subject's index."""

    subject_id: pa.Array
    partition: Int64s


def subjects_of(engine: Engine, owners: ibis.Table) -> Subjects:
    """The distinct subjects, in the order of the md5 of their ids (so, by partition)."""
    known = owners.filter(owners.subject_id.notnull()).select("subject_id").distinct()
    hashed = engine.run(known.mutate(hash=known.subject_id.hexdigest("md5").substr(0, 16)))
    hashes = numbers(hashed["hash"])
    order = np.argsort(hashes)
    subject_id = hashed["subject_id"].combine_chunks().take(pa.array(order))
    return Subjects(
        subject_id=subject_id.cast(pa.string()), partition=(hashes[order] >> np.uint64(56)).astype(np.int64)
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


def owned(engine: Engine, owners: ibis.Table, subjects: Subjects) -> pa.Table:
    """fact and subject (its index), one row for each fact that somebody owns."""
    index = np.arange(len(subjects.subject_id), dtype=np.int32)
    indexed = engine.table(pa.table({"subject_id": subjects.subject_id, "subject": index}))
    return engine.run(owners.inner_join(indexed, "subject_id").select("fact", "subject"))


def placed(engine: Engine, interactions: ibis.Table, kinds: pa.Table) -> pa.Table:
    """fact, kind (its code), happened_at_us and ordinal of every interaction."""
    coded = engine.table(kinds.select(NAMED))
    named = _named(interactions, "fact", "happened_at_us", "ordinal")
    joined = named.inner_join(coded, NAMES)
    return engine.run(joined.select("fact", "happened_at_us", "ordinal", kind=coded.code))


def source_ranks(kinds: pa.Table) -> Int32s:
    """The rank of each kind's source in the total order: that of its name as text."""
    sources = kinds["source"].to_pylist()
    rank = {source: number for number, source in enumerate(sorted(set(sources)))}
    ranks = np.zeros(max(kinds["code"].to_pylist(), default=-1) + 1, np.int32)
    ranks[kinds["code"].to_numpy()] = [rank[source] for source in sources]
    return ranks


def columns(table: pa.Table, *names: str) -> Iterator[tuple[npt.NDArray[np.generic], ...]]:
    """The named columns as arrays, one tuple a batch; an unknown integer is the smallest of its type."""
    for batch in table.select(names).to_batches():
        yield tuple(_array(batch.column(name)) for name in names)


def numbers(hexes: pa.ChunkedArray) -> npt.NDArray[np.uint64]:
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


def _digits(hexes: pa.Array) -> npt.NDArray[np.uint8]:
    fixed = hexes.cast(pa.binary()).cast(pa.binary(16))
    start = 16 * fixed.offset
    return np.frombuffer(fixed.buffers()[1], np.uint8)[start : start + 16 * len(fixed)].reshape(-1, 16)


def _named(interactions: ibis.Table, *others: str) -> ibis.Table:
    names = {name: interactions[name].fill_null("") for name in NAMES}
    return interactions.select(*others, **names)


def _array(column: pa.Array) -> npt.NDArray[np.generic]:
    if column.null_count:
        column = column.fill_null(np.iinfo(column.type.to_pandas_dtype()).min)
    array: npt.NDArray[np.generic] = column.to_numpy(zero_copy_only=True)
    return array
