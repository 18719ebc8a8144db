"""Everything below the lanes: the legend that explains borders and symbols, and the footnotes."""

from typing import Literal

from desirepath.maps import JourneyMap
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import CAPTION, Style, Words, broken, one_line, stacked
from desirepath.prints.layout_reading import facts_text
from desirepath.records import Record

Sign = Literal[
    "validated", "observed", "assumed", "contradicted", "hotspot", "strength", "severity", "reach",
    "interval", "truth", "band",
]  # fmt: skip
FACTS = Style(size=10, leading=15, weight=600, colour="muted")
SWATCH = 26.0
_WORDS: dict[Sign, str] = {
    "validated": "validated",
    "observed": "observed",
    "assumed": "assumed",
    "contradicted": "contradicted",
    "hotspot": "hotspot: the deeper, the worse",
    "strength": "strength",
    "severity": "severity, 1 to 3",
    "truth": "moment of truth",
    "reach": "reach, against the step most came to",
    "band": "emotion: mean and its 95 % interval",
    "interval": "share with its 95 % interval; ± is half of it",
}


class PlacedSign(Record):
    """One entry of the legend: the sign's left edge and middle, and its words."""

    sign: Sign
    x: float
    middle: float
    words: Words


def place_legend(journey_map: JourneyMap, width: float, top: float) -> tuple[list[PlacedSign], float]:
    """The legend, flowing over as many lines as it needs, and where it ends."""
    x, y = MARGIN, top
    placed = []
    for sign in _signs(journey_map):
        text = _WORDS[sign]
        needed = SWATCH + 8 + Words(text=text, x=0, y=0, limit=0, size=CAPTION.size).width
        if x > MARGIN and x + needed > width - MARGIN:
            x, y = MARGIN, y + 20
        words = one_line(text, CAPTION, x=x + SWATCH + 8, y=y + 13.5, limit=width - MARGIN - x - SWATCH - 8)
        placed.append(PlacedSign(sign=sign, x=x, middle=y + 10, words=words))
        x += needed + 20
    return placed, y + 20


def place_footnotes(journey_map: JourneyMap, width: float, top: float) -> tuple[list[Words], float]:
    """What data the picture rests on, then the map's own footnotes."""
    room = width - 2 * MARGIN
    words: list[Words] = []
    y = top
    for text, style in [
        (facts_text(journey_map), FACTS),
        *((note, CAPTION) for note in journey_map.footnotes),
    ]:
        lines = broken(text, style, room)
        words += stacked(lines, style, x=MARGIN, top=y, limit=room)
        y += style.leading * len(lines)
    return words, y


def _signs(journey_map: JourneyMap) -> list[Sign]:
    cards = [card for lane in journey_map.lanes for card in lane.cards]
    roles = {lane.role for lane in journey_map.lanes if lane.cards}
    steps = [step for stage in journey_map.stages for step in stage.steps]
    shares = any(piece.unit == "share" for card in cards if card.figure for piece in card.evidence)
    signs: list[tuple[Sign, bool]] = [
        ("validated", bool(cards)),
        ("observed", bool(cards)),
        ("assumed", bool(cards)),
        ("contradicted", any(card.status == "contradicted" for card in cards)),
        ("hotspot", any(spot.score > 0 for spot in journey_map.hotspots)),
        ("strength", "strengths" in roles),
        ("severity", any(card.severity is not None for card in cards)),
        ("truth", any(step.moment_of_truth for step in steps)),
        ("reach", any(step.reach is not None for step in steps)),
        ("interval", shares),
        ("band", any(one.source == "measured" for one in journey_map.emotions)),
    ]
    return [sign for sign, present in signs if present]
