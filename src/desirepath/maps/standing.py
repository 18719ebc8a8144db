"""How well a card is supported: assumed, observed, validated or contradicted; and how old all that is.

A status follows from the card's evidence, the map's evidence window and its `as_of`, unless somebody
overrides it and says why. Drafting and filling call `restand`: a stored map always tells its own truth.
"""

from datetime import datetime

import msgspec

from desirepath.maps.dates import earlier, later, parse_time
from desirepath.maps.documents import Card, CardStatus, JourneyMap
from desirepath.maps.evidence import Evidence
from desirepath.records import Record

DAY_SECONDS = 86_400
SUPPORTED: tuple[CardStatus, ...] = ("observed", "validated")


def standing(evidence: list[Evidence], *, window: str, as_of: str | None) -> CardStatus:
    """What a card's evidence makes of it.

    contradicted: what speaks against it weighs at least as much as what speaks for it (and something does);
    validated: two or more pieces of at least two kinds speak for it, all of them inside the window;
    observed: at least one speaks for it, of any age; assumed: nothing does, or only what a model read out of
    texts (`extracted_by`), until a person or a measure says so too.

    Evidence without a date, or a map without `as_of`, cannot be shown to be inside the window. A figure that
    is not known any more, and evidence whose source is gone (n = 0 and no value), speaks for nothing.

    >>> from desirepath.maps.evidence import Provenance
    >>> survey = Evidence(id="e1", kind="survey_score", provenance=Provenance(source="survey", locator="r7"),
    ...                   collected_at="2025-05-01")
    >>> standing([survey], window="P365D", as_of="2025-12-31")
    'observed'
    """
    speaking = [piece for piece in evidence if speaks(piece)]
    if all(piece.provenance.extracted_by == "model" for piece in speaking):
        return "assumed"
    supporting = [piece for piece in speaking if piece.stance == "supports"]
    against = sum(piece.weight for piece in speaking if piece.stance == "contradicts")
    if against > 0 and against >= sum(piece.weight for piece in supporting):
        return "contradicted"
    recent = [piece for piece in supporting if in_window(piece, window=window, as_of=as_of)]
    if len(recent) >= 2 and len({piece.kind for piece in recent}) >= 2:
        return "validated"
    return "observed" if supporting else "assumed"


def speaks(piece: Evidence) -> bool:
    """Whether there is anything in a piece of evidence: it has a value, or it needs none."""
    return piece.value is not None or (piece.measure is None and piece.n != 0)


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
    """The same map with every card's status computed from its evidence.

    A status that somebody set (`status_override`) stays, with their note; without a note it is no override.
    """

    def stand(card: Card) -> Card:
        status = standing(card.evidence, window=journey_map.evidence_window, as_of=journey_map.as_of)
        if card.status_override is not None and card.override_note:
            status = card.status_override
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


class Staleness(Record):
    """How old a map is: days past its review, and the share of its evidence outside the window."""

    days_past_review: int  # 0: not due yet, or nobody said when
    due_on: str | None  # the day its review is due
    old_share: float | None  # of the evidence on its cards; None: it has none
    n: int  # pieces of evidence

    @property
    def is_stale(self) -> bool:
        """Whether the review is overdue, or most of the evidence is old."""
        return self.days_past_review > 0 or (self.old_share or 0.0) > 0.5


def staleness(journey_map: JourneyMap, *, as_of: str | None = None) -> Staleness:
    """How old a map is at a moment (its own `as_of`, when that is left out).

    >>> from desirepath.maps.documents import JourneyMap
    >>> old = JourneyMap(key="m", title="M", review_every="P3M", last_reviewed_at="2025-01-31")
    >>> staleness(old, as_of="2025-05-10").days_past_review
    10
    """
    moment = as_of or journey_map.as_of
    due = None
    if journey_map.review_every and journey_map.last_reviewed_at:
        reviewed = parse_time(journey_map.last_reviewed_at, key="last_reviewed_at")
        due = later(reviewed, journey_map.review_every, key="review_every")
    late = 0
    if due is not None and moment is not None:
        late = max(0, int((parse_time(moment) - due).total_seconds() // DAY_SECONDS))
    pieces = [piece for lane in journey_map.lanes for card in lane.cards for piece in card.evidence]
    window = journey_map.evidence_window
    old = sum(not in_window(piece, window=window, as_of=moment) for piece in pieces)
    return Staleness(
        days_past_review=late,
        due_on=None if due is None else due.date().isoformat(),
        old_share=old / len(pieces) if pieces else None,
        n=len(pieces),
    )
