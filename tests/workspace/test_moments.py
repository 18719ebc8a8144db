"""Moments and lengths of time as people write them."""

import pytest

from desirepath.errors import InputError
from desirepath.workspace import days, moment

DAY_US = 86_400_000_000


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T01:00:00+01:00", 0),
        ("1970-01-01T00:00:00", 0),  # no zone: UTC
        ("1970-01-01", DAY_US - 1),  # a day is asked about as of its end
        ("19700101", DAY_US - 1),
        ("1969-12-31", -1),
    ],
)
def test_a_moment_is_an_iso_date_or_time(text: str, microseconds: int) -> None:
    assert moment(text) == microseconds


@pytest.mark.parametrize("text", ["", "soon", "30.06.2025", "2025-13-01", "2025-02-30", "12:00", "2025"])
def test_what_is_no_moment_says_how_to_write_one(text: str) -> None:
    with pytest.raises(InputError, match="Write 2025-06-30"):
        moment(text)


@pytest.mark.parametrize(
    ("text", "length"), [("7d", 7), ("1 day", 1), ("12h", 0.5), ("2w", 14), ("36min", 0.025), ("43200s", 0.5)]
)
def test_a_length_of_time_has_a_unit(text: str, length: float) -> None:
    assert days(text) == pytest.approx(length)


@pytest.mark.parametrize("text", ["", "7", "d", "-7d", "7 moons", "seven days", "1e3d"])
def test_what_is_no_length_of_time_says_how_to_write_one(text: str) -> None:
    with pytest.raises(InputError, match="Write 7d, 12h or 30min"):
        days(text)


def test_a_week_is_not_a_moment() -> None:
    with pytest.raises(InputError, match="is not a date or time"):
        moment("2025-W26")
