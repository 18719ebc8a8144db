"""What a workbook may hold, found without unpacking it into memory.

A few kilobytes can unpack into gigabytes, and two cells at far corners make a table of billions: both are
refused before the reader of workbooks sees them.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from desirepath.errors import SourceError

__all__ = ["check_content", "check_sheet", "is_workbook"]

CONTENT_LIMIT = 1 << 30
CELLS_LIMIT = 40_000_000
BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, StopIteration, ParseError, DefusedXmlException, EOFError)
PIECE_BYTES = 1 << 20
OVERLAP = 4_000  # of two pieces, so that no tag is cut
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
LOCKED = "EncryptedPackage".encode("utf-16-le")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# A cell with something in it: `<c … />` and `<c …></c>` are blank.
FILLED = re.compile(rb'<(?:\w+:)?c\s+r="([A-Z]{1,3})([0-9]{1,7})"(?:[^<>]*[^/<>])?>(?=[^<]|<[^/])')
ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


def is_workbook(path: Path, start: bytes) -> bool:
    """Whether a file that begins like this is a workbook that can be read."""
    if start.startswith(OLE):
        return True
    if not start.startswith(ZIP):
        return False
    try:
        with zipfile.ZipFile(path) as packed:
            return "xl/workbook.xml" in packed.namelist() or _is_ods(packed)
    except (zipfile.BadZipFile, OSError):
        return b"xl/" in start or SPREADSHEET in start[:200]


def check_content(path: Path) -> None:
    """Raise a SourceError for a workbook that is locked, or unpacks into more than can be held."""
    with path.open("rb") as file:
        if file.read(4) != ZIP:
            _check_open(path, file)
            return
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
            is_ods = size <= CONTENT_LIMIT and _is_ods(packed)
            corner = _ods_extent(packed) if is_ods else (1, 1)
    except (*BROKEN, OSError) as error:
        raise SourceError(
            f"{path} begins like a workbook but is not whole ({error}). It may have been cut off while it "
            "was copied: fetch it again."
        ) from None
    if size > CONTENT_LIMIT:
        raise SourceError(
            f"{path} unpacks into {size / 1e9:.1f} GB; the largest workbook that is read has "
            f"{CONTENT_LIMIT >> 30} GB. Export its sheets as CSV."
        )
    _check_corner(path, "", corner)


def _check_open(path: Path, file: IO[bytes]) -> None:
    """An .xlsx with a password is an envelope of the old format around a locked package ([MS-OFFCRYPTO])."""
    if any(LOCKED in piece for piece in _pieces(file)):
        raise SourceError(
            f"{path} is protected by a password. Save it without one, or export the sheet as CSV."
        )


def check_sheet(path: Path, name: str) -> None:
    """Raise a SourceError for a sheet whose corners are too far apart for its table to be held."""
    with path.open("rb") as file:
        if file.read(4) != ZIP:
            return  # an .xls sheet has at most 65,536 rows of 256 cells
    try:
        with zipfile.ZipFile(path) as packed:
            corner = (1, 1) if _is_ods(packed) else _extent(packed, name)
    except (*BROKEN, OSError) as error:
        raise SourceError(f"{path} is a workbook that is not whole: {error}. Fetch it again.") from None
    _check_corner(path, f'the sheet "{name}"', corner)


def _check_corner(path: Path, where: str, corner: tuple[int, int]) -> None:
    rows, columns = corner
    if rows * columns > CELLS_LIMIT:
        raise SourceError(
            f"{path}: {where or 'its table'} reaches to row {rows:,} and column {columns:,}, which is more "
            f"than {CELLS_LIMIT:,} cells. Delete stray cells far from the table, or export the sheet as CSV."
        )


def _is_ods(packed: zipfile.ZipFile) -> bool:
    names = packed.namelist()
    return "mimetype" in names and packed.read("mimetype").strip() == SPREADSHEET and "content.xml" in names


def _extent(packed: zipfile.ZipFile, name: str) -> tuple[int, int]:
    """The last row and column of an .xlsx sheet that hold anything."""
    rows, letters = 0, {b"A"}
    with packed.open(_part_of(packed, name)) as sheet:
        for piece in _pieces(sheet):
            found = FILLED.findall(piece)
            if found:
                rows = max(rows, int(found[-1][1]))
                letters.update({column for column, _ in found})
    return rows, max(map(_column, letters))


def _part_of(packed: zipfile.ZipFile, name: str) -> str:
    """The file inside the package that holds a sheet."""
    book = fromstring(packed.read("xl/workbook.xml"), forbid_dtd=True)
    wanted = next(
        each.get(RELATION) for each in book.iter() if each.tag.endswith("}sheet") and each.get("name") == name
    )
    relations = fromstring(packed.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    target = next(str(each.get("Target")) for each in relations if each.get("Id") == wanted)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _ods_extent(packed: zipfile.ZipFile) -> tuple[int, int]:
    """How many rows and columns the sheets of an .ods hold once what is repeated is written out."""
    rows = columns = 1
    with packed.open("content.xml") as content:
        text = content.read(CONTENT_LIMIT)
    for row in ODS_ROW.finditer(text):
        width = valued = 0
        for cell in ODS_CELL.finditer(row[2]):
            width += _repeats(cell[1])
            if b"office:value-type" in cell[1]:
                valued = width
        if valued:
            rows, columns = rows + _repeats(row[1]), max(columns, valued)
    return rows, columns


def _repeats(attributes: bytes) -> int:
    found = REPEATED.search(attributes)
    return int(found[1]) if found else 1


def _pieces(sheet: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while piece := sheet.read(PIECE_BYTES):
        yield rest + piece
        rest = piece[-OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
