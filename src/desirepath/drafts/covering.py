"""Which touchpoints there are, which of them a map shows, and which nobody measures.

A touchpoint is in the data, on a map (a step binds it, or a card names it), in the inventory document, or in
several of these. What is missing where is the point of asking.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from desirepath.drafts.seeing_kinds import Seen, seen_by
from desirepath.drafts.step_lenses import step_codes, step_ids
from desirepath.journeys import Store
from desirepath.maps import JourneyMap, Touchpoint, steps_of
from desirepath.records import Record

__all__ = ["Coverage", "CoveredTouchpoint", "MapPlace", "coverage"]


class MapPlace(Record):
    """A step of a map that a touchpoint stands at."""

    map: str
    title: str
    step: str
    name: str


class CoveredTouchpoint(Record):
    """A touchpoint, what was seen of it, and where it is on the maps."""

    touchpoint: str
    channel: str | None
    sources: list[str]
    interactions: int
    people: int
    by_customer: int  # interactions that the customer began
    by_organisation: int
    scored: int  # interactions that carry a score
    first_at_us: int | None
    last_at_us: int | None
    places: list[MapPlace]
    ownership: str | None  # what the inventory document says
    owner: str | None


class Coverage(Record):
    """All touchpoints, those measured first, and how much of them the maps show."""

    touchpoints: list[CoveredTouchpoint]
    measured: int  # with interactions
    on_a_map: int  # of these, on at least one
    interactions: int
    interactions_on_a_map: int
    unmeasured: int  # on a map or in the inventory, and never seen
    scored: int  # of those measured, with a score


def coverage(store: Store, maps: Sequence[JourneyMap], known: Sequence[Touchpoint] = ()) -> Coverage:
    """The touchpoints of a store, of these maps and of an inventory, put beside each other.

    Path patterns bind moments of a journey and no touchpoint, so they place none. Upper and lower case are
    the same.
    """
    seen = seen_by(store, "touchpoint", "channel")
    bound = _bound(store.kinds, maps)
    named = _named(maps)
    told = {_folded(one.name, one.channel): one for one in known}
    measured = [_measured(each, bound, named, told) for each in seen]
    there = {key for each in seen for key in _keys(each)}
    missing = _missing(named, told, there)
    on_a_map = [each for each in measured if each.places]
    return Coverage(
        touchpoints=[*measured, *missing],
        measured=len(measured),
        on_a_map=len(on_a_map),
        interactions=sum(each.interactions for each in measured),
        interactions_on_a_map=sum(each.interactions for each in on_a_map),
        unmeasured=len(missing),
        scored=sum(each.scored > 0 for each in measured),
    )


Folded = tuple[str, str | None]
Named = dict[Folded, tuple[str, str | None, list[MapPlace]]]


def _folded(touchpoint: str, channel: str | None = None) -> Folded:
    return touchpoint.strip().casefold(), channel


def _keys(seen: Seen) -> tuple[Folded, Folded]:
    """What a map or an inventory may call it: with its channel, or without one."""
    touchpoint, channel = seen.names
    return _folded(touchpoint, channel or None), _folded(touchpoint)


def _bound(kinds: pa.Table, maps: Iterable[JourneyMap]) -> dict[int, list[MapPlace]]:
    """By kind code, the steps whose bindings catch it."""
    found: dict[int, list[MapPlace]] = {}
    for drawn in maps:
        names = {step.id: step.name for step in steps_of(drawn)}
        ids = step_ids(drawn)
        codes = step_codes(drawn, kinds)
        for code in kinds["code"].to_numpy().tolist():
            if codes[code] >= 0:
                step = ids[codes[code]]
                found.setdefault(code, []).append(_place(drawn, step, names[step]))
    return found


def _named(maps: Iterable[JourneyMap]) -> Named:
    """What cards and bindings call a touchpoint, by its name and channel."""
    found: Named = {}
    for drawn in maps:
        for name, channel, step, said in _callings(drawn):
            place = _place(drawn, step, said)
            places = found.setdefault(_folded(name, channel), (name.strip(), channel, []))[2]
            if place not in places:
                places.append(place)
    return found


def _callings(drawn: JourneyMap) -> Iterator[tuple[str, str | None, str, str]]:
    names = {step.id: step.name for step in steps_of(drawn)}
    for lane in drawn.lanes:
        if lane.role == "touchpoints":
            for card in lane.cards:
                yield card.touchpoint or card.text, card.channel, card.step, names.get(card.step, card.step)
    for step in steps_of(drawn):
        for one in step.bindings:
            if one.touchpoint and "*" not in one.touchpoint:
                yield one.touchpoint, one.channel, step.id, step.name


def _measured(
    seen: Seen, bound: Mapping[int, list[MapPlace]], named: Named, told: Mapping[Folded, Touchpoint]
) -> CoveredTouchpoint:
    places = [place for kind in seen.kinds for place in bound.get(kind, [])]
    for key in _keys(seen):
        places += named[key][2] if key in named else []
    entry = next((told[key] for key in _keys(seen) if key in told), None)
    touchpoint, channel = seen.names
    return CoveredTouchpoint(
        touchpoint=touchpoint,
        channel=channel or None,
        sources=seen.sources,
        interactions=seen.interactions,
        people=seen.people,
        by_customer=seen.interactions - seen.by_organisation,
        by_organisation=seen.by_organisation,
        scored=seen.scored,
        first_at_us=seen.first_at_us,
        last_at_us=seen.last_at_us,
        places=_once(places),
        ownership=entry.ownership if entry else None,
        owner=entry.owner if entry else None,
    )


def _missing(named: Named, told: Mapping[Folded, Touchpoint], there: set[Folded]) -> list[CoveredTouchpoint]:
    """Those that a map or the inventory names and nothing measures."""
    wanted: dict[Folded, tuple[str, str | None, list[MapPlace]]] = dict(named)
    for key, one in told.items():
        wanted.setdefault(key, (one.name, one.channel, []))
    return [
        CoveredTouchpoint(
            touchpoint=name,
            channel=channel,
            sources=[],
            interactions=0,
            people=0,
            by_customer=0,
            by_organisation=0,
            scored=0,
            first_at_us=None,
            last_at_us=None,
            places=_once(places),
            ownership=told[key].ownership if key in told else None,
            owner=told[key].owner if key in told else None,
        )
        for key, (name, channel, places) in sorted(wanted.items(), key=lambda item: str(item[0]))
        if key not in there
    ]


def _once(places: Iterable[MapPlace]) -> list[MapPlace]:
    return list({(each.map, each.step): each for each in places}.values())


def _place(drawn: JourneyMap, step: str, name: str) -> MapPlace:
    return MapPlace(map=drawn.key, title=drawn.title, step=step, name=name)
