"""What people feel, expect and receive at each step, as rows of numbers under a lane's name."""

from typing import Any

from desirepath.maps import Emotion, JourneyMap, steps_of
from desirepath.prints.sheet_cells import VALENCE, Book, height, put
from desirepath.prints.wording import word

_FELT = (("measured", "measured"), ("target", "target"), ("authored", "guessed"))
_ROW = tuple[str, str, dict[str, Any]]  # its name, its number format, the value of each step


def write_emotion(
    book: Book, sheet: Any, row: int, journey_map: JourneyMap, *, columns: dict[str, int]
) -> int:
    """Each curve with its interval and n; how many rows they take."""
    found: list[_ROW] = []
    for source, name in _FELT:
        found += _felt_rows(name, [one for one in journey_map.emotions if one.source == source])
    few = {one.step for one in journey_map.emotions if one.too_few}
    return _write(book, sheet, row, found, columns=columns, few=few)


def write_expectations(
    book: Book, sheet: Any, row: int, journey_map: JourneyMap, *, columns: dict[str, int]
) -> int:
    """What was expected of each step, in words and as a score, and what was received; how many rows."""
    told = {step.id: step.expectation for step in steps_of(journey_map) if step.expectation}
    for step, one in told.items():
        put(sheet, (row, columns[step]), one.statement, book.look(text_wrap=True))
    sheet.set_row(row, height([one.statement for one in told.values()]))
    scores: list[_ROW] = [
        ("Expected", VALENCE, {step: one.expected for step, one in told.items()}),
        ("Received", VALENCE, {step: one.received for step, one in told.items()}),
    ]
    return 1 + _write(book, sheet, row + 1, _known(scores), columns=columns, few=set())


def _write(
    book: Book, sheet: Any, row: int, rows: list[_ROW], *, columns: dict[str, int], few: set[str]
) -> int:
    for at, (name, form, values) in enumerate(rows, start=row):
        put(sheet, (at, 1), word(name), book.look(font_color=book.colours.muted))
        for step, value in values.items():
            if step in columns:
                bold = name == "measured"
                look = book.look(num_format=form, align="left", italic=step in few, bold=bold)
                put(sheet, (at, columns[step]), value, look)
    return len(rows)


def _felt_rows(name: str, felt: list[Emotion]) -> list[_ROW]:
    return _known(
        [
            (name, VALENCE, {one.step: one.value for one in felt}),
            ("95 % low", VALENCE, {one.step: one.low for one in felt}),
            ("95 % high", VALENCE, {one.step: one.high for one in felt}),
            ("n", "#,##0", {one.step: one.n for one in felt}),
        ]
    )


def _known(rows: list[_ROW]) -> list[_ROW]:
    return [row for row in rows if any(value is not None for value in row[2].values())]
