"""Mixing: the kernel of `mixes`, one pass over all steps.

Whether a cell leads on is known from two moments only: a person's first step in it, and their last one in
any later stage. So one pass notes both, and each person is settled once.
"""

import numpy as np

from desirepath.journeys import UNKNOWN_VALUE, compiled
from desirepath.measures.arrays import Bools, Int32s, Int64s

__all__ = ["FIRST", "LAST", "ONWARD", "PEOPLE", "STILL_OPEN", "VALUE", "VALUED", "count_mix"]

PEOPLE, ONWARD, STILL_OPEN, FIRST, LAST, VALUE, VALUED = range(7)  # columns of the cells


@compiled
def count_mix(  # noqa: PLR0917 - one pass over all steps; a kernel takes no keywords
    lives: Int64s,
    stages: Int32s,
    kinds: Int32s,
    across: Int32s,
    values: Int64s,
    is_open: Bools,
    is_goal: Bools,
    across_count: int,
) -> tuple[Int64s, Int64s]:
    """Sums by stage · width + what is across, margins included; interactions by stage · kinds + kind.

    `values` is empty when no step has one. In the margins only people, onward and still open are counted.
    """
    stage_count, width, kind_count = len(is_goal), across_count + 1, len(across)
    cells = np.zeros(((stage_count + 1) * width, VALUED + 1), np.int64)
    by_kind = np.zeros((stage_count * kind_count, 1), np.int64)
    seen = np.zeros(len(cells), np.bool_)
    met = np.empty((len(cells), 2), np.int64)  # cells a person was in, and their first step there
    last_at = np.full(stage_count, -1, np.int64)
    for life in range(len(lives) - 1):
        held = 0
        for at in range(lives[life], lives[life + 1]):
            stage = stages[at]
            cell = stage * width + across[kinds[at]]
            held = meet(cell, at, held, seen, met)
            last_at[stage] = at
            by_kind[stage * kind_count + kinds[at], 0] += 1
            if len(values) and values[at] != UNKNOWN_VALUE:
                cells[cell, VALUE] += values[at]
                cells[cell, VALUED] += 1
        first, last = lives[life], lives[life + 1] - 1
        cells[stages[first] * width + across[kinds[first]], FIRST] += 1
        cells[stages[last] * width + across[kinds[last]], LAST] += 1
        for place in range(held):  # in the order they were met, so that a margin's first step is the first
            stage, one = met[place, 0] // width, met[place, 0] % width
            held = meet(stage * width + across_count, met[place, 1], held, seen, met)
            held = meet(stage_count * width + one, met[place, 1], held, seen, met)
            held = meet(stage_count * width + across_count, met[place, 1], held, seen, met)
        settle_mix(met[:held], seen, last_at, is_goal, width, is_open[life], cells)
    return cells, by_kind


@compiled
def meet(  # noqa: PLR0917 - a kernel takes no keywords
    cell: int, at: int, held: int, seen: Bools, met: Int64s
) -> int:
    """Note a person's first step in a cell; how many cells are noted."""
    if seen[cell]:
        return held
    seen[cell] = True
    met[held, 0], met[held, 1] = cell, at
    return held + 1


@compiled
def settle_mix(  # noqa: PLR0917 - a kernel takes no keywords
    met: Int64s, seen: Bools, last_at: Int64s, is_goal: Bools, width: int, is_open: bool, cells: Int64s
) -> None:
    """Add one person to the cells they were in, and forget them."""
    to_goal = is_goal.any()
    goal_at = -1
    for stage in range(len(is_goal)):
        if is_goal[stage]:
            goal_at = max(goal_at, last_at[stage])
    for place in range(len(met)):
        cell, first = met[place, 0], met[place, 1]
        leads_to = goal_at
        if not to_goal:
            for stage in range(cell // width + 1, len(last_at)):
                leads_to = max(leads_to, last_at[stage])
        cells[cell, PEOPLE] += 1
        cells[cell, ONWARD] += leads_to > first
        cells[cell, STILL_OPEN] += leads_to <= first and is_open
        seen[cell] = False
    last_at[:] = -1
