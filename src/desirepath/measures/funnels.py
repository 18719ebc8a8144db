"""Funnels: how many get from the first step to the last, in order, within a time.

The question, its fold and its kernel. A funnel's steps are sets of nodes; other nodes may occur
between them.
"""

from math import isfinite

import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.journeys import UNKNOWN_TIME, Journeys, Split, WholeLife, compiled
from desirepath.measures.arrays import Int32s, Int64s
from desirepath.measures.columns import estimate_columns, named, sample_columns, whole
from desirepath.measures.framing import Frame
from desirepath.measures.intervals import Clustered, Estimates, Floats, share_estimates
from desirepath.measures.quantiles import nearest_rank
from desirepath.records import Record

__all__ = ["Funnel", "Reached"]

DAY_US = 86_400_000_000
NO_WINDOW = np.iinfo(np.int64).max
# Columns of `sums`, one row a step, h being the journeys of a person that reached the step:
# Σ h, persons, Σ h², Σ h · those at the first step, Σ h · those at the step before.
JOURNEYS, PEOPLE, SQUARES, TIMES_FIRST, TIMES_PREVIOUS = range(5)


class Reached(Record):
    """The partial answer: sums by step, and how long it took each journey to get there."""

    sums: Int64s
    durations_us: list[Int64s]  # by step, one a journey that reached it and whose time is known


class Funnel(Record, tag_field="measure", tag="funnel"):
    """How many get from A to B to C: journeys that pass the steps in order, others between or not.

    A step is a node or a list of nodes (any of them). A journey reaches step k when some k of its
    interactions, each strictly later than the one before in the total order, match steps 1 … k in
    order, and, with `within_days`, the k-th happened no later than that after the first (inclusive).
    Any occurrence of step 1 may begin. Interactions without a time (`order_only`) cannot be shown to
    lie within a window, so with one they do not count; without one they do.

    Columns, one row a step: `step` from 1, `node` (alternatives joined with " | "), `journeys` and
    `subjects` that reached it, `share_of_first`, `share_of_previous` (of the journeys at step 1 and
    at the step before) with 95 % intervals (`intervals.share_estimates`), `median_time_us` from
    step 1 (nearest rank over journeys: at the first moment the step is reached, since the latest
    step 1 it can be reached from), `n` = journeys at the step before (at step 1: its own).
    Step 1 has share_of_first 1 by definition and no share_of_previous. A funnel never grows.

    >>> Funnel(lens="channel", steps=["email", ["website", "app"]], within_days=7).steps
    ['email', ['website', 'app']]
    >>> Funnel(steps=["cart"], within_days=0)
    Traceback (most recent call last):
    ...
    desirepath.errors.QuestionError: Expected within_days to be above 0, found 0. Leave it out for no limit.
    """

    steps: list[str | list[str]]
    lens: str = "touchpoint"
    split: Split = WholeLife()
    within_days: float | None = None

    def __post_init__(self) -> None:
        if not self.steps or not all(self.steps):
            raise QuestionError("A funnel needs at least one step, and every step at least one node.")
        days = self.within_days
        if days is not None and not (isfinite(days) and 0 < days * DAY_US < NO_WINDOW):
            raise QuestionError(
                f"Expected within_days to be above 0, found {days:g}. Leave it out for no limit."
            )

    def scan(self, journeys: Journeys, frame: Frame) -> Reached:
        """Follow the journeys of one partition through the steps."""
        starts, steps = self._steps_by_node(frame)
        window = NO_WINDOW if self.within_days is None else round(self.within_days * DAY_US)
        depth, took = follow_steps(
            journeys.offsets, journeys.nodes, journeys.happened_at_us, starts, steps, len(self.steps), window
        )
        mine = _by_person(depth, journeys.subject, len(self.steps))
        previous = np.concatenate([mine[:1], mine[:-1]])
        sums = [mine.sum(axis=1), np.count_nonzero(mine, axis=1)]
        sums += [
            np.einsum("sp,sp->s", mine, other)
            for other in (mine, np.broadcast_to(mine[0], mine.shape), previous)
        ]
        return Reached(
            sums=np.stack(sums, axis=1), durations_us=[times[times != UNKNOWN_TIME] for times in took]
        )

    def merge(self, *partials: Reached) -> Reached:
        """The sums and durations of several parts."""
        sums = np.zeros((len(self.steps), 5), np.int64)
        none = np.empty(0, np.int64)
        for partial in partials:
            sums += partial.sums
        durations = [
            np.concatenate([none, *(partial.durations_us[step] for partial in partials)])
            for step in range(len(self.steps))
        ]
        return Reached(sums=sums, durations_us=durations)

    def finish(self, partial: Reached, frame: Frame) -> pa.Table:  # noqa: ARG002 - every finish is given its frame
        """The table: one row a step."""
        sums = partial.sums
        first, previous = np.zeros(len(sums), np.int64), np.maximum(np.arange(len(sums)) - 1, 0)
        of_first = share_estimates(_clustered(sums, sums[:, TIMES_FIRST], first))
        of_previous = share_estimates(_clustered(sums, sums[:, TIMES_PREVIOUS], previous))
        return pa.table(
            {
                "step": whole(np.arange(1, len(sums) + 1)),
                "node": named([_label(step) for step in self.steps]),
                "journeys": whole(sums[:, JOURNEYS]),
                "subjects": whole(sums[:, PEOPLE]),
                **estimate_columns("share_of_first", _at_first(of_first, 1.0)),
                **estimate_columns("share_of_previous", _at_first(of_previous, np.nan)),
                "median_time_us": whole([nearest_rank(durations) for durations in partial.durations_us]),
                **sample_columns(sums[previous, JOURNEYS]),
            }
        )

    def _steps_by_node(self, frame: Frame) -> tuple[Int64s, Int64s]:
        """For every node the steps it matches, the last first: steps[starts[node] : starts[node + 1]]."""
        matched: list[list[int]] = [[] for _ in frame.nodes]
        for number, step in reversed(list(enumerate(self.steps))):
            for name in {step} if isinstance(step, str) else set(step):
                matched[frame.node(name)].append(number)
        starts = np.cumsum([0, *map(len, matched)])
        return starts, np.array([number for numbers in matched for number in numbers], np.int64)


