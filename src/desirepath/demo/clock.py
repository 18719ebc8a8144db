"""Times as the seven systems write them: one instant, many spellings.

Inside the demo an instant is whole seconds since 1970, UTC. Only here does it become text.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

MINUTE, HOUR, DAY = 60, 3600, 86400
OSLO = ZoneInfo("Europe/Oslo")
DENVER = ZoneInfo("America/Denver")  # a survey account nobody moved from its makers' zone
UNITS = {"s": 1, "m": MINUTE, "h": HOUR, "d": DAY}


def instant(text: str) -> int:
    """Seconds since 1970 of a local Oslo time.

    >>> instant("2025-01-01 01:00")
    1735689600
    """
    return int(datetime.fromisoformat(text).replace(tzinfo=OSLO).timestamp())


def seconds(text: str) -> int:
    """A length of time written short.

    >>> seconds("3m"), seconds("2d")
    (180, 172800)
    """
    return int(text[:-1]) * UNITS[text[-1]]


def in_oslo(at: int) -> datetime:
    """The local time in Oslo, where the company and its customers live."""
    return datetime.fromtimestamp(at, OSLO)


def zulu(at: int, milliseconds: int = 0) -> str:
    """ISO 8601 with milliseconds and Z, as Segment writes it.

    >>> zulu(1735689600, 7)
    '2025-01-01T00:00:00.007Z'
    """
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%S}.{milliseconds:03d}Z"


def zulu_seconds(at: int) -> str:
    """ISO 8601 with Z, as Zendesk writes it."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"


def warehouse(at: int) -> str:
    """UTC without saying so, as a warehouse connector writes it.

    >>> warehouse(1735689600)
    '2025-01-01 00:00:00.000'
    """
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S}.000"


def oslo_minute(at: int) -> str:
    """Local time to the minute, as HubSpot exports it for an account in Oslo."""
    return f"{in_oslo(at):%Y-%m-%d %H:%M}"


def oslo_day(at: int) -> str:
    """The local day."""
    return f"{in_oslo(at):%Y-%m-%d}"


def receipt_minute(at: int) -> str:
    """Local time as a Norwegian till prints it.

    >>> receipt_minute(1735689600)
    '01.01.2025 01:00'
    """
    return f"{in_oslo(at):%d.%m.%Y %H:%M}"


def denver(at: int) -> str:
    """Local time in Denver without saying so: the trap of the survey export.

    >>> denver(1735689600)
    '2024-12-31 17:00:00'
    """
    return f"{datetime.fromtimestamp(at, DENVER):%Y-%m-%d %H:%M:%S}"
