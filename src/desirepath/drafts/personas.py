"""Whose journeys a map is of: its persona's segment and its scenario's split and goal, unless it says itself.

So one draft becomes the maps of several personas: the same steps, filled from other people's journeys.
"""

from collections import defaultdict
from collections.abc import Sequence

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.drafts.citing import split_from
from desirepath.drafts.footnotes import counts_everybody
from desirepath.drafts.reasoning import is_counted_reason
from desirepath.drafts.step_changes import with_steps
from desirepath.drafts.step_lenses import step_codes, step_ids
from desirepath.drafts.telling_themes import is_theme
from desirepath.errors import UnknownName
from desirepath.journeys import Split
from desirepath.maps import (
    Card,
    Evidence,
    JourneyMap,
    Lane,
    LaneRole,
    Persona,
    Scenario,
    Step,
    count_text,
    plural,
)
from desirepath.records import Record

MOST_LETTERS = 64  # of a key


class Whose(Record):
    """Whom a map is of, and how their journeys are cut."""

    segment: str | None = None  # the key of a segment; None: everybody, or whom `where` says
    where: dict[str, str] = {}
    split: Split | None = None  # None: as the map's own questions have it
    goal: list[str] = []  # stages, touchpoints or actions; empty: the steps that the map marks


def whose(journey_map: JourneyMap, persona: Persona | None = None, scenario: Scenario | None = None) -> Whose:
    """What a map says of whom it is; what it leaves open, its persona and its scenario say."""
    says_whom = journey_map.segment is not None or bool(journey_map.where)
    split = journey_map.split or (None if scenario is None else scenario.split)
    return Whose(
        segment=journey_map.segment if says_whom or persona is None else persona.segment,
        where=journey_map.where,
        split=None if split is None else split_from(split),
        goal=[] if scenario is None else scenario.goal,
    )


def for_persona(journey_map: JourneyMap, persona: Persona, scenario: Scenario | None = None) -> JourneyMap:
    """The same map for another persona: a draft of its own, to be filled.

    It takes its people from the persona and its journeys from the scenario, so what the map said of them is
    left out. What only single people said or did (quotes, themes, counted reasons, comments, walkthroughs) is
    of others and goes, and so do sentences under the map that count everybody: `retold` tells those of the
    persona's own people. A card that somebody has put in other words stays, as an assumption without a count.
    """
    lanes = [
        msgspec.structs.replace(lane, cards=_of_anybody(lane, journey_map.subject_noun))
        for lane in journey_map.lanes
        if lane.role != "quotes"
    ]
    fields: dict[str, object] = {
        "key": f"{journey_map.key[: MOST_LETTERS - 1 - len(persona.key)]}-{persona.key}"[:MOST_LETTERS],
        "title": f"{journey_map.title}: {persona.name}",
        "status": "draft",
        "persona": persona.key,
        "scenario": journey_map.scenario if scenario is None else scenario.key,
        "segment": None,
        "where": {},
        "split": None,
        "last_reviewed_at": None,
        "lanes": lanes,
        "comments": [],
        "walkthroughs": [],
        "footnotes": [note for note in journey_map.footnotes if not counts_everybody(note)],
    }
    return msgspec.structs.replace(journey_map, **fields)


def with_goal(journey_map: JourneyMap, goal: Sequence[str], kinds: pa.Table) -> JourneyMap:
    """The map with the steps marked that stand for a goal: those that bind only what arrives.

    The goal is named by stage, touchpoint, action or "touchpoint · action"; without one the map's own marks
    stay. UnknownName for a goal that neither the map nor the store has.
    """
    if not goal:
        return journey_map
    arriving, bound = _arriving(journey_map, goal, kinds), _bound(journey_map, kinds)

    def marked(step: Step) -> Step:
        is_goal = bool(bound[step.id]) and bound[step.id] <= arriving
        return msgspec.structs.replace(step, is_goal=is_goal)

    return with_steps(journey_map, marked)


def _arriving(journey_map: JourneyMap, goal: Sequence[str], kinds: pa.Table) -> set[int]:
    """The kinds that the goal names."""
    bound, known = _bound(journey_map, kinds), defaultdict[str, set[int]](set)
    for kind in kinds.select(["code", "touchpoint", "action"]).to_pylist():
        for name in (kind["touchpoint"], kind["action"], f"{kind['touchpoint']} · {kind['action']}"):
            known[(name or "").casefold()].add(kind["code"])
    for stage in journey_map.stages:
        for step in stage.steps:
            for name in (stage.key or "", stage.name, step.id):
                known[name.casefold()] |= bound[step.id]
    for name in goal:
        if name.casefold() not in known:
            raise UnknownName("stage, touchpoint or action", name, known)
    return {code for name in goal for code in known[name.casefold()]}


def _bound(journey_map: JourneyMap, kinds: pa.Table) -> dict[str, set[int]]:
    """The kinds that each step binds."""
    codes, ids = step_codes(journey_map, kinds), step_ids(journey_map)
    return {
        step: set(np.flatnonzero(codes == number).tolist()) & set(kinds["code"].to_numpy().tolist())
        for number, step in enumerate(ids)
    }


def _of_anybody(lane: Lane, noun: str) -> list[Card]:
    """The cards that are not of others alone."""
    return [_asked_again(card, noun) for card in lane.cards if not _is_told(lane.role, card)]


def _is_told(role: LaneRole, card: Card) -> bool:
    """Whether a card is what others told and nothing else: as it was found, and nobody stands up for it."""
    is_found = is_counted_reason(card) or is_theme(role, card)
    return is_found and card.status_override is None and all(map(_is_of_others, card.evidence))


def _asked_again(card: Card, noun: str) -> Card:
    others = [piece for piece in card.evidence if _is_of_others(piece)]
    if not others:
        return card
    evidence = [piece for piece in card.evidence if piece not in others]
    body = None if any(_is_count(card.body, piece, noun) for piece in others) else card.body
    return msgspec.structs.replace(card, evidence=evidence, body=body)


def _is_count(body: str | None, piece: Evidence, noun: str) -> bool:
    """Whether a text says how many people a piece of evidence counted."""
    if body is None or piece.value is None:
        return False
    people = f"{count_text(piece.value)} {plural(noun)}"
    of_people = f"{count_text(piece.value)} of {count_text(piece.n or 0)} {plural(noun)}"
    return body == people or body.startswith(of_people)


def _is_of_others(piece: Evidence) -> bool:
    """Whether it tells of people who may not be the persona's, and no question can be asked again of them."""
    return piece.interaction_id is not None or (piece.question is None and piece.n is not None)
