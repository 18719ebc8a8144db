"""What every picture of two maps begins with: title, sides, the steps of either map in one row.

Columns come from `maps.compare`, joined and in order. Below this, `layout_overlay` lays both maps over one
another, `layout_stacked` one under the other.
"""

from itertools import groupby
from typing import ClassVar

from desirepath.drawing import text_width
from desirepath.maps import Column, Comparison, JourneyMap
from desirepath.prints.layout import LEAST_WIDTH, RAIL, column_width
from desirepath.prints.layout_header import BAND, MARGIN, PlacedBand, small_caps
from desirepath.prints.layout_marks import (
    CAPTION,
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
from desirepath.prints.layout_reading import facts_text, subtitle_text
from desirepath.prints.wording import joined, onward, word
from desirepath.records import Record

STATE = Style(size=10, leading=14, weight=600)
SUMMARY = Style(size=13, leading=19, weight=600)
STATE_WORDS = {"same": "", "changed": "changed", "added": "added", "removed": "removed"}
SIDES = ("before", "after")
_METHOD = (
    "Differences are {after} − {before}, with 95 % intervals recovered from the two figures' own "
    "(Newcombe 1998, method 10; Zou & Donner 2008); a target or an expectation is exact. Clear of "
    "chance: the interval leaves out zero. Fewer than 30 on a side: too few to tell."
)


class Line(Record):
    """A line of text, struck through or not."""

    words: Words
    is_struck: bool = False


class SideKey(Record):
    """Which curve and mark is which map."""

    ACROSS: ClassVar[dict[str, float]] = {"sample": 0}

    side: str
    is_planned: bool  # what the map says of feelings is a target
    sample: tuple[float, float]  # the middle of a short piece of its curve
    words: list[Words]


class ComparedHead(Record):
    """Title, the two maps' names, the sentence that sums them up."""

    words: list[Words]
    keys: list[SideKey]
    bottom: float


class ComparedStep(Record):
    """A step's name with what became of it."""

    lineage: str
    state: str
    box: Box
    lines: list[Line]
    chip: Words | None
    title: str
    is_mirrored: bool = False


class ComparedFrame(Record):
    """The columns, and everything above the rows."""

    width: float
    right: float  # where the columns end
    head: ComparedHead
    bands: list[PlacedBand]
    steps: list[ComparedStep]
    edges: list[tuple[float, float]]  # of each column
    bottom: float


def place_frame(comparison: Comparison, before: JourneyMap, after: JourneyMap) -> ComparedFrame:
    """Everything above the rows of a picture of two maps."""
    count = len(comparison.columns)
    column = column_width(count)
    edges = [(RAIL + at * column, RAIL + (at + 1) * column) for at in range(count)]
    width = max(RAIL + count * column + MARGIN, LEAST_WIDTH)
    right = RAIL + count * column if count else width - MARGIN
    head = _head(comparison, (before, after), width)
    bands = _bands(comparison.columns, edges, head.bottom)
    top = head.bottom + max([BAND, *(band.box.height for band in bands)]) + 12
    steps, bottom = _steps(comparison.columns, edges, top)
    return ComparedFrame(
        width=width, right=right, head=head, bands=bands, steps=steps, edges=edges, bottom=bottom
    )


def method_notes(before: JourneyMap, after: JourneyMap, names: tuple[str, str]) -> list[str]:
    """What the figures of a comparison rest on."""
    facts = [
        f"{name}: {said}"
        for name, each in zip(names, (before, after), strict=True)
        if (said := facts_text(each))
    ]
    return [*facts, word(_METHOD, before=names[0], after=names[1])]


def _head(comparison: Comparison, maps: tuple[JourneyMap, JourneyMap], width: float) -> ComparedHead:
    room = width - 2 * MARGIN - 180
    before, after = maps
    title = after.title if before.title == after.title else onward(before.title, after.title)
    words = stacked(broken(title, TITLE, room, most=3), TITLE, x=MARGIN, top=16, limit=room)
    y = 16 + TITLE.leading * len(words) + 2
    summary = broken(comparison.summary, SUMMARY, room, most=3)
    words += stacked(summary, SUMMARY, x=MARGIN, top=y, limit=room)
    y += SUMMARY.leading * len(summary) + 4
    words.append(small_caps(word("Comparison"), width - MARGIN))
    keys = []
    for side, which, drawn in zip(SIDES, (comparison.before, comparison.after), maps, strict=True):
        called = "" if drawn.title == which.name else drawn.title
        about = joined(part for part in (called, subtitle_text(drawn), facts_text(drawn)) if part)
        name = one_line(which.name, HEADER, x=MARGIN + 36, y=y + 13, limit=room * 0.4)
        left = name.x + name.width + 10
        rest = one_line(about, SUBTITLE, x=left, y=y + 13, limit=width - MARGIN - left)
        keys.append(
            SideKey(side=side, is_planned=_is_planned(drawn), sample=(MARGIN + 13, y + 9), words=[name, rest])
        )
        y += 20
    return ComparedHead(words=words, keys=keys, bottom=max(y, 84.0) + 12)


def _is_planned(drawn: JourneyMap) -> bool:
    return drawn.map_kind == "future_state" and any(one.source == "target" for one in drawn.emotions)


def _bands(columns: list[Column], edges: list[tuple[float, float]], top: float) -> list[PlacedBand]:
    runs: list[tuple[Column, float, float]] = []
    for _, group in groupby(zip(columns, edges, strict=True), key=lambda each: each[0].stage):
        members = list(group)
        runs.append((members[0][0], members[0][1][0], members[-1][1][1]))
    lines = [broken(first.stage, HEADER, right - left - 26, most=3) for first, left, right in runs]
    height = BAND + HEADER.leading * (max((len(each) for each in lines), default=1) - 1)
    bands = []
    for (first, left, right), each in zip(runs, lines, strict=True):
        box = Box(x=left + 2, y=top, width=right - left - 4, height=height)
        above = top + (height - HEADER.leading * len(each)) / 2
        words = stacked(each, HEADER, x=box.x + 14, top=above, limit=box.width - 22)
        title = word("Stage {name}", name=first.stage)
        bands.append(
            PlacedBand(
                stage=first.stage, type=first.stage_type, box=box, words=words, name=first.stage, title=title
            )
        )
    return bands


def _steps(
    columns: list[Column], edges: list[tuple[float, float]], top: float
) -> tuple[list[ComparedStep], float]:
    named = [_named(column, right - left - 22) for column, (left, right) in zip(columns, edges, strict=True)]
    tallest = max((height for _, height in named), default=0.0)
    has_chips = any(column.state != "same" for column in columns)
    bottom = top + tallest + (22 if has_chips else 0) + 10
    steps = []
    for column, (left, right), (parts, _) in zip(columns, edges, named, strict=True):
        room = right - left - 22
        lines, y = [], top
        for texts, style, struck in parts:
            words = stacked(texts, style, x=left + 12, top=y, limit=room)
            lines += [Line(words=each, is_struck=struck) for each in words]
            y += style.leading * len(texts)
        chip = _chip(column, left + 12, top + tallest + 4, room) if column.state != "same" else None
        box = Box(x=left, y=top - 6, width=right - left, height=bottom - top + 6)
        state = word(STATE_WORDS[column.state] or "the same")
        title = "\n".join([column.name, state, *column.words])
        steps.append(
            ComparedStep(
                lineage=column.lineage, state=column.state, box=box, lines=lines, chip=chip, title=title
            )
        )
    return steps, bottom


def _named(column: Column, room: float) -> tuple[list[tuple[list[str], Style, bool]], float]:
    """The name, and below it what else is said of the step."""
    name = broken(column.name, HEADER, room, most=4)
    parts = [(name, HEADER, column.state == "removed")]
    parts += [(broken(words, CAPTION, room, most=3), CAPTION, False) for words in column.words]
    return parts, sum(style.leading * len(texts) for texts, style, _ in parts)


def _chip(column: Column, x: float, y: float, room: float) -> Words:
    return one_line(word(STATE_WORDS[column.state]), STATE, x=x + 18, y=y + 11, limit=room - 18)


def chip_box(words: Words) -> Box:
    """The rounded ground of a chip, with room for its sign where it begins."""
    width = text_width(words.text, STATE.size, STATE.weight) + 26
    x = words.x + 18 - width if words.anchor == "end" else words.x - 18
    return Box(x=x, y=words.y - 11.5, width=width, height=16)
