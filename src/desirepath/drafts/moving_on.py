"""How long people stay at a step before they go on, and how many come back to it: a fold.

The measure `Stages` also counts the stay of those whose journey ends in a stage; a map asks only how long
those who moved on were on their way. Quantiles come with an interval, shares as everywhere.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from desirepath.drafts.counting import Int32s, Int64s
from desirepath.journeys import UNKNOWN_TIME, Journeys, Split, WholeLife, compiled
from desirepath.measures import Clustered, Frame, share_estimates
from desirepath.records import Record

QUANTILES = (50, 90)
HITS, ROWS, PEOPLE, HITS_SQUARED, HITS_ROWS, ROWS_SQUARED = range(6)


class Stays(Record):
    """What one partition, or several, contribute: times grouped by node, and sums of those who returned."""

    times_us: list[Int64s]  # by part
    people: list[Int32s]  # by part, whose each time is
    ends: list[Int64s]  # by part and node, where its times end
    returned: Int64s  # by node: sums over persons, of journeys that came back among those that came


class Staying(Record):
    """Of those who moved on from a node: how long after first coming there; and who came back to it.

    Columns, one row a node: `node`; `time_to_next_p50_us` and `_p90_us` with their 95 % intervals, over
    journeys of (first step at another node − first step of the first visit), the nearest rank, null where
    nobody is known to have gone on; `time_to_next_p50_us_n` and `_p90_us_n`, how many did;
    `returned_share` = journeys that came to the node again after another one / journeys that came there,
    with its interval and `returned_share_n`.

    The interval of a quantile is Woodruff's (1952): that of the share of times up to it, cluster-effective
    (`intervals.share_estimates`), read back as times.
    """

    lens: str = "step"
    split: Split = WholeLife()

    def scan(self, journeys: Journeys, frame: Frame) -> Stays:
        """The times and returns of one partition."""
        times, people, ends, returned = walk_steps(
            journeys.offsets,
            journeys.nodes,
            journeys.happened_at_us,
            journeys.subject,
            len(frame.nodes),
        )
        return Stays(times_us=[times], people=[people], ends=[ends], returned=returned)

    def merge(self, *partials: Stays) -> Stays:
        """The times and sums of several parts."""
        some = [part for part in partials if len(part.returned)]
        return Stays(
            times_us=[times for part in some for times in part.times_us],
            people=[people for part in some for people in part.people],
            ends=[ends for part in some for ends in part.ends],
            returned=np.sum([part.returned for part in some], axis=0) if some else np.empty((0, 6), np.int64),
        )

    def finish(self, partial: Stays, frame: Frame) -> pa.Table:
        """The table: one row a node."""
        count = len(frame.nodes)
        sums = partial.returned if len(partial.returned) else np.zeros((count, 6), np.int64)
        share = share_estimates(_clustered(sums))
        columns: dict[str, Any] = {"node": pa.array(frame.nodes, pa.string())}
        before = np.cumsum([0, *(int(whose.max(initial=-1)) + 1 for whose in partial.people)])
        found = [_quantiles(*_times_at(partial, before, node)) for node in range(count)]
        for place, percent in enumerate(QUANTILES):
            name = f"time_to_next_p{percent}_us"
            for end, suffix in enumerate(("", "_low", "_high")):
                columns[name + suffix] = pa.array([each[place][end] for each in found], pa.int64())
            columns[f"{name}_n"] = pa.array([each[place][3] for each in found], pa.int64())
        for suffix, values in (("", share.value), ("_low", share.low), ("_high", share.high)):
            columns[f"returned_share{suffix}"] = pa.array(values, pa.float64(), mask=np.isnan(values))
        return pa.table({**columns, "returned_share_n": pa.array(sums[:, ROWS], pa.int64())})


def _clustered(sums: Int64s) -> Clustered:
    return Clustered(
        hits=sums[:, HITS],
        rows=sums[:, ROWS],
        people=sums[:, PEOPLE],
        hits_squared=sums[:, HITS_SQUARED],
        hits_rows=sums[:, HITS_ROWS],
        rows_squared=sums[:, ROWS_SQUARED],
    )


def _times_at(partial: Stays, before: Int64s, node: int) -> tuple[Int64s, Int64s]:
    """All times at a node, and where each person's begin; `before` is how many persons come before a part."""
    times, people = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for number, ends in enumerate(partial.ends):
        part = slice(ends[node - 1] if node else 0, ends[node])
        times.append(partial.times_us[number][part])
        people.append(partial.people[number][part] + before[number])
    whose = np.concatenate(people)
    return np.concatenate(times), np.flatnonzero(np.diff(whose, prepend=-1))


