"""Lifecycles: in each period, who is new, who returns, who comes back after a while, who stays away."""

import numpy as np
import pyarrow as pa

from desirepath.journeys import UNKNOWN_TIME, Journeys, LensTable, PeriodUnit, Split, WholeLife, compiled
from desirepath.measures.arrays import Int64s
from desirepath.measures.asked import Asked
from desirepath.measures.columns import estimate_columns, named, sample_columns, whole
from desirepath.measures.framing import Frame
from desirepath.measures.intervals import one_row_a_person, share_estimates
from desirepath.measures.lives import (
    current_period,
    dates,
    life_offsets,
    periods_of,
    unfinished_period,
)
from desirepath.measures.tallies import Tally, added

__all__ = ["Lifecycle"]

NEVER = np.iinfo(np.int64).max
NEW, RETURNING, RESURRECTED = range(3)


class Lifecycle(Asked, tag_field="measure", tag="lifecycle"):
    """How the people of each period came to be there: new, returning, resurrected; and who is dormant.

    Periods are days, weeks (from Monday), months, quarters or years (`unit`) of the workspace's zone. A
    person is active in a period when an interaction with a node of `nodes` (any, when it is empty) lies in
    it. Somebody active in period k is exactly one of

    - `new`: they were never active before;
    - `returning`: they were active in period k − 1;
    - `resurrected`: they were active before, but not in period k − 1.

    `dormant` in period k are those active in k − 1 and not in k. So active = new + returning +
    resurrected, and dormant(k) = active(k − 1) − returning(k). Interactions without a time count for
    nothing.

    Columns, one row a period from the first anybody was active in to the one of `as_of`, quiet ones too:
    `period` (its first day), `active`, `new`, `returning`, `resurrected`, `dormant`, `kept` = returning(k)
    / active(k − 1) with its 95 % interval (Wilson's: one row a person), `is_over`, `n` = active(k − 1).
    While a period is not over its counts are those so far, and `dormant` and `kept` are null: who has not
    come yet may still come.

    >>> Lifecycle(unit="month", nodes=["order placed"]).unit
    'month'
    """

    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    unit: PeriodUnit = "week"
    nodes: list[str] = []

    def scan(self, journeys: Journeys, frame: Frame) -> Tally:
        """Count the active of one partition, by period."""
        wanted = np.zeros(len(frame.nodes), np.bool_)
        wanted[[frame.node(name) for name in self.nodes] if self.nodes else slice(None)] = True
        calendar = periods_of(self.unit, journeys, frame)
        seen = wanted[journeys.nodes] & (journeys.happened_at_us != UNKNOWN_TIME)
        kept = np.concatenate([[0], np.cumsum(seen, dtype=np.int64)])[life_offsets(journeys)]
        counts = count_active(kept, journeys.happened_at_us[seen], calendar.starts)
        used = np.flatnonzero(counts.any(axis=1))
        return Tally(keys=used + calendar.first, counts=counts[used])

    def merge(self, *partials: Tally) -> Tally:
        """The sums of several parts."""
        return added(partials, columns=3)

    def finish(self, partial: Tally, frame: Frame) -> pa.Table:
        """The table: one row a period."""
        first = int(partial.keys[0]) if len(partial.keys) else 0
        last = current_period(self.unit, frame) if len(partial.keys) else -1
        periods = np.arange(first, last + 1)
        counts = np.zeros((len(periods), 3), np.int64)
        counts[partial.keys - first] = partial.counts
        active = counts.sum(axis=1)
        before = np.append(0, active)[: len(active)]
        is_over = periods < unfinished_period(self.unit, frame)
        known = np.where(is_over, before, 0)  # of nobody there is no share
        returned = np.where(is_over, counts[:, RETURNING], 0)
        return pa.table(
            {
                "period": named(dates(self.unit, periods)),
                "active": whole(active),
                "new": whole(counts[:, NEW]),
                "returning": whole(counts[:, RETURNING]),
                "resurrected": whole(counts[:, RESURRECTED]),
                "dormant": pa.array(before - returned, pa.int64(), mask=~is_over),
                **estimate_columns("kept", share_estimates(one_row_a_person(returned, known))),
                "is_over": pa.array(is_over, pa.bool_()),
                **sample_columns(before),
            }
        )


@compiled
def count_active(lives: Int64s, times: Int64s, starts: Int64s) -> Int64s:
    """New, returning and resurrected people by period; every time is known."""
    counts = np.zeros((len(starts), 3), np.int64)
    for life in range(len(lives) - 1):
        before, until = -1, UNKNOWN_TIME
        for at in range(lives[life], lives[life + 1]):
            if times[at] < until:
                continue
            period = np.searchsorted(starts, times[at], side="right") - 1
            until = starts[period + 1] if period + 1 < len(starts) else NEVER
            if before < 0:
                counts[period, NEW] += 1
            elif before == period - 1:
                counts[period, RETURNING] += 1
            else:
                counts[period, RESURRECTED] += 1
            before = period
    return counts
