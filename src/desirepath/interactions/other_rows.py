"""Trait and spend rules applied to a batch: what is known of people, and what was spent on channels."""

from typing import Any

import numpy as np
import pyarrow as pa

from desirepath.interactions.amounts import read_count, read_money
from desirepath.interactions.arrays import Array, null_mask, pc
from desirepath.interactions.expressions import evaluate, reads
from desirepath.interactions.facts import SPEND, TRAITS
from desirepath.interactions.identifiers import Named, gather, read_identifiers
from desirepath.interactions.interaction_rows import read_channel
from desirepath.interactions.mappings import SpendRule, TraitRule
from desirepath.interactions.texts import Batch, complain, narrow
from desirepath.interactions.times import as_time, blank_times, read_times

__all__ = ["apply_spend", "apply_trait"]

_DAY_US = 86_400_000_000


def apply_trait(
    rule: TraitRule, batch: Batch, stamps: dict[str, Any], *, latest_us: int | None
) -> tuple[pa.Table, np.ndarray]:
    """One row for every trait that is known, and which raw rows the rule applies to: those that name
    somebody.

    Without `since`, a trait is known since its row was received, or else loaded.
    """
    batch, identifiers = _about_somebody(rule, batch)
    since = stamps["received_at_us"].take(pa.array(batch.positions)).fill_null(stamps["loaded_at_us"])
    if rule.since is not None:
        moments = read_times(rule.since, batch, "since", latest_us=latest_us)
        since = pc.coalesce(moments.at_us, since)
    told = {
        "source": pa.repeat(pa.scalar(stamps["source"]), batch.rows),
        "load": pa.repeat(pa.scalar(stamps["load"], pa.int64()), batch.rows),
        "ordinal": pa.nulls(batch.rows, pa.int64()),
        "identifiers": gather(identifiers, batch.rows),
        "known_since_us": since,
        "position": pa.array(batch.positions, pa.int64()),
    }
    tables = [_trait(name, evaluate(value, batch), told) for name, value in rule.values.items()]
    table = pa.concat_tables(tables) if tables else _with_position(TRAITS).empty_table()
    return table, batch.positions


def _about_somebody(rule: TraitRule, batch: Batch) -> tuple[Batch, Named]:
    """The rows with at least one identifier, and those identifiers."""
    values = read_identifiers(rule.identifiers, batch)
    named = np.zeros(batch.rows, np.bool_)
    for _, column in values:
        named |= ~null_mask(column)
    return narrow(batch, named), [(each, column.filter(pa.array(named))) for each, column in values]


def _trait(name: str, values: Array, told: dict[str, Array]) -> pa.Table:
    columns = told | {"name": pa.repeat(pa.scalar(name), len(values)), "value": values}
    schema = _with_position(TRAITS)
    return pa.table({field: columns[field] for field in schema.names}, schema=schema).filter(
        values.is_valid()
    )


def apply_spend(
    rule: SpendRule, batch: Batch, stamps: dict[str, Any], *, latest_us: int | None
) -> tuple[pa.Table, np.ndarray]:
    """One row of spend for every row of the batch, and those rows; a blank day or cost is a complaint."""
    moments = read_times(rule.day, batch, "day", latest_us=latest_us)
    complain(batch, blank_times(moments), f"day is blank (from {reads(as_time(rule.day).of)})")
    cost, currency = read_money(rule.cost, batch, "cost")
    complain(batch, null_mask(cost), f"cost is blank (from {reads(rule.cost.amount)})")
    offsets = moments.utc_offset_minutes.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    local = moments.at_us.fill_null(0).to_numpy(zero_copy_only=False) + offsets * 60_000_000
    columns = {
        "source": pa.repeat(pa.scalar(stamps["source"]), batch.rows),
        "load": pa.repeat(pa.scalar(stamps["load"], pa.int64()), batch.rows),
        "ordinal": pa.nulls(batch.rows, pa.int64()),
        "day": pa.array((local // _DAY_US).astype(np.int32), pa.int32()).cast(pa.date32()),
        "channel": read_channel(rule.channel, batch),
        "campaign": evaluate(rule.campaign, batch),
        "cost_minor": cost,
        "currency": currency,
        "impressions": read_count(rule.impressions, batch, "impressions"),
        "clicks": read_count(rule.clicks, batch, "clicks"),
        "position": pa.array(batch.positions, pa.int64()),
    }
    return pa.table(columns, schema=_with_position(SPEND)), batch.positions


def _with_position(schema: pa.Schema) -> pa.Schema:
    return schema.append(pa.field("position", pa.int64()))
