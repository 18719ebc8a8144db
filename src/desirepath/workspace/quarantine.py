"""What was set aside, and why: counts by reason, one load's raw rows, and taking them in after all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ibis
from msgspec.structs import replace

from desirepath.catalog import Catalog, Load, Part
from desirepath.engines import Engine
from desirepath.errors import InputError, UnknownName
from desirepath.interactions import Mapping, origin_of, quarantined, replay, replays_of, waiting
from desirepath.records import Record
from desirepath.sources import redact_text
from desirepath.workspace import documents

MOST_ROWS = 1_000_000


class Replayed(Record):
    """What came of the rows that one load had set aside; `load` is None when nothing did."""

    of: int
    file: str
    rows: int
    mapping: str
    mapping_revision: int
    load: Load | None = None


def reasons(catalog: Catalog, engine: Engine, folder: Path, *, load: int | None) -> list[dict[str, Any]]:
    """One row for each load and reason: how many rows, and the first line."""
    rows = _of(catalog, engine, folder, load)
    if rows is None:
        return []
    counted = rows.group_by("load", "path", "reason").agg(rows=rows.count(), first_line=rows.line.min())
    found = engine.run(counted.order_by("load", ibis.desc("rows"), "reason")).to_pylist()
    paths = {number: origin_of(catalog, number).path for number in {each["load"] for each in found}}
    return [
        {"load": each["load"], "file": _name(each["path"], paths[each["load"]]), "rows": each["rows"]}
        | {"reason": redact_text(each["reason"]), "first_line": each["first_line"]}
        for each in found
    ]


def rows(
    catalog: Catalog, engine: Engine, folder: Path, *, load: int, line: int | None, limit: int
) -> list[dict[str, Any]]:
    """The raw rows of one load that are set aside, in the order of the file."""
    if not 0 < limit < MOST_ROWS:
        raise InputError(f"Expected from 1 to {MOST_ROWS:,} rows to show, found {limit}.")
    found = _of(catalog, engine, folder, load)
    if found is None:
        return []
    wanted = found if line is None else found.filter(found.line == line)
    shown = engine.run(wanted.order_by("ordinal").limit(limit)).to_pylist()
    path = origin_of(catalog, load).path
    return [
        {
            "file": _name(each["path"], path),
            "line": each["line"],
            "reason": each["reason"],
            "raw": each["raw"],
        }
        for each in shown
    ]


def replay_all(
    catalog: Catalog, engine: Engine, folder: Path, *, load: int | None, clock: Callable[[], int]
) -> list[Replayed]:
    """Take in what is set aside (by one load and its replays, or by all) through the mappings as they are."""
    with catalog.writer_lock(doing="replaying the quarantine"):
        parts = waiting(catalog)
        if load is not None:
            _require_live(catalog, load)
            family = {load, *replays_of(catalog, [load])}
            parts = [part for part in parts if part.load in family]
        return [_replayed(catalog, engine, folder, part, at_us=clock()) for part in parts]


def with_replays(catalog: Catalog, load: int) -> list[int]:
    """A load and the live loads that took in what it had set aside: they go together."""
    return [*reversed(replays_of(catalog, [load])), load]


def _replayed(catalog: Catalog, engine: Engine, folder: Path, part: Part, *, at_us: int) -> Replayed:
    source = next(each for each in catalog.loads() if each.number == part.load)
    revision = catalog.document("mapping", source.mapping)
    told = Replayed(
        of=source.number,
        file=_name(origin_of(catalog, source.number).path),
        rows=part.rows,
        mapping=source.mapping,
        mapping_revision=revision.number,
    )
    if revision.number == source.mapping_revision:
        return told
    mapping = documents.record_of(revision)
    assert isinstance(mapping, Mapping)  # noqa: S101  (KINDS says so)
    done = replay(
        part,
        mapping,
        mapping_revision=revision.number,
        catalog=catalog,
        engine=engine,
        folder=folder,
        at_us=at_us,
    )
    return told if done is None else replace(told, load=done)


def _require_live(catalog: Catalog, load: int) -> None:
    known = {each.number: each.state for each in catalog.loads()}
    if load not in known:
        raise UnknownName("load", str(load), map(str, known))
    if known[load] != "live":
        raise InputError(f"Load {load} was {known[load]}: its rows no longer count.")


def _name(path: str, loaded: str = "") -> str:
    """The name of a file; of one in a folder that was loaded as one, with the folder's."""
    folder, inside, rest = path.partition(f"{loaded}/") if loaded else (path, "", "")
    return f"{Path(loaded).name}/{rest}" if inside and not folder else Path(path).name


def _of(catalog: Catalog, engine: Engine, folder: Path, load: int | None) -> ibis.Table | None:
    known = [each.number for each in catalog.loads()]
    if load is not None and load not in known:
        raise UnknownName("load", str(load), map(str, known))
    rows = quarantined(catalog, engine, folder)
    if rows is None:
        return None
    waits = [part.load for part in waiting(catalog) if load is None or part.load == load]
    return rows.filter(rows.load.isin(waits)) if waits else rows.filter(ibis.literal(False))
