"""The bytes of a file in chunks of bounded size, unzipped when its content is gzip.

A file that ends early gives everything that could be read and then raises `CutShortError`; `whole_lines`
turns that, and lines too long to hold, into values, so that a reader loses only the rows concerned.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO

from desirepath.errors import SourceError
from desirepath.records import Record
from desirepath.sources.rows import RAW_LIMIT, Progress

__all__ = [
    "CHUNK_BYTES",
    "RECORD_LIMIT",
    "Broken",
    "CutShortError",
    "byte_chunks",
    "check_path",
    "is_cut_short",
    "sampling",
    "whole_lines",
]

CHUNK_BYTES = 4 << 20
RECORD_LIMIT = 4 << 20  # no honest row is longer; what is longer is rejected without being held
SAMPLE_LIMIT = 64 << 20  # unpacked for a look: a few kilobytes can hold gigabytes
LOOK_BYTES = 1 << 20  # at a time
GZIP = b"\x1f\x8b"


class CutShortError(SourceError):
    """The file stops, or is damaged, before its end: what came before is good."""


class Broken(Record):
    """A stretch of the file that cannot be a row: a line too long, or the torn end of a file cut short."""

    raw: bytes
    reason: str
    ends_early: bool = False


class _Look:
    """A look at a file: whether it has more than was unpacked for it."""

    is_cut_short = False


_LOOK: ContextVar[_Look | None] = ContextVar("look", default=None)


@contextmanager
def sampling(path: Path) -> Iterator[None]:
    """While this lasts no more than 64 MB of a zipped file are unpacked at a time.

    SourceError that says so when that is too little to know what the file is.
    """
    look = _Look()
    token = _LOOK.set(look)
    try:
        yield
    except SourceError:
        if not look.is_cut_short:
            raise
        raise SourceError(
            f"{path} cannot be looked at: the first {SAMPLE_LIMIT >> 20} MB of what it unpacks into are not "
            "enough to show rows, and no more is unpacked for a look. Unpack it first, or take a part of it."
        ) from None
    finally:
        _LOOK.reset(token)


def is_cut_short() -> bool:
    """Whether the file being sampled has more than was unpacked."""
    look = _LOOK.get()
    return look is not None and look.is_cut_short


def check_path(path: Path) -> None:
    """Raise a SourceError unless this is a file that can be opened and holds something."""
    if path.is_dir():
        raise SourceError(f"{path} is a folder: expected a file. Name one of the files in it.")
    if not path.exists():
        raise SourceError(f"{path} does not exist. Check the name and the folder it should be in.")
    try:
        with path.open("rb") as file:
            is_empty = not file.read(1)
    except OSError as error:
        raise SourceError(f"{path} cannot be opened: {error.strerror}") from None
    if is_empty:
        raise SourceError(f"{path} is empty: expected at least a line with the names of the columns.")


def byte_chunks(path: Path, progress: Progress | None = None) -> Iterator[bytes]:
    """The content of a file, unzipped if need be, in chunks of at most 4 MiB."""
    check_path(path)
    with path.open("rb") as file:
        is_gzip = file.read(2) == GZIP
        file.seek(0)
        yield from _unzipped(file, progress) if is_gzip else _plain(file, progress)


def whole_lines(chunks: Iterator[bytes]) -> Iterator[bytes | Broken]:
    """The same bytes in blocks that end where a line ends; a line beyond the limit comes as `Broken`."""
    pending = b""
    try:
        for chunk in chunks:
            if len(pending) > RECORD_LIMIT:
                yield from _too_long(pending, _then(chunk, chunks))
                pending = b""
                continue
            data = pending + chunk if pending else chunk
            end = _last_line_end(data)
            if end:
                yield data[:end]
            pending = data[end:]
    except CutShortError as end:
        yield Broken(raw=pending, reason=str(end), ends_early=True)
        return
    if pending:
        yield pending


def _then(chunk: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield chunk
    yield from chunks


def _too_long(start: bytes, chunks: Iterator[bytes]) -> Iterator[bytes | Broken]:
    """The overlong line as one `Broken`, then everything behind it."""
    size = len(start)
    rest = b""
    for chunk in chunks:
        end = _first_line_end(chunk)
        size += end or len(chunk)
        if end:
            rest = chunk[end:]
            break
    reason = f"the line is {size / 1e6:.1f} MB long; the longest row that is read has {RECORD_LIMIT >> 20} MB"
    yield Broken(raw=start[:RAW_LIMIT], reason=reason)
    yield from whole_lines(_then(rest, chunks))


def _last_line_end(data: bytes) -> int:
    """Where the last whole line ends; an old Mac line end counts when the block has no other."""
    return data.rfind(b"\n") + 1 or data.rfind(b"\r", 0, len(data) - 1) + 1


def _first_line_end(data: bytes) -> int:
    return data.find(b"\n") + 1 or data.find(b"\r", 0, len(data) - 1) + 1


def _plain(file: BinaryIO, progress: Progress | None) -> Iterator[bytes]:
    while chunk := file.read(CHUNK_BYTES):
        _tell(file, progress)
        yield chunk


def _unzipped(file: BinaryIO, progress: Progress | None) -> Iterator[bytes]:
    """Every member of a gzip file (log shippers append members), never more than a chunk at a time."""
    unzip = zlib.decompressobj(wbits=31)
    unpacked, most = 0, CHUNK_BYTES if _LOOK.get() is None else LOOK_BYTES
    while packed := file.read(CHUNK_BYTES // 4):
        _tell(file, progress)
        while packed:
            if unzip.eof:
                if not packed.startswith(GZIP):
                    return  # padding after the last member
                unzip = zlib.decompressobj(wbits=31)
            try:
                chunk = unzip.decompress(packed, most)
            except zlib.error as error:
                raise CutShortError(f"the gzip file is damaged ({error})") from None
            packed = unzip.unconsumed_tail or unzip.unused_data
            if chunk:
                yield chunk
                unpacked += len(chunk)
                _check_look(unpacked)
    if not unzip.eof:
        raise CutShortError("the gzip file ends early: it was cut off while it was copied or written")


def _check_look(unpacked: int) -> None:
    look = _LOOK.get()
    if look is not None and unpacked >= SAMPLE_LIMIT:
        look.is_cut_short = True
        raise CutShortError(f"only the first {SAMPLE_LIMIT >> 20} MB are unpacked for a look")


def _tell(file: BinaryIO, progress: Progress | None) -> None:
    if progress:
        progress(file.tell())
