"""Taking the journey oneself: what somebody met at each step goes on the map, as evidence.

Friction and a block become obstacle cards at the step, or speak for the obstacle that says the same already.
A pass speaks for what people are said to do there. Saying something else of a step takes the first back.
"""

import re
from collections.abc import Callable, Iterable

import msgspec

from desirepath.errors import UnknownName
from desirepath.maps.documents import Card, JourneyMap, Lane, LaneRole
from desirepath.maps.evidence import Evidence, Provenance
from desirepath.maps.figures import steps_of
from desirepath.maps.standing import restand
from desirepath.maps.talk import Met, Walkthrough

__all__ = ["WALKED", "begun", "evidence_of", "met", "result_id"]

WALKED = "walkthrough"  # the source of such evidence
SEVERITIES = {"friction": 2, "blocked": 3}
SAID = {
    "pass": "Went through without trouble",
    "friction": "Friction on the way",
    "blocked": "No way on from here",
}
LONGEST_CARD = 160


def begun(journey_map: JourneyMap, walk: Walkthrough) -> JourneyMap:
    """The map with a walk on it; one that is there already stays as it is."""
    if any(each.id == walk.id for each in journey_map.walkthroughs):
        return journey_map
    return msgspec.structs.replace(journey_map, walkthroughs=[*journey_map.walkthroughs, walk])


def met(journey_map: JourneyMap, walk: str, found: Met, *, at: str, by: str) -> JourneyMap:
    """The map with what was met at a step, instead of what this walk said of the step before.

    UnknownName for a walk or a step that is not on the map.
    """
    steps = [step.id for step in steps_of(journey_map)]
    if found.step not in steps:
        raise UnknownName("step", found.step, steps)
    known = next((each for each in journey_map.walkthroughs if each.id == walk), None)
    if known is None:
        raise UnknownName("walk", walk, [each.id for each in journey_map.walkthroughs])
    others = [each for each in known.results if each.id != found.id]
    taken = msgspec.structs.replace(known, results=_in_order([*others, found], steps))
    walks = [taken if each.id == walk else each for each in journey_map.walkthroughs]
    bare = _without(msgspec.structs.replace(journey_map, walkthroughs=walks), found.id)
    return restand(_with(bare, found, evidence_of(found, walk=walk, at=at, by=by)))


def result_id(walk: str, step: str) -> str:
    """The id of what a walk met at a step: the same however often it is sent."""
    return f"{walk}.{step}"[:200]


def evidence_of(found: Met, *, walk: str, at: str, by: str) -> Evidence:
    """What was met as an observation; its photos stay with the walk that the locator names."""
    return Evidence(
        id=f"{found.id}.seen"[:200],
        kind="observation",
        provenance=Provenance(
            source=WALKED,
            locator=f"{walk}/{found.step}",
            extracted_by="person",
            extracted_by_name=by,
            checksum=found.media[0].partition(".")[0] if found.media else None,
        ),
        text=found.note or SAID[found.outcome],
        method="took the journey",
        collected_at=at,
    )


def _in_order(results: Iterable[Met], steps: list[str]) -> list[Met]:
    place = {step: at for at, step in enumerate(steps)}
    return sorted(results, key=lambda each: place.get(each.step, len(steps)))


def _without(journey_map: JourneyMap, result: str) -> JourneyMap:
    """The map without what a result had put on it: its evidence, and its own card when nobody added to it."""
    mine, seen = f"{result}.card"[:200], f"{result}.seen"[:200]

    def cleared(cards: list[Card]) -> list[Card]:
        kept = []
        for card in cards:
            rest = [piece for piece in card.evidence if piece.id != seen]
            if len(rest) == len(card.evidence):
                kept.append(card)
            elif rest or card.id != mine:
                kept.append(msgspec.structs.replace(card, evidence=rest))
        return kept

    return _changed(journey_map, lambda lane: msgspec.structs.replace(lane, cards=cleared(lane.cards)))


def _with(journey_map: JourneyMap, found: Met, seen: Evidence) -> JourneyMap:
    role: LaneRole = "actions" if found.outcome == "pass" else "obstacles"
    drawn = _with_lane(journey_map, role)
    home = next(lane for lane in drawn.lanes if lane.role == role)
    here = [card for card in home.cards if card.step == found.step]
    fitting = here[:1] if role == "actions" else [c for c in here if _same(c.text, _text_of(found))]
    if fitting:
        told = msgspec.structs.replace(fitting[0], evidence=[*fitting[0].evidence, seen])
        cards = [told if card.id == told.id else card for card in home.cards]
    else:
        cards = [*home.cards, _card(found, seen)]
    return _changed(drawn, lambda lane: msgspec.structs.replace(lane, cards=cards) if lane is home else lane)


def _card(found: Met, seen: Evidence) -> Card:
    return Card(
        id=f"{found.id}.card"[:200],
        step=found.step,
        text=_text_of(found),
        body=found.note if found.note and len(found.note) > LONGEST_CARD else None,
        severity=SEVERITIES.get(found.outcome),
        evidence=[seen],
    )


def _text_of(found: Met) -> str:
    """The note's first line, as much as a card holds; else what the outcome means."""
    first = (found.note or "").strip().split("\n", 1)[0].strip()
    if not first:
        return SAID[found.outcome]
    return first if len(first) <= LONGEST_CARD else f"{first[: LONGEST_CARD - 1].rstrip()}…"


def _same(text: str, other: str) -> bool:
    plain = [re.sub(r"\W+", " ", each.casefold()).strip() for each in (text, other)]
    return plain[0] == plain[1]


def _with_lane(journey_map: JourneyMap, role: LaneRole) -> JourneyMap:
    if any(lane.role == role for lane in journey_map.lanes):
        return journey_map
    label = "Obstacles" if role == "obstacles" else "Actions"
    taken = {lane.id for lane in journey_map.lanes}
    name = next(each for each in (role, f"{role}-met", f"{role}-walked") if each not in taken)
    return msgspec.structs.replace(
        journey_map, lanes=[*journey_map.lanes, Lane(id=name, role=role, label=label)]
    )


def _changed(journey_map: JourneyMap, change: Callable[[Lane], Lane]) -> JourneyMap:
    return msgspec.structs.replace(journey_map, lanes=[change(lane) for lane in journey_map.lanes])
