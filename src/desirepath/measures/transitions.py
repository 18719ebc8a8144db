"""Transitions: what follows what, how often, after how long, and how sure that is.

The question and its fold; counting is in `pairs`, the times between in `gaps`. Where whole routes
matter, see `paths`; where the place in the journey matters, `flows`.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.errors import QuestionError
from desirepath.journeys import Journeys, LensTable, Split, WholeLife
from desirepath.measures.arrays import Int64s
from desirepath.measures.asked import Asked
from desirepath.measures.columns import FEW, Column, named, sample_columns, share_columns, whole
from desirepath.measures.framing import END, OTHER, START, Frame
from desirepath.measures.gaps import Gaps, gap_quantiles, gaps_of
from desirepath.measures.intervals import Clustered
from desirepath.measures.pairs import (
    COUNT,
    PEOPLE,
    SQUARES,
    TIMES_IN,
    TIMES_OUT,
    VISITORS,
    VISITS,
    VISITS_SQUARED,
    paired,
)
from desirepath.measures.tallies import Tally, added
from desirepath.records import Record

__all__ = ["Following", "Transitions"]


class Following(Record):
    """The partial answer: sums by pair of nodes (keys as in `pairs`) and by node, and every gap."""

    pairs: Tally
    visits: Tally  # the last node is the start and the end: left and entered once a journey
    gaps: list[Gaps]


class Transitions(Asked, tag_field="measure", tag="transitions"):
    """What follows what: every ordered pair of nodes that some journey takes one after the other.

    Columns: `from_node`, `to_node`, `count` of transitions, `subjects` who made one, `share_out` =
    count / all transitions out of `from_node`, `share_in` = count / all transitions into `to_node`,
    both with 95 % intervals (`intervals.share_estimates`: a person may contribute many), `gap_p50_us`
    and `gap_p90_us` = the median and the 90th percentile of the time from the one to the other
    (nearest rank, so one of the times; over the transitions whose two times are known; null where
    there is none, so also out of "(start)" and into "(end)"; a collapsed loop stands at its first
    step), `n` = the transitions out of `from_node`. Most frequent first.

    Every journey starts with a transition from "(start)" and ends with one to "(end)", so that all
    counts together are interactions + journeys (after the lens), and shares out of a node sum to 1.

    `top` keeps so many pairs; the others are one row from "(other)" to "(other)", so the counts still
    sum to the same. It has no shares, and no number of subjects: a person may be in several of its
    pairs. Its `n` is its own count. Counts alone take half the time: `gaps=False` leaves the two
    gap columns out.

    >>> Transitions(lens="channel", top=10).gaps
    True
    """

    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    collapse_loops: bool = False
    top: int | None = None
    gaps: bool = True

    def _check(self) -> None:
        if self.top is not None and self.top < 1:
            raise QuestionError(
                f"Expected top to be 1 or more, found {self.top}. Leave it out for all pairs."
            )

    def scan(self, journeys: Journeys, frame: Frame) -> Following:
        """Count the pairs of one partition."""
        pairs = paired(journeys.offsets, journeys.nodes, journeys.subject, len(frame.nodes))
        return Following(
            pairs=pairs.sums, visits=pairs.visits, gaps=[gaps_of(journeys, pairs)] if self.gaps else []
        )

    def merge(self, *partials: Following) -> Following:
        """The sums and gaps of several parts."""
        return Following(
            pairs=added([partial.pairs for partial in partials], columns=5),
            visits=added([partial.visits for partial in partials], columns=3),
            gaps=[gaps for partial in partials for gaps in partial.gaps],
        )

    def finish(self, partial: Following, frame: Frame) -> pa.Table:
        """The table: one row a pair."""
        left, entered = np.divmod(partial.pairs.keys, len(frame.nodes) + 1)
        names = {
            "from_node": named([*frame.nodes, START]).take(whole(left)),
            "to_node": named([*frame.nodes, END]).take(whole(entered)),
            "count": whole(partial.pairs.counts[:, COUNT]),
        }
        order = _by_count(names)
        shown = order if self.top is None else order[: self.top]
        outs = partial.visits.counts[np.searchsorted(partial.visits.keys, left[shown])]
        ins = partial.visits.counts[np.searchsorted(partial.visits.keys, entered[shown])]
        sums = partial.pairs.counts[shown]
        table = pa.table(
            {
                **{name: column.take(whole(shown)) for name, column in names.items()},
                "subjects": whole(sums[:, PEOPLE]),
                **share_columns("share_out", _clustered(sums, sums[:, TIMES_OUT], outs)),
                **share_columns("share_in", _clustered(sums, sums[:, TIMES_IN], ins)),
                **sample_columns(outs[:, VISITS]),
            }
        )
        if len(shown) < len(order):
            table = _with_others(table, int(partial.pairs.counts[order[len(shown) :], COUNT].sum()))
        return self._with_gaps(table, partial, order) if self.gaps else table

    def _with_gaps(self, table: pa.Table, partial: Following, order: Int64s) -> pa.Table:
        row = np.empty(len(order), np.int64)
        row[order] = np.minimum(np.arange(len(order)), table.num_rows - 1)
        quantiles = gap_quantiles(
            partial.gaps, partial.pairs.keys, row, rows=table.num_rows, percents=(50, 90)
        )
        for name, column in zip(("gap_p50_us", "gap_p90_us"), quantiles, strict=True):
            table = table.add_column(table.num_columns - 2, name, whole(column))
        return table


def _by_count(columns: dict[str, Column]) -> Int64s:
    """The rows in the order of the answer: most frequent first, then by name."""
    order = pc.sort_indices(
        pa.table(columns),
        sort_keys=[("count", "descending"), ("from_node", "ascending"), ("to_node", "ascending")],
    )
    return order.to_numpy().astype(np.int64)


def _with_others(table: pa.Table, count: int) -> pa.Table:
    known = {"from_node": OTHER, "to_node": OTHER, "count": count, "n": count, "too_few": count < FEW}
    return pa.concat_tables([table, pa.Table.from_pylist([known], schema=table.schema)])


def _clustered(hits: Int64s, products: Int64s, rows: Int64s) -> Clustered:
    return Clustered(
        hits=hits[:, COUNT],
        rows=rows[:, VISITS],
        people=rows[:, VISITORS],
        hits_squared=hits[:, SQUARES],
        hits_rows=products,
        rows_squared=rows[:, VISITS_SQUARED],
    )
