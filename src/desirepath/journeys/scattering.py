"""The kernels that build timelines: count, deal into buckets of subjects, place and sort in each bucket.

Steps are placed by subject index, never by the order they arrive in; four numbers side by side, and
dealt before they are placed, so that every bucket fits the processor's cache. The total order is
(happened_at_us, source, ordinal, interaction_id); `tied_steps` finds the few that need the last.
"""

import numpy as np

from desirepath.journeys.addresses import address
from desirepath.journeys.batches import UNKNOWN_TIME, Int32s, Int64s
from desirepath.journeys.compiling import compiled

__all__ = [
    "FACT",
    "KIND",
    "KIND_MASK",
    "TIME",
    "claim_slots",
    "count_steps",
    "deal_steps",
    "own_facts",
    "place_steps",
    "seen_times",
    "tied_steps",
]

TIME, KIND, ORDINAL, FACT = 0, 1, 2, 3  # the columns of a step
KIND_BITS = 32  # KIND is the rank of its source << 32 | its code: one number to order by
KIND_MASK = (1 << KIND_BITS) - 1
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
def claim_slots(  # noqa: PLR0917
    facts: Int64s, owner: Int32s, starts: Int64s, rows: Int64s, shift: int, buckets: int
) -> tuple[Int32s, Int64s, Int64s]:
    """Each fact's subject (−1: nobody's), its slot when these stand bucket by bucket, and the buckets' sizes.

    A subject is in the bucket subject >> shift. Nothing is written yet, so several batches may be dealt at
    once. A fact is given away once: when it comes twice, a bucket is left short.
    """
    subjects = np.empty(len(facts), np.int32)
    slots = np.empty(len(facts), np.int64)
    sizes = np.zeros(buckets, np.int64)
    for index in range(len(facts)):
        at = address(facts[index], starts, rows)
        subject = owner[at]
        subjects[index] = subject
        if subject >= 0:
            sizes[subject >> shift] += 1
            owner[at] = -1
    cursors = np.cumsum(sizes) - sizes
    for index in range(len(facts)):
        if subjects[index] >= 0:
            bucket = subjects[index] >> shift
            slots[index] = cursors[bucket]
            cursors[bucket] += 1
    return subjects, slots, sizes


@compiled
def deal_steps(  # noqa: PLR0917 - a kernel reads plain arrays
    facts: Int64s,
    kinds: Int32s,
    times: Int64s,
    ordinals: Int64s,
    subjects: Int32s,
    slots: Int64s,
    steps: Int64s,
) -> None:
    """Put every step that somebody owns into its slot; KIND holds the subject for the time being."""
    for index in range(len(facts)):
        if subjects[index] < 0:
            continue
        slot = slots[index]
        steps[slot, TIME] = times[index]
        steps[slot, KIND] = np.int64(subjects[index]) << KIND_BITS | kinds[index]
        steps[slot, ORDINAL] = ordinals[index]
        steps[slot, FACT] = facts[index]


@compiled
def place_steps(first: int, offsets: Int64s, ranks: Int32s, steps: Int64s) -> bool:
    """Put the steps of one bucket, the subjects from `first` on, among their subject's, in order.

    `offsets` are of the bucket's steps. False when a subject's cursor does not end at the next offset: a
    step was lost or doubled.
    """
    dealt = steps.copy()
    cursors = offsets[:-1].copy()
    for step in range(len(dealt)):
        subject = (dealt[step, KIND] >> KIND_BITS) - first
        slot = cursors[subject] if 0 <= subject < len(cursors) else offsets[-1]
        if slot >= len(steps) or slot >= offsets[subject + 1]:
            return False
        kind = dealt[step, KIND] & KIND_MASK
        steps[slot] = dealt[step]
        steps[slot, KIND] = np.int64(ranks[kind]) << KIND_BITS | kind
        cursors[subject] = slot + 1
    for subject in range(len(cursors)):
        if cursors[subject] != offsets[subject + 1]:
            return False
    sort_steps(offsets, steps)
    return True


@compiled
def sort_steps(offsets: Int64s, steps: Int64s) -> None:
    """Put each subject's steps in order, in place."""
    for subject in range(len(offsets) - 1):
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
def seen_times(steps: Int64s) -> tuple[int, int]:
    """The first and the last time of these steps; the first is after the last where none has a time."""
    first, last = np.iinfo(np.int64).max, UNKNOWN_TIME
    for step in range(len(steps)):
        time = steps[step, TIME]
        if time != UNKNOWN_TIME:
            first, last = min(first, time), max(last, time)
    return first, last


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
