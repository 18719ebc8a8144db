"""How many people were at each of several sets of steps, each person once: a fold like any measure's."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from desirepath.drafts.counting import Int32s, Int64s
from desirepath.journeys import Journeys, Split, WholeLife, compiled
from desirepath.measures import Frame
from desirepath.records import Record


class Reached(Record):
    """Whoever did something at any of a set's steps, and how many interactions it was.

    Columns, one row a set: `node` (its name), `subjects`, `interactions`. Steps that the lens does not have
    count nothing.
    """

    sets: Mapping[str, Sequence[str]]  # name → steps
    lens: str = "step"
    split: Split = WholeLife()

    def scan(self, journeys: Journeys, frame: Frame) -> Int64s:
        """Subjects and interactions by set, of one partition."""
        pairs = sorted(
            {
                (frame.index[step], number)
                for number, steps in enumerate(self.sets.values())
                for step in steps
                if step in frame.index
            }
        )
        nodes = np.array([node for node, _ in pairs], np.int64)
        starts = np.searchsorted(nodes, np.arange(len(frame.nodes) + 1))
        within = np.array([number for _, number in pairs], np.int64)
        found: Int64s = count_sets(
            journeys.offsets, journeys.nodes, journeys.subject, starts, within, len(self.sets)
        )
        return found

    def merge(self, *partials: Int64s) -> Int64s:
        """The sums of several parts."""
        nothing = np.zeros((len(self.sets), 2), np.int64)
        summed: Int64s = np.sum([nothing, *partials], axis=0)
        return summed

    def finish(self, partial: Int64s, frame: Frame) -> pa.Table:  # noqa: ARG002 - as every measure has it
        """The table: one row a set."""
        return pa.table(
            {
                "node": pa.array(list(self.sets), pa.string()),
                "subjects": pa.array(partial[:, 0], pa.int64()),
                "interactions": pa.array(partial[:, 1], pa.int64()),
            }
        )


@compiled
def count_sets(  # noqa: PLR0917 - a kernel takes no keywords
    offsets: Int64s, nodes: Int32s, subjects: Int32s, starts: Int64s, within: Int64s, sets: int
) -> Int64s:
    """Subjects and interactions by set; node i is in the sets within[starts[i] : starts[i + 1]].

    Journeys come subject by subject.
    """
    counts = np.zeros((sets, 2), np.int64)
    seen_by = np.full(sets, -1, np.int64)  # the last person who was at any step of a set
    for journey in range(len(subjects)):
        for at in range(offsets[journey], offsets[journey + 1]):
            node = nodes[at]
            for place in range(starts[node], starts[node + 1]):
                one = within[place]
                counts[one, 1] += 1
                counts[one, 0] += seen_by[one] != subjects[journey]
                seen_by[one] = subjects[journey]
    return counts
