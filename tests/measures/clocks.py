"""Calendar periods as a person reads them off a clock: the twin of what the measures over time count by."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from desirepath.testing import microseconds

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HOUR = 3_600_000_000
OSLO = "Europe/Oslo"
SPRING = microseconds("2025-03-28 22:00")  # two days before the clocks change, in the last days of a month


def begins(unit: str, time_us: int, zone: str = OSLO) -> date:
    """The first day of the period that a moment lies in."""
    day = (EPOCH + timedelta(microseconds=time_us)).astimezone(ZoneInfo(zone)).date()
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day


def after(unit: str, first: date, periods: int = 1) -> date:
    """The first day of the period that many periods later."""
    if unit == "month":
        months = first.year * 12 + first.month - 1 + periods
        return date(months // 12, months % 12 + 1, 1)
    return first + timedelta(days=periods * (7 if unit == "week" else 1))
