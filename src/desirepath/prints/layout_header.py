"""Everything above the lanes: the title block, the stage bands, the names of the steps."""

from desirepath.drawing import text_width
from desirepath.maps import SUPPORTED, Hotspot, JourneyMap, Step, count_text, goal_text
from desirepath.prints.layout_cards import Pill, hotspot_pill
from desirepath.prints.layout_marks import (
    CAPTION,
    GOAL,
    HEADER,
    HEADER_OTHER,
    SUBTITLE,
    TITLE,
    Box,
    Style,
    Words,
    broken,
    one_line,
    stacked,
)
from desirepath.prints.layout_reading import (
    KIND_WORDS,
    facts_text,
    people,
    state_text,
    subtitle_text,
    supported_text,
)
from desirepath.records import Record

MARGIN = 20.0
BAND = 30.0
BESIDE = 380.0  # width of the title block's right part
KIND = Style(size=10, leading=14, weight=700, colour="accent")
GOAL_MARK = Style(size=10, leading=14, weight=600, colour="accent")
STATE = Style(size=11, leading=16, colour="muted")


class EvidenceBar(Record):
    """How many of the map's cards are supported, as a bar and in words."""

    track: Box
    supported: float
    contradicted: float
    words: Words


class TitleBlock(Record):
    """Title, persona and goal on the left; kind, state and evidence on the right."""

    words: list[Words]
    evidence: EvidenceBar | None
    bottom: float


class PlacedBand(Record):
    """A stage above its steps."""

    stage: str
    type: str
    box: Box
    words: list[Words]
    title: str


class PlacedStep(Record):
    """A step's name with how many came here, as text and as a bar against the step most came to."""

    step: str
    box: Box
    words: list[Words]
    reach: Box | None
    reached: float
    pill: Pill | None
    is_moment_of_truth: bool
    star: tuple[float, float]
    is_goal: bool
    flag: tuple[float, float]
    title: str


def place_title(journey_map: JourneyMap, width: float) -> TitleBlock:
    """The title block at the top of a picture `width` wide."""
    room = width - 2 * MARGIN - BESIDE - 24
    words = stacked(broken(journey_map.title, TITLE, room, most=3), TITLE, x=MARGIN, top=16, limit=room)
    y = 16 + TITLE.leading * len(words) + 2
    subtitle = subtitle_text(journey_map) or facts_text(journey_map)
    aims = [(subtitle, SUBTITLE, 2), (_goal("Goal", goal_text(journey_map)), GOAL, 2)]
    aims.append((_goal("Objective", journey_map.objective), SUBTITLE, 2))
    for text, style, most in aims:
        lines = broken(text, style, room, most=most)
        words += stacked(lines, style, x=MARGIN, top=y, limit=room)
        y += style.leading * len(lines)
    right = width - MARGIN
    kind = one_line(
        KIND_WORDS[journey_map.map_kind].upper(), KIND, x=right, y=32, limit=BESIDE - 40, anchor="end"
    )
    state = one_line(state_text(journey_map), STATE, x=right, y=52, limit=BESIDE, anchor="end")
    evidence = _evidence_bar(journey_map, right)
    return TitleBlock(words=[*words, kind, state], evidence=evidence, bottom=max(y, 84.0) + 14)


def place_bands(
    journey_map: JourneyMap, edges: dict[str, tuple[float, float]], top: float
) -> list[PlacedBand]:
    """The stage bands, all as high as the longest name needs; a stage without steps has none."""
    stages = [stage for stage in journey_map.stages if stage.steps]
    spans = [(edges[stage.steps[0].id][0], edges[stage.steps[-1].id][1]) for stage in stages]
    names = [f"{number}  {stage.name}" for number, stage in enumerate(stages, start=1)]
    lines = [
        broken(name, HEADER, right - left - 26, most=2)
        for name, (left, right) in zip(names, spans, strict=True)
    ]
    height = BAND + HEADER.leading * (max((len(each) for each in lines), default=1) - 1)
    bands = []
    for stage, (left, right), name, each in zip(stages, spans, names, lines, strict=True):
        box = Box(x=left + 2, y=top, width=right - left - 4, height=height)
        first = top + (height - HEADER.leading * len(each)) / 2
        words = stacked(each, HEADER, x=box.x + 14, top=first, limit=box.width - 22)
        bands.append(PlacedBand(stage=stage.id, type=stage.type, box=box, words=words, title=f"Stage {name}"))
    return bands


