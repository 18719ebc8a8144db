"""Texts as moments: ISO 8601, strptime patterns and epochs, a whole column at once.

Everything here is about what the text says. Zones, days and what counts as plausible are `times`.
"""

from datetime import UTC, datetime
from functools import cache

import numpy as np
import pyarrow as pa

from desirepath.interactions.arrays import Array, null_mask, pc
from desirepath.interactions.iso_texts import DAY, DAY_US, INSTANT, MINUTE, UNKNOWN_OFFSET, Readings, read_iso
from desirepath.interactions.numbers import decimals

__all__ = ["is_pattern", "pattern_flaw", "read_text"]

_YEAR_1000_US = np.datetime64("1000-01-01", "us").astype(np.int64)
_EPOCHS = {"epoch_s": 1_000_000, "epoch_ms": 1_000, "epoch_us": 1}


def read_text(texts: Array, form: str) -> Readings:
    """What the texts say as moments in one format; `known` is false where they do not fit it."""
    if form == "iso":
        return read_iso(texts)
    if form in _EPOCHS:
        return _read_epoch(texts, _EPOCHS[form])
    return _read_slowly(texts, form) if "%f" in form or "%z" in form else _read_pattern(texts, form)


def is_pattern(form: str) -> bool:
    """Whether a format is a strptime pattern and not a name."""
    return "%" in form


def pattern_flaw(form: str) -> str | None:
    """What is wrong with a strptime pattern, or None.

    >>> pattern_flaw("%d.%m.")
    'has no year: a time needs at least year, month and day'
    """
    if not any(sign in form for sign in ("%Y", "%y", "%G", "%c", "%x", "%D", "%F")):
        return "has no year: a time needs at least year, month and day"
    sample = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
    try:
        datetime.strptime(sample.strftime(form), form).replace(tzinfo=UTC)
    except ValueError as failure:
        return f"cannot be used: {failure}"
    return None


def _read_epoch(texts: Array, unit_us: int) -> Readings:
    numbers = decimals(texts)
    known = ~null_mask(numbers) & _in_range(numbers, unit_us)
    shifted = pc.multiply(numbers, pa.scalar(unit_us).cast(pa.decimal128(19, 0)).cast(pa.decimal128(8, 0)))
    whole = pc.round(shifted, 0, round_mode="half_to_even")
    safe = pc.if_else(pa.array(known), whole, pa.scalar(None, whole.type))
    moments = pc.cast(safe, pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    return _readings(moments, known, INSTANT, absolute=True)


def _in_range(numbers: Array, unit_us: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Epochs beyond the year 9999 are some other number."""
    seconds = pc.cast(numbers, pa.float64()).fill_null(0).to_numpy(zero_copy_only=False) * unit_us / 1e6
    return np.asarray(np.abs(seconds) < 253_402_300_800)


def _read_pattern(texts: Array, form: str) -> Readings:
    parsed = pc.strptime(texts, format=form, unit="us", error_is_null=True)
    moments = parsed.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    known = ~null_mask(parsed) & (moments >= _YEAR_1000_US)  # the C library takes 24 for a whole year
    known[_rolled_over(texts, form, moments, known)] = False
    return _readings(moments, known, _precision_of(form), absolute=False)


def _rolled_over(
    texts: Array, form: str, moments: np.ndarray[tuple[int], np.dtype[np.int64]], known: np.ndarray
) -> list[int]:
    """Rows such as 31 February, which the C library moves into March: they land on the 1st to 3rd."""
    days = moments.astype("M8[us]").astype("M8[D]")
    day_of_month = (days - days.astype("M8[M]")).astype(np.int64)
    suspects = np.flatnonzero(known & (day_of_month < 3) & _after_a_short_month(days))
    spelled = texts.take(pa.array(suspects)).to_pylist()
    return [int(row) for row, text in zip(suspects, spelled, strict=True) if _moment(text, form) is None]


def _after_a_short_month(days: np.ndarray) -> np.ndarray:
    month = days.astype("M8[M]").astype(np.int64) % 12 + 1
    return np.isin(month, (3, 5, 7, 10, 12))


def _read_slowly(texts: Array, form: str) -> Readings:
    """Fractions and written offsets, which Arrow's strptime loses: once for every different text."""
    words = texts.dictionary_encode()
    moments = [_moment(text, form) for text in words.dictionary.to_pylist()]
    places = words.indices.fill_null(len(moments)).to_numpy(zero_copy_only=False)
    known = np.array([moment is not None for moment in moments] + [False])[places]
    local = np.array([moment[0] if moment else 0 for moment in moments] + [0], np.int64)[places]
    offset = np.array([moment[1] if moment else 0 for moment in moments] + [0], np.int64)[places]
    precision = np.full(len(texts), _precision_of(form), np.uint8)
    return Readings(
        local_us=local, offset=offset, precision=precision, known=known, absolute=np.zeros_like(known)
    )


@cache
def _moment(text: str, form: str) -> tuple[int, int] | None:
    """Local microseconds and offset in minutes."""
    try:
        moment = datetime.strptime(text, form)  # noqa: DTZ007 - the mapping says the zone
    except ValueError:
        return None
    offset = moment.utcoffset()
    local = moment.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    local_us = (local.days * 86_400 + local.seconds) * 1_000_000 + local.microseconds
    return local_us, UNKNOWN_OFFSET if offset is None else int(offset.total_seconds() // 60)


def _precision_of(form: str) -> int:
    if any(sign in form for sign in ("%S", "%T", "%c", "%X", "%s", "%r")):
        return INSTANT
    return MINUTE if any(sign in form for sign in ("%H", "%I", "%R", "%M")) else DAY


def _readings(moments: np.ndarray, known: np.ndarray, precision: int, *, absolute: bool) -> Readings:
    local = moments.astype(np.int64, copy=True)
    if precision == DAY:
        local -= local % DAY_US
    return Readings(
        local_us=local,
        offset=np.full(len(local), UNKNOWN_OFFSET, np.int64),
        precision=np.full(len(local), precision, np.uint8),
        known=known,
        absolute=np.full(len(local), absolute, np.bool_),
    )
