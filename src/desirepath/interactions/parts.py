"""Parts being written: one Parquet file a table, row group by row group, in bounded memory.

A part appears whole when the block ends well (`engines.whole_file`), and exists only once the
catalog lists it.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from desirepath.catalog import Part
from desirepath.engines import whole_file
from desirepath.interactions.facts import INTERACTIONS, SPEND, TRAITS
from desirepath.sources import Reject

__all__ = ["QUARANTINE", "TABLES", "PartWriter", "quarantine_rows", "writing"]

_QUARANTINE_FIELDS: list[tuple[str, pa.DataType]] = [
    ("load", pa.int64()),
    ("source", pa.string()),
    ("path", pa.string()),
    ("line", pa.int64()),
    ("ordinal", pa.int64()),
    ("reason", pa.string()),
    ("raw", pa.string()),  # the raw row as it was read, or as JSON of its columns
]
QUARANTINE = pa.schema(_QUARANTINE_FIELDS)
TABLES = {"interactions": INTERACTIONS, "traits": TRAITS, "spend": SPEND, "quarantine": QUARANTINE}
_GROUP_ROWS = 100_000
_GROUP_BYTES = 64_000_000
_REPETITIVE = [
    "source", "load", "precision", "utc_offset_minutes", "channel", "touchpoint", "action", "initiator",
    "currency", "scale", "campaign", "device", "name", "received_at_us", "path", "reason",
    "identifiers.list.element.type", "identifiers.list.element.role",
]  # fmt: skip


class PartWriter:
    """One part: rows are gathered into row groups; facts are numbered as they are written."""

    def __init__(self, path: Path, schema: pa.Schema, *, number: int) -> None:
        names = [name for name in _REPETITIVE if name.partition(".")[0] in schema.names]
        self._file = pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=names)  # type: ignore[arg-type] # the stubs know only True and False
        self._schema = schema
        self._next_fact = number << 32
        self._waiting: list[pa.Table] = []
        self.rows = 0

    def add(self, rows: pa.Table) -> None:
        """Rows of the part's table, in order."""
        if "fact" in self._schema.names:
            facts = np.arange(self._next_fact, self._next_fact + rows.num_rows, dtype=np.int64)
            rows = rows.set_column(0, self._schema.field("fact"), pa.array(facts))
            self._next_fact += rows.num_rows
        self._waiting.append(rows)
        self.rows += rows.num_rows
        waiting = sum(table.num_rows for table in self._waiting)
        if waiting >= _GROUP_ROWS or sum(table.nbytes for table in self._waiting) > _GROUP_BYTES:
            self._write()

    def close(self) -> None:
        """Write what is waiting and end the file."""
        self._write()
        self._file.close()

    def abandon(self) -> None:
        """Let go of the file without caring what is in it."""
        self._waiting = []
        self._file.close()

    def _write(self) -> None:
        if any(table.num_rows for table in self._waiting):
            self._file.write_table(pa.concat_tables(self._waiting), row_group_size=_GROUP_ROWS)
        self._waiting = []


@contextmanager
def writing(parts: Iterable[Part], folder: Path) -> Iterator[dict[str, PartWriter]]:
    """A writer for each of these parts, by its table; the files appear when the block ends well."""
    with ExitStack() as stack:
        writers: dict[str, PartWriter] = {}
        for part in parts:
            unfinished = stack.enter_context(whole_file(folder / part.path))
            writers[part.table] = PartWriter(unfinished, TABLES[part.table], number=part.number)
        try:
            yield writers
            for writer in writers.values():
                writer.close()
        except BaseException:
            for writer in writers.values():
                _abandon(writer)
            raise


def _abandon(writer: PartWriter) -> None:
    try:
        writer.abandon()
    except (OSError, ValueError):
        return  # the first failure is the one to report; the file is removed all the same


def quarantine_rows(rejects: list[Reject], *, load: int, source: str, path: str) -> pa.Table:
    """Rejects as rows of the quarantine."""
    rows = len(rejects)
    columns = {
        "load": [load] * rows,
        "source": [source] * rows,
        "path": [path if reject.file is None else f"{path}/{reject.file}" for reject in rejects],
        "line": [reject.line for reject in rejects],
        "ordinal": [reject.ordinal for reject in rejects],
        "reason": [reject.reason for reject in rejects],
        "raw": [reject.raw for reject in rejects],
    }
    return pa.table(columns, schema=QUARANTINE)
