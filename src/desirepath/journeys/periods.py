"""A period that journeys are asked of, and how a person writes one.

A journey belongs to the period that it started in. `picking` keeps those of one; `calendars` knows when
days begin.
"""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from desirepath.errors import QuestionError
from desirepath.journeys.calendars import periods_between
from desirepath.records import Record

__all__ = ["Period", "period_from"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
DAY_US = 86_400_000_000
WRITTEN = (
    "Write 2025-03, 2025-Q1, 2025-W10, 2025 or a day; "
    "or from..to, such as 2025-01-01..2025-04-01, which ends before April."
)
YEARS = range(3, 9998)  # whose days every zone can count
WRITINGS = {
    "year": re.compile(r"(\d{4})"),
    "quarter": re.compile(r"(\d{4})-?[Qq]([1-4])"),
    "month": re.compile(r"(\d{4})-(\d{2})"),
    "week": re.compile(r"(\d{4})-?[Ww](\d{2})"),
    "day": re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
}
MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Period(Record):
    """From a moment up to another, which it does not hold; None: no end on that side.

    >>> Period(from_us=10, to_us=20).holds(20)
    False
    >>> Period(from_us=20, to_us=20)
    Traceback (most recent call last):
    ...
    desirepath.errors.QuestionError: Expected a period to begin before it ends: nothing can start in this one.
    """

    from_us: int | None = None
    to_us: int | None = None

    def __post_init__(self) -> None:
        if self.from_us is not None and self.to_us is not None and self.from_us >= self.to_us:
            raise QuestionError("Expected a period to begin before it ends: nothing can start in this one.")

    def holds(self, time_us: int) -> bool:
        """Whether a moment lies in it."""
        after = self.from_us is None or self.from_us <= time_us
        return after and (self.to_us is None or time_us < self.to_us)


def period_from(text: str, *, zone: str = "UTC") -> Period:
    """A period as a person writes it, in a zone: "2025-03", "2025-Q1", "2025-W10", "2025", "2025-03-05".

    A range goes from the start of one up to the start of the other: "2025-01-01..2025-04-01" is the first
    three months. Either end may be left out, or be a time ("2025-03-05T12:00"). QuestionError otherwise.

    >>> day = period_from("1970-01-02")
    >>> day.from_us, day.to_us
    (86400000000, 172800000000)
    >>> period_from("1970..1970-02") == period_from("1970-01")
    True
    >>> period_from("1970-01-02..", zone="Europe/Oslo")
    Period(from_us=82800000000, to_us=None)
    """
    first, dots, last = (part.strip() for part in text.partition(".."))
    if not dots:
        begin, end = _bounds(first, zone)
        return Period(from_us=begin, to_us=end)
    if not (first or last):
        raise QuestionError(f'"{text}" is not a period. {WRITTEN}')
    return Period(
        from_us=_bounds(first, zone)[0] if first else None, to_us=_bounds(last, zone)[0] if last else None
    )


def _bounds(text: str, zone: str) -> tuple[int, int | None]:
    """When this begins, and ends where it lasts."""
    for unit, writing in WRITINGS.items():
        found = writing.fullmatch(text)
        if found is not None:
            first = _first_day(unit, [int(part) for part in found.groups()], text)
            return _start(first, zone), _start(_day_after(unit, first), zone)
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise QuestionError(f'"{text}" is not a period. {WRITTEN}') from None
    read = read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone))
    return (read - EPOCH) // MICROSECOND, None


def _first_day(unit: str, numbers: list[int], text: str) -> date:
    year = numbers[0] if numbers[0] in YEARS else 0  # a year that no calendar has
    try:
        if unit == "week":
            return date.fromisocalendar(year, numbers[1], 1)
        if unit == "quarter":
            return date(year, 3 * numbers[1] - 2, 1)
        return date(year, *[*numbers[1:], 1, 1][:2])
    except ValueError:
        raise QuestionError(f'"{text}" is not in the calendar. {WRITTEN}') from None


def _day_after(unit: str, first: date) -> date:
    if unit not in MONTHS:
        return first + timedelta(days=7 if unit == "week" else 1)
    years, months = divmod(first.month - 1 + MONTHS[unit], 12)
    return date(first.year + years, months + 1, 1)


def _start(day: date, zone: str) -> int:
    number = (day - EPOCH.date()).days
    days = periods_between("day", zone, number * DAY_US, number * DAY_US)
    return int(days.starts[number - days.first])
