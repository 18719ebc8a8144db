"""Refreshing: a generation for the facts as they are now, published by one row in the catalog.

The generation's folder holds the timelines and, beside them, the identities they were built from.
Minted ids are facts: they are appended to the identity log, so that deleting `tables/` loses none.
"""

import hashlib
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from desirepath.catalog import Catalog, Generation
from desirepath.engines import Engine
from desirepath.errors import InputError
from desirepath.identities import IdentityRules
from desirepath.interactions import INTERACTIONS, current
from desirepath.workspace.deriving import TIMELINES, WHO, Work, derive, is_complete
from desirepath.workspace.stopping import Progress, Stop, stoppable

PUBLISHING = "publishing"
STEPS = (WHO, TIMELINES, PUBLISHING)
CANCELLED = "The refresh was cancelled: what was published before stays."
# Raise this when identities or timelines come out differently for the same facts.
DERIVATION = 2


def fingerprint(loads: Sequence[int], rules: IdentityRules) -> str:
    """What a generation depends on: the live loads, the identity rules and the code that derives it."""
    return hashlib.sha256("\n".join([str(DERIVATION), repr(rules), *map(str, loads)]).encode()).hexdigest()


def refresh(
    catalog: Catalog,
    engine: Engine,
    folder: Path,
    *,
    rules: IdentityRules,
    at_us: int,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Generation:
    """The generation for the facts as they are now; the published one when nothing is stale.

    `progress` is told each of the `STEPS` as it begins, and how many there are. Once `stop()` it is
    Cancelled: the previous generation stays published, and no file of the new one is left.
    """
    with stoppable(engine, stop, said=CANCELLED) as check:
        return _refreshed(catalog, engine, folder, rules=rules, at_us=at_us, begins=_telling(progress, check))


def _telling(progress: Progress | None, check: Callable[[], None]) -> Callable[[str], None]:
    def begins(step: str) -> None:
        check()
        if progress is not None:
            progress(step, STEPS.index(step), len(STEPS))

    return begins


def _refreshed(
    catalog: Catalog,
    engine: Engine,
    folder: Path,
    *,
    rules: IdentityRules,
    at_us: int,
    begins: Callable[[str], None],
) -> Generation:
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
            base=_whole(catalog, folder),
            since=_since(catalog, folder, rules),
            begins=begins,
        )
        try:
            return _publish(work)
        except BaseException:
            shutil.rmtree(home, ignore_errors=True)
            catalog.sweep()  # a part of the identity log that was not published
            raise


def _publish(work: Work) -> Generation:
    derived = derive(work)
    work.begins(PUBLISHING)
    generation = Generation(
        number=work.number,
        path=work.home.relative_to(work.folder).as_posix(),
        fingerprint=fingerprint(_live(work.catalog), work.rules),
        as_of_us=derived.made.as_of_us,
        published_at_us=work.at_us,
        subjects=derived.made.subjects,
        interactions=derived.made.interactions,
    )
    work.catalog.publish(generation, identity_log=derived.log)
    return generation


def _fresh(catalog: Catalog, folder: Path, rules: IdentityRules) -> Generation | None:
    published = _whole(catalog, folder)
    if published is None:
        return None
    return published if published.fingerprint == fingerprint(_live(catalog), rules) else None


def _since(catalog: Catalog, folder: Path, rules: IdentityRules) -> list[int] | None:
    """The loads since the published generation, where nothing else has changed; they are numbered in turn."""
    published, live = _whole(catalog, folder), _live(catalog)
    if published is None:
        return None
    for many in range(len(live)):
        if fingerprint(live[:many], rules) == published.fingerprint:
            return live[many:]
    return None


def _whole(catalog: Catalog, folder: Path) -> Generation | None:
    """The published generation, if all its files are there."""
    published = catalog.generation()
    return published if published and is_complete(folder / published.path) else None


def _live(catalog: Catalog) -> list[int]:
    return [load.number for load in catalog.loads() if load.state == "live"]
