"""ISO 8601 texts as moments, by arithmetic on their characters: no row is looked at in Python.

Reads dates, `T` or a blank between, hours and minutes, seconds, fractions of up to nine digits
(cut to microseconds), and `Z`, `UTC`, `+02:00`, `+0200` or `+02` at the end.
"""

from typing import Any

import numpy as np

from desirepath.interactions.arrays import Array
from desirepath.records import Record

__all__ = ["DAY", "DAY_US", "INSTANT", "MINUTE", "UNKNOWN_OFFSET", "Readings", "read_iso"]

DAY_US = 86_400_000_000
INSTANT, MINUTE, DAY = 0, 1, 2  # positions in PRECISIONS
UNKNOWN_OFFSET = -(10**6)

Chars = np.ndarray[Any, np.dtype[np.uint8]]
_SIGNS = (ord("+"), ord("-"))
_FRACTION = 20  # where the digits of a fraction begin: "2024-01-31T10:15:00."


class Readings(Record):
    """What a column of texts says about when: one entry a row, in plain numpy columns."""

    local_us: np.ndarray  # as written on the clock; microseconds UTC where `absolute`
    offset: np.ndarray  # minutes east of UTC as written, or UNKNOWN_OFFSET
    precision: np.ndarray  # INSTANT, MINUTE or DAY
    known: np.ndarray  # false: blank, or not a time
    absolute: np.ndarray  # true: counts from the epoch, so no zone can change it


def read_iso(texts: Array) -> Readings:
    """What every text says; `known` is false where it is not ISO 8601.

    >>> import pyarrow as pa
    >>> read_iso(pa.array(["2024-02-29", "2024-02-30"])).known.tolist()
    [True, False]
    """
    readings = _nothing(len(texts))
    data, starts, lengths = _characters(texts)
    for length in np.unique(lengths[lengths >= 10]):
        if length <= 40:
            rows = np.flatnonzero(lengths == length)
            chars = data[starts[rows][:, None] + np.arange(length)]
            _read_equally_long(chars, rows, readings)
    return readings


def _nothing(rows: int) -> Readings:
    return Readings(
        local_us=np.zeros(rows, np.int64),
        offset=np.full(rows, UNKNOWN_OFFSET, np.int64),
        precision=np.full(rows, INSTANT, np.uint8),
        known=np.zeros(rows, np.bool_),
        absolute=np.zeros(rows, np.bool_),
    )


