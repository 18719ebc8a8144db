import io
import zipfile
from pathlib import Path

import pytest

from desirepath.errors import SourceError, UnknownName
from desirepath.sources import FileFormat, detect, read, sample


def written(folder: Path, content: str | bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_missing_file_a_folder_and_an_empty_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        detect(tmp_path / "nothing.csv")
    with pytest.raises(SourceError, match="is a folder"):
        detect(tmp_path)
    with pytest.raises(SourceError, match="is empty"):
        detect(written(tmp_path, b"", "x.csv"))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "a PNG picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"SQLite format 3\0" + bytes(100), "cannot be read as an SQLite file"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "a web page"),
        (bytes(range(1, 32)) * 50, "a binary file"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(tmp_path: Path, content: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        detect(written(tmp_path, content, "visits.csv"))


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("word/document.xml", "an Office document, but no workbook"),
        ("xl/workbook.bin", r"a binary Excel workbook \(.xlsb\): save it as .xlsx"),
    ],
)
def test_what_looks_like_a_workbook_and_is_none_is_told_apart(tmp_path: Path, inside: str, says: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(inside, "<x/>")
    with pytest.raises(SourceError, match=says):
        detect(written(tmp_path, packed.getvalue(), "visits.csv"))


def test_a_zip_archive_says_to_unpack_it(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("visits.csv", "a,b\n1,2\n")
    with pytest.raises(SourceError, match="a zip archive: unpack it first"):
        detect(written(tmp_path, packed.getvalue(), "visits.csv"))


def test_the_content_counts_and_not_the_name(tmp_path: Path) -> None:
    assert detect(written(tmp_path, "a,b\n1,2\n", "x.json")).type == "csv"
    assert detect(written(tmp_path, '{"a": 1}\n{"a": 2}\n', "x.csv")).type == "jsonl"
    assert detect(written(tmp_path, '[{"a": 1}]', "x.csv")).type == "json"
    assert detect(written(tmp_path, "a\tb\n1\t2\n", "x.csv")) == FileFormat(
        type="tsv", encoding="utf-8", delimiter="\t"
    )


def test_a_broken_document_is_not_taken_for_a_table(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="before the first row"):
        list(read(written(tmp_path, "[", "x.json")))


def test_a_header_in_brackets_is_no_json(tmp_path: Path) -> None:
    assert detect(written(tmp_path, "[id],[name]\n1,ana\n", "x.csv")).type == "csv"


def test_what_was_declared_wins_where_the_content_allows_it(tmp_path: Path) -> None:
    path = written(tmp_path, "a\tb;c\n1\t2;3\n", "x.txt")
    assert detect(path, FileFormat(type="csv", delimiter=";", encoding="latin-1")) == FileFormat(
        type="csv", encoding="iso8859-1", delimiter=";"
    )


def test_a_declared_type_that_the_content_is_not_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,2\n", "x.json")
    with pytest.raises(SourceError, match="declared as json, but its content looks like csv"):
        detect(path, FileFormat(type="json"))
    with pytest.raises(SourceError, match="declared as parquet, but its content looks like csv"):
        detect(path, FileFormat(type="parquet"))


def test_an_unknown_type_is_named_with_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r'no file format "parket"\. Did you mean "parquet"'):
        detect(written(tmp_path, "a,b\n", "x.csv"), FileFormat(type="parket"))


def test_a_table_of_one_column_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "email\nana@example.org\n", "x.csv")
    assert [row for batch in read(path) for row in batch.columns.to_pylist()] == [
        {"email": "ana@example.org"}
    ]


def test_a_sample_holds_the_first_rows_only(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n" + "".join(f"{number},x\n" for number in range(1000)), "x.csv")
    found = sample(path, rows=3)
    assert found.columns.to_pydict() == {"a": ["0", "1", "2"], "b": ["x", "x", "x"]}
    assert found.ordinals.tolist() == [0, 1, 2]
