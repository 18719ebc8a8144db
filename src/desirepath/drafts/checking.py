"""What is wrong with a map: dead bindings, drifted figures, stale evidence, what it lacks for publishing.

A report is a value, to be printed, sent or turned into an exit code by whoever asked for it.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

import msgspec
import numpy as np

from desirepath.drafts.asking import Ask, asking
from desirepath.drafts.counting import Mask, census
from desirepath.drafts.evidencing import gathered, looked_up
from desirepath.drafts.filling import leaving_question
from desirepath.drafts.step_lenses import describe, step_codes, step_ids
from desirepath.journeys import Store
from desirepath.maps import (
    Card,
    Evidence,
    JourneyMap,
    figure_words,
    in_window,
    later,
    parse_time,
    steps_of,
    time_text,
)
from desirepath.records import Record

Severity = Literal["error", "warning", "note"]


class Problem(Record):
    """One thing that is wrong, where, and what to do."""

    severity: Severity
    where: str  # the map, a step's name or a card's id
    message: str


class Report(Record):
    """All that is wrong with a map; nothing, when `problems` is empty."""

    map_key: str
    problems: list[Problem]

    @property
    def has_errors(self) -> bool:
        """Whether anything makes the map untrue or unusable, rather than incomplete."""
        return any(problem.severity == "error" for problem in self.problems)


def check(
    journey_map: JourneyMap,
    store: Store,
    *,
    mask: Mask = None,
    as_of_us: int | None = None,
    zone: str = "UTC",
) -> Report:
    """A map against what the people in `mask` do now (as of the store's last moment, or an earlier one).

    error: a step id used twice, a card at no step, a step whose bindings catch nothing any more, and, in a
    map that is published or in review, no owner, review interval or goal. warning: a live figure outside
    the interval that is drawn, stale evidence, a review overdue, two steps that bind the same. note: a step
    without evidence, interactions that no step catches, what a draft still lacks.
    """
    moment = as_of_us or store.as_of_us
    ask = asking(store, journey_map, mask=mask, as_of_us=moment, zone=zone)
    found = [
        *_twice(journey_map),
        *_dead(journey_map, store, mask=mask, as_of_us=moment),
        *_drifted(journey_map, ask),
        *_stale(journey_map, as_of_us=moment),
        *_lacking(journey_map),
        *_silent(journey_map),
    ]
    rank = {"error": 0, "warning": 1, "note": 2}
    return Report(map_key=journey_map.key, problems=sorted(found, key=lambda problem: rank[problem.severity]))


def _twice(journey_map: JourneyMap) -> Iterator[Problem]:
    steps = list(steps_of(journey_map))
    for key, count in Counter(step.id for step in steps).items():
        if count > 1:
            yield _problem("error", key, f"{count} steps have this id: give each its own")
    ids = {step.id for step in steps}
    for card in _cards(journey_map):
        if card.step not in ids:
            yield _problem(
                "error", card.id, f'the card stands at the step "{card.step}", which the map does not have'
            )
    bound = Counter(binding for step in steps for binding in set(step.bindings))
    for step in steps:
        if any(bound[binding] > 1 for binding in step.bindings):
            yield _problem("warning", step.name, f"another step binds the same: {describe(step)}")


def _dead(journey_map: JourneyMap, store: Store, *, mask: Mask, as_of_us: int) -> Iterator[Problem]:
    codes = step_codes(journey_map, store.kinds)
    counts = census(store, mask=mask, as_of_us=as_of_us).interactions
    ids = step_ids(journey_map)
    caught = np.bincount(codes[codes >= 0], weights=counts[codes >= 0], minlength=len(ids))
    for step in steps_of(journey_map):
        if not step.bindings:
            yield _problem("note", step.name, "it binds nothing, so nothing can be measured here")
        elif caught[ids.index(step.id)] == 0:
            message = (
                f"nothing that happens is caught any more by {describe(step)}. Bind it to what replaced it"
            )
            yield _problem("error", step.name, message)
    missed = int(counts[codes < 0].sum())
    if missed:
        yield _problem("note", "the map", f"{missed:,} interactions are at none of its steps")


def _drifted(journey_map: JourneyMap, ask: Ask) -> Iterator[Problem]:
    gathering = gathered(journey_map, ask, leaving_question(journey_map))
    drawn = [(card.id, piece) for card in _cards(journey_map) for piece in card.evidence]
    drawn += [(f"emotion at {one.step}", piece) for one in journey_map.emotions for piece in one.evidence]
    seen: set[bytes] = set()
    for where, piece in drawn:
        asked = msgspec.json.encode((piece.question, piece.row, piece.column), order="deterministic")
        if piece.question is None or asked in seen:
            continue
        seen.add(asked)
        if message := _moved(piece, looked_up(piece, ask, gathering)):
            yield _problem("warning", where, message)


def _moved(drawn: Evidence, live: Evidence) -> str | None:
    if live.value is None:
        return None if drawn.value is None else "what it cites can no longer be measured: fill the map again"
    if drawn.low is None or drawn.high is None or drawn.low <= live.value <= drawn.high:
        return None
    name = (drawn.column or "the figure").replace("_", " ")
    return (
        f"{name} is now {figure_words(live)}, outside the drawn interval "
        f"{figure_words(drawn, drawn.low)} to {figure_words(drawn, drawn.high)}: fill the map again"
    )


def _stale(journey_map: JourneyMap, *, as_of_us: int) -> Iterator[Problem]:
    now = time_text(as_of_us)
    for card in _cards(journey_map):
        window = journey_map.evidence_window
        if card.evidence and not any(in_window(piece, window=window, as_of=now) for piece in card.evidence):
            yield _problem("warning", card.id, f"all its evidence is older than {window} or has no date")
    if journey_map.review_every and journey_map.last_reviewed_at:
        reviewed = parse_time(journey_map.last_reviewed_at, key="last_reviewed_at")
        due = later(reviewed, journey_map.review_every, key="review_every")
        if due < parse_time(now):
            yield _problem("warning", "the map", f"its review was due on {due.date().isoformat()}")


def _lacking(journey_map: JourneyMap) -> Iterator[Problem]:
    is_public = journey_map.status in {"in_review", "published"}
    severity: Severity = "error" if is_public else "note"
    for field, what in (("owner", "owner"), ("review_every", "review interval"), ("goals", "goal")):
        if not getattr(journey_map, field):
            yield _problem(severity, "the map", f"it has no {what}: publishing needs the field `{field}`")


def _silent(journey_map: JourneyMap) -> Iterator[Problem]:
    known = {card.step for card in _cards(journey_map) if card.evidence}
    known |= {one.step for one in journey_map.emotions if one.evidence}
    for step in steps_of(journey_map):
        if step.id not in known:
            yield _problem("note", step.name, "nothing at this step has any evidence")


def _cards(journey_map: JourneyMap) -> list[Card]:
    return [card for lane in journey_map.lanes for card in lane.cards]


def _problem(severity: Severity, where: str, message: str) -> Problem:
    return Problem(severity=severity, where=where, message=message)
