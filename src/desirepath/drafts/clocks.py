"""What clocks show: the hour of the day at many moments, looked up and not worked out one by one."""

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from desirepath.drafts.counting import Bools, Int8s, Int32s, Int64s
from desirepath.journeys import UNKNOWN_TIME, compiled

QUARTER_US = 900_000_000  # zones change by no less than a quarter of an hour
BITS = 12
AT_ONCE = 1 << BITS  # quarters of an hour, six weeks: a block, whose hours are looked up once
NO_HOUR = -1
EARLIEST, LATEST = (int(datetime(*day, tzinfo=UTC).timestamp()) for day in ((1, 1, 2), (9999, 12, 30)))


def local_hours(times_us: Int64s, *, zone: str) -> Int8s:
    """The hour of the day, 0 … 23, that clocks in a zone showed at these moments; −1 where none is known.

    >>> local_hours(np.array([1_735_689_600_000_000]), zone="Asia/Kolkata").tolist()  # midnight in London
    [5]
    """
    first_us, last_us = known_span(times_us)
    if first_us > last_us:
        return np.full(len(times_us), NO_HOUR, np.int8)
    first, last = (us // QUARTER_US >> BITS for us in (first_us, last_us))
    used = blocks_used(times_us, first, last - first + 1)
    hours = np.stack([_hours(block, zone) for block in (np.flatnonzero(used) + first).tolist()])
    return hours_at(times_us, first, (np.cumsum(used) - 1).astype(np.int32), hours)


@compiled
def known_span(times: Int64s) -> tuple[int, int]:
    """The first and the last moment that is known; the first is the later one where none is."""
    first, last = np.iinfo(np.int64).max, UNKNOWN_TIME
    for time in times:
        if time != UNKNOWN_TIME:
            first, last = min(first, time), max(last, time)
    return first, last


@compiled
def blocks_used(times: Int64s, first: int, count: int) -> Bools:
    """In which blocks, from the first one on, anything happened."""
    used = np.zeros(count, np.bool_)
    for time in times:
        if time != UNKNOWN_TIME:
            used[(time // QUARTER_US >> BITS) - first] = True
    return used


@compiled
def hours_at(times: Int64s, first: int, rows: Int32s, hours: Int8s) -> Int8s:
    """The hour of each moment; `rows` says of each block, from the first one on, where its `hours` are."""
    found = np.full(len(times), NO_HOUR, np.int8)
    for at in range(len(times)):
        if times[at] != UNKNOWN_TIME:
            quarter = times[at] // QUARTER_US
            found[at] = hours[rows[(quarter >> BITS) - first], quarter & (AT_ONCE - 1)]
    return found


@lru_cache(maxsize=4096)
def _hours(block: int, zone: str) -> Int8s:
    """What clocks show in each quarter of an hour of a block."""
    clock = ZoneInfo(zone)
    seconds = range(block * AT_ONCE * 900, (block + 1) * AT_ONCE * 900, 900)
    known = (min(max(each, EARLIEST), LATEST) for each in seconds)  # every zone knows these days
    moments = (datetime.fromtimestamp(each, UTC) for each in known)
    return np.array([moment.astimezone(clock).hour for moment in moments], np.int8)
