"""More of what is worth keeping: strengths that are quick too, and what promoters said of them.

Being quick is no strength by itself: a page is left within minutes because it is a page. So only a step
that is a strength already (more move on, or people feel good) is told to be quick.
"""

import statistics
from collections.abc import Iterator, Sequence

import msgspec

from desirepath.drafts.filling_desk import Desk, lane
from desirepath.drafts.quoting import Quote, evidence_of
from desirepath.maps import TIME_TO_NEXT, Card, Evidence, JourneyMap, Lane

AT_LEAST = 30
QUICK = 0.5  # of the map's median time to the next step, at most, also at the upper end of the interval
PROMOTER = 1.2  # valence: 8 of 0..10 and more, 4 of 1..5 is 1.0


def with_time(drawn: JourneyMap, desk: Desk) -> JourneyMap:
    """The map with a card at each strength from which people are clearly quick to go on."""
    times = dict(_times(drawn))
    known = [piece.value for piece in times.values() if piece.value is not None]
    if not known:
        return drawn
    most = QUICK * statistics.median(known)

    def quick(step: str) -> bool:
        piece = times.get(step)
        return (
            piece is not None and piece.high is not None and piece.high <= most and (piece.n or 0) >= AT_LEAST
        )

    def more(one: Lane) -> Lane:
        steps = dict.fromkeys(card.step for card in one.cards)
        bare = [Card(id="", step=step, text="", evidence=[times[step]]) for step in steps if quick(step)]
        return lane("strengths", [*one.cards, *(desk.card("strengths", card) for card in bare)])

    lanes = [more(one) if one.role == "strengths" else one for one in drawn.lanes]
    return msgspec.structs.replace(drawn, lanes=lanes)


def with_promoters(drawn: JourneyMap, quotes: Sequence[Quote]) -> JourneyMap:
    """The map with what a promoter said at each strength on which nobody is quoted yet."""

    def said(card: Card) -> Card:
        fitting = [
            quote
            for quote in quotes
            if quote.step == card.step and quote.valence is not None and quote.valence >= PROMOTER
        ]
        if not fitting or any(piece.kind == "quote" for piece in card.evidence):
            return card
        best = min(fitting, key=lambda quote: (not quote.is_plain, -quote.says, quote.interaction_id))
        piece = msgspec.structs.replace(evidence_of(best), id=f"{card.id}.{len(card.evidence) + 1}")
        return msgspec.structs.replace(card, evidence=[*card.evidence, piece])

    lanes = [
        msgspec.structs.replace(one, cards=[said(card) for card in one.cards])
        if one.role == "strengths"
        else one
        for one in drawn.lanes
    ]
    return msgspec.structs.replace(drawn, lanes=lanes)


def _times(drawn: JourneyMap) -> Iterator[tuple[str, Evidence]]:
    for one in drawn.lanes:
        for card in one.cards:
            if one.role == "metrics" and card.figure == TIME_TO_NEXT and card.evidence:
                yield card.step, card.evidence[0]
