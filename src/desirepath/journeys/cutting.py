"""Journeys cut from timelines: first the lens, then the split, then collapsed loops, in one pass.

What the lens hides does not exist for the question: it neither bridges a silence nor keeps a journey
open. Interactions later than `as_of` are not seen, so an answer stands as it would have stood then.
"""

from functools import lru_cache
from math import isfinite

import numpy as np
import numpy.typing as npt

from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys.batches import (
    CLOSED,
    OPEN,
    REACHED,
    UNKNOWN_TIME,
    Bools,
    Int32s,
    Int64s,
    Journeys,
    Timelines,
)
from desirepath.journeys.calendars import periods_between
from desirepath.journeys.compiling import compiled, read_only
from desirepath.journeys.lenses import Lens, shown
from desirepath.journeys.splits import Calendar, Gap, Goal, Split, WholeLife

__all__ = ["cut"]

MINUTE_US = 60_000_000
DAY_US = 86_400_000_000
NEVER = np.iinfo(np.int64).max

Cut = tuple[Int64s, Int32s, Int64s, Int64s, Int32s, npt.NDArray[np.uint8]]


def cut(
    timelines: Timelines,
    lens: Lens,
    split: Split,
    *,
    as_of_us: int,
    mask: Bools | None = None,
    steps: Bools | None = None,
    zone: str = "UTC",
) -> Journeys:
    """The journeys of one partition's subjects (those in `mask`, when it is given) as of a moment.

    A journey ends with its goal (REACHED), with a silence longer than the split allows, with its calendar
    period in `zone` (CLOSED), or is still OPEN. Steps without a time (`order_only`) come first, never break
    a journey, and a journey that has no time at all is CLOSED. What `steps` leaves out is hidden, as if by
    the lens. UnknownName when a goal is not a node of the lens.
    """
    gap_us, quiet_us = _silences(split)
    is_goal = np.zeros(len(lens.nodes), np.bool_)
    if isinstance(split, Goal):
        is_goal[[_node(name, lens) for name in split.nodes]] = True
    nodes = shown(timelines, lens)
    found = None
    if mask is None and steps is None and _shows_all(lens) and isinstance(split, WholeLife):
        found = _uncut(timelines, nodes, as_of_us, quiet_us)
    if found is None:
        if steps is not None:
            nodes[~steps] = -1
        found = cut_steps(
            timelines.offsets,
            nodes,
            read_only(timelines.happened_at_us),
            np.ones(len(timelines.subjects), np.bool_) if mask is None else mask,
            is_goal,
            _period_starts(timelines, split, zone=zone, as_of_us=as_of_us),
            as_of_us,
            gap_us,
            quiet_us,
            lens.collapse_loops,
        )
    offsets, shown_nodes, times, position, subject, state = found
    return Journeys(
        timelines=timelines,
        offsets=read_only(offsets),  # all of them: a kernel is compiled once
        nodes=read_only(shown_nodes),
        happened_at_us=read_only(times),
        position=read_only(position),
        subject=read_only(subject),
        state=read_only(state),
    )


def _shows_all(lens: Lens) -> bool:
    return not lens.collapse_loops and not lens.conditions and bool((lens.codes >= 0).all())


def _uncut(timelines: Timelines, nodes: Int32s, as_of_us: int, quiet_us: int) -> Cut | None:
    """The journeys, where every timeline is one just as it stands: then nothing needs to be copied."""
    last = timelines.last_at_us
    if last is None or (len(last) and last.max() > as_of_us):
        return None
    times, position = read_only(timelines.happened_at_us), _counting(len(nodes))
    state = np.where(last < as_of_us - quiet_us, np.uint8(CLOSED), np.uint8(OPEN))
    return timelines.offsets, nodes, times, position, _counting(len(last)).astype(np.int32), state


def _counting(size: int) -> Int64s:
    """0, 1, 2, …: a view of numbers that are counted once for many partitions."""
    return _counted(1 << max(size - 1, 0).bit_length())[:size]


