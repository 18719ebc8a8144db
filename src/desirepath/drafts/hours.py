"""The hours of a day in which people are at each touchpoint: counted, and cut down to the busiest.

What is known to the day only has no hour; what the organisation began is not the customer's day.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.drafts.counting import Int64s, Mask, kind_count
from desirepath.drafts.day_counts import DayCounts, DoneBetween, HourCounts, day_counts, people_of
from desirepath.drafts.fact_sets import fact_set
from desirepath.drafts.hour_sums import HOURS
from desirepath.journeys import Store, lens_by
from desirepath.measures import Viewed, measure_together
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
    actions: list[tuple[str, str, int]]  # touchpoint, action, how often; most frequent first
    people: int = 0  # there in these hours; counted when all blocks are known


class Kind(Record):
    """One kind of interaction, and how often people began it themselves at each hour."""

    touchpoint: str
    action: str
    channel: str
    counts: Int64s


class Told(Record):
    """What is known of the hours: each kind that was done at a known one, and how to count people."""

    kinds: list[Kind]
    count_people: Callable[[Sequence[DoneBetween]], list[int]]

    def at(self, names: Sequence[str]) -> Int64s:
        """Interactions at these touchpoints, by hour."""
        counts = [kind.counts for kind in self.kinds if kind.touchpoint in names]
        summed: Int64s = np.sum([np.zeros(HOURS, np.int64), *counts], axis=0)
        return summed


def hours_told(store: Store, *, mask: Mask, as_of_us: int, zone: str, daily: Int64s) -> Told:
    """What people began themselves, by its hour; `daily` are the facts that are known to the day only."""
    lens = lens_by("touchpoint", store.kinds)
    of_each = HourCounts(size=kind_count(store), daily=fact_set(daily))

    def answered(question: HourCounts | DayCounts) -> pa.Table:
        viewed = [Viewed(question=question, lens=lens)]
        return measure_together(viewed, store, mask=mask, as_of_us=as_of_us, zone=zone)[0]

    def count_people(asked: Sequence[DoneBetween]) -> list[int]:
        return people_of(answered(day_counts(asked, store.kinds, daily))) if asked else []

    return Told(kinds=_kinds(store.kinds, answered(of_each)), count_people=count_people)


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


def blocks_of(told: Told, rules: DayRules) -> list[Block]:
    """The hours of the touchpoints most people were at: those of all day, then in the order of the day."""
    names = sorted({kind.touchpoint for kind in told.kinds} - {""})
    day = busiest(np.sum([kind.counts for kind in told.kinds], axis=0), WAKING)[1] if told.kinds else 0
    own = [block for name in names for block in _of_touchpoint(name, told, day=day, rules=rules)]
    found = [block for block in _counted(own, told) if block.people >= rules.fewest]
    joined = _joined(found, told, rules)
    most = sorted(joined, key=lambda block: (-block.people, block.touchpoints))[: rules.steps]
    dawn = min((block.start for block in most), default=0)
    whole = _counted([_from(dawn, block, told) for block in most if block.is_all_day], told)
    return sorted(
        [*whole, *(block for block in most if not block.is_all_day)],
        key=lambda block: (not block.is_all_day, block.start, block.start + block.hours, block.touchpoints),
    )


def _counted(blocks: Sequence[Block], told: Told) -> list[Block]:
    """The blocks with the people who were there in their hours; all are counted in one pass."""
    asked = [
        DoneBetween(touchpoints=block.touchpoints, start=block.start, end=block.start + block.hours)
        for block in blocks
    ]
    people = told.count_people(asked)
    return [msgspec.structs.replace(block, people=count) for block, count in zip(blocks, people, strict=True)]


def _from(dawn: int, block: Block, told: Told) -> Block:
    """What is met all day, from where the day begins: on a clock it stands before all else."""
    return _block(block.touchpoints, told, (dawn, block.start + block.hours - dawn), is_all_day=True)


def _of_touchpoint(name: str, told: Told, *, day: int, rules: DayRules) -> list[Block]:
    counts = told.at([name]).tolist()
    if not sum(counts):
        return []
    own = own_hours(counts, day, apart=rules.apart, second=rules.second)
    return [
        _block([name], told, stretch, is_all_day=not own)
        for stretch in own or [busiest(counts, rules.all_day)]
    ]


def _joined(blocks: Sequence[Block], told: Told, rules: DayRules) -> list[Block]:
    """The blocks; several of one channel that are met at the same hours as one, at the hours of most."""
    groups: list[list[Block]] = []
    for block in sorted(blocks, key=lambda each: (-each.people, each.touchpoints)):
        alike = next((group for group in groups if _is_alike(group[0], block, rules.alike)), None)
        if alike is None:
            groups.append([block])
        else:
            alike.append(block)
    few = [block for group in groups if len(group) < rules.several for block in group]
    return [*few, *_counted([_one(group, told) for group in groups if len(group) >= rules.several], told)]


def _one(group: Sequence[Block], told: Told) -> Block:
    most = group[0]
    names = list(dict.fromkeys(name for block in group for name in block.touchpoints))
    return _block(names, told, (most.start, most.hours), is_all_day=most.is_all_day)


def _is_alike(one: Block, other: Block, alike: float) -> bool:
    if one.channel != other.channel or one.is_all_day != other.is_all_day:
        return False
    mine, theirs = (set(range(each.start, each.start + each.hours)) for each in (one, other))
    return len(mine & theirs) >= alike * len(mine | theirs)


def _block(names: list[str], told: Told, stretch: Stretch, *, is_all_day: bool) -> Block:
    start, hours = stretch
    actions: Counter[tuple[str, str]] = Counter()
    channels: Counter[str] = Counter()
    for kind in told.kinds:
        count = int(kind.counts[start : start + hours].sum()) if kind.touchpoint in names else 0
        if count:
            actions[kind.touchpoint, kind.action] += count
            channels[kind.channel] += count
    return Block(
        touchpoints=names,
        channel=min(channels, key=lambda name: (-channels[name], name), default=""),
        start=start,
        hours=hours,
        is_all_day=is_all_day,
        actions=[
            (touchpoint, action, count)
            for (touchpoint, action), count in sorted(actions.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
    )


def _kinds(kinds: pa.Table, counted: pa.Table) -> list[Kind]:
    by_kind: dict[int, Int64s] = defaultdict(lambda: np.zeros(HOURS, np.int64))
    for row in counted.to_pylist():
        by_kind[row["kind"]][row["hour"]] = row["interactions"]
    return [
        Kind(
            touchpoint=row["touchpoint"] or "",
            action=row["action"] or "",
            channel=row["channel"] or "",
            counts=by_kind[row["code"]],
        )
        for row in kinds.to_pylist()
        if row["code"] in by_kind
    ]
