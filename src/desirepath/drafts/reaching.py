"""How many people were at each of several sets of steps, each person once: a fold like any measure's."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from desirepath.drafts.counting import Bools, Int64s
from desirepath.journeys import Journeys, Split, WholeLife
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
        visited, counts = _visited(journeys, len(frame.nodes))
        rows = []
        for steps in self.sets.values():
            nodes = [frame.index[step] for step in steps if step in frame.index]
            rows.append([int(np.count_nonzero(visited[:, nodes].any(axis=1))), int(counts[nodes].sum())])
        return np.array(rows, np.int64).reshape(len(self.sets), 2)

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


def _visited(journeys: Journeys, nodes: int) -> tuple[Bools, Int64s]:
    """Who was where, a row a person; and interactions by node."""
    changes = np.diff(journeys.subject, prepend=journeys.subject[:1]) != 0
    person = np.repeat(np.cumsum(changes), np.diff(journeys.offsets))
    visited = np.zeros((int(person[-1]) + 1 if len(person) else 0, nodes), np.bool_)
    visited[person, journeys.nodes] = True
    return visited, np.bincount(journeys.nodes, minlength=nodes).astype(np.int64)
