"""Stages: how each stage of the journey performs, in the order of the stage document."""

from typing import Literal

import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.journeys import OPEN, UNKNOWN_TIME, UNKNOWN_VALUE, Journeys, Split, WholeLife, compiled
from desirepath.measures.arrays import Bools, Int32s, Int64s
from desirepath.measures.asked import Asked
from desirepath.measures.columns import Column, named, sample_columns, share_columns, whole
from desirepath.measures.framing import Frame
from desirepath.measures.outcomes import COLUMNS, outcomes_by_node, read_outcomes, standing_at_end
from desirepath.measures.quantiles import nearest_rank
from desirepath.measures.survival import curve_of, lasting
from desirepath.records import Record

__all__ = ["Performance", "Stages"]

WENT_BACK, SKIPPED, RETURNS, VALUE, VALUED = range(5)  # columns of `walks`


class Performance(Record):
    """The partial answer, one row a stage."""

    outcomes: Int64s
    walks: Int64s
    over_us: list[Int64s]  # by stage, how long the first visits took that are over
    lasting_us: list[Int64s]  # and how long those have lasted that are not


class Stages(Asked, tag_field="measure", tag="stages"):
    """How each stage performs: who entered it, moved on, went back, skipped it, dropped off there.

    The lens is always "stage"; interactions in no stage are not seen. Of the journeys that entered
    a stage (`journeys`), each one, by where it ends, did exactly one of three:

    - `moved_on`: it was in another stage after its last visit here, or it ends here having reached
      the goal (the split's, or any stage in `goal`, entered anywhere in the journey);
    - `dropped_off`: it ends here, short of the goal, and is closed;
    - `still_open`: it ends here, short of the goal, and is open.

    Three more counts look at the way taken: `went_back` (of those that entered: journeys that were in
    this stage, then in a later one, then here again), `returns` (how often journeys entered it again
    after leaving it, from any stage) and `skipped` (journeys that never entered this stage and at some
    point went straight from an earlier one to a later one; a journey that merely starts later skips
    nothing).

    A visit is a stretch of steps in one stage, and times are of each journey's first visit here: from
    its first step that has a time to the first step of the next stage, or to the journey's last step
    where it ends with that visit. While the journey is open, that last visit is not over: it has lasted
    from its first step to `as_of`, at least. `time_in_stage_p50_us` and `_p90_us` count it so (Kaplan &
    Meier 1958, `survival`): the time by which half, and nine in ten, have left; null where the curve
    never falls so far. `completed_visit_p50_us` and `_p90_us` are the nearest rank of the visits that
    are over, which is too short a time while many are not. Visits without times are left out.
    `value_minor` sums what the steps in the stage are worth, in the store's one currency; null where no
    step has a value.
    `moved_on_share` and `dropped_off_share` are of `journeys`, with 95 % intervals
    (`intervals.share_estimates`); `n` = journeys. Every stage of the document has a row.

    >>> Stages(goal=["renew"]).lens
    'stage'
    """

    lens: Literal["stage"] = "stage"
    split: Split = WholeLife()
    goal: list[str] = []

    def scan(self, journeys: Journeys, frame: Frame) -> Performance:
        """Count how the journeys of one partition went through the stages."""
        count = len(frame.nodes)
        walked, took, since = walk_stages(
            journeys.offsets, journeys.nodes, journeys.happened_at_us, journeys.state == OPEN, count
        )
        here = np.where(since != UNKNOWN_TIME, frame.as_of_us - since, UNKNOWN_TIME)
        return Performance(
            outcomes=outcomes_by_node(journeys, standing_at_end(journeys, frame, self.goal), count),
            walks=np.concatenate([walked, _values(journeys, count)], axis=1),
            over_us=[column[column != UNKNOWN_TIME] for column in took.T],
            lasting_us=[here[(here != UNKNOWN_TIME) & (_last(journeys) == stage)] for stage in range(count)],
        )

    def merge(self, *partials: Performance) -> Performance:
        """The sums and times of several parts, all of the same stages."""
        parts = [partial for partial in partials if len(partial.walks)]
        if not parts:
            return _nothing(0)
        return Performance(
            outcomes=np.sum([part.outcomes for part in parts], axis=0),
            walks=np.sum([part.walks for part in parts], axis=0),
            over_us=_joined([part.over_us for part in parts]),
            lasting_us=_joined([part.lasting_us for part in parts]),
        )

    def finish(self, partial: Performance, frame: Frame) -> pa.Table:
        """The table: one row a stage, in the document's order."""
        if frame.stages is None:
            raise QuestionError("Stages needs a stage document, and there is none. `desirepath apply` one.")
        partial = partial if len(partial.walks) else _nothing(len(frame.nodes))
        names = {stage.key: stage.name for stage in frame.stages.stages}
        stages = frame.nodes
        outcomes = read_outcomes(partial.outcomes)
        worth = zip(partial.walks[:, VALUE].tolist(), partial.walks[:, VALUED].tolist(), strict=True)
        return pa.table(
            {
                "stage": named(stages),
                "name": named([names[stage] for stage in stages]),
                "journeys": whole(outcomes.journeys),
                "subjects": whole(outcomes.subjects),
                "moved_on": whole(outcomes.moved_on),
                "went_back": whole(partial.walks[:, WENT_BACK]),
                "returns": whole(partial.walks[:, RETURNS]),
                "skipped": whole(partial.walks[:, SKIPPED]),
                "dropped_off": whole(outcomes.dropped_off),
                "still_open": whole(outcomes.still_open),
                **share_columns("moved_on_share", outcomes.moved_on_share),
                **share_columns("dropped_off_share", outcomes.dropped_off_share),
                **_times(partial),
                "value_minor": whole([value if valued else None for value, valued in worth]),
                **sample_columns(outcomes.journeys),
            }
        )


