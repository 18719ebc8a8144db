"""What stands on a card, measured for a width: its height follows from it.

From top to bottom: a strip for a hotspot's pill, a picture, the text beside a channel's icon, the body, tags,
the evidence badge with what else is known at its right.
"""

from typing import Literal

from desirepath.drawing import text_width
from desirepath.maps import Card, CardStatus, Hotspot, JourneyMap, LaneRole, Opportunity
from desirepath.prints.layout_hotspots import Heats, hotspot_text
from desirepath.prints.layout_lanes import ShownLane
from desirepath.prints.layout_marks import BODY, CAPTION, CARD, TAG, broken, quote_style, told
from desirepath.prints.layout_reading import (
    CHANNEL_ICONS,
    STATUS_WORDS,
    WITHDRAWN,
    Texts,
    badge_text,
    chance_lines,
    picture_icon,
    quote_source,
    quote_text,
    standing_of,
)
from desirepath.prints.wording import quoted, word
from desirepath.records import Record

SIDE = 10.0  # between a card's edge and its text
STRIP = 18.0  # kept free above the text for a hotspot's pill
PICTURE = 58.0  # a storyboard card's picture
ICON = 20.0  # room for a channel's icon beside the text
TAG_ROW = 18.0
BADGE_GAP = 4.0
BADGE_LEADING = 13.0
SEVERITY = 34.0  # room for the severity marks at the lower right
CORNER = 16.0  # room for a lock or a pencil at the lower right
MOST_LINES = 7
_TAG_SIDE = 12.0
_LEAST_BADGE = 58.0  # with less room beside the marks a badge stands above them

Tone = Literal["plain", "obstacle", "strength", "opportunity", "quote"]
TONES: dict[LaneRole, Tone] = {
    "obstacles": "obstacle", "strengths": "strength", "opportunities": "opportunity", "quotes": "quote",
}  # fmt: skip


class CardContent(Record):
    """What stands on a card, measured for a width."""

    card: Card
    tone: Tone
    status: CardStatus
    width: float
    lines: list[str]
    body: list[str]
    facts: list[str]  # what is known of an opportunity, in lines
    told: list[str]  # the same in full
    tags: list[list[tuple[str, float]]]  # rows of tags with their widths
    badge: list[str]
    is_above: bool  # the badge stands above the marks at the lower right, for want of room beside them
    spot: Hotspot | None
    has_pill: bool
    is_withdrawn: bool
    full_text: str
    sign: str | None  # a channel's icon beside the text
    picture: str | None

    @property
    def height(self) -> float:
        """As much as the content needs."""
        text = CARD.leading * max(1, len(self.lines))
        body = 3 + BODY.leading * len(self.body) if self.body else 0
        strip = STRIP if self.has_pill else 0
        tags = 3 + TAG_ROW * len(self.tags) if self.tags else 0
        picture = PICTURE if self.picture else 0
        facts = 3 + CAPTION.leading * len(self.facts) if self.facts else 0
        return 7 + strip + picture + text + body + facts + tags + self.foot + 7

    @property
    def foot(self) -> float:
        """What the badge and the marks beside it need below the text."""
        rows = len(self.badge) + self.is_above or (1 if self.corner else 0)
        return BADGE_GAP + BADGE_LEADING * rows if rows else 0.0

    @property
    def corner(self) -> float:
        """How much room the marks at the lower right take."""
        return corner_room(self.card)


def corner_room(card: Card) -> float:
    """The room of the severity marks, the lock and the pencil."""
    severity = SEVERITY if card.severity is not None else 0.0
    return severity + CORNER * (card.is_locked + (card.status_override is not None))


def card_content(
    card: Card, row: ShownLane, journey_map: JourneyMap, *, width: float, heats: Heats, texts: Texts | None
) -> CardContent:
    """A card's content, broken into lines that fit `width`."""
    tone = TONES.get(row.lane.role, "plain")
    room = width - 2 * SIDE
    said = quote_text(card, texts) if tone == "quote" else card.text
    full = (quoted(said) if said else word(WITHDRAWN)) if tone == "quote" else card.text
    sign = CHANNEL_ICONS.get(card.channel or "") if row.lane.role == "touchpoints" else None
    badge = badge_text(card, journey_map) or ""
    if tone == "quote":
        badge = quote_source(card) or badge
    beside = room - 15 - corner_room(card)
    above = bool(badge) and beside < _LEAST_BADGE
    beside += corner_room(card) if above else 0
    spot = heats.tints.get(card.id)
    style = quote_style(full) if said and tone == "quote" else CARD
    return CardContent(
        card=card,
        tone=tone,
        status=standing_of(card),
        width=width,
        lines=broken(full, style, room - (ICON if sign else 0), most=MOST_LINES),
        body=told(card.body, BODY, room, most=4) if card.body else [],
        facts=_facts(card, journey_map, room),
        told=_told(card, journey_map),
        tags=_tag_rows(card.tags, room),
        badge=broken(badge, CAPTION, beside, most=3) if badge else [],
        is_above=above,
        spot=spot,
        has_pill=card.id in heats.pills,
        is_withdrawn=said is None,
        full_text=full,
        sign=sign,
        picture=picture_icon(card) if row.lane.role == "storyboard" and card.image else None,
    )  # fmt: skip


def content_title(content: CardContent) -> str:
    """All that a card says, for its tooltip."""
    card = content.card
    parts = [
        content.full_text,
        card.body,
        *content.told,
        word(STATUS_WORDS[content.status]),
        " ".join(content.badge),
    ]
    if card.status_override is not None:
        parts.append(word("set by hand: {why}", why=card.override_note or word("no reason given")))
    parts += [word("severity {n} of 3", n=card.severity)] if card.severity is not None else []
    parts += [word("{kind} obstacle", kind=word(card.obstacle_kind))] if card.obstacle_kind else []
    parts += [word("tags: {names}", names=", ".join(card.tags))] if card.tags else []
    parts += [word("picture: {name}", name=card.image)] if card.image else []
    parts += [word("locked")] if card.is_locked else []
    parts += [hotspot_text(content.spot)] if content.spot else []
    return "\n".join(part for part in parts if part)


def chance_of(card: Card, journey_map: JourneyMap) -> Opportunity | None:
    """The opportunity that a card speaks of."""
    if card.opportunity is None:
        return None
    return next((one for one in journey_map.opportunities if one.id == card.opportunity), None)


def _facts(card: Card, journey_map: JourneyMap, room: float) -> list[str]:
    return [
        line for each in _told(card, journey_map) for line in broken(each, CAPTION, room, most=MOST_LINES)
    ]


def _told(card: Card, journey_map: JourneyMap) -> list[str]:
    chance = chance_of(card, journey_map)
    return chance_lines(chance) if chance else []


def _tag_rows(tags: list[str], room: float) -> list[list[tuple[str, float]]]:
    """Tags side by side, in as many rows as they need."""
    rows: list[list[tuple[str, float]]] = []
    left = 0.0
    for tag in tags:
        shown = broken(tag, TAG, room - _TAG_SIDE, most=1)
        if not shown:
            continue
        width = text_width(shown[0], TAG.size) + _TAG_SIDE
        if rows and width <= left:
            rows[-1].append((shown[0], width))
            left -= width + 4
        else:
            rows.append([(shown[0], width)])
            left = room - width - 4
    return rows
