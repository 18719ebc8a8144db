"""Mixes: which channels in which stage, for how many people, at what value and cost, and where it leads.

The question and its fold; the kernel is in `mixing`, the allocation of cost in `spends`. For whom is a
breakdown, as of every measure.
"""

from typing import Literal

import numpy as np
import pyarrow as pa

from desirepath.journeys import OPEN, Journeys, Lens, Split, WholeLife
from desirepath.measures.arrays import Bools, Int64s
from desirepath.measures.asked import Asked
from desirepath.measures.columns import Column, estimate_columns, named, sample_columns, whole
from desirepath.measures.framing import Frame
from desirepath.measures.intervals import one_row_a_person, share_estimates
from desirepath.measures.lives import ALL, life_offsets, second_lens
from desirepath.measures.mixing import FIRST, LAST, ONWARD, PEOPLE, STILL_OPEN, VALUE, VALUED, count_mix
from desirepath.measures.spends import Spent, allocated, altogether, spent
from desirepath.measures.tallies import Tally, added
from desirepath.records import Record

__all__ = ["Mix", "Mixed"]

Across = Literal["channel", "touchpoint", "source", "action"]


class Mixed(Record):
    """The partial answer."""

    cells: Tally  # by stage · width + what is across, width = one more for all of it
    kinds: Tally  # interactions by stage · kinds + kind


class Mix(Asked, tag_field="measure", tag="mix"):
    """Which channels in which stage: people, interactions, value, cost, where they lead, and the gaps.

    One row for every stage of the document and every channel there is (or touchpoint, source, action:
    `across`), also those of nobody, and rows "(all)" of either. Interactions in no stage are not seen.
    Columns: `stage`, the one that `across` names, `subjects` with an interaction there, `interactions`,
    `value_minor` of them (null where none has a value), `first_touches` and `last_touches` (people whose
    first, whose last interaction of all is there), and

    - `onward`: people who later, after their first interaction there, were in a later stage; with `goal`, in
      one of these stages. `still_open`: those who were not, and whose last journey is still open.
      `onward_share` = onward / (subjects − still_open) with its 95 % interval (Wilson's: one row a person),
      `n` = subjects − still_open. Null where there is no later stage to reach, and in the stage "(all)"
      without a goal.
    - `cost_minor`: of a channel in all stages, what was spent on it up to the day of `as_of`, on everybody
      and whatever else is asked. In every other row it is an allocation, and `cost_allocated` says so: each
      interaction of a channel bears the same part of what was spent on the channel, so that a segment, or a
      stage, bears that of its own interactions. Null without spend.

    Stages in the document's order, the rest by name, "(all)" last.

    >>> Mix(across="touchpoint", goal=["purchase"]).lens
    'stage'
    """

    lens: Literal["stage"] = "stage"
    split: Split = WholeLife()
    across: Across = "channel"
    goal: list[str] = []

    def scan(self, journeys: Journeys, frame: Frame) -> Mixed:
        """Count the cells of one partition."""
        lens = second_lens(self.across, frame)
        goals = np.zeros(len(frame.nodes), np.bool_)
        goals[[frame.node(name) for name in self.goal]] = True
        cells, kinds = count_mix(
            life_offsets(journeys),
            journeys.nodes,
            journeys.timelines.kinds[journeys.position],
            lens.codes,
            _values(journeys),
            _open_lives(journeys),
            goals,
            len(lens.nodes),
        )
        return Mixed(cells=_used(cells), kinds=_used(kinds))

    def merge(self, *partials: Mixed) -> Mixed:
        """The sums of several parts."""
        return Mixed(
            cells=added([partial.cells for partial in partials], columns=VALUED + 1),
            kinds=added([partial.kinds for partial in partials], columns=1),
        )

    def finish(self, partial: Mixed, frame: Frame) -> pa.Table:
        """The table: one row a cell, those of all together last."""
        lens, money = second_lens(self.across, frame), spent(frame)
        alone = sorted(set(money) - set(lens.nodes)) if self.across == "channel" else []
        shown = [*sorted([*lens.nodes, *alone]), ALL]
        order = np.argsort([*lens.nodes, *alone])
        cells = _arranged(_cells(partial.cells, frame, lens), order)
        counts = _arranged(_by_channel(partial.kinds, lens, frame), order)
        costs = _costs(counts, _arranged(_everybody(lens, frame), order)[0], frame, money=money)
        is_whole = np.zeros(counts.shape[:2], np.bool_)
        if self.across == "channel":
            costs[-1], is_whole[-1] = [money.get(name) for name in shown], True
        costs[-1][-1], is_whole[-1, -1] = altogether(money), True
        return _table(
            {
                "stage": named([stage for stage in [*frame.nodes, ALL] for _ in shown]),
                self.across: named(shown * (len(frame.nodes) + 1)),
            },
            cells.reshape(-1, VALUED + 1),
            interactions=counts.sum(axis=2).reshape(-1),
            leads=np.repeat(self._leads(frame), len(shown)),
            costs=[cost for row in costs for cost in row],
            is_whole=is_whole.reshape(-1),
        )

    def _leads(self, frame: Frame) -> Bools:
        """From which stages there is somewhere to get to; the last is all stages together."""
        stages = len(frame.nodes)
        if self.goal:
            return np.ones(stages + 1, np.bool_)
        return np.arange(stages + 1) < stages - 1


