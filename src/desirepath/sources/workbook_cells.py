"""The cells of a sheet row by row, and each of them as a text."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine as calamine

__all__ = ["Cells", "Spelling", "filled_down"]

Cells = Iterator[tuple[int, list[Any]]]  # the number of the row in its sheet, from 1, and its values
EXACT = 2.0**53


def filled_down(sheet: "calamine.CalamineSheet") -> Cells:
    """The rows of a sheet; what is merged over several rows stands in each of them."""
    left = sheet.start[1] if sheet.start else 0
    ends: dict[tuple[int, int], int] = {}
    for (top, column), (bottom, _) in sheet.merged_cell_ranges or []:
        if bottom > top:
            ends[top, column - left] = bottom
    held: dict[int, tuple[int, Any]] = {}  # column: the last row it reaches, and the value
    for row, values in enumerate(sheet.iter_rows()):
        if ends or held:
            _fill(row, values, ends, held)
        yield row + 1, values


def _fill(
    row: int, values: list[Any], ends: dict[tuple[int, int], int], held: dict[int, tuple[int, Any]]
) -> None:
    for column, (bottom, value) in list(held.items()):
        values[column] = value
        if row == bottom:
            del held[column]
    for column, value in enumerate(values):
        if (row, column) in ends:
            held[column] = (ends[row, column], value)


class Spelling:
    """Cells as texts; a column of moments keeps its midnights moments.

    >>> spelling = Spelling(1)
    >>> spelling.text(0, 12.0), spelling.text(0, 0.5), spelling.text(0, date(2024, 5, 1))
    ('12', '0.5', '2024-05-01')
    >>> spelling.text(0, datetime(2024, 5, 1, 10)), spelling.text(0, date(2024, 5, 1))
    ('2024-05-01T10:00:00', '2024-05-01T00:00:00')
    """

    def __init__(self, columns: int) -> None:
        self._has_moments = [False] * columns

    def text(self, column: int, value: Any) -> str:
        """The text of a cell in this column."""
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, float):
            return f"{value:.0f}" if value.is_integer() and abs(value) < EXACT else repr(value)
        return self._time(column, value)

    def _time(self, column: int, value: Any) -> str:
        if isinstance(value, datetime):
            self._has_moments[column] = True
        elif isinstance(value, date):
            return f"{value.isoformat()}T00:00:00" if self._has_moments[column] else value.isoformat()
        if isinstance(value, timedelta):
            return _clock(value)
        return value.isoformat() if isinstance(value, datetime | time) else str(value or "")


def _clock(length: timedelta) -> str:
    """A length of time as Excel shows it: 30:00:00 for a day and six hours."""
    seconds = round(length.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
