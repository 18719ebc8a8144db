"""A pattern found in journeys: where each journey matches first, and how often.

A match begins as early as it can (leftmost) and, from there, ends as early as it can (shortest);
the next match is looked for after its last step.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from desirepath.errors import QuestionError
from desirepath.journeys.batches import UNKNOWN_TIME, Int32s, Int64s, Journeys
from desirepath.journeys.compiling import compiled
from desirepath.journeys.patterns import Pattern
from desirepath.journeys.patterns_machine import Machine, machine
from desirepath.records import Record

__all__ = ["Found", "Matcher", "matcher"]

Bools = npt.NDArray[np.bool_]
NO_WINDOW = np.iinfo(np.int64).max


class Found(Record):
    """For each journey one match: the steps it begins and ends at, and how many matches there are.

    `start` and `end` are places in the journeys' step arrays, −1 where there is no such match.
    """

    start: Int64s
    end: Int64s
    matches: Int64s


class Matcher(Record):
    """A pattern set against the nodes of a lens, ready to look for it; `matcher` makes one."""

    pattern: Pattern
    machine: Machine

    def find(self, journeys: Journeys, *, occurrence: int = 1) -> Found:
        """The first match of each journey, or its n-th: −1 is the last, −2 the one before it.

        Journeys must be cut with the lens whose nodes the matcher was made for.
        """
        if occurrence == 0:
            raise QuestionError("Expected an occurrence from 1 (the first), or −1 (the last); found 0.")
        start, end, matches = match_journeys(*self.look_back(journeys), self.pattern.from_start, occurrence)
        return Found(start=start, end=end, matches=matches)

    def look_back(self, journeys: Journeys) -> tuple[Int64s, Int64s]:
        """Of every journey the steps between which a match can lie; of each of these where a match ends."""
        window, machine = self.pattern.within_us, self.machine
        between, ends = look_back(
            journeys.offsets,
            journeys.nodes,
            journeys.happened_at_us,
            machine.classes,
            machine.moves,
            machine.accepting,
            machine.start,
            machine.edges,
            self.pattern.to_end,
            NO_WINDOW if window is None else window,
        )
        return between, ends


def matcher(pattern: Pattern, nodes: Sequence[str], *, lens: str = "touchpoint") -> Matcher:
    """The pattern set against these nodes of this lens; UnknownName for a name that is none of them.

    >>> from desirepath.journeys import pattern
    >>> matcher(pattern("ad -> chart"), ["ad", "cart"])
    Traceback (most recent call last):
    ...
    desirepath.errors.UnknownName: There is no touchpoint node "chart". Did you mean "cart"?
        ad -> chart
              ^
    """
    return Matcher(pattern=pattern, machine=machine(pattern, nodes, lens=lens))


@compiled
def look_back(  # noqa: PLR0917 - a kernel takes no keywords
    offsets: Int64s,
    nodes: Int32s,
    times: Int64s,
    classes: Int32s,
    moves: Int32s,
    accepting: Bools,
    first: int,
    edges: Bools,
    to_end: bool,
    window: int,
) -> tuple[Int64s, Int64s]:
    """Where a match can lie in each journey; where one that begins at each step there ends soonest (−1: no).

    Backwards once over what lies between the first step that can begin a match and the last that can
    finish one: `ending[side, q]` is where a match under way in state q would end
    soonest, so a journey costs its steps × the states, however often it nearly matches.
    """
    between, ends = np.empty((len(offsets) - 1, 2), np.int64), np.empty(len(nodes), np.int64)
    states = len(accepting)
    ending = np.empty((2, states), np.int64)  # from a step on, and from the step after it: in turn
    for journey in range(len(between)):
        low, high = trimmed(offsets[journey], offsets[journey + 1], nodes, edges)
        between[journey, 0], between[journey, 1] = low, high
        side = 0
        for state in range(states):
            ending[side, state] = high - 1 if accepting[state] else -1
        for at in range(high - 1, low - 1, -1):
            column = classes[nodes[at]]
            for state in range(states):
                over = accepting[state] and not to_end
                ending[1 - side, state] = at - 1 if over else ending[side, moves[column, state]]
            side = 1 - side
            ends[at] = within(at, ending[side, first], times, window)
    return between, ends


@compiled
def match_journeys(
    between: Int64s, ends: Int64s, from_start: bool, occurrence: int
) -> tuple[Int64s, Int64s, Int64s]:
    """Start, end and number of the matches of each journey."""
    journeys = len(between)
    found_start, found_end = np.full(journeys, -1, np.int64), np.full(journeys, -1, np.int64)
    matches = np.zeros(journeys, np.int64)
    for journey in range(journeys):
        low, high = between[journey]
        wanted = occurrence
        if wanted < 0:
            wanted += walked(ends, low, high, from_start, 0)[2] + 1
        start, end, count = walked(ends, low, high, from_start, wanted)
        found_start[journey], found_end[journey], matches[journey] = start, end, count
    return found_start, found_end, matches


@compiled
def trimmed(low: int, high: int, nodes: Int32s, edges: Bools) -> tuple[int, int]:
    """What lies between the first step that can begin a match and the last that can finish one."""
    while low < high and not edges[0, nodes[low]]:
        low += 1
    while low < high and not edges[1, nodes[high - 1]]:
        high -= 1
    return low, high


@compiled
def within(start: int, end: int, times: Int64s, window: int) -> int:
    """The end, when the match lies within the window; a start without a time cannot be shown to."""
    if end < 0 or window == NO_WINDOW:
        return end
    if times[start] == UNKNOWN_TIME or times[end] - times[start] > window:
        return -1
    return end


@compiled
def walked(  # noqa: PLR0917 - a kernel takes no keywords
    ends: Int64s, low: int, high: int, from_start: bool, wanted: int
) -> tuple[int, int, int]:
    """From match to match: start and end of the wanted one (−1: none), and how many there are."""
    start, end, count = -1, -1, 0
    at = low
    while at < high:
        if ends[at] >= 0:
            count += 1
            if count == wanted:
                start, end = at, ends[at]
            at = ends[at] + 1
        else:
            at += 1
        if from_start:
            break
    return start, end, count
