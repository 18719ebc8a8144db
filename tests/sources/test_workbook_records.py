"""An .xls that would fill the memory, or end the process that reads it, is refused before."""

import struct
from pathlib import Path

import pytest
from tests.sources.old_workbooks import biff8, compound, record

from desirepath.errors import SourceError
from desirepath.sources import read
from desirepath.sources.workbook_records import BookExtent, extent_of_xls

LITTLE: list[tuple[int, int, str | float]] = [(0, 0, "id"), (0, 1, "when"), (1, 0, 7.0)]
ENDLESS = 0xFFFFFFF0


def far(*reach: int) -> bytes:
    """A sheet says that it reaches from row to row and from column to column."""
    return compound(
        {"Workbook": biff8("Orders", LITTLE, ahead=record(0x200, struct.pack("<IIHHH", *reach, 0)))}
    )


def circling(sector: int) -> bytes:
    """One sector is followed by itself."""
    content = bytearray(compound({"Workbook": biff8("Orders", LITTLE)}))
    struct.pack_into("<I", content, 512 + 4 * sector, sector)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (far(0, ENDLESS, 0, 2), "a sheet reaches to row 4,294,967,280"),
        (far(0, 2, 0, 65_535), "column 65,535, farther than any .xls"),
        (far(9, 2, 0, 2), "a sheet reaches to row 2"),
        (compound({"Workbook": biff8("Orders", [*LITTLE, (9, 65_535, 1.0)])}), "stands in column 65,536"),
        (circling(1), "follow one another in a circle"),
        (circling(5), "follow one another in a circle"),
        (compound({"Workbook": biff8("Orders", [*LITTLE, (65_535, 255, 1.0)], times=3)}), "40,000,000 cells"),
        (compound({"Workbook": biff8("Orders", LITTLE)})[:700], "not whole"),
    ],
    ids=["rows without end", "too many columns", "backwards", "a far cell", "circling directory",
         "circling content", "listed three times", "cut short"],
)  # fmt: skip
def test_an_old_workbook_that_cannot_be_is_refused(content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "x.xls").write_bytes(content)
    with pytest.raises(SourceError, match=says):
        list(read(tmp_path / "x.xls"))


def test_cells_are_counted_with_the_blank_ones_between_them_and_all_that_they_show() -> None:
    texts = struct.pack("<ii", 9, 3)
    texts += struct.pack("<HB", 3, 0) + b"one"
    texts += struct.pack("<HBHI", 2, 1 | 4 | 8, 1, 2) + "\u00e5\u00df".encode("utf-16-le") + bytes(4 + 2)
    texts += struct.pack("<HB", 9, 0) + b"so lo"
    shared = record(0xFC, texts) + record(0x3C, b"\1" + "nger".encode("utf-16-le"))
    cells = b"".join(record(0xFD, struct.pack("<HHHI", row, 0, 0, row % 3)) for row in range(6))
    content = compound({"Workbook": biff8("Orders", [(9, 3, 1.0)], ahead=cells, shared=shared, times=2)})
    number = 14  # bytes of a record that holds a number
    assert extent_of_xls(content, most_cells=1_000) == BookExtent(cells=80, characters=2 * (28 + number))
    assert extent_of_xls(content, most_cells=10).cells == 40


def test_what_is_no_workbook_is_left_to_its_reader() -> None:
    assert extent_of_xls(compound({"Letter": b"Dear Ana"}), most_cells=10) == BookExtent()
