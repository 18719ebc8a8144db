"""JSON records as rows: decoded, flattened with dots into text columns, lists kept as JSON text.

Numbers keep their digits as written (`12.50` stays "12.50"). When a key comes twice in one object the
last one wins, as in every JSON library; RFC 8259 leaves it open.
"""

import math
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.sources.batches import Counter, blank_as_null, in_batches
from desirepath.sources.rows import BATCH_ROWS, RawRows, Reject, shown

__all__ = ["rows_of"]

Row = dict[str, Any]

CELLS_LIMIT = 4_000_000  # rows × columns of one batch: records whose keys never repeat stay bounded
DEPTH_LIMIT = 32  # what is nested deeper stays JSON text
NO_ROW: Row = {}

decode = msgspec.json.Decoder(float_hook=Decimal).decode
encode = msgspec.json.Encoder(decimal_format="number").encode


def rows_of(texts: list[bytes], lines: list[int], counter: Counter) -> Iterator[RawRows]:
    """The records as batches of rows; a text that is not one JSON object is rejected with its reason."""
    rows, rejects, kept = _decoded(texts, lines, counter.ordinal)
    ordinals = counter.ordinal + np.array(kept, np.int64)
    counter.ordinal += len(texts)
    at = np.array(lines, np.int64)[ordinals - ordinals[0] + kept[0]] if kept else np.empty(0, np.int64)
    for start, end in _slices(rows):
        yield from in_batches(
            RawRows(
                columns=blank_as_null(_table(rows[start:end])),
                ordinals=ordinals[start:end],
                lines=at[start:end],
                rejects=rejects if start == 0 else [],
            )
        )


def _decoded(texts: list[bytes], lines: list[int], ordinal: int) -> tuple[list[Row], list[Reject], list[int]]:
    try:
        rows = [decode(text) for text in texts]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        rows = []
    if len(rows) == len(texts) and set(map(type, rows)) <= {dict}:
        return rows, [], list(range(len(texts)))
    rows, rejects, kept = [], [], []
    for index, text in enumerate(texts):
        row = _object(text)
        if isinstance(row, dict):
            rows.append(row)
            kept.append(index)
        else:
            rejects.append(Reject(ordinal=ordinal + index, line=lines[index], reason=row, raw=shown(text)))
    return rows, rejects, kept


def _object(text: bytes) -> Row | str:
    """The object that a text holds, or why it holds none."""
    try:
        value = decode(text)
    except UnicodeDecodeError as error:
        return f"the byte 0x{error.object[error.start]:02X} is not utf-8"
    except RecursionError:
        return "the JSON is nested too deeply"
    except msgspec.DecodeError as error:
        return f"this is not JSON: {str(error).removeprefix('JSON is malformed: ')}"
    return value if isinstance(value, dict) else f"expected a JSON object, found {_kind(value)}"


def _kind(value: object) -> str:
    kinds = {list: "a list", str: "a text", bool: "a truth value", type(None): "null"}
    return kinds.get(type(value), "a number")


def _slices(rows: list[Row]) -> Iterator[tuple[int, int]]:
    """Ranges of rows whose columns, taken together, stay within bounds."""
    start = 0
    while start < max(1, len(rows)):
        end = min(len(rows), start + BATCH_ROWS)
        while end - start > 1 and (end - start) * _width(rows[start:end]) > CELLS_LIMIT:
            end = start + (end - start) // 2
        yield start, end
        start = max(end, start + 1)


def _width(rows: list[Row]) -> int:
    return len(set(chain.from_iterable(rows))) + max((_nested_width(row) for row in rows), default=0)


def _nested_width(row: Row) -> int:
    return sum(len(value) for value in row.values() if type(value) is dict)


def _table(rows: list[Row]) -> pa.Table:
    columns: dict[str, pa.Array[Any]] = {}
    _add_columns(columns, rows, "", DEPTH_LIMIT)
    if not columns:  # Arrow cannot count the rows of a table without columns
        columns[""] = pa.nulls(len(rows), pa.string())
    return pa.table(columns)


def _add_columns(columns: dict[str, "pa.Array[Any]"], rows: list[Row], prefix: str, depth: int) -> None:
    """One column for each key of these rows; objects inside become columns `key.inner`."""
    for key in dict.fromkeys(chain.from_iterable(rows)):
        values = [row.get(key) for row in rows]
        types = set(map(type, values))
        if dict in types and depth:
            inner = [value if type(value) is dict else NO_ROW for value in values]
            _add_columns(columns, inner, f"{prefix}{key}.", depth - 1)
            values = [None if type(value) is dict else value for value in values]
            types.discard(dict)
        if types - {type(None)} or not (prefix + key in columns or _has_inner(columns, prefix + key)):
            columns[prefix + key] = pa.array(_texts(values, types), pa.string())


def _has_inner(columns: dict[str, "pa.Array[Any]"], name: str) -> bool:
    return any(column.startswith(f"{name}.") for column in columns)


def _texts(values: list[Any], types: set[type]) -> list[str | None]:
    if types <= {str, type(None)}:
        return values
    return [value if type(value) is str or value is None else _text(value) for value in values]


def _text(value: Any) -> str:
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is float and math.isfinite(value):
        return repr(value)
    return encode(value).decode() if isinstance(value, list | dict) else str(value)
