"""The ruler of a clock axis: hours, the time each step takes, and the silences between.

Solid: to scale. Broken: a step too short to be read, drawn wider, or a long silence, drawn shorter.
"""

from typing import ClassVar

import msgspec

from desirepath.prints.layout_columns import Columns, Span, clock_text, length_text
from desirepath.prints.layout_marks import CAPTION, HEADER, Box, Style, Words, broken, one_line, stacked
from desirepath.prints.wording import word
from desirepath.records import Record

RULER = 40.0
HOUR_LABEL = Style(size=9.5, leading=13, weight=600, colour="muted")
_APART = 38.0


class Tick(Record):
    """An hour; its name where there is room."""

    ACROSS: ClassVar[dict[str, float]] = {"x": 0}

    x: float
    words: Words | None


class PlacedClock(Record):
    """The whole ruler."""

    ACROSS: ClassVar[dict[str, float]] = {"icon_at": 18}

    box: Box
    y: float  # of its line
    spans: list[Span]
    ticks: list[Tick]
    rail: list[Words]
    icon_at: tuple[float, float]


class PlacedGap(Record):
    """A silence between two steps, from the ruler down."""

    box: Box
    words: Words
    minutes: int
    title: str


def place_clock(columns: Columns, *, top: float) -> PlacedClock | None:
    """The ruler from `top` downwards; None where the columns stand on no clock."""
    if not columns.is_clock:
        return None
    line = top + 22
    rail = stacked(broken(word("Time of day"), HEADER, 100, most=1), HEADER, x=46, top=top + 10, limit=100)
    left = columns.spans[0].left
    return PlacedClock(
        box=Box(x=left, y=top, width=columns.right - left, height=RULER),
        y=line,
        spans=columns.spans,
        ticks=_ticks(columns.spans, top),
        rail=rail,
        icon_at=(20, top + 9),
    )


def place_gaps(columns: Columns, *, top: float, bottom: float) -> list[PlacedGap]:
    """The silences, as tall as the picture's columns."""
    gaps = []
    for span in columns.spans:
        if span.step is not None:
            continue
        box = Box(x=span.left + 2, y=top, width=span.right - span.left - 4, height=bottom - top)
        words = one_line(
            length_text(span.minutes), CAPTION, x=box.x + box.width / 2, y=top + 30, limit=box.width - 4,
            anchor="middle",
        )  # fmt: skip
        title = silence_text(span)
        gaps.append(PlacedGap(box=box, words=words, minutes=span.minutes, title=title))
    return gaps


def silence_text(span: Span) -> str:
    """A silence in words."""
    start, end = clock_text(span.start), clock_text(span.end)
    return word("Nothing told from {start} to {end}", start=start, end=end)


def _ticks(spans: list[Span], top: float) -> list[Tick]:
    ticks: list[Tick] = []
    free = float("-inf")
    first, last = spans[0].start, spans[-1].end
    for hour in range(-(-first // 60), last // 60 + 1):
        x = _at(hour * 60, spans)
        words = None
        if x >= free and x - 16 >= spans[0].left - 20 and x + 16 <= spans[-1].right + 18:
            words = one_line(clock_text(hour * 60), HOUR_LABEL, x=x, y=top + 11, limit=52, anchor="middle")
            free = x + max(_APART, words.width + 8)
            over = max(0.0, words.box.right - spans[-1].right - 16)
            before = max(0.0, -words.box.x)  # of a picture that begins with the ruler
            words = msgspec.structs.replace(words, x=x + before - over)
        ticks.append(Tick(x=x, words=words))
    return ticks


def _at(minute: int, spans: list[Span]) -> float:
    """Where a moment stands."""
    for span in spans:
        if minute <= span.end:
            share = (minute - span.start) / span.minutes if span.minutes else 0.0
            return span.left + max(0.0, share) * (span.right - span.left)
    return spans[-1].right