def _table(
    names: dict[str, Column],
    cells: Int64s,
    *,
    interactions: Int64s,
    leads: Bools,
    costs: list[int | None],
    is_whole: Bools,
) -> pa.Table:
    n = np.where(leads, cells[:, PEOPLE] - cells[:, STILL_OPEN], 0)
    share = share_estimates(one_row_a_person(np.where(leads, cells[:, ONWARD], 0), n))
    is_known = np.array([cost is not None for cost in costs], np.bool_)
    return pa.table(
        {
            **names,
            "subjects": whole(cells[:, PEOPLE]),
            "interactions": whole(interactions),
            "first_touches": whole(cells[:, FIRST]),
            "last_touches": whole(cells[:, LAST]),
            "value_minor": pa.array(cells[:, VALUE], pa.int64(), mask=cells[:, VALUED] == 0),
            "cost_minor": whole(costs),
            "cost_allocated": pa.array(is_known & ~is_whole, pa.bool_()),
            "onward": pa.array(cells[:, ONWARD], pa.int64(), mask=~leads),
            "still_open": pa.array(cells[:, STILL_OPEN], pa.int64(), mask=~leads),
            **estimate_columns("onward_share", share),
            **sample_columns(n),
        }
    )


def _cells(partial: Tally, frame: Frame, lens: Lens) -> Int64s:
    """Stages × what is across × the kernel's columns, with margins."""
    stages, width = len(frame.nodes) + 1, len(lens.nodes) + 1
    sums = np.zeros((stages * width, VALUED + 1), np.int64)
    sums[partial.keys] = partial.counts
    cells: Int64s = sums.reshape(stages, width, VALUED + 1)
    added_up = [FIRST, LAST, VALUE, VALUED]  # people are not: one may be in several cells
    cells[:, :, added_up] = _with_margins(cells[:-1, :-1][:, :, added_up])
    return cells


def _by_channel(partial: Tally, lens: Lens, frame: Frame) -> Int64s:
    """Interactions by stage × what is across × channel, with margins."""
    channels = second_lens("channel", frame)
    stage, kind = np.divmod(partial.keys, len(lens.codes))
    counts = np.zeros((len(frame.nodes), len(lens.nodes), len(channels.nodes)), np.int64)
    np.add.at(counts, (stage, lens.codes[kind], channels.codes[kind]), partial.counts[:, 0])
    return _with_margins(counts)


def _everybody(lens: Lens, frame: Frame) -> Int64s:
    """The same of everybody's interactions, in a stage or in none, as one stage."""
    channels, kinds = second_lens("channel", frame), frame.kinds
    counts = np.zeros((1, len(lens.nodes), len(channels.nodes)), np.int64)
    if kinds is not None and "steps" in kinds.column_names:
        kind = kinds["code"].to_numpy()
        np.add.at(counts[0], (lens.codes[kind], channels.codes[kind]), kinds["steps"].to_numpy())
    return _with_margins(counts)


def _with_margins(grid: Int64s) -> Int64s:
    rows: Int64s = np.concatenate([grid, grid.sum(axis=0, keepdims=True)])
    return np.concatenate([rows, rows.sum(axis=1, keepdims=True)], axis=1)


def _arranged(grid: Int64s, order: Int64s) -> Int64s:
    """The same with what is across in this order; what the grid does not have, only money knows: nobody's."""
    margin = grid.shape[1] - 1
    wider: Int64s = np.insert(grid, [margin] * (len(order) - margin), 0, axis=1)
    return wider[:, np.append(order, len(order))]


def _costs(counts: Int64s, everybody: Int64s, frame: Frame, *, money: Spent) -> list[list[int | None]]:
    """What falls to each cell of stages × what is across, given its interactions by channel."""
    if not money:
        return [[None] * counts.shape[1] for _ in counts]
    channels = second_lens("channel", frame).nodes
    had = dict(zip(channels, everybody[-1].tolist(), strict=True))
    met = [[(place, channels[place]) for place in np.flatnonzero(row)] for row in everybody]
    return [
        [
            allocated({name: int(cell[place]) for place, name in mine}, had, money)
            for cell, mine in zip(row, met, strict=True)
        ]
        for row in counts
    ]


def _values(journeys: Journeys) -> Int64s:
    """What each step is worth; empty when none is worth anything."""
    values = journeys.timelines.value_minor
    return np.empty(0, np.int64) if values is None else values[journeys.position]


def _open_lives(journeys: Journeys) -> Bools:
    """Whose last journey is open, one a person."""
    last = np.flatnonzero(np.diff(journeys.subject, append=-1))
    is_open: Bools = journeys.state[last] == OPEN
    return is_open


def _used(sums: Int64s) -> Tally:
    keys = np.flatnonzero(sums.any(axis=1))
    return Tally(keys=keys, counts=sums[keys])
