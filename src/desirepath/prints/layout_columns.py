"""Where the columns stand: evenly, or on a clock.

On a clock a step is as wide as it is long, at so many pixels an hour; one too short to be read is drawn
wider, a long silence shorter, and the ruler shows both as broken lines: what is drawn solid is to scale.
"""

from itertools import pairwise
from typing import ClassVar, Literal

import msgspec

from desirepath.maps import JourneyMap, Step
from desirepath.prints.wording import word
from desirepath.records import Record

RAIL = 168.0
NARROW, WIDE, READ = 132.0, 188.0, 220.0  # a step's column
LEAST_ROOM = 772.0  # for the columns of the least picture
ROOM = 2240.0  # shared among the columns
DAY_ROOM = 1560.0  # shared by the hours of a day
HOUR = 90.0  # pixels on a clock axis, less where a day would not fit
LEAST_GAP, MOST_GAP = 60.0, 200.0
DAY = 24 * 60

Edges = dict[str, tuple[float, float]]


class Span(Record):
    """A stretch of time: a step, or the silence between two."""

    ACROSS: ClassVar[dict[str, float]] = {"left": 0, "right": 0}

    start: int  # minutes, from midnight of the first day
    end: int
    left: float
    right: float
    step: str | None
    looks: Literal["true", "stretched", "shortened"]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.end - self.start


class Columns(Record):
    """Each step's left and right edge; on a clock also the spans of time."""

    edges: Edges
    right: float
    spans: list[Span] = []
    page: tuple[str, str] | None = None  # its first and last step, where a page has only some

    @property
    def is_clock(self) -> bool:
        """Whether the columns stand on a clock."""
        return bool(self.spans)

    @property
    def stretch(self) -> tuple[float, float]:
        """From where to where the page's columns reach; without end where it has them all."""
        if self.page is None:
            return float("-inf"), float("inf")
        first, last = self.page
        return self.edges[first][0], self.edges[last][1]

    def holds(self, first: str, last: str | None = None) -> bool:
        """Whether a step, or any from it to the last, is on the page: rows are as high as that needs."""
        left, right = self.stretch
        return self.edges[first][0] < right and left < self.edges[last or first][1]


def columns_of(
    journey_map: JourneyMap,
    *,
    left: float = RAIL,
    least: float = NARROW,
    width: float | None = None,
    page: tuple[str, str] | None = None,
) -> Columns:
    """The columns of a map from `left` on, `width` wide; none narrower than `least`."""
    steps = [step for stage in journey_map.stages for step in stage.steps]
    if journey_map.axis == "clock" and any(step.starts_at for step in steps):
        spans = _spans(steps, left=left, least=least)
        edges = {span.step: (span.left, span.right) for span in spans if span.step}
        return Columns(edges=edges, right=spans[-1].right, spans=spans, page=page)
    width = width or max(least, column_width(len(steps)))
    edges = {step.id: (left + at * width, left + (at + 1) * width) for at, step in enumerate(steps)}
    return Columns(edges=edges, right=left + len(steps) * width, page=page)


def on_page(journey_map: JourneyMap, columns: Columns) -> JourneyMap:
    """The map with only the ways that begin or end on the page."""
    if columns.page is None:
        return journey_map
    steps = {step for step in columns.edges if columns.holds(step)}
    kept = [one for one in journey_map.edges if {one.from_step, one.to_step} & steps]
    return msgspec.structs.replace(journey_map, edges=kept)


def column_width(steps: int) -> float:
    """Wide columns for few steps, so wide that the least picture is full; never narrower than 132 px.

    >>> column_width(3), column_width(5), column_width(14), column_width(40)
    (220.0, 188.0, 160.0, 132.0)
    """
    fair = ROOM / max(1, steps) // 4 * 4
    full = min(READ, LEAST_ROOM / max(1, steps) // 4 * 4)
    return max(NARROW, full, min(WIDE, fair))


def clock_text(minutes: int) -> str:
    """A time of day; the next day's say so.

    >>> clock_text(435), clock_text(1500)
    ('07:15', '01:00 +1')
    """
    days, rest = divmod(minutes, DAY)
    if minutes == DAY:
        return "24:00"
    return f"{rest // 60:02}:{rest % 60:02}" + (f" +{days}" if days else "")


def length_text(minutes: int) -> str:
    """How long something takes, short.

    >>> length_text(45), length_text(60), length_text(95)
    ('45 min', '1 h', '1 h 35 min')
    """
    hours, rest = divmod(minutes, 60)
    parts = [word("{n} h", n=hours) if hours else "", word("{n} min", n=rest) if rest or not hours else ""]
    return " ".join(part for part in parts if part)


def times(steps: list[Step]) -> list[tuple[int, int]]:
    """When each step begins and ends, in minutes; what begins before the step before it is of the next day.

    A step without an end lasts until the next begins (the last one an hour), one without a beginning begins
    when the one before it ends.

    >>> one, two = (Step(id=k, name=k, lineage_id=k, starts_at=s, ends_at=e)
    ...             for k, s, e in (("a", "23:00", "01:00"), ("b", "01:30", None)))
    >>> times([one, two])
    [(1380, 1500), (1530, 1590)]
    """
    clocks = [_minutes(step.starts_at) for step in steps]
    found: list[tuple[int, int]] = []
    for at, step in enumerate(steps):
        before, done = found[-1] if found else (0, 0)
        start, end = clocks[at], _minutes(step.ends_at)
        begins = done if start is None else _next(start, before)
        following = next((each for each in clocks[at + 1 :] if each is not None), None)
        until = begins + 60 if following in {None, begins % DAY} else _next(following or 0, begins)
        found.append((begins, until if end is None else begins + (end - begins) % DAY))
    return found


def _next(clock: int, after: int) -> int:
    """The first moment of this time of day that is not before another."""
    return clock + max(0, -(-(after - clock) // DAY)) * DAY


def _minutes(clock: str | None) -> int | None:
    if clock is None:
        return None
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _spans(steps: list[Step], *, left: float, least: float) -> list[Span]:
    when = times(steps)
    whole = max(end for _, end in when) - when[0][0]
    scale = min(HOUR, max(60.0, DAY_ROOM / max(1, whole) * 60)) / 60
    ends = [min(end, max(begins, start)) for (start, end), (begins, _) in pairwise(when)] + [when[-1][1]]
    spans: list[Span] = []
    x = left
    for step, (start, _), end in zip(steps, when, ends, strict=True):
        if spans and start > spans[-1].end:
            spans.append(_span(spans[-1].end, start, x, scale=scale, step=None, least=LEAST_GAP))
            x = spans[-1].right
        spans.append(_span(start, max(start, end), x, scale=scale, step=step.id, least=least))
        x = spans[-1].right
    return spans


def _span(start: int, end: int, x: float, *, scale: float, step: str | None, least: float) -> Span:
    true = (end - start) * scale
    most = MOST_GAP if step is None else float("inf")
    width = min(most, max(least, true))
    looks: Literal["true", "stretched", "shortened"] = (
        "stretched" if width > true else "shortened" if width < true else "true"
    )
    return Span(start=start, end=end, left=x, right=x + width, step=step, looks=looks)
