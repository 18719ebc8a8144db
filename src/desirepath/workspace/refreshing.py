"""How facts become a published generation: who is who, then timelines, then one row in the catalog.

The generation's folder holds the timelines and, beside them, the identities they were built from.
Minted ids are facts: they are appended to the identity log, so that deleting `tables/` loses none.
"""

import hashlib
import shutil
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from desirepath.catalog import Catalog, Generation, Part
from desirepath.engines import Engine, whole_file
from desirepath.errors import InputError, WorkspaceError
from desirepath.identities import Identities, IdentityRules, minting, resolve
from desirepath.interactions import INTERACTIONS, current, current_traits
from desirepath.journeys import Store, assemble
from desirepath.records import Record

# Raise this when identities or timelines come out differently for the same facts.
DERIVATION = 2
DAY_US = 86_400_000_000
TIMELINES = "timelines"
IDENTITY_TABLES = ("identifiers", "links", "subjects", "log")


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


def fingerprint(catalog: Catalog, rules: IdentityRules) -> str:
    """What a generation depends on: the live loads, the identity rules and the code that derives it."""
    live = [str(load.number) for load in catalog.loads() if load.state == "live"]
    return hashlib.sha256("\n".join([str(DERIVATION), repr(rules), *live]).encode()).hexdigest()


def refresh(
    catalog: Catalog, engine: Engine, folder: Path, *, rules: IdentityRules, at_us: int
) -> Generation:
    """The generation for the facts as they are now; the published one when nothing is stale."""
    fresh = _fresh(catalog, folder, rules)
    if fresh is not None:
        return fresh
    with catalog.writer_lock(doing="refreshing"):
        fresh = _fresh(catalog, folder, rules)  # somebody else may have refreshed while we waited
        if fresh is not None:
            return fresh
        catalog.sweep()
        interactions = current(catalog, engine, folder)
        if interactions is None and catalog.generation() is None:
            raise InputError("There is nothing to compute from: no load is live. Next: desirepath load FILE")
        if interactions is None:  # what was withdrawn must not go on answering
            interactions = engine.table(INTERACTIONS.empty_table())
        number = catalog.reserve_generation()
        home = folder / "tables" / f"gen-{number:06d}"
        home.mkdir(parents=True)
        work = Work(
            catalog=catalog,
            engine=engine,
            folder=folder,
            home=home,
            number=number,
            interactions=interactions,
            rules=rules,
            at_us=at_us,
        )
        try:
            return _publish(work)
        except BaseException:
            shutil.rmtree(home, ignore_errors=True)
            catalog.sweep()  # a part of the identity log that was not published
            raise


def _fresh(catalog: Catalog, folder: Path, rules: IdentityRules) -> Generation | None:
    published = catalog.generation()
    if published is None or not is_complete(folder / published.path):
        return None
    return published if published.fingerprint == fingerprint(catalog, rules) else None


def is_complete(home: Path) -> bool:
    """Whether every file of a generation is there."""
    identities = (home / f"identity-{name}.parquet" for name in IDENTITY_TABLES)
    return (home / TIMELINES / "meta.json").is_file() and all(file.is_file() for file in identities)


def _publish(work: Work) -> Generation:
    subjects, owners, log = _who_is_who(work)
    pa.default_memory_pool().release_unused()  # the timelines need the room
    as_of_us = last_event(work.engine, work.interactions, no_later_than=work.at_us + DAY_US)
    made = assemble(
        work.engine,
        work.interactions,
        owners,
        folder=work.home / TIMELINES,
        as_of_us=as_of_us,
        previous_kinds=_previous_kinds(work.catalog, work.folder),
        subjects=subjects,
    )
    generation = Generation(
        number=work.number,
        path=work.home.relative_to(work.folder).as_posix(),
        fingerprint=fingerprint(work.catalog, work.rules),
        as_of_us=as_of_us,
        published_at_us=work.at_us,
        subjects=made.subjects,
        interactions=made.interactions,
    )
    work.catalog.publish(generation, identity_log=log)
    return generation


def _who_is_who(work: Work) -> tuple[pa.Table, pa.Table, list[Part]]:
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


def _previous_kinds(catalog: Catalog, folder: Path) -> pa.Table | None:
    published = catalog.generation()
    if published is None or not is_complete(folder / published.path):
        return None
    return Store.open(folder / published.path / TIMELINES).kinds


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
