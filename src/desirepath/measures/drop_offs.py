"""Drop-offs: at which node people leave for good, and where more leave than elsewhere."""

from statistics import median

import numpy as np
import pyarrow as pa

from desirepath.journeys import Journeys, LensTable, Split, WholeLife
from desirepath.measures.columns import FEW, estimate_columns, named, sample_columns, whole
from desirepath.measures.framing import Frame
from desirepath.measures.intervals import Floats, share_estimates
from desirepath.measures.outcomes import COLUMNS, Outcomes, outcomes_by_node, read_outcomes
from desirepath.measures.tallies import Tally, added
from desirepath.records import Record

__all__ = ["DropOff"]


class DropOff(Record, tag_field="measure", tag="drop_off"):
    """Where people leave for good: how the journeys that visited each node went on from it.

    A journey drops off at its last node when it did not reach the goal and is closed (older than
    `as_of` by more than the split's silence); it is still open there while it is open. From every
    other node it visited, and from the last one when it reached the goal, it moved on. The goal is
    the split's (state reached) or any node of `goal`, visited anywhere in the journey.

    Columns, one row a node that some journey visited: `journeys`, `subjects`, `moved_on`,
    `dropped_off`, `still_open` (journeys = moved_on + dropped_off + still_open), `hazard` =
    dropped_off / (dropped_off + moved_on) with its 95 % interval (`intervals.share_estimates`),
    `excess` = hazard − the plain median hazard of the nodes with n ≥ 30 (null where there are none),
    `n` = dropped_off + moved_on. Most visited first.

    >>> DropOff(lens="channel", goal=["shop"]).goal
    ['shop']
    """

    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    goal: list[str] = []

    def scan(self, journeys: Journeys, frame: Frame) -> Tally:
        """Count how the journeys of one partition went on, by node."""
        counts = outcomes_by_node(journeys, frame, self.goal)
        visited = np.flatnonzero(counts[:, 0])
        return Tally(keys=visited, counts=counts[visited])

    def merge(self, *partials: Tally) -> Tally:
        """The sums of several parts."""
        return added(partials, columns=COLUMNS)

    def finish(self, partial: Tally, frame: Frame) -> pa.Table:
        """The table: one row a node."""
        outcomes = read_outcomes(partial.counts)
        hazard = share_estimates(outcomes.hazard)
        excess = _excess(hazard.value, outcomes)
        table = pa.table(
            {
                "node": named([frame.nodes[node] for node in partial.keys]),
                "journeys": whole(outcomes.journeys),
                "subjects": whole(outcomes.subjects),
                "moved_on": whole(outcomes.moved_on),
                "dropped_off": whole(outcomes.dropped_off),
                "still_open": whole(outcomes.still_open),
                **estimate_columns("hazard", hazard),
                "excess": pa.array(excess, pa.float64(), mask=np.isnan(excess)),
                **sample_columns(outcomes.hazard.rows),
            }
        )
        return table.sort_by([("journeys", "descending"), ("node", "ascending")])


def _excess(hazard: Floats, outcomes: Outcomes) -> Floats:
    enough = hazard[outcomes.hazard.rows >= FEW]
    return hazard - (median(enough.tolist()) if len(enough) else np.nan)
