"""Moments and lengths of time as a person writes them."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from desirepath.errors import InputError

UNITS = {"w": 1 / 7, "d": 1, "day": 1, "days": 1, "h": 24, "hours": 24, "min": 1_440, "m": 1_440, "s": 86_400}


def moment(text: str, *, zone: tzinfo = UTC) -> int:
    """Microseconds UTC of an ISO date or time; a bare date means the end of that day in the zone.

    >>> moment("1970-01-01T00:00:01Z")
    1000000
    >>> moment("1970-01-01")
    86399999999
    """
    try:
        # a week is none: Python would take it for its first day
        read = None if "W" in text else datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None:
        raise InputError(f'"{text}" is not a date or time. Write 2025-06-30 or 2025-06-30T12:00:00Z.')
    if re.fullmatch(r"\d{4}-?\d\d-?\d\d", text):
        read += timedelta(days=1) - timedelta(microseconds=1)
    read = read if read.tzinfo else read.replace(tzinfo=zone)
    return (read - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1)


def days(text: str | None) -> float | None:
    """A length of time as a person writes it, in days.

    >>> days("7d"), days("12h"), days("36 min"), days(None)
    (7.0, 0.5, 0.025, None)
    """
    if text is None:
        return None
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*", text)
    if found is None or found[2] not in UNITS:
        raise InputError(f'"{text}" is not a length of time. Write 7d, 12h or 30min.')
    return float(found[1]) / UNITS[found[2]]


def written(moment_us: int | None) -> str | None:
    """The moment as RFC 3339, in UTC.

    >>> written(1_000_000)
    '1970-01-01T00:00:01Z'
    """
    if moment_us is None:
        return None
    read = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=moment_us)
    return read.isoformat().replace("+00:00", "Z")
