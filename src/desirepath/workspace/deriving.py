"""Deriving a generation's tables from facts: who is who, then timelines; all of it, or what has come since.

What comes out does not depend on which: loads that only add to the ones a generation was built from
touch only the persons they concern, and anything else is derived from all facts.
"""

import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from desirepath.catalog import Catalog, Generation, Part
from desirepath.engines import Engine, whole_file
from desirepath.errors import WorkspaceError
from desirepath.identities import Identities, IdentityRules, minting, moved, resolve
from desirepath.interactions import INTERACTIONS, arrived, current_traits
from desirepath.journeys import AssembledSummary, Store, assemble, extend
from desirepath.records import Record

DAY_US = 86_400_000_000
WHO, TIMELINES = "who is who", "timelines"
IDENTITY_TABLES = ("identifiers", "links", "subjects", "log")
WORTH_CONTINUING = 1 / 3  # where more than this of all interactions is new, deriving everything is faster


class Work(Record):
    """One refresh under way: what it reads, and the folder of the generation it writes."""

    catalog: Catalog
    engine: Engine
    folder: Path
    home: Path
    number: int
    interactions: ibis.Table
    rules: IdentityRules
    at_us: int
    base: Generation | None = None  # the published one, where its tables are whole
    since: Collection[int] | None = None  # the loads that have only come on top of it; None: more has changed
    begins: Callable[[str], None] = lambda _: None  # is told each step as it begins


class Derived(Record):
    """The tables of a generation, written; what is left is to list them."""

    made: AssembledSummary
    log: list[Part]


def derive(work: Work) -> Derived:
    """Write the identities and the timelines of a generation into `work.home`."""
    work.begins(WHO)
    continued = _continued(work)
    if continued is not None:
        return continued
    shutil.rmtree(work.home)  # what continuing may have left
    work.home.mkdir()
    return _anew(work)


def _anew(work: Work) -> Derived:
    subjects, owners, log = _who_is_who(work)
    pa.default_memory_pool().release_unused()  # the timelines need the room
    work.begins(TIMELINES)
    made = assemble(
        work.engine,
        work.interactions,
        owners,
        folder=work.home / TIMELINES,
        as_of_us=_as_of(work),
        previous_kinds=_previous_kinds(work),
        subjects=subjects,
    )
    return Derived(made=made, log=log)


def _continued(work: Work) -> Derived | None:
    """The same, from the generation before and the loads since; None when those do more than add."""
    if work.base is None or work.since is None or not _few(work.catalog, work.since):
        return None
    news = arrived(work.catalog, work.engine, work.folder, loads=work.since)
    if news is None:
        return None
    home = work.folder / work.base.path
    before = read_identities(home, rules=work.rules)
    known = _identity_log(work.catalog, work.engine, work.folder)
    told = news["interactions"]
    if told is None:
        told = work.engine.table(INTERACTIONS.empty_table())
    mint = minting(work.at_us)
    found = resolve(work.engine, told, news["traits"], work.rules, previous=known, mint=mint, before=before)
    heirs = moved(work.engine, before, found)
    if heirs is None:
        return None
    work.begins(TIMELINES)
    made = extend(
        work.engine,
        work.interactions,
        Store.open(home / TIMELINES),
        owners=_owner_ids(work.engine, found),
        arrived=work.engine.run(told.count().name("rows"))["rows"][0].as_py(),
        heirs=heirs,
        folder=work.home / TIMELINES,
        as_of_us=_as_of(work),
    )
    if made is None:
        return None
    _keep(found, work.home)
    return Derived(made=made, log=_log(work, found, known))


def _few(catalog: Catalog, loads: Collection[int]) -> bool:
    parts = catalog.parts("interactions")
    since = sum(part.rows for part in parts if part.load in loads)
    return since <= WORTH_CONTINUING * sum(part.rows for part in parts)