@lru_cache(maxsize=4)
def _counted(size: int) -> Int64s:
    return read_only(np.arange(size))


def _silences(split: Split) -> tuple[int, int]:
    if isinstance(split, Gap):
        gap_us = _microseconds(split.minutes, MINUTE_US, "the gap's minutes")
        return gap_us, gap_us
    if isinstance(split, Calendar):
        return NEVER, NEVER
    return NEVER, _microseconds(split.quiet_days, DAY_US, "quiet_days")


def _period_starts(timelines: Timelines, split: Split, *, zone: str, as_of_us: int) -> Int64s:
    """When the calendar periods begin that these timelines touch up to `as_of`; none for another split."""
    if not isinstance(split, Calendar):
        return read_only(np.empty(0, np.int64))
    times = timelines.happened_at_us
    first = int(times.min(where=times != UNKNOWN_TIME, initial=as_of_us))
    return read_only(periods_between(split.unit, zone, first, as_of_us).starts)


def _microseconds(amount: float, unit_us: int, what: str) -> int:
    if not isfinite(amount) or amount < 0 or amount * unit_us >= NEVER:
        raise QuestionError(f"Expected {what} to be zero or more and to end, found {amount}.")
    return round(amount * unit_us)


def _node(name: str, lens: Lens) -> int:
    if name not in lens.nodes:
        raise UnknownName(f"{lens.name} node", name, lens.nodes)
    return lens.nodes.index(name)


@compiled
def cut_steps(  # noqa: C901, PLR0915, PLR0917 - one pass over all steps; a call per step would double its time
    offsets: Int64s,
    nodes: Int32s,
    times: Int64s,
    chosen: Bools,
    is_goal: Bools,
    period_starts: Int64s,
    as_of_us: int,
    gap_us: int,
    quiet_us: int,
    collapse: bool,
) -> Cut:
    """Offsets, nodes, times, positions, subjects and states of the journeys of these timelines."""
    steps = offsets[-1] - offsets[0]
    out_offsets = np.empty(steps + 1, np.int64)
    out_nodes = np.empty(steps, np.int32)
    out_times = np.empty(steps, np.int64)
    out_position = np.empty(steps, np.int64)
    out_subject = np.empty(steps, np.int32)
    out_state = np.empty(steps, np.uint8)
    out_offsets[0] = 0
    step = 0
    journey = 0
    for row in range(len(offsets) - 1):
        if not chosen[row]:
            continue
        start = step  # where the journey under way began
        before = -1  # the node a loop would repeat
        last = UNKNOWN_TIME  # when the journey under way was last heard of
        until = NEVER if len(period_starts) == 0 else UNKNOWN_TIME  # when its calendar period is over
        for position in range(offsets[row], offsets[row + 1]):
            time = times[position]
            if time > as_of_us:
                break
            node = nodes[position]
            if node < 0:
                continue
            if step > start and last != UNKNOWN_TIME and (time - last > gap_us or time >= until):
                journey += 1
                out_offsets[journey] = start = step
                out_subject[journey - 1] = row
                out_state[journey - 1] = CLOSED
                before = -1
            if time >= until and time != UNKNOWN_TIME:
                place = np.searchsorted(period_starts, time, side="right")
                until = period_starts[place] if place < len(period_starts) else NEVER
            last = time
            if collapse and node == before:
                continue
            before = node
            out_nodes[step] = node
            out_times[step] = time
            out_position[step] = position
            step += 1
            if is_goal[node]:
                journey += 1
                out_offsets[journey] = start = step
                out_subject[journey - 1] = row
                out_state[journey - 1] = REACHED
        if step > start:
            journey += 1
            out_offsets[journey] = step
            out_subject[journey - 1] = row
            over = last == UNKNOWN_TIME or as_of_us - last > quiet_us or as_of_us >= until
            out_state[journey - 1] = CLOSED if over else OPEN
    return (
        out_offsets[: journey + 1],
        out_nodes[:step],
        out_times[:step],
        out_position[:step],
        out_subject[:journey],
        out_state[:journey],
    )
