"""How well a card is supported: assumed, observed, validated or contradicted.

A status is never typed in; it follows from the card's evidence, the map's evidence window and its
`as_of`. `drafting` and `filling` call `restand` last, so that a stored map always tells its own truth.
"""

from datetime import datetime

import msgspec

from desirepath.maps.dates import earlier, parse_time
from desirepath.maps.documents import Card, CardStatus, JourneyMap
from desirepath.maps.evidence import Evidence

SUPPORTED: tuple[CardStatus, ...] = ("observed", "validated")


def standing(evidence: list[Evidence], *, window: str, as_of: str | None) -> CardStatus:
    """What a card's evidence makes of it.

    contradicted: what speaks against it weighs at least as much as what speaks for it (and something does);
    validated: two or more pieces of at least two kinds speak for it, all of them inside the window;
    observed: at least one speaks for it, of any age; assumed: nothing does.

    Evidence without a date, or a map without `as_of`, cannot be shown to be inside the window. A figure that
    is not known any more speaks for nothing.

    >>> from desirepath.maps.evidence import Provenance
    >>> survey = Evidence(id="e1", kind="survey_score", provenance=Provenance(source="survey", locator="r7"),
    ...                   collected_at="2025-05-01")
    >>> standing([survey], window="P365D", as_of="2025-12-31")
    'observed'
    """
    speaking = [piece for piece in evidence if piece.measure is None or piece.value is not None]
    supporting = [piece for piece in speaking if piece.stance == "supports"]
    against = sum(piece.weight for piece in speaking if piece.stance == "contradicts")
    if against > 0 and against >= sum(piece.weight for piece in supporting):
        return "contradicted"
    recent = [piece for piece in supporting if in_window(piece, window=window, as_of=as_of)]
    if len(recent) >= 2 and len({piece.kind for piece in recent}) >= 2:
        return "validated"
    return "observed" if supporting else "assumed"


def in_window(evidence: Evidence, *, window: str, as_of: str | None) -> bool:
    """Whether a piece of evidence is young enough to validate a card (both ends of the window count)."""
    collected = collected_on(evidence)
    if collected is None or as_of is None:
        return False
    end = parse_time(as_of, key="as_of")
    return earlier(end, window, key="evidence_window") <= collected


def collected_on(evidence: Evidence) -> datetime | None:
    """When a piece of evidence was gathered: its own date, else the end of its period, else not known."""
    text = evidence.collected_at or (evidence.period or "").rpartition("/")[2]
    return parse_time(text, key=f"evidence {evidence.id}") if text else None


def restand(journey_map: JourneyMap) -> JourneyMap:
    """The same map with every card's status computed from its evidence."""

    def stand(card: Card) -> Card:
        status = standing(card.evidence, window=journey_map.evidence_window, as_of=journey_map.as_of)
        return card if status == card.status else msgspec.structs.replace(card, status=status)

    lanes = [
        msgspec.structs.replace(lane, cards=[stand(card) for card in lane.cards])
        for lane in journey_map.lanes
    ]
    return msgspec.structs.replace(journey_map, lanes=lanes)


def supported_share(journey_map: JourneyMap) -> float | None:
    """The share of a map's cards that are observed or validated, 0–1; None for a map without cards."""
    statuses = [card.status for lane in journey_map.lanes for card in lane.cards]
    if not statuses:
        return None
    return sum(status in SUPPORTED for status in statuses) / len(statuses)
