"""Personas with what the data say of their people: how many, how they feel, if they buy, where they are."""

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from msgspec.structs import replace

from desirepath.catalog import Revision
from desirepath.errors import DocumentError, InputError, UnknownName
from desirepath.journeys import LensTable, stretch
from desirepath.maps import MapKind, MapStatus, Persona, time_text
from desirepath.measures import Clustered, DropOff, Emotion, Stages, share_estimates
from desirepath.records import Record
from desirepath.segments import sentence
from desirepath.sources import explain
from desirepath.workspace import documents
from desirepath.workspace.attachments import is_picture_name
from desirepath.workspace.editing import Signed, map_of
from desirepath.workspace.ground import LOCAL_AUTHOR
from desirepath.workspace.segmenting import kept_segments

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = [
    "Feeling",
    "MapOf",
    "Met",
    "PersonaEntry",
    "PersonaFigures",
    "Rate",
    "keep_persona",
    "list_personas",
    "persona_figures",
]

MOST_MET = 5
ALL = "everything"
ANY_TIME_DAYS = 99_999.0
FEW = 30


class MapOf(Record):
    """A map that was made for a persona."""

    key: str
    title: str
    map_kind: MapKind
    status: MapStatus


class PersonaEntry(Record):
    """A persona, what its segment says, and the maps made for it."""

    persona: Persona
    revision: int
    segment_title: str | None = None
    sentence: str | None = None  # whom the segment means; None: the persona has none that is there
    maps: list[MapOf] = []
    is_picture_missing: bool = False  # its `image` names a picture that is not kept here


class Rate(Record):
    """A share of a persona's people with its 95 % interval."""

    says: str
    share: float | None
    low: float | None
    high: float | None
    n: int
    too_few: bool


class Feeling(Record):
    """Mean valence, −2 … +2, one value a person, with its 95 % interval."""

    mean: float | None
    low: float | None
    high: float | None
    n: int
    too_few: bool


class Met(Record):
    """A touchpoint, and what share of a persona's people were seen there."""

    touchpoint: str
    subjects: int
    share: float | None


class PersonaFigures(Record):
    """What the data say of a persona's people."""

    people: int
    of: int  # everybody
    share: float | None
    with_journeys: int
    as_of_us: int
    feeling: Feeling
    conversion: Rate | None  # None: no stage is where people buy
    touchpoints: list[Met]  # most people first


def list_personas(workspace: "Workspace") -> list[PersonaEntry]:
    """Every persona, by name."""
    segments = kept_segments(workspace.catalog)
    maps = [map_of(each) for each in workspace.catalog.documents("map")]
    found = []
    for revision in workspace.catalog.documents("persona"):
        persona = msgspec.convert(revision.body, Persona)
        segment = segments.get(persona.segment or "")
        found.append(
            PersonaEntry(
                persona=persona,
                revision=revision.number,
                segment_title=None if segment is None else segment.title,
                sentence=None if segment is None else sentence(segment),
                maps=[
                    MapOf(key=one.key, title=one.title, map_kind=one.map_kind, status=one.status)
                    for one in maps
                    if one.persona == persona.key
                ],
                is_picture_missing=bool(persona.image) and not workspace.attachments.has(persona.image or ""),
            )
        )
    return sorted(found, key=lambda one: one.persona.name.casefold())


def persona_figures(workspace: "Workspace", key: str) -> PersonaFigures:
    """What the data say of the people of a persona's segment; InputError when it has none."""
    found = documents.record_of(workspace.catalog.document("persona", key))
    assert isinstance(found, Persona)  # noqa: S101  (KINDS says so)
    if found.segment is None:
        raise InputError(f'The persona "{found.name}" has no segment: say whose journeys are meant.')
    with stretch(0.0, 0.3, "finding who they are"):
        means = workspace.segment(found.segment)
    everybody = workspace.identities().subjects.num_rows
    with stretch(0.3, 0.5, "counting how they feel"):
        feeling = _feeling(workspace, found.segment)
    with stretch(0.5, 0.75, "counting whether they buy"):
        conversion = _conversion(workspace, found.segment, means.with_journeys)
    with stretch(0.75, 1.0, "counting where they are"):
        met = _met(workspace, found.segment, means.with_journeys)
    return PersonaFigures(
        people=means.count,
        of=everybody,
        share=means.count / everybody if everybody else None,
        with_journeys=means.with_journeys,
        as_of_us=means.as_of_us,
        feeling=feeling,
        conversion=conversion,
        touchpoints=met,
    )


