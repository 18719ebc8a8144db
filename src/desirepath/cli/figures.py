"""How a measure's figures read: each beside its interval, shares in per cent, lengths of time in words."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from desirepath.cli.printing import as_table

ENDS = ("_low", "_high")
POINTS = ("excess", "excess_beyond_mix", "change")  # differences of two shares
PLAIN = ("mean", "change_z", "ratio", "bucket")  # floats that are no shares
CHANCES = ("p_value", "q_value")
COMPARED = ("value_a", "value_b", "difference")  # whose unit is that of the row's `figure`
FEWEST_DIGITS = 100  # above which three significant digits would hide whole ones
Written = Callable[[float], str]


def as_answer(table: pa.Table, *, title: str, note: str | None = None) -> None:
    """A measure's answer for people; a column that knows nothing of any row is left out."""
    beside = {f"{name}{end}" for name in table.column_names for end in ENDS} | {"too_few"}
    names = [
        name
        for name in table.column_names
        if name not in beside and (table[name].null_count < table.num_rows or not table.num_rows)
    ]
    rows: list[list[object]] = [
        [_figure(name, row, emotion="emotion" in title) for name in names] for row in table.to_pylist()
    ]
    as_table(title, [name.removesuffix("_us").replace("_", " ") for name in names], rows, note=note)


def _figure(name: str, row: dict[str, Any], *, emotion: bool) -> object:
    value = row[name]
    if isinstance(value, list):
        return (" → " if name == "path" else ", ").join(map(str, value))
    if value is None or isinstance(value, bool | str):
        return value
    low, high = (row.get(f"{name}{end}") for end in ENDS)
    if f"{name}{ENDS[0]}" in row and row.get("too_few"):
        return "too few"
    write, dash = _written(name, str(row.get("figure", name)), value, emotion=emotion)
    if low is None or high is None:
        return value if isinstance(value, int) and write is _count else write(value)
    return f"{write(value)} ({_span(write(low), write(high), dash)})"


def _written(name: str, figure: str, value: float, *, emotion: bool) -> tuple[Written, str]:
    """How a figure is written, and what stands between two of them."""
    signed = name == "difference"
    unit = figure if name in COMPARED else name
    if name in CHANCES:
        return _chance, "–"
    if unit.endswith("_us"):
        return (_signed_duration, " … ") if signed else (duration, "–")
    plain = unit in PLAIN or isinstance(value, int) or _is_count(unit)
    if unit in POINTS or (signed and not plain):
        return _points, " … "
    if signed or (emotion and unit == "mean"):
        return _valence, " … "
    if plain:
        return (_count if isinstance(value, int) else _plain), "–"
    return _share, "–"


def _is_count(unit: str) -> bool:
    """Quantiles that are no lengths of time: p50, p90."""
    return unit[:1] == "p" and unit[1:].isdigit()


def _share(value: float) -> str:
    return f"{value:.1%}"


def _points(value: float) -> str:
    return f"{value * 100:+.1f} pts"


def _valence(value: float) -> str:
    return f"{value:+.2f}"


def _plain(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= FEWEST_DIGITS else f"{value:.3g}"


def _chance(value: float) -> str:
    return f"{value:.3f}" if value >= 0.0005 else "<0.001"


def _count(value: float) -> str:
    return f"{value:,.0f}".replace(",", " ")


def _signed_duration(microseconds: float) -> str:
    return f"{'-' if microseconds < 0 else '+'}{duration(abs(microseconds))}"


def _span(low: str, high: str, dash: str) -> str:
    """Two figures, their unit said once where it is the same.

    >>> _span("1.0 min", "1.5 min", "–"), _span("30.0 s", "1.5 min", "–"), _span("1.2%", "3.4%", "–")
    ('1.0–1.5 min', '30.0 s–1.5 min', '1.2–3.4')
    """
    number, space, unit = low.partition(" ")
    if low.endswith("%"):
        return f"{low[:-1]}{dash}{high[:-1]}"
    return f"{number if space and high.endswith(f' {unit}') else low}{dash}{high}"


def duration(microseconds: float) -> str:
    """A length of time in the largest unit that keeps it readable.

    >>> duration(90_000_000), duration(3 * 86_400_000_000)
    ('1.5 min', '3.0 days')
    """
    seconds = microseconds / 1e6
    for size, unit in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if abs(seconds) >= size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.1f} s"
