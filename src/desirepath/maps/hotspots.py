"""Where a map needs attention: the score of a step, an obstacle or a loop, with its parts.

Everything is read from the map itself (its metrics, emotions and obstacles), so a hotspot can always be
traced to the evidence that is drawn. The weights are one record, to be changed by whoever disagrees.
"""

import math
from collections.abc import Iterator

import msgspec

from desirepath.maps.documents import Card, Edge, Emotion, JourneyMap, Step
from desirepath.maps.evidence import Evidence
from desirepath.maps.figures import Leaving, leaving_at, percent, points, steps_of, valence_text
from desirepath.maps.layers import Hotspot, HotspotPart
from desirepath.records import Record


class HotspotWeights(Record):
    """How much each term counts, where it is full, and when a step is shown as a hotspot.

    The score is the sum of three parts, each weight × a term between 0 and 1:

    drop_off  · min(1, max(0, excess) / excess_at_full): excess is the share of journeys that end here for
                good minus the map's median of that share (0.18 = "18 points above the median");
    emotion   · max(0, −mean) / 2: the mean valence of the step, −2 … +2;
    obstacles · min(1, log(1 + count) / log(1 + obstacles_at_full)): how many obstacles the step's cards
                name (those that only restate the leaving do not count a second time).

    A term whose n is below `at_least` is left out: too few. A step is a hotspot when its score is at
    least `shown_from` and one of two things is the matter there, clear of chance: the 95 % interval of its
    leaving lies wholly above the median and the excess is at least `least_excess`, or the interval of its
    emotion lies wholly below zero. Obstacles make a hot step hotter, never a calm one hot.

    An obstacle's card is scored by itself: severity · severity / 3, told · the share of people it was counted
    for (value / n of its evidence); one that only restates the step's leaving or feeling is not. A loop is
    scored by going_back · min(1, share / back_at_full), the share of all that follows its first step that
    takes it, and is a hotspot when the interval of that share lies wholly above `least_back`.
    """

    drop_off: float = 0.5
    emotion: float = 0.3
    obstacles: float = 0.2
    excess_at_full: float = 0.5
    obstacles_at_full: int = 7
    at_least: int = 30
    least_excess: float = 0.05  # share points: less does not matter, however sure it is
    shown_from: float = 0.1
    severity: float = 0.5
    told: float = 0.5
    going_back: float = 0.5
    back_at_full: float = 0.5
    least_back: float = 0.1


def hotspots(journey_map: JourneyMap, weights: HotspotWeights | None = None) -> list[Hotspot]:
    """The map's hotspots: steps, worst first, then obstacles and loops, worst first, then what people placed.

    Whatever the evidence would make one but for too few people is listed with score 0, no parts and
    the pill "too few", so that its silence is not read as calm.
    """
    rule = weights or HotspotWeights()
    steps = [spot for step in steps_of(journey_map) if (spot := _hotspot(journey_map, step, rule))]
    others = [*_obstacle_spots(journey_map, rule), *_loop_spots(journey_map, rule)]
    placed = [spot for spot in journey_map.hotspots if spot.origin == "manual"]
    return [*(spot for some in (steps, others) for spot in sorted(some, key=lambda one: -one.score)), *placed]


def heat(journey_map: JourneyMap, weights: HotspotWeights | None = None) -> JourneyMap:
    """The same map with its computed hotspots rebuilt and its hand-placed ones kept."""
    return msgspec.structs.replace(journey_map, hotspots=hotspots(journey_map, weights))


def score_parts(journey_map: JourneyMap, step: Step, rule: HotspotWeights) -> list[HotspotPart]:
    """The terms of one step's score, already weighted; they add up to the score."""
    parts = [
        _drop_off_part(leaving_at(journey_map, step.id), rule),
        _emotion_part(measured_emotion(journey_map, step.id), rule),
        _obstacle_part(_obstacles_at(journey_map, step.id), rule),
    ]
    return [part for part in parts if part]


def measured_emotion(journey_map: JourneyMap, step: str) -> Emotion | None:
    """The measured feeling at a step, if anything is known."""
    return next((one for one in journey_map.emotions if one.step == step and one.source == "measured"), None)


def _hotspot(journey_map: JourneyMap, step: Step, rule: HotspotWeights) -> Hotspot | None:
    leaving, emotion = leaving_at(journey_map, step.id), measured_emotion(journey_map, step.id)
    matters = _matters(leaving, emotion, rule)
    if not matters:
        return None
    most = max(count for _, count in matters.values())
    spot = Hotspot(id=f"hot-{step.id}", step=step.id, score=0.0, pill="too few", n=most)
    if most < rule.at_least:
        return spot
    parts = score_parts(journey_map, step, rule)
    score = min(1.0, sum(part.value for part in parts))
    if score < rule.shown_from:
        return None
    loudest = max((part for part in parts if part.name in matters), key=lambda part: part.value)
    return msgspec.structs.replace(spot, score=score, pill=matters[loudest.name][0], parts=parts)


def _obstacle_spots(journey_map: JourneyMap, rule: HotspotWeights) -> Iterator[Hotspot]:
    known = {step.id for step in steps_of(journey_map)}
    for lane in journey_map.lanes:
        for card in lane.cards:
            if lane.role != "obstacles" or card.step not in known or not _counts(card):
                continue
            told = [piece for piece in card.evidence if _is_counted(piece)]
            parts = _card_parts(card, told, rule)
            spot = Hotspot(id=f"hot-{card.id}", step=card.step, lane=lane.id, card=card.id, score=0.0)
            yield from _scored(spot, parts, max((piece.n or 0 for piece in told), default=0), rule)


