"""First passages: where each journey first comes to each step of a funnel.

The same passages that `passages` counts, found journey by journey, for whoever asks which journeys they are.
"""

import numpy as np

from desirepath.journeys import UNKNOWN_TIME, compiled
from desirepath.measures.arrays import Int32s, Int64s
from desirepath.measures.passages import NEVER, NO_WINDOW
from desirepath.records import Record

__all__ = ["FirstPassages", "first_in_any_order", "first_in_order"]


class FirstPassages(Record):
    """Journeys × steps: where the first passage of steps 1 … k ends, and its step before; −1: nowhere."""

    ends: Int64s
    before: Int64s  # −1 too where the steps have no order


@compiled
def first_in_order(  # noqa: PLR0917 - a kernel takes no keywords
    offsets: Int64s,
    nodes: Int32s,
    times: Int64s,
    starts: Int64s,
    matched: Int64s,
    void_starts: Int64s,
    voided: Int64s,
    step_count: int,
    window: int,
    strict: bool,
) -> tuple[Int64s, Int64s]:
    """Ends and steps before, of steps in order: see `passages.follow_in_order`."""
    journeys = len(offsets) - 1
    ends, before = (
        np.full((journeys, step_count), -1, np.int64),
        np.full((journeys, step_count), -1, np.int64),
    )
    passed, until = np.empty(step_count + 1, np.int64), np.empty(step_count + 1, np.int64)
    timed = window != NO_WINDOW
    for journey in range(journeys):
        until[:] = NEVER
        for at in range(offsets[journey], offsets[journey + 1]):
            node, time = nodes[at], times[at]
            if timed and time == UNKNOWN_TIME:
                continue
            now = time if timed else 0
            passed[0], until[0] = at - 1, now + window if timed else NO_WINDOW
            for one in range(void_starts[node], void_starts[node + 1]):
                until[voided[one] + 1] = NEVER
            for one in range(starts[node], starts[node + 1]):
                step = matched[one]
                if now > until[step] or (strict and passed[step] != at - 1):
                    continue
                if ends[journey, step] < 0:
                    ends[journey, step] = at
                    before[journey, step] = passed[step] if step else -1
                passed[step + 1], until[step + 1] = at, until[step]
    return ends, before


@compiled
def first_in_any_order(  # noqa: C901, PLR0917 - as above
    offsets: Int64s,
    nodes: Int32s,
    times: Int64s,
    starts: Int64s,
    matched: Int64s,
    voids: Int64s,
    step_count: int,
    window: int,
) -> Int64s:
    """Ends of steps in any order: see `passages.follow_any_order`."""
    journeys = len(offsets) - 1
    ends, held_at = np.full((journeys, step_count), -1, np.int64), np.empty(step_count, np.int64)
    for journey in range(journeys):
        held_at[:] = -1
        for at in range(offsets[journey], offsets[journey + 1]):
            node, time = nodes[at], times[at]
            if window != NO_WINDOW and time == UNKNOWN_TIME:
                continue
            if voids[node]:
                held_at[:] = -1
            if starts[node] == starts[node + 1]:
                continue
            pushed = at
            for one in range(starts[node], starts[node + 1]):
                held_at[matched[one]], pushed = pushed, held_at[matched[one]]
            start = at
            for step in range(step_count):
                start = min(start, held_at[step])
                if start < 0 or (window != NO_WINDOW and time - times[start] > window):
                    break
                if step >= matched[starts[node]] and ends[journey, step] < 0:
                    ends[journey, step] = at
    return ends
