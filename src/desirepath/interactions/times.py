"""When something happened: from a raw column and a mapping's `Time` to microseconds UTC.

Zones and the day's end are decided here; what a text says is `clocks`. A local time that exists
twice is taken as the earlier one, one that does not exist as the first moment after the gap.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from desirepath.interactions.arrays import Array, null_mask, pc
from desirepath.interactions.clocks import read_text
from desirepath.interactions.expressions import evaluate, reads
from desirepath.interactions.facts import PRECISIONS
from desirepath.interactions.iso_texts import DAY, DAY_US, INSTANT, UNKNOWN_OFFSET, Readings
from desirepath.interactions.mappings import Template, Time
from desirepath.interactions.templates import sole_column
from desirepath.interactions.texts import Batch, complain, typed
from desirepath.records import Record

__all__ = ["Moments", "as_time", "blank_times", "no_moments", "read_times"]

_MINUTE_US = 60_000_000


class Moments(Record):
    """When, for every row: null where it is blank or only the order is known."""

    at_us: Array
    precision: Array
    utc_offset_minutes: Array


def as_time(time: Time | Template) -> Time:
    """A time written as a bare template is ISO 8601."""
    return Time(of=time) if isinstance(time, str) else time


def no_moments(rows: int, precision: str | None = None) -> Moments:
    """Nothing is known of when."""
    return Moments(
        at_us=pa.nulls(rows, pa.int64()),
        precision=pa.repeat(pa.scalar(precision, pa.string()), rows),
        utc_offset_minutes=pa.nulls(rows, pa.int32()),
    )


def read_times(time: Time | Template, batch: Batch, what: str, *, latest_us: int | None) -> Moments:
    """When, for every row. Rows whose time cannot be read, lies before 1970 or after `latest_us`
    go to quarantine; a blank time is null, and the caller's to judge."""
    time = as_time(time)
    if time.format == "order_only" or time.precision == "order_only":
        return no_moments(batch.rows, "order_only")
    readings, values = _read(time, batch, what)
    local, offset, precision = _placed(readings, time)
    at_us = _to_utc(local, offset, readings, time.zone)
    offset = np.where(offset == UNKNOWN_OFFSET, _offsets(at_us, time.zone), offset)
    _judge(batch, at_us, readings.known, values, what=what, latest_us=latest_us)
    unknown = ~readings.known
    return Moments(
        at_us=pa.array(at_us, pa.int64(), mask=unknown),
        precision=pa.array(PRECISIONS, pa.string()).take(pa.array(precision)),
        utc_offset_minutes=pa.array(
            offset.astype(np.int32), pa.int32(), mask=unknown | (offset == UNKNOWN_OFFSET)
        ),
    )


def _read(time: Time, batch: Batch, what: str) -> tuple[Readings, Array]:
    column = sole_column(time.of) if isinstance(time.of, str) else None
    values = typed(batch, column) if column else None
    readings = None if values is None else _read_typed(values)
    if readings is not None and values is not None:
        return readings, values
    texts = evaluate(time.of, batch)
    return _read_in_formats(time, texts, batch, what), texts


def _read_in_formats(time: Time, texts: Array, batch: Batch, what: str) -> Readings:
    """Each format in turn, for the rows that none before it could read."""
    formats = [time.format] if isinstance(time.format, str) else time.format
    readings = read_text(texts, formats[0])
    for form in formats[1:]:
        if readings.known.all():
            break
        readings = _patched(readings, read_text(texts, form))
    bad = ~readings.known & ~null_mask(texts)
    complain(
        batch, bad, f"{what} {{}} (from {reads(time.of)}) is not in the format {' or '.join(formats)}", texts
    )
    return readings


def _patched(first: Readings, second: Readings) -> Readings:
    pick = first.known
    names = Readings.__struct_fields__
    return Readings(**{name: np.where(pick, getattr(first, name), getattr(second, name)) for name in names})


def _read_typed(values: Array) -> Readings | None:
    """A column that already is a time or a date; None when it is anything else."""
    kind = values.type
    if pa.types.is_timestamp(kind):
        local = values.cast(pa.timestamp("us", kind.tz), safe=False).cast(pa.int64())
        return _typed_readings(local, INSTANT, absolute=kind.tz is not None)
    if pa.types.is_date(kind):
        days = values.cast(pa.date32()).cast(pa.int32()).cast(pa.int64())
        return _typed_readings(pc.multiply(days, DAY_US), DAY, absolute=False)
    return None


