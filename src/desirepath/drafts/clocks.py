"""What clocks show, and what is done at which hour: the measure that a day in the life cites.

Integers only. What is known to the day only has no hour; what the organisation began is not the customer's
day.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import ibis
import msgspec
import numpy as np
import pyarrow as pa

from desirepath.drafts.counting import Bools, Int64s
from desirepath.engines import Engine
from desirepath.journeys import ORGANISATION, UNKNOWN_TIME, Journeys, Split, WholeLife
from desirepath.maps import BY_THE_HOUR, JourneyMap, all_evidence
from desirepath.measures import Frame
from desirepath.records import Record

HOUR_US = 3_600_000_000
QUARTER_US = HOUR_US // 4  # zones change by no less
AT_ONCE = 4096  # quarters of an hour, six weeks: their hours are looked up once
MOST_BLOCKS = 1000
ALL = "(all)"
FEW = 30
THE_DAY = {"measure": BY_THE_HOUR, "lens": "day"}
"""All that people began themselves at a known hour."""


class DoneBetween(Record):
    """What people began themselves at these touchpoints (all of them without any) from one hour to another.

    Columns: `node` (the whole, "(all)", and each "touchpoint · action" of the touchpoints that are named),
    `people` and `interactions` in these hours, `share`: interactions in these hours / at any hour.
    `interactions_n` is what is done in these hours in all, `share_n` what is done at any hour; `too_few`:
    fewer than 30 people.
    """

    touchpoints: list[str] = []
    start: int = 0
    end: int = 24
    lens: str = "day"
    split: Split = WholeLife()
    daily: Any = None  # the facts that are known to the day only

    def scan(self, journeys: Journeys, frame: Frame) -> dict[str, tuple[int, int, int]]:
        """By node: people and interactions in these hours, and interactions at any hour; of one partition."""
        timelines, owner = journeys.timelines, np.repeat(journeys.subject, np.diff(journeys.offsets))
        names = _nodes(self.touchpoints, frame.kinds)
        node = names.codes[timelines.kinds[journeys.position]]
        keep = (node >= 0) & (timelines.happened_at_us[journeys.position] != UNKNOWN_TIME)
        if timelines.initiator is not None:
            keep &= timelines.initiator[journeys.position] != ORGANISATION
        if self.daily is not None and len(self.daily):
            keep &= ~np.isin(timelines.fact[journeys.position], self.daily)
        node, owner = node[keep], owner[keep]
        inside = np.ones(len(node), np.bool_)
        if (self.start, self.end) != (0, 24):
            hour = local_hours(timelines.happened_at_us[journeys.position[keep]], zone=frame.zone)
            inside = (hour >= self.start) & (hour < self.end)
        found = {ALL: (_different(owner[inside]), int(np.count_nonzero(inside)), len(node))}
        if not self.touchpoints:  # of all that there is, only the whole is asked
            return found
        for number, name in enumerate(names.nodes):
            here = node == number
            if here.any():
                mine = here & inside
                found[name] = (
                    _different(owner[mine]), int(np.count_nonzero(mine)), int(np.count_nonzero(here))
                )  # fmt: skip
        return found

    def merge(self, *partials: dict[str, tuple[int, int, int]]) -> dict[str, tuple[int, int, int]]:
        """The sums of several parts."""
        summed: dict[str, tuple[int, int, int]] = {}
        for partial in partials:
            for name, (people, inside, every) in partial.items():
                before = summed.get(name, (0, 0, 0))
                summed[name] = (before[0] + people, before[1] + inside, before[2] + every)
        return summed

    def finish(self, partial: dict[str, tuple[int, int, int]], frame: Frame) -> pa.Table:  # noqa: ARG002 - as every measure has it
        """The table: the whole, then what is done there."""
        whole = partial.get(ALL, (0, 0, 0))
        rows = [(ALL, whole), *sorted((name, each) for name, each in partial.items() if name != ALL)]
        return pa.table(
            {
                "node": pa.array([name for name, _ in rows], pa.string()),
                "people": pa.array([people for _, (people, _, _) in rows], pa.int64()),
                "interactions": pa.array([inside for _, (_, inside, _) in rows], pa.int64()),
                "interactions_n": pa.array([whole[1]] * len(rows), pa.int64()),
                "share": pa.array(
                    [inside / every if every else None for _, (_, inside, every) in rows], pa.float64()
                ),
                "share_n": pa.array([every for _, (_, _, every) in rows], pa.int64()),
                "too_few": pa.array([people < FEW for _, (people, _, _) in rows], pa.bool_()),
            }
        )


def _different(owner: Int64s) -> int:
    """How many people these are of; what one did stands together."""
    return int(np.count_nonzero(owner[1:] != owner[:-1])) + 1 if len(owner) else 0


class _Nodes(Record):
    nodes: list[str]
    codes: Int64s  # by kind code: the node, −1 for none


def _nodes(touchpoints: list[str], kinds: pa.Table | None) -> _Nodes:
    assert kinds is not None  # noqa: S101 - a frame that is asked of a store has them
    rows = kinds.select(["code", "touchpoint", "action"]).to_pylist()
    mine = [row for row in rows if not touchpoints or row["touchpoint"] in touchpoints]
    names = {row["code"]: action_node(row["touchpoint"] or "", row["action"] or "") for row in mine}
    nodes = sorted(set(names.values()))
    codes = np.full(max((row["code"] for row in rows), default=0) + 1, -1, np.int64)
    for code, name in names.items():
        codes[code] = nodes.index(name)
    return _Nodes(nodes=nodes, codes=codes)


def action_node(touchpoint: str, action: str) -> str:
    """What the row of one action is called.

    >>> action_node("Home app", "opened")
    'Home app · opened'
    """
    return f"{touchpoint} · {action}"


def is_by_the_hour(journey_map: JourneyMap) -> bool:
    """Whether anything on a map rests on what is done at which hour."""
    return any(piece.measure == BY_THE_HOUR for piece in all_evidence(journey_map))


def with_people(journey_map: JourneyMap) -> JourneyMap:
    """The map with the people at each step who were there in its hours, as its cards have counted them."""
    counted = {
        card.step: round(piece.value)
        for lane in journey_map.lanes
        if lane.role == "metrics"
        for card in lane.cards
        for piece in card.evidence
        if piece.measure == BY_THE_HOUR and piece.column == "people" and piece.value is not None
    }
    stages = [
        msgspec.structs.replace(
            stage,
            steps=[msgspec.structs.replace(one, reach=counted.get(one.id, one.reach)) for one in stage.steps],
        )
        for stage in journey_map.stages
    ]
    return msgspec.structs.replace(journey_map, stages=stages) if counted else journey_map


def known_to_the_day(interactions: ibis.Table | None, engine: Engine | None) -> Int64s:
    """The facts whose hour nobody knows."""
    if interactions is None or engine is None:
        return np.empty(0, np.int64)
    daily = interactions.filter(interactions.precision == "day")
    facts: Int64s = engine.run(daily.select("fact"))["fact"].to_numpy()
    return facts


def local_hours(times_us: Int64s, *, zone: str) -> Int64s:
    """The hour of the day, 0 … 23, that clocks in a zone showed at these moments.

    >>> local_hours(np.array([1_735_689_600_000_000]), zone="Asia/Kolkata").tolist()  # midnight in London
    [5]
    """
    if not len(times_us):
        return np.empty(0, np.int64)
    quarters = times_us // QUARTER_US
    first, last = int(quarters.min()) // AT_ONCE, int(quarters.max()) // AT_ONCE
    if last - first < MOST_BLOCKS:
        shown = np.concatenate([_hours(block, zone) for block in range(first, last + 1)])
        return shown[quarters - first * AT_ONCE]
    found = np.empty(len(quarters), np.int64)
    for block in np.unique(quarters // AT_ONCE).tolist():
        here: Bools = quarters // AT_ONCE == block
        found[here] = _hours(block, zone)[quarters[here] - block * AT_ONCE]
    return found


@lru_cache(maxsize=4 * MOST_BLOCKS)
def _hours(block: int, zone: str) -> Int64s:
    """What clocks show in each quarter of an hour of a stretch."""
    clock = ZoneInfo(zone)
    quarters = range(block * AT_ONCE, (block + 1) * AT_ONCE)
    shown = [datetime.fromtimestamp(quarter * 900, UTC).astimezone(clock).hour for quarter in quarters]
    return np.array(shown, np.int64)
