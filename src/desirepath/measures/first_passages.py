"""First passages: where each journey first comes to each step of a funnel."""

import numpy as np

from desirepath.measures.arrays import Int64s
from desirepath.records import Record

__all__ = ["FirstPassages", "room_for_firsts"]


class FirstPassages(Record):
    """Journeys × steps: where the first passage of steps 1 … k ends, and its step before; −1: nowhere."""

    ends: Int64s
    before: Int64s  # −1 too where the steps have no order


def room_for_firsts(journeys: int, step_count: int) -> FirstPassages:
    """Room for the first passages of so many journeys; without any, nobody asks for them."""
    ends, before = (np.full((journeys, step_count), -1, np.int64) for _ in range(2))
    return FirstPassages(ends=ends, before=before)
