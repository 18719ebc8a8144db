"""Corrections of rows of a file that is loaded anew: kept where the same row is set aside again.

A row is the same when it was read just so; of several like it, the first is the first. What was said of any
other row stays with the load that was replaced, and that it did is told.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import ibis
import pyarrow as pa

from desirepath.catalog import Catalog, Correction
from desirepath.engines import Engine
from desirepath.records import Record

__all__ = ["Carried", "carried"]

Places = dict[int, tuple[str, int]]  # by ordinal: a row as it was read, and how many like it stand before


class Carried(Record):
    """How many corrections hold for the file that came, and how many were left with the one before."""

    kept: int = 0
    left: int = 0


def carried(catalog: Catalog, engine: Engine, folder: Path, *, replaced: Iterable[int], load: int) -> Carried:
    """What was said last of rows of these loads, said of the same rows that this load has set aside."""
    moved = [_moved(catalog, engine, folder, old=number, new=load) for number in replaced]
    for again in moved:
        for ordinal, said in again:
            if ordinal is not None:
                catalog.correct(load, ordinal, said.values, author=said.author, at_us=said.at_us)
    found = [ordinal is not None for again in moved for ordinal, _ in again]
    return Carried(kept=sum(found), left=len(found) - sum(found))


def _moved(
    catalog: Catalog, engine: Engine, folder: Path, *, old: int, new: int
) -> list[tuple[int | None, Correction]]:
    """What was said of each row of a load, and which row of another load is the same."""
    said = {each.ordinal: each for each in catalog.corrections(old)}
    before, now = _rows(catalog, engine, folder, old), _rows(catalog, engine, folder, new)
    if not said or before is None or now is None:
        return [(None, each) for each in said.values()]
    corrected = engine.run(before.filter(before.ordinal.isin(sorted(said))).select("raw").distinct())
    places = _places(engine, before, corrected)
    ordinals = {place: ordinal for ordinal, place in _places(engine, now, corrected).items()}
    return [(ordinals.get(places[ordinal]), each) for ordinal, each in said.items()]


def _rows(catalog: Catalog, engine: Engine, folder: Path, load: int) -> ibis.Table | None:
    parts = [part for part in catalog.parts("quarantine", live=False) if part.load == load]
    return engine.parquet([str(folder / part.path) for part in parts]) if parts else None


def _places(engine: Engine, rows: ibis.Table, like: pa.Table) -> Places:
    """The rows that were read as these were."""
    same = rows.semi_join(engine.table(like), "raw").select("ordinal", "raw").order_by("ordinal")
    seen, found = Counter[str](), Places()
    for row in engine.run(same).to_pylist():
        found[row["ordinal"]] = row["raw"], seen[row["raw"]]
        seen[row["raw"]] += 1
    return found