def _quantiles(times: Int64s, starts: Int64s) -> list[tuple[int | None, int | None, int | None, int]]:
    """Each quantile with its interval and n; a person's times are side by side."""
    n = len(times)
    if not n:
        return [(None, None, None, 0)] * len(QUANTILES)
    ranks = [_rank(percent / 100, n) for percent in QUANTILES]
    ordered = np.partition(times, ranks)
    values = [int(ordered[rank]) for rank in ranks]
    bounds = [_bounds(times, starts, value) for value in values]
    ends = [_rank(share, n) for pair in bounds for share in pair]
    ordered = np.partition(times, ends)
    return [
        (value, int(ordered[ends[2 * at]]), int(ordered[ends[2 * at + 1]]), n)
        for at, value in enumerate(values)
    ]


def _rank(share: float, n: int) -> int:
    """The place of the nearest rank among n sorted values."""
    return min(max(int(np.ceil(share * n - 1e-9)), 1), n) - 1


def _bounds(times: Int64s, starts: Int64s, value: int) -> tuple[float, float]:
    """The 95 % interval of the share of times up to a value."""
    up_to = (times <= value).astype(np.int64)
    hits = up_to if len(starts) == len(times) else np.add.reduceat(up_to, starts)
    rows = np.diff(starts, append=len(times))
    sums = [up_to.sum(), len(times), len(starts), hits @ hits, hits @ rows, rows @ rows]
    found = share_estimates(_clustered(np.array([sums], np.int64)))
    return float(found.low[0]), float(found.high[0])


@compiled
def walk_steps(  # noqa: C901, PLR0917 - one pass over all interactions; a kernel takes no keywords
    offsets: Int64s, nodes: Int32s, times: Int64s, subjects: Int32s, count: int
) -> tuple[Int64s, Int32s, Int64s, Int64s]:
    """Times to the next node after first visits, grouped by node, whose they are, and where each node's end.

    And by node the sums over persons of journeys that came back. Journeys come subject by subject.
    """
    room = max(len(nodes), 1)
    at_node, took, whose = np.empty(room, np.int32), np.empty(room, np.int64), np.empty(room, np.int32)
    sums, mine = np.zeros((count, 6), np.int64), np.zeros((count, 2), np.int64)
    seen_in, back_in = np.full(count, -1, np.int64), np.full(count, -1, np.int64)
    touched, held, found = np.empty(count, np.int64), 0, 0
    for journey in range(len(subjects)):
        before, since = -1, UNKNOWN_TIME
        is_first = False
        for at in range(offsets[journey], offsets[journey + 1]):
            node = nodes[at]
            if node == before:
                continue
            if is_first and since != UNKNOWN_TIME and times[at] != UNKNOWN_TIME:
                at_node[found], took[found], whose[found] = before, times[at] - since, subjects[journey]
                found += 1
            is_first = seen_in[node] != journey
            if is_first:
                seen_in[node] = journey
                if mine[node, 1] == 0:
                    touched[held] = node
                    held += 1
                mine[node, 1] += 1
            elif back_in[node] != journey:
                back_in[node] = journey
                mine[node, 0] += 1
            before, since = node, times[at]
        if journey + 1 == len(subjects) or subjects[journey + 1] != subjects[journey]:
            add_people(touched[:held], mine, sums)
            held = 0
    times_us, people, ends = group_by_node(at_node[:found], took, whose, count)
    return times_us, people, ends, sums


@compiled
def add_people(touched: Int64s, mine: Int64s, sums: Int64s) -> None:
    """Add one person's journeys to the sums, and set them back to zero."""
    for node in touched:
        hits, rows = mine[node, 0], mine[node, 1]
        sums[node, 0] += hits
        sums[node, 1] += rows
        sums[node, 2] += 1
        sums[node, 3] += hits * hits
        sums[node, 4] += hits * rows
        sums[node, 5] += rows * rows
        mine[node, 0] = mine[node, 1] = 0


@compiled
def group_by_node(at_node: Int32s, took: Int64s, whose: Int32s, count: int) -> tuple[Int64s, Int32s, Int64s]:
    """The times grouped by node, in their order, whose they are, and where each node's end."""
    ends = np.zeros(count, np.int64)
    for one in at_node:
        ends[one] += 1
    ends = np.cumsum(ends)
    places = np.zeros(count, np.int64)
    places[1:] = ends[:-1]
    times, people = np.empty(len(at_node), np.int64), np.empty(len(at_node), np.int32)
    for one in range(len(at_node)):
        node = at_node[one]
        times[places[node]], people[places[node]] = took[one], whose[one]
        places[node] += 1
    return times, people, ends
