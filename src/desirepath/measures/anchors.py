"""Anchors: where in each journey one starts to count, and which steps are looked at from there.

An anchor is a function from journeys to a place in each; `flows` and `step_matrices` ask for nothing
else. It is named by nodes, or by a path pattern: then it is where a match begins.
"""

from functools import lru_cache
from typing import Literal

import numpy as np

from desirepath.errors import QuestionError
from desirepath.journeys import Journeys, Matcher, compiled, matcher, pattern
from desirepath.measures.arrays import Bools, Int32s, Int64s
from desirepath.measures.framing import Frame

__all__ = ["Occurrence", "at_occurrence", "at_start", "check_occurrence", "span"]

Occurrence = Literal["first", "last"] | int
MOST = 1_000  # steps, so that a slip of the finger does not ask for a table of a billion cells


def at_start(journeys: Journeys) -> Int64s:
    """The first step of every journey."""
    return journeys.offsets[:-1]


def at_occurrence(
    journeys: Journeys, frame: Frame, anchor: str | list[str], occurrence: Occurrence
) -> Int64s:
    """The step of every journey that is the wanted occurrence of one of these nodes; −1 where there is none.

    Occurrences of any of the nodes are counted together, from 1; "last" is the last there is. A text that
    is no node's name is a path pattern: its matches are counted, and the step is where one begins.
    """
    if not isinstance(occurrence, str):
        occurrence = min(occurrence, len(journeys.nodes) + 1)  # no journey has so many
    if isinstance(anchor, str) and anchor not in frame.index:
        wanted_match = {"first": 1, "last": -1}.get(occurrence) if isinstance(occurrence, str) else occurrence
        return (
            _matcher(anchor, tuple(frame.nodes), frame.lens)
            .find(journeys, occurrence=wanted_match or 1)
            .start
        )
    wanted = np.zeros(len(frame.nodes), np.bool_)
    wanted[[frame.node(name) for name in ([anchor] if isinstance(anchor, str) else anchor)]] = True
    number = {"first": 1, "last": 0}.get(occurrence) if isinstance(occurrence, str) else occurrence
    return find_occurrence(journeys.offsets, journeys.nodes, wanted, number or 0)


@lru_cache(maxsize=8)
def _matcher(text: str, nodes: tuple[str, ...], lens: str) -> Matcher:
    """Made once for all partitions."""
    return matcher(pattern(text), nodes, lens=lens)


def span(*, steps: int, anchored: bool, before: int, after: int | None) -> range:
    """The numbers of the steps looked at: from 1 at a journey's start; around an anchor it is step 0.

    >>> span(steps=3, anchored=False, before=0, after=None)
    range(1, 4)
    >>> span(steps=6, anchored=True, before=2, after=None)
    range(-2, 4)
    """
    if not anchored and (before or after is not None):
        raise QuestionError(
            "Expected an anchor to look before or after, found none. Name one, or give steps."
        )
    if before < 0 or (after is not None and after < 0):
        raise QuestionError("Expected before and after to be 0 or more steps.")
    count = steps if after is None else before + after + 1
    if not 1 <= count <= MOST:
        raise QuestionError(f"Expected from 1 to {MOST} steps, found {count}.")
    if before >= count:
        raise QuestionError(
            f"Expected the anchor to be among the {count} steps, found {before} before it. Give more steps."
        )
    return range(-before, count - before) if anchored else range(1, count + 1)


def check_occurrence(anchor: str | list[str] | None, occurrence: Occurrence) -> None:
    """QuestionError when no step can be this anchor's occurrence."""
    if anchor is not None and not anchor:
        raise QuestionError("Expected an anchor to be at least one node, found none.")
    if isinstance(occurrence, int) and occurrence < 1:
        raise QuestionError(f"Expected occurrence to be first, last, or 1 or more, found {occurrence}.")


@compiled
def find_occurrence(offsets: Int64s, nodes: Int32s, wanted: Bools, number: int) -> Int64s:
    """The step of each journey where a wanted node comes for the n-th time (0: the last), or −1."""
    found = np.full(len(offsets) - 1, -1, np.int64)
    for journey in range(len(offsets) - 1):
        seen = 0
        for step in range(offsets[journey], offsets[journey + 1]):
            if wanted[nodes[step]]:
                seen += 1
                if number in (0, seen):
                    found[journey] = step
                    if number == seen:
                        break
    return found
