"""Timelines as others read them: Parquet with list columns, one row a subject, one row group a partition.

`exchange` writes them beside a generation when they are first asked for; `exchanged` makes timelines of
the rows again, wherever an engine's workers read them.
"""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from desirepath.errors import IntegrityError, WorkspaceError
from desirepath.journeys.batches import Timelines
from desirepath.journeys.storing import PER_STEP, Store

__all__ = ["exchange", "exchanged"]

FOLDER = "exchange"
PARTITIONS_A_FILE = 16
STEPS = ("kinds", "happened_at_us", "fact")


def exchange(store: Store) -> list[Path]:
    """The Parquet files of this store's timelines, in order; written the first time, whole or not at all.

    Columns: partition, row, subject_id, and one list a subject of kinds, happened_at_us (the smallest
    int64: no time), fact, and whatever else the store has for each step. WorkspaceError when they cannot
    be written.
    """
    folder = store.folder / FOLDER
    if not folder.is_dir():
        _write(store, folder)
    return sorted(folder.glob("*.parquet"))


def exchanged(batches: Iterator[pa.RecordBatch]) -> Iterator[Timelines]:
    """The timelines that these rows of the exchange hold, partition by partition.

    IntegrityError when the rows of a partition are not together, in order, from its first.
    """
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        for piece in _by_partition(batch):
            if waiting and _number(piece) != _number(waiting[0]):
                yield _timelines(waiting)
                waiting = []
            waiting.append(piece)
    if waiting:
        yield _timelines(waiting)


def _write(store: Store, folder: Path) -> None:
    unfinished = folder.with_name(f"{FOLDER}.{os.getpid()}.partial")
    shutil.rmtree(unfinished, ignore_errors=True)
    groups = range(0, len(store.partitions), PARTITIONS_A_FILE)
    try:
        unfinished.mkdir()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda first: _write_file(store, first, unfinished), groups))
        unfinished.rename(folder)
    except OSError as error:
        if not folder.is_dir():  # else another process was faster, and wrote the same
            raise WorkspaceError(
                f"The timelines could not be written to {folder}, where workers read them: {error}. "
                "Nothing was changed."
            ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _write_file(store: Store, first: int, folder: Path) -> None:
    tables = [_table(one) for one in store.partitions[first : first + PARTITIONS_A_FILE]]
    with pq.ParquetWriter(folder / f"{first:06d}.parquet", tables[0].schema, compression="zstd") as file:
        for table in tables:
            file.write_table(table, row_group_size=max(table.num_rows, 1))


def _table(timelines: Timelines) -> pa.Table:
    rows = len(timelines.subjects)
    offsets: pa.Int32Array = pa.array(timelines.offsets.astype(np.int32), pa.int32())
    steps = {name: getattr(timelines, name) for name in (*STEPS, *PER_STEP)}
    lists = {
        name: pa.ListArray.from_arrays(offsets, pa.array(values))
        for name, values in steps.items()
        if values is not None
    }
    numbers = np.full(rows, timelines.partition, np.int32)
    return pa.table({"partition": numbers, "row": np.arange(rows), "subject_id": timelines.subjects, **lists})


def _by_partition(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    numbers = batch.column("partition").to_numpy()
    edges = np.flatnonzero(np.diff(numbers)) + 1
    for first, end in zip([0, *edges], [*edges, len(numbers)], strict=True):
        if end > first:
            yield batch.slice(first, end - first)


def _number(batch: pa.RecordBatch) -> int:
    return int(batch.column("partition")[0].as_py())


def _timelines(pieces: list[pa.RecordBatch]) -> Timelines:
    table = pa.Table.from_batches(pieces).combine_chunks()
    if not np.array_equal(table["row"].to_numpy(), np.arange(table.num_rows)):
        raise IntegrityError(f"Partition {_number(pieces[0])} was not read in order; nothing was answered.")
    lengths = pc.list_value_length(table["kinds"]).to_numpy()
    return Timelines(
        partition=_number(pieces[0]),
        subjects=table["subject_id"].combine_chunks(),
        offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        **{name: _values(table[name]) for name in (*STEPS, *PER_STEP) if name in table.column_names},
    )


def _values(lists: "pa.ChunkedArray[Any]") -> npt.NDArray[Any]:
    flat: Any = lists.combine_chunks()
    values: npt.NDArray[Any] = flat.flatten().to_numpy(zero_copy_only=True)
    return values
