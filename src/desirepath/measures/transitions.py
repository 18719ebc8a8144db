"""Transitions: what follows what, how often, and how sure that is.

The question, its fold and its kernel. Where whole routes matter, see `paths`.
"""

import numpy as np
import pyarrow as pa

from desirepath.journeys import Journeys, Split, WholeLife, compiled
from desirepath.measures.arrays import Int32s, Int64s
from desirepath.measures.columns import named, sample_columns, share_columns, whole
from desirepath.measures.framing import END, START, Frame
from desirepath.measures.intervals import Clustered
from desirepath.measures.tallies import Tally, added, counted
from desirepath.records import Record

__all__ = ["Following", "Transitions"]

COUNT, PEOPLE, SQUARES, TIMES_OUT, TIMES_IN = range(5)  # columns of `pairs`
ENDS = 3  # columns of `outs` and `ins`: COUNT, PEOPLE, SQUARES


class Following(Record):
    """The partial answer: sums by pair of nodes, by node left and by node entered.

    Key of a pair is from · width + to, width = nodes + 1; the last number is the start (as from)
    and the end (as to). Squares and products are of one person's counts, summed over persons.
    """

    pairs: Tally
    outs: Tally
    ins: Tally


class Transitions(Record, tag_field="measure", tag="transitions"):
    """What follows what: every ordered pair of nodes that some journey takes one after the other.

    Columns: `from_node`, `to_node`, `count` of transitions, `subjects` who made one, `share_out` =
    count / all transitions out of `from_node`, `share_in` = count / all transitions into `to_node`,
    both with 95 % intervals (`intervals.share_estimates`: a person may contribute many), `n` = the
    transitions out of `from_node` (of `share_in`: the counts into `to_node` together). Most frequent first.

    Every journey starts with a transition from "(start)" and ends with one to "(end)", so that all
    counts together are interactions + journeys (after the lens), and shares out of a node sum to 1.

    >>> Transitions(lens="channel").lens
    'channel'
    """

    lens: str = "touchpoint"
    split: Split = WholeLife()
    collapse_loops: bool = False

    def scan(self, journeys: Journeys, frame: Frame) -> Following:
        """Count the pairs of one partition."""
        width = len(frame.nodes) + 1
        room = min(width * width, len(journeys.nodes) + len(journeys.subject))
        slots = _slots(width * width, 2 * room)
        keys, sums, by_end = count_pairs(journeys.offsets, journeys.nodes, journeys.subject, width - 1, slots)
        return Following(pairs=counted(keys, sums), outs=_used(by_end[0]), ins=_used(by_end[1]))

    def merge(self, *partials: Following) -> Following:
        """The sums of several parts."""
        return Following(
            pairs=added([partial.pairs for partial in partials], columns=5),
            outs=added([partial.outs for partial in partials], columns=ENDS),
            ins=added([partial.ins for partial in partials], columns=ENDS),
        )

    def finish(self, partial: Following, frame: Frame) -> pa.Table:
        """The table: one row a pair."""
        left, entered = np.divmod(partial.pairs.keys, len(frame.nodes) + 1)
        outs = partial.outs.counts[np.searchsorted(partial.outs.keys, left)]
        ins = partial.ins.counts[np.searchsorted(partial.ins.keys, entered)]
        sums = partial.pairs.counts
        table = pa.table(
            {
                "from_node": named([*frame.nodes, START]).take(whole(left)),
                "to_node": named([*frame.nodes, END]).take(whole(entered)),
                "count": whole(sums[:, COUNT]),
                "subjects": whole(sums[:, PEOPLE]),
                **share_columns("share_out", _clustered(sums, sums[:, TIMES_OUT], outs)),
                **share_columns("share_in", _clustered(sums, sums[:, TIMES_IN], ins)),
                **sample_columns(outs[:, COUNT]),
            }
        )
        return table.sort_by([("count", "descending"), ("from_node", "ascending"), ("to_node", "ascending")])


