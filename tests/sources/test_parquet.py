import datetime as dt
import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from desirepath.errors import SourceError
from desirepath.sources import FileFormat, detect, read


def test_columns_keep_their_types_and_structs_are_flattened(tmp_path: Path) -> None:
    day = dt.datetime(2025, 1, 1, 10, tzinfo=dt.UTC)
    table = pa.table(
        {
            "when": pa.array([day, None], pa.timestamp("us", "UTC")),
            "paid": pa.array([1.5, 2.0]),
            "who": pa.array([{"id": 1, "home": {"town": "Oslo"}}, None]),
            "tags": pa.array([["a", "b"], None]),
            "kind": pa.array(["x", " "]).dictionary_encode(),
        }
    )
    pq.write_table(table, tmp_path / "x.parquet")

    (batch,) = read(tmp_path / "x.parquet")

    assert batch.columns.to_pylist() == [
        {"when": day, "paid": 1.5, "who.id": 1, "who.home.town": "Oslo", "tags": '["a","b"]', "kind": "x"},
        {"when": None, "paid": 2.0, "who.id": None, "who.home.town": None, "tags": None, "kind": None},
    ]
    assert batch.columns.schema.field("when").type == pa.timestamp("us", "UTC")
    assert (batch.ordinals.tolist(), batch.lines.tolist()) == ([0, 1], [1, 2])


def test_parquet_is_known_by_its_content_even_gzipped(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1, 2]}), tmp_path / "x.csv")
    (tmp_path / "y.parquet").write_bytes(gzip.compress((tmp_path / "x.csv").read_bytes()))
    for name in ("x.csv", "y.parquet"):
        assert detect(tmp_path / name) == FileFormat(type="parquet")
        assert next(read(tmp_path / name)).columns.to_pydict() == {"a": [1, 2]}


def test_batches_are_bounded_and_numbered_through(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": range(120_000)}), tmp_path / "x.parquet", row_group_size=70_000)
    told: list[int] = []

    batches = list(read(tmp_path / "x.parquet", progress=told.append))

    assert max(len(batch.ordinals) for batch in batches) <= 50_000
    assert [place for batch in batches for place in batch.ordinals] == list(range(120_000))
    assert [value for batch in batches for value in batch.columns["a"].to_pylist()] == list(range(120_000))
    assert told[-1] == (tmp_path / "x.parquet").stat().st_size


def test_a_table_without_rows_shows_its_columns(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": pa.array([], pa.int64())}), tmp_path / "x.parquet")
    (batch,) = read(tmp_path / "x.parquet")
    assert (batch.columns.column_names, batch.columns.num_rows) == (["a"], 0)


def test_a_truncated_parquet_file_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": range(1000)}), tmp_path / "x.parquet")
    content = (tmp_path / "x.parquet").read_bytes()
    (tmp_path / "x.parquet").write_bytes(content[: len(content) // 2])
    with pytest.raises(SourceError, match="begins as Parquet but cannot be read after 0 rows"):
        list(read(tmp_path / "x.parquet"))


def test_columns_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    table = pa.table([pa.array([1]), pa.array([2])], names=["a", "b"]).rename_columns(["a", "a"])
    pq.write_table(table, tmp_path / "x.parquet")
    assert next(read(tmp_path / "x.parquet")).columns.column_names == ["a", "a_2"]


def test_columns_inside_structs_count_and_20_000_are_the_most(tmp_path: Path) -> None:
    def written(inner: int) -> Path:
        struct = pa.array([{f"c{n}": 1 for n in range(inner)}])
        pq.write_table(pa.table({"who": ["ana"], "said": struct}), tmp_path / "x.parquet")
        return tmp_path / "x.parquet"

    with pytest.raises(SourceError, match="it names 20,001 columns; at most 20,000 are read"):
        next(read(written(20_000)))
    with pytest.raises(SourceError, match="it names 20,001 columns; at most 20,000 are read"):
        next(read(written(20_000).parent))
    (batch,) = read(written(300))
    assert batch.columns.num_columns == 301
