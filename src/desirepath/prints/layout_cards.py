"""Cards: how much room their text needs, and where everything on them stands.

A card is measured first (its height follows from its content), then placed in its lane. A slot holds
a list of cards, one may span several steps; they are packed from the top like bricks.
"""

from typing import Literal

import msgspec

from desirepath.drawing import text_width
from desirepath.maps import Card, CardStatus, Hotspot, JourneyMap, Lane, LaneRole
from desirepath.prints.layout_marks import (
    BODY,
    CAPTION,
    CARD,
    QUOTE,
    Box,
    Style,
    Words,
    broken,
    one_line,
    stacked,
)
from desirepath.prints.layout_reading import (
    STATUS_WORDS,
    WITHDRAWN,
    Texts,
    badge_icon,
    badge_text,
    quote_source,
    quote_text,
)
from desirepath.records import Record

INSET = 5.0  # between a card and the edge of its column
GUTTER = 6.0  # between two cards of one slot
SIDE = 10.0  # between a card's edge and its text
STRIP = 18.0  # kept free above the text for a hotspot's pill
BADGE_GAP = 4.0
BADGE_LEADING = 13.0
SEVERITY = 34.0  # room for the severity marks at the lower right
MOST_LINES = 7

Tone = Literal["plain", "obstacle", "strength", "opportunity", "quote"]
TONES: dict[LaneRole, Tone] = {
    "obstacles": "obstacle", "strengths": "strength", "opportunities": "opportunity", "quotes": "quote",
}  # fmt: skip


class Pill(Record):
    """A hotspot's text on a rounded ground; a faint one says that there are too few to tell."""

    box: Box
    words: Words
    faint: bool
    title: str


class PlacedCard(Record):
    """A card where it is drawn."""

    card: str
    step: str
    box: Box
    tone: Tone
    status: CardStatus
    heat: float | None  # a hotspot's score
    severity: int | None
    words: list[Words]
    badge: list[Words]
    badge_icon: str
    pill: Pill | None
    title: str


class CardContent(Record):
    """What stands on a card, measured for a width."""

    card: Card
    tone: Tone
    width: float
    lines: list[str]
    body: list[str]
    badge: list[str]
    spot: Hotspot | None
    has_pill: bool
    is_withdrawn: bool
    full_text: str

    @property
    def height(self) -> float:
        """As much as the content needs."""
        text = CARD.leading * max(1, len(self.lines))
        body = 3 + BODY.leading * len(self.body) if self.body else 0
        strip = STRIP if self.has_pill else 0
        return 7 + strip + text + body + self.foot + 7

    @property
    def foot(self) -> float:
        """What the badge and the severity marks need below the text."""
        rows = len(self.badge) or (1 if self.card.severity is not None else 0)
        return BADGE_GAP + BADGE_LEADING * rows if rows else 0.0


def place_cards(
    lane: Lane,
    journey_map: JourneyMap,
    edges: dict[str, tuple[float, float]],
    *,
    top: float,
    texts: Texts | None,
) -> tuple[list[PlacedCard], float]:
    """A lane's cards from `top` downwards, and where the lowest ends. `edges`: step id → column."""
    contents = [_content(card, lane, journey_map, edges=edges, texts=texts) for card in _shown(lane, edges)]
    singles = len({content.card.step for content in contents}) == len(contents)
    plain = all(content.card.span_to_step is None for content in contents)
    tallest = max((content.height for content in contents), default=0.0)
    floor = dict.fromkeys(edges, top)
    placed = []
    for content in contents:
        under = _spanned(content.card, edges)
        y = max(floor[step] for step in under)
        height = tallest if singles and plain else content.height
        placed.append(_placed(content, x=edges[under[0]][0] + INSET, y=y, height=height))
        for step in under:
            floor[step] = y + height + GUTTER
    return placed, max((card.box.bottom for card in placed), default=top)


def hotspot_pill(spot: Hotspot, *, right: float, top: float, limit: float) -> Pill:
    """A hotspot's pill, its right upper corner given."""
    text = one_line(spot.pill or "hotspot", CAPTION, x=0, y=0, limit=limit - 14).text
    width = text_width(text, 10, 700) + 14
    faint = spot.score <= 0
    words = Words(text=text, x=right - width / 2, y=top + 11, limit=limit, size=10,
                  weight=600 if faint else 700, colour="muted" if faint else "on_hotspot",
                  anchor="middle")  # fmt: skip
    return Pill(
        box=Box(x=right - width, y=top, width=width, height=15),
        words=words,
        faint=faint,
        title=hotspot_text(spot),
    )