def _typed_readings(local: Array, precision: int, *, absolute: bool) -> Readings:
    known = ~null_mask(local)
    return Readings(
        local_us=local.fill_null(0).to_numpy(zero_copy_only=False),
        offset=np.full(len(local), UNKNOWN_OFFSET, np.int64),
        precision=np.full(len(local), precision, np.uint8),
        known=known,
        absolute=np.full(len(local), absolute, np.bool_),
    )


def _placed(readings: Readings, time: Time) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Local times with days standing where they should, their offsets, and the precision."""
    local, offset, precision = readings.local_us, readings.offset, readings.precision
    if time.zone and readings.absolute.any():
        zone_offset = _offsets(local, time.zone)
        offset = np.where(readings.absolute, zone_offset, offset)
        local = np.where(readings.absolute, local + zone_offset * _MINUTE_US, local)
    if time.precision:
        precision = np.full(len(local), PRECISIONS.index(time.precision), np.uint8)
    is_day = precision == DAY
    start = local - local % DAY_US
    stand = start if time.day_stands_at == "start" else start + DAY_US - 1
    return np.where(is_day, stand, local), offset, precision


def _to_utc(local: np.ndarray, offset: np.ndarray, readings: Readings, zone: str | None) -> np.ndarray:
    written = offset != UNKNOWN_OFFSET
    at_us = np.where(written, local - offset * _MINUTE_US, local)
    naive = readings.known & ~written & ~readings.absolute
    if zone and naive.any():
        at_us[naive] = _from_zone(local[naive], zone)
    return at_us


def _from_zone(local: np.ndarray, zone: str) -> np.ndarray:
    moments = pa.array(local, pa.int64()).cast(pa.timestamp("us"))
    try:
        known = pc.assume_timezone(moments, zone, ambiguous="earliest", nonexistent="latest")
    except pa.ArrowInvalid:  # no time zone database on this system: take Python's
        return np.asarray(local - _python_offsets(local, zone, local_given=True) * _MINUTE_US)
    return np.asarray(known.cast(pa.int64()).to_numpy(zero_copy_only=False))


def _offsets(at_us: np.ndarray, zone: str | None) -> np.ndarray:
    """Minutes east of UTC in a zone at each moment; unknown without a zone."""
    if not zone:
        return np.full(len(at_us), UNKNOWN_OFFSET, np.int64)
    try:
        local = pc.local_timestamp(pa.array(at_us, pa.int64()).cast(pa.timestamp("us", zone)))
    except pa.ArrowInvalid:
        return _python_offsets(at_us, zone, local_given=False)
    there = local.cast(pa.int64()).to_numpy(zero_copy_only=False)
    return np.asarray((there - at_us) // _MINUTE_US)


def _python_offsets(moments: np.ndarray, zone: str, *, local_given: bool) -> np.ndarray:
    """Offsets by Python's own zones, once a quarter of an hour: no zone changes in between."""
    quarters, places = np.unique(moments // (15 * _MINUTE_US), return_inverse=True)
    there = ZoneInfo(zone)
    utc = ZoneInfo("UTC")
    found = []
    for quarter in quarters.tolist():
        moment = datetime.fromtimestamp(quarter * 900, utc)
        moment = moment.replace(tzinfo=there) if local_given else moment.astimezone(there)
        found.append(int(moment.utcoffset().total_seconds() // 60))  # type: ignore[union-attr]
    return np.array(found, np.int64)[places]


def _judge(
    batch: Batch,
    at_us: np.ndarray,
    known: np.ndarray,
    values: Array,
    *,
    what: str,
    latest_us: int | None,
) -> None:
    complain(batch, known & (at_us < 0), f"{what} {{}} lies before 1970", values)
    if latest_us is not None:
        complain(batch, known & (at_us > latest_us), f"{what} {{}} lies in the future", values)


def blank_times(moments: Moments) -> Any:
    """Rows whose time is blank though more than the order should be known."""
    order_only = pc.equal(moments.precision, "order_only").to_numpy(zero_copy_only=False)
    return null_mask(moments.at_us) & ~order_only