def _nothing(stages: int) -> Performance:
    return Performance(
        outcomes=np.zeros((stages, COLUMNS), np.int64),
        walks=np.zeros((stages, 5), np.int64),
        over_us=[np.empty(0, np.int64)] * stages,
        lasting_us=[np.empty(0, np.int64)] * stages,
    )


def _joined(parts: list[list[Int64s]]) -> list[Int64s]:
    return [np.concatenate(times) for times in zip(*parts, strict=True)]


def _last(journeys: Journeys) -> Int32s:
    """The stage each journey ends in."""
    return journeys.nodes[journeys.offsets[1:] - 1]


def _times(partial: Performance) -> dict[str, Column]:
    curves = [curve_of(*times) for times in zip(partial.over_us, partial.lasting_us, strict=True)]
    estimated = {
        f"time_in_stage_p{percent}_us": whole([lasting(curve, percent) for curve in curves])
        for percent in (50, 90)
    }
    seen = {
        f"completed_visit_p{percent}_us": whole([nearest_rank(times, percent) for times in partial.over_us])
        for percent in (50, 90)
    }
    return estimated | seen


def _values(journeys: Journeys, stages: int) -> Int64s:
    """Σ value and how many steps have one, by stage."""
    sums = np.zeros((stages, 2), np.int64)
    if journeys.timelines.value_minor is not None:
        values = journeys.timelines.value_minor[journeys.position]
        known = values != UNKNOWN_VALUE
        np.add.at(sums[:, 0], journeys.nodes[known], values[known])
        sums[:, 1] = np.bincount(journeys.nodes[known], minlength=stages)
    return sums


@compiled
def walk_stages(  # noqa: C901, PLR0917 - one pass over all interactions; a kernel takes no keywords
    offsets: Int64s, nodes: Int32s, times: Int64s, is_open: Bools, stages: int
) -> tuple[Int64s, Int64s, Int64s]:
    """Counts by stage: journeys that went back, that skipped, returns; and the times of first visits.

    How long each journey's first visit of each stage took, where it is over and its time is known; and
    since when a journey is in its last stage, where that is its first visit there and is not over.
    """
    journeys = len(offsets) - 1
    counts = np.zeros((stages, 3), np.int64)
    took = np.full((journeys, stages), UNKNOWN_TIME, np.int64)
    here_since = np.full(journeys, UNKNOWN_TIME, np.int64)
    marks = np.zeros((4, stages), np.bool_)
    seen, past, back, jumped = marks[0], marks[1], marks[2], marks[3]
    for journey in range(journeys):
        marks[:] = False
        before = -1
        entered = False  # whether this is the first visit of the stage under way
        since = latest = UNKNOWN_TIME
        for at in range(offsets[journey], offsets[journey + 1]):
            stage, time = nodes[at], times[at]
            if stage != before:
                if entered and min(since, time) != UNKNOWN_TIME:
                    took[journey, before] = time - since
                if before >= 0:
                    for between in range(before + 1, stage):
                        jumped[between] = True
                counts[stage, 2] += seen[stage]
                back[stage] |= past[stage]
                for earlier in range(stage):
                    past[earlier] |= seen[earlier]
                entered, since = not seen[stage], UNKNOWN_TIME
                seen[stage] = True
            since = time if since == UNKNOWN_TIME else since
            latest = max(latest, time)
            before = stage
        if entered and is_open[journey]:
            here_since[journey] = since
        elif entered and since != UNKNOWN_TIME:
            took[journey, before] = latest - since
        for stage in range(stages):
            counts[stage, 0] += back[stage]
            counts[stage, 1] += jumped[stage] and not seen[stage]
    return counts, took, here_since
