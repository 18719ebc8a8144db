"""Quantiles by nearest rank: always one of the values, exact on integers, the same on every engine."""

import numpy as np

from desirepath.measures.arrays import Int64s

__all__ = ["median_of_sets", "nearest_rank"]


def nearest_rank(values: Int64s, percent: int = 50) -> int | None:
    """The smallest value that at least `percent` per cent of the values do not exceed; None of none.

    Definition: the value of rank ceil(percent · n / 100) in ascending order (Hyndman & Fan 1996, type 1).

    >>> nearest_rank(np.array([30, 10, 20, 40]))
    20
    >>> nearest_rank(np.array([30, 10, 20, 40]), 90)
    40
    """
    if not len(values):
        return None
    rank = max(1, -(-percent * len(values) // 100))
    return int(np.partition(values, rank - 1)[rank - 1])


def median_of_sets(values: Int64s, owner: Int64s, sets: int) -> list[int | None]:
    """The nearest-rank median of each of these sets of values; `owner` says whose each value is.

    >>> median_of_sets(np.array([5, 1, 9, 4]), np.array([0, 2, 0, 0]), 3)
    [5, None, 1]
    """
    ordered = values[np.argsort(owner, kind="stable")]
    sizes = np.bincount(owner, minlength=sets)
    ends = np.cumsum(sizes)
    return [nearest_rank(ordered[end - size : end]) for end, size in zip(ends, sizes, strict=True)]
