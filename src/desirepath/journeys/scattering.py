"""The kernels that build timelines: count, scatter by subject, sort each subject's steps.

Steps are placed by subject index, never by the order they arrive in. The total order is
(happened_at_us, source, ordinal, interaction_id); the last is asked of the engine by `assembling`,
for the few steps that tie on the others.
"""

import numpy as np

from desirepath.journeys.batches import Int32s, Int64s
from desirepath.journeys.compiling import compiled

__all__ = ["count_steps", "own_facts", "scatter_steps", "sort_steps", "tied_steps"]

SHORT = 64  # beyond this many steps an insertion sort loses to a heap


@compiled
def own_facts(addresses: Int64s, subjects: Int32s, owner: Int32s) -> int:
    """Note each fact's subject at its address; returns how many facts had another subject already."""
    twice = 0
    for index in range(len(addresses)):
        address = addresses[index]
        if address < 0:
            continue
        if owner[address] >= 0 and owner[address] != subjects[index]:
            twice += 1
        owner[address] = subjects[index]
    return twice


@compiled
def count_steps(addresses: Int64s, owner: Int32s, counts: Int64s) -> int:
    """Add each fact to its subject's count; returns how many have no subject."""
    alone = 0
    for address in addresses:
        if owner[address] < 0:
            alone += 1
        else:
            counts[owner[address]] += 1
    return alone


@compiled
def scatter_steps(  # noqa: PLR0917
    facts: Int64s,
    addresses: Int64s,
    kinds: Int32s,
    times: Int64s,
    ordinals: Int64s,
    owner: Int32s,
    offsets: Int64s,
    cursors: Int64s,
    out_facts: Int64s,
    out_kinds: Int32s,
    out_times: Int64s,
    out_ordinals: Int64s,
) -> bool:
    """Put every step among its subject's; False when a subject gets more than it was counted for."""
    for index in range(len(facts)):
        subject = owner[addresses[index]]
        if subject < 0:
            continue
        slot = cursors[subject]
        if slot >= offsets[subject + 1]:
            return False
        out_facts[slot] = facts[index]
        out_kinds[slot] = kinds[index]
        out_times[slot] = times[index]
        out_ordinals[slot] = ordinals[index]
        cursors[subject] = slot + 1
    return True


@compiled
def before(one: int, other: int, times: Int64s, kinds: Int32s, ordinals: Int64s, ranks: Int32s) -> bool:
    """Whether a step comes before another, as far as time, source and ordinal tell."""
    if times[one] != times[other]:
        return bool(times[one] < times[other])
    if ranks[kinds[one]] != ranks[kinds[other]]:
        return bool(ranks[kinds[one]] < ranks[kinds[other]])
    return bool(ordinals[one] < ordinals[other])


@compiled
def swap(one: int, other: int, facts: Int64s, kinds: Int32s, times: Int64s, ordinals: Int64s) -> None:
    """Exchange two steps."""
    facts[one], facts[other] = facts[other], facts[one]
    kinds[one], kinds[other] = kinds[other], kinds[one]
    times[one], times[other] = times[other], times[one]
    ordinals[one], ordinals[other] = ordinals[other], ordinals[one]


@compiled
def sink(  # noqa: PLR0917
    root: int,
    low: int,
    high: int,
    facts: Int64s,
    kinds: Int32s,
    times: Int64s,
    ordinals: Int64s,
    ranks: Int32s,
) -> None:
    """Let a step of the heap low : high sink to where no later step is below it."""
    while True:
        child = low + 2 * (root - low) + 1
        if child >= high:
            return
        if child + 1 < high and before(child, child + 1, times, kinds, ordinals, ranks):
            child += 1
        if not before(root, child, times, kinds, ordinals, ranks):
            return
        swap(root, child, facts, kinds, times, ordinals)
        root = child


@compiled
def sort_steps(  # noqa: PLR0917
    first: int,
    end: int,
    offsets: Int64s,
    facts: Int64s,
    kinds: Int32s,
    times: Int64s,
    ordinals: Int64s,
    ranks: Int32s,
) -> None:
    """Put the steps of the subjects first : end in order, in place."""
    for subject in range(first, end):
        low = offsets[subject]
        high = offsets[subject + 1]
        if high - low <= SHORT:
            for step in range(low + 1, high):
                here = step
                while here > low and before(here, here - 1, times, kinds, ordinals, ranks):
                    swap(here, here - 1, facts, kinds, times, ordinals)
                    here -= 1
            continue
        for root in range(low + (high - low) // 2 - 1, low - 1, -1):
            sink(root, low, high, facts, kinds, times, ordinals, ranks)
        for last in range(high - 1, low, -1):
            swap(low, last, facts, kinds, times, ordinals)
            sink(low, low, last, facts, kinds, times, ordinals, ranks)


@compiled
def tied_steps(offsets: Int64s, kinds: Int32s, times: Int64s, ordinals: Int64s, ranks: Int32s) -> Int64s:
    """For each step the first step it ties with (time, source and ordinal), or −1 when it ties with none."""
    group = np.full(len(times), -1, np.int64)
    for subject in range(len(offsets) - 1):
        for step in range(offsets[subject] + 1, offsets[subject + 1]):
            if before(step - 1, step, times, kinds, ordinals, ranks):
                continue
            if group[step - 1] < 0:
                group[step - 1] = step - 1
            group[step] = group[step - 1]
    return group
