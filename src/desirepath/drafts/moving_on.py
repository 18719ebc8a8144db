"""How long it takes from a step to the next one: of those who went on, from their first visit.

The measure `Stages` also counts the stay of those whose journey ends in a stage; a map asks only how long
those who moved on were on their way. One vectorised pass over each partition.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from desirepath.drafts.counting import Int64s, Mask
from desirepath.drafts.step_lenses import Column, as_stages
from desirepath.journeys import UNKNOWN_TIME, Journeys, Split, Store, cut, lens_by


def times_to_next(
    store: Store, columns: Sequence[Column], *, split: Split, mask: Mask, as_of_us: int
) -> pa.Table:
    """node, median time to the next step (µs; null where nobody is known to have gone on), and how many did.

    The median is the nearest rank over journeys of: first step at another node − first visit's first step.
    """
    lens = lens_by("stage", store.kinds, as_stages(columns))
    taken: list[list[Int64s]] = [[] for _ in lens.nodes]
    for number, timelines in enumerate(store.partitions):
        chosen = None if mask is None else mask[number]
        journeys = cut(timelines, lens, split, as_of_us=as_of_us, mask=chosen)
        nodes, times = _first_visits_left(journeys, len(lens.nodes))
        for node in range(len(lens.nodes)):
            taken[node].append(times[nodes == node])
    all_times = [np.sort(np.concatenate(each)) if each else np.empty(0, np.int64) for each in taken]
    return pa.table(
        {
            "node": pa.array(lens.nodes, pa.string()),
            "time_to_next_p50_us": pa.array([_median(each) for each in all_times], pa.int64()),
            "time_to_next_p50_us_n": pa.array([len(each) for each in all_times], pa.int64()),
        }
    )


def _first_visits_left(journeys: Journeys, size: int) -> tuple[Int64s, Int64s]:
    """The nodes that journeys left for another, with the time it took after the first coming there."""
    owner = np.repeat(np.arange(len(journeys.offsets) - 1), np.diff(journeys.offsets))
    nodes = journeys.nodes.astype(np.int64)
    begins = np.ones(len(nodes), np.bool_)
    begins[1:] = (nodes[1:] != nodes[:-1]) | (owner[1:] != owner[:-1])
    runs = np.flatnonzero(begins)
    if len(runs) < 2:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    _, first = np.unique(owner[runs] * size + nodes[runs], return_index=True)
    first = first[first + 1 < len(runs)]
    here, after = runs[first], runs[first + 1]
    start, end = journeys.happened_at_us[here], journeys.happened_at_us[after]
    known = (owner[here] == owner[after]) & (start != UNKNOWN_TIME) & (end != UNKNOWN_TIME)
    return nodes[here[known]], (end - start)[known]


def _median(times: Int64s) -> int | None:
    """The nearest rank: the smallest value that at least half are not above."""
    return int(times[(len(times) + 1) // 2 - 1]) if len(times) else None
