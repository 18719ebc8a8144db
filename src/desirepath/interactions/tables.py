"""Tables of an engine's own catalogue, loaded as files are: `table:sales.clicks`.

The rows are shaped where they are; what comes back is numbered here. A table has no order of its own, so
its rows are numbered as the engine gives them, and its checksum is that of its rows in any order.
"""

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from msgspec.structs import replace

from desirepath.engines import Engine, Listed, Lists
from desirepath.errors import SourceError
from desirepath.interactions.arrays import pc
from desirepath.interactions.conforming import Shaped, shape
from desirepath.interactions.mapping_columns import require_columns
from desirepath.interactions.mappings import Mapping
from desirepath.records import Record
from desirepath.sources import RawRows, raw_rows

__all__ = ["is_table", "listed_table", "shaped_table", "table_name", "table_rows"]

TABLE = "table:"


def is_table(path: Path) -> bool:
    """Whether this names a table of the engine's catalogue, and no file.

    >>> is_table(Path("table:sales.clicks")), is_table(Path("clicks.csv"))
    (True, False)
    """
    return str(path).startswith(TABLE)


def listed_table(engine: Engine, path: Path) -> Listed:
    """The table as it is now. SourceError where the engine has no catalogue, UnknownName without a table."""
    return _with_tables(engine, path).listed(table_name(path))


def table_rows(engine: Engine | None, path: Path, rows: int) -> RawRows:
    """So many rows of the table, as raw rows; which ones, the engine says. Errors as above."""
    there = _with_tables(engine, path)
    found = there.run(there.rows_of(table_name(path)).limit(rows)).combine_chunks()
    batches = found.to_batches() or [pa.RecordBatch.from_pylist([], schema=found.schema)]
    return raw_rows(batches[0], 0)


def table_name(path: Path) -> str:
    """What the table is called in its catalogue."""
    return str(path).removeprefix(TABLE)


def _with_tables(engine: Engine | None, path: Path) -> Lists:
    if isinstance(engine, Lists):
        return engine
    raise SourceError(
        f"{path} is a table of Spark's catalogue, and this workspace computes without Spark. Say "
        f"`engine: spark` in workspace.yaml; or have {table_name(path)} written as Parquet, and load its "
        "folder."
    )


def shaped_table(
    engine: Engine,
    listed: Listed,
    path: Path,
    mapping: Mapping,
    *,
    load: int,
    at_us: int,
    tell: Callable[[int, int], None],
) -> Iterator[Shaped]:
    """The rows of a table, shaped by the engine's workers; `tell` is told rows done and rows in all.

    SourceError when the table changes meanwhile.
    """
    assert isinstance(engine, Lists)  # noqa: S101  (`listed` is of it)
    _check_columns(listed, path, mapping)
    read = before = 0
    for made in engine.each(listed.rows, ShapingRows(mapping=mapping, load=load, at_us=at_us)):
        place, shaped = pickle.loads(made)  # noqa: S301 - a worker of ours has just made it
        before = before if place else read  # the first of another stretch of rows
        read += shaped.read
        tell(read, listed.count)
        yield _moved(shaped, before)
    if read != listed.count:
        raise SourceError(
            f"{path} changed while it was read: it had {listed.count} rows, then {read}. Load it again."
        )


class ShapingRows(Record):
    """What a worker does with a stretch of the table's rows; it is sent there."""

    mapping: Mapping
    load: int
    at_us: int

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[bytes]:
        """Each batch shaped, with the place of its first row in the stretch."""
        place = 0
        for batch in batches:
            if batch.num_rows:
                rows = raw_rows(batch, place)
                made = shape(rows, self.mapping, load=self.load, loaded_at_us=self.at_us)
                yield pickle.dumps((place, made), protocol=5)
                place += batch.num_rows


def _check_columns(listed: Listed, path: Path, mapping: Mapping) -> None:
    nothing = pa.RecordBatch.from_pylist([], schema=listed.rows.schema().to_pyarrow())
    require_columns(mapping, raw_rows(nothing, 0).columns.column_names, file=str(path))


def _moved(shaped: Shaped, by: int) -> Shaped:
    """The same with its rows numbered through."""
    if not by:
        return shaped
    rejects = [replace(each, ordinal=each.ordinal + by, line=each.line + by) for each in shaped.rejects]
    tables = {name: _later(getattr(shaped, name), by) for name in ("interactions", "traits", "spend")}
    return replace(shaped, rejects=rejects, **tables)


def _later(facts: pa.Table, by: int) -> pa.Table:
    at = facts.schema.get_field_index("ordinal")
    return facts.set_column(at, facts.schema.field(at), pc.add(facts["ordinal"], np.int64(by)))