def keep_persona(
    workspace: "Workspace", key: str, told: dict[str, Any], *, onto: int | None = None
) -> Revision:
    """A persona as its next revision; DocumentError at the place that is wrong.

    Its size is counted as it is kept, where it has a segment and there is something to count.
    """
    try:
        persona = msgspec.convert(told, Persona)
    except msgspec.ValidationError as error:
        path, says = explain(str(error), told, Persona)
        raise DocumentError(says, key=".".join(map(str, path)) or None) from None
    if persona.key != key:
        raise DocumentError(f'the key is "{persona.key}" here and "{key}" in the address', key="key")
    if persona.image and is_picture_name(persona.image) and not workspace.attachments.has(persona.image):
        raise UnknownName("picture", persona.image[:12], [])
    if persona.segment is not None:
        persona = _counted(workspace, persona, persona.segment)
    signed = Signed(author=LOCAL_AUTHOR, reason="edit", at_us=workspace.now())
    return documents.put(workspace.catalog, persona, signed, onto=onto)


def _counted(workspace: "Workspace", persona: Persona, segment: str) -> Persona:
    kept = kept_segments(workspace.catalog)
    if segment not in kept:
        raise UnknownName("segment", segment, kept)
    if workspace.generation() is None:
        return persona
    means, everybody = workspace.segment(segment), workspace.identities().subjects.num_rows
    share = means.count / everybody if everybody else None
    return replace(persona, size=means.count, size_share=share, counted_at=time_text(means.as_of_us))


def _feeling(workspace: "Workspace", segment: str) -> Feeling:
    """The mean of all their answers, wherever they were given."""
    channels = set(workspace.store().kinds["channel"].to_pylist())
    everywhere = LensTable(lens="channel", show={str(name): ALL for name in channels})
    asked = Emotion(lens=everywhere, window_days=ANY_TIME_DAYS)
    rows = {row["node"]: row for row in workspace.measure(asked, segment=segment).rows()}
    row = rows.get(ALL)
    if row is None:
        return Feeling(mean=None, low=None, high=None, n=0, too_few=True)
    return Feeling(
        mean=row["mean"], low=row["mean_low"], high=row["mean_high"], n=row["n"], too_few=row["too_few"]
    )


def _conversion(workspace: "Workspace", segment: str, people: int) -> Rate | None:
    """The share of them that entered the stage where people buy."""
    try:
        stages = workspace.stages().stages
    except InputError:  # there are several documents of stages
        return None
    buying = next((stage for stage in stages if stage.type == "purchase"), None)
    if buying is None:
        return None
    rows = workspace.measure(Stages(), segment=segment).rows()
    hits = next(row["subjects"] for row in rows if row["stage"] == buying.key)
    one, of = np.array([hits]), np.array([people])
    found = share_estimates(
        Clustered(hits=one, rows=of, people=of, hits_squared=one, hits_rows=one, rows_squared=of)
    )
    known = people > 0
    return Rate(
        says=f"entered the stage “{buying.name}”",
        share=float(found.value[0]) if known else None,
        low=float(found.low[0]) if known else None,
        high=float(found.high[0]) if known else None,
        n=people,
        too_few=people < FEW,
    )


def _met(workspace: "Workspace", segment: str, people: int) -> list[Met]:
    rows = workspace.measure(DropOff(lens="touchpoint"), segment=segment).rows()
    most = sorted(rows, key=lambda row: (-row["subjects"], row["node"]))[:MOST_MET]
    return [
        Met(
            touchpoint=row["node"],
            subjects=row["subjects"],
            share=row["subjects"] / people if people else None,
        )
        for row in most
    ]
