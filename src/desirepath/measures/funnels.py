"""Funnels: how many get from the first step to the last, in order, within a time.

The question and its fold. A funnel's steps are sets of nodes; other nodes may occur between them. How
a journey is followed through them is in `passages`, what makes no sense to ask in `funnel_checks`.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
import pyarrow as pa

from desirepath.journeys import Journeys, LensTable, Split, WholeLife
from desirepath.measures.arrays import Int64s
from desirepath.measures.asked import Asked
from desirepath.measures.columns import Column, estimate_columns, named, sample_columns, whole
from desirepath.measures.first_passages import FirstPassages, room_for_firsts
from desirepath.measures.framing import Frame
from desirepath.measures.funnel_checks import DAY_US, Exclusion, check
from desirepath.measures.intervals import Clustered, Estimates, Floats, share_estimates
from desirepath.measures.passages import (
    LONGEST_US,
    NO_WINDOW,
    SUMS,
    Followed,
    follow_any_order,
    follow_in_order,
)
from desirepath.measures.quantiles import nearest_rank
from desirepath.records import Record

__all__ = ["Exclusion", "Funnel", "Reached"]

# Columns of `sums`, one row a step, h being the passages of a person:
# Σ h, journeys and persons with one, Σ h², Σ h · those of the first step, Σ h · those of the step before.
PASSAGES, JOURNEYS, PEOPLE, SQUARES, TIMES_FIRST, TIMES_PREVIOUS = range(SUMS)


class Reached(Record):
    """The partial answer: sums by step, and how long the passages took (step 1 takes no time)."""

    sums: Int64s
    from_first_us: list[Int64s]  # by step, one a passage whose time is known
    from_previous_us: list[Int64s]


class Funnel(Asked, tag_field="measure", tag="funnel"):
    """How many get from A to B to C: journeys that pass the steps in order, others between or not.

    A step is a node or a list of nodes (any of them). A **passage** of steps 1 … k is k different
    interactions of one journey, one for each step, such that

    - `order` "ordered": each is later than the one before in the total order, others may lie between;
      "strict": each follows the one before at once (what the lens hides does not lie between, nor
      does a repeat that it collapses); "unordered": they come in any order;
    - with `within_days`, the last happened no later than that after the first (inclusive);
    - no node of `exclude` lies between: a name voids the attempt anywhere between its first and its
      last interaction, an `Exclusion` between step `after` and the next.

    A journey reaches step k when it has a passage of steps 1 … k. With `reentry` "once" it counts once;
    with "total" step k counts the most passages of steps 1 … k that it makes one after another, each
    beginning after the one before has ended. Any interaction of step 1 may begin a passage. Interactions
    without a time (`order_only`) cannot be shown to lie within a window, so with one they do not count.

    Columns, one row a step: `step` from 1, `node` (alternatives joined with " | "), `passages` ("once":
    = `journeys`), `journeys` and `subjects` with one, `share_of_first`, `share_of_previous` (of the
    passages of step 1 and of the step before) with 95 % intervals (`intervals.share_estimates`),
    `time_from_first_p50_us`, `_p90_us`: how long a passage took from its first interaction to its last
    (nearest rank; the passage that ends first, of those the one that starts last),
    `time_from_previous_p50_us`, `_p90_us`: from the latest step before that leads there (null where
    there is no order), `n` = passages of the step before (of step 1: its own).
    Step 1 has share_of_first 1 and takes no time, by definition. A funnel never grows.

    QuestionError for a window that is not above 0, an exclusion that one of the steps beside it wants,
    one by step in a funnel without order, one in a strict funnel, and two steps of an unordered funnel
    that share some nodes but not all.

    >>> Funnel(lens="channel", steps=["email", ["website", "app"]], within_days=7).steps
    ['email', ['website', 'app']]
    >>> Funnel(steps=["cart"], within_days=0)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    desirepath.errors.QuestionError: Expected within_days to be above 0 and to end, found 0. ... no limit.
    """

    steps: list[str | list[str]]
    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    order: Literal["ordered", "strict", "unordered"] = "ordered"
    within_days: float | None = None
    exclude: list[str | Exclusion] = []
    reentry: Literal["once", "total"] = "once"

    def _check(self) -> None:
        check([_nodes(step) for step in self.steps], self.order, self.within_days, self.exclude)

    def scan(self, journeys: Journeys, frame: Frame) -> Reached:
        """Follow the journeys of one partition through the steps."""
        nobody = room_for_firsts(0, len(self.steps))
        found = self._followed(journeys, frame, nobody, once=self.reentry == "once")
        sums, first, previous, ends = found
        return Reached(
            sums=sums,
            from_first_us=_by_step(first, ends[:, 0]),
            from_previous_us=_by_step(previous, ends[:, 1]),
        )

    def first_passages(self, journeys: Journeys, frame: Frame) -> FirstPassages:
        """Where each journey of one partition first comes to each step; whom `journeys` of a row counts."""
        firsts = room_for_firsts(len(journeys.state), len(self.steps))
        self._followed(journeys, frame, firsts, once=True)
        return firsts

    def _followed(self, journeys: Journeys, frame: Frame, firsts: FirstPassages, *, once: bool) -> Followed:
        arrays = (journeys.offsets, journeys.nodes, journeys.happened_at_us, journeys.subject)
        wanted, steps = self._wanted(frame), len(self.steps)
        if self.order == "unordered":
            voids = self._voids(frame)
            return follow_any_order(*arrays, *wanted, voids, steps, self._window(), once, firsts.ends)
        gaps = _by_node(self._gaps(frame), len(frame.nodes))
        strict = self.order == "strict"
        return follow_in_order(
            *arrays, *wanted, *gaps, steps, self._window(), strict, once, firsts.ends, firsts.before
        )

    def merge(self, *partials: Reached) -> Reached:
        """The sums and times of several parts."""
        sums = np.zeros((len(self.steps), SUMS), np.int64)
        for partial in partials:
            sums += partial.sums
        return Reached(
            sums=sums,
            from_first_us=_joined([partial.from_first_us for partial in partials], len(sums)),
            from_previous_us=_joined([partial.from_previous_us for partial in partials], len(sums)),
        )

    def finish(self, partial: Reached, frame: Frame) -> pa.Table:  # noqa: ARG002 - every finish is given its frame
        """The table: one row a step."""
        sums = partial.sums
        first, previous = np.zeros(len(sums), np.int64), np.maximum(np.arange(len(sums)) - 1, 0)
        of_first = share_estimates(_clustered(sums, sums[:, TIMES_FIRST], first))
        of_previous = share_estimates(_clustered(sums, sums[:, TIMES_PREVIOUS], previous))
        begun = bool(sums[0, PASSAGES])
        return pa.table(
            {
                "step": whole(np.arange(1, len(sums) + 1)),
                "node": named([" | ".join(_nodes(step)) for step in self.steps]),
                "passages": whole(sums[:, PASSAGES]),
                "journeys": whole(sums[:, JOURNEYS]),
                "subjects": whole(sums[:, PEOPLE]),
                **estimate_columns("share_of_first", _at_first(of_first, 1.0 if begun else np.nan)),
                **estimate_columns("share_of_previous", _at_first(of_previous, np.nan)),
                **_times("time_from_first", partial.from_first_us, 0 if begun else None),
                **_times("time_from_previous", partial.from_previous_us, None),
                **sample_columns(sums[previous, PASSAGES]),
            }
        )

    def _window(self) -> int:
        days = self.within_days
        return NO_WINDOW if days is None else min(round(days * DAY_US), LONGEST_US)

    def _wanted(self, frame: Frame) -> tuple[Int64s, Int64s]:
        """For every node the steps that want it, the last first where they have an order."""
        wanted = [_numbers(_nodes(step), frame) for step in self.steps]
        return _by_node(wanted, len(frame.nodes), backwards=self.order != "unordered")

    def _voids(self, frame: Frame) -> Int64s:
        """1 at every node that voids whatever is under way."""
        voids = np.zeros(len(frame.nodes), np.int64)
        voids[[frame.node(name) for name in self.exclude if isinstance(name, str)]] = 1
        return voids

    def _gaps(self, frame: Frame) -> list[list[int]]:
        """For every gap between two steps the nodes that void an attempt there."""
        gaps: list[set[int]] = [set() for _ in self.steps[1:]]
        for one in self.exclude:
            if isinstance(one, str):
                for gap in gaps:
                    gap.add(frame.node(one))
            else:
                gaps[one.after - 1].update(_numbers(one.nodes, frame))
        return [sorted(gap) for gap in gaps]


def _nodes(step: str | list[str]) -> list[str]:
    return [step] if isinstance(step, str) else step


def _numbers(names: Sequence[str], frame: Frame) -> list[int]:
    return [frame.node(name) for name in dict.fromkeys(names)]


def _by_node(wanted: list[list[int]], nodes: int, *, backwards: bool = False) -> tuple[Int64s, Int64s]:
    """For every node the places of the lists it is in: places[starts[node] : starts[node + 1]]."""
    pairs = [(node, -place if backwards else place) for place, some in enumerate(wanted) for node in some]
    pairs.sort()
    starts = np.searchsorted([node for node, _ in pairs], np.arange(nodes + 1))
    return starts, np.array([abs(place) for _, place in pairs], np.int64)


def _by_step(times: Int64s, ends: Int64s) -> list[Int64s]:
    return [times[start:end] for start, end in pairwise([0, *ends.tolist()])]


def _joined(parts: list[list[Int64s]], steps: int) -> list[Int64s]:
    none = np.empty(0, np.int64)
    return [np.concatenate([none, *(part[step] for part in parts)]) for step in range(steps)]


def _times(name: str, taken: list[Int64s], at_first: int | None) -> dict[str, Column]:
    return {
        f"{name}_p{percent}_us": whole([at_first, *(nearest_rank(times, percent) for times in taken[1:])])
        for percent in (50, 90)
    }


def _clustered(sums: Int64s, products: Int64s, base: Int64s) -> Clustered:
    return Clustered(
        hits=sums[:, PASSAGES],
        rows=sums[base, PASSAGES],
        people=sums[base, PEOPLE],
        hits_squared=sums[:, SQUARES],
        hits_rows=products,
        rows_squared=sums[base, SQUARES],
    )


def _at_first(estimates: Estimates, known: float) -> Estimates:
    """The estimates with another first value, which is known without an interval of its own."""

    def replaced(column: Floats) -> Floats:
        return np.concatenate([[known], column[1:]])

    return Estimates(
        value=replaced(estimates.value), low=replaced(estimates.low), high=replaced(estimates.high)
    )
