"""95 % intervals: for shares, also where one person contributes several rows, and for means over people.

Everything here starts from integers that add up over partitions, so an interval cannot depend on how
the data was cut. Nothing here knows journeys.
"""

from functools import cache
from math import atan, pi, sqrt

import numpy as np
import numpy.typing as npt

from desirepath.measures.arrays import Int64s
from desirepath.records import Record

__all__ = [
    "NORMAL_95",
    "Clustered",
    "Estimates",
    "mean_estimates",
    "one_row_a_person",
    "share_estimates",
    "t_95",
    "wilson",
]

NORMAL_95 = 1.959963984540054  # the 97.5 % point of the normal distribution
LEVEL = 0.95
EXACT_DEGREES = 200  # above, the expansion is exact to 1e-10

Floats = npt.NDArray[np.float64]


class Estimates(Record):
    """Estimated values with their 95 % intervals; NaN is not known."""

    value: Floats
    low: Floats
    high: Floats


class Clustered(Record):
    """What a share and its interval need when rows come in clusters, one per person.

    With h_i hits among the r_i rows of person i (only persons with a row count), these are the sums
    over persons, one array element a share.
    """

    hits: Int64s  # Σ h
    rows: Int64s  # Σ r
    people: Int64s  # how many persons have a row
    hits_squared: Int64s  # Σ h²
    hits_rows: Int64s  # Σ h·r
    rows_squared: Int64s  # Σ r²


def one_row_a_person(hits: Int64s, people: Int64s) -> Clustered:
    """What the share of these people that are hit needs for its interval, each person being one row."""
    return Clustered(
        hits=hits, rows=people, people=people, hits_squared=hits, hits_rows=hits, rows_squared=people
    )


def wilson(hits: Floats, rows: Floats) -> tuple[Floats, Floats]:
    """The 95 % score interval of a share (Wilson 1927); NaN where there are no rows.

    >>> low, high = wilson(np.array([8.0]), np.array([10.0]))
    >>> round(float(low[0]), 4), round(float(high[0]), 4)
    (0.4902, 0.9433)
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / rows
        spread = NORMAL_95**2 / rows
        middle = (share + spread / 2) / (1 + spread)
        half = NORMAL_95 / (1 + spread) * np.sqrt(share * (1 - share) / rows + spread / (4 * rows))
    low = np.where(hits <= 0, np.where(rows > 0, 0.0, np.nan), middle - half)
    high = np.where(hits >= rows, np.where(rows > 0, 1.0, np.nan), middle + half)
    return low, high


def share_estimates(sums: Clustered) -> Estimates:
    """Shares hits / rows with 95 % intervals that stay honest when a person gives several rows.

    The interval is Wilson's on the cluster-effective number of rows n_eff = rows / d. The design
    effect d is the variance of the share as a ratio of person sums, over what independent rows
    would have (Rao & Scott 1992, "A simple method for the analysis of clustered binary data"):

        d = k / (k − 1) · Σ (h_i − p·r_i)² / (rows · p · (1 − p)),   p = hits / rows, k persons
        Σ (h_i − p·r_i)² = Σ h² − 2p · Σ h·r + p² · Σ r²

    n_eff is never taken above the rows, and is multiplied by (z / t)², t on k − 1 degrees of
    freedom, because d is itself an estimate (Korn & Graubard 1998). Where d cannot be estimated
    (p is 0 or 1, or there is one person), a person's rows count as all alike: n_eff = rows² / Σ r²
    (Kish 1965). With one row a person it is the plain Wilson interval.
    """
    rows = sums.rows.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = sums.hits / rows
        alike = rows**2 / sums.rows_squared
        spread = sums.hits_squared - 2 * share * sums.hits_rows + share**2 * sums.rows_squared
        one_each = sums.people / (sums.people - 1) * np.maximum(spread, 0.0)
        effective = np.minimum(rows * (rows * share * (1 - share)) / one_each, rows)
    effective *= _for_estimated_spread(sums.people)
    degenerate = (sums.people < 2) | (sums.hits == 0) | (sums.hits == sums.rows)
    effective = np.where(degenerate, alike, effective)
    effective = np.where(sums.people == sums.rows, rows, effective)
    low, high = wilson(share * effective, effective)
    # share · n may miss n by a rounding: where all hit or none does, say so exactly
    low = np.where(sums.hits == 0, np.where(rows > 0, 0.0, np.nan), low)
    high = np.where(sums.hits == sums.rows, np.where(rows > 0, 1.0, np.nan), high)
    return Estimates(value=share, low=low, high=high)


def mean_estimates(count: Int64s, total: Int64s, squares: Int64s) -> Estimates:
    """Means of `count` values with sum `total` and sum of squares `squares`, with 95 % t-intervals.

    mean ± t · s / √n, s² = (Σ x² − (Σ x)² / n) / (n − 1), t on n − 1 degrees of freedom (Student
    1908). One value has a mean and no interval.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / count
        # n·Σx² − (Σx)² in integers: no digits are lost before the division
        spread = [int(n) * int(q) - int(s) ** 2 for n, q, s in zip(count, squares, total, strict=True)]
        variance = np.array(spread, np.float64) / (count.astype(np.float64) * (count - 1))
        half = np.array([t_95(int(n) - 1) for n in count], np.float64) * np.sqrt(variance / count)
    return Estimates(value=mean, low=mean - half, high=mean + half)


@cache
def t_95(degrees: int) -> float:
    """The 97.5 % point of Student's t; NaN below one degree of freedom.

    Up to 200 degrees the closed sum for the probability (Abramowitz & Stegun 26.7.3–4) is solved
    by halving; above, the expansion around the normal point (26.7.5).

    >>> round(t_95(1), 4), round(t_95(10), 4), round(t_95(1000), 4)
    (12.7062, 2.2281, 1.9623)
    """
    if degrees < 1:
        return float("nan")
    if degrees > EXACT_DEGREES:
        return _near_normal(degrees)
    low, high = 0.0, 16.0
    while high - low > 1e-13:
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, degrees) < LEVEL else (low, middle)
    return low


def _within(point: float, degrees: int) -> float:
    """The probability that |t| < point."""
    angle = atan(point / sqrt(degrees))
    cosine = 1 / sqrt(1 + point * point / degrees)
    sine = point / sqrt(degrees) * cosine
    term = cosine if degrees % 2 else 1.0
    total = term if degrees > 1 else 0.0
    for k in range(degrees % 2 + 2, degrees - 1, 2):
        term *= cosine * cosine * (k - 1) / k
        total += term
    return 2 / pi * (angle + sine * total) if degrees % 2 else sine * total


def _near_normal(degrees: int) -> float:
    z = NORMAL_95
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / degrees + second / degrees**2 + third / degrees**3


def _for_estimated_spread(people: Int64s) -> Floats:
    known, where = np.unique(people, return_inverse=True)
    factors = np.array([(NORMAL_95 / t_95(int(k) - 1)) ** 2 if k > 1 else 1.0 for k in known], np.float64)
    return factors[where] if len(known) else np.empty(0, np.float64)
