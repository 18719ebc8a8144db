"""The names of the steps with what is known of each: how many came, when, who acts, where the details are."""

from typing import ClassVar

from desirepath.maps import JourneyMap, Step, count_text, length_us
from desirepath.prints.layout_cards import fair_width
from desirepath.prints.layout_columns import Columns, clock_text, length_text, times
from desirepath.prints.layout_hotspots import Heats, Pill, hotspot_pill
from desirepath.prints.layout_marks import (
    CAPTION,
    HEADER,
    HEADER_OTHER,
    Box,
    Mark,
    NoteMark,
    Style,
    Words,
    broken,
    one_line,
    stacked,
)
from desirepath.prints.layout_reading import people
from desirepath.prints.views import Seen
from desirepath.prints.wording import lasting, word
from desirepath.records import Record

GOAL_MARK = Style(size=10, leading=14, weight=600, colour="accent")
STRIP = 18.0  # for a pill above the name
LINE = 16.0


class PlacedStep(Record):
    """A step's name with how many came here, as text and as a bar against the step most came to."""

    ACROSS: ClassVar[dict[str, float]] = {"star": 11, "flag": 11}

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
    marks: list[Mark] = []  # when, who acts, how long, where the details are
    more_pills: list[Pill] = []
    note: NoteMark | None = None
    is_mirrored: bool = False


class Fact(Record):
    """One thing that is known of a step: an icon and a few words."""

    icon: str
    text: str
    is_strong: bool = False


_Lines = list[tuple[Fact, list[str]]]


class _Band(Record):
    """The heights that all step names share: pills, names, facts, how many came."""

    top: float
    names: float
    facts: float
    captions: float
    bottom: float
    highest: int  # the step that most came to


def place_steps(seen: Seen, columns: Columns, top: float, *, heats: Heats) -> tuple[list[PlacedStep], float]:
    """The step names under the bands, and where their row ends."""
    steps, edges = seen.steps, columns.edges
    rooms = {step.id: edges[step.id][1] - edges[step.id][0] - 22 for step in steps}
    lines = {step.id: broken(step.name, _style(step), rooms[step.id], most=4) for step in steps}
    facts = facts_of(seen.journey_map, columns)
    told = {step.id: _broken(facts[step.id], rooms[step.id] - 15) for step in steps}
    on_page = [step.id for step in steps if columns.holds(step.id)]
    loose = max((len(heats.loose.get(step, [])) for step in on_page), default=0)
    strip = STRIP * loose + (2 if loose else 0)
    under = top + strip + HEADER.leading * max((len(lines[step]) for step in on_page), default=1)
    captions = under + max((_height(told[step]) for step in on_page), default=0.0)
    highest = max((step.reach or 0 for step in steps), default=0)
    band = _Band(
        top=top, names=top + strip, facts=under, captions=captions, highest=highest,
        bottom=captions + (36 if highest else 12),
    )  # fmt: skip
    noun = seen.journey_map.subject_noun
    placed = [
        _placed(step, edges[step.id], band, lines=lines[step.id], facts=told[step.id], heats=heats, noun=noun)
        for step in steps
    ]
    return placed, band.bottom


def _placed(
    step: Step, edge: tuple[float, float], band: _Band, *, lines: list[str], facts: _Lines, heats: Heats,
    noun: str,
) -> PlacedStep:  # fmt: skip
    """One step's name in the band, with its facts, its pills and how many came."""
    left, right = edge
    x, room = left + 12, right - left - 22
    words = stacked(lines, _style(step), x=x, top=band.names, limit=room)
    said, marks, places = _told(facts, x, band.facts, room - 15)
    words += said
    if step.reach is not None:
        words.append(
            one_line(f"n = {count_text(step.reach)}", CAPTION, x=x, y=band.captions + 14, limit=room)
        )
    pills = [
        hotspot_pill(spot, right=right - 8, top=band.top - 1 + STRIP * at, limit=right - left - 16)
        for at, spot in enumerate(heats.loose.get(step.id, []))
    ]
    bar = Box(x=x, y=band.captions + 20, width=min(room, fair_width(left, right) - 12), height=4)
    has_bar = step.reach is not None and band.highest > 0
    elsewhere = (x, band.captions - 11)
    return PlacedStep(
        step=step.id, box=Box(x=left, y=band.top, width=right - left, height=band.bottom - band.top),
        words=words, reach=bar if has_bar else None,
        reached=(step.reach or 0) / band.highest * bar.width if band.highest else 0.0,
        pill=pills[0] if pills else None, more_pills=pills[1:], is_moment_of_truth=step.moment_of_truth,
        star=places.get("star", elsewhere), is_goal=step.is_goal, flag=places.get("flag", elsewhere),
        title=step_title(step, noun), marks=marks,
    )  # fmt: skip


