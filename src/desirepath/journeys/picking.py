"""Some of the journeys that were cut: those of a period, those that contain a step, those of a group.

A measure is asked of journeys picked here as if there were no others, so what a person answered
during the others is not heard either.
"""

import msgspec
import numpy as np
import numpy.typing as npt

from desirepath.journeys.batches import (
    UNKNOWN_TIME,
    UNKNOWN_VALENCE,
    Bools,
    Int32s,
    Int64s,
    Journeys,
    Timelines,
)
from desirepath.journeys.compiling import compiled, read_only
from desirepath.journeys.periods import Period

__all__ = ["containing", "picked", "sorted_out", "started_in"]

UInt8s = npt.NDArray[np.uint8]
Sorted = tuple[Int64s, Int64s, Int64s, Int32s, Int64s, Int64s, Int32s, UInt8s]


def picked(journeys: Journeys, keep: Bools) -> Journeys:
    """The journeys that are kept, in the same order."""
    if keep.all():
        return journeys
    return sorted_out(journeys, np.where(keep, 0, -1).astype(np.int32), 1)[0]


def sorted_out(journeys: Journeys, group: Int32s, groups: int, *, by_subject: bool = False) -> list[Journeys]:
    """The journeys of each group, in the same order; those of group −1 are left out.

    `by_subject` says that all journeys of a subject are of one group: then nothing that a person
    answered is anybody else's, and nothing has to be kept from being heard.
    """
    ends, step_ends, offsets, nodes, times, position, subject, state = sort_out(
        journeys.offsets,
        journeys.nodes,
        journeys.happened_at_us,
        journeys.position,
        journeys.subject,
        journeys.state,
        group,
        groups,
    )
    found = []
    for number in range(groups):
        mine, steps = slice(*ends[number : number + 2]), slice(*step_ends[number : number + 2])
        found.append(
            Journeys(
                timelines=journeys.timelines if by_subject else _heard(journeys, group == number),
                offsets=offsets[mine.start + number : mine.stop + number + 1],
                nodes=nodes[steps],
                happened_at_us=times[steps],
                position=position[steps],
                subject=subject[mine],
                state=state[mine],
            )
        )
    return found


def started_in(journeys: Journeys, period: Period) -> Bools:
    """Which journeys started in a period: their first step that has a time lies in it."""
    began = first_times(journeys.offsets, journeys.happened_at_us)
    inside: Bools = began != UNKNOWN_TIME
    if period.from_us is not None:
        inside &= began >= period.from_us
    if period.to_us is not None:
        inside &= began < period.to_us
    return inside


def containing(journeys: Journeys, marked: Bools) -> Bools:
    """Which journeys show one of the steps that are marked among those of the timelines."""
    if not len(journeys.state):
        return np.empty(0, np.bool_)
    found: Bools = np.logical_or.reduceat(marked[journeys.position], journeys.offsets[:-1])
    return found


def _heard(journeys: Journeys, kept: Bools) -> Timelines:
    """The timelines with only the answers that were given during the journeys that are kept."""
    timelines = journeys.timelines
    if timelines.valence_milli is None:
        return timelines
    heard = hear(
        read_only(timelines.valence_milli),
        timelines.offsets,
        journeys.offsets,
        journeys.position,
        journeys.subject,
        kept,
    )
    return msgspec.structs.replace(timelines, valence_milli=heard)


@compiled
def first_times(offsets: Int64s, times: Int64s) -> Int64s:
    """When the first step of each journey happened whose time is known."""
    found = np.full(len(offsets) - 1, UNKNOWN_TIME, np.int64)
    for journey in range(len(found)):
        for step in range(offsets[journey], offsets[journey + 1]):
            if times[step] != UNKNOWN_TIME:
                found[journey] = times[step]
                break
    return found


@compiled
def hear(  # noqa: PLR0917 - a kernel takes no keywords
    valence: Int32s, timelines: Int64s, offsets: Int64s, position: Int64s, subject: Int32s, kept: Bools
) -> Int32s:
    """The valences with those hidden that were not given during a journey that is kept.

    What comes before a person's first journey is counted to it, what comes after a journey to that one.
    """
    heard = np.full(len(valence), UNKNOWN_VALENCE, np.int32)
    for journey in range(len(subject)):
        if not kept[journey]:
            continue
        row = subject[journey]
        begin, end = timelines[row], timelines[row + 1]
        if journey > 0 and subject[journey - 1] == row:
            begin = position[offsets[journey]]
        if journey + 1 < len(subject) and subject[journey + 1] == row:
            end = position[offsets[journey + 1]]
        heard[begin:end] = valence[begin:end]
    return heard


@compiled
def sort_out(  # noqa: PLR0917 - a kernel takes no keywords
    offsets: Int64s,
    nodes: Int32s,
    times: Int64s,
    position: Int64s,
    subject: Int32s,
    state: UInt8s,
    group: Int32s,
    groups: int,
) -> Sorted:
    """Where each group's journeys and steps end, and all of them group by group.

    Each group's offsets begin at 0, so group g's stand one further on than its journeys for every group
    before it.
    """
    ends, step_ends = np.zeros(groups + 1, np.int64), np.zeros(groups + 1, np.int64)
    for journey in range(len(group)):
        if group[journey] >= 0:
            ends[group[journey] + 1] += 1
            step_ends[group[journey] + 1] += offsets[journey + 1] - offsets[journey]
    ends, step_ends = np.cumsum(ends), np.cumsum(step_ends)
    out_offsets = np.zeros(ends[groups] + groups, np.int64)
    out_nodes, out_times = np.empty(step_ends[groups], np.int32), np.empty(step_ends[groups], np.int64)
    out_position = np.empty(step_ends[groups], np.int64)
    out_subject, out_state = np.empty(ends[groups], np.int32), np.empty(ends[groups], np.uint8)
    at, step = ends.copy(), step_ends.copy()
    for journey in range(len(group)):
        mine = group[journey]
        if mine < 0:
            continue
        first, length = offsets[journey], offsets[journey + 1] - offsets[journey]
        to = step[mine]
        for each in range(length):
            out_nodes[to + each] = nodes[first + each]
            out_times[to + each] = times[first + each]
            out_position[to + each] = position[first + each]
        step[mine] += length
        out_subject[at[mine]] = subject[journey]
        out_state[at[mine]] = state[journey]
        at[mine] += 1
        out_offsets[at[mine] + mine] = step[mine] - step_ends[mine]
    return ends, step_ends, out_offsets, out_nodes, out_times, out_position, out_subject, out_state