def hotspot_text(spot: Hotspot) -> str:
    """A hotspot's score and its parts in words."""
    if spot.score <= 0 and spot.origin == "computed":
        return f"Too few to tell whether this is a hotspot (n = {spot.n or 0:,})"
    parts = [f"{part.reads} (+{part.value:.2f})" for part in spot.parts]
    origin = "" if spot.origin == "computed" else ", placed by hand"
    count = f"n = {spot.n:,}" if spot.n is not None else ""
    return "; ".join(part for part in (f"Hotspot {spot.score:.2f}{origin}", *parts, count) if part)


def _shown(lane: Lane, edges: dict[str, tuple[float, float]]) -> list[Card]:
    """The lane's cards in the order of their columns."""
    order = {step: at for at, step in enumerate(edges)}
    return sorted((card for card in lane.cards if card.step in order), key=lambda card: order[card.step])


def _spanned(card: Card, edges: dict[str, tuple[float, float]]) -> list[str]:
    steps = list(edges)
    first = steps.index(card.step)
    last = steps.index(card.span_to_step) if card.span_to_step in edges else first
    return steps[first : max(first, last) + 1]


def _content(
    card: Card,
    lane: Lane,
    journey_map: JourneyMap,
    *,
    edges: dict[str, tuple[float, float]],
    texts: Texts | None,
) -> CardContent:
    under = _spanned(card, edges)
    width = edges[under[-1]][1] - edges[under[0]][0] - 2 * INSET
    room = width - 2 * SIDE
    tone = TONES.get(lane.role, "plain")
    said = quote_text(card, texts) if tone == "quote" else card.text
    full = (f"“{said}”" if said else WITHDRAWN) if tone == "quote" else card.text
    badge = badge_text(card, journey_map) or ""
    if tone == "quote":
        badge = quote_source(card) or badge
    beside = 15 + (SEVERITY if card.severity is not None else 0)
    spot = _hotspot(card, lane, journey_map)
    first = next((one for one in lane.cards if one.step == card.step), card)
    return CardContent(
        card=card,
        tone=tone,
        width=width,
        lines=broken(full, QUOTE if said and tone == "quote" else CARD, room, most=MOST_LINES),
        body=broken(card.body, BODY, room, most=4) if card.body else [],
        badge=broken(badge, CAPTION, room - beside, most=3),
        spot=spot,
        has_pill=spot is not None and first.id == card.id,
        is_withdrawn=said is None,
        full_text=full,
    )


def _hotspot(card: Card, lane: Lane, journey_map: JourneyMap) -> Hotspot | None:
    if lane.role != "obstacles":
        return None
    return next((spot for spot in journey_map.hotspots if spot.step == card.step), None)


def _placed(content: CardContent, *, x: float, y: float, height: float) -> PlacedCard:
    box = Box(x=x, y=y, width=content.width, height=height)
    left, room = x + SIDE, content.width - 2 * SIDE
    top = y + 7 + (STRIP if content.has_pill else 0)
    style = CAPTION if content.is_withdrawn else QUOTE if content.tone == "quote" else CARD
    words = stacked(content.lines, style, x=left, top=top, limit=room)
    below = top + CARD.leading * len(content.lines) + 3
    words += stacked(content.body, _on_heat(BODY, content), x=left, top=below, limit=room)
    pill = None
    if content.has_pill and content.spot:
        pill = hotspot_pill(content.spot, right=box.right - 6, top=y + 6, limit=content.width - 12)
    return PlacedCard(
        card=content.card.id,
        step=content.card.step,
        box=box,
        tone=content.tone,
        status=content.card.status,
        heat=content.spot.score if content.spot and content.spot.score > 0 else None,
        severity=content.card.severity,
        words=words,
        badge=_badge(content, box),
        badge_icon=badge_icon(content.card),
        pill=pill,
        title=_title(content),
    )


def _on_heat(style: Style, content: CardContent) -> Style:
    """Muted text is not readable enough on a hot ground: there it is ink."""
    hot = content.spot is not None and content.spot.score > 0
    return msgspec.structs.replace(style, colour="ink") if hot else style


def _badge(content: CardContent, box: Box) -> list[Words]:
    left, room = box.x + SIDE + 15, box.width - 2 * SIDE - 15
    room -= SEVERITY if content.card.severity is not None else 0
    first = box.bottom - 10 - BADGE_LEADING * (len(content.badge) - 1)
    return [
        one_line(line, _on_heat(CAPTION, content), x=left, y=first + BADGE_LEADING * row, limit=room)
        for row, line in enumerate(content.badge)
    ]


def _title(content: CardContent) -> str:
    card = content.card
    parts = [content.full_text, card.body, STATUS_WORDS[card.status], " ".join(content.badge)]
    parts += [f"severity {card.severity} of 3"] if card.severity is not None else []
    parts += [hotspot_text(content.spot)] if content.spot else []
    return "\n".join(part for part in parts if part)
