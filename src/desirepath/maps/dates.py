"""Times and durations as a map document writes them: RFC 3339 and ISO 8601.

Stored times are microseconds; a document holds text that a person can read. Nothing here knows the
present: `as_of` is always handed in.
"""

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from desirepath.errors import DocumentError

_DURATION = re.compile(r"^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$")
_LENGTH = re.compile(
    r"^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$"
)
_UNIT_US = (31_557_600_000_000, 2_629_800_000_000, 604_800_000_000, 86_400_000_000, 3_600_000_000, 60_000_000,
            1_000_000)  # fmt: skip
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def time_text(at_us: int) -> str:
    """A stored time as RFC 3339 text, to the second, in UTC.

    >>> time_text(1_735_732_800_000_000)
    '2025-01-01T12:00:00Z'
    """
    moment = _EPOCH + timedelta(microseconds=int(at_us))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def day_text(at_us: int, *, zone: str = "UTC") -> str:
    """The day of a stored time, where days begin as in this zone.

    >>> day_text(1_735_685_999_000_000), day_text(1_735_685_999_000_000, zone="Europe/Oslo")
    ('2024-12-31', '2024-12-31')
    >>> day_text(1_735_686_000_000_000, zone="Europe/Oslo")
    '2025-01-01'
    """
    moment = _EPOCH + timedelta(microseconds=int(at_us))
    return moment.astimezone(ZoneInfo(zone)).date().isoformat()


def parse_time(text: str, *, key: str | None = None) -> datetime:
    """The moment a document's text names; a day without a time is its start, no offset means UTC.

    >>> parse_time("2025-01-01").isoformat()
    '2025-01-01T00:00:00+00:00'
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise DocumentError(f'expected a date or time such as 2025-01-31, found "{text}"', key=key) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def earlier(moment: datetime, duration: str, *, key: str | None = None) -> datetime:
    """The moment one duration before another; months and years follow the calendar.

    >>> earlier(parse_time("2025-03-31"), "P1M").date().isoformat()
    '2025-02-28'
    >>> earlier(parse_time("2025-01-01"), "P365D").date().isoformat()
    '2024-01-02'
    """
    return _moved(moment, duration, sign=-1, key=key)


def later(moment: datetime, duration: str, *, key: str | None = None) -> datetime:
    """The moment one duration after another.

    >>> later(parse_time("2025-11-30"), "P3M").date().isoformat()
    '2026-02-28'
    """
    return _moved(moment, duration, sign=1, key=key)


def length_us(text: str, *, key: str | None = None) -> int:
    """How long an ISO 8601 duration is, in microseconds; a year is 365.25 days, a month a twelfth of it.

    >>> length_us("PT90M"), length_us("P1DT1H")
    (5400000000, 90000000000)
    """
    match = _LENGTH.match(text)
    if not match or not any(match.groups()):
        raise DocumentError(f'expected an ISO 8601 duration such as P90D or PT2H, found "{text}"', key=key)
    return sum(int(part or 0) * unit for part, unit in zip(match.groups(), _UNIT_US, strict=True))


def days_long(text: str, *, key: str | None = None) -> str:
    """The same text, if it is a duration of whole days, weeks, months or years."""
    earlier(datetime(2000, 1, 1, tzinfo=UTC), text, key=key)
    return text


def _moved(moment: datetime, duration: str, *, sign: int, key: str | None) -> datetime:
    match = _DURATION.match(duration)
    if not match or not any(match.groups()):
        raise DocumentError(
            f'expected an ISO 8601 duration of days, weeks, months or years such as P90D, found "{duration}"',
            key=key,
        )
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    month_index = moment.year * 12 + moment.month - 1 + sign * (years * 12 + months)
    year, month = divmod(month_index, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    whole = date(year, month + 1, day)
    return datetime.combine(whole, moment.timetz()) + sign * timedelta(weeks=weeks, days=days)
