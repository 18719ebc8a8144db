"""When something happened: formats, zones, days, and what is refused."""

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.interactions.worlds import only, reasons

from desirepath.interactions.iso_texts import read_iso


def spoken(us: int) -> str:
    return (
        datetime.fromtimestamp(us // 1_000_000, UTC).strftime("%Y-%m-%d %H:%M:%S") + f".{us % 1_000_000:06d}"
    )


def utc(time: str, *values: Any) -> list[str]:
    return [spoken(us) for us in only(f"time: {time}", "happened_at_us", t=list(values))]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-03-01T10:15:30Z", "2024-03-01 10:15:30.000000"),
        ("2024-03-01 10:15:30", "2024-03-01 10:15:30.000000"),
        ("2024-03-01T10:15:30.123456789+02:00", "2024-03-01 08:15:30.123456"),
        ("2024-03-01T10:15:30,5-0730", "2024-03-01 17:45:30.500000"),
        ("2024-03-01 10:15 +01", "2024-03-01 09:15:00.000000"),
        ("2024-03-01 10:15:30 UTC", "2024-03-01 10:15:30.000000"),
        ("2024/03/01 10:15", "2024-03-01 10:15:00.000000"),
    ],
)
def test_iso_times_are_read_in_all_their_spellings(text: str, meant: str) -> None:
    assert utc('"{t}"', text) == [meant]


def test_times_of_different_shapes_stand_in_one_column() -> None:
    assert utc('"{t}"', "2024-03-01T10:15:30Z", "2024-03-01 10:15", "2024-03-01T10:15:30+05:30") == [
        "2024-03-01 10:15:30.000000",
        "2024-03-01 10:15:00.000000",
        "2024-03-01 04:45:30.000000",
    ]


def test_the_text_says_how_precise_it_is() -> None:
    texts = ["2024-03-01", "2024-03-01 10:15", "2024-03-01 10:15:00"]
    assert only('time: "{t}"', "precision", t=texts) == ["day", "minute", "instant"]


def test_a_day_stands_at_its_last_microsecond_in_its_own_zone() -> None:
    assert utc('{of: "{t}", zone: Europe/Oslo}', "2024-07-01") == ["2024-07-01 21:59:59.999999"]


def test_a_day_stands_at_its_start_when_the_mapping_says_so() -> None:
    assert utc('{of: "{t}", zone: Europe/Oslo, day_stands_at: start}', "2024-07-01") == [
        "2024-06-30 22:00:00.000000"
    ]


def test_a_midnight_that_only_means_the_day_is_moved_to_its_end() -> None:
    assert utc('{of: "{t}", precision: day}', "2024-07-01 00:00:00") == ["2024-07-01 23:59:59.999999"]


def test_an_hour_that_exists_twice_is_the_first_and_one_that_does_not_exist_the_next() -> None:
    assert utc('{of: "{t}", zone: Europe/Oslo}', "2024-10-27 02:30:00", "2024-03-31 02:30:00") == [
        "2024-10-27 00:30:00.000000",
        "2024-03-31 01:00:00.000000",
    ]


def test_a_written_offset_wins_over_the_zone_and_is_kept() -> None:
    texts = ["2024-07-01T10:00:00-05:00", "2024-07-01T10:00:00"]
    assert only('time: {of: "{t}", zone: Europe/Oslo}', "utc_offset_minutes", t=texts) == [-300, 120]


def test_without_zone_or_offset_the_local_clock_is_not_known() -> None:
    assert only('time: "{t}"', "utc_offset_minutes", t=["2024-07-01T10:00:00"]) == [None]


@pytest.mark.parametrize(
    ("form", "text"),
    [("epoch_s", "1709288130.25"), ("epoch_ms", "1709288130250"), ("epoch_us", "1709288130250000")],
)
def test_epochs_count_in_the_unit_that_is_named(form: str, text: str) -> None:
    assert utc(f'{{of: "{{t}}", format: {form}}}', text) == ["2024-03-01 10:15:30.250000"]


