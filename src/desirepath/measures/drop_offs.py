"""Drop-offs: at which node people leave for good, and where more leave than elsewhere."""

from collections.abc import Sequence
from statistics import median

import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.journeys import Journeys, LensTable, Split, WholeLife
from desirepath.measures.arrays import Bools, UInt8s
from desirepath.measures.asked import Asked
from desirepath.measures.columns import FEW, estimate_columns, named, sample_columns, whole
from desirepath.measures.examples import Examples, chosen, fewest, named_examples
from desirepath.measures.framing import Frame
from desirepath.measures.intervals import Floats, share_estimates
from desirepath.measures.outcomes import (
    COLUMNS,
    DROPPED_OFF,
    Outcomes,
    outcomes_by_node,
    read_outcomes,
    standing_at_end,
)
from desirepath.measures.tallies import Tally, added
from desirepath.records import Record

__all__ = ["DropOff", "Leaving"]

MOST_EXAMPLES = 5


class Leaving(Record):
    """The partial answer: how journeys went on, by node, and a few of the persons who did not."""

    outcomes: Tally
    examples: Examples


class DropOff(Asked, tag_field="measure", tag="drop_off"):
    """Where people leave for good: how the journeys that visited each node went on from it.

    A journey drops off at its last node when it did not reach the goal and is closed (older than
    `as_of` by more than the split's silence); it is still open there while it is open. From every
    other node it visited, and from the last one when it reached the goal, it moved on. The goal is
    the split's (state reached) or any node of `goal`, visited anywhere in the journey.

    Columns, one row a node that some journey visited: `journeys`, `subjects`, `moved_on`,
    `dropped_off`, `still_open` (journeys = moved_on + dropped_off + still_open), `hazard` =
    dropped_off / (dropped_off + moved_on) with its 95 % interval (`intervals.share_estimates`),
    `excess` = hazard − the plain median hazard of the nodes with n ≥ 30 (null where there are none),
    `n` = dropped_off + moved_on. Most visited first. With `examples`, a column of the ids of so many
    (at most 5) of the persons who dropped off there, always the same ones.

    `finish_by_group` tells how much of the excess is due to who comes to a node.

    >>> DropOff(lens="channel", goal=["shop"]).goal
    ['shop']
    """

    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    goal: list[str] = []
    examples: int = 0

    def _check(self) -> None:
        if not 0 <= self.examples <= MOST_EXAMPLES:
            raise QuestionError(
                f"Expected 0 to {MOST_EXAMPLES} examples, found {self.examples}. "
                "A segment names all the persons."
            )

    def scan(self, journeys: Journeys, frame: Frame) -> Leaving:
        """Count how the journeys of one partition went on, by node."""
        ends = standing_at_end(journeys, frame, self.goal)
        counts = outcomes_by_node(journeys, ends, len(frame.nodes))
        visited = np.flatnonzero(counts[:, 0])
        return Leaving(
            outcomes=Tally(keys=visited, counts=counts[visited]), examples=self._examples(journeys, ends)
        )

    def merge(self, *partials: Leaving) -> Leaving:
        """The sums of several parts."""
        return Leaving(
            outcomes=added([partial.outcomes for partial in partials], columns=COLUMNS),
            examples=fewest([partial.examples for partial in partials], self.examples),
        )

    def finish(self, partial: Leaving, frame: Frame) -> pa.Table:
        """The table: one row a node."""
        keys = partial.outcomes.keys
        outcomes = read_outcomes(partial.outcomes.counts)
        hazard = share_estimates(outcomes.hazard)
        excess = _excess(hazard.value, outcomes)
        table = pa.table(
            {
                "node": named([frame.nodes[node] for node in keys]),
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
        if self.examples:
            ids = named_examples(partial.examples)
            shown = pa.array([ids.get(node, []) for node in keys.tolist()], pa.list_(pa.string()))
            table = table.append_column("examples", shown)
        return table.sort_by([("journeys", "descending"), ("node", "ascending")])

    def finish_by_group(self, partials: Sequence[Leaving], frame: Frame) -> pa.Table:
        """The table of all groups together, with what their mix does not explain.

        `partials` are one for each group of persons or journeys: what a breakdown has at hand. Two more
        columns: `hazard_standardised` = Σ w · (the hazard of the group at this node) over the groups that
        have one, w being the group's share of all that moved on or dropped off anywhere, scaled to sum to 1
        (direct standardisation: the hazard if everywhere came the same mix of people); and
        `excess_beyond_mix`, the same minus its plain median over the nodes with n ≥ 30.
        """
        whole_table = self.finish(self.merge(*partials), frame)
        standardised, enough = _standardised([partial.outcomes for partial in partials], len(frame.nodes))
        beyond = standardised - (median(standardised[enough].tolist()) if enough.any() else np.nan)
        nodes = [frame.node(str(name)) for name in whole_table["node"].to_pylist()]
        for name, values in (("hazard_standardised", standardised), ("excess_beyond_mix", beyond)):
            found = values[nodes]
            whole_table = whole_table.append_column(name, pa.array(found, pa.float64(), mask=np.isnan(found)))
        return whole_table

    def _examples(self, journeys: Journeys, ends: UInt8s) -> Examples:
        left = np.flatnonzero(ends == DROPPED_OFF) if self.examples else np.empty(0, np.int64)
        last = journeys.nodes[journeys.offsets[left + 1] - 1].astype(np.int64)
        return chosen(last, journeys.subject[left], journeys.timelines.subjects, self.examples)


def _standardised(groups: Sequence[Tally], nodes: int) -> tuple[Floats, Bools]:
    """Every node's hazard if all nodes had the same mix of groups; and which rest on enough."""
    dropped, closed = np.zeros((2, len(groups), nodes))
    for group, tally in enumerate(groups):
        hazard = read_outcomes(tally.counts).hazard
        dropped[group, tally.keys], closed[group, tally.keys] = hazard.hits, hazard.rows
    weights = closed.sum(axis=1, keepdims=True) * (closed > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        hazards = np.where(closed > 0, dropped / closed, 0.0)
        return (weights * hazards).sum(axis=0) / weights.sum(axis=0), closed.sum(axis=0) >= FEW


def _excess(hazard: Floats, outcomes: Outcomes) -> Floats:
    enough = hazard[outcomes.hazard.rows >= FEW]
    return hazard - (median(enough.tolist()) if len(enough) else np.nan)
