"""What the store lacks, asked of the facts and put beside the steps: a text, a campaign, a device."""

from typing import Any

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.engines import Engine
from desirepath.journeys.addresses import addresses_of
from desirepath.journeys.batches import Int32s, Int64s
from desirepath.journeys.storing import Store

__all__ = ["aligned", "coded", "marked"]


def aligned(store: Store, interactions: ibis.Table, engine: Engine, column: str) -> list["pa.Array[Any]"]:
    """A column of the facts, for each partition one value a step; null where the fact has none.

    Derive what you need first: `aligned(store, interactions.mutate(weekday=…), engine, "weekday")`.
    """
    asked = interactions.filter(interactions[column].notnull()).select("fact", column)
    found = engine.run(asked).combine_chunks()
    values = found[column].combine_chunks()
    return [_taken(values, rows) for rows in _rows(store, found)]


def coded(
    store: Store, interactions: ibis.Table, engine: Engine, column: str
) -> tuple[list[str], list[Int32s]]:
    """A text column of the facts as names, in order, and by partition one number a step; −1 for none."""
    asked = interactions.filter(interactions[column].notnull()).select("fact", column)
    found = engine.run(asked).combine_chunks()
    texts: Any = pc.dictionary_encode(found[column].combine_chunks())
    known: list[str] = texts.dictionary.to_pylist()
    names = sorted(known)
    place = {name: number for number, name in enumerate(names)}
    renumbered = np.array([place[name] for name in known], np.int32)
    codes = np.append(renumbered[texts.indices.to_numpy()], np.int32(-1))  # row −1 is no fact's
    return names, [codes[rows] for rows in _rows(store, found)]


def marked(store: Store, interactions: ibis.Table, engine: Engine) -> list[npt.NDArray[np.bool_]]:
    """For each partition, which steps are among these interactions."""
    return [rows >= 0 for rows in _rows(store, engine.run(interactions.select("fact")))]


def _rows(store: Store, found: pa.Table) -> list[Int64s]:
    """For each partition the row of `found` that is each step's fact, −1 where none is."""
    facts = [timelines.fact for timelines in store.partitions]
    if not found.num_rows:
        return [np.full(len(one), -1, np.int64) for one in facts]
    addresses = addresses_of(facts)
    at = addresses.at(found["fact"].to_numpy())
    row = np.full(addresses.size, -1, np.int64)
    row[at[at >= 0]] = np.flatnonzero(at >= 0)
    return [row[addresses.at(one)] for one in facts]


def _taken(values: "pa.Array[Any]", rows: Int64s) -> "pa.Array[Any]":
    return values.take(pa.array(rows, pa.int64(), mask=rows < 0))
