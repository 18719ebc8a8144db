"""Segments of a workspace: whom a document, or `--where trait=value`, means."""

from collections.abc import Callable, Hashable, Mapping
from pathlib import Path

from msgspec.structs import replace

from desirepath.catalog import Catalog
from desirepath.engines import Engine
from desirepath.errors import InputError, UnknownName
from desirepath.identities import Identities
from desirepath.interactions import current, current_traits
from desirepath.journeys import StageDocument, Store
from desirepath.segments import Knowledge, Members, Segment, members, places_in, where_segment
from desirepath.workspace import documents

__all__ = ["knowledge", "members_of", "placed", "segment_from", "stands_on"]


def stands_on(catalog: Catalog, home: Path) -> Hashable:
    """What knowledge was made from: while this is the same, it need not be made again."""
    live = tuple(load.number for load in catalog.loads() if load.state == "live")
    kept = [*catalog.documents("segment"), *catalog.documents("stages")]
    return home, live, tuple((each.kind, each.key, each.number) for each in kept)


def knowledge(
    catalog: Catalog,
    engine: Engine,
    folder: Path,
    *,
    store: Store,
    identities: Identities,
    stages: Callable[[str | None], StageDocument],
    zone: str,
) -> Knowledge:
    """What names and rules of this workspace are asked of; `placed` makes it quick to ask for people."""
    return Knowledge(
        engine=engine,
        store=store,
        identities=identities,
        interactions=current(catalog, engine, folder),
        traits=current_traits(catalog, engine, folder),
        stages=stages,
        segments=kept_segments(catalog),
        zone=zone,
    )


def placed(known: Knowledge) -> Knowledge:
    """The same with everybody's place in the timelines looked up; keep it while the generation lasts."""
    return replace(known, places=places_in(known))


def kept_segments(catalog: Catalog) -> dict[str, Segment]:
    """The newest revision of every segment, by its key."""
    records = (documents.record_of(revision) for revision in catalog.documents("segment"))
    return {record.key: record for record in records if isinstance(record, Segment)}


def segment_from(asked: str | Segment | Mapping[str, str], kept: Mapping[str, Segment]) -> Segment:
    """A segment by its key, by a path to its file (which is not kept), or from trait → value.

    >>> segment_from({"plan": "pro"}, {}).title
    'plan = pro'
    """
    if isinstance(asked, Segment):
        return asked
    if not isinstance(asked, str):
        return where_segment(asked)
    if asked in kept:
        return kept[asked]
    if Path(asked).suffix not in documents.ENDINGS:
        raise UnknownName("segment", asked, kept)
    for record in documents.read_paths([Path(asked)]):
        if isinstance(record, Segment):
            return record
    raise InputError(f"{asked} holds no segment.")


def members_of(
    asked: str | Segment | Mapping[str, str], known: Knowledge, *, as_of_us: int | None = None
) -> Members:
    """Whom a segment means; `mask` is what a question takes, `says` what to show of it."""
    return members(segment_from(asked, known.segments), known, as_of_us=as_of_us)
