"""How much a packed workbook really unpacks into: counted, because what it says of itself may be a lie."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

__all__ = ["MostUnpackedError", "check_packing"]

LOCAL_HEAD = struct.Struct("<26x2H")  # of a packed file: how long its name and its extra field are
PIECE_BYTES = 1 << 20


class MostUnpackedError(Exception):
    """There is more in it than may be unpacked."""


def check_packing(path: Path, packed: zipfile.ZipFile, *, limit: int) -> None:
    """MostUnpackedError for more than `limit` bytes in all, BadZipFile where what is said is not so.

    After this, sizes and names can be believed: every file in it is as long as it says, and no two have one
    name, which readers would not all resolve alike.
    """
    entries = packed.infolist()
    names = {entry.filename.replace("\\", "/").casefold() for entry in entries}
    if len(names) < len(entries):
        raise zipfile.BadZipFile("two files in it have the same name")
    left = limit
    with path.open("rb") as file:
        for entry in entries:
            size = 0
            for piece in _unpacked(file, entry):
                size += piece
                if size > left:
                    raise MostUnpackedError
            if size != entry.file_size:
                raise zipfile.BadZipFile(f"{entry.filename[:80]} is not as long as it says")
            left -= size


def _unpacked(file: IO[bytes], entry: zipfile.ZipInfo) -> Iterator[int]:
    """The sizes of the pieces that a file in it really unpacks into."""
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile(f"{entry.filename[:80]} is packed in an unknown way")
    file.seek(entry.header_offset)
    head = file.read(LOCAL_HEAD.size)
    if len(head) < LOCAL_HEAD.size:
        raise zipfile.BadZipFile("it is cut short")
    file.seek(sum(LOCAL_HEAD.unpack(head)), 1)
    left, unpacking = entry.compress_size, zlib.decompressobj(-zlib.MAX_WBITS)
    while left and (piece := file.read(min(left, PIECE_BYTES))):
        left -= len(piece)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield len(piece)
            continue
        while piece and not unpacking.eof:
            yield len(unpacking.decompress(piece, PIECE_BYTES))
            piece = unpacking.unconsumed_tail
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        yield len(unpacking.flush())