def _by_person(depth: Int64s, subjects: Int32s, steps: int) -> Int64s:
    """How many journeys of each person reached each step: steps × persons."""
    reached = (depth > np.arange(steps)[:, np.newaxis]).astype(np.int64)
    first = np.flatnonzero(np.diff(subjects, prepend=-1))
    return np.add.reduceat(reached, first, axis=1) if len(first) else reached


def _label(step: str | list[str]) -> str:
    return step if isinstance(step, str) else " | ".join(step)


def _clustered(sums: Int64s, products: Int64s, base: Int64s) -> Clustered:
    return Clustered(
        hits=sums[:, JOURNEYS],
        rows=sums[base, JOURNEYS],
        people=sums[base, PEOPLE],
        hits_squared=sums[:, SQUARES],
        hits_rows=products,
        rows_squared=sums[base, SQUARES],
    )


def _at_first(estimates: Estimates, value: float) -> Estimates:
    known = value if estimates.value[0] == 1.0 else np.nan  # a first step that nobody reached

    def replaced(column: Floats) -> Floats:
        return np.concatenate([[known], column[1:]])

    return Estimates(
        value=replaced(estimates.value), low=replaced(estimates.low), high=replaced(estimates.high)
    )


@compiled
def follow_steps(  # noqa: PLR0917 - one pass over all interactions; a kernel takes no keywords
    offsets: Int64s, nodes: Int32s, times: Int64s, starts: Int64s, steps: Int64s, step_count: int, window: int
) -> tuple[Int64s, Int64s]:  # fmt: skip
    """How many steps each journey reached, and how long each took from the first, where that is known.

    One pass over the interactions. `began[k]` is the latest interaction of step 1 from which steps
    1 … k were passed so far: the latest start is the one whose window lasts longest, so no other
    needs to be kept. Steps are tried from the last down, so that one interaction never serves two.
    """
    journeys = len(offsets) - 1
    depth = np.zeros(journeys, np.int64)
    took = np.full((step_count, journeys), UNKNOWN_TIME, np.int64)
    began = np.empty(step_count, np.int64)
    for journey in range(journeys):
        began[:] = -1
        for at in range(offsets[journey], offsets[journey + 1]):
            if window != NO_WINDOW and times[at] == UNKNOWN_TIME:
                continue
            for one in range(starts[nodes[at]], starts[nodes[at] + 1]):
                step = steps[one]
                start = at if step == 0 else began[step - 1]
                if start < 0 or (window != NO_WINDOW and times[at] - times[start] > window):
                    continue
                began[step] = start
                if depth[journey] == step:
                    depth[journey] = step + 1
                    if times[at] != UNKNOWN_TIME and times[start] != UNKNOWN_TIME:
                        took[step, journey] = times[at] - times[start]
    return depth, took
