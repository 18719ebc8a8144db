"""Workbooks: what people see in a sheet is what is read, and what cannot be held is refused first."""

import contextlib
import datetime as dt
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from tests.sources.old_workbooks import biff8, compound

from desirepath.errors import SourceError
from desirepath.sources import FileFormat, RawRows, detect, read


def book(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    """A workbook with these sheets, each a list of rows."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def moment(text: str) -> dt.datetime:
    """A moment as Excel knows it: without a zone."""
    return dt.datetime.fromisoformat(text)


def only(path: Path, written: FileFormat | None = None) -> RawRows:
    batches = list(read(path, written))
    assert len(batches) == 1
    return batches[0]


def test_values_are_texts_as_people_would_write_them(tmp_path: Path) -> None:
    path = book(
        tmp_path / "x.xlsx",
        Orders=[
            ["id", "at", "day", "total", "paid", "waited"],
            [
                "A1",
                moment("2024-05-01T10:00:05"),
                dt.date(2024, 5, 1),
                12.0,
                True,
                dt.timedelta(hours=30),
            ],
            [
                1234567890123456,
                moment("2024-05-02T00:00:00"),
                dt.date(2024, 5, 2),
                12.5,
                False,
                dt.time(10, 5),
            ],
        ],
    )
    assert detect(path) == FileFormat(type="excel", sheet="Orders")
    assert only(path).columns.to_pylist() == [
        {
            "id": "A1", "at": "2024-05-01T10:00:05", "day": "2024-05-01", "total": "12", "paid": "true",
            "waited": "30:00:00",
        },
        {
            "id": "1234567890123456", "at": "2024-05-02T00:00:00", "day": "2024-05-02", "total": "12.5",
            "paid": "false", "waited": "10:05:00",
        },
    ]  # fmt: skip


def test_a_title_and_blank_rows_are_passed_over_and_lines_are_the_sheets_own(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [["Orders of March"], [], ["id", "name"], ["1", "Ana"], [], ["2", None]]
    batch = only(book(tmp_path / "x.xlsx", A=rows))
    assert batch.columns.to_pylist() == [{"id": "1", "name": "Ana"}, {"id": "2", "name": None}]
    assert (batch.lines.tolist(), batch.ordinals.tolist()) == ([4, 6], [0, 1])


def test_the_format_may_say_which_row_names_the_columns(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", A=[["a", "b"], ["id", "name"], ["1", "Ana"]])
    assert only(path, FileFormat(header_row=2)).columns.to_pylist() == [{"id": "1", "name": "Ana"}]
    with pytest.raises(SourceError, match='row 9 of the sheet "A" is blank'):
        list(read(path, FileFormat(header_row=9)))


def test_what_is_merged_over_rows_stands_in_each_of_them(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (
        ["x"],
        [None, "who", "item"],
        [None, "Ana", "lamp"],
        [None, None, "desk"],
        [None, "Bo", "bed"],
    ):
        sheet.append(row)
    sheet.delete_rows(1)
    sheet.merge_cells("B2:B3")
    made.save(tmp_path / "x.xlsx")
    assert only(tmp_path / "x.xlsx").columns.to_pylist() == [
        {"who": "Ana", "item": "lamp"},
        {"who": "Ana", "item": "desk"},
        {"who": "Bo", "item": "bed"},
    ]


def test_of_several_sheets_the_one_that_holds_anything_is_read(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", Sheet1=[], Orders=[["id"], ["1"]], Sheet3=[])
    assert detect(path).sheet == "Orders"
    two = book(tmp_path / "y.xlsx", Orders=[["id"], ["1"]], Returns=[["id"], ["2"]])
    with pytest.raises(SourceError, match=r'several sheets: Orders, Returns\. .*`sheet: "Orders"`'):
        detect(two)
    assert only(two, FileFormat(sheet="Returns")).columns.to_pydict() == {"id": ["2"]}
    with pytest.raises(SourceError, match=r'no sheet "Retruns"\. Did you mean "Returns"'):
        list(read(two, FileFormat(sheet="Retruns")))


def test_all_sheets_are_one_table_when_their_columns_agree(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", May=[["id", "x"], ["1", "a"]], June=[["id", "x"], ["2", "b"]], Notes=[])
    batch = only(path, FileFormat(sheet="*"))
    assert batch.columns.to_pydict() == {"id": ["1", "2"], "x": ["a", "b"]}
    assert batch.ordinals.tolist() == [0, 1]
    other = book(tmp_path / "y.xlsx", May=[["id", "x"], ["1", "a"]], Notes=[["id", "note"], ["2", "b"]])
    with pytest.raises(SourceError, match='the sheet "Notes" has the column "note", unlike'):
        list(read(other, FileFormat(sheet="*")))


def test_a_hidden_sheet_is_read_only_when_it_is_named(tmp_path: Path) -> None:
    made = openpyxl.load_workbook(book(tmp_path / "x.xlsx", A=[["id"], ["1"]], B=[["id"], ["2"]]))
    made["B"].sheet_state = "hidden"
    made.save(tmp_path / "x.xlsx")
    assert only(tmp_path / "x.xlsx").columns.to_pydict() == {"id": ["1"]}
    assert only(tmp_path / "x.xlsx", FileFormat(sheet="B")).columns.to_pydict() == {"id": ["2"]}


def test_a_sheet_of_column_names_only_shows_them(tmp_path: Path) -> None:
    batch = only(book(tmp_path / "x.xlsx", A=[["id", "name"]]))
    assert (batch.columns.column_names, batch.columns.num_rows) == (["id", "name"], 0)


def test_an_empty_sheet_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match='the sheet "A" is empty'):
        list(read(book(tmp_path / "x.xlsx", A=[])))


def test_stray_cells_at_far_corners_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.worksheets[0]["A1"] = "id"
    made.worksheets[0]["XFD900000"] = "stray"
    made.save(tmp_path / "x.xlsx")
    with pytest.raises(SourceError, match="reaches to row 900,000 and column 16,384"):
        list(read(tmp_path / "x.xlsx"))


def test_formatting_without_values_reaches_nowhere(tmp_path: Path) -> None:
    made = openpyxl.load_workbook(book(tmp_path / "x.xlsx", A=[["id"], ["1"]]))
    made["A"]["XFD900000"].font = Font(bold=True)
    made.save(tmp_path / "x.xlsx")
    assert only(tmp_path / "x.xlsx").columns.to_pydict() == {"id": ["1"]}


def test_a_workbook_that_unpacks_into_gigabytes_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", A=[["id"], ["1"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/bomb.xml", "w") as bomb:
        for _ in range(1_100):
            bomb.write(bytes(1 << 20))
    with pytest.raises(SourceError, match=r"unpacks into more than 1 GB"):
        list(read(path))


def test_a_workbook_that_says_less_of_itself_than_there_is_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", A=[["id"], ["1"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/bomb.xml", bytes(1 << 20))
    content, said = bytearray(path.read_bytes()), struct.pack("<I", 1 << 20)
    listed = content.rindex(said)
    content[listed : listed + 4] = struct.pack("<I", 10)
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"not as long as it says"):
        list(read(path))


def test_a_long_text_in_every_cell_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet("A").write_column("A1", ["id", "x" * 30_000, "y"])
    many = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>1</v></c></row>' % (n, n) for n in range(4, 40_000))
    rewritten(path, "xl/worksheets/sheet1.xml", b"</sheetData>", many + b"</sheetData>")
    with pytest.raises(SourceError, match=r"1\.2 billion characters in all its cells"):
        list(read(path))


def test_a_cell_that_nobody_can_have_written_is_refused_before_it_is_read(tmp_path: Path) -> None:
    long = b'<row><c t="inlineStr"><is><t>' + b"A" * (3 << 20) + b"</t></is></c></row></sheetData>"
    path = book(tmp_path / "x.xlsx", A=[["id"], ["1"]])
    rewritten(path, "xl/worksheets/sheet1.xml", b"</sheetData>", long)
    with pytest.raises(SourceError, match="a cell holds more than a million characters"):
        list(read(path))

    path = book(tmp_path / "y.xlsx", A=[["id"], ["1"]])
    rewritten(path, "xl/worksheets/sheet1.xml", b"</sheetData>", long.replace(b"<c ", b'<c r="A3" '))
    with pytest.raises(SourceError, match="a cell holds more than a million characters"):
        list(read(path))


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> None:
    """The workbook with something else in one of its files."""
    with zipfile.ZipFile(path) as made:
        contents = {name: made.read(name) for name in made.namelist()}
    contents[part] = contents[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as other:
        for name, content in contents.items():
            other.writestr(name, content)


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", A=[["id"], *([str(n)] for n in range(2_000))])
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(SourceError, match=r"not whole|cannot be read"):
        list(read(path))


def test_a_protected_workbook_says_so(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(compound({"EncryptedPackage": bytes(8), "EncryptionInfo": bytes(8)}))
    with pytest.raises(SourceError, match="is protected by a password"):
        list(read(tmp_path / "x.xlsx"))


def test_the_name_of_a_workbook_does_not_matter(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", A=[["id"], ["1"]]).rename(tmp_path / "export.csv")
    assert detect(path).type == "excel"
    assert only(path).columns.to_pydict() == {"id": ["1"]}
    with pytest.raises(SourceError, match="is declared as csv, but its content looks like excel"):
        detect(path, FileFormat(type="csv"))
    (tmp_path / "y.xlsx").write_text("id\n1\n")
    assert detect(tmp_path / "y.xlsx").type == "csv"


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    cells: list[tuple[int, int, str | float]] = [
        (0, 0, "id"),
        (0, 1, "name"),
        (1, 0, 7.0),
        (1, 1, "Ana"),
        (2, 0, 8.5),
        (2, 1, "Bo"),
    ]
    (tmp_path / "x.xls").write_bytes(compound({"Workbook": biff8("Orders", cells)}))
    assert detect(tmp_path / "x.xls") == FileFormat(type="excel", sheet="Orders")
    assert only(tmp_path / "x.xls").columns.to_pylist() == [
        {"id": "7", "name": "Ana"},
        {"id": "8.5", "name": "Bo"},
    ]


def test_an_open_document_is_read(tmp_path: Path) -> None:
    words = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="12.5"/>'
    row = "<table:table-row>{}{}</table:table-row>"
    open_document(
        tmp_path / "x.ods",
        row.format(words.format("id"), words.format("total")) + row.format(words.format("A1"), number),
    )
    assert detect(tmp_path / "x.ods") == FileFormat(type="excel", sheet="Orders")
    assert only(tmp_path / "x.ods").columns.to_pylist() == [{"id": "A1", "total": "12.5"}]


def test_an_open_document_that_repeats_cells_without_end_is_refused(tmp_path: Path) -> None:
    cell = (
        '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16000"/>'
    )
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    open_document(tmp_path / "x.ods", row)
    with pytest.raises(SourceError, match=r"reaches to row 1,000,001 and column 16,000"):
        list(read(tmp_path / "x.ods"))


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["zip", "ole", "xlsx"]))
def test_whatever_stands_in_a_damaged_workbook_is_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, kind: str
) -> None:
    folder = tmp_path_factory.mktemp("junk")
    if kind == "xlsx":
        whole = book(folder / "whole.xlsx", A=[["id"], ["1"]]).read_bytes()
        content = whole[: 300 + len(junk)] + junk + whole[300 + 2 * len(junk) :]
    else:
        content = {"zip": b"PK\x03\x04", "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}[kind] + junk
    (folder / "x.xlsx").write_bytes(content)
    with contextlib.suppress(SourceError):  # anything else, a panic above all, fails
        list(read(folder / "x.xlsx"))


def open_document(path: Path, rows: str) -> None:
    names = "office table text"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names.split()
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Orders">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )


@pytest.mark.parametrize(
    ("cell", "is_far"),
    [
        (b'<c r="XFD900000"><v>1</v></c>', True),
        (b'<c r="XFD900000" t="n"><v>1</v></c>', True),
        (b'<c r="XFD900000"/>', False),
        (b'<c r="XFD900000" s="1"></c>', False),
        (b'<c t="n" r="XFD900000"><v>1</v></c>', True),
        (b"<c r='XFD900000'><v>1</v></c>", True),
        (b'<c r="XFD900000" x="/>"><v>1</v></c>', True),
        (b'<c r="XFD1"><v>1</v></c><c r="B900000"><v>1</v></c><c r="A3"><v>1</v></c>', True),
        (b"<c><v>1</v></c>" + b"<c/>" * 16382 + b"<c><v>1</v></c>", True),
        (b"<c/>" * 16384, False),
    ],
)
def test_a_far_corner_is_found_however_it_is_written(cell: bytes, is_far: bool, tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", A=[["id"], ["1"]])
    row = b'<row r="900000">' + cell + b"</row></sheetData>"
    rewritten(path, "xl/worksheets/sheet1.xml", b"</sheetData>", row)
    if is_far:
        with pytest.raises(SourceError, match="column 16,384"):
            list(read(path))
    else:
        assert only(path).columns.to_pydict() == {"id": ["1"]}