def place_steps(
    journey_map: JourneyMap, edges: dict[str, tuple[float, float]], top: float
) -> tuple[list[PlacedStep], float]:
    """The step names under the bands, and where their row ends."""
    steps = [step for stage in journey_map.stages for step in stage.steps]
    loose = _loose_hotspots(journey_map)
    strip = 20 if loose else 0
    widths = {step.id: edges[step.id][1] - edges[step.id][0] - 22 for step in steps}
    lines = {step.id: broken(step.name, _style(step), widths[step.id], most=4) for step in steps}
    most = max((len(each) for each in lines.values()), default=1)
    marks = max((step.moment_of_truth + step.is_goal for step in steps), default=0)
    captions = top + strip + HEADER.leading * most + 16 * marks
    highest = max((step.reach or 0 for step in steps), default=0)
    bottom = captions + (36 if highest else 12)
    placed = []
    for step in steps:
        left, right = edges[step.id]
        box = Box(x=left, y=top, width=right - left, height=bottom - top)
        words = stacked(lines[step.id], _style(step), x=left + 12, top=top + strip, limit=widths[step.id])
        words += _captions(step, left + 12, captions, widths[step.id])
        spot = loose.get(step.id)
        placed.append(
            PlacedStep(
                step=step.id,
                box=box,
                words=words,
                reach=Box(x=left + 12, y=captions + 20, width=right - left - 22, height=4)
                if step.reach is not None and highest
                else None,
                reached=(step.reach or 0) / highest * (right - left - 22) if highest else 0.0,
                pill=hotspot_pill(spot, right=right - 8, top=top - 1, limit=right - left - 16)
                if spot
                else None,
                is_moment_of_truth=step.moment_of_truth,
                star=(left + 12, captions - 11),
                is_goal=step.is_goal,
                flag=(left + 12, captions - 11 - (16 if step.moment_of_truth else 0)),
                title=_step_title(step, journey_map.subject_noun),
            )
        )
    return placed, bottom


def _loose_hotspots(journey_map: JourneyMap) -> dict[str, Hotspot]:
    """Hotspots of steps without an obstacle card, by step: their pill stands with the step's name."""
    cards = [card for lane in journey_map.lanes if lane.role == "obstacles" for card in lane.cards]
    carried = {card.step for card in cards}
    return {spot.step: spot for spot in reversed(journey_map.hotspots) if spot.step not in carried}


def _style(step: Step) -> Style:
    return HEADER_OTHER if step.is_other else HEADER


def _captions(step: Step, x: float, y: float, limit: float) -> list[Words]:
    words = []
    if step.moment_of_truth:
        words.append(one_line("moment of truth", CAPTION, x=x + 14, y=y - 2, limit=limit - 14))
    if step.is_goal:
        above = 18 if step.moment_of_truth else 2
        words.append(one_line("goal", GOAL_MARK, x=x + 14, y=y - above, limit=limit - 14))
    if step.reach is not None:
        words.append(one_line(f"n = {count_text(step.reach)}", CAPTION, x=x, y=y + 14, limit=limit))
    return words


def _step_title(step: Step, noun: str) -> str:
    seen = f": {people(step.reach, noun)} seen here" if step.reach is not None else ""
    rest = " (all other steps of this stage)" if step.is_other else " (the goal)" if step.is_goal else ""
    return f"{step.name}{rest}{seen}"


def _goal(word: str, text: str | None) -> str:
    return f"{word}: {text}" if text else ""


def _evidence_bar(journey_map: JourneyMap, right: float) -> EvidenceBar | None:
    cards = [card for lane in journey_map.lanes for card in lane.cards]
    if not cards:
        return None
    supported = sum(card.status in SUPPORTED for card in cards) / len(cards)
    contradicted = sum(card.status == "contradicted" for card in cards) / len(cards)
    text = supported_text(supported, len(cards))
    width = text_width(text, CAPTION.size)
    track = Box(x=right - width - 10 - 120, y=64, width=120, height=6)
    return EvidenceBar(
        track=track,
        supported=supported * track.width,
        contradicted=contradicted * track.width,
        words=one_line(text, CAPTION, x=right, y=71, limit=width + 1, anchor="end"),
    )
