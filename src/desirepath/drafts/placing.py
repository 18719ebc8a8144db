"""Where on a map something that was told belongs: the step of the interaction that carries it, or is meant.

The same rule as the measure `Emotion` has for scores. A told thing that is no answer (a ticket, a chat)
belongs to its own step; an answer belongs to what it names, else to what came last before it.
"""

import ibis
import numpy as np
import numpy.typing as npt

from desirepath.drafts.counting import Bools, Int64s, Mask
from desirepath.drafts.fact_sets import fact_set
from desirepath.drafts.finding_places import Asked
from desirepath.drafts.step_lenses import step_codes, step_ids
from desirepath.engines import Engine
from desirepath.journeys import UNKNOWN_TIME, UNKNOWN_VALENCE, Store, Timelines, WholeLife, each_of
from desirepath.maps import JourneyMap
from desirepath.records import Record

DAY_US = 86_400_000_000
NOWHERE = -1
Ints = npt.NDArray[np.int32]


class Telling(Record):
    """Where the words and reasons of the people on a map are found."""

    store: Store
    interactions: ibis.Table
    engine: Engine
    whom: Asked


def telling(store: Store, interactions: ibis.Table, engine: Engine, *, mask: Mask = None) -> Telling:
    """The words and reasons of the people in `mask`, as of the store's last moment."""
    whom = Asked(split=WholeLife(), mask=mask, as_of_us=store.as_of_us, goal=[], zone="UTC")
    return Telling(store=store, interactions=interactions, engine=engine, whom=whom)


class Placed(Record):
    """A fact that stands at a step of the map."""

    fact: int
    step: str
    person: tuple[int, int]  # partition and row: to tell people apart, not to name them
    valence: float | None  # of the score given with it


def place(
    telling: Telling, journey_map: JourneyMap, facts: Int64s, *, window_days: float = 14.0
) -> list[Placed]:
    """The facts among these that belong to a step, in the order of the timelines; the others are left out."""
    store, mask, as_of_us = telling.store, telling.whom.mask, telling.whom.as_of_us
    codes, steps = step_codes(journey_map, store.kinds), step_ids(journey_map)
    window_us = round(window_days * DAY_US)
    wanted, found = fact_set(facts), []
    for number, timelines in enumerate(each_of(store.partitions)):
        nodes = codes[timelines.kinds]
        positions = np.flatnonzero(wanted.has(timelines.fact) & (timelines.happened_at_us <= as_of_us))
        rows = np.searchsorted(timelines.offsets, positions, side="right") - 1
        for position, row in zip(positions.tolist(), rows.tolist(), strict=True):
            if mask is not None and not mask[number][row]:
                continue
            node = _node(timelines, nodes, position=position, row=row, window_us=window_us)
            if node != NOWHERE:
                found.append(
                    Placed(
                        fact=int(timelines.fact[position]),
                        step=steps[node],
                        person=(number, row),
                        valence=_valence(timelines, position),
                    )
                )
    return found


def within(telling: Telling, facts: Int64s) -> Int64s:
    """Those of these facts that the people on the map did, not later than it looks; in order."""
    mask, wanted, found = telling.whom.mask, fact_set(facts), [np.empty(0, np.int64)]
    for number, timelines in enumerate(each_of(telling.store.partitions)):
        keep = timelines.happened_at_us <= telling.whom.as_of_us
        if mask is not None:
            keep &= np.repeat(mask[number], np.diff(timelines.offsets))
        found.append(timelines.fact[keep & wanted.has(timelines.fact)])
    return np.sort(np.concatenate(found))


def _node(timelines: Timelines, nodes: Ints, *, position: int, row: int, window_us: int) -> int:
    if not _is_answer(timelines, position) and nodes[position] >= 0:
        return int(nodes[position])
    start, end = int(timelines.offsets[row]), int(timelines.offsets[row + 1])
    own = np.arange(start, end)
    shown = own[(nodes[start:end] >= 0) & ~_answers(timelines, start, end) & (own != position)]
    named = _naming(timelines, shown, position)
    if len(named):
        before = named[named < position]
        return int(nodes[before[-1] if len(before) else named[0]])
    before = shown[(shown < position) & (timelines.happened_at_us[shown] != UNKNOWN_TIME)]
    if not len(before) or timelines.happened_at_us[position] == UNKNOWN_TIME:
        return NOWHERE
    silence = int(timelines.happened_at_us[position] - timelines.happened_at_us[before[-1]])
    return int(nodes[before[-1]]) if silence <= window_us else NOWHERE


def _naming(timelines: Timelines, shown: Int64s, position: int) -> Int64s:
    """The shown steps that name the same order, ticket or visit as this one."""
    if timelines.about is None or timelines.about[position] == 0:
        return shown[:0]
    same: Int64s = shown[timelines.about[shown] == timelines.about[position]]
    return same


def _answers(timelines: Timelines, start: int, end: int) -> Bools:
    if timelines.valence_milli is None:
        return np.zeros(end - start, np.bool_)
    rated: Bools = timelines.valence_milli[start:end] != UNKNOWN_VALENCE
    return rated


def _is_answer(timelines: Timelines, position: int) -> bool:
    return bool(_answers(timelines, position, position + 1)[0])


def _valence(timelines: Timelines, position: int) -> float | None:
    if timelines.valence_milli is None or not _is_answer(timelines, position):
        return None
    return int(timelines.valence_milli[position]) / 1000
