"""Money in minor units, durations in microseconds, scores on their scale: exact, or quarantined."""

import numpy as np
import pyarrow as pa

from desirepath.interactions.arrays import Array, Mask, null_mask, pc
from desirepath.interactions.expressions import evaluate, reads
from desirepath.interactions.mappings import Duration, Money, Score, Value
from desirepath.interactions.numbers import decimals_or_complain
from desirepath.interactions.texts import Batch, complain

__all__ = ["exponent_of", "read_count", "read_duration", "read_money", "read_score", "scale_ends"]

# ISO 4217: how many digits stand after the point, where it is not two.
_EXPONENTS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0,
    "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4,
}  # fmt: skip
_UNITS_US = {
    "milliseconds": 1_000,
    "seconds": 1_000_000,
    "minutes": 60_000_000,
    "hours": 3_600_000_000,
    "days": 86_400_000_000,
}
_LARGEST = 9.2e18  # int64


def exponent_of(currency: str) -> int:
    """How many decimals a currency has (ISO 4217).

    >>> exponent_of("EUR"), exponent_of("JPY"), exponent_of("KWD")
    (2, 0, 3)
    """
    return _EXPONENTS.get(currency, 2)


def read_money(money: Money, batch: Batch, what: str) -> tuple[Array, Array]:
    """Minor units (rounded half to even) and the currency; both null where the amount is blank."""
    texts = evaluate(money.amount, batch, decimal=money.decimal)
    amounts = decimals_or_complain(
        batch, texts, f"{what} (from {reads(money.amount)})", decimal=money.decimal
    )
    currencies = pc.utf8_upper(evaluate(money.currency, batch))
    known = ~null_mask(amounts)
    usable = pc.match_substring_regex(currencies, pattern="^[A-Z]{3}$").fill_null(False)
    complain(
        batch,
        known & ~usable.to_numpy(zero_copy_only=False),
        f"{what}: {{}} is not a currency code like EUR (from {reads(money.currency)})",
        currencies.fill_null(""),
    )
    minor = _minor_units(amounts, currencies, known)
    return minor, pc.if_else(pa.array(known), currencies, pa.scalar(None, pa.string()))


def _minor_units(amounts: Array, currencies: Array, known: Mask) -> Array:
    codes = pc.unique(currencies.filter(pa.array(known))).to_pylist()
    exponents = {code: exponent_of(code or "") for code in codes}
    minor = pa.nulls(len(amounts), pa.int64())
    for exponent in sorted(set(exponents.values())):
        same = pa.array([code for code, digits in exponents.items() if digits == exponent], pa.string())
        scaled = _scaled(amounts, 10**exponent)
        minor = scaled if len(set(exponents.values())) == 1 else pc.if_else(
            pc.is_in(currencies, value_set=same), scaled, minor
        )  # fmt: skip
    return minor


def _scaled(amounts: Array, factor: int) -> Array:
    """Decimals times a whole number, rounded half to even, as int64; null beyond its range."""
    digits = len(str(factor))
    wide = pc.multiply(
        pc.cast(amounts, pa.decimal256(37, 9)), pa.scalar(factor).cast(pa.decimal256(max(digits, 19), 0))
    )
    whole = pc.round(wide, 0, round_mode="half_to_even")
    fits = pc.less(pc.abs(pc.cast(whole, pa.float64())), _LARGEST)
    return pc.cast(pc.if_else(fits, whole, pa.scalar(None, whole.type)), pa.int64())


def read_duration(duration: Duration, batch: Batch, what: str) -> Array:
    """Microseconds; a negative duration goes to quarantine."""
    texts = evaluate(duration.amount, batch, decimal=duration.decimal)
    source = f"{what} (from {reads(duration.amount)})"
    lengths = decimals_or_complain(batch, texts, source, decimal=duration.decimal)
    microseconds = _scaled(lengths, _UNITS_US[duration.unit])
    negative = pc.less(microseconds, 0).fill_null(False).to_numpy(zero_copy_only=False)
    complain(batch, negative, f"{source} {{}} is negative", texts)
    return microseconds


def scale_ends(scale: str) -> tuple[float, float]:
    """Worst and best of a scale.

    >>> scale_ends("5..1")
    (5.0, 1.0)
    """
    worst, best = scale.split("..")
    return float(worst), float(best)


def read_score(score: Score, batch: Batch, what: str) -> Array:
    """The score as a number; one outside its scale goes to quarantine."""
    texts = evaluate(score.amount, batch)
    source = f"{what} (from {reads(score.amount)})"
    scores = pc.cast(decimals_or_complain(batch, texts, source), pa.float64())
    low, high = sorted(scale_ends(score.scale))
    numbers = scores.to_numpy(zero_copy_only=False)
    outside = np.nan_to_num((numbers < low) | (numbers > high)).astype(np.bool_)
    complain(batch, outside, f"{source} {{}} is outside the scale {score.scale}", texts)
    return scores


def read_count(value: Value | None, batch: Batch, what: str) -> Array:
    """A whole number, zero or more, such as impressions."""
    if value is None:
        return pa.nulls(batch.rows, pa.int64())
    texts = evaluate(value, batch)
    source = f"{what} (from {reads(value)})"
    counts = _scaled(decimals_or_complain(batch, texts, source), 1)
    negative = pc.less(counts, 0).fill_null(False).to_numpy(zero_copy_only=False)
    complain(batch, negative, f"{source} {{}} is negative", texts)
    return counts
