"""The facts that count now: of live loads, with contested rows settled.

Lazy: each returns an Ibis table over the parts, or None when there is nothing yet.
"""

from collections.abc import Collection
from pathlib import Path

import ibis

from desirepath.catalog import Catalog
from desirepath.engines import Engine
from desirepath.interactions.replayed import origins_of
from desirepath.interactions.statements import newest_statements

__all__ = ["arrived", "current", "current_spend", "current_traits", "quarantined"]


def current(catalog: Catalog, engine: Engine, folder: Path) -> ibis.Table | None:
    """Every live interaction once. Of several versions of one, the newest by when it was received
    counts (one that does not say it gives way), then the one of the later load, then the later in its
    file."""
    facts = _live(catalog, engine, folder, "interactions")
    contested = _live(catalog, engine, folder, "contested")
    if facts is None or contested is None:
        return facts
    contested = contested.select("interaction_id").distinct()
    calm = facts.anti_join(contested, "interaction_id")
    return calm.union(_newest(facts.semi_join(contested, "interaction_id")))


def current_traits(catalog: Catalog, engine: Engine, folder: Path) -> ibis.Table | None:
    """Every live trait as it was told; which value holds now is for `segments` to say."""
    return _live(catalog, engine, folder, "traits")


def current_spend(
    catalog: Catalog, engine: Engine, folder: Path, *, loads: Collection[int] | None = None
) -> ibis.Table | None:
    """Every live line of spend that no newer file states again (`statements`); of these loads, if given."""
    parts = [part for part in catalog.parts("spend") if loads is None or part.load in loads]
    if not parts:
        return None
    told = origins_of(catalog, {part.load for part in parts if part.load is not None})
    replays = {load: origin for load, origin in told.items() if load != origin}
    spend = engine.parquet([str(folder / part.path) for part in parts])
    return newest_statements(engine, spend, replays)


def arrived(
    catalog: Catalog, engine: Engine, folder: Path, *, loads: Collection[int]
) -> dict[str, ibis.Table | None] | None:
    """What these live loads added: their interactions and their traits, each None where there are none.

    None when they did more than add: when a row of theirs is another version of one, which `current` settles.
    """
    if any(part.load in loads and part.rows for part in catalog.parts("contested")):
        return None
    found = {}
    for name in ("interactions", "traits"):
        paths = [str(folder / part.path) for part in catalog.parts(name) if part.load in loads]
        found[name] = engine.parquet(paths) if paths else None
    return found


def quarantined(catalog: Catalog, engine: Engine, folder: Path) -> ibis.Table | None:
    """Every raw row of a live load that did not become a fact, with its reason."""
    return _live(catalog, engine, folder, "quarantine")


def _newest(versions: ibis.Table) -> ibis.Table:
    newest_first = [
        versions.received_at_us.desc(nulls_first=False),
        versions.load.desc(),
        versions.ordinal.desc(),
        versions.fact.desc(),
    ]
    place = ibis.row_number().over(group_by=versions.interaction_id, order_by=newest_first)
    placed = versions.mutate(version=place)
    return placed.filter(placed.version == 0).drop("version")


def _live(catalog: Catalog, engine: Engine, folder: Path, table: str) -> ibis.Table | None:
    paths = [str(folder / part.path) for part in catalog.parts(table)]
    return engine.parquet(paths) if paths else None
