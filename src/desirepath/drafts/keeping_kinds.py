"""What filling leaves on a map by its kind: what people do today is measured where the map tells of today.

A future state tells how it should be, so only what is held against it moves: the figures that somebody cites,
KPIs and goals. A blueprint stands beside a journey, which tells what people feel and which ways they take.
"""

from collections.abc import Callable, Mapping

import msgspec

from desirepath.drafts.reality import is_real, unmeasured
from desirepath.drafts.step_changes import with_steps
from desirepath.maps import Emotion, JourneyMap, Lane, MapKind, Step

THEN = "then-"
"""How the ids of a blueprint's edges begin: what the customer did after the organisation acted."""


def of_its_kind(filled: JourneyMap, *, before: JourneyMap) -> JourneyMap:
    """The filled map without what its kind has no place for; `before` is the same map, not yet filled."""
    keep = _KEEPING.get(before.map_kind)
    return keep(filled, before) if keep else filled


def _as_aimed(filled: JourneyMap, before: JourneyMap) -> JourneyMap:
    """A future state: no feeling, way, hotspot or metric card of today that it did not have."""
    lanes = {lane.id for lane in before.lanes}
    cards = {card.id for lane in before.lanes for card in lane.cards}
    return with_steps(
        msgspec.structs.replace(
            filled,
            lanes=[_only(lane, cards) for lane in filled.lanes if lane.id in lanes],
            emotions=_written(filled),
            edges=[unmeasured(edge) for edge in filled.edges if not is_real(edge)],
            hotspots=[spot for spot in filled.hotspots if spot.origin == "manual"],
        ),
        not_received,
    )


def _as_served(filled: JourneyMap, before: JourneyMap) -> JourneyMap:
    """A blueprint: hot where its journey is, with the edges that lead from what the organisation did."""
    drafted = {edge.id: edge for edge in before.edges if edge.id.startswith(THEN)}
    edges = [drafted.get(edge.id, edge) for edge in filled.edges if not is_real(edge)]
    hand_drawn = {edge.id for edge in edges} - set(drafted)
    return msgspec.structs.replace(
        filled,
        emotions=_written(filled),
        edges=edges,
        hotspots=[spot for spot in filled.hotspots if spot.edge is None or spot.edge in hand_drawn],
    )


_KEEPING: Mapping[MapKind, Callable[[JourneyMap, JourneyMap], JourneyMap]] = {
    "future_state": _as_aimed,
    "service_blueprint": _as_served,
}


def _written(filled: JourneyMap) -> list[Emotion]:
    """The feelings that no measure gave."""
    return [one for one in filled.emotions if not any(piece.question for piece in one.evidence)]


def _only(lane: Lane, known: set[str]) -> Lane:
    return msgspec.structs.replace(lane, cards=[card for card in lane.cards if card.id in known])


def not_received(step: Step) -> Step:
    """The step without what people got there against what they expected."""
    if step.expectation is None:
        return step
    return msgspec.structs.replace(step, expectation=msgspec.structs.replace(step.expectation, received=None))
