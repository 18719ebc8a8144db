"""Spark as an engine: the same relations over the same parts, on one machine or a cluster.

Nothing of Spark is imported before an engine is made. `spark_session` starts it, `spark_dialect` says
where its SQL must differ from what Ibis writes, `spark_failures` puts what goes wrong into words.
"""

import hashlib
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from desirepath.engines.files import whole_file
from desirepath.engines.protocol import Listed, Watcher
from desirepath.engines.spark_failures import explained, no_table, not_installed, quiet_about_pandas, unlisted
from desirepath.engines.spark_jobs import followed
from desirepath.engines.watching import Watching
from desirepath.errors import Fault

__all__ = ["SparkEngine"]

GLOB_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\[]{}*?"})
ROW = "to_json(struct(*), map('ignoreNullFields', 'false')) AS row"
SUMS = ("count(*)", *(f"sum(cast(xxhash64(row, {salt}) AS decimal(38, 0)))" for salt in (1, 2)))
MADE = pa.schema([pa.field("made", pa.binary())])
Work = Callable[[Iterator[pa.RecordBatch]], Iterator[bytes]]


class SparkEngine:
    """Runs relational work on Spark 4, and spreads other work over its executors.

    `master` is Spark's: "local[*]" is every core of this machine, "spark://host:7077" a cluster. A
    session that exists already is used as it is. `settings` are Spark's own, by name. WorkspaceError
    when pyspark or Java is not installed, or nobody answers at `master`.
    """

    def __init__(self, master: str = "local[*]", *, settings: Mapping[str, str] | None = None) -> None:
        try:
            with quiet_about_pandas():
                from desirepath.engines.spark_session import (  # noqa: PLC0415 - an optional driver
                    connect,
                    on_disk,
                    unburdened,
                )
        except ImportError as error:
            raise not_installed(error) from error
        with quiet_about_pandas():
            self._session, self._backend = connect(master, settings or {})
        self._on_disk, self._unburdened = on_disk(), unburdened
        self._turn = RLock()
        context = self._session.sparkContext
        self._watching = Watching(lambda: None, by_hand=context.cancelAllJobs)  # jobs are stopped by group
        self._unused = deque[str]()  # names of views, put there whenever the last user goes
        self._opened: dict[tuple[tuple[str, int, int], ...], ibis.Table] = {}

    @contextmanager
    def watched(self, watcher: Watcher) -> Iterator[None]:
        """What this thread asks inside ends with `Cancelled` when the watcher does not want it any more.

        Its jobs are then stopped in the middle, and the watcher is told how many tasks of them are done.
        """
        with self._watching.by(watcher), followed(self._session, watcher):
            yield

    def parquet(self, paths: Sequence[str]) -> ibis.Table:
        """The rows of these parts as one lazy relation; there must be at least one path."""
        with self._turn:
            files = _signed(paths)
            if files not in self._opened:
                try:
                    self._opened[files] = self._named(self._read(paths))
                except Exception as error:
                    doing = f"reading {len(paths)} parts, the first of them {paths[0]}"
                    raise explained(error, doing) from error
            return self._opened[files]

    def table(self, arrow: pa.Table) -> ibis.Table:
        """An in-memory Arrow table as a lazy relation."""
        with self._turn:
            try:
                return self._named(self._session.createDataFrame(arrow))
            except Exception as error:
                raise explained(error) from error

    def run(self, expr: ibis.Expr) -> pa.Table:
        """The expression's rows. A failure is a `Fault` that shows the query."""
        wanted = expr.as_table()
        with self._turn, self._watching.asking():
            try:
                rows: pa.Table = self._rows(wanted).toArrow()
            except Exception as error:
                raise explained(error, self._sql(wanted)) from error
        return rows.rename_columns(list(wanted.columns)).cast(wanted.schema().to_pyarrow())

    def held(self, expr: ibis.Table, *, number: str | None = None) -> ibis.Table:
        """The same rows, worked out now and once, numbered if wanted; for what is asked again and again.

        They stay with the workers. When one of those is lost, so are its rows, and what needs them fails.
        """
        with self._turn, self._watching.asking():
            try:
                rows = self._rows(expr)
                if number is not None:
                    rows = rows.selectExpr("*", f"monotonically_increasing_id() AS `{number}`")
                return self._named(self._unburdened(rows.localCheckpoint()))
            except Exception as error:
                raise explained(error, self._sql(expr)) from error

    def batches(self, expr: ibis.Table) -> Iterator[pa.RecordBatch]:
        """The expression's rows a piece at a time, for what need not be in memory at once."""
        schema = expr.schema().to_pyarrow()
        with self._turn, self._watching.asking():
            try:
                for row in self._made(self._rows(expr), _packed).toLocalIterator(prefetchPartitions=True):
                    for batch in _unpacked(row.made):
                        yield _like(batch, schema)
            except Exception as error:
                raise explained(error, self._sql(expr)) from error

    def write(self, expr: ibis.Table, path: str) -> int:
        """Write the expression's rows to a Parquet file (zstd); returns how many there were.

        The rows come through this process, so that the file appears whole or not at all. Raises
        `WorkspaceError` when the disk is full.
        """
        written = 0
        with whole_file(path) as unfinished:
            schema = expr.schema().to_pyarrow()
            with pq.ParquetWriter(unfinished, schema, compression="zstd") as file:
                for batch in self.batches(expr):
                    file.write_batch(batch)
                    written += batch.num_rows
        return written

    def spread(self, paths: Sequence[str], work: Work, *, watcher: Watcher | None = None) -> list[bytes]:
        """Whatever `work` makes of the rows of these files, wherever Spark has it done; in any order.

        A row group of a file is read by one worker, in order, and whole; by Arrow, because Spark would
        turn lists into rows and back, which takes longer than most work. `work` is sent to the workers,
        so it must be something that can be pickled, and what it names must be installed there. Cancelled
        when the `watcher` does not want it any more.
        """
        _signed(paths)
        with self._turn, self._watching.asking():
            try:
                groups = _row_groups(paths)
                tasks = self._session.sparkContext.defaultParallelism  # one a core: each costs half a second
                dealt = self._session.createDataFrame(groups).repartition(max(1, min(len(groups), tasks)))
                with followed(self._session, watcher):
                    made: pa.Table = self._made(dealt, _Reading(work)).toArrow()
            except Exception as error:
                raise explained(error) from error
        return [one.as_py() for one in made["made"]]

    def listed(self, name: str) -> Listed:
        """The table of this name in Spark's catalogue ("clicks", "sales.clicks"), as it is now.

        It is read once for its checksum. UnknownName when there is none, SourceError when it cannot be read.
        """
        with self._turn, self._watching.asking():
            try:
                rows = self._looked_up(name)
                count, *sums = rows.selectExpr(ROW).selectExpr(*SUMS).collect()[0]
                known = self._named(rows)
            except Exception as error:
                raise no_table(error, name, self._known_beside(name)) from error
            said = repr((rows.dtypes, count, sums)).encode()
            return Listed(rows=known, count=count, checksum=hashlib.sha256(said).hexdigest())

    def rows_of(self, name: str) -> ibis.Table:
        """The rows of the table of this name, as it is now. UnknownName when there is none."""
        with self._turn, self._watching.asking():
            try:
                return self._named(self._looked_up(name))
            except Exception as error:
                raise no_table(error, name, self._known_beside(name)) from error

    def _looked_up(self, name: str) -> Any:
        self._session.catalog.refreshTable(name)  # others may have written it anew
        return self._session.table(name)

    def _known_beside(self, name: str) -> list[str]:
        """The tables where this one was looked for, as one would name them."""
        place = name.rpartition(".")[0]
        try:
            found = self._session.catalog.listTables(place or None)
        except Exception:  # noqa: BLE001 - there is no such place: what is there otherwise?
            found, place = self._session.catalog.listTables(), ""
        return [f"{place}.{each.name}" if place else each.name for each in found if not each.isTemporary]

    def each(self, rows: ibis.Table, work: Work) -> Iterator[bytes]:
        """Whatever `work` makes of these rows where they are; what is made of a partition comes together."""
        with self._turn, self._watching.asking():
            try:
                yield from self._in_turn(self._rows(rows), work)
            except Exception as error:
                raise explained(error, self._sql(rows)) from error

    def deal(self, rows: ibis.Table, work: Work, *, by: str) -> Iterator[bytes]:
        """Whatever `work` makes of these rows, one after the other, in any order.

        All rows with one value of the column `by` come to one call of `work`, together. What is made
        waits on the workers' disks, so that this process need not hold it, and a lost worker's is made again.
        """
        with self._turn, self._watching.asking():
            try:
                yield from self._in_turn(self._rows(rows).repartition(by).sortWithinPartitions(by), work)
            except Exception as error:
                raise explained(error, self._sql(rows)) from error

    def hand_out(self, items: Sequence[bytes], work: Callable[[bytes], Iterator[bytes]]) -> Iterator[bytes]:
        """Whatever `work` makes of each of these items, in their order; it waits as in `deal`."""
        with self._turn, self._watching.asking():
            try:
                listed = self._session.createDataFrame(pa.table({"item": pa.array(items, pa.binary())}))
                yield from self._in_turn(listed, _Each(work))
            except Exception as error:
                raise explained(error) from error

    def _in_turn(self, rows: Any, work: Work) -> Iterator[bytes]:
        """What `work` makes of each of Spark's partitions of these rows, in their order."""
        made = self._made(rows, work).persist(self._on_disk)
        try:
            made.count()  # all of it at once: what follows asks for one partition after the other
            for row in made.toLocalIterator(prefetchPartitions=True):
                yield bytes(row.made)
        finally:
            made.unpersist()

    def _named(self, rows: Any) -> ibis.Table:
        while self._unused:
            self._session.catalog.dropTempView(self._unused.popleft())
        name = ibis.util.gen_name("desirepath")
        rows.createOrReplaceTempView(name)
        table = self._backend.table(name)
        weakref.finalize(table.op(), self._unused.append, name)
        return table

    def _read(self, paths: Sequence[str]) -> Any:
        return self._session.read.parquet(
            *(str(Path(path).absolute()).translate(GLOB_SIGNS) for path in paths)
        )

    def _sql(self, expr: ibis.Table) -> str:
        try:
            return str(self._backend.compile(expr))
        except Exception as unwritable:  # noqa: BLE001 - the first failure is the one to report
            return f"(cannot be written as SQL: {unwritable})"

    def _rows(self, expr: ibis.Table) -> Any:
        return self._session.sql(self._backend.compile(expr))

    def _made(self, rows: Any, work: Work) -> Any:
        with quiet_about_pandas():
            return rows.mapInArrow(_Working(work), "made binary")


