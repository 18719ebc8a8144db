"""Passages: the kernels that follow journeys through the steps of a funnel.

A passage of steps 1 … k is k interactions of one journey that match them. Both kernels keep, for each
k, only the passage that starts latest so far: its window lasts longest and it overlaps the fewest
others, so no other needs to be kept, and one pass over the interactions finds every count. What a
funnel asks, and the words for it, are in `funnels`.
"""

import numpy as np

from desirepath.journeys import UNKNOWN_TIME, compiled
from desirepath.measures.arrays import Int32s, Int64s

__all__ = ["LONGEST_US", "NO_WINDOW", "SUMS", "Followed", "follow_any_order", "follow_in_order"]

NO_WINDOW = np.iinfo(np.int64).max
LONGEST_US = 1 << 62  # a window longer than all time, which still can be added to a moment
NO_LATER = np.iinfo(np.int64).max  # no passage begins later than this
NEVER = np.iinfo(np.int64).min  # no interaction happened by then
SUMS = 6  # columns by step, h being the passages of one person, summed over persons:
# Σ h, journeys with one, persons with one, Σ h², Σ h · those of step 1, Σ h · those of the step before.
Followed = tuple[Int64s, Int64s, Int64s, Int64s]


@compiled
def follow_in_order(  # noqa: C901, PLR0913, PLR0917 - one pass over all; a call per step would cost more
    offsets: Int64s,
    nodes: Int32s,
    times: Int64s,
    subjects: Int32s,
    starts: Int64s,  # of each node in `matched`: steps[starts[node] : starts[node + 1]], the last first
    matched: Int64s,
    void_starts: Int64s,  # of each node in `voided`
    voided: Int64s,
    step_count: int,
    window: int,
    strict: bool,
    once: bool,
    first_ends: Int64s,  # filled by journey and step; empty: nobody asks
    first_before: Int64s,
) -> Followed:
    """Sums by step; and of every passage of two steps or more its times, grouped by step.

    Of the passages of the first k steps that nothing has voided since, the one that starts latest
    began at `began[k]`, matched its last step at `passed[k]` and may go on `until[k]`; of no steps
    there is one that begins here. Steps are tried from the last down, so that one interaction never
    serves two.
    """
    journeys = len(subjects)
    sums, mine, got = counters(step_count)
    began, passed = np.empty(step_count + 1, np.int64), np.empty(step_count + 1, np.int64)
    until = np.full(step_count + 1, NEVER, np.int64)
    ended = np.full(step_count, -1, np.int64)  # where the last passage counted ended
    step_of, since_first, since_previous = spaces((journeys if once else len(nodes)) * (step_count - 1))
    held = place = 0
    picked = that_matter(nodes, starts, void_starts)
    timed, voids = window != NO_WINDOW, len(voided) > 0
    for journey in range(journeys):
        deepest = 0  # steps that some passage of this journey has, hence what to set back
        while picked[place] < offsets[journey + 1]:
            at = picked[place]
            place += 1
            node, time = nodes[at], times[at]
            if timed and time == UNKNOWN_TIME:
                continue
            now = time if timed else 0
            began[0], passed[0], until[0] = at, at - 1, now + window if timed else NO_WINDOW
            if voids:
                for one in range(void_starts[node], void_starts[node + 1]):
                    until[voided[one] + 1] = NEVER
            for one in range(starts[node], starts[node + 1]):
                step = matched[one]
                if now > until[step] or (strict and passed[step] != at - 1):
                    continue
                start = began[step]
                began[step + 1], passed[step + 1], until[step + 1] = start, at, until[step]
                if start <= ended[step]:
                    continue
                ended[step] = NO_LATER if once else at
                deepest = max(deepest, step + 1)
                if len(first_ends) and got[step] == 0:
                    first_ends[journey, step] = at
                    first_before[journey, step] = passed[step] if step else -1
                got[step] += 1
                if step > 0:
                    step_of[held] = step
                    since_first[held] = between(times[start], time)
                    since_previous[held] = between(times[passed[step]], time)
                    held += 1
        until[0] = NEVER
        for step in range(deepest):
            until[step + 1] = NEVER
            ended[step] = -1
        count_journey(got, mine, sums)
        if journey + 1 == journeys or subjects[journey + 1] != subjects[journey]:
            count_person(mine, sums)
    first, previous, ends = by_step(step_of[:held], since_first, since_previous, step_count)
    return sums, first, previous, ends


