"""A generation on disk, opened: memory-mapped timelines that any number of processes read at once.

`assembling` writes the folder; nothing here writes. What the store lacks is asked of the facts by
`aligning`.
"""

import hashlib
from collections.abc import Collection
from pathlib import Path
from typing import Any, Literal, Self, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from desirepath.errors import InputError, WorkspaceError
from desirepath.journeys.batches import UNKNOWN_TIME, Int64s, Timelines
from desirepath.records import Record

Ids: TypeAlias = "Collection[str] | pa.Array[Any] | pa.ChunkedArray[Any]"

__all__ = ["KINDS", "SCHEMA_VERSION", "Contents", "Store", "partition_of"]

SCHEMA_VERSION = 1
KIND_COLUMNS: dict[str, pa.DataType] = {
    "code": pa.int32(),
    "source": pa.string(),
    "channel": pa.string(),
    "touchpoint": pa.string(),
    "action": pa.string(),
    "steps": pa.int64(),  # how many steps of the generation are of this kind
}
KINDS = pa.schema(KIND_COLUMNS)
SUBJECT_COLUMNS: dict[str, pa.DataType] = {
    "subject_id": pa.string(),
    "partition": pa.int32(),
    "row": pa.int64(),
    "steps": pa.int64(),
    "first_at_us": pa.int64(),
    "last_at_us": pa.int64(),
}
SUBJECTS = pa.schema(SUBJECT_COLUMNS)
# columns that are there only where some step has one
PER_STEP = ("value_minor", "valence_milli", "score", "about", "duration_us", "initiator")


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What `meta.json` says of a generation; it is written last."""

    schema_version: Literal[1]
    as_of_us: int
    subjects: int
    interactions: int
    kinds: int
    without_subject: int
    first_at_us: int | None
    last_at_us: int | None
    partitions: list[int]  # the partition of each record batch
    timelines_bytes: int
    currency: str | None = None  # of every value in the timelines: that of most interactions with a value
    other_currencies: dict[str, int] = {}  # interactions whose value is in another one: not in the timelines


class Store(Record):
    """The timelines of one generation, as they were when it was published.

    A refresh publishes another folder; a store that is open keeps reading its own.
    """

    folder: Path
    contents: Contents
    kinds: pa.Table  # code, source, channel, touchpoint, action, steps
    partitions: tuple[Timelines, ...]

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The generation in this folder. WorkspaceError when it is absent, damaged or newer than we are."""
        contents = _contents(folder)
        try:
            kinds = pq.read_table(folder / "kinds.parquet", schema=KINDS)
            partitions = _partitions(folder / "timelines.arrow", contents)
        except (OSError, pa.ArrowException, KeyError) as error:
            raise _damaged(folder, str(error)) from error
        return cls(folder=folder, contents=contents, kinds=kinds, partitions=partitions)

    @property
    def as_of_us(self) -> int:
        """The moment the generation speaks about."""
        return self.contents.as_of_us

    @property
    def subjects(self) -> pa.Table:
        """One row a subject: subject_id, partition, row, steps, first_at_us, last_at_us (null: no time)."""
        return pa.concat_tables([_subjects(one) for one in self.partitions] or [SUBJECTS.empty_table()])

    def find(self, subject_id: str) -> tuple[Timelines, int]:
        """The partition a subject is in, and their row there. InputError when there is no such subject."""
        number = partition_of(subject_id)
        for timelines in self.partitions:
            if timelines.partition == number:
                row = pc.index(timelines.subjects, subject_id).as_py()
                if row >= 0:
                    return timelines, row
        raise InputError(
            f'There is no person with the id "{subject_id}" in these timelines. '
            "`desirepath person find` looks for one by e-mail, number or name."
        )

    def timeline(self, subject_id: str) -> pa.Table:
        """All that one subject did, in order.

        fact, happened_at_us (null: no time), kind, source, channel, touchpoint, action, value_minor,
        valence_milli, score (null: none).
        """
        timelines, row = self.find(subject_id)
        steps = slice(*timelines.offsets[row : row + 2])
        times = timelines.happened_at_us[steps]
        kinds = self.kinds.take(
            pc.index_in(pa.array(timelines.kinds[steps]), self.kinds["code"].combine_chunks())
        )
        return pa.table(
            {
                "fact": timelines.fact[steps],
                "happened_at_us": pa.array(times, mask=times == UNKNOWN_TIME),
                "kind": kinds["code"],
                **{name: kinds[name] for name in ("source", "channel", "touchpoint", "action")},
                **{name: _nullable(getattr(timelines, name), steps) for name in PER_STEP[:3]},
            }
        )

    def mask(self, subject_ids: Ids) -> list[npt.NDArray[np.bool_]]:
        """For each partition, which of its subjects are among these; ids not in the store are ignored."""
        if not self.partitions:
            return []
        arrow = isinstance(subject_ids, pa.Array | pa.ChunkedArray)
        wanted: Any = subject_ids if arrow else pa.array(list(subject_ids), pa.string())
        everybody = pa.chunked_array([one.subjects for one in self.partitions], pa.string())
        found = np.asarray(pc.is_in(everybody, value_set=wanted), np.bool_)
        return np.split(found, np.cumsum([len(one.subjects) for one in self.partitions])[:-1])

    def facts_of(self, subject_id: str) -> Int64s:
        """The facts of one subject's steps, in order."""
        timelines, row = self.find(subject_id)
        facts: Int64s = timelines.fact[timelines.offsets[row] : timelines.offsets[row + 1]]
        return facts


