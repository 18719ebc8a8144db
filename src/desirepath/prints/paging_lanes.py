"""Lanes too high for a page, told in pieces: so many cards of each slot, then the lane continued.

A piece is drawn as any lane; the first keeps the lane's id, so that whatever names the lane finds it.
"""

from collections import Counter

import msgspec

from desirepath.maps import Card, Lane
from desirepath.prints.layout_lanes import ShownLane
from desirepath.prints.views import Seen
from desirepath.prints.wording import word


def fullest_slot(seen: Seen) -> int:
    """How many cards stand in the slot that has most."""
    return max((count for each in seen.lanes for count in _counts(each.lane).values()), default=0)


def in_pieces(seen: Seen, most: int, steps: set[str]) -> Seen:
    """The lanes in pieces of at most so many cards in a slot; of later ones those with cards at `steps`."""
    lanes = [piece for each in seen.lanes for piece in _pieces(each, most, steps)]
    return msgspec.structs.replace(seen, lanes=lanes)


def _pieces(each: ShownLane, most: int, steps: set[str]) -> list[ShownLane]:
    if each.lane.is_collapsed or max(_counts(each.lane).values(), default=0) <= most:
        return [each]
    piles: list[list[Card]] = []
    taken: Counter[str] = Counter()
    for card in each.lane.cards:
        at = taken[card.step] // most
        taken[card.step] += 1
        piles += [[]] * (at + 1 - len(piles))
        piles[at] = [*piles[at], card]
    first = _holding(each, piles[0])
    later = [pile for pile in piles[1:] if any(card.step in steps for card in pile)]
    return [first, *(_continued(each, pile, number) for number, pile in enumerate(later, start=2))]


def _continued(each: ShownLane, pile: list[Card], number: int) -> ShownLane:
    lane = each.lane
    label = word("{name}, continued", name=each.name)
    continued = msgspec.structs.replace(lane, id=f"{lane.id}~{number}", label=label, cards=pile)
    return msgspec.structs.replace(each, lane=continued, line=None)


def _holding(each: ShownLane, cards: list[Card]) -> ShownLane:
    return msgspec.structs.replace(each, lane=msgspec.structs.replace(each.lane, cards=cards))


def _counts(lane: Lane) -> Counter[str]:
    return Counter(card.step for card in lane.cards)
