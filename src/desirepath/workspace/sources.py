"""Where facts come from: the sources with how fresh they are, the loads with their ledgers."""

from collections import defaultdict
from pathlib import Path

from desirepath.catalog import Catalog, Ledger, Load
from desirepath.drafts import Seen
from desirepath.identities import IdentityRules
from desirepath.interactions import origins_of, waiting
from desirepath.records import Record
from desirepath.workspace.refreshing import fingerprint

__all__ = ["Freshness", "LoadEntry", "Source", "freshness", "load_entries", "sources"]


class LoadEntry(Record):
    """A load, as people look at it: the name of its file, and what it still has set aside."""

    number: int
    source: str
    file: str
    mapping: str
    mapping_revision: int
    loaded_at_us: int
    state: str  # live, replaced or withdrawn
    ledger: Ledger
    replay_of: int | None  # the load whose quarantine it read again
    waiting: int  # rows in quarantine that nothing has taken in yet


class Source(Record):
    """A source: what is live of it, and how new that is."""

    name: str
    mappings: list[str]
    loads: int  # live
    read: int
    loaded: int
    duplicates: int
    changed: int
    waiting: int  # in quarantine
    last_loaded_at_us: int
    interactions: int  # in the timelines, as of the last refresh
    people: int
    first_at_us: int | None
    last_at_us: int | None


class Freshness(Record):
    """Whether the tables tell of the facts as they are now."""

    is_stale: bool  # facts or identity rules have changed since, or the tables are gone
    published_at_us: int | None  # None: nothing has been computed yet
    as_of_us: int | None
    loads: int  # live


def freshness(catalog: Catalog, folder: Path, rules: IdentityRules) -> Freshness:
    """How the published generation stands to the live loads."""
    live = [load.number for load in catalog.loads() if load.state == "live"]
    published = catalog.generation()
    if published is None:
        return Freshness(is_stale=bool(live), published_at_us=None, as_of_us=None, loads=len(live))
    return Freshness(
        is_stale=published.fingerprint != fingerprint(live, rules) or not (folder / published.path).is_dir(),
        published_at_us=published.published_at_us,
        as_of_us=published.as_of_us,
        loads=len(live),
    )


def load_entries(catalog: Catalog) -> list[LoadEntry]:
    """Every load, newest first."""
    loads = catalog.loads()
    origins = origins_of(catalog, [load.number for load in loads])
    paths = {load.number: load.path for load in loads}
    waits = {part.load: part.rows for part in waiting(catalog)}
    return [_entry(load, origins[load.number], paths, waits) for load in reversed(loads)]


def sources(catalog: Catalog, seen: list[Seen]) -> list[Source]:
    """The sources with a live load, by name; `seen` is what the timelines hold, by source."""
    waits = {part.load: part.rows for part in waiting(catalog)}
    live = defaultdict[str, list[Load]](list)
    for load in catalog.loads():
        if load.state == "live":
            live[load.source].append(load)
    there = {each.names[0]: each for each in seen}
    return [_source(name, live[name], waits, there.get(name)) for name in sorted(live, key=str.casefold)]


def _entry(load: Load, origin: int, paths: dict[int, str], waits: dict[int | None, int]) -> LoadEntry:
    return LoadEntry(
        number=load.number,
        source=load.source,
        file=Path(paths[origin]).name,
        mapping=load.mapping,
        mapping_revision=load.mapping_revision,
        loaded_at_us=load.loaded_at_us,
        state=load.state,
        ledger=load.ledger,
        replay_of=None if origin == load.number else origin,
        waiting=waits.get(load.number, 0) if load.state == "live" else 0,
    )


def _source(name: str, loads: list[Load], waits: dict[int | None, int], seen: Seen | None) -> Source:
    """Rows that were read again from a quarantine are of the load that first read them."""

    def summed(field: str) -> int:
        return sum(int(getattr(load.ledger, field)) for load in loads)

    waits_now = sum(waits.get(load.number, 0) for load in loads)
    return Source(
        name=name,
        mappings=sorted({load.mapping for load in loads}),
        loads=len(loads),
        read=summed("loaded") + summed("duplicates") + summed("changed") + waits_now,
        loaded=summed("loaded"),
        duplicates=summed("duplicates"),
        changed=summed("changed"),
        waiting=waits_now,
        last_loaded_at_us=max(load.loaded_at_us for load in loads),
        interactions=seen.interactions if seen else 0,
        people=seen.people if seen else 0,
        first_at_us=seen.first_at_us if seen else None,
        last_at_us=seen.last_at_us if seen else None,
    )
