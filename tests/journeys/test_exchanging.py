"""Timelines as Parquet are the timelines again, however the rows are cut into batches."""

from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from desirepath.errors import IntegrityError, WorkspaceError
from desirepath.journeys import Store, exchange, exchanged
from desirepath.testing import little, store_of


@pytest.fixture
def store(tmp_path: Path) -> Store:
    steps = [
        (f"person {number % 40}", "shop", f"2025-01-{1 + number % 28:02d} 10:00", {"score": number % 11})
        for number in range(300)
    ]
    untimed = ("person 1", "ad", None)
    return store_of(little(*steps, untimed), tmp_path)


@pytest.mark.parametrize("rows", [1, 3, 1000])
def test_what_is_exchanged_is_what_is_stored(store: Store, rows: int) -> None:
    read = pa.concat_tables([pq.read_table(path) for path in exchange(store)])
    again = list(exchanged(iter(read.to_batches(max_chunksize=rows))))
    assert [one.partition for one in again] == [one.partition for one in store.partitions]
    for one, other in zip(store.partitions, again, strict=True):
        assert one.subjects.equals(other.subjects)
        for name in set(one.__struct_fields__) - {"partition", "subjects"}:
            ours, theirs = getattr(one, name), getattr(other, name)
            assert (ours is None) == (theirs is None), name
            if ours is not None:
                assert ours.dtype == theirs.dtype
                assert np.array_equal(ours, theirs, equal_nan=ours.dtype.kind == "f"), name


def test_a_partition_is_one_row_group_and_files_are_written_once(store: Store) -> None:
    paths = exchange(store)
    groups = [pq.ParquetFile(path).metadata.num_row_groups for path in paths]
    assert sum(groups) == len(store.partitions)
    written = [path.stat().st_mtime_ns for path in paths]
    assert [path.stat().st_mtime_ns for path in exchange(store)] == written


def test_rows_out_of_order_or_not_from_the_first_are_noticed(store: Store) -> None:
    read = pq.read_table(exchange(store)[0]).filter(pc.field("partition") == largest(store))
    assert read.num_rows > 1
    for wrong in (read.slice(1), read.take(pa.array(range(read.num_rows))[::-1])):
        with pytest.raises(IntegrityError, match="was not read in order"):
            list(exchanged(iter(wrong.to_batches())))


def test_a_folder_that_cannot_be_written_is_named(store: Store, tmp_path: Path) -> None:
    elsewhere = msgspec.structs.replace(store, folder=tmp_path / "nowhere")
    with pytest.raises(WorkspaceError, match=r"could not be written to .*nowhere"):
        exchange(elsewhere)


def largest(store: Store) -> int:
    return max(store.partitions, key=lambda one: len(one.subjects)).partition
