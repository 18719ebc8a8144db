"""What a map asks: the questions its evidence cites, under the map's own split and goal.

A map says once what one journey is and which steps are its goal; every question on the map's columns is asked
so. That is how one draft becomes the map of another persona: the same questions, of other journeys.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from desirepath.drafts.by_the_hour import is_by_the_hour
from desirepath.drafts.day_counts import THE_DAY
from desirepath.errors import DocumentError, QuestionError, UnknownName
from desirepath.journeys import Split, WholeLife
from desirepath.maps import COMPARE, JourneyMap, all_evidence, steps_of
from desirepath.measures import MEASURES, DropOff, Emotion, Stages, Transitions, question_from
from desirepath.records import Record

MINE = ("step", "step_action", "step_touchpoint", "map", "step_or_place")
ON_STEPS = "step"
EVERYBODY = "(everybody)"


class Terms(Record):
    """How a map's own questions are asked."""

    split: Split
    goal: list[str]  # step ids


def split_from(text: str) -> Split:
    """A split as a document writes it: "whole_life", "gap:30", "calendar:week".

    >>> split_from("gap:30")
    Gap(minutes=30.0)
    """
    return question_from("drop_off", {"split": text}).split


def split_of(journey_map: JourneyMap, otherwise: Split | None = None) -> Split:
    """What one journey is: as the map says, else `otherwise` (its scenario's), else as it was drafted."""
    if journey_map.split is not None:
        return split_from(journey_map.split)
    if otherwise is not None:
        return otherwise
    for piece in all_evidence(journey_map):
        question = piece.question or {}
        if question.get("lens") in MINE and "split" in question:
            try:
                return question_from(str(question.get("measure")), {"split": question["split"]}).split
            except (QuestionError, UnknownName):
                continue
    return WholeLife()


def terms_of(journey_map: JourneyMap, split: Split | None = None) -> Terms:
    """The split, and the steps that are marked as its goal."""
    goal = [step.id for step in steps_of(journey_map) if step.is_goal]
    return Terms(split=split_of(journey_map, split), goal=goal)


def aligned(journey_map: JourneyMap, split: Split | None = None) -> JourneyMap:
    """The map with its questions asked under its own split and goal."""
    terms = terms_of(journey_map, split)
    body = msgspec.to_builtins(journey_map)
    _align(body, terms)
    try:
        found = msgspec.convert(body, JourneyMap)
    except msgspec.ValidationError as failure:  # it was made here, and from what people call things
        raise DocumentError(f"this does not make a map: {failure}", key=journey_map.key) from None
    return journey_map if found == journey_map else found


def cited(journey_map: JourneyMap, *, split: Split | None = None) -> list[dict[str, Any]]:
    """Every question that filling this map asks, each once."""
    mine = aligned(journey_map, split)
    terms = terms_of(mine, split)
    found: list[dict[str, Any]] = [reach_question(mine, terms)]
    if any(step.bindings for step in steps_of(mine)):
        found += [on_steps(question) for question in own_questions(terms)]
    if is_by_the_hour(mine):
        found.append(dict(THE_DAY))
    found += [
        piece.question
        for piece in all_evidence(mine)
        if piece.question is not None and piece.measure != COMPARE  # which is of two sides, each asked alone
    ]
    each = {msgspec.json.encode(question, order="deterministic"): question for question in found}
    return list(each.values())


def own_questions(terms: Terms) -> list[DropOff | Emotion | Stages | Transitions]:
    """What filling asks of every map: who leaves, what they feel, how long they stay, what follows what."""
    return [
        leaving(terms),
        Emotion(split=terms.split),
        Stages(split=terms.split, goal=terms.goal),
        moves(terms),
    ]


def leaving(terms: Terms) -> DropOff:
    """How many go on from each step, and how many leave there."""
    return DropOff(split=terms.split, goal=terms.goal)


def moves(terms: Terms) -> Transitions:
    """Which step follows which; staying at a step is no move."""
    return Transitions(split=terms.split, collapse_loops=True, gaps=False)


def reach_question(journey_map: JourneyMap, terms: Terms) -> dict[str, Any]:
    """Who was on the map, at each step, and at any step of each opportunity."""
    ids = [step.id for step in steps_of(journey_map)]
    sets = {EVERYBODY: ids, **{each: [each] for each in ids}}
    sets |= {one.id: one.steps for one in journey_map.opportunities if one.steps}
    return {"measure": "reach", "lens": ON_STEPS, "split": msgspec.to_builtins(terms.split), "sets": sets}


def on_steps(question: DropOff | Emotion | Stages | Transitions) -> dict[str, Any]:
    """A question as a document holds it, on the map's steps."""
    body: dict[str, Any] = msgspec.to_builtins(question)
    return {**body, "lens": ON_STEPS}


def _align(body: Any, terms: Terms) -> None:
    """Every question within, changed in place."""
    if isinstance(body, list):
        for each in body:
            _align(each, terms)
    elif isinstance(body, dict):
        question = body.get("question")
        if isinstance(question, dict) and question.get("lens") in MINE:
            body["question"] = _asked_so(question, terms)
        for name in ("lanes", "cards", "emotions", "kpis", "opportunities", "evidence"):
            _align(body.get(name), terms)


def _asked_so(question: Mapping[str, Any], terms: Terms) -> dict[str, Any]:
    measure, changed = MEASURES.get(str(question.get("measure"))), dict(question)
    fields: Sequence[str] = measure.__struct_fields__ if measure else ()
    if "split" in fields and _split(question) != terms.split:
        changed["split"] = msgspec.to_builtins(terms.split)
    if "goal" in fields and question.get("lens") == ON_STEPS and question.get("goal", []) != terms.goal:
        changed["goal"] = terms.goal
    return changed


def _split(question: Mapping[str, Any]) -> Split | None:
    try:
        return question_from(str(question["measure"]), {"split": question.get("split", "whole_life")}).split
    except (QuestionError, UnknownName):
        return None
