"""Everything below the lanes: the legend that explains borders and symbols, and the footnotes."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from desirepath.maps import JourneyMap
from desirepath.prints.layout_columns import Span
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import CAPTION, Style, Words, broken, one_line, stacked
from desirepath.prints.layout_reading import facts_text, standing_of
from desirepath.prints.views import Seen
from desirepath.prints.wording import listed, word
from desirepath.records import Record

Sign = Literal[
    "validated", "observed", "assumed", "contradicted", "hotspot", "strength", "severity", "reach",
    "interval", "truth", "band", "manual", "target", "spark", "dumbbell", "override", "stretched", "silence",
    "comment", "way",
]  # fmt: skip
SWATCH = 26.0
MEASURE = 960.0  # a footnote's line is not longer, however wide the map
FACTS = Style(size=10, leading=15, weight=600, colour="muted")
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
    "manual": "hotspot placed by hand",
    "target": "target",
    "spark": "how it went, now at the end",
    "dumbbell": "expected (hollow) and received (full), −2 to +2",
    "override": "standing set by hand",
    "stretched": "drawn wider than the time it takes",
    "silence": "nothing told",
    "comment": "comment, below",
    "way": "way, named below",
}


class PlacedSign(Record):
    """One entry of the legend: the sign's left edge and middle, and its words."""

    ACROSS: ClassVar[dict[str, float]] = {"x": SWATCH}

    sign: Sign
    x: float
    middle: float
    words: Words


def place_legend(
    seen: Seen, width: float, top: float, *, pins: bool = False, spans: Sequence[Span] = ()
) -> tuple[list[PlacedSign], float]:
    """The legend, flowing over as many lines as it needs, and where it ends."""
    x, y = MARGIN, top
    placed = []
    for sign in [*_signs(seen), *_signs_of_kind(seen, pins, spans)]:
        text = word(_WORDS[sign])
        needed = SWATCH + 8 + Words(text=text, x=0, y=0, limit=0, size=CAPTION.size).width
        if x > MARGIN and x + needed > width - MARGIN:
            x, y = MARGIN, y + 20
        words = one_line(text, CAPTION, x=x + SWATCH + 8, y=y + 13.5, limit=width - MARGIN - x - SWATCH - 8)
        placed.append(PlacedSign(sign=sign, x=x, middle=y + 10, words=words))
        x += needed + 20
    return placed, y + 20


def place_footnotes(
    seen: Seen, width: float, top: float, *, notes: list[str] | None = None
) -> tuple[list[Words], float]:
    """What data the picture rests on, the layers shown, the map's own footnotes, ways and comments."""
    room = min(width - 2 * MARGIN, MEASURE)
    words: list[Words] = []
    y = top
    texts = [(facts_text(seen.journey_map), FACTS), (layers_text(seen), CAPTION)]
    texts += [(note, CAPTION) for note in (*seen.journey_map.footnotes, *(notes or []))]
    for text, style in texts:
        lines = broken(text, style, room, most=6) if text else []
        words += stacked(lines, style, x=MARGIN, top=y, limit=room)
        y += style.leading * len(lines)
    return words, y


def layers_text(seen: Seen) -> str:
    """Which layers are shown and which are not."""
    shown = [
        each.layer.name + (f" ({each.opacity * 100:.0f} %)" if each.opacity < 1 else "")
        for each in seen.layers
        if each.is_shown
    ]
    hidden = [each.layer.name for each in seen.layers if not each.is_shown]
    if not shown and not hidden:
        return ""
    said = word("Layers shown: {names}.", names=listed(shown) or word("none"))
    return f"{said} {word('Not shown: {names}.', names=listed(hidden))}" if hidden else said


def _signs(seen: Seen) -> list[Sign]:
    journey_map = seen.journey_map
    cards = [card for each in seen.lanes for card in each.lane.cards]
    roles = {each.lane.role for each in seen.lanes if each.lane.cards}
    shares = any(piece.unit == "share" for card in cards if card.figure for piece in card.evidence)
    standings = {standing_of(card) for card in cards}
    signs: list[tuple[Sign, bool]] = [
        ("validated", bool(cards)),
        ("observed", bool(cards)),
        ("assumed", bool(cards)),
        ("contradicted", "contradicted" in standings),
        ("override", any(card.status_override for card in cards)),
        ("hotspot", any(spot.score > 0 for spot in journey_map.hotspots)),
        ("manual", any(spot.origin == "manual" for spot in journey_map.hotspots)),
        ("strength", "strengths" in roles),
        ("severity", any(card.severity is not None for card in cards)),
        ("truth", any(step.moment_of_truth for step in seen.steps)),
        ("reach", any(step.reach is not None for step in seen.steps)),
        ("interval", shares),
        ("band", any(one.source == "measured" and one.low is not None for one in journey_map.emotions)),
    ]
    return [sign for sign, present in signs if present]


def _signs_of_kind(seen: Seen, pins: bool, spans: Sequence[Span]) -> list[Sign]:
    """What only some kinds of maps have."""
    journey_map = seen.journey_map
    evidence = [piece for each in seen.lanes for card in each.lane.cards for piece in card.evidence]
    signs: list[tuple[Sign, bool]] = [
        ("target", _has_targets(journey_map)),
        ("spark", any(len(piece.series) > 1 for piece in evidence)),
        ("dumbbell", any(step.expectation and step.expectation.expected is not None for step in seen.steps)),
        ("stretched", any(span.looks == "stretched" and span.step for span in spans)),
        ("silence", any(span.step is None for span in spans)),
        ("way", any(one.label and (one.from_card or one.to_card) for one in journey_map.edges)),
        ("comment", pins),
    ]
    return [sign for sign, present in signs if present]


def _has_targets(journey_map: JourneyMap) -> bool:
    return any(kpi.target is not None and kpi.unit == "share" and kpi.step for kpi in journey_map.kpis)