@compiled
def follow_any_order(  # noqa: C901, PLR0917 - as above
    offsets: Int64s,
    nodes: Int32s,
    times: Int64s,
    subjects: Int32s,
    starts: Int64s,  # of each node in `matched`: the steps that want it, which all want the same nodes
    matched: Int64s,
    voids: Int64s,  # 1 where a node voids whatever is under way
    step_count: int,
    window: int,
    once: bool,
    first_ends: Int64s,  # as above
) -> Followed:
    """Sums by step; and of every passage of two steps or more its times, grouped by step.

    Of m steps that want the same nodes, the j-th holds the j-th latest interaction that matches them
    (`held_at`): so steps 0 … k hold, of all their passages, the one that starts latest.
    """
    journeys = len(subjects)
    sums, mine, got = counters(step_count)
    held_at, ended = np.full(step_count, -1, np.int64), np.full(step_count, -1, np.int64)
    room = (journeys if once else len(nodes)) * (step_count - 1)
    step_of, since_first, since_previous = spaces(room)
    held = 0
    for journey in range(journeys):
        for at in range(offsets[journey], offsets[journey + 1]):
            node = nodes[at]
            time = times[at]
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
                if step < matched[starts[node]] or start <= ended[step]:
                    continue
                ended[step] = NO_LATER if once else at
                if len(first_ends) and got[step] == 0:
                    first_ends[journey, step] = at
                got[step] += 1
                if step > 0:
                    step_of[held] = step
                    since_first[held] = between(times[start], time)
                    since_previous[held] = UNKNOWN_TIME
                    held += 1
        held_at[:] = -1
        ended[:] = -1
        count_journey(got, mine, sums)
        if journey + 1 == journeys or subjects[journey + 1] != subjects[journey]:
            count_person(mine, sums)
    first, previous, ends = by_step(step_of[:held], since_first, since_previous, step_count)
    return sums, first, previous, ends


@compiled
def counters(step_count: int) -> tuple[Int64s, Int64s, Int64s]:
    """Sums by step; one person's passages by step; one journey's."""
    return (
        np.zeros((step_count, SUMS), np.int64),
        np.zeros(step_count, np.int64),
        np.zeros(step_count, np.int64),
    )


@compiled
def spaces(room: int) -> tuple[Int32s, Int64s, Int64s]:
    """Room for the step and the two times of so many passages."""
    return np.empty(room, np.int32), np.empty(room, np.int64), np.empty(room, np.int64)


@compiled
def that_matter(nodes: Int32s, starts: Int64s, void_starts: Int64s) -> Int32s:
    """Where the nodes are that some step wants or that void something; then a place beyond the last.

    Without a branch: which nodes matter cannot be foreseen, and guessing wrong costs more than writing.
    """
    matters = ((starts[1:] > starts[:-1]) | (void_starts[1:] > void_starts[:-1])).astype(np.uint8)
    picked = np.empty(len(nodes) + 1, np.int32)
    count = 0
    for at in range(len(nodes)):
        picked[count] = at
        count += matters[nodes[at]]
    picked[count] = len(nodes)
    return picked


@compiled
def between(start: int, end: int) -> int:
    """How long from one moment to another, where both are known."""
    return UNKNOWN_TIME if min(start, end) == UNKNOWN_TIME else end - start


@compiled
def count_journey(got: Int64s, mine: Int64s, sums: Int64s) -> None:
    """Add one journey's passages to its person's, and set them back to zero."""
    for step in range(len(got)):
        if got[step] == 0:
            break
        sums[step, 1] += 1
        mine[step] += got[step]
        got[step] = 0


@compiled
def count_person(mine: Int64s, sums: Int64s) -> None:
    """Add one person's passages to the sums, and set them back to zero."""
    first = previous = mine[0]
    for step in range(len(mine)):
        hits = mine[step]
        if hits == 0:
            break
        sums[step, 0] += hits
        sums[step, 2] += 1
        sums[step, 3] += hits * hits
        sums[step, 4] += hits * first
        sums[step, 5] += hits * previous
        mine[step], previous = 0, hits


@compiled
def by_step(
    step_of: Int32s, since_first: Int64s, since_previous: Int64s, step_count: int
) -> tuple[Int64s, Int64s, Int64s]:
    """The known times of the passages, grouped by step, and where each step's end: first, previous."""
    ends = np.zeros((step_count, 2), np.int64)
    for one in range(len(step_of)):
        ends[step_of[one], 0] += since_first[one] != UNKNOWN_TIME
        ends[step_of[one], 1] += since_previous[one] != UNKNOWN_TIME
    for step in range(1, step_count):
        ends[step] += ends[step - 1]
    next_first, next_previous = np.zeros(step_count, np.int64), np.zeros(step_count, np.int64)
    next_first[1:], next_previous[1:] = ends[:-1, 0], ends[:-1, 1]
    first, previous = np.empty(ends[-1, 0], np.int64), np.empty(ends[-1, 1], np.int64)
    for one in range(len(step_of)):
        step = step_of[one]
        if since_first[one] != UNKNOWN_TIME:
            first[next_first[step]] = since_first[one]
            next_first[step] += 1
        if since_previous[one] != UNKNOWN_TIME:
            previous[next_previous[step]] = since_previous[one]
            next_previous[step] += 1
    return first, previous, ends