def _owner_ids(engine: Engine, found: Identities) -> pa.Table:
    owners = found.owners
    assert owners is not None  # noqa: S101  (fresh from resolving)
    few = owners if isinstance(owners, pa.Table) else engine.run(owners)
    return pa.table({"fact": few["fact"], "subject_id": found.subjects["subject_id"].take(few["subject"])})


def _as_of(work: Work) -> int:
    return last_event(work.engine, work.interactions, no_later_than=work.at_us + DAY_US)


def _who_is_who(work: Work) -> tuple[pa.Table, pa.Table | ibis.Table, list[Part]]:
    """Resolve, keep all of it on disk, and give back only what the timelines take: subjects and owners."""
    traits = current_traits(work.catalog, work.engine, work.folder)
    known = _identity_log(work.catalog, work.engine, work.folder)
    mint = minting(work.at_us)
    found = resolve(work.engine, work.interactions, traits, work.rules, previous=known, mint=mint)
    assert found.owners is not None  # noqa: S101  (fresh from resolving)
    _keep(found, work.home)
    log = _log(work, found, known)
    return found.subjects.select(["subject", "subject_id"]), found.owners, log


def last_event(engine: Engine, interactions: ibis.Table, *, no_later_than: int) -> int:
    """When the last thing happened (µs UTC); a day alone stands at its end, so today's may lie ahead."""
    happened = interactions.filter(interactions.happened_at_us <= no_later_than)
    found = engine.run(happened.aggregate(last=happened.happened_at_us.max()))["last"][0].as_py()
    return no_later_than if found is None else int(found)


def _previous_kinds(work: Work) -> pa.Table | None:
    return None if work.base is None else Store.open(work.folder / work.base.path / TIMELINES).kinds


def is_complete(home: Path) -> bool:
    """Whether every file of a generation is there."""
    identities = (home / f"identity-{name}.parquet" for name in IDENTITY_TABLES)
    return (home / TIMELINES / "meta.json").is_file() and all(file.is_file() for file in identities)


def _keep(identities: Identities, home: Path) -> None:
    for name in IDENTITY_TABLES:
        with whole_file(home / f"identity-{name}.parquet") as unfinished:
            pq.write_table(getattr(identities, name), unfinished, compression="zstd")


def read_identities(home: Path, *, rules: IdentityRules) -> Identities:
    """The identities that a generation was built from."""
    try:
        identifiers, links, subjects, log = (
            pq.read_table(home / f"identity-{name}.parquet") for name in IDENTITY_TABLES
        )
    except (OSError, pa.ArrowInvalid) as error:
        raise WorkspaceError(
            f"Who is who in {home} is damaged ({error}). Nothing is lost: delete that folder, "
            "and `desirepath refresh` computes it again."
        ) from None
    return Identities(
        identifiers=identifiers, links=links, subjects=subjects, log=log, most_per_row=rules.most_per_row
    )


def _identity_log(catalog: Catalog, engine: Engine, folder: Path) -> pa.Table | None:
    """Whose each identifier was last: the newest word of the log on each."""
    parts = catalog.parts("identity_log")
    if not parts:
        return None
    log = engine.parquet([str(folder / part.path) for part in parts])
    said = ibis.row_number().over(group_by=[log.type, log.value], order_by=log.generation.desc())
    ranked = log.mutate(said=said)
    return engine.run(ranked.filter(ranked.said == 0).select("type", "value", "subject_id"))


def _log(work: Work, identities: Identities, known: pa.Table | None) -> list[Part]:
    """What this refresh decided that the log does not say yet, written as a part of it."""
    log = work.engine.table(identities.log)
    said = ["type", "value", "subject_id"]
    news = log if known is None else log.anti_join(work.engine.table(known), said)
    number = work.catalog.reserve_parts(1)[0]
    path = f"facts/{number:06d}-identity_log.parquet"
    decided = news.mutate(generation=ibis.literal(work.number, "int64"))
    rows = work.engine.write(decided, str(work.folder / path))
    if not rows:
        (work.folder / path).unlink()
        return []
    return [Part(number=number, load=None, table="identity_log", path=path, rows=rows)]
