"""What is done at which hour: the measure that a day in the life cites, asked of many hours in one pass."""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.drafts.counting import Int64s, kind_size
from desirepath.drafts.fact_sets import FactSet, fact_set
from desirepath.drafts.hour_sums import (
    EVER,
    EVER_SQUARED,
    HOURS,
    PEOPLE,
    PEOPLE_WITHIN,
    SUMS,
    WITHIN,
    WITHIN_EVER,
    WITHIN_SQUARED,
    WITHIN_WHOLE,
    count_by_hour,
    hours_of_steps,
    sum_by_slot,
)
from desirepath.engines import Engine
from desirepath.journeys import Journeys, Split, WholeLife
from desirepath.maps import BY_THE_HOUR
from desirepath.measures import Clustered, Frame, one_row_a_person, share_estimates
from desirepath.records import Record

ALL = "(all)"
FEW = 30
THE_DAY = {"measure": BY_THE_HOUR, "lens": "day"}
"""All that people began themselves at a known hour."""


class DoneBetween(Record):
    """What people began themselves at these touchpoints (all of them without any) from one hour to another.

    Columns: `node` (the whole, "(all)", and each "touchpoint · action" of the touchpoints that are named),
    `people` and `interactions` in these hours, with what they are of (`_n`). Shares, each with its 95 %
    interval and its n:

    - `share`: interactions in these hours / at any hour;
    - `then_share`: interactions in these hours / all that is done in them at these touchpoints;
    - `people_share`: people in these hours / all who did anything at a known hour.

    `too_few`: fewer than 30 people did anything at these touchpoints in these hours.
    """

    touchpoints: list[str] = []
    start: int = 0
    end: int = HOURS
    lens: str = "day"
    split: Split = WholeLife()  # of no matter here: a person counts once


class Slots(Record):
    """Where an interaction counts: slot i for some kinds, from one hour to another.

    The first slot is everybody and everything; then each question has its own, its whole before its nodes.
    """

    nodes: list[str]
    questions: list[int]  # which question a slot is of; −1: none
    since: Int64s
    until: Int64s
    whole: Int64s  # the slot of the question's whole
    starts: Int64s  # of each kind in `slots`
    slots: Int64s


class DayCounts(Record):
    """Several of these questions as one fold; made by `day_counts`."""

    slots: Slots
    daily: FactSet  # what is known to the day only
    split: Split = WholeLife()

    def scan(self, journeys: Journeys, frame: Frame) -> Int64s:
        """Sums by slot, of one partition."""
        hours = hours_of_steps(journeys, self.daily, zone=frame.zone)
        one = self.slots
        return sum_by_slot(
            journeys.offsets, journeys.subject, journeys.position, journeys.timelines.kinds, hours,
            one.starts, one.slots, one.since, one.until, one.whole,
        )  # fmt: skip

    def merge(self, *partials: Int64s) -> Int64s:
        """The sums of several parts."""
        summed: Int64s = np.sum([np.zeros((len(self.slots.nodes), SUMS), np.int64), *partials], axis=0)
        return summed

    def finish(self, partial: Int64s, frame: Frame) -> pa.Table:  # noqa: ARG002 - as every measure has it
        """The tables of all questions below one another; `question` says whose a row is."""
        slots = self.slots
        there = np.array([node == ALL for node in slots.nodes]) | (partial[:, EVER] > 0)
        there[0] = False  # everybody is nobody's question
        rows, whole, everybody = partial[there], partial[slots.whole[there]], partial[0, PEOPLE]
        return pa.table(
            {
                "question": pa.array(np.array(slots.questions)[there], pa.int64()),
                "node": pa.array(np.array(slots.nodes)[there].tolist(), pa.string()),
                "people": pa.array(rows[:, PEOPLE_WITHIN], pa.int64()),
                "people_n": pa.array([everybody] * len(rows), pa.int64()),
                "interactions": pa.array(rows[:, WITHIN], pa.int64()),
                "interactions_n": pa.array(whole[:, WITHIN], pa.int64()),
                **_share("share", _of_any_hour(rows)),
                **_share("then_share", _of_what_is_done_then(rows, whole)),
                **_share(
                    "people_share", one_row_a_person(rows[:, PEOPLE_WITHIN], np.full(len(rows), everybody))
                ),
                "too_few": pa.array(whole[:, PEOPLE_WITHIN] < FEW, pa.bool_()),
            }
        )


