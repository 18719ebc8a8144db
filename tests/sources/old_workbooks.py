"""Workbooks in the old format, .xls, byte by byte."""

import io
import struct
from collections.abc import Sequence


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff8(
    sheet: str,
    cells: Sequence[tuple[int, int, str | float]],
    *,
    ahead: bytes = b"",
    shared: bytes = b"",
    times: int = 1,
) -> bytes:
    """The stream of an .xls with one sheet ([MS-XLS]): with records `ahead` of its cells, texts that cells
    share, and listed so many times."""
    begin, end = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)), record(0x0A, b"")
    named = struct.pack("<BB", len(sheet), 0) + sheet.encode()
    start = len(begin) + times * (4 + 6 + len(named)) + len(shared) + len(end)
    out = io.BytesIO()
    out.write(begin + times * record(0x85, struct.pack("<IBB", start, 0, 0) + named) + shared + end)
    out.write(record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + ahead)
    for row, column, value in cells:
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str):
            out.write(record(0x204, place + struct.pack("<HB", len(value), 0) + value.encode()))
        else:
            out.write(record(0x203, place + struct.pack("<d", value)))
    out.write(end)
    return out.getvalue()


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]) of a few streams, each padded to whole sectors beyond the mini cutoff."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        padded += bytes(-len(padded) % 512)
        first = len(sectors) + 2  # after the table of sectors and the directory
        entries.append((name, 2, first, len(padded)))
        count = len(padded) // 512
        sectors += [padded[at * 512 : at * 512 + 512] for at in range(count)]
        fat += [*range(first + 1, first + count), 0xFFFFFFFE]
    directory = b""
    for number in range(4):
        name, kind, first, size = entries[number] if number < len(entries) else ("", 0, 0, 0)
        spelt = name.encode("utf-16-le")
        child = 1 if kind == 5 else 0xFFFFFFFF
        right = number + 1 if 0 < number < len(entries) - 1 else 0xFFFFFFFF
        directory += spelt.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(spelt) + 2 if name else 0, kind, 1, 0xFFFFFFFF, right, child
        )
        directory += bytes(16 + 4 + 8 + 8) + struct.pack("<IQ", first, size)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *fat, *([0xFFFFFFFF] * (126 - len(fat))))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *([0xFFFFFFFF] * 108))
    return head + table + directory + b"".join(sectors)