def _characters(texts: Array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The bytes, and for each text where it starts and how long it is (0 where null)."""
    _, offsets, data = texts.buffers()
    ends = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    lengths = np.where(texts.is_valid().to_numpy(zero_copy_only=False), np.diff(ends), 0)
    return np.frombuffer(data or b"", np.uint8), ends[:-1], lengths


def _read_equally_long(chars: Chars, rows: np.ndarray, readings: Readings) -> None:
    zones, gaps = _zone_lengths(chars)
    for zone, gap in np.unique(np.stack([zones, gaps], axis=1), axis=0).tolist():
        same = (zones == zone) & (gaps == gap)
        start = chars.shape[1] - zone
        local, precision, known = _read_core(chars[same][:, : start - gap])
        offset, offset_known = _read_zone(chars[same][:, start:])
        into = rows[same]
        readings.local_us[into] = local
        readings.precision[into] = precision
        readings.offset[into] = offset
        readings.known[into] = known & offset_known


def _zone_lengths(chars: Chars) -> tuple[np.ndarray, np.ndarray]:
    """How many characters at the end say the zone, and how many blanks (0 or 1) stand before them."""
    length = chars.shape[1]
    found = np.zeros(len(chars), np.int64)
    if length < 17:
        return found, found
    found[np.isin(chars[:, -1], (ord("Z"), ord("z")))] = 1
    for size in (3, 5, 6):
        if length - size >= 16:
            found[np.isin(chars[:, -size], _SIGNS)] = size
    found[(chars[:, -3:] == [ord(sign) for sign in "UTC"]).all(axis=1)] = 3
    before = np.take_along_axis(chars, (length - found - 1)[:, None], axis=1)[:, 0]
    return found, ((found > 0) & (before == ord(" "))).astype(np.int64)


def _read_zone(chars: Chars) -> tuple[Any, Any]:
    """Minutes east of UTC."""
    if chars.shape[1] == 0:
        return UNKNOWN_OFFSET, True
    if chars.shape[1] == 1:
        return 0, True
    is_utc = chars[:, 0] == ord("U")
    digits = chars[:, [1, 2]] if chars.shape[1] == 3 else chars[:, [1, 2, -2, -1]]
    hours, hours_known = _number(digits[:, :2])
    minutes, minutes_known = _number(digits[:, 2:])
    colon = True if chars.shape[1] != 6 else chars[:, 3] == ord(":")
    direction = np.where(chars[:, 0] == ord("-"), -1, 1)
    known = hours_known & minutes_known & colon & (hours <= 18) & (minutes < 60)
    return np.where(is_utc, 0, direction * (hours * 60 + minutes)), known | is_utc


def _read_core(chars: Chars) -> tuple[Any, int, Any]:
    """Local microseconds, precision and validity of equally long texts without their zones."""
    length = chars.shape[1]
    days, known = _read_date(chars)
    if length == 10:
        return days * DAY_US, DAY, known
    if length not in (16, 19) and not _FRACTION < length <= _FRACTION + 9:
        return 0, INSTANT, np.zeros(len(chars), np.bool_)
    hours, hours_known = _number(chars[:, 11:13])
    minutes, minutes_known = _number(chars[:, 14:16])
    known &= np.isin(chars[:, 10], (ord("T"), ord("t"), ord(" "))) & (chars[:, 13] == ord(":"))
    known &= hours_known & minutes_known & (hours < 24) & (minutes < 60)
    local = days * DAY_US + (hours * 60 + minutes) * 60_000_000
    if length == 16:
        return local, MINUTE, known
    seconds, seconds_known = _number(chars[:, 17:19])
    known &= seconds_known & (seconds < 60) & (chars[:, 16] == ord(":"))
    fraction, fraction_known = _read_fraction(chars)
    return local + seconds * 1_000_000 + fraction, INSTANT, known & fraction_known


def _read_date(chars: Chars) -> tuple[Any, Any]:
    """Days since 1970 by the calendar."""
    year, year_known = _number(chars[:, 0:4])
    month, month_known = _number(chars[:, 5:7])
    day, day_known = _number(chars[:, 8:10])
    known = year_known & month_known & day_known & (year > 0) & (month >= 1) & (month <= 12)
    known &= np.isin(chars[:, 4], (ord("-"), ord("/"))) & (chars[:, 4] == chars[:, 7])
    months = np.where(known, (year - 1970) * 12 + month - 1, 0)
    first = months.astype("M8[M]").astype("M8[D]").astype(np.int64)
    after = (months + 1).astype("M8[M]").astype("M8[D]").astype(np.int64)
    known &= (day >= 1) & (day <= after - first)
    return first + day - 1, known


def _read_fraction(chars: Chars) -> tuple[Any, Any]:
    digits = chars.shape[1] - _FRACTION
    if digits <= 0:
        return 0, True
    fraction, known = _number(chars[:, _FRACTION:])
    microseconds = fraction * 10 ** (6 - digits) if digits <= 6 else fraction // 10 ** (digits - 6)
    return microseconds, known & np.isin(chars[:, 19], (ord("."), ord(",")))


def _number(chars: Chars) -> tuple[Any, Any]:
    """The whole number that a few digits write, and whether they all are digits."""
    digits = chars - np.uint8(ord("0"))  # below "0" wraps to large
    known = (digits <= 9).all(axis=1)
    weights = 10 ** np.arange(digits.shape[1] - 1, -1, -1, dtype=np.int64)
    return np.where(known, digits.astype(np.int64) @ weights, 0), known