class HourCounts(Record):
    """How often each kind is done at each hour: columns `kind`, `hour`, `interactions`."""

    size: int  # kinds
    daily: FactSet
    split: Split = WholeLife()

    def scan(self, journeys: Journeys, frame: Frame) -> Int64s:
        """Interactions by kind and hour, of one partition."""
        hours = hours_of_steps(journeys, self.daily, zone=frame.zone)
        return count_by_hour(journeys.position, journeys.timelines.kinds, hours, self.size)

    def merge(self, *partials: Int64s) -> Int64s:
        """The sums of several parts."""
        summed: Int64s = np.sum([np.zeros((self.size, HOURS), np.int64), *partials], axis=0)
        return summed

    def finish(self, partial: Int64s, frame: Frame) -> pa.Table:  # noqa: ARG002 - as above
        """The table: what there is any of."""
        kinds, hours = np.nonzero(partial)
        return pa.table({"kind": kinds, "hour": hours, "interactions": partial[kinds, hours]})


def day_counts(questions: Sequence[DoneBetween], kinds: pa.Table, daily: Int64s | None) -> DayCounts:
    """Questions made ready to be asked of a store with these kinds; `daily` are facts without an hour."""
    rows = kinds.select(["code", "touchpoint", "action"]).to_pylist()
    slots = [_Slot(node=ALL, codes=[row["code"] for row in rows])]
    for number, one in enumerate(questions):
        slots += _slots_of(one, number, rows, whole=len(slots))
    return DayCounts(slots=_packed(slots, kind_size(kinds)), daily=fact_set(daily))


def of_question(table: pa.Table, number: int) -> pa.Table:
    """The table of one of the questions."""
    return table.filter(pc.field("question") == number).drop_columns(["question"])


def people_of(table: pa.Table) -> list[int]:
    """How many people each question found in its hours."""
    people: list[int] = table.filter(pc.field("node") == ALL)["people"].to_numpy().tolist()
    return people


def known_to_the_day(interactions: ibis.Table | None, engine: Engine | None) -> Int64s:
    """The facts whose hour nobody knows."""
    if interactions is None or engine is None:
        return np.empty(0, np.int64)
    daily = interactions.filter(interactions.precision == "day")
    facts: Int64s = engine.run(daily.select("fact"))["fact"].to_numpy()
    return facts


def action_node(touchpoint: str, action: str) -> str:
    """What the row of one action is called.

    >>> action_node("Home app", "opened")
    'Home app · opened'
    """
    return f"{touchpoint} · {action}"


class _Slot(Record):
    node: str
    codes: list[int]
    question: int = -1
    since: int = 0
    until: int = HOURS
    whole: int = 0


def _slots_of(one: DoneBetween, number: int, rows: Sequence[Mapping[str, Any]], *, whole: int) -> list[_Slot]:
    mine = [row for row in rows if not one.touchpoints or row["touchpoint"] in one.touchpoints]
    by_node: dict[str, list[int]] = {ALL: [row["code"] for row in mine]}
    for row in mine if one.touchpoints else []:  # of all that there is, only the whole is asked
        by_node.setdefault(action_node(row["touchpoint"] or "", row["action"] or ""), []).append(row["code"])
    return [
        _Slot(node=node, codes=by_node[node], question=number, since=one.start, until=one.end, whole=whole)
        for node in [ALL, *sorted(name for name in by_node if name != ALL)]
    ]


def _packed(slots: Sequence[_Slot], size: int) -> Slots:
    pairs = np.array([(code, at) for at, slot in enumerate(slots) for code in slot.codes], np.int64)
    pairs = pairs.reshape(-1, 2)
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    return Slots(
        nodes=[slot.node for slot in slots],
        questions=[slot.question for slot in slots],
        since=np.array([slot.since for slot in slots], np.int64),
        until=np.array([slot.until for slot in slots], np.int64),
        whole=np.array([slot.whole for slot in slots], np.int64),
        starts=np.searchsorted(pairs[:, 0], np.arange(size + 1)),
        slots=np.ascontiguousarray(pairs[:, 1]),
    )


def _of_any_hour(rows: Int64s) -> Clustered:
    return Clustered(
        hits=rows[:, WITHIN],
        rows=rows[:, EVER],
        people=rows[:, PEOPLE],
        hits_squared=rows[:, WITHIN_SQUARED],
        hits_rows=rows[:, WITHIN_EVER],
        rows_squared=rows[:, EVER_SQUARED],
    )


def _of_what_is_done_then(rows: Int64s, whole: Int64s) -> Clustered:
    return Clustered(
        hits=rows[:, WITHIN],
        rows=whole[:, WITHIN],
        people=whole[:, PEOPLE_WITHIN],
        hits_squared=rows[:, WITHIN_SQUARED],
        hits_rows=rows[:, WITHIN_WHOLE],
        rows_squared=whole[:, WITHIN_SQUARED],
    )


def _share(name: str, sums: Clustered) -> dict[str, "pa.Array[Any]"]:
    found = share_estimates(sums)
    columns = {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}
    told = {each: pa.array(values, pa.float64(), mask=np.isnan(values)) for each, values in columns.items()}
    return {**told, f"{name}_n": pa.array(sums.rows, pa.int64())}
