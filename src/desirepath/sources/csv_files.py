"""The reader of delimited text: CSV, TSV and their relatives, plain or gzipped, in any encoding.

`csv_records` finds and judges the records; sound ones are parsed by Arrow as text columns, the others
become rejects. Two columns of the same name are told apart as `name` and `name_2`.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from desirepath.errors import IntegrityError, SourceError
from desirepath.sources.batches import Counter, blank_as_null, in_batches
from desirepath.sources.csv_records import (
    RAGGED,
    SOUND,
    STRAY_QUOTE,
    UNCLOSED_QUOTE,
    split_records,
)
from desirepath.sources.encodings import as_utf8, bad_bytes, not_text
from desirepath.sources.opening import RECORD_LIMIT, Broken, byte_chunks, whole_lines
from desirepath.sources.rows import (
    MOST_COLUMNS,
    FileFormat,
    Progress,
    RawRows,
    Reject,
    shown,
    too_wide,
    unique_names,
)

__all__ = ["read_csv"]

BAD_TEXT, NUL_BYTE = 4, 5  # two more faults, beside those of csv_records
NONE = np.empty(0, np.int64)
EXCEL_HINT = re.compile(rb'^"?sep=(.)"?\r?\n')  # Excel's own first line that names the delimiter


def read_csv(path: Path, written: FileFormat, progress: Progress | None = None) -> Iterator[RawRows]:
    """The rows of a delimited file, in order, in batches of at most 50,000."""
    delimiter = written.delimiter or ("\t" if written.type == "tsv" else ",")
    encoding = written.encoding or "utf-8"
    blocks = whole_lines(as_utf8(byte_chunks(path, progress), encoding))
    rows = _Rows(path, delimiter, encoding)
    for block in blocks:
        yield from rows.broken(block) if isinstance(block, Broken) else rows.more(block)
    yield from rows.rest()


class _Rows:
    """What is known between two blocks: the header, the unfinished record, and where we are."""

    def __init__(self, path: Path, delimiter: str, encoding: str) -> None:
        self.path, self.delimiter, self.encoding = path, delimiter, encoding
        self.names: list[str] = []
        self.pending = b""
        self.counter = Counter()

    def more(self, block: bytes = b"", *, final: bool = False) -> Iterator[RawRows]:
        """The rows that are whole now; what may go on in the next block is kept."""
        self.pending += block
        if not self.names:
            self._take_header(final=final)
        if not self.names:
            return
        yield from self._take_rows(final=final)
        while len(self.pending) > RECORD_LIMIT:
            yield self._give_up_a_line()
            yield from self._take_rows(final=final)

    def rest(self) -> Iterator[RawRows]:
        """The last record, which no line end closed; a table without rows still shows its columns."""
        yield from self.more(final=True)
        if not self.names:
            raise SourceError(f"{self.path} holds only blank lines: expected a line with column names.")
        if not self.counter.ordinal:
            yield self._batch(b"", NONE, NONE, [])

    def broken(self, broken: Broken) -> Iterator[RawRows]:
        if not self.names:
            raise SourceError(f"{self.path}: the line with the column names cannot be read: {broken.reason}")
        if broken.ends_early:
            raw, self.pending = self.pending + broken.raw, b""
        else:
            yield from self.more(final=True)
            raw = broken.raw
        yield self.counter.broken(self.path, broken, raw, self.names)

    def _take_header(self, *, final: bool) -> None:
        """Take the column names off the data, once their record is whole."""
        hint = EXCEL_HINT.match(self.pending) if self.counter.line == 1 else None
        if hint:
            self.delimiter, self.pending = hint[1].decode(), self.pending[hint.end() :]
            self.counter.line = 2
        records, used, line = split_records(
            self.pending, self.delimiter, 0, line=self.counter.line, final=final
        )
        starts, ends, _, _, faults = records
        if not len(starts):
            if len(self.pending) > RECORD_LIMIT:
                raise self._bad_header("a quote is opened and never closed")
            return
        raw = self.pending[starts[0] : ends[0]]
        self._check_header(raw, int(faults[0]))
        names = next(csv.reader([raw.decode()], delimiter=self.delimiter))
        if len(names) > MOST_COLUMNS:
            raise self._bad_header(too_wide(len(names)))
        self.names = unique_names(names)
        self.counter.line, self.pending = line, self.pending[used:]

    def _check_header(self, raw: bytes, fault: int) -> None:
        if fault != SOUND:
            raise self._bad_header("a quote is opened and not closed where its cell ends")
        if b"\0" in raw:
            raise self._bad_header('it holds NUL bytes: if the file is UTF-16, try the encoding "utf-16"')
        if next(bad_bytes(raw), None) is not None:
            raise self._bad_header(not_text(raw, self.encoding))

    def _bad_header(self, reason: str) -> SourceError:
        return SourceError(f"{self.path}: the line with the column names cannot be read: {reason}")

    def _give_up_a_line(self) -> RawRows:
        """Reject the first line of a record that never ends."""
        end = self.pending.find(b"\n") + 1 or self.pending.find(b"\r") + 1
        raw, self.pending = self.pending[:end], self.pending[end:]
        reason = f"a quote is opened and not closed within {RECORD_LIMIT >> 20} MB"
        reject = Reject(ordinal=self.counter.ordinal, line=self.counter.line, reason=reason, raw=shown(raw))
        self.counter.ordinal += 1
        self.counter.line += 1
        return self._batch(b"", NONE, NONE, [reject])

    def _take_rows(self, *, final: bool) -> Iterator[RawRows]:
        records, used, line = split_records(
            self.pending, self.delimiter, len(self.names), line=self.counter.line, final=final
        )
        data, self.pending = self.pending[:used], self.pending[used:]
        self.counter.line = line
        starts, ends, lines, cells, faults = records
        if not len(starts):
            return
        faults = _with_bad_bytes(data, starts, faults)
        ordinals = self.counter.ordinal + np.arange(len(starts), dtype=np.int64)
        self.counter.ordinal += len(starts)
        rejects = []
        for index in np.flatnonzero(faults != SOUND):
            raw = data[starts[index] : ends[index]]
            reason = self._reason(int(faults[index]), int(cells[index]), raw)
            rejects.append(
                Reject(ordinal=int(ordinals[index]), line=int(lines[index]), reason=reason, raw=shown(raw))
            )
        if rejects:
            good = np.flatnonzero(faults == SOUND)
            data = b"".join([data[starts[index] : ends[index]] for index in good])
            ordinals, lines = ordinals[good], lines[good]
        yield from in_batches(self._batch(data, ordinals, lines, rejects))

    def _reason(self, fault: int, cells: int, raw: bytes) -> str:
        return {
            RAGGED: f"expected {len(self.names)} cells, found {cells}",
            STRAY_QUOTE: "a quote inside a quoted cell is not doubled, or the cell's quote is not closed",
            UNCLOSED_QUOTE: "a quote is opened and never closed",
            NUL_BYTE: "it holds a NUL byte: the file may be damaged",
        }.get(fault) or not_text(raw, self.encoding)

    def _batch(
        self, data: bytes, ordinals: NDArray[np.int64], lines: NDArray[np.int64], rejects: list[Reject]
    ) -> RawRows:
        columns = _parsed(data, self.names, self.delimiter)
        if columns.num_rows != len(ordinals):
            raise IntegrityError(
                f"{self.path}: {len(ordinals)} rows were counted and {columns.num_rows} parsed before line "
                f"{self.counter.line}; please report this with a few lines of the file"
            )
        return RawRows(columns=columns, ordinals=ordinals, lines=lines, rejects=rejects)


def _with_bad_bytes(data: bytes, starts: NDArray[np.int64], faults: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The faults, with those of rows that hold NUL bytes or bytes that are no text."""
    bad = np.fromiter(bad_bytes(data), np.int64)
    nul = np.flatnonzero(np.frombuffer(data, np.uint8) == 0) if b"\0" in data else bad[:0]
    if len(bad) or len(nul):
        faults = faults.copy()
        faults[np.searchsorted(starts, nul, "right") - 1] = NUL_BYTE
        faults[np.searchsorted(starts, bad, "right") - 1] = BAD_TEXT
    return faults


def _parsed(data: bytes, names: list[str], delimiter: str) -> pa.Table:
    """Records known to be sound as text columns; blank cells are null."""
    schema = pa.schema([(name, pa.string()) for name in names])
    if not data:
        return schema.empty_table()
    table = pacsv.read_csv(
        io.BytesIO(data),
        read_options=pacsv.ReadOptions(column_names=names, block_size=len(data) + 1),
        parse_options=pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=b'"' in data),
        convert_options=pacsv.ConvertOptions(
            column_types=schema, strings_can_be_null=True, null_values=[""], check_utf8=False
        ),
    )
    return blank_as_null(table)
