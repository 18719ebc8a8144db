"""A generation's folder, written whole or not at all: a killed process leaves nothing that looks like one.

Uncompressed Arrow IPC, one record batch a partition, lists that cannot be null: what `storing`
maps into memory and reads without a copy.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from desirepath.engines import whole_file
from desirepath.errors import WorkspaceError
from desirepath.journeys.batches import Int64s, Texts
from desirepath.journeys.scattering import FACT, KIND, KIND_MASK, TIME
from desirepath.journeys.storing import Contents
from desirepath.records import Record

__all__ = ["Columns", "publish"]

STEP_TYPES: dict[str, pa.DataType] = {
    "kinds": pa.int32(),
    "happened_at_us": pa.int64(),
    "fact": pa.int64(),
    "value_minor": pa.int64(),
    "valence_milli": pa.int32(),
    "score": pa.float64(),
    "about": pa.int64(),
    "duration_us": pa.int64(),
    "initiator": pa.int8(),
}
ALWAYS = ("kinds", "happened_at_us", "fact")


class Columns(Record):
    """The timelines of a whole generation: subjects by partition, each with one slice of the steps."""

    subject_id: Texts
    partition: Int64s  # of each subject, ascending
    offsets: Int64s
    steps: Int64s  # as `scattering` packs them
    extra: Mapping[str, npt.NDArray[Any]]  # the columns that only some generations have


def publish(folder: Path, columns: Columns, kinds: pa.Table, *, contents: Mapping[str, object]) -> None:
    """Write the generation's files beside `folder` and give them their name in one move.

    WorkspaceError when the folder holds something already, or the disk is full (then nothing is left).
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(f"{folder} is there already; a generation is never written over another.")
    unfinished = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        with whole_file(unfinished / "kinds.parquet") as path:
            pq.write_table(kinds, path)
        with whole_file(unfinished / "timelines.arrow") as path:
            partitions = _write_timelines(path, columns)
            size = path.stat().st_size
        with whole_file(unfinished / "meta.json") as path:
            written = {**contents, "partitions": partitions, "timelines_bytes": size}
            path.write_bytes(msgspec.json.encode(msgspec.convert(written, Contents)))
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _write_timelines(path: Path, columns: Columns) -> list[int]:
    fields: list[pa.Field[Any]] = [
        pa.field(name, _list(STEP_TYPES[name]), nullable=False) for name in (*ALWAYS, *columns.extra)
    ]
    schema = pa.schema([pa.field("subject_id", pa.string(), nullable=False), *fields])
    partitions, firsts = np.unique(columns.partition, return_index=True)
    ends = np.append(firsts, len(columns.partition))[1:]
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        for first, end in zip(firsts, ends, strict=True):
            writer.write_batch(_batch(columns, schema, int(first), int(end)))
    return [int(number) for number in partitions]


def _batch(columns: Columns, schema: pa.Schema, first: int, end: int) -> pa.RecordBatch:
    low, high = int(columns.offsets[first]), int(columns.offsets[end])
    offsets: pa.Int32Array = pa.array((columns.offsets[first : end + 1] - low).astype(np.int32), pa.int32())
    steps = columns.steps[low:high]
    values: dict[str, npt.NDArray[Any]] = {
        "kinds": (steps[:, KIND] & KIND_MASK).astype(np.int32),
        "happened_at_us": np.ascontiguousarray(steps[:, TIME]),
        "fact": np.ascontiguousarray(steps[:, FACT]),
        **{name: column[low:high] for name, column in columns.extra.items()},
    }
    lists = [
        pa.ListArray.from_arrays(offsets, pa.array(column), type=schema.field(name).type)
        for name, column in values.items()
    ]
    return pa.record_batch([columns.subject_id[first:end], *lists], schema=schema)


def _list(item: pa.DataType) -> pa.DataType:
    return pa.list_(pa.field("item", item, nullable=False))