def test_several_patterns_are_tried_in_turn() -> None:
    time = '{of: "{t}", format: ["%d.%m.%Y %H:%M", "%d.%m.%Y", iso]}'
    assert utc(time, "01.03.2024 10:15", "01.03.2024", "2024-03-01T10:15:00Z") == [
        "2024-03-01 10:15:00.000000",
        "2024-03-01 23:59:59.999999",
        "2024-03-01 10:15:00.000000",
    ]


def test_patterns_read_fractions_and_written_offsets() -> None:
    assert utc('{of: "{t}", format: "%d/%b/%Y:%H:%M:%S.%f %z"}', "01/Mar/2024:10:15:30.250000 +0200") == [
        "2024-03-01 08:15:30.250000"
    ]


def test_a_day_that_does_not_exist_is_refused_in_every_format() -> None:
    assert reasons('time: {of: "{t}", format: "%d.%m.%Y"}', t=["31.02.2024", "01.03.2024"]) == [
        'time "31.02.2024" (from {t}) is not in the format %d.%m.%Y'
    ]
    assert reasons('time: "{t}"', t=["2024-02-30"]) == [
        'time "2024-02-30" (from {t}) is not in the format iso'
    ]


def test_what_is_no_time_is_refused_with_its_value() -> None:
    assert reasons('time: "{t}"', t=["2024-13-01", "soon", None, "2024-01-01T25:00:00"]) == [
        'time "2024-13-01" (from {t}) is not in the format iso',
        'time "soon" (from {t}) is not in the format iso',
        "time is blank (from {t})",
        'time "2024-01-01T25:00:00" (from {t}) is not in the format iso',
    ]


def test_the_future_and_the_time_before_1970_are_refused() -> None:
    assert reasons('time: "{t}"', t=["2999-01-01", "1969-12-31T23:00:00Z", "2025-01-01T12:00:00Z"]) == [
        'time "2999-01-01" lies in the future',
        'time "1969-12-31T23:00:00Z" lies before 1970',
    ]


def test_typed_columns_need_no_format() -> None:
    moment = datetime(2024, 3, 1, 10, 15, 30)  # noqa: DTZ001 - a naive column is what is meant
    assert utc('{of: "{t}", zone: Europe/Oslo}', moment) == ["2024-03-01 09:15:30.000000"]
    assert utc('"{t}"', moment.replace(tzinfo=UTC)) == ["2024-03-01 10:15:30.000000"]
    assert utc('"{t}"', date(2024, 3, 1)) == ["2024-03-01 23:59:59.999999"]


def test_rows_of_which_only_the_order_is_known_have_no_time() -> None:
    time = 'time: {of: "{t}", format: order_only}'
    assert only(time, "happened_at_us", t=["x", "y"]) == [None, None]
    assert only(time, "precision", t=["x", "y"]) == ["order_only", "order_only"]


@given(st.lists(st.datetimes(min_value=datetime(1, 1, 1)), max_size=20))  # noqa: DTZ001
def test_every_moment_python_can_write_is_read_back(moments: list[datetime]) -> None:
    readings = read_iso(pa.array([moment.isoformat() for moment in moments], pa.string()))
    assert readings.known.all()
    epoch = datetime(1970, 1, 1)  # noqa: DTZ001
    assert readings.local_us.tolist() == [
        (m - epoch).days * 86_400_000_000 + (m - epoch).seconds * 1_000_000 + (m - epoch).microseconds
        for m in moments
    ]


@given(st.lists(st.text(alphabet="0123456789-:T+Z. U", min_size=8, max_size=34), max_size=30))
def test_what_is_read_as_iso_is_iso(texts: list[str]) -> None:
    readings = read_iso(pa.array(texts, pa.string()))
    for text, known in zip(texts, readings.known.tolist(), strict=True):
        if known:
            datetime.fromisoformat(text[:10].replace("/", "-"))
            assert 10 <= len(text) <= 40


def test_a_year_of_two_digits_is_no_year_of_four() -> None:
    assert utc('{of: "{t}", format: "%m/%d/%y"}', "3/28/24") == ["2024-03-28 23:59:59.999999"]
    assert reasons('time: {of: "{t}", format: "%m/%d/%Y"}', t=["3/28/24"]) == [
        'time "3/28/24" (from {t}) is not in the format %m/%d/%Y'
    ]
