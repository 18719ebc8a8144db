"""Where the matches of a pattern end: what a step that is bound to a pattern stands for.

The same rule as `patterns_matching` (leftmost, shortest, one after the other), but of every match the end.
"""

import numpy as np

from desirepath.journeys.batches import Int32s, Int64s, Journeys
from desirepath.journeys.compiling import compiled
from desirepath.journeys.patterns_matching import Matcher, Sought, look_back, room, trimmed

__all__ = ["match_ends"]


def match_ends(matcher: Matcher, journeys: Journeys) -> Int64s:
    """The places in the journeys' step arrays at which a match ends, ascending.

    Journeys must be cut with the lens whose nodes the matcher was made for.
    """
    found: Int64s = all_ends(journeys.offsets, journeys.nodes, journeys.happened_at_us, matcher.sought)
    return found


@compiled
def all_ends(offsets: Int64s, nodes: Int32s, times: Int64s, sought: Sought) -> Int64s:
    """The end of every match of every journey; backwards once, then from match to match."""
    ends, ending = room(offsets, sought)
    found, count = np.empty(len(nodes), np.int64), 0
    for journey in range(len(offsets) - 1):
        low, high = trimmed(offsets[journey], offsets[journey + 1], nodes, sought.edges)
        look_back(low, high, nodes, times, sought, ending, ends)
        count = kept(ends, low, high, sought.from_start, found, count)
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
