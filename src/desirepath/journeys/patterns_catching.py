"""Where the matches of a pattern end: what a step that is bound to a pattern stands for.

The same rule as `patterns_matching` (leftmost, shortest, one after the other), but of every match the end.
"""

import numpy as np

from desirepath.journeys.batches import Int64s, Journeys
from desirepath.journeys.compiling import compiled
from desirepath.journeys.patterns_matching import Matcher

__all__ = ["match_ends"]


def match_ends(matcher: Matcher, journeys: Journeys) -> Int64s:
    """The places in the journeys' step arrays at which a match ends, ascending.

    Journeys must be cut with the lens whose nodes the matcher was made for.
    """
    between, ends = matcher.look_back(journeys)
    found: Int64s = all_ends(between, ends, matcher.pattern.from_start)
    return found


@compiled
def all_ends(between: Int64s, ends: Int64s, from_start: bool) -> Int64s:
    """The end of every match of every journey, from match to match."""
    found, count = np.empty(len(ends), np.int64), 0
    for journey in range(len(between)):
        low, high = between[journey]
        at = low
        while at < high:
            end = ends[at]
            if end >= 0:
                found[count] = end
                count += 1
            at = end + 1 if end >= 0 else at + 1
            if from_start:
                break
    return found[:count]
