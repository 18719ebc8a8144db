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
    Lens,
    Store,
    WholeLife,
    compiled,
    cut,
    each_of,
)
from desirepath.maps import day_text
from desirepath.records import Record

Bools = npt.NDArray[np.bool_]
Int8s = npt.NDArray[np.int8]
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
    span, people = np.array([NEVER, UNKNOWN_TIME], np.int64), 0
    for number, timelines in enumerate(each_of(store.partitions)):
        valence = timelines.valence_milli
        people += add_census(
            timelines.offsets,
            timelines.kinds,
            timelines.happened_at_us,
            np.empty(0, np.int32) if valence is None else valence,
            np.ones(len(timelines.subjects), np.bool_) if mask is None else mask[number],
            as_of_us,
            counts,
            answers,
            span,
        )
    first, last = span.tolist()
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
    for number, timelines in enumerate(each_of(store.partitions)):
        chosen = None if mask is None else mask[number]
        journeys = cut(timelines, lens, WholeLife(), as_of_us=as_of_us, mask=chosen)
        add_wins(journeys.offsets, journeys.nodes, journeys.subject, wins)
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


@compiled
def add_wins(offsets: Int64s, nodes: Int32s, subjects: Int32s, wins: Int64s) -> None:
    """Add who came to which node before which other; a person's journeys stand together, in order."""
    seen_by, order = np.full(len(wins), -1, np.int64), np.empty(len(wins), np.int64)
    held = 0
    for journey in range(len(subjects)):
        for at in range(offsets[journey], offsets[journey + 1]):
            node = nodes[at]
            if seen_by[node] != subjects[journey]:
                seen_by[node] = subjects[journey]
                order[held] = node
                held += 1
        if journey + 1 == len(subjects) or subjects[journey + 1] != subjects[journey]:
            for first in range(held):
                for later in range(first + 1, held):
                    wins[order[first], order[later]] += 1
            held = 0


@compiled
def add_census(  # noqa: PLR0917 - a kernel takes no keywords
    offsets: Int64s,
    kinds: Int32s,
    times: Int64s,
    valence: Int32s,
    chosen: Bools,
    as_of_us: int,
    counts: Int64s,
    answers: Int64s,
    span: Int64s,
) -> int:
    """Add the steps of a partition; how many of its people have one. Empty `valence`: none has a score."""
    people = 0
    for person in range(len(chosen)):
        any_yet = False
        for at in range(offsets[person], offsets[person + 1] if chosen[person] else offsets[person]):
            time = times[at]
            if time > as_of_us:
                continue
            any_yet = True
            counts[kinds[at]] += 1
            answers[kinds[at]] += len(valence) > 0 and valence[at] != UNKNOWN_VALENCE
            if time != UNKNOWN_TIME:
                span[0], span[1] = min(span[0], time), max(span[1], time)
        people += any_yet
    return people
