"""The maps of a workspace at a glance: what each is, how far it is, how well it is supported."""

from typing import TYPE_CHECKING

from desirepath.maps import (
    JourneyMap,
    MapKind,
    MapStatus,
    staleness,
    steps_of,
    supported_share,
    time_text,
)
from desirepath.records import Record
from desirepath.workspace import editing

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["Band", "Glance", "MapEntry", "map_entries"]


class Band(Record):
    """A stage in a map's little picture: its name, its type, how many steps it has."""

    name: str
    type: str
    steps: int


class Glance(Record):
    """A map as a little picture: its stages and, step by step, how people feel there; null is a gap."""

    stages: list[Band]
    felt: list[float | None]
    hot: list[bool]  # whether something at the step needs attention


class MapEntry(Record):
    """A map in the list."""

    key: str
    title: str
    revision: int
    map_kind: MapKind
    status: MapStatus
    changed_at_us: int
    glance: Glance
    steps: int
    cards: int
    persona: str | None = None
    scenario: str | None = None
    owner: str | None = None
    baseline: str | None = None
    period: str | None = None
    people: int | None = None
    supported_share: float | None = None  # of its cards: observed or validated
    days_past_review: int = 0
    old_share: float | None = None  # of the evidence on its cards
    bound_steps: int = 0
    open_opportunities: int = 0
    hotspots: int = 0


def map_entries(workspace: "Workspace", *, now_us: int) -> list[MapEntry]:
    """All maps, the one that was changed last first."""
    entries = [
        _entry(workspace.shown(editing.map_of(each)), revision=each.number, at_us=each.at_us, now_us=now_us)
        for each in workspace.catalog.documents("map")
    ]
    return sorted(entries, key=lambda entry: (-entry.changed_at_us, entry.key))


def _entry(drawn: JourneyMap, *, revision: int, at_us: int, now_us: int) -> MapEntry:
    steps = list(steps_of(drawn))
    age = staleness(drawn, as_of=time_text(now_us))
    return MapEntry(
        key=drawn.key,
        title=drawn.title,
        revision=revision,
        map_kind=drawn.map_kind,
        status=drawn.status,
        changed_at_us=at_us,
        glance=_glance(drawn),
        steps=len(steps),
        cards=sum(len(lane.cards) for lane in drawn.lanes),
        persona=drawn.persona,
        scenario=drawn.scenario,
        owner=drawn.owner,
        baseline=drawn.baseline,
        period=drawn.period,
        people=drawn.n_subjects,
        supported_share=supported_share(drawn),
        days_past_review=age.days_past_review,
        old_share=age.old_share,
        bound_steps=sum(bool(step.bindings) for step in steps),
        open_opportunities=sum(one.status not in {"done", "dismissed"} for one in drawn.opportunities),
        hotspots=sum(spot.score > 0 for spot in drawn.hotspots),
    )


def _glance(drawn: JourneyMap) -> Glance:
    felt: dict[str, float] = {}
    for source in ("authored", "target", "measured"):  # what was measured has the last word
        felt |= {one.step: one.value for one in drawn.emotions if one.source == source}
    hot = {spot.step for spot in drawn.hotspots if spot.score > 0}
    steps = list(steps_of(drawn))
    return Glance(
        stages=[Band(name=each.name, type=each.type, steps=len(each.steps)) for each in drawn.stages],
        felt=[felt.get(step.id) for step in steps],
        hot=[step.id in hot for step in steps],
    )
