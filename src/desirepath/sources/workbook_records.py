"""How much the sheets of an .xls hold, found in its records ([MS-XLS]) before a table is made of them.

A few kilobytes can name a cell 65,536 columns away, say that a sheet is larger than memory, list one sheet a
thousand times, or repeat one long text in every cell. Of the envelope around the records: `compound_files`.
"""

import struct
from collections.abc import Iterator, Sequence

from desirepath.records import Record
from desirepath.sources.compound_files import stream_of

__all__ = ["BookExtent", "extent_of_xls"]

STREAMS = ("Workbook", "Book")
HEAD = struct.Struct("<HH")  # of a record: its kind and how long it is
END, LOCKED, CONTINUED, SHEET, SHARED, EXTENT = 0x0A, 0x2F, 0x3C, 0x85, 0xFC, 0x200
SHARED_CELL, NUMBERS_CELL = 0xFD, 0xBD
CELLS = frozenset({0x06, 0xD6, 0x203, 0x204, 0x205, 0x206, 0x27E, 0x406, SHARED_CELL, NUMBERS_CELL})
MOST_ROWS, MOST_COLUMNS = 65_536, 256
LONGEST = 0xFFFF  # characters: a shared text says with two bytes how long it is
WIDE, PHONETIC, RICH = 1, 4, 8  # how a shared text is written


class BookExtent(Record):
    """The cells of all sheets, blank ones between them included, and the characters in them."""

    cells: int = 0
    characters: int = 0


def extent_of_xls(content: bytes, *, most_cells: int) -> BookExtent:
    """Of a whole workbook; nothing is counted beyond `most_cells`. ValueError where it cannot be one."""
    stream = stream_of(content, STREAMS)
    if stream is None:
        return BookExtent()  # who reads it says so
    sheets, lengths = _globals(stream)
    cells = characters = 0
    for start in sheets:
        found = _sheet(stream, start, lengths, most_cells=most_cells - cells)
        cells, characters = cells + found.cells, characters + found.characters
        if cells > most_cells:
            break
    return BookExtent(cells=cells, characters=characters)


def _globals(stream: bytes) -> tuple[list[int], list[int]]:
    """Where each sheet begins, and how long each text is that cells share."""
    sheets: list[int] = []
    shared: list[bytes] = []
    continues = False
    for kind, body in _records(stream, 0):
        if kind == LOCKED:
            return [], []  # who reads it asks for the password
        if kind == SHEET and len(body) >= 4:
            sheets.append(int.from_bytes(body[:4], "little"))
        if kind == SHARED:
            shared = [body]
        elif kind == CONTINUED and continues:
            shared.append(body)
        continues = kind == SHARED or (continues and kind == CONTINUED)
    return sheets, _lengths(shared)


def _sheet(stream: bytes, start: int, lengths: Sequence[int], *, most_cells: int) -> BookExtent:
    """Of one sheet; a table of it reaches from its first to its last row and column."""
    top, left, bottom, right = MOST_ROWS, MOST_COLUMNS, -1, -1
    count = characters = 0
    for kind, body in _records(stream, start):
        if kind == EXTENT:
            _check_extent(body)
        if kind not in CELLS:
            continue
        row, first, last = _place(kind, body)
        top, left, bottom, right = min(top, row), min(left, first), max(bottom, row), max(right, last)
        count, characters = count + last - first + 1, characters + _length(kind, body, lengths)
        if count > most_cells:
            break
    area = max(0, bottom - top + 1) * max(0, right - left + 1)
    return BookExtent(cells=max(count, area), characters=characters)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The kind and body of each record up to the end of this part of the stream."""
    while start + HEAD.size <= len(stream):
        kind, length = HEAD.unpack_from(stream, start)
        if kind == END:
            return
        start += HEAD.size
        yield kind, stream[start : start + length]
        start += length


def _check_extent(body: bytes) -> None:
    """A sheet says how far it reaches, and is given as much room."""
    form = {10: "<4H", 14: "<2I2H"}.get(len(body))
    if form is None:
        raise ValueError("a sheet does not say how far it reaches")
    top, bottom, left, right = struct.unpack_from(form, body)
    if not top <= bottom <= MOST_ROWS or not left <= right <= MOST_COLUMNS:
        raise ValueError(f"a sheet reaches to row {bottom:,} and column {right:,}, farther than any .xls")


def _place(kind: int, body: bytes) -> tuple[int, int, int]:
    """The row of a cell, or of several side by side, and their first and last column."""
    if len(body) < 6:
        raise ValueError("a cell is cut short")
    row, first = struct.unpack_from("<2H", body)
    last = int.from_bytes(body[-2:], "little") if kind == NUMBERS_CELL else first
    if not first <= last < MOST_COLUMNS:
        raise ValueError(f"a cell stands in column {max(first, last) + 1:,}, farther than any .xls reaches")
    return row, first, last


def _length(kind: int, body: bytes, lengths: Sequence[int]) -> int:
    """The characters of a cell; at least one, since it holds something."""
    if kind != SHARED_CELL:
        return len(body)
    number = int.from_bytes(body[6:10], "little")
    return lengths[number] if number < len(lengths) else LONGEST


def _lengths(pieces: Sequence[bytes]) -> list[int]:
    """How long the shared texts are, as far as the pieces of their table can be followed."""
    found: list[int] = []
    rest = iter(pieces)
    try:
        piece = next(rest)[8:]
        while True:
            piece = piece or next(rest)
            count, written = struct.unpack_from("<HB", piece)
            found.append(count)
            piece = _after_text(piece, rest, count, written)
    except (StopIteration, struct.error, IndexError):
        return found


def _after_text(piece: bytes, rest: Iterator[bytes], count: int, written: int) -> bytes:
    """What follows a text of so many characters; where it goes on it says anew how wide it is."""
    at, beside = 3, 0
    if written & RICH:
        beside += 4 * int.from_bytes(piece[at : at + 2], "little")
        at += 2
    if written & PHONETIC:
        beside += int.from_bytes(piece[at : at + 4], "little")
        at += 4
    piece = piece[at:]
    width = 2 if written & WIDE else 1
    while count * width > len(piece):
        count -= len(piece) // width
        piece = next(rest)
        width, piece = (2 if piece[0] & WIDE else 1), piece[1:]
    piece, left = piece[count * width :], beside
    while left > len(piece):
        left -= len(piece)
        piece = next(rest)
    return piece[left:]
