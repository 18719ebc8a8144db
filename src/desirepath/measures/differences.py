"""How two estimates differ: the interval of the difference, and how likely so much would be by chance.

Everything starts from an estimate's value and 95 % interval, so it holds for whatever made the interval:
Wilson's on the cluster-effective n, a t interval, a bootstrap. Nothing here knows journeys.
"""

from math import erfc, sqrt

import numpy as np

from desirepath.measures.intervals import NORMAL_95, Estimates, Floats, wilson
from desirepath.records import Record

__all__ = ["Differences", "differences", "effective_n", "q_values"]

CLOSE = 1e-9


class Differences(Record):
    """a − b with its 95 % interval, a / b, and the two-sided p-value; NaN is not known."""

    difference: Estimates
    ratio: Floats
    p_value: Floats


def differences(a: Estimates, b: Estimates) -> Differences:
    """How `a` differs from `b`, one element a pair.

    The interval is the "method of variance estimates recovery" (Newcombe 1998, method 10, for two shares
    with Wilson's intervals; Zou & Donner 2008 for any two estimates):

        low  = d − √((a − a_low)² + (b_high − b)²)
        high = d + √((a_high − a)² + (b − b_low)²)

    The p-value is that of z = d / SE. For two shares SE² = p (1 − p) (1 / n_a + 1 / n_b), p being the
    shares pooled and n the cluster-effective numbers of rows, recovered from Wilson's intervals (Rao &
    Scott 1992). For other estimates SE² = SE_a² + SE_b², each the longer side of its interval / 1.96. Where
    nothing varies (both shares 0, both 1) there is nothing to test, and p is not known.

    >>> def share(hits, rows):
    ...     low, high = wilson(np.array([hits]), np.array([rows]))
    ...     return Estimates(value=np.array([hits / rows]), low=low, high=high)
    >>> found = differences(share(56.0, 70.0), share(48.0, 80.0))
    >>> [round(float(side[0]), 4) for side in (found.difference.low, found.difference.high)]
    [0.0524, 0.3339]
    """
    d = a.value - b.value
    with np.errstate(divide="ignore", invalid="ignore"):
        low = d - np.hypot(a.value - a.low, b.high - b.value)
        high = d + np.hypot(a.high - a.value, b.value - b.low)
        ratio = np.where(b.value == 0, np.nan, a.value / b.value)
        z = d / _standard_error(a, b)
    known = ~np.isnan(low) & ~np.isnan(high) & np.isfinite(z)
    return Differences(
        difference=Estimates(value=d, low=low, high=high),
        ratio=ratio,
        p_value=np.array(
            [erfc(abs(at) / sqrt(2)) if told else np.nan for at, told in zip(z, known, strict=True)]
        ),
    )


def effective_n(estimates: Estimates) -> Floats:
    """The n for which Wilson's interval of the share is this one; NaN where it is no Wilson interval.

    With s = z² / n the interval's width w solves w² (1 + s)² = 4 s p (1 − p) + s².

    >>> low, high = wilson(np.array([8.0, 0.0]), np.array([10.0, 20.0]))
    >>> effective_n(Estimates(value=np.array([0.8, 0.0]), low=low, high=high)).round(6).tolist()
    [10.0, 20.0]
    """
    p, width = estimates.value, estimates.high - estimates.low
    with np.errstate(divide="ignore", invalid="ignore"):
        squared, linear = width**2 - 1, 2 * width**2 - 4 * p * (1 - p)
        s = (-linear - np.sqrt(linear**2 - 4 * squared * width**2)) / (2 * squared)
        n = NORMAL_95**2 / s
        low, high = wilson(p * n, n)
        same = (np.abs(low - estimates.low) < CLOSE) & (np.abs(high - estimates.high) < CLOSE)
        inside = (p >= 0) & (p <= 1) & (width > 0) & (width < 1)
    return np.where(same & inside, n, np.nan)


def q_values(p_values: Floats) -> Floats:
    """The smallest false-discovery rate at which each would be called a discovery; NaN stays NaN.

    Benjamini & Hochberg 1995: of m p-values in ascending order, q_i = min over j ≥ i of p_j · m / j.

    >>> q_values(np.array([0.01, 0.04, np.nan, 0.03])).tolist()
    [0.03, 0.04, nan, 0.04]
    """
    found = np.full(len(p_values), np.nan)
    tested = np.flatnonzero(~np.isnan(p_values))
    order = tested[np.argsort(p_values[tested], kind="stable")]
    scaled = p_values[order] * len(order) / np.arange(1, len(order) + 1)
    found[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return found


def _standard_error(a: Estimates, b: Estimates) -> Floats:
    n_a, n_b = effective_n(a), effective_n(b)
    pooled = (a.value * n_a + b.value * n_b) / (n_a + n_b)
    of_shares: Floats = np.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b))
    return np.where(np.isnan(of_shares), np.hypot(_longer_side(a), _longer_side(b)) / NORMAL_95, of_shares)


def _longer_side(estimates: Estimates) -> Floats:
    return np.maximum(estimates.high - estimates.value, estimates.value - estimates.low)
