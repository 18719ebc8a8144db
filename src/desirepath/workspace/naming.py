"""Everything in a workspace by a part of its name: what a search box offers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from desirepath.errors import InputError
from desirepath.maps import JourneyMap, Persona, steps_of
from desirepath.records import Record
from desirepath.segments import Segment, sentence
from desirepath.workspace import documents
from desirepath.workspace.editing import map_of
from desirepath.workspace.masking import masked
from desirepath.workspace.people import find
from desirepath.workspace.views import View

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["Hit", "named_like"]

Kind = Literal["map", "step", "view", "segment", "persona", "touchpoint", "person"]
ORDER: tuple[Kind, ...] = ("map", "view", "segment", "persona", "step", "touchpoint", "person")
FEWEST_LETTERS = 3  # of an identifier: fewer mean everybody


class Hit(Record):
    """Something that has such a name; `part` is a step's id, `detail` what tells it from others."""

    kind: Kind
    key: str
    name: str
    detail: str = ""
    part: str | None = None


def named_like(workspace: "Workspace", text: str, *, limit: int = 6) -> list[Hit]:
    """What has a name like this text, at most so many of each kind: whose name begins so comes first."""
    wanted = " ".join(text.casefold().split())
    if not wanted:
        return []
    found: dict[Kind, list[tuple[int, Hit]]] = {kind: [] for kind in ORDER}
    for hit in _everything(workspace):
        rank = _rank(wanted, hit.name.casefold())
        if rank is not None:
            found[hit.kind].append((rank, hit))
    found["person"] = [(0, hit) for hit in _people(workspace, wanted, limit=limit)]
    best = {kind: sorted(hits, key=lambda one: (one[0], one[1].name)) for kind, hits in found.items()}
    return [hit for kind in ORDER for _, hit in best[kind][:limit]]


def _rank(wanted: str, name: str) -> int | None:
    """How well a name fits, 0 the best; None where it does not have every word in it."""
    if name.startswith(wanted):
        return 0
    if f" {wanted}" in name:
        return 1
    if wanted in name:
        return 2
    return 3 if all(word in name for word in wanted.split()) else None


def _everything(workspace: "Workspace") -> Iterator[Hit]:
    for revision in workspace.catalog.documents():
        if revision.kind == "map":
            yield from _of_map(map_of(revision))
        elif revision.kind in {"segment", "persona", "view"}:
            yield from _of_document(documents.record_of(revision))
    if workspace.generation() is not None:
        kinds = workspace.store().kinds.select(["touchpoint", "channel"]).to_pylist()
        channels: dict[str, set[str]] = {}
        for row in kinds:
            channels.setdefault(row["touchpoint"], set()).add(row["channel"])
        for name, ways in channels.items():
            yield Hit(kind="touchpoint", key=name, name=name, detail=", ".join(sorted(ways)))


def _of_map(drawn: JourneyMap) -> Iterator[Hit]:
    yield Hit(kind="map", key=drawn.key, name=drawn.title, detail=drawn.map_kind.replace("_", " "))
    for step in steps_of(drawn):
        yield Hit(kind="step", key=drawn.key, part=step.id, name=step.name, detail=drawn.title)


def _of_document(record: Any) -> Iterator[Hit]:
    if isinstance(record, Segment) and not record.is_retired:
        yield Hit(kind="segment", key=record.key, name=record.title, detail=sentence(record))
    if isinstance(record, Persona):
        yield Hit(kind="persona", key=record.key, name=record.name, detail=record.tagline or "")
    if isinstance(record, View) and not record.archived:
        yield Hit(kind="view", key=record.key, name=record.title, detail=record.view)


def _people(workspace: "Workspace", wanted: str, *, limit: int) -> Iterator[Hit]:
    if len(wanted) < FEWEST_LETTERS or workspace.generation() is None:
        return
    try:
        matches = find(workspace.identities(), wanted, limit=limit)
    except InputError:  # a text that no identifier can hold
        return
    for match in matches:
        yield Hit(kind="person", key=match.subject, name=masked(match.value), detail=match.type)
