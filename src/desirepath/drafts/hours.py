"""The hours of a day in which people are at each touchpoint: counted, and cut down to the busiest.

What is known to the day only has no hour; what the organisation began is not the customer's day.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from desirepath.drafts.clocks import local_hours
from desirepath.drafts.counting import Bools, Int64s, Mask
from desirepath.journeys import ORGANISATION, UNKNOWN_TIME, Store
from desirepath.records import Record

WAKING = 0.95  # the fewest hours in a row with so much of all that is done are the day
Stretch = tuple[int, int]  # the first hour of the day, and how many


class DayRules(Record):
    """What of a day is drawn."""

    apart: float = (
        0.2  # of a touchpoint's interactions: so many more than were its day even, in its own hours
    )
    second: float = 0.08  # in a second stretch of hours: with less it has one only
    all_day: float = 0.9  # the fewest hours in a row with so many are the day of one that has no own hours
    fewest: int = 30  # people who were there in those hours
    steps: int = 12
    actions: int = 2  # named at a step
    alike: float = 0.6  # of the hours of two touchpoints together are those of both: they are met then
    several: int = 3  # touchpoints of one channel that are met at the same hours: so many are one step


class Block(Record):
    """Hours of one touchpoint, or of several of one channel that are met at the same hours."""

    touchpoints: list[str]  # with most people first
    channel: str
    start: int  # hour of the day, 0 … 23
    hours: int
    is_all_day: bool  # it has no hours of its own
    people: int  # there in these hours
    actions: list[tuple[str, str, int]]  # touchpoint, action, how often; most frequent first


class Hours(Record):
    """Interactions with a known hour: one entry each."""

    kind: Int64s
    hour: Int64s
    person: Int64s


def hours_of(store: Store, *, mask: Mask, as_of_us: int, zone: str, without: Int64s) -> Hours:
    """What people began themselves, each with its hour."""
    kinds, hours, people = [], [], []
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
        kinds.append(timelines.kinds[keep].astype(np.int64))
        hours.append(local_hours(timelines.happened_at_us[keep], zone=zone))
        people.append(rows[keep].astype(np.int64) + before)
        before += len(timelines.offsets) - 1
    nothing = np.empty(0, np.int64)
    return Hours(
        kind=np.concatenate([nothing, *kinds]),
        hour=np.concatenate([nothing, *hours]),
        person=np.concatenate([nothing, *people]),
    )


def busiest(counts: Sequence[int], within: float) -> Stretch:
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


def own_hours(counts: Sequence[int], day: int, *, apart: float, second: float = 1.0) -> list[Stretch]:
    """The hours in a row that hold most more than were the day even, each as its first hour and the number.

    The day is `day` hours long. What they hold more is Kuiper's statistic (1960), asked here of size and not
    of chance. A second stretch is another that holds at least `second` more. None where they do not hold
    `apart` more together: all hours are alike.

    >>> own_hours([0, 0, 10, 80, 10, 0], 4, apart=0.2), own_hours([0, 25, 25, 25, 25, 0], 4, apart=0.2)
    ([(3, 1)], [])
    >>> own_hours([0, 40, 10, 10, 40, 0], 4, apart=0.2, second=0.1)
    [(1, 1), (4, 1)]
    """
    more, first = _most_more(counts, day, range(len(counts)))
    others = [hour for hour in range(len(counts)) if not first[0] <= hour < sum(first)]
    less, other = _most_more(counts, day, others)
    if less >= second and more + less >= apart:
        return sorted([first, other])
    return [first] if more >= apart else []


def _most_more(counts: Sequence[int], day: int, among: Sequence[int]) -> tuple[float, Stretch]:
    """The stretch that holds most more than were the day even: the shortest of those, then the first."""
    total, free = max(sum(counts), 1), set(among)
    found = [
        (sum(counts[start : start + hours]) / total - hours / day, -hours, -start)
        for hours in range(1, day + 1)
        for start in range(len(counts) - hours + 1)
        if free.issuperset(range(start, start + hours))
    ]
    more, hours, start = max(found, default=(-1.0, -1, 0))
    return more, (-start, -hours)


def blocks_of(told: Hours, kinds: Sequence[Mapping[str, Any]], rules: DayRules) -> list[Block]:
    """The hours of the touchpoints most people were at: those of all day, then in the order of the day."""
    rows = {kind["code"]: kind for kind in kinds}
    names = sorted({kind["touchpoint"] or "" for kind in rows.values()} - {""})
    day = busiest(np.bincount(told.hour, minlength=24).tolist(), WAKING)[1]
    found = [block for name in names for block in _of_touchpoint(name, told, day=day, rows=rows, rules=rules)]
    joined = _joined(found, told, rows, rules)
    most = sorted(joined, key=lambda block: (-block.people, block.touchpoints))[: rules.steps]
    dawn = min((block.start for block in most), default=0)
    return sorted(
        (_from(dawn, block, told, rows) if block.is_all_day else block for block in most),
        key=lambda block: (not block.is_all_day, block.start, block.start + block.hours, block.touchpoints),
    )


def _from(dawn: int, block: Block, told: Hours, rows: Mapping[int, Mapping[str, Any]]) -> Block:
    """What is met all day, from where the day begins: on a clock it stands before all else."""
    stretch = dawn, block.start + block.hours - dawn
    return _block(block.touchpoints, told, stretch, is_all_day=True, rows=rows)


def _of_touchpoint(
    name: str, told: Hours, *, day: int, rows: Mapping[int, Mapping[str, Any]], rules: DayRules
) -> list[Block]:
    counts = np.bincount(told.hour[_at(told, [name], rows)], minlength=24).tolist()
    if not sum(counts):
        return []
    own = own_hours(counts, day, apart=rules.apart, second=rules.second)
    blocks = [
        _block([name], told, stretch, is_all_day=not own, rows=rows)
        for stretch in own or [busiest(counts, rules.all_day)]
    ]
    return [block for block in blocks if block.people >= rules.fewest]


def _joined(
    blocks: Sequence[Block], told: Hours, rows: Mapping[int, Mapping[str, Any]], rules: DayRules
) -> list[Block]:
    """The blocks; several of one channel that are met at the same hours as one, at the hours of most."""
    groups: list[list[Block]] = []
    for block in sorted(blocks, key=lambda each: (-each.people, each.touchpoints)):
        for group in groups:
            if _is_alike(group[0], block, rules.alike):
                group.append(block)
                break
        else:
            groups.append([block])
    found: list[Block] = []
    for group in groups:
        if len(group) < rules.several:
            found += group
            continue
        most = group[0]
        names = list(dict.fromkeys(name for block in group for name in block.touchpoints))
        stretch = most.start, most.hours
        found.append(_block(names, told, stretch, is_all_day=most.is_all_day, rows=rows))
    return found


def _is_alike(one: Block, other: Block, alike: float) -> bool:
    if one.channel != other.channel or one.is_all_day != other.is_all_day:
        return False
    mine, theirs = (set(range(each.start, each.start + each.hours)) for each in (one, other))
    return len(mine & theirs) >= alike * len(mine | theirs)


def _at(told: Hours, names: Sequence[str], rows: Mapping[int, Mapping[str, Any]]) -> Bools:
    wanted = [code for code, kind in rows.items() if kind["touchpoint"] in names]
    here: Bools = np.isin(told.kind, wanted)
    return here


def _block(
    names: list[str],
    told: Hours,
    stretch: Stretch,
    *,
    is_all_day: bool,
    rows: Mapping[int, Mapping[str, Any]],
) -> Block:
    start, hours = stretch
    inside = _at(told, names, rows) & (told.hour >= start) & (told.hour < start + hours)
    actions: Counter[tuple[str, str]] = Counter()
    channels: Counter[str] = Counter()
    for code, count in enumerate(np.bincount(told.kind[inside]).tolist()):
        if count:
            actions[rows[code]["touchpoint"], rows[code]["action"] or ""] += count
            channels[rows[code]["channel"] or ""] += count
    return Block(
        touchpoints=names,
        channel=min(channels, key=lambda name: (-channels[name], name), default=""),
        start=start,
        hours=hours,
        is_all_day=is_all_day,
        people=len(np.unique(told.person[inside])),
        actions=[
            (touchpoint, action, count)
            for (touchpoint, action), count in sorted(actions.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
    )