def partition_of(subject_id: str) -> int:
    """Which partition a subject is in: the first two hex digits of the md5 of their id.

    >>> partition_of("ana")
    39
    """
    return int(hashlib.md5(subject_id.encode(), usedforsecurity=False).hexdigest()[:2], 16)


def _contents(folder: Path) -> Contents:
    try:
        text = (folder / "meta.json").read_bytes()
    except OSError as error:
        message = f"There are no timelines in {folder}. `desirepath refresh` makes them from the facts."
        raise WorkspaceError(message) from error
    try:
        found = msgspec.json.decode(text)
        version = found["schema_version"]
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise _damaged(folder, f"meta.json: {error}") from error
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise WorkspaceError(
            f"The timelines in {folder} have schema {version}, this desirepath knows up to {SCHEMA_VERSION}. "
            "Update desirepath, or `desirepath refresh` with this one."
        )
    try:
        return msgspec.convert(found, Contents)
    except msgspec.ValidationError as error:
        raise _damaged(folder, f"meta.json: {error}") from error


def _partitions(path: Path, contents: Contents) -> tuple[Timelines, ...]:
    if path.stat().st_size != contents.timelines_bytes:
        raise OSError(f"{path.name} has {path.stat().st_size} bytes instead of {contents.timelines_bytes}")
    reader = pa.ipc.open_file(pa.memory_map(str(path)))
    if reader.num_record_batches != len(contents.partitions):
        raise OSError(f"{path.name} has {reader.num_record_batches} of {len(contents.partitions)} partitions")
    return tuple(_timelines(reader.get_batch(number), p) for number, p in enumerate(contents.partitions))


def _timelines(batch: pa.RecordBatch, partition: int) -> Timelines:
    steps: pa.ListArray[Any] = batch.column("kinds")  # type: ignore[assignment]
    extra = {name: _values(batch.column(name)) for name in PER_STEP if name in batch.schema.names}
    return Timelines(
        partition=partition,
        subjects=batch.column("subject_id"),
        offsets=steps.offsets.to_numpy().astype(np.int64),
        kinds=_values(steps),
        happened_at_us=_values(batch.column("happened_at_us")),
        fact=_values(batch.column("fact")),
        **extra,
    )


def _values(lists: Any) -> npt.NDArray[Any]:
    # A batch read whole is no slice and has no null, so `.values` is exactly this batch's and needs no copy.
    values: npt.NDArray[Any] = lists.values.to_numpy(zero_copy_only=True)
    return values


def _subjects(timelines: Timelines) -> pa.Table:
    rows = len(timelines.subjects)
    starts, ends = timelines.offsets[:-1], timelines.offsets[1:]
    last = timelines.happened_at_us[ends - 1]
    return pa.table(
        {
            "subject_id": timelines.subjects,
            "partition": np.full(rows, timelines.partition, np.int32),
            "row": np.arange(rows),
            "steps": ends - starts,
            "first_at_us": _first_times(timelines),
            "last_at_us": pa.array(last, mask=last == UNKNOWN_TIME),
        },
        schema=SUBJECTS,
    )


def _first_times(timelines: Timelines) -> "pa.Array[Any]":
    first: Int64s = timelines.happened_at_us[timelines.offsets[:-1]].copy()
    for row in np.flatnonzero(first == UNKNOWN_TIME):  # steps without a time come first
        times = timelines.happened_at_us[timelines.offsets[row] : timelines.offsets[row + 1]]
        known = times[times != UNKNOWN_TIME]
        first[row] = known[0] if len(known) else UNKNOWN_TIME
    return pa.array(first, mask=first == UNKNOWN_TIME)


def _nullable(values: npt.NDArray[Any] | None, steps: slice) -> "pa.Array[Any]":
    if values is None:
        return pa.nulls(steps.stop - steps.start)
    part = values[steps]
    unknown = np.isnan(part) if part.dtype.kind == "f" else part == np.iinfo(part.dtype).min
    found: pa.Array[Any] = pa.array(part, mask=unknown)
    return found


def _damaged(folder: Path, why: str) -> WorkspaceError:
    return WorkspaceError(
        f"The timelines in {folder} are damaged ({why}). "
        "Nothing is lost: delete that folder, and `desirepath refresh` makes them again from the facts."
    )
