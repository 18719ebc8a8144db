"""The reader of JSON lines: one object a line, plain or gzipped; a line that is not one is rejected."""

from collections.abc import Iterator
from pathlib import Path

from desirepath.sources.batches import Counter
from desirepath.sources.encodings import as_utf8
from desirepath.sources.json_rows import rows_of
from desirepath.sources.opening import Broken, byte_chunks, whole_lines
from desirepath.sources.rows import FileFormat, Progress, RawRows

__all__ = ["read_json_lines"]


def read_json_lines(path: Path, written: FileFormat, progress: Progress | None = None) -> Iterator[RawRows]:
    """The objects of a JSON lines file as rows, in batches of at most 50,000."""
    counter = Counter()
    for block in whole_lines(as_utf8(byte_chunks(path, progress), written.encoding or "utf-8")):
        if isinstance(block, Broken):
            yield counter.broken(path, block, block.raw, [])
            continue
        texts = block.removesuffix(b"\n").split(b"\n")
        first, counter.line = counter.line, counter.line + len(texts)
        lines = [first + index for index, text in enumerate(texts) if text and not text.isspace()]
        if len(lines) < len(texts):
            texts = [text for text in texts if text and not text.isspace()]
        yield from rows_of(texts, lines, counter)
