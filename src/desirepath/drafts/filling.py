"""A map's figures computed again: what was measured is asked again, what people wrote is left alone.

Statuses and hotspots follow. A card whose text somebody has changed keeps the text; its evidence moves on.
"""

from collections.abc import Sequence

import msgspec

from desirepath.drafts.asking import Ask
from desirepath.drafts.claims import severity, stanced
from desirepath.drafts.evidencing import Gathering, gathered, looked_up, with_reach
from desirepath.drafts.filling_lanes import emotion_from
from desirepath.errors import DocumentError, QuestionError
from desirepath.maps import (
    Card,
    Emotion,
    Evidence,
    HotspotWeights,
    JourneyMap,
    Lane,
    LaneRole,
    heat,
    restand,
    said,
    time_text,
)
from desirepath.measures import DropOff


def fill(
    journey_map: JourneyMap,
    ask: Ask,
    *,
    as_of_us: int | None = None,
    period: str | None = None,
    weights: HotspotWeights | None = None,
) -> JourneyMap:
    """The map with every measured figure as it is now: evidence, texts, emotions, statuses and hotspots.

    `ask` answers questions on the map's own steps (`asking`); `as_of_us` is the moment it speaks of, `period`
    the days its data cover ("2025-01-01/2025-12-31"). Filling twice changes nothing more. DocumentError when
    a card cites a question that no measure knows.
    """
    if as_of_us is not None:
        journey_map = msgspec.structs.replace(journey_map, as_of=time_text(as_of_us))
    if period is not None:
        journey_map = msgspec.structs.replace(journey_map, period=period)
    try:
        gathering = gathered(journey_map, ask, leaving_question(journey_map))
        lanes = [_filled(lane, journey_map, ask, gathering) for lane in journey_map.lanes]
        emotions = [_felt_again(one, ask, gathering) for one in journey_map.emotions]
    except QuestionError as error:
        raise DocumentError(str(error), key=journey_map.key) from None
    counted = with_reach(journey_map, gathering)
    filled = msgspec.structs.replace(
        counted, lanes=lanes, emotions=[one for one in emotions if one is not None]
    )
    return restand(heat(filled, weights))


def leaving_question(journey_map: JourneyMap) -> DropOff:
    """How the map asks who leaves: as its own evidence does, else of whole lives without a goal."""
    cited = [piece for piece in pieces(journey_map.lanes) if piece.measure == "drop_off" and piece.question]
    on_steps = [piece.question for piece in cited if piece.question and piece.question.get("lens") == "step"]
    if not on_steps:
        return DropOff(lens="step")
    return msgspec.convert(on_steps[0], DropOff)


def pieces(lanes: Sequence[Lane]) -> list[Evidence]:
    """All the evidence of these lanes."""
    return [piece for lane in lanes for card in lane.cards for piece in card.evidence]


def _filled(lane: Lane, journey_map: JourneyMap, ask: Ask, gathering: Gathering) -> Lane:
    cards = [_again(lane.role, card, journey_map, ask, gathering) for card in lane.cards]
    return msgspec.structs.replace(lane, cards=cards)


def _again(role: LaneRole, card: Card, journey_map: JourneyMap, ask: Ask, gathering: Gathering) -> Card:  # noqa: PLR0917
    before = said(role, card, journey_map)
    evidence = [looked_up(piece, ask, gathering) for piece in card.evidence]
    filled = stanced(role, msgspec.structs.replace(card, evidence=evidence))
    after = said(role, filled, journey_map)
    if before is None or after is None:
        return filled
    text = after[0] if card.text == before[0] else card.text
    body = after[1] if card.body == before[1] else card.body
    return msgspec.structs.replace(filled, text=text, body=body, severity=_severity(filled))


def _severity(card: Card) -> int | None:
    excess = next((piece.value for piece in card.evidence if piece.column == "excess"), None)
    return card.severity if card.severity is None or excess is None else severity(excess)


def _felt_again(one: Emotion, ask: Ask, gathering: Gathering) -> Emotion | None:
    """The point as it is now; a measured feeling that nobody speaks of any more becomes a gap."""
    if one.source != "measured" or not one.evidence:
        return one
    first, *others = one.evidence
    piece = looked_up(first, ask, gathering)
    if piece.value is None:
        return None
    return msgspec.structs.replace(emotion_from(one.step, piece), id=one.id, evidence=[piece, *others])
