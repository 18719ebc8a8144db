"""Plain counts that a draft needs before any question is asked: per kind, per period, who comes first.

Integers only, summed over partitions, so that the order of partitions does not matter.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.journeys import (
    UNKNOWN_TIME,
    UNKNOWN_VALENCE,
    Journeys,
    Lens,
    Store,
    Timelines,
    WholeLife,
    cut,
)
from desirepath.maps import day_text
from desirepath.records import Record

Bools = npt.NDArray[np.bool_]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Mask = Sequence[Bools] | None
NEVER = np.iinfo(np.int64).max
MOSTLY = 0.9


class Census(Record):
    """How much there is, of the people asked about, not later than `as_of`."""

    interactions: Int64s  # by kind code
    answers: Int64s  # by kind code: those of them that carry a score
    people: int  # with at least one interaction
    first_at_us: int | None
    last_at_us: int | None

    @property
    def is_answer(self) -> Bools:
        """Which kinds are answers to a question: nearly all of them carry a score."""
        mostly: Bools = (self.interactions > 0) & (self.answers >= MOSTLY * self.interactions)
        return mostly


def census(store: Store, *, mask: Mask, as_of_us: int) -> Census:
    """Counts of a store by kind; interactions known only by their order count, but have no time."""
    size = kind_count(store)
    counts, answers = np.zeros(size, np.int64), np.zeros(size, np.int64)
    people, first, last = 0, NEVER, UNKNOWN_TIME
    for number, timelines in enumerate(store.partitions):
        keep = timelines.happened_at_us <= as_of_us
        if mask is not None:
            keep &= np.repeat(mask[number], np.diff(timelines.offsets))
        counts += np.bincount(timelines.kinds[keep], minlength=size)[:size]
        if timelines.valence_milli is not None:
            rated = timelines.kinds[keep & (timelines.valence_milli != UNKNOWN_VALENCE)]
            answers += np.bincount(rated, minlength=size)[:size]
        people += int(np.count_nonzero(_per_subject(keep, timelines)))
        times = timelines.happened_at_us[keep & (timelines.happened_at_us != UNKNOWN_TIME)]
        if len(times):
            first, last = min(first, int(times.min())), max(last, int(times.max()))
    known = last != UNKNOWN_TIME
    return Census(
        interactions=counts,
        answers=answers,
        people=people,
        first_at_us=first if known else None,
        last_at_us=last if known else None,
    )


def period_of(store: Store, *, mask: Mask, as_of_us: int, zone: str) -> str | None:
    """The days that what is known of these people covers: "2025-01-01/2025-12-31"; None without any time."""
    counted = census(store, mask=mask, as_of_us=as_of_us)
    if counted.first_at_us is None or counted.last_at_us is None:
        return None
    return f"{day_text(counted.first_at_us, zone=zone)}/{day_text(counted.last_at_us, zone=zone)}"


def kind_count(store: Store) -> int:
    """How many kind codes a table by code needs room for."""
    return kind_size(store.kinds)


def kind_size(kinds: pa.Table) -> int:
    """The same of a table of kinds."""
    return int(kinds["code"].to_numpy().max()) + 1 if kinds.num_rows else 0


def precedence(store: Store, lens: Lens, *, mask: Mask, as_of_us: int) -> Int64s:
    """Entry [a, b]: how many people were at node a before they ever were at node b, of those at both."""
    size = len(lens.nodes)
    wins = np.zeros((size, size), np.int64)
    for number, timelines in enumerate(store.partitions):
        chosen = None if mask is None else mask[number]
        journeys = cut(timelines, lens, WholeLife(), as_of_us=as_of_us, mask=chosen)
        first = _first_positions(journeys, size)
        for node in range(size):
            wins[node] += np.count_nonzero((first[:, [node]] < first) & (first < NEVER), axis=0)
    return wins


def in_order(nodes: Sequence[int], wins: Int64s) -> list[int]:
    """Nodes by how early people come to them: the mean, over the others, of the share that was here first.

    >>> in_order([0, 1, 2], np.array([[0, 1, 0], [9, 0, 8], [5, 2, 0]]))
    [1, 2, 0]
    """

    def earliness(node: int) -> float:
        shares = []
        for other in nodes:
            both = int(wins[node, other] + wins[other, node])
            if other != node:
                shares.append(int(wins[node, other]) / both if both else 0.5)
        return sum(shares) / len(shares) if shares else 0.5

    return sorted(nodes, key=lambda node: -earliness(node))


def _first_positions(journeys: Journeys, size: int) -> Int64s:
    rows, subject = np.unique(journeys.subject, return_inverse=True)
    first = np.full((len(rows), size), NEVER, np.int64)
    owner = np.repeat(subject, np.diff(journeys.offsets))
    np.minimum.at(first, (owner, journeys.nodes), journeys.position)
    return first


def _per_subject(keep: Bools, timelines: Timelines) -> Int64s:
    counted = np.concatenate([[0], np.cumsum(keep)])
    per_subject: Int64s = counted[timelines.offsets[1:]] - counted[timelines.offsets[:-1]]
    return per_subject
