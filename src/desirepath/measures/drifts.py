"""Drifts: whether a share has changed, said so that a change by chance is seldom told as one.

One rule: the difference of two shares over its standard error, on the cluster-effective numbers of rows
(the z test of two proportions), with an alarm at three standard errors (Shewhart 1931).
"""

import numpy as np

from desirepath.measures.arrays import Bools
from desirepath.measures.columns import FEW
from desirepath.measures.intervals import Clustered, Floats
from desirepath.records import Record

__all__ = ["ALARM", "Drift", "drift", "effective_rows"]

ALARM = 3.0  # standard errors: by chance alone in 1 of 370 looks


class Drift(Record):
    """How each share of a series differs from all before, in standard errors, and whether to ring."""

    change: Floats  # NaN for the first
    z: Floats
    alarm: Bools


def effective_rows(sums: Clustered) -> Floats:
    """How many independent rows these are worth: rows over the design effect (Rao & Scott 1992).

    Never more than the rows; where the effect cannot be estimated, (Σ r)² / Σ r² (Kish 1965). As in
    `intervals.share_estimates`, which takes a little off for the estimate of the effect itself.

    >>> two = np.array([2])
    >>> effective_rows(Clustered(hits=np.array([1]), rows=two, people=two, hits_squared=np.array([1]),
    ...                          hits_rows=np.array([1]), rows_squared=two)).tolist()
    [2.0]
    """
    rows, people = sums.rows.astype(np.float64), sums.people.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = sums.hits / rows
        spread = sums.hits_squared - 2 * share * sums.hits_rows + share**2 * sums.rows_squared
        effective = rows**2 * share * (1 - share) / (people / (people - 1) * np.maximum(spread, 0.0))
        alike = rows**2 / sums.rows_squared
    unknown = (people < 2) | (sums.hits == 0) | (sums.hits == sums.rows)
    found = np.where(people == rows, rows, np.where(unknown, alike, np.minimum(effective, rows)))
    return np.where(rows > 0, found, 0.0)


def drift(series: Clustered) -> Drift:
    """Each share of a series against all before it together; rows in order of time.

    z = (p − p₀) / √(q(1 − q)(1/n + 1/n₀)), q the share of both together, n the effective rows.
    It rings when |z| > 3 and both sides have 30 effective rows or more.
    """
    before = _before(series)
    n, n_before = effective_rows(series), effective_rows(before)
    with np.errstate(divide="ignore", invalid="ignore"):
        change = series.hits / series.rows - before.hits / before.rows
        both = (series.hits + before.hits) / (series.rows + before.rows)
        error = np.sqrt(both * (1 - both) * (1 / n + 1 / n_before))
        z = np.where(error > 0, change / error, np.where(np.isnan(change), np.nan, 0.0))
    return Drift(change=change, z=z, alarm=(np.abs(z) > ALARM) & (n >= FEW) & (n_before >= FEW))


def _before(series: Clustered) -> Clustered:
    """The sums of all earlier places together; who is in several of them counts in each as somebody else."""
    names = series.__struct_fields__
    return Clustered(**{name: np.cumsum(getattr(series, name)) - getattr(series, name) for name in names})
