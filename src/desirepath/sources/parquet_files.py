"""The reader of Parquet.

Columns keep their types; structs are flattened with dots, lists and maps become JSON text.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from desirepath.errors import SourceError
from desirepath.records import Record
from desirepath.sources.batches import blank_as_null
from desirepath.sources.opening import byte_chunks
from desirepath.sources.rows import (
    BATCH_ROWS,
    MOST_COLUMNS,
    FileFormat,
    Progress,
    RawRows,
    too_wide,
    unique_names,
)

__all__ = ["Stretch", "file_stretches", "flat_schema", "raw_rows", "read_file_stretch", "read_parquet"]


class Stretch(Record):
    """Some row groups of a Parquet file that follow each other, and the position of their first row."""

    groups: list[int]
    first: int
    rows: int
    file: str | None = None  # of a folder: which of its files, and how many rows are in those before it
    before: int = 0


def read_parquet(path: Path, written: FileFormat, progress: Progress | None = None) -> Iterator[RawRows]:  # noqa: ARG001 - every reader is called alike
    """The rows of a Parquet file, in batches of at most 50,000; a row's line is its position from 1."""
    size = path.stat().st_size
    ordinal = 0
    with _seekable(path) as file:
        try:
            parquet = pq.ParquetFile(file, pre_buffer=False)
            _check_width(path, parquet.schema_arrow)
            total = parquet.metadata.num_rows
            for stretch in _stretches(parquet.metadata):
                for rows in _read(parquet, stretch):
                    ordinal = int(rows.ordinals[-1]) + 1
                    if progress:
                        progress(size * ordinal // total)
                    yield rows
            if not total:
                empty = np.empty(0, np.int64)
                yield RawRows(columns=_flat(parquet.schema_arrow.empty_table()), ordinals=empty, lines=empty)
        except (pa.ArrowException, OSError) as error:
            raise SourceError(
                f"{path} begins as Parquet but cannot be read after {ordinal} rows: {_brief(error)} "
                "It may have been cut off while it was copied: fetch it again."
            ) from None


def file_stretches(path: Path) -> list[Stretch]:
    """The pieces in which `read` takes a Parquet file, each of whole batches; none of a zipped one, or
    one that is damaged: only `read` says what is wrong with it."""
    try:
        return _stretches(pq.read_metadata(path))
    except (pa.ArrowException, OSError):
        return []


def read_file_stretch(path: Path, stretch: Stretch) -> Iterator[RawRows]:
    """The batches of one piece, as `read` gives them."""
    try:
        with pq.ParquetFile(path, pre_buffer=False) as parquet:
            yield from _read(parquet, stretch)
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            f"{path} cannot be read after {stretch.first} rows: {_brief(error)} Fetch it again."
        ) from None


def flat_schema(path: Path) -> pa.Schema:
    """The columns of a Parquet file, as `read` names them."""
    schema = pq.read_schema(path)
    _check_width(path, schema)
    return _flat(schema.empty_table()).schema


def raw_rows(batch: pa.RecordBatch, first: int) -> RawRows:
    """A batch of typed columns as raw rows, of which the first has this position."""
    ordinals = np.arange(first, first + batch.num_rows, dtype=np.int64)
    return RawRows(columns=_flat(batch), ordinals=ordinals, lines=ordinals + 1)


def _check_width(path: Path, schema: pa.Schema) -> None:
    width = sum(_width(field.type) for field in schema)
    if width > MOST_COLUMNS:
        raise SourceError(f"{path} cannot be read: {too_wide(width)}.")


def _width(kind: pa.DataType) -> int:
    """How many columns come of one, once structs are flattened."""
    return sum(_width(kind.field(n).type) for n in range(kind.num_fields)) if pa.types.is_struct(kind) else 1


def _stretches(metadata: pq.FileMetaData) -> list[Stretch]:
    """Batches never cross the edges between these, so that each can be read on its own."""
    found: list[Stretch] = []
    groups: list[int] = []
    first = rows = 0
    for group in range(metadata.num_row_groups):
        groups.append(group)
        rows += metadata.row_group(group).num_rows
        if rows >= BATCH_ROWS or group == metadata.num_row_groups - 1:
            found.append(Stretch(groups=groups, first=first, rows=rows))
            groups, first, rows = [], first + rows, 0
    return found


def _read(parquet: pq.ParquetFile, stretch: Stretch) -> Iterator[RawRows]:
    ordinal = stretch.first
    for batch in parquet.iter_batches(batch_size=BATCH_ROWS, row_groups=stretch.groups):
        yield raw_rows(batch, ordinal)
        ordinal += batch.num_rows


@contextmanager
def _seekable(path: Path) -> Iterator[IO[bytes]]:
    """The file itself, or its unzipped content on disk: Parquet is read from its end."""
    with path.open("rb") as file:
        if file.read(4) == b"PAR1":
            file.seek(0)
            yield file
            return
    with tempfile.TemporaryFile() as unzipped:
        for chunk in byte_chunks(path):
            unzipped.write(chunk)
        unzipped.seek(0)
        yield cast("IO[bytes]", unzipped)


def _flat(batch: pa.RecordBatch | pa.Table) -> pa.Table:
    table = batch if isinstance(batch, pa.Table) else pa.Table.from_batches([batch])
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    for position, field in enumerate(table.schema):
        plain = _plain(table.column(position))
        if plain is not table.column(position):
            table = table.set_column(position, field.name, plain)
    return blank_as_null(table.rename_columns(unique_names(table.column_names)))


def _plain(column: "pa.ChunkedArray[Any]") -> "pa.ChunkedArray[Any]":
    """The column as a simple type: dictionaries looked up, lists and maps as JSON text."""
    if pa.types.is_dictionary(column.type):
        return column.cast(column.type.value_type)
    if pa.types.is_nested(column.type):
        texts = [None if value is None else _json(value) for value in column.to_pylist()]
        return pa.chunked_array([pa.array(texts, pa.string())])
    return column


def _json(value: object) -> str:
    return msgspec.json.encode(value, enc_hook=str).decode()


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")[:200] + "."
