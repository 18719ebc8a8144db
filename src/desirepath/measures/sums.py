"""Sums over persons of what each person's rows hit: the integers behind intervals by person."""

import numpy as np

from desirepath.journeys import compiled
from desirepath.measures.arrays import Int8s, Int32s, Int64s

__all__ = ["SUMS", "sum_by_person"]

SUMS = 7  # columns of the sums


@compiled
def sum_by_person(hit: Int32s, person: Int32s, won: Int8s, targets: int) -> tuple[Int64s, int]:
    """For each target: Σ h, persons with a hit, Σ h², Σ h·r, Σ w, Σ w², Σ w·h; and Σ r² over all persons.

    Row i of person[i] hits one target, and is won or not; a person's rows stand together. h is how many
    of a person's r rows hit the target, w how many of these are won.
    """
    sums = np.zeros((targets, SUMS), np.int64)
    mine, touched = np.zeros((targets, 2), np.int64), np.empty(targets, np.int64)
    rows_squared = 0
    held, start = 0, 0
    for row in range(len(hit)):
        target = hit[row]
        if mine[target, 0] == 0:
            touched[held] = target
            held += 1
        mine[target, 0] += 1
        mine[target, 1] += won[row]
        if row + 1 < len(hit) and person[row + 1] == person[row]:
            continue
        rows = row + 1 - start
        rows_squared += rows * rows
        for at in range(held):
            one = touched[at]
            hits, wins = mine[one, 0], mine[one, 1]
            sums[one, 0] += hits
            sums[one, 1] += 1
            sums[one, 2] += hits * hits
            sums[one, 3] += hits * rows
            sums[one, 4] += wins
            sums[one, 5] += wins * wins
            sums[one, 6] += wins * hits
            mine[one, 0] = mine[one, 1] = 0
        held, start = 0, row + 1
    return sums, rows_squared
