"""Periods as people write them, in the zone they live in."""

import pytest

from desirepath.errors import QuestionError
from desirepath.journeys import Period, period_from
from desirepath.testing import microseconds


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2026-01-01"),
        ("2025-Q2", "2025-04-01", "2025-07-01"),
        ("2025-12", "2025-12-01", "2026-01-01"),
        ("2025-W01", "2024-12-30", "2025-01-06"),
        ("2024-02-29", "2024-02-29", "2024-03-01"),
        ("2025-01-01..2025-04-01", "2025-01-01", "2025-04-01"),
        ("2025-01 .. 2025-Q2", "2025-01-01", "2025-04-01"),
        ("2025-01..", "2025-01-01", None),
        ("..2025", None, "2025-01-01"),
    ],
)
def test_a_period_is_read_from_what_a_person_writes(text: str, first: str, last: str | None) -> None:
    begin, end = (None if day is None else microseconds(f"{day} 00:00") for day in (first, last))
    assert period_from(text) == Period(from_us=begin, to_us=end)


def test_a_period_begins_at_midnight_where_the_workspace_is() -> None:
    march = period_from("2025-03", zone="Europe/Oslo")
    assert march.from_us == microseconds("2025-02-28 23:00")
    assert march.to_us == microseconds("2025-03-31 22:00")  # summer time has begun
    assert period_from("2025-03-05T12:00..", zone="Europe/Oslo").from_us == microseconds("2025-03-05 11:00")
    assert period_from("2025-03-05T12:00Z..", zone="Europe/Oslo").from_us == microseconds("2025-03-05 12:00")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("soon", "is not a period"),
        ("..", "is not a period"),
        ("", "is not a period"),
        ("2025-13", "is not in the calendar"),
        ("2025-W54", "is not in the calendar"),
        ("0000", "is not in the calendar"),
        ("9999", "is not in the calendar"),
        ("2025-04..2025-01", "begin before it ends"),
        ("2025-04..2025-04", "begin before it ends"),
    ],
)
def test_what_is_no_period_is_refused(text: str, says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        period_from(text)


def test_a_period_holds_its_first_moment_and_not_its_last() -> None:
    period = Period(from_us=10, to_us=20)
    assert [at for at in (9, 10, 19, 20) if period.holds(at)] == [10, 19]
    assert Period().holds(0)
