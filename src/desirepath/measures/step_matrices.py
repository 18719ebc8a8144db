"""Step matrices: where journeys are so many steps before or after an anchor."""

import numpy as np
import pyarrow as pa

from desirepath.journeys import Journeys, LensTable, Split, WholeLife
from desirepath.measures.anchors import Occurrence, at_occurrence, at_start, check_occurrence, span
from desirepath.measures.asked import Asked
from desirepath.measures.columns import named, sample_columns, share_columns, whole
from desirepath.measures.framing import END, START, Frame
from desirepath.measures.places import (
    BEFORE,
    HITS,
    OVER,
    Hits,
    clustered,
    everybody,
    hits_of,
    lines_of,
    together,
)
from desirepath.measures.tallies import Tally, added

__all__ = ["StepMatrix"]


class StepMatrix(Asked, tag_field="measure", tag="step_matrix"):
    """Where journeys are at step k, before and after an anchor: the share of them at each node.

    Without an anchor, step 1 is a journey's first interaction and there are `steps` of them. With one,
    step 0 is the `occurrence` ("first", "last", or 1, 2, 3 …) of a node of `anchor`, or where a match of it
    begins when it is a path pattern; −1 is the interaction before it, 1 the one after; journeys without it
    are not in the answer. It shows the
    `before` steps before and the `after` steps after it, or as many after as make `steps` in all.

    A journey that has not begun at a step is at "(start)", one that is over at "(end)", so the
    journeys of every step sum to those that have the anchor. "(end)" grows from step to step: what is
    new in it ended at the step before.

    Columns: `step`, `node`, `journeys` there, `subjects` with such a journey, `share` of the journeys
    that have the anchor, with 95 % interval (`intervals.share_estimates`), `n` = those journeys. A node
    where nobody is at a step has no row. By step; most frequent first, "(start)" and "(end)" last.

    >>> StepMatrix(anchor="cart", before=2, after=3).occurrence
    'first'
    >>> StepMatrix(before=2)
    Traceback (most recent call last):
    ...
    desirepath.errors.QuestionError: Expected an anchor to look before or after, found none. Name one, \
or give steps.
    """

    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    collapse_loops: bool = False
    anchor: str | list[str] | None = None
    occurrence: Occurrence = "first"
    before: int = 0
    after: int | None = None
    steps: int = 10

    def _check(self) -> None:
        check_occurrence(self.anchor, self.occurrence)
        self._span()

    def scan(self, journeys: Journeys, frame: Frame) -> Hits:
        """Count where the journeys of one partition are."""
        numbers = self._span()
        if self.anchor is None:
            at, first = at_start(journeys), 0
        else:
            at, first = at_occurrence(journeys, frame, self.anchor, self.occurrence), numbers[0]
        lines = lines_of(journeys, at, first=first, columns=len(numbers))
        return hits_of(lines, journeys.subject, columns=len(numbers), size=len(frame.nodes) + 2, edges=True)

    def merge(self, *partials: Hits) -> Hits:
        """The sums of several parts."""
        return together(partials)

    def finish(self, partial: Hits, frame: Frame) -> pa.Table:
        """The table: a row for every step and every node where somebody is then."""
        cells = _with_edges(partial, size=len(frame.nodes) + 2)
        column, node = np.divmod(cells.keys, len(frame.nodes) + 2)
        totals = partial.columns.counts[np.searchsorted(partial.columns.keys, column)]
        sums = cells.counts
        table = pa.table(
            {
                "step": whole(column + self._span()[0]),
                "node": named([*frame.nodes, START, END]).take(whole(node)),
                "journeys": whole(sums[:, 0]),
                "subjects": whole(sums[:, 1]),
                **share_columns("share", clustered(sums, totals)),
                **sample_columns(totals[:, 0]),
                "edge": pa.array(node >= len(frame.nodes)),
            }
        )
        order = table.sort_by(
            [("step", "ascending"), ("edge", "ascending"), ("journeys", "descending"), ("node", "ascending")]
        )
        return order.drop_columns(["edge"])

    def _span(self) -> range:
        return span(steps=self.steps, anchored=self.anchor is not None, before=self.before, after=self.after)


def _with_edges(hits: Hits, *, size: int) -> Tally:
    """The sums by cell, with those of the two last of each column: not begun by then, and over."""
    edges = [
        Tally(keys=hits.columns.keys * size + size + place, counts=hits.columns.counts[:, sums])
        for place, sums in ((-2, BEFORE), (-1, OVER))
    ]
    cells = added([everybody(hits), *edges], columns=4)
    used = cells.counts[:, HITS] > 0
    return Tally(keys=cells.keys[used], counts=cells.counts[used])
