"""What a column of a file seems to hold."""

import pyarrow as pa
import pytest

from desirepath.interactions.column_guesses import time_format


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("2024-03-28T10:15:00Z", "iso"),
        ("28.3.2024 10:15", "%d.%m.%Y %H:%M"),
        ("3/28/2024", "%m/%d/%Y"),
        ("28/3/2024 10:15:59", "%d/%m/%Y %H:%M:%S"),
        ("20240328", "%Y%m%d"),
        ("3/28/24", "%m/%d/%y"),
        ("28.3.24", "%d.%m.%y"),
        ("28/3/24 10:15", "%d/%m/%y %H:%M"),
        ("28-03-2024", "%d-%m-%Y"),
        ("28-Mar-2024", "%d-%b-%Y"),
        ("Mar 28, 2024", "%b %d, %Y"),
        ("8 Mar 2024", "%d %b %Y"),
        ("1711620900", "epoch_s"),
        ("28 pieces", None),
        ("12", None),
    ],
)
def test_times_are_recognised_in_the_ways_people_write_them(value: str, form: str | None) -> None:
    texts = pa.array([value] * 3)
    assert time_format(texts, texts) == form