def _loop_spots(journey_map: JourneyMap, rule: HotspotWeights) -> Iterator[Hotspot]:
    known = {step.id for step in steps_of(journey_map)}
    for edge in journey_map.edges:
        if edge.kind == "loop" and edge.from_step in known and _is_clear(edge, rule):
            share = edge.measured_share or 0.0
            reads = f"{percent(share)} of those who come here go back"
            value = rule.going_back * min(1.0, share / rule.back_at_full)
            part = HotspotPart(name="going_back", value=value, reads=reads)
            spot = Hotspot(id=f"hot-{edge.id}", step=edge.from_step, edge=edge.id, score=0.0)
            pill = f"{percent(share)} go back"
            yield from _scored(msgspec.structs.replace(spot, pill=pill), [part], edge.n or 0, rule)


def _is_clear(edge: Edge, rule: HotspotWeights) -> bool:
    """Whether clearly many take a loop; where there are too few to tell, whether many seem to."""
    few = (edge.n or 0) < rule.at_least
    share = edge.measured_share if few else edge.low
    return share is not None and share >= rule.least_back


def _scored(spot: Hotspot, parts: list[HotspotPart], n: int, rule: HotspotWeights) -> Iterator[Hotspot]:
    """The spot with its parts; without a score where there are too few, not at all where it is calm."""
    score = min(1.0, sum(part.value for part in parts))
    if not n or score < rule.shown_from:
        return
    if n < rule.at_least:
        yield msgspec.structs.replace(spot, pill="too few", n=n)
        return
    loudest = max(parts, key=lambda part: part.value)
    yield msgspec.structs.replace(spot, score=score, pill=spot.pill or loudest.reads, parts=parts, n=n)


def _card_parts(card: Card, told: list[Evidence], rule: HotspotWeights) -> list[HotspotPart]:
    parts = []
    if card.severity:
        reads = f"severity {card.severity} of 3"
        parts.append(HotspotPart(name="severity", value=rule.severity * card.severity / 3, reads=reads))
    shares = [(piece.value or 0.0) / (piece.n or 1) for piece in told]
    if shares:
        share = min(1.0, max(shares))
        reads = f"{percent(share)} say so"
        parts.append(HotspotPart(name="told", value=rule.told * share, reads=reads))
    return parts


def _is_counted(piece: Evidence) -> bool:
    """Whether it counts the people it was so for, among so many."""
    is_share = piece.unit == "count" and piece.value is not None and bool(piece.n)
    return is_share and piece.stance == "supports"


def _matters(
    leaving: Leaving | None, emotion: Emotion | None, rule: HotspotWeights
) -> dict[str, tuple[str, int]]:
    """What makes a step hot: by the name of its part what the pill says, and n."""
    found: dict[str, tuple[str, int]] = {}
    if leaving and leaving.low > leaving.median and leaving.excess >= rule.least_excess:
        found["drop_off_excess"] = (f"{percent(leaving.share)} leave", leaving.n)
    if emotion and emotion.high is not None and emotion.high < 0:
        found["negative_emotion"] = (f"feels {valence_text(emotion.value)}", emotion.n or 0)
    return found


def _drop_off_part(leaving: Leaving | None, rule: HotspotWeights) -> HotspotPart | None:
    if leaving is None or leaving.n < rule.at_least or leaving.excess <= 0:
        return None
    term = min(1.0, leaving.excess / rule.excess_at_full)
    reads = f"{percent(leaving.share)} leave here for good, {points(leaving.excess)} above the map's median"
    return HotspotPart(name="drop_off_excess", value=rule.drop_off * term, reads=reads)


def _emotion_part(emotion: Emotion | None, rule: HotspotWeights) -> HotspotPart | None:
    if emotion is None or (emotion.n or 0) < rule.at_least or emotion.value >= 0:
        return None
    value = rule.emotion * min(1.0, -emotion.value / 2)
    reads = f"feels {valence_text(emotion.value)} on −2 … +2"
    return HotspotPart(name="negative_emotion", value=value, reads=reads)


def _obstacle_part(obstacles: list[Card], rule: HotspotWeights) -> HotspotPart | None:
    if not obstacles:
        return None
    term = min(1.0, math.log1p(len(obstacles)) / math.log1p(rule.obstacles_at_full))
    noun = "obstacle" if len(obstacles) == 1 else "obstacles"
    return HotspotPart(name="obstacles", value=rule.obstacles * term, reads=f"{len(obstacles)} {noun} named")


def _obstacles_at(journey_map: JourneyMap, step: str) -> list[Card]:
    cards = [card for lane in journey_map.lanes if lane.role == "obstacles" for card in lane.cards]
    return [card for card in cards if card.step == step and _counts(card)]


def _counts(card: Card) -> bool:
    """Whether it is an obstacle of its own: not contradicted, more than the step's figures in words, and not
    only what a model read out of texts.
    """
    is_read = bool(card.evidence) and all(piece.provenance.extracted_by == "model" for piece in card.evidence)
    return card.status != "contradicted" and not is_read and not _restates_measures(card)


def _restates_measures(card: Card) -> bool:
    return bool(card.evidence) and card.evidence[0].measure in {"drop_off", "emotion"}
