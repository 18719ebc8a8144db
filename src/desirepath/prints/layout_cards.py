"""Cards: where everything on them stands.

A card is measured first (`layout_content`), then placed in its lane. A slot holds a list of cards, one may
span several steps; they are packed from the top like bricks, side by side where a column is wide.
"""

from collections import Counter

import msgspec

from desirepath.maps import SUPPORTED, Card, CardStatus
from desirepath.prints.layout_columns import Columns, Edges
from desirepath.prints.layout_content import (
    BADGE_LEADING,
    CORNER,
    ICON,
    PICTURE,
    SEVERITY,
    SIDE,
    STRIP,
    TAG_ROW,
    TONES,
    CardContent,
    Tone,
    card_content,
    content_title,
)
from desirepath.prints.layout_hotspots import Heats, Pill, hotspot_pill, hotspot_text
from desirepath.prints.layout_lanes import ShownLane
from desirepath.prints.layout_marks import (
    BODY,
    CAPTION,
    CARD,
    TAG,
    Box,
    Chip,
    Mark,
    NoteMark,
    Style,
    Words,
    one_line,
    quote_style,
    stacked,
)
from desirepath.prints.layout_reading import Texts, badge_icon, channel_words, standing_of
from desirepath.prints.views import Seen
from desirepath.prints.wording import counted, word
from desirepath.records import Record

__all__ = [
    "INSET", "SIDE", "STRIP", "TONES", "Pill", "PlacedCard", "PlacedCount", "SlotHeat", "Tone",
    "count_of_cards", "hotspot_pill", "hotspot_text", "place_cards", "place_counts", "place_slots",
]  # fmt: skip

INSET = 5.0  # between a card and the edge of its column
GUTTER = 6.0  # between two cards of one slot
READING = 210.0  # how wide a card likes to be where its column is wide


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
    marks: list[Mark] = []  # a channel, a picture, a lock, a pencil where somebody set the standing
    chips: list[Chip] = []  # tags
    note: NoteMark | None = None
    opacity: float = 1.0
    is_mirrored: bool = False


class PlacedCount(Record):
    """How many cards a slot of a collapsed lane holds."""

    step: str
    box: Box
    words: Words
    count: int
    title: str


class SlotHeat(Record):
    """A slot that is a hotspot as a whole; a pill where no card stands in it."""

    step: str
    box: Box
    score: float
    pill: Pill | None
    title: str


def place_cards(
    row: ShownLane, seen: Seen, columns: Columns, *, top: float, heats: Heats, texts: Texts | None
) -> tuple[list[PlacedCard], float]:
    """A lane's cards from `top` downwards, and where the lowest ends."""
    slots = _Slots(columns.edges)
    measured: list[tuple[CardContent, list[str]]] = []
    for card in _shown(row, slots.order):
        under = slots.under(card)
        under = [step for step in under if columns.holds(step)] or under  # as far as the page shows it
        width = slots.width(under)
        content = card_content(card, row, seen.journey_map, width=width, heats=heats, texts=texts)
        measured.append((content, under))
    on_page = [each for each in measured if columns.holds(each[1][0], each[1][-1])]
    is_even = _is_even(on_page)
    tallest = max((content.height for content, _ in on_page), default=0.0)
    placed = []
    for content, under in measured:
        x, y = slots.take(under, content, height=tallest if is_even else content.height, top=top)
        height = tallest if is_even else content.height
        placed.append(_placed(content, heats, seen, x=x, y=y, height=height))
    shown = {content.card.id for content, _ in on_page}
    return placed, max((card.box.bottom for card in placed if card.card in shown), default=top)


def fair_width(left: float, right: float) -> float:
    """How wide a card is in a column: a wide one has several side by side.

    >>> fair_width(0, 132), fair_width(0, 450)
    (122.0, 217.0)
    """
    lines = _lines(left, right)
    return (right - left - 2 * INSET - GUTTER * (lines - 1)) / lines


def _lines(left: float, right: float) -> int:
    return max(1, round((right - left - 2 * INSET + GUTTER) / (READING + GUTTER)))


