"""JSON records as rows: decoded, flattened with dots into text columns, lists kept as JSON text.

Numbers keep their digits as written (`12.50` stays "12.50"). When a key comes twice in one object the
last one wins, as in every JSON library; RFC 8259 leaves it open.
"""

import math
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from operator import itemgetter
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.sources.batches import Counter, blank_as_null
from desirepath.sources.rows import BATCH_ROWS, MOST_COLUMNS, RawRows, Reject, shown, too_wide

__all__ = ["object_of", "rows_of", "rows_of_json", "text_of"]

Row = dict[str, Any]

GROUP_ROWS, GROUP_BYTES = 192, 1 << 18  # decoded at a time
CELLS_LIMIT = 4_000_000  # rows × columns of one batch: records whose keys never repeat stay bounded
DEPTH_LIMIT = 32  # what is nested deeper stays JSON text
NO_ROW: Row = {}

decode = msgspec.json.Decoder(float_hook=Decimal).decode
encode = msgspec.json.Encoder(decimal_format="number").encode


def rows_of(texts: list[bytes], lines: list[int], counter: Counter) -> Iterator[RawRows]:
    """The records as batches of rows; a text that is not one JSON object is rejected with its reason."""
    gathered: list[RawRows] = []
    names: set[str] = set()
    rows = 0
    for start, end in _groups(texts):
        group = _group(texts[start:end], lines[start:end], counter)
        names.update(group.columns.column_names)
        rows += end - start
        is_full = rows > BATCH_ROWS or rows * len(names) > CELLS_LIMIT or len(names) > MOST_COLUMNS
        if gathered and is_full:
            yield _together(gathered)
            gathered, names, rows = [], set(group.columns.column_names), end - start
        gathered.append(group)
    yield _together(gathered)


def rows_of_json(texts: list[bytes], lines: list[int]) -> Iterator[RawRows]:
    """Texts that should each be one JSON object as rows, numbered from 0; what is none is rejected."""
    return rows_of(texts, lines, Counter())


def _groups(texts: list[bytes]) -> Iterator[tuple[int, int]]:
    """Ranges of few records at a time: young objects stay few, which the garbage collector rewards.

    Two records or more never name more columns than may be: each name has a colon.
    """
    start = size = names = 0
    for index, text in enumerate(texts):
        colons = text.count(b":")
        size, names = size + len(text), names + colons
        if index - start >= GROUP_ROWS or size > GROUP_BYTES or names > MOST_COLUMNS:
            yield start, index
            start, size, names = index, len(text), colons
    yield start, len(texts)


def _group(texts: list[bytes], lines: list[int], counter: Counter) -> RawRows:
    rows, rejects, kept = _decoded(texts, lines, counter.ordinal)
    places = np.array(kept, np.int64)
    ordinals = counter.ordinal + places
    counter.ordinal += len(texts)
    return RawRows(
        columns=_table(rows), ordinals=ordinals, lines=np.array(lines, np.int64)[places], rejects=rejects
    )


def _together(groups: list[RawRows]) -> RawRows:
    columns = pa.concat_tables([group.columns for group in groups], promote_options="default")
    ordinals = np.concatenate([group.ordinals for group in groups])
    if not columns.num_columns:
        columns = _without_columns(len(ordinals))
    return RawRows(
        columns=blank_as_null(columns.combine_chunks()),
        ordinals=ordinals,
        lines=np.concatenate([group.lines for group in groups]),
        rejects=[reject for group in groups for reject in group.rejects],
    )


def _decoded(texts: list[bytes], lines: list[int], ordinal: int) -> tuple[list[Row], list[Reject], list[int]]:
    try:
        rows = [decode(text) for text in texts]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        rows = []
    is_sound = len(rows) == len(texts) and set(map(type, rows)) <= {dict}
    if is_sound and (len(rows) > 1 or not any(_too_wide(row) for row in rows)):
        return rows, [], list(range(len(texts)))
    rows, rejects, kept = [], [], []
    for index, text in enumerate(texts):
        row = object_of(text)
        row = _too_wide(row) or row if isinstance(row, dict) else row
        if isinstance(row, dict):
            rows.append(row)
            kept.append(index)
        else:
            rejects.append(Reject(ordinal=ordinal + index, line=lines[index], reason=row, raw=shown(text)))
    return rows, rejects, kept


def _too_wide(row: Row) -> str | None:
    width = _width(row, DEPTH_LIMIT)
    return too_wide(width) if width > MOST_COLUMNS else None


def _width(row: Row, depth: int) -> int:
    """How many columns a record needs."""
    return sum(_width(value, depth - 1) if depth and type(value) is dict else 1 for value in row.values())


def object_of(text: bytes) -> Row | str:
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


def _table(rows: list[Row]) -> pa.Table:
    columns: dict[str, pa.Array[Any]] = {}
    _add_columns(columns, rows, "", DEPTH_LIMIT)
    return pa.table(columns) if columns else _without_columns(len(rows))


def _without_columns(rows: int) -> pa.Table:
    return pa.table({"": pa.nulls(rows, pa.string())}).select([])


def _add_columns(columns: dict[str, "pa.Array[Any]"], rows: list[Row], prefix: str, depth: int) -> None:
    """One column for each key of these rows; objects inside become columns `key.inner`."""
    for key in dict.fromkeys(chain.from_iterable(rows)):
        values = _values(rows, key)
        types = set(map(type, values))
        if dict in types and depth:
            inner = [value if type(value) is dict else NO_ROW for value in values]
            _add_columns(columns, inner, f"{prefix}{key}.", depth - 1)
            types.discard(dict)
            if not types:
                continue
            values = [None if type(value) is dict else value for value in values]
        if types != {type(None)} or not _has_inner(columns, prefix + key):
            _add(columns, prefix + key, pa.array(_texts(values, types), pa.string()))


def _add(columns: dict[str, "pa.Array[Any]"], name: str, column: "pa.Array[Any]") -> None:
    """The column under its name; where `a.b` is written flat as well as nested, each row keeps its own."""
    columns[name] = pc.coalesce(column, columns[name]) if name in columns else column


def _values(rows: list[Row], key: str) -> list[Any]:
    try:
        return list(map(itemgetter(key), rows))
    except KeyError:
        return [row.get(key) for row in rows]


def _has_inner(columns: dict[str, "pa.Array[Any]"], name: str) -> bool:
    return any(column.startswith(f"{name}.") for column in columns)


def _texts(values: list[Any], types: set[type]) -> list[str | None]:
    if types <= {str, type(None)}:
        return values
    return [value if type(value) is str or value is None else text_of(value) for value in values]


def text_of(value: Any) -> str:
    """A JSON value as a text: numbers keep their digits, lists and objects stay JSON."""
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is float and math.isfinite(value):
        return repr(value)
    return encode(value).decode() if isinstance(value, list | dict) else str(value)
