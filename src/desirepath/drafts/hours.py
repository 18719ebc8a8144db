"""The hours of a day in which people are at each touchpoint: counted, and cut down to the busiest.

What is known to the day only has no hour; what the organisation began is not the customer's day.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import ibis
import numpy as np

from desirepath.drafts.counting import Bools, Int64s, Mask
from desirepath.engines import Engine
from desirepath.journeys import ORGANISATION, UNKNOWN_TIME, Store
from desirepath.records import Record

HOUR_US = 3_600_000_000
WAKING = 0.95  # the fewest hours in a row with so much of all that is done are the day
QUARTER_US = HOUR_US // 4  # zones change by no less


class DayRules(Record):
    """What of a day is drawn."""

    apart: float = (
        0.2  # of a touchpoint's interactions: so many more than were its day even, in its own hours
    )
    all_day: float = 0.9  # the fewest hours in a row with so many are the day of one that has no own hours
    fewest: int = 30  # people who were there in those hours
    steps: int = 12
    actions: int = 2  # named at a step


class Block(Record):
    """The hours of one touchpoint."""

    touchpoint: str
    channel: str
    start: int  # hour of the day, 0 … 23
    hours: int
    is_all_day: bool  # it has no hours of its own
    people: int  # there in these hours
    interactions: int  # in these hours
    of: int  # at any hour
    actions: list[tuple[str, int]]  # most frequent first


class Hours(Record):
    """Interactions with a known hour: one entry each."""

    kind: Int64s
    hour: Int64s
    person: Int64s
    first_us: int
    last_us: int


def known_to_the_day(interactions: ibis.Table | None, engine: Engine | None) -> Int64s:
    """The facts whose hour nobody knows."""
    if interactions is None or engine is None:
        return np.empty(0, np.int64)
    daily = interactions.filter(interactions.precision == "day")
    facts: Int64s = engine.run(daily.select("fact"))["fact"].to_numpy()
    return facts


def hours_of(store: Store, *, mask: Mask, as_of_us: int, zone: str, without: Int64s) -> Hours:
    """What people began themselves, each with its hour."""
    kinds, hours, people, moments = [], [], [], []
    before = 0
    for number, timelines in enumerate(store.partitions):
        keep = (timelines.happened_at_us <= as_of_us) & (timelines.happened_at_us != UNKNOWN_TIME)
        if mask is not None:
            keep &= np.repeat(mask[number], np.diff(timelines.offsets))
        if timelines.initiator is not None:
            keep &= timelines.initiator != ORGANISATION
        if len(without):
            keep &= ~np.isin(timelines.fact, without)
        rows = np.repeat(np.arange(len(timelines.offsets) - 1), np.diff(timelines.offsets))
        times = timelines.happened_at_us[keep]
        kinds.append(timelines.kinds[keep].astype(np.int64))
        hours.append(local_hours(times, zone=zone))
        people.append(rows[keep].astype(np.int64) + before)
        moments.append(times)
        before += len(timelines.offsets) - 1
    when = np.concatenate([np.empty(0, np.int64), *moments])
    return Hours(
        kind=np.concatenate([np.empty(0, np.int64), *kinds]),
        hour=np.concatenate([np.empty(0, np.int64), *hours]),
        person=np.concatenate([np.empty(0, np.int64), *people]),
        first_us=int(when.min()) if len(when) else 0,
        last_us=int(when.max()) if len(when) else 0,
    )


def local_hours(times_us: Int64s, *, zone: str) -> Int64s:
    """The hour of the day, 0 … 23, that clocks in a zone showed at these moments.

    >>> local_hours(np.array([1_735_689_600_000_000]), zone="Asia/Kolkata").tolist()  # midnight in London
    [5]
    """
    clock = ZoneInfo(zone)
    quarters, place = np.unique(times_us // QUARTER_US, return_inverse=True)
    shown = [
        datetime.fromtimestamp(quarter * 900, UTC).astimezone(clock).hour for quarter in quarters.tolist()
    ]
    hours: Int64s = np.array(shown, np.int64)[place]
    return hours


def busiest(counts: Sequence[int], within: float) -> tuple[int, int]:
    """The first hour and the number of hours of the fewest in a row that hold so many; the fullest of those.

    >>> busiest([0, 0, 5, 9, 6, 0], 0.7)
    (3, 2)
    """
    total, sums = sum(counts), np.concatenate([[0], np.cumsum(counts)])
    for hours in range(1, len(counts) + 1):
        held = sums[hours:] - sums[:-hours]
        best = int(np.argmax(held))
        if held[best] >= within * total:
            return best, hours
    return 0, len(counts)


def own_hours(counts: Sequence[int], day: int, *, apart: float) -> tuple[int, int] | None:
    """The first hour and the number of the hours in a row that hold most more than were the day even.

    The day is `day` hours long. None where they hold less than `apart` more: then all hours are alike. What
    they hold more is Kuiper's statistic (1960), asked here of size and not of chance.

    >>> own_hours([0, 0, 10, 80, 10, 0], 4, apart=0.2), own_hours([0, 25, 25, 25, 25, 0], 4, apart=0.2)
    ((3, 1), None)
    """
    total = max(sum(counts), 1)
    found = max(
        (sum(counts[start : start + hours]) / total - hours / day, -hours, -start)
        for hours in range(1, day + 1)
        for start in range(len(counts) - hours + 1)
    )
    more, hours, start = found
    return (-start, -hours) if more >= apart else None


def blocks_of(told: Hours, store: Store, rules: DayRules) -> list[Block]:
    """The hours of the touchpoints most people were at: those of all day, then in the order of the day."""
    rows = {kind["code"]: kind for kind in store.kinds.to_pylist()}
    names = sorted({kind["touchpoint"] or "" for kind in rows.values()} - {""})
    place = np.full(max(rows, default=0) + 1, -1, np.int64)
    for code, kind in rows.items():
        place[code] = names.index(kind["touchpoint"]) if kind["touchpoint"] else -1
    at = place[told.kind]
    day = busiest(np.bincount(told.hour, minlength=24).tolist(), WAKING)[1]
    found = [
        block
        for number, name in enumerate(names)
        if (block := _block(name, told, at == number, day=day, rows=rows, rules=rules)) is not None
    ]
    most = sorted(found, key=lambda block: (-block.people, block.touchpoint))[: rules.steps]
    return sorted(
        most,
        key=lambda block: (not block.is_all_day, block.start, block.start + block.hours, block.touchpoint),
    )


def _block(
    name: str, told: Hours, here: Bools, *, day: int, rows: Mapping[int, Mapping[str, Any]], rules: DayRules
) -> Block | None:
    """The hours of one touchpoint; None where too few people were there."""
    counts = np.bincount(told.hour[here], minlength=24)
    own = own_hours(counts.tolist(), day, apart=rules.apart)
    start, hours = own or busiest(counts.tolist(), rules.all_day)
    inside = here & (told.hour >= start) & (told.hour < start + hours)
    people = len(np.unique(told.person[inside]))
    if people < rules.fewest:
        return None
    actions: Counter[str] = Counter()
    channels: Counter[str] = Counter()
    for code, count in enumerate(np.bincount(told.kind[inside]).tolist()):
        if count:
            actions[rows[code]["action"] or ""] += count
            channels[rows[code]["channel"] or ""] += count
    return Block(
        touchpoint=name,
        channel=channels.most_common(1)[0][0],
        start=start,
        hours=hours,
        is_all_day=own is None,
        people=people,
        interactions=int(np.count_nonzero(inside)),
        of=int(np.count_nonzero(here)),
        actions=sorted(actions.items(), key=lambda pair: (-pair[1], pair[0])),
    )
