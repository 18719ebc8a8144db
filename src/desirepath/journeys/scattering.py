"""The kernels that build timelines: count, scatter by subject, sort each subject's steps.

Steps are placed by subject index, never by the order they arrive in; four numbers side by side, so
that placing one costs one miss of the cache and not four. The total order is (happened_at_us,
source, ordinal, interaction_id); `tied_steps` finds the few that need the last of these.
"""

import numpy as np

from desirepath.journeys.addresses import address
from desirepath.journeys.batches import Int32s, Int64s
from desirepath.journeys.compiling import compiled

__all__ = [
    "FACT",
    "KIND",
    "KIND_BITS",
    "TIME",
    "count_steps",
    "own_facts",
    "scatter_steps",
    "slots_of",
    "sort_steps",
    "tied_steps",
]

TIME, KIND, ORDINAL, FACT = 0, 1, 2, 3  # the columns of a step
KIND_BITS = 32  # KIND is the rank of its source << 32 | its code: one number to order by
SHORT = 64  # beyond this many steps an insertion sort loses to a heap


@compiled
def own_facts(facts: Int64s, subjects: Int32s, owner: Int32s, starts: Int64s, rows: Int64s) -> int:  # noqa: PLR0917
    """Note each fact's subject at its address; returns how many facts had another subject already."""
    twice = 0
    for index in range(len(facts)):
        at = address(facts[index], starts, rows)
        if at < 0:
            continue
        if owner[at] >= 0 and owner[at] != subjects[index]:
            twice += 1
        owner[at] = subjects[index]
    return twice


@compiled
def count_steps(facts: Int64s, owner: Int32s, counts: Int64s, starts: Int64s, rows: Int64s) -> int:  # noqa: PLR0917
    """Add each fact to its subject's count; returns how many have no subject."""
    alone = 0
    for fact in facts:
        subject = owner[address(fact, starts, rows)]
        if subject < 0:
            alone += 1
        else:
            counts[subject] += 1
    return alone


@compiled
def scatter_steps(  # noqa: PLR0917
    facts: Int64s,
    kinds: Int32s,
    times: Int64s,
    ordinals: Int64s,
    ranks: Int32s,
    owner: Int32s,
    starts: Int64s,
    rows: Int64s,
    offsets: Int64s,
    cursors: Int64s,
    steps: Int64s,
) -> bool:
    """Put every step among its subject's; False when a subject gets more than it was counted for."""
    for index in range(len(facts)):
        at = address(facts[index], starts, rows)
        subject = owner[at]
        if subject < 0:
            continue
        slot = cursors[subject]
        if slot >= offsets[subject + 1]:
            return False
        steps[slot, TIME] = times[index]
        steps[slot, KIND] = np.int64(ranks[kinds[index]]) << KIND_BITS | kinds[index]
        steps[slot, ORDINAL] = ordinals[index]
        steps[slot, FACT] = facts[index]
        cursors[subject] = slot + 1
        owner[at] = -1  # a fact that comes twice then leaves another subject's cursor short
    return True


@compiled
def sort_steps(first: int, end: int, offsets: Int64s, steps: Int64s) -> None:
    """Put the steps of the subjects first : end in order, in place."""
    for subject in range(first, end):
        low = offsets[subject]
        high = offsets[subject + 1]
        if high - low <= SHORT:
            for step in range(low + 1, high):
                here = step
                while here > low and before(steps, here, here - 1):
                    swap(steps, here, here - 1)
                    here -= 1
            continue
        for root in range(low + (high - low) // 2 - 1, low - 1, -1):
            sink(steps, root, low, high)
        for last in range(high - 1, low, -1):
            swap(steps, low, last)
            sink(steps, low, low, last)


@compiled
def tied_steps(offsets: Int64s, steps: Int64s) -> tuple[Int64s, Int64s]:
    """The steps that tie with a neighbour on time, source and ordinal, and the first step each ties with."""
    ties = 0
    for subject in range(len(offsets) - 1):
        for step in range(offsets[subject] + 1, offsets[subject + 1]):
            ties += not before(steps, step - 1, step)
    slots = np.empty(2 * ties, np.int64)
    group = np.empty(2 * ties, np.int64)
    found = 0
    for subject in range(len(offsets) - 1):
        for step in range(offsets[subject] + 1, offsets[subject + 1]):
            if before(steps, step - 1, step):
                continue
            if found == 0 or slots[found - 1] != step - 1:
                slots[found] = group[found] = step - 1
                found += 1
            slots[found] = step
            group[found] = group[found - 1]
            found += 1
    return slots[:found], group[:found]


@compiled
def slots_of(steps: Int64s, slots: Int64s, starts: Int64s, rows: Int64s) -> None:
    """Note at each step's address which step it is."""
    for step in range(len(steps)):
        slots[address(steps[step, FACT], starts, rows)] = step


@compiled
def before(steps: Int64s, one: int, other: int) -> bool:
    """Whether a step comes before another, as far as time, source and ordinal tell."""
    if steps[one, TIME] != steps[other, TIME]:
        return bool(steps[one, TIME] < steps[other, TIME])
    if steps[one, KIND] >> KIND_BITS != steps[other, KIND] >> KIND_BITS:
        return bool(steps[one, KIND] >> KIND_BITS < steps[other, KIND] >> KIND_BITS)
    return bool(steps[one, ORDINAL] < steps[other, ORDINAL])


@compiled
def swap(steps: Int64s, one: int, other: int) -> None:
    """Exchange two steps."""
    for column in range(4):
        steps[one, column], steps[other, column] = steps[other, column], steps[one, column]


@compiled
def sink(steps: Int64s, root: int, low: int, high: int) -> None:
    """Let a step of the heap low : high sink to where no later step is below it."""
    while True:
        child = low + 2 * (root - low) + 1
        if child >= high:
            return
        if child + 1 < high and before(steps, child, child + 1):
            child += 1
        if not before(steps, root, child):
            return
        swap(steps, root, child)
        root = child
