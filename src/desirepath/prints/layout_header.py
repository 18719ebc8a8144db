"""The title block and the stage bands: what the map is, of whom, what for, and how well it is supported."""

from math import inf

import msgspec

from desirepath.drawing import right_to_left, text_width
from desirepath.maps import SUPPORTED
from desirepath.prints.layout_columns import Edges
from desirepath.prints.layout_marks import (
    CAPTION,
    GOAL,
    HEADER,
    SUBTITLE,
    TITLE,
    Box,
    Style,
    Words,
    broken,
    one_line,
    stacked,
)
from desirepath.prints.layout_reading import KIND_WORDS, facts_text, standing_of, supported_text
from desirepath.prints.layout_steps import PlacedStep, place_steps
from desirepath.prints.layout_titles import aims_text, state_line, whom_text
from desirepath.prints.views import Seen
from desirepath.prints.wording import word
from desirepath.records import Record

__all__ = [
    "BAND", "MARGIN", "EvidenceBar", "PlacedBand", "PlacedStep", "TitleBlock", "place_bands", "place_steps",
    "place_title", "small_caps",
]  # fmt: skip

MARGIN = 20.0
BAND = 30.0
BESIDE = 380.0  # width of the title block's right part
KIND = Style(size=10, leading=14, weight=700, colour="accent")
STATE = Style(size=11, leading=16, colour="muted")


class EvidenceBar(Record):
    """How many of the map's cards are supported, as a bar and in words."""

    track: Box
    supported: float
    contradicted: float
    words: Words
    is_mirrored: bool = False


class TitleBlock(Record):
    """Title, persona and goals on the left; kind, state and evidence on the right."""

    words: list[Words]
    evidence: EvidenceBar | None
    bottom: float


class PlacedBand(Record):
    """A stage above its steps."""

    stage: str
    type: str
    box: Box
    words: list[Words]
    name: str  # in full, with its number
    title: str
    is_mirrored: bool = False


def place_title(seen: Seen, width: float) -> TitleBlock:
    """The title block at the top of a picture `width` wide."""
    journey_map = seen.journey_map
    room = width - 2 * MARGIN - BESIDE - 24
    words = stacked(broken(journey_map.title, TITLE, room, most=3), TITLE, x=MARGIN, top=16, limit=room)
    y = 16 + TITLE.leading * len(words) + 2
    aims = [("quiet", whom_text(seen) or facts_text(journey_map)), *aims_text(journey_map)]
    for looks, text in aims:
        style = GOAL if looks == "goal" else SUBTITLE
        lines = broken(text, style, room, most=3) if text else []
        # A line in Arabic reads as Arabic even where it begins with our word for what it is.
        reads = right_to_left(text.partition(": ")[2]) or right_to_left(text)
        placed = stacked(lines, style, x=MARGIN, top=y, limit=room)
        words += [msgspec.structs.replace(each, reads=reads) for each in placed]
        y += style.leading * len(lines)
    right = width - MARGIN
    kind = small_caps(word(KIND_WORDS[journey_map.map_kind]), right)
    below = 52.0
    state = []
    for line in broken(state_line(seen), STATE, BESIDE, most=2):
        state.append(one_line(line, STATE, x=right, y=below, limit=BESIDE, anchor="end"))
        below += STATE.leading
    evidence = _evidence_bar(seen, right, below + 3)
    bottom = max(y, below + 16) + 14
    return TitleBlock(words=[*words, kind, *state], evidence=evidence, bottom=bottom)


def place_bands(
    seen: Seen, edges: Edges, top: float, *, page: tuple[float, float] = (-inf, inf)
) -> list[PlacedBand]:
    """The stage bands, all as high as the longest name needs; a stage without steps, or beside the page, has
    none."""
    named = [
        (f"{number}  {stage.name}", stage, max(left, page[0]), min(right, page[1]))
        for number, stage in enumerate((each for each in seen.journey_map.stages if each.steps), start=1)
        for left, right in [(edges[stage.steps[0].id][0], edges[stage.steps[-1].id][1])]
        if left < page[1] and page[0] < right
    ]
    names, stages = [name for name, *_ in named], [stage for _, stage, *_ in named]
    spans = [(left, right) for *_, left, right in named]
    lines = [
        _numbered(broken(name.replace("  ", "\u00a0", 1), HEADER, right - left - 26, most=3))
        for name, (left, right) in zip(names, spans, strict=True)
    ]
    height = BAND + HEADER.leading * (max((len(each) for each in lines), default=1) - 1)
    bands = []
    for stage, (left, right), name, each in zip(stages, spans, names, lines, strict=True):
        box = Box(x=left + 2, y=top, width=right - left - 4, height=height)
        first = top + (height - HEADER.leading * len(each)) / 2
        words = stacked(each, HEADER, x=box.x + 14, top=first, limit=box.width - 22)
        title = word("Stage {name}", name=name)
        bands.append(
            PlacedBand(stage=stage.id, type=stage.type, box=box, words=words, name=name, title=title)
        )
    return bands


def _numbered(lines: list[str]) -> list[str]:
    """The lines of a stage's name, whose number never stood on a line alone."""
    return [lines[0].replace("\u00a0", " ", 1), *lines[1:]] if lines else []


def small_caps(text: str, right: float) -> Words:
    """Capitals with a little room between them."""
    return Words(
        text=text.upper(), x=right, y=32, limit=BESIDE - 40, size=KIND.size, weight=KIND.weight,
        colour=KIND.colour, anchor="end", spacing=0.0 if right_to_left(text) else 0.5,
    )  # fmt: skip


def _evidence_bar(seen: Seen, right: float, top: float) -> EvidenceBar | None:
    cards = [card for each in seen.lanes for card in each.lane.cards]
    if not cards:
        return None
    supported = sum(standing_of(card) in SUPPORTED for card in cards) / len(cards)
    contradicted = sum(standing_of(card) == "contradicted" for card in cards) / len(cards)
    text = supported_text(supported, len(cards))
    width = text_width(text, CAPTION.size)
    track = Box(x=right - width - 10 - 120, y=top - 7, width=120, height=6)
    return EvidenceBar(
        track=track,
        supported=supported * track.width,
        contradicted=contradicted * track.width,
        words=one_line(text, CAPTION, x=right, y=top, limit=width + 1, anchor="end"),
    )