def place_counts(row: ShownLane, columns: Columns, *, top: float) -> list[PlacedCount]:
    """A collapsed lane: how many cards each slot holds."""
    slots = _Slots(columns.edges)
    held: dict[str, list[Card]] = {}
    for card in _shown(row, slots.order):
        for step in slots.under(card):
            held.setdefault(step, []).append(card)
    placed = []
    for step, cards in held.items():
        left, right = columns.edges[step]
        box = Box(x=left + INSET, y=top, width=fair_width(left, right), height=24)
        words = one_line(
            count_of_cards(cards), CAPTION, x=box.x + SIDE, y=top + 15.5, limit=box.width - 2 * SIDE
        )
        title = "\n".join(card.text or card.figure or "" for card in cards[:12])
        more = f"\n{word('and {n} more', n=len(cards) - 12)}" if len(cards) > 12 else ""
        placed.append(PlacedCount(step=step, box=box, words=words, count=len(cards), title=title + more))
    return placed


def place_slots(row: ShownLane, columns: Columns, box: Box, heats: Heats) -> list[SlotHeat]:
    """The slots of a lane that are hot as a whole."""
    found = []
    for (lane, step), spot in heats.slots.items():
        if lane != row.lane.id or step not in columns.edges:
            continue
        left, right = columns.edges[step]
        area = Box(x=left + 1, y=box.y + 1, width=right - left - 2, height=box.height - 2)
        is_bare = not any(card.step == step for card in row.lane.cards) or row.lane.is_collapsed
        pill = None
        if is_bare:
            pill = hotspot_pill(spot, right=right - 8, top=box.bottom - 21, limit=right - left - 16)
        found.append(SlotHeat(step=step, box=area, score=spot.score, pill=pill, title=hotspot_text(spot)))
    return found


class _Slots:
    """How far down each column is filled; a wide column has several lines of cards side by side."""

    def __init__(self, edges: Edges) -> None:
        self.edges = edges
        self.order = {step: at for at, step in enumerate(edges)}
        self._steps = list(edges)
        self._floors: dict[str, list[float]] = {}

    def under(self, card: Card) -> list[str]:
        """The steps that a card stands under."""
        first = self.order[card.step]
        last = self.order.get(card.span_to_step or card.step, first)
        return self._steps[first : max(first, last) + 1]

    def width(self, under: list[str]) -> float:
        """How wide a card is there."""
        left, right = self.edges[under[0]][0], self.edges[under[-1]][1]
        return right - left - 2 * INSET if len(under) > 1 else fair_width(left, right)

    def take(
        self, under: list[str], content: CardContent, *, height: float, top: float
    ) -> tuple[float, float]:
        """The place of the next card."""
        floors = [self._floors.setdefault(step, [top] * self._lines(step)) for step in under]
        left = self.edges[under[0]][0] + INSET
        if len(under) > 1:
            y = max(floor for each in floors for floor in each)
            for each in floors:
                each[:] = [y + height + GUTTER] * len(each)
            return left, y
        (lines,) = floors
        at = lines.index(min(lines))
        y = lines[at]
        lines[at] = y + height + GUTTER
        return left + at * (content.width + GUTTER), y

    def _lines(self, step: str) -> int:
        return _lines(*self.edges[step])


def _is_even(measured: list[tuple[CardContent, list[str]]]) -> bool:
    """Whether each slot holds one card under one step: then all are drawn equally high."""
    singles = Counter(under[0] for _, under in measured)
    return all(len(under) == 1 for _, under in measured) and all(n == 1 for n in singles.values())


def _shown(row: ShownLane, order: dict[str, int]) -> list[Card]:
    """The lane's cards in the order of their columns."""
    return sorted((card for card in row.lane.cards if card.step in order), key=lambda card: order[card.step])


def count_of_cards(cards: list[Card]) -> str:
    """How many cards there are, and how many of them are supported."""
    count = len(cards)
    supported = sum(standing_of(card) in SUPPORTED for card in cards)
    said = counted(count, "card")
    return f"{said} · {word('{n} supported', n=supported)}" if supported else said


