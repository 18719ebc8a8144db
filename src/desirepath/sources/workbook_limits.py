"""What a workbook may hold, found without unpacking it into memory.

A few kilobytes can unpack into gigabytes, two cells at far corners make a table of billions, and one long
text can stand in every cell: all are refused before the reader of workbooks sees them. What a file says of
itself is not believed (`workbook_packing`), and a sheet that is written in an unusual way is read to its end
(`workbook_extents`); the usual ones are searched, which is quick.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.sax import SAXParseException

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from desirepath.errors import SourceError
from desirepath.sources.workbook_extents import (
    Extent,
    LongCellError,
    column_of,
    extent_of_ods,
    extent_of_sheet,
    text_lengths,
)
from desirepath.sources.workbook_packing import MostUnpackedError, check_packing
from desirepath.sources.workbook_records import extent_of_xls

__all__ = ["check_content", "check_sheet", "is_workbook"]

CONTENT_LIMIT = 1 << 30
CELLS_LIMIT = 40_000_000
TEXT_LIMIT = 1 << 30  # characters in all cells of a sheet
BROKEN = (
    zipfile.BadZipFile, zlib.error, KeyError, StopIteration, ParseError, DefusedXmlException, EOFError,
    ValueError, SAXParseException, NotImplementedError,
)  # fmt: skip
PIECE_BYTES = 1 << 20
OVERLAP = 4_000  # of two pieces, so that no tag is cut
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
LOCKED = "EncryptedPackage".encode("utf-16-le")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# A cell with something in it: `<c … />` and `<c …></c>` are blank.
FILLED = re.compile(rb'<(?:\w+:)?c\s+r="([A-Z]{1,3})([0-9]{1,7})"(?:[^<>]*[^/<>])?>(?=[^<]|<[^/])')
# A cell's tag that is not written as every program writes it.
UNUSUAL = re.compile(rb'<(?:\w+:)?c(?=[\s/>])(?!\s+r="[A-Z]{1,3}[0-9]{1,7}"(?:\s+\w+="\w*")*\s*/?>)|<!')
SHARED_TEXT = re.compile(rb"<(?:\w+:)?si(?=[\s/>])")
SHARED = "xl/sharedStrings.xml"


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
            _check_old(path)
            return
    try:
        with zipfile.ZipFile(path) as packed:
            check_packing(path, packed, limit=CONTENT_LIMIT)
            extent = _ods_extent(packed) if _is_ods(packed) else Extent(rows=1, columns=1)
    except MostUnpackedError:
        raise SourceError(
            f"{path} unpacks into more than {CONTENT_LIMIT >> 30} GB, the most that a workbook may hold. "
            "Export its sheets as CSV."
        ) from None
    except LongCellError:
        raise _too_long(path) from None
    except (*BROKEN, OSError) as error:
        raise _not_whole(path, error) from None
    _check_extent(path, "", extent)


def _check_open(path: Path, file: IO[bytes]) -> None:
    """An .xlsx with a password is an envelope of the old format around a locked package ([MS-OFFCRYPTO])."""
    if any(LOCKED in piece for piece, _ in _pieces(file)):
        raise SourceError(
            f"{path} is protected by a password. Save it without one, or export the sheet as CSV."
        )


def _check_old(path: Path) -> None:
    """An .xls is made into tables as it is opened, so all its sheets are looked at before."""
    try:
        extent = extent_of_xls(path.read_bytes(), most_cells=CELLS_LIMIT)
    except (ValueError, OSError) as error:
        raise _not_whole(path, error) from None
    if extent.cells > CELLS_LIMIT:
        raise SourceError(
            f"{path}: its sheets reach over more than {CELLS_LIMIT:,} cells. Delete stray cells far from the "
            "table, or export the sheet as CSV."
        )
    _check_text(path, "its sheets", extent.characters)


def _too_long(path: Path) -> SourceError:
    return SourceError(
        f"{path}: a cell holds more than a million characters, which no program for tables writes. "
        "Empty it, or export the sheet as CSV."
    )


def _not_whole(path: Path, error: Exception) -> SourceError:
    return SourceError(
        f"{path} begins like a workbook but is not whole ({error}). It may have been cut off while it "
        "was copied: fetch it again."
    )


def check_sheet(path: Path, name: str) -> None:
    """Raise a SourceError for a sheet whose corners are too far apart for its table to be held."""
    with path.open("rb") as file:
        if file.read(4) != ZIP:
            return  # all sheets of an .xls have been looked at
    try:
        with zipfile.ZipFile(path) as packed:
            extent = Extent(rows=1, columns=1) if _is_ods(packed) else _extent(packed, name)
    except LongCellError:
        raise _too_long(path) from None
    except (*BROKEN, OSError) as error:
        raise SourceError(f"{path} is a workbook that is not whole: {error}. Fetch it again.") from None
    _check_extent(path, f'the sheet "{name}"', extent)


def _check_extent(path: Path, where: str, extent: Extent) -> None:
    rows, columns = extent.rows, extent.columns
    if rows * columns > CELLS_LIMIT:
        raise SourceError(
            f"{path}: {where or 'its table'} reaches to row {rows:,} and column {columns:,}, which is more "
            f"than {CELLS_LIMIT:,} cells. Delete stray cells far from the table, or export the sheet as CSV."
        )
    _check_text(path, where or "its table", extent.characters)


def _check_text(path: Path, where: str, characters: int) -> None:
    if characters > TEXT_LIMIT:
        raise SourceError(
            f"{path}: {where} holds {characters / 1e9:.1f} billion characters in all its cells; at most "
            f"{TEXT_LIMIT / 1e9:.1f} billion are read. Export the sheet as CSV."
        )


def _is_ods(packed: zipfile.ZipFile) -> bool:
    names = packed.namelist()
    return "mimetype" in names and packed.read("mimetype").strip() == SPREADSHEET and "content.xml" in names


def _extent(packed: zipfile.ZipFile, name: str) -> Extent:
    """The last row and column of an .xlsx sheet that hold anything, and how much text there is."""
    part = _part_of(packed, name)
    with packed.open(part) as sheet:
        found = _usual_extent(sheet)
    if found is not None and found.characters * _longest(packed) <= TEXT_LIMIT:
        return Extent(rows=found.rows, columns=found.columns)
    lengths: list[int] = []
    if SHARED in packed.namelist():
        with packed.open(SHARED) as shared:
            lengths = text_lengths(shared)
    with packed.open(part) as sheet:
        return extent_of_sheet(sheet, lengths)


def _usual_extent(sheet: IO[bytes]) -> Extent | None:
    """The same of a sheet as every program writes it, with at least a character a cell; None for others."""
    rows = cells = 0
    letters = {b"A"}
    for piece, is_last in _pieces(sheet):
        if b"<" not in piece and not is_last:
            raise LongCellError
        odd = UNUSUAL.search(piece)
        if odd and (is_last or odd.start() < len(piece) - OVERLAP):
            return None  # at the end of a piece, a tag may just go on in the next
        found = FILLED.findall(piece)
        if found:
            rows, cells = max(rows, *map(int, {row for _, row in found})), cells + len(found)
            letters.update({column for column, _ in found})
    return Extent(rows=rows, columns=max(column_of(each.decode()) for each in letters), characters=cells)


def _longest(packed: zipfile.ZipFile) -> int:
    """No shared text of an .xlsx is longer than this."""
    if SHARED not in packed.namelist():
        return 0
    longest = size = begun = 0
    with packed.open(SHARED) as shared:
        while piece := shared.read(PIECE_BYTES):
            if b"<!" in piece:
                return CONTENT_LIMIT
            for found in SHARED_TEXT.finditer(piece):
                longest, begun = max(longest, size + found.start() - begun), size + found.start()
            size += len(piece)
    return max(longest, size - begun)


def _part_of(packed: zipfile.ZipFile, name: str) -> str:
    """The file inside the package that holds a sheet."""
    book = fromstring(packed.read("xl/workbook.xml"), forbid_dtd=True)
    wanted = next(
        each.get(RELATION) for each in book.iter() if each.tag.endswith("}sheet") and each.get("name") == name
    )
    relations = fromstring(packed.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    target = str({each.get("Id"): each.get("Target") for each in relations}[wanted])
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _ods_extent(packed: zipfile.ZipFile) -> Extent:
    with packed.open("content.xml") as content:
        return extent_of_ods(content)


def _pieces(sheet: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Pieces that overlap, and whether one is the last."""
    rest, piece = b"", sheet.read(PIECE_BYTES)
    while piece:
        following = sheet.read(PIECE_BYTES)
        yield rest + piece, not following
        rest, piece = piece[-OVERLAP:], following