def facts_of(journey_map: JourneyMap, columns: Columns) -> dict[str, list[Fact]]:
    """What is known of each step besides its name and how many came."""
    names = {one.id: one.name for one in journey_map.stakeholders}
    steps = [step for stage in journey_map.stages for step in stage.steps]
    when = dict(zip((step.id for step in steps), times(steps), strict=True)) if columns.is_clock else {}
    ends = {span.step: span.end for span in columns.spans if span.step}
    return {
        step.id: [*_clock(step, when.get(step.id), ends.get(step.id)), *_facts(step, names)] for step in steps
    }


def step_title(step: Step, noun: str) -> str:
    """All that is known of a step, for its tooltip."""
    seen = ""
    if step.reach is not None:
        seen = f": {word('{people} seen here', people=people(step.reach, noun))}"
    rest = "all other steps of this stage" if step.is_other else "the goal" if step.is_goal else ""
    return f"{step.name}{f' ({word(rest)})' if rest else ''}{seen}"


def _clock(step: Step, when: tuple[int, int] | None, drawn_until: int | None) -> list[Fact]:
    if when is None:
        return []
    if step.starts_at is None:
        return [Fact(icon="clock", text=word("no time given"))]
    start, end = when
    span = f"{clock_text(start)} – {clock_text(end)}"
    if drawn_until is not None and end > drawn_until:
        span = word("{span}, overlaps", span=span)
    return [Fact(icon="clock", text=span), Fact(icon="hourglass", text=length_text(end - start))]


def _facts(step: Step, names: dict[str, str]) -> list[Fact]:
    found = [Fact(icon="star", text=word("moment of truth"))] if step.moment_of_truth else []
    found += [Fact(icon="flag", text=word("goal"), is_strong=True)] if step.is_goal else []
    found += [Fact(icon="user-round", text=names.get(step.actor, step.actor))] if step.actor else []
    if step.duration_expected:
        long = lasting(length_us(step.duration_expected))
        found.append(Fact(icon="hourglass", text=word("should take {time}", time=long)))
    found += (
        [Fact(icon="layers", text=word("details: {key}", key=step.child), is_strong=True)]
        if step.child
        else []
    )
    return found


def _style(step: Step) -> Style:
    return HEADER_OTHER if step.is_other else HEADER


def _broken(facts: list[Fact], room: float) -> _Lines:
    """The facts in the lines that each needs."""
    return [
        (fact, broken(fact.text, GOAL_MARK if fact.is_strong else CAPTION, room, most=3)) for fact in facts
    ]


def _height(told: _Lines) -> float:
    return sum(LINE + CAPTION.leading * (len(lines) - 1) for _, lines in told)


def _told(
    told: _Lines, x: float, top: float, limit: float
) -> tuple[list[Words], list[Mark], dict[str, tuple[float, float]]]:
    """The facts one under another; the star and the flag are drawn from their own places."""
    words: list[Words] = []
    marks: list[Mark] = []
    places: dict[str, tuple[float, float]] = {}
    y = top + 5
    for fact, lines in told:
        style = GOAL_MARK if fact.is_strong else CAPTION
        words += stacked(lines, style, x=x + 15, top=y - 1.6, limit=limit)
        if fact.icon in {"star", "flag"}:
            places[fact.icon] = (x, y)
        else:
            colour = style.colour
            marks.append(Mark(icon=fact.icon, box=Box(x=x, y=y, width=11, height=11), colour=colour))
        y += LINE + style.leading * (len(lines) - 1)
    return words, marks, places
