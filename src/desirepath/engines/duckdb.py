"""DuckDB as an engine: in memory over Parquet parts, so any number of processes can read at once.

The only file that imports the driver. Nothing is downloaded: extensions are neither installed nor
loaded on demand.
"""

import tempfile
import warnings
import weakref
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from threading import RLock
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from duckdb import Error as DriverError
from ibis.common.exceptions import IbisError

from desirepath.engines.files import disk_is_full, no_room, whole_file
from desirepath.engines.protocol import Watcher
from desirepath.engines.watching import Watching, raise_if_stopped_by_hand
from desirepath.errors import DesirepathError, Fault, WorkspaceError

__all__ = ["DuckDBEngine"]

BATCH_ROWS = 1_000_000
GLOB_SIGNS = str.maketrans({sign: f"[{sign}]" for sign in "[*?"})


class DuckDBEngine:
    """Runs relational work on one machine, on all cores, spilling to disk when memory is short.

    Several threads may share one engine: queries take turns, and each uses every core.

    >>> engine = DuckDBEngine(threads=1)
    >>> seen = engine.table(pa.table({"channel": ["email", "app", "email"]}))
    >>> engine.run(seen.group_by("channel").agg(count=seen.count()).order_by("channel")).to_pylist()
    [{'channel': 'app', 'count': 1}, {'channel': 'email', 'count': 2}]
    """

    def __init__(
        self,
        threads: int | None = None,
        memory_limit: str | None = None,
        temp_directory: str | Path | None = None,
    ) -> None:
        settings: dict[str, Any] = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allocator_flush_threshold": "16MB",  # give memory back soon: others need it next
            "allocator_bulk_deallocation_flush_threshold": "16MB",
            "temp_directory": str(temp_directory or Path(tempfile.gettempdir()) / "desirepath"),
        }
        if threads is not None:
            settings["threads"] = threads
        if memory_limit is not None:
            settings["memory_limit"] = memory_limit
        self._backend = ibis.duckdb.connect(":memory:", **settings)
        self._backend.raw_sql("SET TimeZone = 'UTC'")
        self._turn = RLock()
        self._watching = Watching(self._backend.con.interrupt)
        self._unused = deque[str]()  # names of tables, put there whenever the last user goes
        self._opened: dict[tuple[tuple[str, int, int], ...], ibis.Table] = {}

    def watched(self, watcher: Watcher) -> AbstractContextManager[None]:
        """What this thread asks inside ends with `Cancelled` when the watcher does not want it any more."""
        return self._watching.by(watcher)

    def parquet(self, paths: Sequence[str]) -> ibis.Table:
        """The rows of these parts as one lazy relation; there must be at least one path."""
        if not paths:
            raise Fault("An engine was asked to read no part at all; an empty relation needs a schema.")
        with self._turn:
            try:
                files = tuple(_signed(Path(path)) for path in paths)
                if files not in self._opened:
                    names = [name.translate(GLOB_SIGNS) for name, _, _ in files]
                    self._opened[files] = self._backend.read_parquet(names)
                return self._opened[files]
            except FileNotFoundError as error:
                raise WorkspaceError(
                    f"The part {error.filename} is listed but is not on the disk. Restore it from a backup."
                ) from error
            except (DriverError, IbisError, OSError) as error:
                raise Fault(
                    f"{error}\nwhile reading {len(paths)} parts, the first of them {paths[0]}"
                ) from error

    def table(self, arrow: pa.Table) -> ibis.Table:
        """An in-memory Arrow table as a lazy relation, for as long as the relation is used."""
        relation = ibis.memtable(arrow)
        weakref.finalize(relation.op(), self._unused.append, relation.op().name)
        return relation

    def run(self, expr: ibis.Expr) -> pa.Table:
        """The expression's rows. A failure is a `Fault` that shows the query.

        >>> DuckDBEngine(threads=1).run(ibis.literal("many").cast("int64").name("n"))
        Traceback (most recent call last):
        ...
        desirepath.errors.Fault: Conversion Error: Could not convert string 'many' to INT64...
        """
        with self._turn, self._watching.asking():
            self._let_go()
            try:
                rows: pa.Table = self._backend.to_pyarrow(expr.as_table())
            except Exception as error:
                raise _explained(error, expr) from error
        return rows

    def held(self, expr: ibis.Table, *, number: str | None = None) -> ibis.Table:
        """The same rows, worked out now and once, numbered if wanted; for what is asked again and again."""
        rows = self.run(expr)
        if number is not None:
            rows = rows.append_column(number, pa.array(range(rows.num_rows), pa.int64()))
        return self.table(rows)

    def batches(self, expr: ibis.Table) -> Iterator[pa.RecordBatch]:
        """The expression's rows a piece at a time, for what need not be in memory at once.

        >>> many = DuckDBEngine(threads=1).batches(ibis.range(3).unnest().name("n").as_table())
        >>> sum(batch.num_rows for batch in many)
        3
        """
        with self._turn, self._watching.asking(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "fetch_record_batch")  # Ibis 12 calls it by its old name
            self._let_go()
            try:
                yield from self._backend.to_pyarrow_batches(expr, chunk_size=BATCH_ROWS)
            except (DriverError, IbisError, pa.ArrowException, RuntimeError) as error:
                raise _explained(error, expr) from error

    def write(self, expr: ibis.Table, path: str) -> int:
        """Write the expression's rows to a Parquet file (zstd); returns how many there were.

        The file appears whole or not at all. Raises `WorkspaceError` when the disk is full.
        """
        with self._turn, whole_file(path) as unfinished, self._watching.asking():
            self._let_go()
            try:
                self._backend.to_parquet(expr, unfinished, compression="zstd")
            except Exception as error:
                raise _explained(error, expr) from error
            return int(pq.read_metadata(unfinished).num_rows)

    def _let_go(self) -> None:
        """Forget the tables that nobody uses any more: Ibis 12 would keep them until the process ends."""
        while self._unused:
            self._backend.con.unregister(self._unused.popleft())


def _explained(error: Exception, expr: ibis.Expr) -> DesirepathError:
    raise_if_stopped_by_hand(error)
    if disk_is_full(error):
        return no_room(str(error))
    try:
        query = str(ibis.to_sql(expr, dialect="duckdb"))
    except Exception as unwritable:  # noqa: BLE001 - the first failure is the one to report
        query = f"(cannot be written as SQL: {unwritable})"
    return Fault(f"{error}\nwhile running:\n{query}")


def _signed(file: Path) -> tuple[str, int, int]:
    """The file as it is now, so that one written anew is read anew."""
    found = file.stat()
    return str(file), found.st_size, found.st_mtime_ns
