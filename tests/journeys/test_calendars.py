"""Periods against a twin that reads a zone's clock, moment by moment."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import get_args
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.journeys import PeriodUnit, first_day, periods_between
from desirepath.testing import microseconds

UNITS: tuple[PeriodUnit, ...] = get_args(PeriodUnit)
every_unit = pytest.mark.parametrize("unit", UNITS)
ZONES = [
    "UTC",
    "Europe/Oslo",  # changes at 02:00 and 03:00
    "America/Sao_Paulo",  # until 2019 from midnight to 01:00, and from midnight back to 23:00
    "America/St_Johns",  # until 2011 at one minute past midnight: the clock goes back to the day before
    "Pacific/Apia",  # had no 30 December 2011
    "Africa/Cairo",
    "Asia/Kathmandu",  # a quarter of an hour off
    "America/Toronto",  # in 1919 from 23:30 to 00:30
]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def on_the_clock(unit: PeriodUnit, zone: str, time_us: int) -> date:
    """The first date of the period a moment lies in: by the latest date that was on the clock by then."""
    moment = EPOCH + timedelta(microseconds=time_us)
    shown = max((moment - timedelta(minutes=m)).astimezone(ZoneInfo(zone)).date() for m in range(0, 121, 15))
    if unit == "day":
        return shown
    if unit == "week":
        return shown - timedelta(days=shown.weekday())
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    return date(shown.year, (shown.month - 1) // months * months + 1, 1)


def number(unit: PeriodUnit, zone: str, time_us: int) -> int:
    return int(periods_between(unit, zone, time_us, time_us).numbers(np.array([time_us]))[0])


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(UNITS),
    st.sampled_from(ZONES),
    st.integers(microseconds("1915-01-01 00:00"), microseconds("2040-01-01 00:00")),
)
def test_a_moment_lies_in_the_period_the_clock_says(unit: PeriodUnit, zone: str, time_us: int) -> None:
    assert first_day(unit, number(unit, zone, time_us)) == on_the_clock(unit, zone, time_us)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("unit", ["day", "week"])
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_around_every_change_of_the_clock_too(unit: PeriodUnit, zone: str, data: st.DataObject) -> None:
    day = data.draw(st.dates(date(1915, 1, 1), date(2035, 12, 31)))
    there = ZoneInfo(zone)
    hours = [datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=h) for h in range(8_800)]
    changes = [b for a, b in pairwise(hours)
               if a.astimezone(there).utcoffset() != b.astimezone(there).utcoffset()]  # fmt: skip
    for change in changes[:2]:
        for minutes in range(-150, 151, 15):
            time_us = (change + timedelta(minutes=minutes) - EPOCH) // timedelta(microseconds=1)
            assert first_day(unit, number(unit, zone, time_us)) == on_the_clock(unit, zone, time_us)


def test_the_day_the_clocks_change_is_an_hour_shorter_or_longer() -> None:
    days = periods_between(
        "day", "Europe/Oslo", microseconds("2025-01-01 12:00"), microseconds("2025-12-31 12:00")
    )
    hours = {
        first_day("day", days.first + i): int(length) // 3_600_000_000
        for i, length in enumerate(np.diff(days.starts))
    }
    assert (hours[date(2025, 3, 30)], hours[date(2025, 10, 26)], hours[date(2025, 6, 1)]) == (23, 25, 24)


def test_a_date_that_a_zone_never_had_lasts_no_time() -> None:
    moment = microseconds("2011-12-30 09:59:59")  # 23:59:59 on 29 December in Apia
    assert [first_day("day", number("day", "Pacific/Apia", moment + more)) for more in (0, 1_000_000)] == [
        date(2011, 12, 29),
        date(2011, 12, 31),
    ]


def test_midnight_that_a_clock_jumps_over_is_when_it_jumps() -> None:
    jump = microseconds("1919-03-31 04:30")  # 23:30 on 30 March in Toronto, where the clock went to 00:30
    assert [first_day("day", number("day", "America/Toronto", jump + more)).day for more in (-1, 0)] == [
        30,
        31,
    ]


def test_a_week_begins_on_monday_and_belongs_to_no_year() -> None:
    sunday, monday = microseconds("2024-12-29 23:59:59"), microseconds("2024-12-30 00:00")
    assert [first_day("week", number("week", "UTC", time)) for time in (sunday, monday)] == [
        date(2024, 12, 23),
        date(2024, 12, 30),
    ]


@every_unit
def test_periods_touch_and_their_numbers_follow_each_other(unit: PeriodUnit) -> None:
    periods = periods_between(
        unit, "Europe/Oslo", microseconds("2020-01-01 00:00"), microseconds("2030-01-01 00:00")
    )
    assert (np.diff(periods.starts) > 0).all()
    numbers = periods.numbers(periods.starts)
    assert numbers.tolist() == list(range(periods.first, periods.first + len(periods.starts)))
    assert [number(unit, "Europe/Oslo", int(start)) for start in periods.starts[::50]] == numbers[
        ::50
    ].tolist()


@every_unit
def test_a_moment_at_the_edge_of_the_calendar_is_no_error(unit: PeriodUnit) -> None:
    edges = [microseconds("0002-06-01 00:00"), microseconds("9998-06-01 00:00")]
    assert [first_day(unit, number(unit, "America/St_Johns", edge)).year for edge in edges] == [2, 9998]
