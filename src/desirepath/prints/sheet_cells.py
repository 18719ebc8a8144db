"""Writing cells of Excel: texts as texts, numbers as numbers, formats by what they mean.

A text that is longer than a cell may hold is cut, says so in the cell, and a warning is given.
"""

import logging
from typing import Any

from desirepath.drawing import Palette, legal, wrap
from desirepath.interactions import exponent_of
from desirepath.maps import APART, Evidence
from desirepath.prints.wording import word
from desirepath.records import Record

MOST = 32_767  # characters in a cell of Excel
_NOTICE = 40  # of them for saying that a text was cut
COLUMN = 27.0  # characters of a step's column
_PIXELS = 180.0  # what they leave for text
_LINE = 12.5  # points
_HIGHEST = 409.0  # points a row may have
_DAY_US = 86_400_000_000
VALENCE = "+0.0;−0.0;0.0"
_FORMATS: dict[str | None, str] = {
    "share": "0.0 %",
    "count": "#,##0",
    "valence": VALENCE,
    "minor_units": "#,##0",
}
_log = logging.getLogger(__name__)


class Book(Record):
    """A workbook with its formats; the same format is made once."""

    workbook: Any
    colours: Palette
    formats: dict[tuple[tuple[str, Any], ...], Any]
    is_mirrored: bool = False  # the sheet is read from right to left

    def look(self, **properties: Any) -> Any:
        """A format by its properties."""
        whole = {
            "font_name": "Arial",
            "font_size": 9,
            "font_color": self.colours.ink,
            "valign": "top",
        } | properties
        if self.is_mirrored:
            whole = _turned(whole)
        key = tuple(sorted(whole.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(whole)
        return self.formats[key]


def _turned(properties: dict[str, Any]) -> dict[str, Any]:
    """A format for a sheet that begins at the right: what begins at the left begins there."""
    sides = {"left": "right", "left_color": "right_color", "right": "left", "right_color": "left_color"}
    turned = {sides.get(name, name): value for name, value in properties.items()}
    align = {"left": "right", "right": "left"}.get(properties.get("align", "left"), properties.get("align"))
    return turned | {"align": align, "reading_order": 2}


def clean(text: str) -> str:
    """A text that a cell can hold: without forbidden characters, and cut where it is too long.

    Excel counts in units of UTF-16, in which an emoji is two.

    >>> len(clean("x" * 40_000)), clean("x" * 40_000)[-30:]
    (32757, '… (cut: 7,273 characters more)')
    """
    shown = legal(text).replace("\r\n", "\n")
    units = shown.encode("utf-16-le")
    if len(units) <= 2 * MOST:
        return shown
    kept = units[: 2 * (MOST - _NOTICE)].decode("utf-16-le", errors="ignore")
    _log.warning("A text of %d characters was cut: a cell of Excel holds %d.", len(shown), MOST)
    return f"{kept}{word('… (cut: {n} characters more)', n=f'{len(shown) - len(kept):,}')}"


def put(sheet: Any, at: tuple[int, int], value: str | float | None, look: Any) -> None:
    """A value in a cell: a text never becomes a formula, an address or a number."""
    if value is None or value == "":
        sheet.write_blank(*at, None, look)
    elif isinstance(value, str):
        sheet.write_string(*at, clean(value), look)
    else:
        sheet.write_number(*at, value, look)


def merge(sheet: Any, corners: tuple[tuple[int, int], tuple[int, int]], value: str, look: Any) -> None:
    """A text over several cells."""
    first, last = corners
    if first != last:
        sheet.merge_range(*first, *last, "", look)
    put(sheet, first, value, look)


def height(texts: list[str], pixels: float = _PIXELS) -> float:
    """How high a row must be for the longest of its texts."""
    lines = max(
        (sum(len(wrap(line, pixels, 12)) or 1 for line in text[:2000].split("\n")) for text in texts),
        default=1,
    )
    return min(_HIGHEST, 8 + _LINE * lines)


def number_of(evidence: Evidence, value: float | None, currency: str | None) -> tuple[float | None, str]:
    """A figure as a number of Excel with the format to show it by: days, major units, shares of 1."""
    divisors: dict[str | None, float] = {
        "microseconds": _DAY_US,
        "minor_units": 10 ** exponent_of(currency or ""),
    }
    shown = None if value is None else value / divisors.get(evidence.unit, 1)
    if evidence.unit == "minor_units" and currency:
        return shown, f'#,##0 "{currency}"'
    if evidence.unit == "share" and evidence.column in APART:
        return shown, "+0 %;−0 %;0 %"
    if evidence.unit == "microseconds":
        return shown, _lasting(shown or 0)
    return shown, _FORMATS.get(evidence.unit, "General")


def _lasting(days: float) -> str:
    """The format of a length of time, which is a number of days whatever it is shown in."""
    form, unit = (
        ("[m]", "{n} min") if days < 1 / 24 else ("[h]:mm", "{n} h") if days < 1 else ("0.00", "{n} days")
    )
    return f'{form} "{word(unit).replace("{n}", "").strip()}"'
