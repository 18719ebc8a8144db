"""Calendars: which day, week, month, quarter or year of a zone a moment in microseconds lies in.

Periods have fixed numbers, so that counts by number add up whatever data they come from. Their starts
are found once per zone and year; after that everything is a search in an array, summer time included.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np

from desirepath.journeys.batches import Int64s
from desirepath.records import Record

__all__ = ["PeriodUnit", "Periods", "first_day", "periods_between"]

PeriodUnit = Literal["day", "week", "month", "quarter", "year"]

MONTHS = {"month": 1, "quarter": 3, "year": 12}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_MONDAY = date(1969, 12, 29)  # of the week that 1970 begins in
FIRST_YEAR, LAST_YEAR = 2, 9998  # what Python's dates can hold in every zone
MICROSECOND = timedelta(microseconds=1)


class Periods(Record):
    """Consecutive periods of a zone: period `first` + i lasts from starts[i] up to starts[i + 1].

    The days, months, quarters and years of 1970 begin at number 0; week 0 is the Monday-based (ISO) week
    that 1 January 1970 lies in. A period begins at the first moment that its first date is on the clock,
    so that no date comes back where the clock does.
    """

    unit: PeriodUnit
    zone: str
    first: int
    starts: Int64s  # one more than there are periods

    def numbers(self, times_us: Int64s) -> Int64s:
        """The number of the period each of these times lies in; they must lie within the periods."""
        found: Int64s = self.first - 1 + np.searchsorted(self.starts, times_us, side="right")
        return found


def periods_between(unit: PeriodUnit, zone: str, since_us: int, until_us: int) -> Periods:
    """The periods of a zone from a moment to another, both included, and some around them.

    >>> days = periods_between("day", "Europe/Oslo", 0, 1)
    >>> days.numbers(np.array([-3_600_000_001, -3_600_000_000, 0])).tolist()  # midnight is at 23:00 UTC
    [-1, 0, 0]
    """
    return _periods(unit, zone, _year(since_us) - 1, max(_year(until_us), _year(since_us)) + 1)


def first_day(unit: PeriodUnit, number: int) -> date:
    """The first date of a period.

    >>> first_day("week", 0), first_day("quarter", 221)
    (datetime.date(1969, 12, 29), datetime.date(2025, 4, 1))
    """
    if unit == "day":
        return EPOCH.date() + timedelta(days=number)
    if unit == "week":
        return FIRST_MONDAY + timedelta(weeks=number)
    years, months = divmod(number * MONTHS[unit], 12)
    return date(1970 + years, 1 + months, 1)


@cache
def _periods(unit: PeriodUnit, zone: str, first_year: int, last_year: int) -> Periods:
    first_year, last_year = (min(max(year, FIRST_YEAR), LAST_YEAR) for year in (first_year, last_year))
    starts = [_starts(unit, zone, year) for year in range(first_year, last_year + 1)]
    return Periods(
        unit=unit, zone=zone, first=_number(unit, _dates(unit, first_year)[0]), starts=np.concatenate(starts)
    )


@cache
def _starts(unit: PeriodUnit, zone: str, year: int) -> Int64s:
    """When the periods begin whose first date lies in this year."""
    there = ZoneInfo(zone)
    return np.array([_midnight(day, there) for day in _dates(unit, year)], np.int64)


def _dates(unit: PeriodUnit, year: int) -> list[date]:
    if unit in MONTHS:
        return [date(year, month, 1) for month in range(1, 13, MONTHS[unit])]
    step = 7 if unit == "week" else 1
    first = date(year, 1, 1)
    first += timedelta(days=-first.weekday() % step)
    return [date.fromordinal(day) for day in range(first.toordinal(), date(year + 1, 1, 1).toordinal(), step)]


def _number(unit: PeriodUnit, first: date) -> int:
    if unit in MONTHS:
        return ((first.year - 1970) * 12 + first.month - 1) // MONTHS[unit]
    return (first - first_day(unit, 0)).days // (7 if unit == "week" else 1)


def _midnight(day: date, zone: ZoneInfo) -> int:
    """The first moment that this date, or a later one, is on the clock."""
    wanted = datetime(day.year, day.month, day.day, tzinfo=zone)
    after = wanted.astimezone(UTC)
    if after.astimezone(zone).replace(tzinfo=None) == wanted.replace(tzinfo=None):
        return (after - EPOCH) // MICROSECOND
    # The clock jumped over midnight: somewhere between midnight by the new time and by the old.
    low, high = (wanted.replace(fold=fold).astimezone(UTC) - EPOCH for fold in (1, 0))
    while high - low > MICROSECOND:
        middle = low + (high - low) // 2
        low, high = (low, middle) if (EPOCH + middle).astimezone(zone).date() >= day else (middle, high)
    return high // MICROSECOND


def _year(time_us: int) -> int:
    return int(np.datetime64(time_us, "us").astype("datetime64[Y]").astype(np.int64)) + 1970
