"""What customers do after the organisation did something: their next step, counted over people's lives.

Integers only: how often the organisation acted at a step, and where the customer's next interaction was.
"""

import numpy as np

from desirepath.drafts.counting import Bools, Int32s, Int64s, Mask
from desirepath.drafts.step_lenses import step_codes, step_ids
from desirepath.journeys import ORGANISATION, Store, Timelines
from desirepath.maps import JourneyMap
from desirepath.records import Record


class Begun(Record):
    """What the organisation began at each step, and what came of it."""

    kinds: Int64s  # by kind code: how often it began one
    of_kind: Int64s  # by kind code: how often there was one, whoever began it
    people: Int64s  # by kind code: with whom
    acts: Int64s  # by step: how often it acted there and the customer came to another step later
    then: Int64s  # [step, step]: of those, which other step the customer came to next
    then_people: Int64s  # [step, step]: how many people


def begun(journey_map: JourneyMap, store: Store, *, mask: Mask, as_of_us: int) -> Begun:
    """What the organisation began with the people in `mask`, up to a moment."""
    codes, steps = step_codes(journey_map, store.kinds), len(step_ids(journey_map))
    size = len(codes)
    kinds, of_kind, people = (np.zeros(size, np.int64) for _ in range(3))
    then, then_people = np.zeros((steps, steps), np.int64), np.zeros((steps, steps), np.int64)
    for number, timelines in enumerate(store.partitions):
        keep = timelines.happened_at_us <= as_of_us
        if mask is not None:
            keep &= np.repeat(mask[number], np.diff(timelines.offsets))
        row = np.repeat(np.arange(len(timelines.offsets) - 1), np.diff(timelines.offsets))[keep]
        kind, ours = timelines.kinds[keep].astype(np.int64), _ours(timelines)[keep]
        of_kind += np.bincount(kind, minlength=size)
        kinds += np.bincount(kind[ours], minlength=size)
        people += np.bincount(np.unique(row[ours] * size + kind[ours]) % size, minlength=size)
        at, to, whose = _next_of_theirs(codes[kind], ours, row)
        pair = at * steps + to
        then += np.bincount(pair, minlength=steps * steps).reshape(steps, steps)
        each = np.unique(whose * (steps * steps) + pair) % (steps * steps)
        then_people += np.bincount(each, minlength=steps * steps).reshape(steps, steps)
    return Begun(
        kinds=kinds,
        of_kind=of_kind,
        people=people,
        acts=then.sum(axis=1),
        then=then,
        then_people=then_people,
    )


def _ours(timelines: Timelines) -> Bools:
    if timelines.initiator is None:
        return np.zeros(len(timelines.kinds), np.bool_)
    ours: Bools = timelines.initiator == ORGANISATION
    return ours


def _next_of_theirs(steps: Int32s, ours: Bools, row: Int64s) -> tuple[Int64s, Int64s, Int64s]:
    """For each of our acts at a step: the step, the next other one the customer came to, whose it was.

    Interactions at no step are passed over, as the map does not show them.
    """
    theirs, acts = np.flatnonzero((steps >= 0) & ~ours), np.flatnonzero((steps >= 0) & ours)
    if not len(theirs):
        nothing = np.empty(0, np.int64)
        return nothing, nothing, nothing
    differs = (steps[theirs[1:]] != steps[theirs[:-1]]) | (row[theirs[1:]] != row[theirs[:-1]])
    ends = np.append(np.flatnonzero(differs) + 1, len(theirs))  # where each stay at a step is over
    place = np.searchsorted(theirs, acts, side="right")
    there = theirs[np.minimum(place, len(theirs) - 1)]
    stays = (place < len(theirs)) & (row[there] == row[acts]) & (steps[there] == steps[acts])
    place[stays] = ends[np.searchsorted(ends, place[stays], side="right")]
    some = place < len(theirs)
    acts, then = acts[some], theirs[place[some]]
    same = row[acts] == row[then]
    acts, then = acts[same], then[same]
    return steps[acts].astype(np.int64), steps[then].astype(np.int64), row[acts]
