"""Raw columns as tidy texts: what every template, condition and parser reads.

A tidy text is trimmed, in Unicode's composed form (NFC) and never blank: blank is null. Typed
Parquet columns are spelled the way a person would: a float 12345.0 is "12345".
"""

from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.interactions.arrays import Array, Mask, pc
from desirepath.records import Record

__all__ = [
    "Batch",
    "array_of",
    "batch_of",
    "complain",
    "legible",
    "missing",
    "narrow",
    "shown",
    "text_of",
    "typed",
]


class Batch(Record):
    """Some raw rows on their way to becoming facts, and what was found wrong with them.

    `positions` says which rows of the raw batch these are; `problems` (shared by every narrowing
    of one raw batch) keeps the first complaint about each raw row.
    """

    table: pa.Table
    positions: np.ndarray[tuple[int], np.dtype[np.int64]]
    problems: dict[int, str]
    texts: dict[str, Array]  # columns already made tidy

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.positions)


def batch_of(table: pa.Table) -> Batch:
    """A whole raw batch, nothing said of it yet."""
    return Batch(table=table.combine_chunks(), positions=np.arange(table.num_rows), problems={}, texts={})


def narrow(batch: Batch, mask: Mask) -> Batch:
    """Only the rows where `mask` holds; complaints still reach the raw rows they are about."""
    if mask.all():
        return batch
    keep = pa.array(mask)
    return Batch(
        table=batch.table.filter(keep),
        positions=batch.positions[mask],
        problems=batch.problems,
        texts={name: texts.filter(keep) for name, texts in batch.texts.items()},
    )


def complain(batch: Batch, bad: Mask, reason: str, values: Array | None = None) -> None:
    """Send the raw rows where `bad` holds to quarantine; `{}` in `reason` is the value at fault."""
    for row in np.flatnonzero(bad):
        value = "" if values is None else shown(values[int(row)].as_py())
        batch.problems.setdefault(int(batch.positions[row]), reason.replace("{}", value, 1))


def shown(value: object) -> str:
    """A value as it stands in a message: quoted, and cut when it is long."""
    text = str(value)
    return f'"{text[:80]}…"' if len(text) > 80 else f'"{text}"'


def typed(batch: Batch, column: str) -> Array | None:
    """A column as it was read, or None when these rows do not have it."""
    return array_of(batch.table, column) if batch.table.schema.get_field_index(column) >= 0 else None


def array_of(table: pa.Table, column: str) -> Array:
    """One column as one array."""
    chunks = table.column(column)
    return chunks.chunk(0) if chunks.num_chunks == 1 else chunks.combine_chunks()


def text_of(batch: Batch, column: str) -> Array:
    """A column as tidy texts; all null when these rows do not have it."""
    if column not in batch.texts:
        values = typed(batch, column)
        batch.texts[column] = missing(batch) if values is None else _tidy(_spelled(values))
    return batch.texts[column]


def legible(table: pa.Table) -> pa.Table:
    """The table with floats and bytes as the texts that templates see, so that JSON keeps what was read."""
    for position, field in enumerate(table.schema):
        if pa.types.is_floating(field.type) or pa.types.is_binary(field.type):
            column = _spelled(table.column(position).combine_chunks())
            table = table.set_column(position, field.name, column)
    return table


def missing(batch: Batch) -> Array:
    """A text column of which nothing is known."""
    return pa.nulls(batch.rows, pa.string())


def _spelled(values: Array) -> Array:
    kind = values.type
    if pa.types.is_dictionary(kind):
        return _spelled(values.dictionary_decode())
    if pa.types.is_floating(kind):
        return _spelled_floats(values)
    if pa.types.is_nested(kind):
        spelled = [None if item is None else _json(item) for item in values.to_pylist()]
        return pa.array(spelled, pa.string())
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        texts = [None if item is None else item.decode("utf-8", "replace") for item in values.to_pylist()]
        return pa.array(texts, pa.string())
    return values if pa.types.is_string(kind) else values.cast(pa.string())


def _json(item: Any) -> str:
    return msgspec.json.encode(item, enc_hook=str).decode()


def _spelled_floats(values: Array) -> Array:
    """Whole numbers without ".0": spreadsheets turn ids into floats as soon as one is missing.

    A float of 32 bits is spelled with the few digits it has: 6.95, not 6.949999809265137.
    """
    narrow_floats = values.cast(pa.float32()) if pa.types.is_float16(values.type) else values
    numbers = narrow_floats.cast(pa.float64()).to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore"):
        whole = (np.abs(numbers) < 2**53) & (numbers == np.floor(numbers))
    as_integers = pa.array(np.where(whole, numbers, 0).astype(np.int64)).cast(pa.string())
    spelled = pc.if_else(pa.array(whole), as_integers, narrow_floats.cast(pa.string()))
    return pc.if_else(pa.array(np.isnan(numbers)), pa.scalar(None, pa.string()), spelled)


def _tidy(values: Array) -> Array:
    if _is_ascii(values):
        trimmed = pc.ascii_trim_whitespace(values)
    else:
        trimmed = pc.utf8_trim_whitespace(pc.utf8_normalize(values, form="NFC"))
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _is_ascii(values: Array) -> bool:
    buffer = values.buffers()[2]
    return buffer is None or not np.frombuffer(buffer, np.int8).min(initial=0) < 0
