"""Where the matches of a pattern end: what a step that is bound to a pattern stands for.

The same rule as `patterns_matching` (leftmost, shortest, one after the other), but of every match the end.
"""

import numpy as np

from desirepath.journeys.batches import Int32s, Int64s, Journeys
from desirepath.journeys.compiling import compiled
from desirepath.journeys.patterns_matching import NO_WINDOW, Bools, Matcher, trimmed, within

__all__ = ["match_ends"]


def match_ends(matcher: Matcher, journeys: Journeys) -> Int64s:
    """The places in the journeys' step arrays at which a match ends, ascending.

    Journeys must be cut with the lens whose nodes the matcher was made for.
    """
    window, machine = matcher.pattern.within_us, matcher.machine
    found: Int64s = all_ends(
        journeys.offsets,
        journeys.nodes,
        journeys.happened_at_us,
        machine.classes,
        machine.moves,
        machine.accepting,
        machine.start,
        machine.edges,
        matcher.pattern.from_start,
        matcher.pattern.to_end,
        NO_WINDOW if window is None else window,
    )
    return found


@compiled
def all_ends(  # noqa: PLR0917 - a kernel takes no keywords
    offsets: Int64s,
    nodes: Int32s,
    times: Int64s,
    classes: Int32s,
    moves: Int32s,
    accepting: Bools,
    first: int,
    edges: Bools,
    from_start: bool,
    to_end: bool,
    window: int,
) -> Int64s:
    """The end of every match of every journey; backwards once, then from match to match."""
    longest = 0
    for journey in range(len(offsets) - 1):
        longest = max(longest, offsets[journey + 1] - offsets[journey])
    ends = np.empty(longest, np.int64)
    states = len(accepting)
    ending = np.empty((2, states), np.int64)
    found, count = np.empty(len(nodes), np.int64), 0
    for journey in range(len(offsets) - 1):
        low, high = trimmed(offsets[journey], offsets[journey + 1], nodes, edges)
        side = 0
        for state in range(states):
            ending[side, state] = high - 1 if accepting[state] else -1
        for at in range(high - 1, low - 1, -1):
            column = classes[nodes[at]]
            for state in range(states):
                over = accepting[state] and not to_end
                ending[1 - side, state] = at - 1 if over else ending[side, moves[column, state]]
            side = 1 - side
            ends[at - low] = within(at, ending[side, first], times, window)
        count = kept(ends, low, high, from_start, found, count)
    return found[:count]


@compiled
def kept(  # noqa: PLR0917 - a kernel takes no keywords
    ends: Int64s, low: int, high: int, from_start: bool, found: Int64s, count: int
) -> int:
    """Write down the ends of one journey's matches, one after the other; how many there are by now."""
    at = low
    while at < high:
        end = ends[at - low]
        if end >= 0:
            found[count] = end
            count += 1
        at = end + 1 if end >= 0 else at + 1
        if from_start:
            break
    return count
