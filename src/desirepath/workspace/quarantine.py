"""What was set aside, and why: counts by reason, one load's raw rows, and taking them in after all."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
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
from desirepath.workspace import correcting, documents
from desirepath.workspace.stopping import Progress, Stop, stoppable

MOST_ROWS = 1_000_000
TWICE = 2  # rows are gone through: looked at, then taken in


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
    catalog: Catalog,
    engine: Engine,
    folder: Path,
    *,
    load: int,
    line: int | None,
    ordinal: int | None = None,
    limit: int,
) -> list[dict[str, Any]]:
    """The raw rows of one load that are set aside, in the order of the file, and what was said of them."""
    if not 0 < limit < MOST_ROWS:
        raise InputError(f"Expected from 1 to {MOST_ROWS:,} rows to show, found {limit}.")
    found = _of(catalog, engine, folder, load)
    if found is None:
        return []
    wanted = found if line is None else found.filter(found.line == line)
    wanted = wanted if ordinal is None else wanted.filter(wanted.ordinal == ordinal)
    shown = engine.run(wanted.order_by("ordinal").limit(limit)).to_pylist()
    path, said = origin_of(catalog, load).path, correcting.newest(catalog, load)
    return [
        {
            "file": _name(each["path"], path),
            "line": each["line"],
            "reason": each["reason"],
            "raw": each["raw"],
            "ordinal": each["ordinal"],
            "correction": said.get(each["ordinal"]),
        }
        for each in shown
    ]


def replay_all(
    catalog: Catalog,
    engine: Engine,
    folder: Path,
    *,
    load: int | None,
    clock: Callable[[], int],
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> list[Replayed]:
    """Take in what is set aside (by one load and its replays, or by all) through the mappings as they are.

    `progress` is told what is taken in, how many rows of all have been gone through, and of how many; each
    is gone through twice. Once `stop()` it is Cancelled: of the file under way nothing is kept.
    """
    with catalog.writer_lock(doing="replaying the quarantine"):
        parts = waiting(catalog)
        if load is not None:
            _require_live(catalog, load)
            family = {load, *replays_of(catalog, [load])}
            parts = [part for part in parts if part.load in family]
        done: list[Replayed] = []
        for part, tell in _tellers(catalog, parts, progress):
            with stoppable(engine, stop, said=_given_up(catalog, part, done)) as check:
                look = partial(_look, check, tell)
                look(0)
                done.append(_replayed(catalog, engine, folder, part, at_us=clock(), look=look))
        return done


def with_replays(catalog: Catalog, load: int) -> list[int]:
    """A load and the live loads that took in what it had set aside: they go together."""
    return [*reversed(replays_of(catalog, [load])), load]


def _tellers(
    catalog: Catalog, parts: Sequence[Part], progress: Progress | None
) -> Iterator[tuple[Part, Callable[[int], None]]]:
    """Each part with a function that is told how many of its rows have been gone through."""
    before, everything = 0, TWICE * sum(part.rows for part in parts)

    def tell(name: str, begun: int, rows: int) -> None:
        if progress is not None:
            progress(f"taking in the rows of {name}", begun + rows, everything)

    for part in parts:
        yield part, partial(tell, _file_of(catalog, part), before)
        before += TWICE * part.rows


def _look(check: Callable[[], None], tell: Callable[[int], None], rows: int) -> None:
    check()
    tell(rows)


def _given_up(catalog: Catalog, part: Part, done: Sequence[Replayed]) -> str:
    before = [each.file for each in done if each.load is not None]
    stays = f" Those of {', '.join(dict.fromkeys(before))} were taken in before." if before else ""
    return f"Taking in the rows of {_file_of(catalog, part)} was cancelled: none of them was.{stays}"


def _file_of(catalog: Catalog, part: Part) -> str:
    assert part.load is not None  # noqa: S101  (only the identity log has none)
    return _name(origin_of(catalog, part.load).path)


def _replayed(
    catalog: Catalog, engine: Engine, folder: Path, part: Part, *, at_us: int, look: Callable[[int], None]
) -> Replayed:
    source = next(each for each in catalog.loads() if each.number == part.load)
    revision = catalog.document("mapping", source.mapping)
    told = Replayed(
        of=source.number,
        file=_file_of(catalog, part),
        rows=part.rows,
        mapping=source.mapping,
        mapping_revision=revision.number,
    )
    corrected = correcting.corrected(catalog, source.number)
    if revision.number == source.mapping_revision and not corrected:
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
        progress=look,
        corrected=corrected,
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
