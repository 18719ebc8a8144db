"""What customers do after the organisation did something: their next step, counted over people's lives.

Integers only: how often the organisation acted at a step, and where the customer's next interaction was.
"""

import numpy as np

from desirepath.drafts.counting import Bools, Int8s, Int32s, Int64s, Mask
from desirepath.drafts.step_lenses import step_codes, step_ids
from desirepath.journeys import ORGANISATION, Store, compiled, each_of
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
    codes, steps = step_codes(journey_map, store.kinds).astype(np.int64), len(step_ids(journey_map))
    counts = np.zeros((3, len(codes)), np.int64)
    then, then_people = np.zeros((steps, steps), np.int64), np.zeros((steps, steps), np.int64)
    for number, timelines in enumerate(each_of(store.partitions)):
        add_begun(
            timelines.offsets,
            timelines.kinds,
            timelines.happened_at_us,
            np.empty(0, np.int8) if timelines.initiator is None else timelines.initiator,
            np.ones(len(timelines.subjects), np.bool_) if mask is None else mask[number],
            codes,
            as_of_us,
            counts,
            then,
            then_people,
        )
    of_kind, kinds, people = counts
    return Begun(
        kinds=kinds,
        of_kind=of_kind,
        people=people,
        acts=then.sum(axis=1),
        then=then,
        then_people=then_people,
    )


@compiled
def add_begun(  # noqa: PLR0917 - one pass over all steps; a kernel takes no keywords
    offsets: Int64s,
    kinds: Int32s,
    times: Int64s,
    initiator: Int8s,
    chosen: Bools,
    codes: Int64s,
    as_of_us: int,
    counts: Int64s,
    then: Int64s,
    then_people: Int64s,
) -> None:
    """Add a partition's steps; empty `initiator`: all are the customer's.

    Each life is read backwards, with the customer's nearest step ahead (`near`) and the nearest other one
    (`beyond`): what we do at a step leads to the nearest that is not this one. Interactions at no step are
    passed over, as the map does not show them.
    """
    of_kind, ours, people = counts[0], counts[1], counts[2]
    told_of, went = np.full(len(codes), -1, np.int64), np.full(then.shape, -1, np.int64)
    for person in range(len(chosen)):
        if not chosen[person]:
            continue
        near = beyond = -1
        for at in range(offsets[person + 1] - 1, offsets[person] - 1, -1):
            if times[at] > as_of_us:
                continue
            kind = kinds[at]
            step = codes[kind]
            of_kind[kind] += 1
            if len(initiator) == 0 or initiator[at] != ORGANISATION:
                if step >= 0 and step != near:
                    near, beyond = step, near
                continue
            ours[kind] += 1
            people[kind] += told_of[kind] != person
            told_of[kind] = person
            to = near if near != step else beyond
            if step >= 0 and to >= 0:
                then[step, to] += 1
                then_people[step, to] += went[step, to] != person
                went[step, to] = person