def _placed(
    content: CardContent, heats: Heats, seen: Seen, *, x: float, y: float, height: float
) -> PlacedCard:
    card = content.card
    box = Box(x=x, y=y, width=content.width, height=height)
    words, marks, below = _texts(content, box)
    chips = _chips(content, box.x + SIDE, below)
    pill = None
    if card.id in heats.pills:
        pill = hotspot_pill(heats.pills[card.id], right=box.right - 6, top=y + 6, limit=content.width - 12)
    return PlacedCard(
        card=card.id,
        step=card.step,
        box=box,
        tone=content.tone,
        status=content.status,
        heat=content.spot.score if content.spot and content.spot.score > 0 else None,
        severity=card.severity,
        words=words,
        badge=_badge(content, box),
        badge_icon=badge_icon(card),
        pill=pill,
        title=content_title(content),
        marks=[*marks, *_corner(content, box)],
        chips=chips,
        opacity=seen.faint.get(card.id, 1.0),
    )


def _texts(content: CardContent, box: Box) -> tuple[list[Words], list[Mark], float]:
    """The text and body, the icons beside them, and where they end."""
    left, room = box.x + SIDE, content.width - 2 * SIDE
    top = box.y + 7 + (STRIP if content.has_pill else 0)
    marks = []
    if content.picture:
        frame = Box(x=box.x + content.width / 2 - 18, y=top + 8, width=36, height=36)
        marks.append(Mark(icon=content.picture, box=frame, title=content.card.image or "", colour="accent"))
        top += PICTURE
    indent = 0.0
    if content.sign:
        sign = Box(x=left, y=top + 1, width=14, height=14)
        marks.append(Mark(icon=content.sign, box=sign, title=channel_words(content.card.channel or "")))
        indent = ICON
    style = (
        CAPTION
        if content.is_withdrawn
        else quote_style(content.full_text)
        if content.tone == "quote"
        else CARD
    )
    words = stacked(content.lines, style, x=left + indent, top=top, limit=room - indent)
    below = top + CARD.leading * max(1, len(content.lines))
    if content.body:
        words += stacked(content.body, _on_heat(BODY, content), x=left, top=below + 3, limit=room)
        below += 3 + BODY.leading * len(content.body)
    if content.facts:
        words += stacked(content.facts, _on_heat(CAPTION, content), x=left, top=below + 3, limit=room)
        below += 3 + CAPTION.leading * len(content.facts)
    return words, marks, below


def _chips(content: CardContent, left: float, top: float) -> list[Chip]:
    chips = []
    y = top + 5
    for row in content.tags:
        x = left
        for text, width in row:
            words = one_line(text, TAG, x=x + 6, y=y + 10, limit=width - 12 + 0.01)
            chips.append(Chip(box=Box(x=x, y=y, width=width, height=14), words=words))
            x += width + 4
        y += TAG_ROW
    return chips


def _corner(content: CardContent, box: Box) -> list[Mark]:
    """The lock and the pencil, left of the severity marks."""
    card = content.card
    right = box.right - SIDE - (SEVERITY if card.severity is not None else 0)
    marks = []
    if card.is_locked:
        marks.append(("lock", word("locked")))
    if card.status_override is not None:
        marks.append(("user-pen", word("standing set by hand: {why}", why=card.override_note or "")))
    return [
        Mark(
            icon=name,
            box=Box(x=right - 12 - CORNER * at, y=box.bottom - 19, width=12, height=12),
            title=title,
        )
        for at, (name, title) in enumerate(marks)
    ]


def _on_heat(style: Style, content: CardContent) -> Style:
    """Muted text is not readable enough on a hot ground: there it is ink."""
    hot = content.spot is not None and content.spot.score > 0
    return msgspec.structs.replace(style, colour="ink") if hot else style


def _badge(content: CardContent, box: Box) -> list[Words]:
    left, room = box.x + SIDE + 15, box.width - 2 * SIDE - 15 - (0 if content.is_above else content.corner)
    first = box.bottom - 10 - BADGE_LEADING * (len(content.badge) - 1 + content.is_above)
    return [
        one_line(line, _on_heat(CAPTION, content), x=left, y=first + BADGE_LEADING * row, limit=room)
        for row, line in enumerate(content.badge)
    ]
