"""One interaction rule applied to a batch: every column of the facts, and the text of its content."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from desirepath.interactions.amounts import read_duration, read_money, read_score
from desirepath.interactions.arrays import Array, null_mask, pc
from desirepath.interactions.expressions import evaluate, reads
from desirepath.interactions.facts import CHANNELS, INTERACTIONS
from desirepath.interactions.fingerprints import joined, tagged
from desirepath.interactions.identifiers import Named, gather, interleave, read_identifiers
from desirepath.interactions.mappings import InteractionRule, Money, Value
from desirepath.interactions.templates import constant_of
from desirepath.interactions.texts import Batch, complain
from desirepath.interactions.times import Moments, as_time, blank_times, read_times
from desirepath.sources import redact

__all__ = ["PIECE", "apply_interaction", "read_channel", "required"]

# A fact on its way: with the raw row it came from, its declared key and the text of its content.
PIECE = pa.schema(
    [
        *INTERACTIONS,
        pa.field("position", pa.int64()),
        pa.field("key", pa.string()),
        pa.field("content", pa.string()),
        pa.field("has_self", pa.bool_()),
    ]
)


def apply_interaction(
    rule: InteractionRule, batch: Batch, stamps: dict[str, Any], *, latest_us: int | None
) -> tuple[pa.Table, np.ndarray]:
    """One row of `PIECE` for every row of the batch, and those rows; complaints stay with the batch."""
    moments = read_times(rule.time, batch, "time", latest_us=latest_us)
    complain(batch, blank_times(moments), f"time is blank (from {reads(as_time(rule.time).of)})")
    identifiers = read_identifiers(rule.identifiers, batch)
    columns = (
        _plain_columns(rule, batch, moments)
        | _amounts(rule, batch)
        | _texts(rule, batch)
        | {"source": stamps["source"], "load": stamps["load"]}
        | {"received_at_us": stamps["received_at_us"].take(pa.array(batch.positions))}
        | {"position": pa.array(batch.positions), "key": evaluate(rule.key, batch)}
    )
    columns["identifiers"] = gather(identifiers, batch.rows)
    columns["has_self"] = _has_self(identifiers, batch.rows)
    columns["content"] = joined(_content(rule, columns, identifiers, batch))
    arrays = [_column(columns.get(field.name), field, batch.rows) for field in PIECE]
    return pa.table(arrays, schema=PIECE), batch.positions


def required(value: Value, batch: Batch, what: str) -> Array:
    """A value that must be there: rows where it is blank go to quarantine."""
    texts = evaluate(value, batch)
    complain(batch, null_mask(texts), f"{what} is blank (from {reads(value)})")
    return texts


def read_channel(value: Value, batch: Batch) -> Array:
    """One of `CHANNELS`; anything else goes to quarantine."""
    if isinstance(value, str) and constant_of(value) is not None:
        return evaluate(value, batch)
    texts = required(value, batch, "channel")
    channels = pc.replace_substring_regex(pc.utf8_lower(texts), pattern="[ -]+", replacement="_")
    strange = ~pc.is_in(channels, value_set=pa.array(CHANNELS)).to_numpy(zero_copy_only=False)
    complain(
        batch,
        strange & ~null_mask(texts),
        f"channel {{}} (from {reads(value)}) is not a known channel; name it with a lookup",
        texts,
    )
    return channels


def _plain_columns(rule: InteractionRule, batch: Batch, moments: Moments) -> dict[str, Any]:
    return {
        "happened_at_us": moments.at_us,
        "precision": moments.precision,
        "utc_offset_minutes": moments.utc_offset_minutes,
        "channel": read_channel(rule.channel, batch),
        "touchpoint": required(rule.touchpoint, batch, "touchpoint"),
        "action": required(rule.action, batch, "action"),
        "initiator": _initiator(rule.initiator, batch),
    }


def _initiator(value: Value, batch: Batch) -> Array:
    if value == "customer":
        return evaluate(value, batch)
    texts = pc.utf8_lower(evaluate(value, batch)).fill_null("customer")
    known = pc.is_in(texts, value_set=pa.array(["customer", "organisation"]))
    strange = ~known.to_numpy(zero_copy_only=False)
    complain(batch, strange, f"initiator {{}} (from {reads(value)}) is not customer or organisation", texts)
    return texts


def _amounts(rule: InteractionRule, batch: Batch) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if rule.value:
        columns["value_minor"], columns["currency"] = read_money(rule.value, batch, "value")
    if rule.cost:
        columns |= _cost(rule.cost, batch, columns.get("currency"))
    if rule.duration:
        columns["duration_us"] = read_duration(rule.duration, batch, "duration")
    if rule.score:
        scores = read_score(rule.score, batch, "score")
        columns["score"] = scores
        columns["scale"] = pc.if_else(
            scores.is_valid(), pa.scalar(rule.score.scale), pa.scalar(None, pa.string())
        )
    return columns


def _cost(money: Money, batch: Batch, value_currency: Array | None) -> dict[str, Any]:
    """A row has one currency: a cost in another one cannot stand beside the value."""
    cost, currency = read_money(money, batch, "cost")
    if value_currency is None:
        return {"cost_minor": cost, "currency": currency}
    differs = pc.not_equal(currency, value_currency).fill_null(False).to_numpy(zero_copy_only=False)
    complain(batch, differs, "cost is in {}, the value in another currency", currency)
    return {"cost_minor": cost, "currency": pc.coalesce(value_currency, currency)}


def _texts(rule: InteractionRule, batch: Batch) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if rule.text is not None:
        columns["text"] = redact(evaluate(rule.text, batch))
    for name in ("campaign", "device"):
        if getattr(rule, name) is not None:
            columns[name] = evaluate(getattr(rule, name), batch)
    if rule.properties:
        columns["properties"] = _properties(rule, batch)
    if rule.consent:
        offsets, items, _ = interleave([evaluate(value, batch) for value in rule.consent], batch.rows)
        columns["consent"] = pa.ListArray.from_arrays(offsets, items)
    return columns


def _properties(rule: InteractionRule, batch: Batch) -> Array:
    names = sorted(rule.properties)
    offsets, items, places = interleave([evaluate(rule.properties[n], batch) for n in names], batch.rows)
    return pa.MapArray.from_arrays(offsets, pa.array(names, pa.string()).take(places), items)


def _has_self(identifiers: Named, rows: int) -> Array:
    known = np.zeros(rows, np.bool_)
    for each, values in identifiers:
        if each.role == "self":
            known |= ~null_mask(values)
    return pa.array(known)


def _content(
    rule: InteractionRule, columns: dict[str, Any], identifiers: Named, batch: Batch
) -> Iterator[Array]:
    """Every field that says what happened, named; not when or in which file it came."""
    yield columns["happened_at_us"].cast(pa.string())
    for name in ("precision", "channel", "touchpoint", "action", "initiator"):
        yield columns[name]
    for name in _OPTIONAL:
        if columns.get(name) is not None:
            yield tagged(name, columns[name])
    said = [(f"{each.type}:{each.role}", values) for each, values in identifiers]
    for name, values in sorted(said, key=lambda pair: pair[0]):
        yield tagged(name, values)
    for name in sorted(rule.properties):
        yield tagged(f"properties.{name}", evaluate(rule.properties[name], batch))
    for value in rule.consent:
        yield tagged("consent", evaluate(value, batch))


_OPTIONAL = (
    "utc_offset_minutes", "value_minor", "currency", "cost_minor", "duration_us", "score", "scale",
    "text", "campaign", "device",
)  # fmt: skip


def _column(value: Any, field: Any, rows: int) -> Array:
    if value is None:
        return pa.nulls(rows, field.type)
    if isinstance(value, pa.Array):
        return value if value.type == field.type else value.cast(field.type)
    return pa.repeat(pa.scalar(value, field.type), rows)
