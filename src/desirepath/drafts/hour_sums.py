"""Sums over people by hour: the kernels behind `day_counts`.

Integers only. What is known to the day only has no hour; what the organisation began is not the customer's
day.
"""

import numpy as np

from desirepath.drafts.clocks import NO_HOUR, local_hours
from desirepath.drafts.counting import Int8s, Int32s, Int64s
from desirepath.drafts.fact_sets import FactSet
from desirepath.journeys import ORGANISATION, Journeys, compiled

HOURS = 24
# Columns of the sums by slot. A person does h of r there within the hours, and w in all of its question's.
WITHIN, PEOPLE_WITHIN, WITHIN_SQUARED, EVER, PEOPLE, WITHIN_EVER, EVER_SQUARED, WITHIN_WHOLE = range(8)
SUMS = 8  # Σ h, people with h > 0, Σ h², Σ r, people with r > 0, Σ h·r, Σ r², Σ h·w


def hours_of_steps(journeys: Journeys, daily: FactSet, *, zone: str) -> Int8s:
    """The hour of each step that people began themselves; −1 for any other and where none is known."""
    timelines, hours = journeys.timelines, local_hours(journeys.happened_at_us, zone=zone)
    if timelines.initiator is not None:
        hours[timelines.initiator[journeys.position] == ORGANISATION] = NO_HOUR
    if daily.count:
        hours[daily.has(timelines.fact[journeys.position])] = NO_HOUR
    return hours


@compiled
def count_by_hour(positions: Int64s, kinds: Int32s, hours: Int8s, size: int) -> Int64s:
    """How often each kind is done at each hour."""
    counts = np.zeros((size, HOURS), np.int64)
    for at in range(len(hours)):
        if hours[at] >= 0:
            counts[kinds[positions[at]], hours[at]] += 1
    return counts


@compiled
def sum_by_slot(  # noqa: PLR0917 - a kernel takes no keywords
    offsets: Int64s,
    subjects: Int32s,
    positions: Int64s,
    kinds: Int32s,
    hours: Int8s,
    starts: Int64s,
    slots: Int64s,
    since: Int64s,
    until: Int64s,
    whole: Int64s,
) -> Int64s:
    """Sums over people by slot; a person's journeys stand together."""
    sums, mine = np.zeros((len(since), SUMS), np.int64), np.zeros((len(since), 2), np.int64)
    touched, held = np.empty(len(since), np.int64), 0
    for journey in range(len(subjects)):
        for at in range(offsets[journey], offsets[journey + 1]):
            hour = hours[at]
            if hour < 0:
                continue
            kind = kinds[positions[at]]
            for one in range(starts[kind], starts[kind + 1]):
                slot = slots[one]
                if mine[slot, 1] == 0:
                    touched[held] = slot
                    held += 1
                mine[slot, 0] += since[slot] <= hour < until[slot]
                mine[slot, 1] += 1
        if journey + 1 == len(subjects) or subjects[journey + 1] != subjects[journey]:
            add_person(touched[:held], mine, whole, sums)
            held = 0
    return sums


@compiled
def add_person(touched: Int64s, mine: Int64s, whole: Int64s, sums: Int64s) -> None:
    """Add what one person did to the sums, and set it back to zero."""
    for slot in touched:
        within, ever = mine[slot, 0], mine[slot, 1]
        sums[slot, WITHIN] += within
        sums[slot, PEOPLE_WITHIN] += within > 0
        sums[slot, WITHIN_SQUARED] += within * within
        sums[slot, EVER] += ever
        sums[slot, PEOPLE] += 1
        sums[slot, WITHIN_EVER] += within * ever
        sums[slot, EVER_SQUARED] += ever * ever
        sums[slot, WITHIN_WHOLE] += within * mine[whole[slot], 0]
    for slot in touched:
        mine[slot, 0] = mine[slot, 1] = 0
