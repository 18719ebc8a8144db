"""Where each hotspot shows: its pill on a card, in a slot, on a way, or with its step's name.

A hotspot of a step stands on the step's first obstacle card, where it has one; one that names a card, a slot
or an edge stands there. Nothing is dropped: what finds no place of its own stands with the step's name.
"""

from desirepath.drawing import text_width
from desirepath.maps import Hotspot, JourneyMap, count_text
from desirepath.prints.layout_lanes import ShownLane
from desirepath.prints.layout_marks import CAPTION, Box, Words, one_line
from desirepath.prints.wording import word
from desirepath.records import Record


class Pill(Record):
    """A hotspot's text on a rounded ground; a faint one says that there are too few to tell."""

    box: Box
    words: Words
    faint: bool
    title: str
    is_manual: bool = False  # placed by hand: outlined, with a hand
    spot: str = ""


class Heats(Record):
    """Which hotspot tints a card or a slot, and which card, edge or step carries which pill."""

    tints: dict[str, Hotspot]  # by card
    pills: dict[str, Hotspot]  # by card: the first of its slot
    slots: dict[tuple[str, str], Hotspot]  # (lane, step) → of a whole slot
    edges: dict[str, Hotspot]
    loose: dict[str, list[Hotspot]]  # by step
    steps: dict[str, Hotspot]  # the worst of each whole step, for its column's tint


def heats_of(journey_map: JourneyMap, lanes: list[ShownLane]) -> Heats:
    """Each hotspot at its place."""
    found = Heats(tints={}, pills={}, slots={}, edges={}, loose={}, steps={})
    first = _firsts(lanes)
    cards = {card.id for each in lanes if not each.lane.is_collapsed for card in each.lane.cards}
    for spot in sorted(journey_map.hotspots, key=_narrowness):
        if _is_of_step(spot) and spot.score > 0 and spot.score > found.steps.get(spot.step, _CALM).score:
            found.steps[spot.step] = spot
        _put(spot, found, first, cards=cards)
    return found


def hotspot_pill(spot: Hotspot, *, right: float, top: float, limit: float) -> Pill:
    """A hotspot's pill, its right upper corner given."""
    manual = spot.origin == "manual"
    sign = 12 if manual else 0
    text = one_line(spot.pill or word("hotspot"), CAPTION, x=0, y=0, limit=limit - 14 - sign).text
    faint = spot.score <= 0
    weight = 600 if faint or manual else 700
    wide = text_width(text, 10, 700) + 14 + sign
    words = Words(
        text=text,
        x=right - (wide - sign) / 2,
        y=top + 11,
        limit=limit,
        size=10,
        weight=weight,
        colour="hotspot" if manual and not faint else "muted" if faint else "on_hotspot",
        anchor="middle",
    )
    box = Box(x=right - wide, y=top, width=wide, height=15)
    return Pill(box=box, words=words, faint=faint, title=hotspot_text(spot), is_manual=manual, spot=spot.id)


def hotspot_text(spot: Hotspot) -> str:
    """A hotspot's score and its parts in words."""
    if spot.score <= 0 and spot.origin == "computed":
        return word("Too few to tell whether this is a hotspot (n = {n})", n=count_text(spot.n or 0))
    parts = [f"{part.reads} (+{part.value:.2f})" for part in spot.parts]
    origin = "" if spot.origin == "computed" else f", {word('placed by hand')}"
    count = f"n = {spot.n:,}" if spot.n is not None else ""
    score = word("Hotspot {score}", score=f"{spot.score:.2f}")
    said = (f"{score}{origin}", *parts, *spot.reasons, count)
    return "; ".join(part for part in said if part)


_CALM = Hotspot(id="calm", step="", score=0)


def _narrowness(spot: Hotspot) -> int:
    """What names a card comes before what names a slot, and that before what names a step."""
    return 0 if spot.card else 1 if spot.lane else 2


def _is_of_step(spot: Hotspot) -> bool:
    return not (spot.card or spot.lane or spot.edge)


def _firsts(lanes: list[ShownLane]) -> dict[tuple[str, str], list[str]]:
    """The cards of each slot, by (lane, step); those of the obstacle lanes also by ("obstacles", step)."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in lanes:
        if each.lane.is_collapsed or each.lane.role in {"metrics", "emotions"}:
            continue
        for card in each.lane.cards:
            found.setdefault((each.lane.id, card.step), []).append(card.id)
            if each.lane.role == "obstacles":
                found.setdefault((_OBSTACLES, card.step), []).append(card.id)
    return found


_OBSTACLES = "\0obstacles"


def _put(spot: Hotspot, found: Heats, slots: dict[tuple[str, str], list[str]], *, cards: set[str]) -> None:
    if spot.edge is not None:
        found.edges[spot.edge] = spot
        return
    if spot.card is not None and spot.card in cards:
        inside = [spot.card]
    elif spot.lane is not None:
        inside = slots.get((spot.lane, spot.step), [])
        found.slots.setdefault((spot.lane, spot.step), spot)
    else:
        inside = slots.get((_OBSTACLES, spot.step), [])
    free = [card for card in inside if card not in found.tints]
    if not free or free[0] in found.pills:
        if spot.lane is None or inside:
            found.loose.setdefault(spot.step, []).append(spot)
        return
    found.pills[free[0]] = spot
    for card in free:
        found.tints[card] = spot
