"""What the store lacks, asked of the facts and put beside the steps: a text, a campaign, a device."""

from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from desirepath.engines import Engine
from desirepath.journeys.addresses import addresses_of
from desirepath.journeys.batches import Int64s
from desirepath.journeys.storing import Store

__all__ = ["aligned"]


def aligned(store: Store, interactions: ibis.Table, engine: Engine, column: str) -> list["pa.Array[Any]"]:
    """A column of the facts, for each partition one value a step; null where the fact has none.

    Derive what you need first: `aligned(store, interactions.mutate(weekday=…), engine, "weekday")`.
    """
    asked = interactions.filter(interactions[column].notnull()).select("fact", column)
    found = engine.run(asked).combine_chunks()
    facts = [timelines.fact for timelines in store.partitions]
    addresses = addresses_of(facts)
    at = addresses.at(found["fact"].to_numpy())
    row = np.full(addresses.size, -1, np.int64)
    row[at[at >= 0]] = np.flatnonzero(at >= 0)
    values = found[column].combine_chunks()
    return [_taken(values, row[addresses.at(one)]) for one in facts]


def _taken(values: "pa.Array[Any]", rows: Int64s) -> "pa.Array[Any]":
    return values.take(pa.array(rows, pa.int64(), mask=rows < 0))
