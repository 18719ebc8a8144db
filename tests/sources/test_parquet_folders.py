"""A folder of Parquet files is one table, if its files agree; its folders' names may tell columns too."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from desirepath.errors import SourceError
from desirepath.sources import FileFormat, checksum_of, detect, read, read_stretch, sample, stretches


def written(folder: Path, name: str, columns: Mapping[str, Any]) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(dict(columns)), file)
    return file


@pytest.fixture
def clicks(tmp_path: Path) -> Path:
    """What Spark writes when it is asked for a folder a day, with the marks that it leaves."""
    folder = tmp_path / "clicks"
    written(folder, "day=2026-01-02/part-0.parquet", {"who": ["bo"], "page": ["Cart"]})
    written(folder, "day=2026-01-01/part-1.parquet", {"who": ["cy"], "page": ["Home"]})
    written(folder, "day=2026-01-01/part-0.parquet", {"page": ["Home", "Cart"], "who": ["ana", "ana"]})
    (folder / "_SUCCESS").touch()
    (folder / "day=2026-01-01" / ".part-0.parquet.crc").write_bytes(b"crc")
    return folder


def test_rows_come_in_the_order_of_the_files_names_with_what_the_folders_tell(clicks: Path) -> None:
    assert detect(clicks) == FileFormat(type="parquet")

    batches = list(read(clicks))

    assert [row for batch in batches for row in batch.columns.select(["who", "page", "day"]).to_pylist()] == [
        {"who": "ana", "page": "Home", "day": "2026-01-01"},
        {"who": "ana", "page": "Cart", "day": "2026-01-01"},
        {"who": "cy", "page": "Home", "day": "2026-01-01"},
        {"who": "bo", "page": "Cart", "day": "2026-01-02"},
    ]
    assert [place for batch in batches for place in batch.ordinals.tolist()] == [0, 1, 2, 3]
    assert [(batch.file, batch.lines.tolist()) for batch in batches] == [
        ("day=2026-01-01/part-0.parquet", [1, 2]),
        ("day=2026-01-01/part-1.parquet", [1]),
        ("day=2026-01-02/part-0.parquet", [1]),
    ]


def test_pieces_are_read_apart_as_they_are_together(clicks: Path) -> None:
    apart = [rows for piece in stretches(clicks) for rows in read_stretch(clicks, piece)]
    for one, other in zip(read(clicks), apart, strict=True):
        assert one.columns.equals(other.columns)
        assert (one.file, one.ordinals.tolist(), one.lines.tolist()) == (
            other.file,
            other.ordinals.tolist(),
            other.lines.tolist(),
        )


def test_what_a_file_says_itself_counts_and_what_no_folder_says_is_unknown(tmp_path: Path) -> None:
    written(tmp_path, "day=1/a.parquet", {"day": ["Monday"], "plan": pa.array([None], pa.null())})
    written(tmp_path, "day=2/b.parquet", {"day": ["Tuesday"], "plan": ["pro"]})
    assert [batch.columns["day"].to_pylist() for batch in read(tmp_path)] == [["Monday"], ["Tuesday"]]
    town = tmp_path / "towns"
    written(town, "town=__HIVE_DEFAULT_PARTITION__/a.parquet", {"who": ["ana"]})
    written(town, "town=%C3%85s%2FBy/a.parquet", {"who": ["bo"]})
    assert [batch.columns["town"].to_pylist() for batch in read(town)] == [["Ås/By"], [None]]


def test_a_folder_without_rows_shows_its_columns_and_progress_ends_at_its_size(
    clicks: Path, tmp_path: Path
) -> None:
    written(tmp_path, "empty/day=1/a.parquet", {"who": pa.array([], pa.string())})
    assert sample(tmp_path / "empty").columns.column_names == ["who", "day"]
    told: list[int] = []
    list(read(clicks, progress=told.append))
    assert told[-1] == sum(file.stat().st_size for file in clicks.rglob("*.parquet") if file.name[0] != ".")


def test_the_checksum_is_of_names_and_contents(clicks: Path) -> None:
    before = checksum_of(clicks)
    (clicks / "_SUCCESS").unlink()
    assert checksum_of(clicks) == before
    (clicks / "day=2026-01-02").rename(clicks / "day=2026-01-03")
    assert checksum_of(clicks) != before


@pytest.mark.parametrize(
    ("name", "columns", "says"),
    [
        ("b.parquet", {"whom": ["bo"], "n": [1]}, '"whom", a.parquet has not. It has "who"'),
        ("b.parquet", {"who": ["bo"]}, 'a.parquet has the column "n", b.parquet has not'),
        ("b.parquet", {"who": ["bo"], "n": ["1"]}, '"n" is a text in b.parquet and a whole number in'),
        ("day=1/b.parquet", {"who": ["bo"], "n": [1]}, 'has the column "day", a.parquet has not'),
    ],
    ids=["other name", "missing", "other type", "other folders"],
)  # fmt: skip
def test_files_that_do_not_agree_are_refused(
    name: str, columns: dict[str, Any], says: str, tmp_path: Path
) -> None:
    written(tmp_path, "a.parquet", {"who": ["ana"], "n": pa.array([1], pa.int8())})
    written(tmp_path, name, columns)
    with pytest.raises(SourceError) as refused:
        list(read(tmp_path))
    assert says in str(refused.value)
    assert "Write them alike, or load them one by one." in str(refused.value)


def test_a_folder_that_is_no_table_is_refused_in_words(clicks: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing" / "_temporary").mkdir(parents=True)
    with pytest.raises(SourceError, match="is a folder without Parquet files"):
        detect(tmp_path / "nothing")
    with pytest.raises(SourceError, match="is declared as csv, but its content looks like parquet"):
        detect(clicks, FileFormat(type="csv"))
    (clicks / "day=2026-01-01" / "notes.txt").write_text("do not touch")
    with pytest.raises(SourceError, match=r"day=2026-01-01/notes\.txt in .*clicks is not Parquet"):
        detect(clicks)


def test_a_damaged_file_is_named(clicks: Path) -> None:
    file = clicks / "day=2026-01-01" / "part-1.parquet"
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(SourceError, match=r"day=2026-01-01/part-1\.parquet in .* cannot be read as Parquet"):
        list(read(clicks))


def test_a_table_whose_log_says_which_files_count_is_refused(clicks: Path) -> None:
    (clicks / "_delta_log").mkdir()
    with pytest.raises(SourceError, match=r"is a Delta table: some of its files hold rows that were deleted"):
        detect(clicks)


def test_a_link_to_another_folder_is_not_followed(clicks: Path, tmp_path: Path) -> None:
    (clicks / "more").symlink_to(tmp_path)
    with pytest.raises(SourceError, match="is a link to another folder"):
        detect(clicks)
