"""A generation's folder, written whole or not at all: a killed process leaves nothing that looks like one.

Uncompressed Arrow IPC, one record batch a partition, lists that cannot be null: what `storing`
maps into memory and reads without a copy.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from desirepath.engines import whole_file
from desirepath.errors import WorkspaceError
from desirepath.journeys.batches import Timelines
from desirepath.journeys.storing import Contents

__all__ = ["STEP_TYPES", "publish"]

ALWAYS = ("kinds", "happened_at_us", "fact")
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


def publish(
    folder: Path,
    partitions: Iterable[Timelines],
    kinds: pa.Table,
    *,
    extra: Sequence[str],
    contents: Mapping[str, object],
) -> None:
    """Write the generation's files beside `folder` and give them their name in one move.

    `extra` are the columns, of those in `PER_STEP`, that every partition has. WorkspaceError when the
    folder holds something already, or the disk is full (then nothing is left).
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
            numbers = _write_timelines(path, partitions, [*ALWAYS, *extra])
            size = path.stat().st_size
        with whole_file(unfinished / "meta.json") as path:
            written = {**contents, "partitions": numbers, "timelines_bytes": size}
            path.write_bytes(msgspec.json.encode(msgspec.convert(written, Contents)))
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _write_timelines(path: Path, partitions: Iterable[Timelines], names: Sequence[str]) -> list[int]:
    fields: list[pa.Field[Any]] = [pa.field(name, _list(STEP_TYPES[name]), nullable=False) for name in names]
    schema = pa.schema([pa.field("subject_id", pa.string(), nullable=False), *fields])
    numbers = []
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        for timelines in partitions:
            writer.write_batch(_batch(timelines, schema))
            numbers.append(timelines.partition)
    return numbers


def _batch(timelines: Timelines, schema: pa.Schema) -> pa.RecordBatch:
    offsets: pa.Int32Array = pa.array(timelines.offsets.astype(np.int32), pa.int32())
    lists = [
        pa.ListArray.from_arrays(offsets, pa.array(getattr(timelines, field.name)), type=field.type)
        for field in schema
        if field.name != "subject_id"
    ]
    rows = pa.array(np.arange(len(timelines.subjects)), pa.int64())
    subjects = timelines.subjects.take(rows)  # a slice would bring some of its neighbours' bytes along
    return pa.record_batch([subjects, *lists], schema=schema)


def _list(item: pa.DataType) -> pa.DataType:
    return pa.list_(pa.field("item", item, nullable=False))
