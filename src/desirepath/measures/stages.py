"""Stages: how each stage of the journey performs, in the order of the stage document."""

from typing import Literal

import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.journeys import OPEN, UNKNOWN_TIME, UNKNOWN_VALUE, Journeys, Split, WholeLife, compiled
from desirepath.measures.arrays import Bools, Int32s, Int64s
from desirepath.measures.columns import named, sample_columns, share_columns, whole
from desirepath.measures.framing import Frame
from desirepath.measures.outcomes import COLUMNS, outcomes_by_node, read_outcomes
from desirepath.measures.quantiles import nearest_rank
from desirepath.records import Record

__all__ = ["Performance", "Stages"]

WENT_BACK, SKIPPED, VALUE, VALUED = range(4)  # columns of `walks`


class Performance(Record):
    """The partial answer, one row a stage."""

    outcomes: Int64s
    walks: Int64s
    times_us: list[Int64s]  # by stage, one a journey whose time there is known


class Stages(Record, tag_field="measure", tag="stages"):
    """How each stage performs: who entered it, moved on, went back, skipped it, dropped off there.

    The lens is always "stage"; interactions in no stage are not seen. Of the journeys that entered
    a stage (`journeys`), each one, by where it ends, did exactly one of three:

    - `moved_on`: it was in another stage after its last visit here, or it ends here having reached
      the goal (the split's, or any stage in `goal`, entered anywhere in the journey);
    - `dropped_off`: it ends here, short of the goal, and is closed;
    - `still_open`: it ends here, short of the goal, and is open.

    Two more counts look at the way taken: `went_back` (of those that entered: journeys that were in
    this stage, then in a later one, then here again) and `skipped` (journeys that never entered this
    stage and at some point went straight from an earlier one to a later one; a journey that merely
    starts later skips nothing). `time_in_stage_p50_us` is the nearest-rank median over journeys of
    their first visit: from its first step that has a time to the first step of the next stage, or to
    the journey's last step where it ends with that visit; visits still open or without times are left out.
    `value_minor` sums what the steps in the stage are worth; null where no step has a value.
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
        back_and_skipped, times = walk_stages(
            journeys.offsets, journeys.nodes, journeys.happened_at_us, journeys.state == OPEN, count
        )
        walks = np.concatenate([back_and_skipped, _values(journeys, count)], axis=1)
        return Performance(
            outcomes=outcomes_by_node(journeys, frame, self.goal),
            walks=walks,
            times_us=[column[column != UNKNOWN_TIME] for column in times.T],
        )

    def merge(self, *partials: Performance) -> Performance:
        """The sums and times of several parts, all of the same stages."""
        parts = [partial for partial in partials if len(partial.walks)]
        if not parts:
            return _nothing(0)
        return Performance(
            outcomes=np.sum([part.outcomes for part in parts], axis=0),
            walks=np.sum([part.walks for part in parts], axis=0),
            times_us=[
                np.concatenate(times) for times in zip(*(part.times_us for part in parts), strict=True)
            ],
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
                "skipped": whole(partial.walks[:, SKIPPED]),
                "dropped_off": whole(outcomes.dropped_off),
                "still_open": whole(outcomes.still_open),
                **share_columns("moved_on_share", outcomes.moved_on_share),
                **share_columns("dropped_off_share", outcomes.dropped_off_share),
                "time_in_stage_p50_us": whole([nearest_rank(times) for times in partial.times_us]),
                "value_minor": whole([value if valued else None for value, valued in worth]),
                **sample_columns(outcomes.journeys),
            }
        )


def _nothing(stages: int) -> Performance:
    return Performance(
        outcomes=np.zeros((stages, COLUMNS), np.int64),
        walks=np.zeros((stages, 4), np.int64),
        times_us=[np.empty(0, np.int64)] * stages,
    )


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
def walk_stages(  # noqa: PLR0917 - one pass over all interactions; a kernel takes no keywords
    offsets: Int64s, nodes: Int32s, times: Int64s, is_open: Bools, stages: int
) -> tuple[Int64s, Int64s]:
    """Journeys that went back and that skipped, by stage; and the time of each journey's first visits."""
    journeys = len(offsets) - 1
    counts = np.zeros((stages, 2), np.int64)
    took = np.full((journeys, stages), UNKNOWN_TIME, np.int64)
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
                    jumped[before + 1 : stage] = True
                back[stage] |= past[stage]
                past[:stage] |= seen[:stage]
                entered, since = not seen[stage], UNKNOWN_TIME
                seen[stage] = True
            since = time if since == UNKNOWN_TIME else since
            latest = max(latest, time)
            before = stage
        if entered and since != UNKNOWN_TIME and not is_open[journey]:
            took[journey, before] = latest - since
        counts[:, 0] += back
        counts[:, 1] += jumped & ~seen
    return counts, took
