"""A stream of a compound file ([MS-CFB]), the envelope of an .xls, found without believing what it says.

The reader of workbooks follows the chains of sectors that a file names, and one that leads back into itself
has no end: so each is followed here first. What a stream means is `workbook_records`.
"""

import struct
from collections.abc import Iterator, Sequence

from desirepath.records import Record

__all__ = ["stream_of"]

HEAD_BYTES = 512
SECTORS = {9: 512, 12: 4096}  # bytes, by the power of two that the head says
SHORT = 64
MOST = 0xFFFFFFFA  # a number from here on names no sector
ENTRY = struct.Struct("<64sHB49xIQ")  # [MS-CFB] 2.6.1: name, how long it is, kind, first sector, bytes
ROOT, STREAM = 5, 2
TIMES_OVER = 4  # all chains together reach over at most this many times the file


class Envelope(Record):
    """How a compound file is divided into sectors, and which of them follows which."""

    content: bytes
    size: int
    cutoff: int  # a stream below it stands in short sectors
    table: Sequence[int]
    short_table: Sequence[int]
    directory: Sequence[int]  # its sectors


def stream_of(content: bytes, names: Sequence[str]) -> bytes | None:
    """The first of these streams that is there; ValueError for a file whose chains do not hold together."""
    envelope = _opened(content)
    left = TIMES_OVER * (len(content) // SHORT + 1)
    root = b""
    found: dict[str, bytes] = {}
    for name, kind, first, length in _entries(_joined(envelope, envelope.directory)):
        is_short = kind == STREAM and length < envelope.cutoff
        chain = _chain(envelope.short_table if is_short else envelope.table, first)
        left -= len(chain)
        if left < 0 or length > len(content):
            raise ValueError("its streams are longer than the file")
        if kind == ROOT:
            root = _joined(envelope, chain)
        elif name in names and name not in found:
            found[name] = (_joined_short(root, chain) if is_short else _joined(envelope, chain))[:length]
    return next((found[name] for name in names if name in found), None)


def _opened(content: bytes) -> Envelope:
    """The head ([MS-CFB] 2.2), and the tables that it leads to."""
    if len(content) < HEAD_BYTES:
        raise ValueError("it is cut short")
    (shift,) = struct.unpack_from("<H", content, 30)
    if shift not in SECTORS:
        raise ValueError("its sectors have no known size")
    size = SECTORS[shift]
    (first,) = struct.unpack_from("<I", content, 48)
    cutoff, short_first, _, more, _ = struct.unpack_from("<5I", content, 56)
    table = _numbers(content, size, _table_sectors(content, size, more))
    return Envelope(
        content=content,
        size=size,
        cutoff=cutoff,
        table=table,
        short_table=_numbers(content, size, _chain(table, short_first)),
        directory=_chain(table, first),
    )


def _table_sectors(content: bytes, size: int, more: int) -> list[int]:
    """The sectors of the table of sectors: 109 are named in the head, others in sectors of their own."""
    named = list(struct.unpack_from("<109I", content, 76))
    seen: set[int] = set()
    while more < MOST:
        if more in seen:
            raise ValueError("its sectors follow one another in a circle")
        seen.add(more)
        *further, more = _numbers(content, size, [more])
        named += further
    return [sector for sector in named if sector < MOST]


def _chain(table: Sequence[int], first: int) -> list[int]:
    """The sectors from this one on, to the last."""
    chain: list[int] = []
    while first < MOST:
        if first >= len(table):
            raise ValueError("a part of it is missing")
        if len(chain) >= len(table):
            raise ValueError("its sectors follow one another in a circle")
        chain.append(first)
        first = table[first]
    return chain


def _numbers(content: bytes, size: int, sectors: Sequence[int]) -> list[int]:
    form = struct.Struct(f"<{size // 4}I")
    return [number for sector in sectors for number in form.unpack(_sector(content, size, sector))]


def _sector(content: bytes, size: int, sector: int) -> bytes:
    found = content[(sector + 1) * size : (sector + 2) * size]
    if not found:
        raise ValueError("a part of it is missing")
    return found.ljust(size, b"\0")  # the last one may be cut


def _joined(envelope: Envelope, chain: Sequence[int]) -> bytes:
    return b"".join(_sector(envelope.content, envelope.size, sector) for sector in chain)


def _joined_short(root: bytes, chain: Sequence[int]) -> bytes:
    return b"".join(root[sector * SHORT : (sector + 1) * SHORT] for sector in chain)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Name, kind, first sector and bytes of what stands in the directory; the root is first."""
    for name, length, kind, first, size in ENTRY.iter_unpack(directory[: len(directory) // 128 * 128]):
        if kind in {ROOT, STREAM}:
            yield name[: max(0, length - 2)].decode("utf-16-le", "replace"), kind, first, size & 0xFFFFFFFF