class _Reading:
    """A piece of work on row groups that the worker is given the names of."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[bytes]:
        return self._work(_rows_of(batches))


class _Each:
    """A piece of work on items, each a row."""

    def __init__(self, work: Callable[[bytes], Iterator[bytes]]) -> None:
        self._work = work

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[bytes]:
        for batch in batches:
            for item in batch["item"]:
                yield from self._work(item.as_py())


class _Working:
    """A piece of work, as `mapInArrow` calls it."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for made in self._work(batches):
            yield pa.record_batch([pa.array([made], pa.binary())], schema=MADE)


def _row_groups(paths: Sequence[str]) -> pa.Table:
    """The path and the number of every row group that has a row."""
    found = [
        (str(Path(path).absolute()), group)
        for path in paths
        for file in [pq.read_metadata(path)]
        for group in range(file.num_row_groups)
        if file.row_group(group).num_rows
    ]
    return pa.table({"path": [path for path, _ in found], "row_group": [group for _, group in found]})


def _rows_of(groups: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in groups:
        for each in batch.to_pylist():
            with pq.ParquetFile(each["path"]) as file:
                yield from file.read_row_group(each["row_group"]).to_batches()


def _packed(batches: Iterator[pa.RecordBatch]) -> Iterator[bytes]:
    for batch in batches:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as stream:
            stream.write_batch(batch)
        yield sink.getvalue().to_pybytes()


def _unpacked(packed: bytes) -> Iterator[pa.RecordBatch]:
    with pa.ipc.open_stream(bytes(packed)) as stream:
        yield from stream


def _like(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """The batch with the names and types that Ibis gives it: Spark names the items of lists otherwise."""
    columns = [column.cast(field.type) for column, field in zip(batch.columns, schema, strict=True)]
    return pa.record_batch(columns, schema=schema)


def _signed(paths: Sequence[str]) -> tuple[tuple[str, int, int], ...]:
    """The files as they are now, so that one written anew is read anew."""
    if not paths:
        raise Fault("An engine was asked to read no part at all; an empty relation needs a schema.")
    try:
        found = [(path, Path(path).stat()) for path in paths]
    except FileNotFoundError as error:
        raise unlisted(error.filename) from error
    return tuple((path, file.st_size, file.st_mtime_ns) for path, file in found)
