"""How far a sheet reaches and how much text it holds once repetitions are written out.

The files are read as the XML they are, tag by tag: slower than a search for what tags usually look like, and
not to be misled by how they are written. `workbook_limits` says what is too much.
"""

from collections.abc import Sequence
from typing import IO
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.sax import make_parser

from desirepath.records import Record

__all__ = ["Extent", "LongCellError", "column_of", "extent_of_ods", "extent_of_sheet", "text_lengths"]

LONGEST_CELL = 1 << 20  # characters; Excel itself keeps 32,767
ODS_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})


class LongCellError(Exception):
    """A cell that is longer than any program writes one."""


class Extent(Record):
    """The last row and column that hold anything, and the characters in all cells together."""

    rows: int
    columns: int
    characters: int = 0


def extent_of_sheet(sheet: IO[bytes], texts: Sequence[int] = ()) -> Extent:
    """Of an .xlsx sheet; `texts` are the lengths of the workbook's shared texts."""
    seen = _Sheet(texts)
    _parse(sheet, seen)
    return Extent(rows=seen.last_row, columns=seen.last_column, characters=seen.length)


def text_lengths(shared: IO[bytes]) -> list[int]:
    """How long each shared text of an .xlsx is."""
    seen = _SharedTexts()
    _parse(shared, seen)
    return seen.lengths


def extent_of_ods(content: IO[bytes]) -> Extent:
    """Of the sheets of an .ods, with all that is repeated."""
    seen = _Ods()
    _parse(content, seen)
    return Extent(rows=seen.rows, columns=seen.columns, characters=seen.length)


def column_of(letters: str) -> int:
    """The number of a column by its letters.

    >>> column_of("A"), column_of("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _parse(file: IO[bytes], handler: ContentHandler) -> None:
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    parser.parse(file)


def _longer(length: int, content: str) -> int:
    """The length of a cell with more of what it holds."""
    if length + len(content) > LONGEST_CELL:
        raise LongCellError
    return length + len(content)


class _Sheet(ContentHandler):
    """Cells say where they are, or stand behind the one before; so do rows."""

    def __init__(self, texts: Sequence[int]) -> None:
        super().__init__()
        self.last_row, self.last_column, self.length = 0, 1, 0
        self._texts = texts
        self._row = self._column = 0
        self._inside = 0  # how deep inside a cell
        self._is_shared = self._is_filled = False
        self._value: list[str] = []
        self._held = 0  # characters of the cell

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's own name
        """A row, a cell, or what is in one."""
        kind, place = name.rpartition(":")[2], attrs.get("r", "")
        if self._inside:
            self._inside, self._value = self._inside + 1, []
        elif kind == "row":
            self._row, self._column = int(place or self._row + 1), 0
        elif kind == "c":
            letters = place.rstrip("0123456789")
            self._column = column_of(letters) if letters else self._column + 1
            self._row = int(place[len(letters) :] or self._row)
            self._inside, self._held = 1, 0
            self._is_shared, self._is_filled = attrs.get("t") == "s", False

    def characters(self, content: str) -> None:
        """Some of what a cell holds."""
        if self._inside:
            self._value.append(content)
            self._held = _longer(self._held, content)

    def endElement(self, name: str) -> None:  # noqa: N802 - as SAX calls it
        """The end of a cell counts it, when it holds anything."""
        if not self._inside:
            return
        value, self._value, self._inside = "".join(self._value).strip(), [], self._inside - 1
        self._is_filled = self._is_filled or bool(value)
        is_number = self._is_shared and name.rpartition(":")[2] == "v" and value.isdecimal()
        self.length += self._shared(int(value)) if is_number else len(value)
        if not self._inside and self._is_filled:
            self.last_row = max(self.last_row, self._row)
            self.last_column = max(self.last_column, self._column)

    def _shared(self, number: int) -> int:
        return self._texts[number] if number < len(self._texts) else 0


class _SharedTexts(ContentHandler):
    """The texts that cells refer to by number."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802, ARG002 - as SAX calls it
        """Another text begins."""
        if name.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def characters(self, content: str) -> None:
        """Some of a text."""
        if self.lengths:
            self.lengths[-1] = _longer(self.lengths[-1], content)


class _Ods(ContentHandler):
    """Rows and cells that stand for many; blank ones count once something follows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = self.columns = 1
        self.length = 0
        self._blank_rows, self._times = 0, 1
        self._width = self._valued = self._row_length = 0
        self._cell_times, self._cell_length, self._in_cell = 1, 0, False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - as SAX calls it
        """A row, or a cell of it."""
        if name == "table:table-row":
            self._times = int(attrs.get("table:number-rows-repeated", "1"))
            self._width = self._valued = self._row_length = 0
        elif name in ODS_CELLS:
            self._cell_times, self._in_cell = int(attrs.get("table:number-columns-repeated", "1")), True
            self._width += self._cell_times
            self._cell_length = sum(map(len, attrs.values()))
            if "office:value-type" in attrs:
                self._valued = self._width

    def characters(self, content: str) -> None:
        """Some of what a cell shows."""
        if self._in_cell:
            self._cell_length = _longer(self._cell_length, content)

    def endElement(self, name: str) -> None:  # noqa: N802 - as SAX calls it
        """The end of a cell, or of a row that counts when it holds anything."""
        if name in ODS_CELLS:
            self._in_cell = False
            self._row_length += self._cell_length * self._cell_times
        elif name == "table:table-row" and not self._valued:
            self._blank_rows += self._times
        elif name == "table:table-row":
            self.rows += self._blank_rows + self._times
            self.columns = max(self.columns, self._valued)
            self.length += self._row_length * self._times
            self._blank_rows = 0
