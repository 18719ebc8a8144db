"""Sums over persons of what each person's rows hit: the integers behind intervals by person."""

import numpy as np

from desirepath.journeys import compiled
from desirepath.measures.arrays import Int64s

__all__ = ["sum_by_person"]


@compiled
def sum_by_person(hit: Int64s, person: Int64s, targets: int) -> tuple[Int64s, int]:
    """For each target: Σ h, persons with a hit, Σ h², Σ h·r; and Σ r² over all persons.

    Row i of person[i] hits one target; a person's rows stand together. h is how many of a person's
    r rows hit the target.
    """
    sums = np.zeros((targets, 4), np.int64)
    mine, touched = np.zeros(targets, np.int64), np.empty(targets, np.int64)
    rows_squared = 0
    held, start = 0, 0
    for row in range(len(hit)):
        target = hit[row]
        if mine[target] == 0:
            touched[held] = target
            held += 1
        mine[target] += 1
        if row + 1 < len(hit) and person[row + 1] == person[row]:
            continue
        rows = row + 1 - start
        rows_squared += rows * rows
        for one in touched[:held]:
            sums[one, 0] += mine[one]
            sums[one, 1] += 1
            sums[one, 2] += mine[one] * mine[one]
            sums[one, 3] += mine[one] * rows
            mine[one] = 0
        held, start = 0, row + 1
    return sums, rows_squared
