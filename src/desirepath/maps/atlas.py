"""All maps as one overview: which map tells a step of another in detail, and how each of them stands.

A step names its map by `child`. Nothing here reads a workspace: the maps are handed in by their keys.
"""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from desirepath.errors import DocumentError, UnknownName
from desirepath.maps.documents import JourneyMap, MapKind, MapStatus
from desirepath.maps.standing import supported_share
from desirepath.records import Record


class AtlasStep(Record):
    """A step as the overview has it."""

    id: str
    name: str
    stage: str
    stage_type: str
    child: str | None
    is_hot: bool


class AtlasEntry(Record):
    """A map with the maps under its steps.

    `missing`: a step names it and nobody has written it; `elsewhere`: it is told under an earlier step.
    """

    key: str
    state: Literal["told", "elsewhere", "missing"]
    under: str | None = None  # the id of the step that names it
    tells: str = ""  # the name of that step
    title: str = ""
    map_kind: MapKind = "current_state"
    status: MapStatus = "draft"
    persona: str | None = None
    steps: list[AtlasStep] = []
    cards: int = 0
    supported: float | None = None  # share of the cards, 0–1
    hotspots: int = 0  # of a score above zero
    children: list["AtlasEntry"] = []


class Atlas(Record):
    """The maps that no other map's step names, each with those below it."""

    entries: list[AtlasEntry]

    def every(self) -> Iterator[tuple[int, AtlasEntry]]:
        """All entries from top to bottom, each with how deep it is nested."""
        waiting = [(0, entry) for entry in reversed(self.entries)]
        while waiting:
            depth, entry = waiting.pop()
            yield depth, entry
            waiting += [(depth + 1, child) for child in reversed(entry.children)]


def atlas_of(maps: Mapping[str, JourneyMap], *, top: str | None = None) -> Atlas:
    """The overview of these maps, or of one of them (`top`) and what is below it.

    DocumentError when maps name one another in a ring, with the ring; UnknownName when there is no map `top`.

    >>> from desirepath.maps.documents import MapStage, Step
    >>> buying = Step(id="s1", name="Buys", lineage_id="s1", child="checkout")
    >>> whole = JourneyMap(key="whole", title="All", stages=[MapStage(id="g", name="Buy", steps=[buying])])
    >>> [(depth, entry.key, entry.state) for depth, entry in atlas_of({"whole": whole}).every()]
    [(0, 'whole', 'told'), (1, 'checkout', 'missing')]
    """
    if top is not None and top not in maps:
        raise UnknownName("map", top, maps)
    _refuse_rings(maps)
    named = {child for drawn in maps.values() for child in _children(drawn)}
    told: set[str] = set()
    tops = [top] if top is not None else [key for key in maps if key not in named]
    return Atlas(entries=[_entry(key, None, maps, told) for key in tops])


def _children(drawn: JourneyMap) -> list[str]:
    return [step.child for stage in drawn.stages for step in stage.steps if step.child]


def _refuse_rings(maps: Mapping[str, JourneyMap]) -> None:
    try:
        TopologicalSorter({key: _children(drawn) for key, drawn in maps.items()}).prepare()
    except CycleError as found:
        ring = list(reversed(found.args[1]))[:-1]  # each tells a step of the one before it
        first = min(range(len(ring)), key=lambda at: list(maps).index(ring[at]))
        ring = [*ring[first:], *ring[: first + 1]]
        message = (
            f"these maps tell one another's steps in a ring: {' → '.join(ring)}. "
            f'Take "{ring[-1]}" off the step that names it'
        )
        raise DocumentError(message, key=f"map {ring[-2]}") from None


def _entry(key: str, above: AtlasStep | None, maps: Mapping[str, JourneyMap], told: set[str]) -> AtlasEntry:
    under, tells = (above.id, above.name) if above else (None, "")
    drawn = maps.get(key)
    if drawn is None:
        return AtlasEntry(key=key, state="missing", under=under, tells=tells)
    if key in told:
        return AtlasEntry(
            key=key, state="elsewhere", under=under, tells=tells, title=drawn.title, map_kind=drawn.map_kind
        )
    told.add(key)
    hot = {spot.step for spot in drawn.hotspots if spot.score > 0}
    steps = [
        AtlasStep(
            id=step.id,
            name=step.name,
            stage=stage.name,
            stage_type=stage.type,
            child=step.child,
            is_hot=step.id in hot,
        )
        for stage in drawn.stages
        for step in stage.steps
    ]
    return AtlasEntry(
        key=key,
        state="told",
        under=under,
        tells=tells,
        title=drawn.title,
        map_kind=drawn.map_kind,
        status=drawn.status,
        persona=drawn.persona,
        steps=steps,
        cards=sum(len(lane.cards) for lane in drawn.lanes),
        supported=supported_share(drawn),
        hotspots=sum(spot.score > 0 for spot in drawn.hotspots),
        children=[_entry(step.child, step, maps, told) for step in steps if step.child],
    )
