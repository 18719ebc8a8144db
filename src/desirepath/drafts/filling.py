"""A map's figures computed again: what was measured is asked again, what people wrote is left alone.

Statuses and hotspots follow. A card whose text somebody has changed keeps the text; its evidence moves on.
What the steps' bindings make known and nobody has drawn yet (`completing`, `reality`) is added, where the
kind of map has a place for it (`keeping_kinds`).
"""

from collections.abc import Collection, Sequence
from typing import TypeVar

import msgspec

from desirepath.drafts.asking import Ask
from desirepath.drafts.by_the_hour import with_people
from desirepath.drafts.citing import aligned, leaving, terms_of
from desirepath.drafts.claims import severity, stanced
from desirepath.drafts.completing import completed
from desirepath.drafts.evidencing import Gathering, gathered, looked_up, with_reach, withdrawn
from desirepath.drafts.filling_figures import emotion_from
from desirepath.drafts.keeping_kinds import of_its_kind
from desirepath.drafts.reality import with_edges
from desirepath.drafts.step_changes import with_steps
from desirepath.errors import DocumentError, QuestionError, UnknownName
from desirepath.journeys import Split
from desirepath.maps import (
    Card,
    Emotion,
    Evidence,
    Goal,
    HotspotWeights,
    JourneyMap,
    Kpi,
    Lane,
    LaneRole,
    Opportunity,
    Step,
    heat,
    restand,
    said,
    time_text,
)
from desirepath.measures import DropOff
from desirepath.records import Record

Thing = TypeVar("Thing", Kpi, Opportunity)


class Filler(Record):
    """What filling a piece of evidence needs."""

    journey_map: JourneyMap
    ask: Ask
    gathering: Gathering
    there: Collection[str] | None  # interactions that are still there; None: nobody looked

    def again(self, piece: Evidence) -> Evidence:
        """The piece as it is now."""
        if self.there is not None and piece.interaction_id and piece.interaction_id not in self.there:
            return withdrawn(piece)
        return looked_up(piece, self.ask, self.gathering)


def fill(
    journey_map: JourneyMap,
    ask: Ask,
    *,
    as_of_us: int | None = None,
    period: str | None = None,
    split: Split | None = None,
    there: Collection[str] | None = None,
    weights: HotspotWeights | None = None,
) -> JourneyMap:
    """The map with every measured figure as it is now: evidence, texts, emotions, statuses and hotspots.

    `ask` answers questions on the map's own steps (`ask_of`, given the same `split`: what one journey is
    where the map does not say); `as_of_us` is the moment it speaks of, `period` the days its data cover
    ("2025-01-01/2025-12-31"), `there` the interactions whose facts still exist (of those that evidence
    points at; None: not looked). Evidence whose source is gone has no value, and n = 0.

    Filled are the people at each step, metric cards (a step that binds something and has none gets them),
    emotions, what people received against what they expected, KPIs and how far goals are, the reach of
    opportunities, the shares of drawn edges, and the real loops, skips and exits. A future state gets only
    what it is held against: the figures it cites, KPIs and goals. Filling twice changes nothing more.
    DocumentError when a card cites a question that no measure knows.
    """
    if as_of_us is not None:
        journey_map = msgspec.structs.replace(journey_map, as_of=time_text(as_of_us))
    if period is not None:
        journey_map = msgspec.structs.replace(journey_map, period=period)
    journey_map = aligned(journey_map, split)
    terms = terms_of(journey_map, split)
    try:
        gathering = gathered(journey_map, ask, leaving(terms))
        counted = with_reach(journey_map, gathering)
        filler = Filler(journey_map=counted, ask=ask, gathering=gathering, there=there)
        filled = completed(_filled(filler), ask, gathering, terms)
        drawn = with_edges(filled, ask, terms)
    except (QuestionError, UnknownName) as error:
        raise DocumentError(str(error), key=journey_map.key) from None
    heated = heat(restand(_received(_with_progress(with_people(drawn)))), weights)
    return of_its_kind(heated, before=journey_map)


def leaving_question(journey_map: JourneyMap) -> DropOff:
    """How the map asks who leaves."""
    return leaving(terms_of(journey_map))


def _filled(filler: Filler) -> JourneyMap:
    drawn = filler.journey_map
    emotions = [_felt_again(one, filler) for one in drawn.emotions]
    return msgspec.structs.replace(
        drawn,
        lanes=[_lane(lane, filler) for lane in drawn.lanes],
        emotions=[one for one in emotions if one is not None],
        kpis=[_with_evidence(one, filler) for one in drawn.kpis],
        opportunities=[_reached(one, filler) for one in drawn.opportunities],
    )


def _reached(one: Opportunity, filler: Filler) -> Opportunity:
    reach = filler.gathering.reach.get(one.id) if one.steps else None
    return msgspec.structs.replace(_with_evidence(one, filler), reach=reach)


def _with_evidence(thing: Thing, filler: Filler) -> Thing:
    return msgspec.structs.replace(thing, evidence=[filler.again(piece) for piece in thing.evidence])


def _lane(lane: Lane, filler: Filler) -> Lane:
    return msgspec.structs.replace(lane, cards=[_again(lane.role, card, filler) for card in lane.cards])


def _again(role: LaneRole, card: Card, filler: Filler) -> Card:
    before = said(role, card, filler.journey_map)
    evidence = [filler.again(piece) for piece in card.evidence]
    filled = stanced(role, msgspec.structs.replace(card, evidence=evidence))
    after = said(role, filled, filler.journey_map)
    if before is None or after is None:
        return filled
    text = after[0] if card.text == before[0] else card.text
    body = after[1] if card.body == before[1] else card.body
    return msgspec.structs.replace(filled, text=text, body=body, severity=_severity(filled))


def _severity(card: Card) -> int | None:
    excess = next((piece.value for piece in card.evidence if piece.column == "excess"), None)
    return card.severity if card.severity is None or excess is None else severity(excess)


def _felt_again(one: Emotion, filler: Filler) -> Emotion | None:
    """The point as it is now; a measured feeling that nobody speaks of any more becomes a gap."""
    if one.source != "measured" or not one.evidence:
        return one
    first, *others = one.evidence
    piece = filler.again(first)
    if piece.value is None:
        return None
    others = [filler.again(other) for other in others]
    return msgspec.structs.replace(
        emotion_from(one.step, piece), id=one.id, label=one.label, evidence=[piece, *others]
    )


def _with_progress(drawn: JourneyMap) -> JourneyMap:
    return msgspec.structs.replace(drawn, goals=[_progress(goal, drawn.kpis) for goal in drawn.goals])


def _progress(goal: Goal, kpis: Sequence[Kpi]) -> Goal:
    """How far a goal is: from its baseline (0) to its target (1), where its KPI is known."""
    now = next((kpi.evidence[0].value for kpi in kpis if kpi.id == goal.kpi and kpi.evidence), None)
    way = None if goal.baseline is None or goal.target is None else goal.target - goal.baseline
    progress = (now - goal.baseline) / way if now is not None and way and goal.baseline is not None else None
    progress = None if progress is None else progress + 0.0  # nothing is 0, not −0
    return msgspec.structs.replace(goal, measured=now, progress=progress)


def _received(drawn: JourneyMap) -> JourneyMap:
    """The map with what people received where they expected something: what they felt there."""
    felt = {one.step: one.value for one in drawn.emotions if one.source == "measured"}

    def step_of(step: Step) -> Step:
        if step.expectation is None:
            return step
        received = msgspec.structs.replace(step.expectation, received=felt.get(step.id))
        return msgspec.structs.replace(step, expectation=received)

    return with_steps(drawn, step_of)