def _clustered(hits: Int64s, products: Int64s, rows: Int64s) -> Clustered:
    return Clustered(
        hits=hits[:, COUNT],
        rows=rows[:, COUNT],
        people=rows[:, PEOPLE],
        hits_squared=hits[:, SQUARES],
        hits_rows=products,
        rows_squared=rows[:, SQUARES],
    )


def _used(sums: Int64s) -> Tally:
    keys = np.flatnonzero(sums[:, COUNT])
    return Tally(keys=keys, counts=sums[keys])


def _slots(keys: int, wanted: int) -> int:
    """Slots of the kernel's table, a power of two: one a key while that is cheap, else for the pairs here.

    A table by both nodes would take 2 GB at 16,000 nodes.
    """
    return min(_power_of_two(keys), max(_power_of_two(wanted), 1 << 14))


def _power_of_two(least: int) -> int:
    return 1 << (least - 1).bit_length()


@compiled
def count_pairs(  # noqa: PLR0917 - one pass over all steps; a call per step would take four times as long
    offsets: Int64s, nodes: Int32s, subjects: Int32s, node_count: int, slot_count: int
) -> tuple[Int64s, Int64s, Int64s]:
    """Keys and sums by pair; sums by node left and by node entered. Journeys come subject by subject.

    Pairs are numbered as they are first seen, through a table by open addressing. Direct: there is a
    slot for every key, so the slot is the key itself and nothing ever collides.
    """
    width = node_count + 1
    room = min(width * width, len(nodes) + len(subjects))
    last, direct = slot_count - 1, slot_count >= width * width
    slots, keys = np.full(slot_count, -1, np.int32), np.empty(room, np.int64)
    ends, sums = np.empty((room, 2), np.int32), np.zeros((room, 5), np.int64)
    mine, touched = np.zeros(room, np.int32), np.empty(room, np.int32)
    own, by_end = np.zeros((width, 2), np.int64), np.zeros((2, width, 3), np.int64)
    cells = held = 0
    for journey in range(len(subjects)):
        left = np.int64(node_count)
        for step in range(offsets[journey], offsets[journey + 1] + 1):
            entered = np.int64(nodes[step]) if step < offsets[journey + 1] else np.int64(node_count)
            key = left * width + entered
            slot = key if direct else ((key * np.int64(-7046029254386353131)) >> 24) & last
            cell = slots[slot]
            while cell >= 0 and keys[cell] != key:
                slot = (slot + 1) & last
                cell = slots[slot]
            if cell < 0:
                slots[slot] = cell = np.int32(cells)
                keys[cell], ends[cell, 0], ends[cell, 1] = key, left, entered
                cells += 1
            if mine[cell] == 0:
                touched[held] = cell
                held += 1
            mine[cell] += 1
            own[left, 0] += 1
            own[entered, 1] += 1
            left = entered
        if journey + 1 == len(subjects) or subjects[journey + 1] != subjects[journey]:
            settle_person(touched[:held], ends, mine, sums, own, by_end)
            held = 0
    return keys[:cells], sums[:cells], by_end


@compiled
def settle_person(  # noqa: PLR0917 - a kernel takes no keywords
    touched: Int32s, ends: Int32s, mine: Int32s, sums: Int64s, own: Int64s, by_end: Int64s
) -> None:
    """Add one person's counts to the sums and set them back to zero."""
    for cell in touched:
        count = np.int64(mine[cell])
        sums[cell, COUNT] += count
        sums[cell, PEOPLE] += 1
        sums[cell, SQUARES] += count * count
        sums[cell, TIMES_OUT] += count * own[ends[cell, 0], 0]
        sums[cell, TIMES_IN] += count * own[ends[cell, 1], 1]
        mine[cell] = 0
    for cell in touched:
        for side in range(2):
            node = ends[cell, side]
            count = own[
                node, side
            ]  # 0 when another pair has settled this node: adding it is cheaper than asking
            by_end[side, node, COUNT] += count
            by_end[side, node, PEOPLE] += count > 0
            by_end[side, node, SQUARES] += count * count
            own[node, side] = 0
