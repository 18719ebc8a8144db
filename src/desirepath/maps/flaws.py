"""What makes a map no map: two things with one id, a card at no step, a text that is no date.

Each flaw says where it is, so that reading a file names its line. What is merely unwise (an old figure, a
missing owner) is not a flaw: `drafts.check` tells it.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from desirepath.errors import DocumentError
from desirepath.maps.dates import days_long, length_us, parse_time
from desirepath.maps.documents import JourneyMap
from desirepath.maps.trees import DEEPEST, ROOT, is_too_deep
from desirepath.sources import Flaw

Path = tuple[str | int, ...]
# Which field of which list names a thing of which other list.
_NAMES = {
    "cards": {"step": "steps", "span_to_step": "steps", "opportunity": "opportunities", "kpi": "kpis",
              "layers": "layers"},
    "steps": {"actor": "stakeholders"},
    "emotions": {"step": "steps"},
    "edges": {"from_step": "steps", "to_step": "steps", "from_card": "cards", "to_card": "cards"},
    "hotspots": {"step": "steps", "lane": "lanes", "card": "cards", "edge": "edges", "layer": "layers"},
    "layer_sets": {"shown": "layers", "lanes": "lanes"},
    "goals": {"kpi": "kpis"},
    "kpis": {"step": "steps"},
    "opportunities": {"steps": "steps", "goal": "goals", "parent": "opportunities"},
    "comments": {"parent": "comments"},
    "stakeholders": {"lanes": "lanes"},
    "results": {"step": "steps"},
}  # fmt: skip
MOST = 2**53 - 1  # beyond it, programs that keep numbers as JSON does lose digits
_NOUNS = {"opportunities": "opportunity", "kpis": "KPI"}


def map_flaws(journey_map: JourneyMap) -> Iterator[Flaw]:
    """Everything that a map must not be, each with its place."""
    body = msgspec.to_builtins(journey_map)
    if is_too_deep(body):
        yield Flaw(path=(), says=f"it is nested more than {DEEPEST} deep")
        return
    yield from _numbers(body)
    found = [(path, name, thing) for path, name, thing in _things(body)]
    yield from _twice(found)
    yield from _dangling(found)
    yield from _nowhere(journey_map)
    yield from _one_each(journey_map)
    yield from _backwards(journey_map)
    yield from _rings(journey_map)
    yield from _texts(journey_map)


def _things(body: dict[str, Any], path: Path = ()) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    for name, value in body.items():
        if isinstance(value, list):
            for at, thing in enumerate(value):
                if isinstance(thing, dict) and "id" in thing:
                    yield (*path, name, at), name, thing
                    yield from _things(thing, (*path, name, at))


def _numbers(value: Any, path: Path = ()) -> Iterator[Flaw]:
    """Numbers that JSON cannot say, or that another program would read as others."""
    if isinstance(value, dict | list):
        for at, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _numbers(each, (*path, at))
    elif isinstance(value, float) and not math.isfinite(value):
        yield Flaw(path=path, says=f"{value} is not a number; leave it out where nothing is known")
    elif isinstance(value, int) and abs(value) > MOST:
        yield Flaw(path=path, says=f"a number on a map is at most {MOST}")


def _twice(found: Iterable[tuple[Path, str, dict[str, Any]]]) -> Iterator[Flaw]:
    seen = {ROOT: "the map itself"}
    for path, name, thing in found:
        if thing["id"] in seen:
            says = f'the id "{thing["id"]}" is that of {seen[thing["id"]]}: give each thing one of its own'
            yield Flaw(path=(*path, "id"), says=says)
        seen[thing["id"]] = f"something in `{name}` already"


def _dangling(found: list[tuple[Path, str, dict[str, Any]]]) -> Iterator[Flaw]:
    known: dict[str, set[str]] = {}
    for _, name, thing in found:
        known.setdefault(name, set()).add(thing["id"])
    for path, name, thing in found:
        for field, what in _NAMES.get(name, {}).items():
            named = thing.get(field) or []
            for each in [named] if isinstance(named, str) else named:
                if each not in known.get(what, set()):
                    says = f'there is no {_NOUNS.get(what, what[:-1])} "{each}" on this map'
                    yield Flaw(path=(*path, field), says=says)


def _nowhere(journey_map: JourneyMap) -> Iterator[Flaw]:
    """What somebody is responsible for is a stage of the map."""
    stages = {stage.id for stage in journey_map.stages}
    for at, who in enumerate(journey_map.stakeholders):
        for number, one in enumerate(who.responsibilities):
            if one.stage not in stages:
                path = ("stakeholders", at, "responsibilities", number, "stage")
                yield Flaw(path=path, says=f'there is no stage "{one.stage}" on this map')


def _one_each(journey_map: JourneyMap) -> Iterator[Flaw]:
    """One feeling of each source at a step; one step of each lineage."""
    felt: set[tuple[str, str]] = set()
    for at, one in enumerate(journey_map.emotions):
        if (one.step, one.source) in felt:
            yield Flaw(path=("emotions", at), says=f'the step "{one.step}" has two {one.source} emotions')
        felt.add((one.step, one.source))
    lines: set[str] = set()
    for at, stage in enumerate(journey_map.stages):
        for number, step in enumerate(stage.steps):
            if step.lineage_id in lines:
                says = f'two steps have the lineage "{step.lineage_id}": comparing could not tell them apart'
                yield Flaw(path=("stages", at, "steps", number, "lineage_id"), says=says)
            lines.add(step.lineage_id)


def _backwards(journey_map: JourneyMap) -> Iterator[Flaw]:
    order = {step.id: at for at, step in enumerate(s for stage in journey_map.stages for s in stage.steps)}
    for at, lane in enumerate(journey_map.lanes):
        for number, card in enumerate(lane.cards):
            path = ("lanes", at, "cards", number)
            if card.span_to_step and order.get(card.span_to_step, 0) < order.get(card.step, 0):
                says = f'the card ends at "{card.span_to_step}", which is before its step "{card.step}"'
                yield Flaw(path=(*path, "span_to_step"), says=says)
            if card.status_override and not card.override_note:
                says = "who overrides a card's status says why, in `override_note`"
                yield Flaw(path=(*path, "status_override"), says=says)


def _rings(journey_map: JourneyMap) -> Iterator[Flaw]:
    """A comment that answers itself, an opportunity inside itself, a step that the map itself details."""
    answers = {one.id: one.parent for one in journey_map.comments}
    inside = {one.id: one.parent for one in journey_map.opportunities}
    for name, parents in (("comments", answers), ("opportunities", inside)):
        for at, each in enumerate(parents):
            if _comes_back(each, parents):
                yield Flaw(path=(name, at, "parent"), says=f'"{each}" is its own parent, in the end')
    for at, stage in enumerate(journey_map.stages):
        for number, step in enumerate(stage.steps):
            if step.child == journey_map.key:
                says = f'the step "{step.id}" is told in detail by the map it is on'
                yield Flaw(path=("stages", at, "steps", number, "child"), says=says)


def _comes_back(start: str, parents: dict[str, str | None]) -> bool:
    at, seen = parents.get(start), {start}
    while at is not None and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return at == start


def _texts(journey_map: JourneyMap) -> Iterator[Flaw]:
    """Texts that must be dates or lengths of time."""
    for field in ("evidence_window", "review_every"):
        yield from _unreadable((field,), getattr(journey_map, field), days_long)
    for field in ("last_reviewed_at", "as_of"):
        yield from _unreadable((field,), getattr(journey_map, field), parse_time)
    for path, name, thing in _things(msgspec.to_builtins(journey_map)):
        if name == "steps":
            yield from _unreadable((*path, "duration_expected"), thing.get("duration_expected"), length_us)
        for field in ("collected_at", "due", "at", "resolved_at", "date", "started_at", "shipped_at"):
            yield from _unreadable((*path, field), thing.get(field), parse_time)


def _unreadable(path: Path, text: Any, parse: Any) -> Iterator[Flaw]:
    if text is None:
        return
    try:
        parse(text)
    except DocumentError as error:
        yield Flaw(path=path, says=str(error))
