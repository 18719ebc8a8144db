"""Groups that an answer is broken down by: names, and one small number for each subject or each step.

Where the numbers come from (a trait, a campaign, a segment) is for the workspace to say. Here a journey
finds its group: its subject's, or that of its first or last step that has one.
"""

from typing import Literal

import numpy as np

from desirepath.errors import QuestionError
from desirepath.journeys import Journeys, compiled
from desirepath.measures.arrays import Int32s, Int64s
from desirepath.measures.framing import OTHER
from desirepath.records import Record

__all__ = ["UNKNOWN", "Grouping", "Groups", "first_groups", "groups_of", "largest"]

UNKNOWN = "(unknown)"  # the group of what nothing is known of


class Groups(Record):
    """Which group each subject, or each step, of a store is in.

    With a group for each step a journey is in the group of its `take` step (first or last) that is shown
    and has one. The `top` groups with most journeys have rows of their own; the rest is "(other)".
    """

    names: list[str]
    of: list[Int32s]  # by partition, one a subject or a step: an index into names, −1: not known
    each: Literal["subject", "step"] = "step"
    take: Literal["first", "last"] = "first"
    top: int = 12
    unknown: str = UNKNOWN  # what the group of −1 is called

    def __post_init__(self) -> None:
        if self.top < 1:
            raise QuestionError(f"Expected one group or more, found {self.top}.")


class Grouping(Record):
    """How the groups of one question are numbered: no names, no arrays of the store."""

    names: list[str]
    own: int  # the first so many are groups of their own; then come the others and the unknown
    renumbered: Int32s  # index into the groups' names → into these; the last is for −1
    by_subject: bool
    take_last: bool


def first_groups(groups: Groups) -> Grouping:
    """Every group on its own, and the unknown last."""
    return Grouping(
        names=[*groups.names, groups.unknown],
        own=len(groups.names),
        renumbered=np.arange(len(groups.names) + 1, dtype=np.int32),
        by_subject=groups.each == "subject",
        take_last=groups.take == "last",
    )


def largest(groups: Groups, journeys: Int64s) -> Grouping:
    """The `top` groups with most journeys (equals by name), the rest as one, and the unknown last."""
    order = sorted(range(len(groups.names)), key=lambda one: (-int(journeys[one]), groups.names[one]))
    best = order[: groups.top]
    renumbered = np.full(len(groups.names) + 1, len(best), np.int32)
    renumbered[best] = np.arange(len(best))
    renumbered[-1] = len(best) + 1
    whole = first_groups(groups)
    return Grouping(
        names=[*(groups.names[one] for one in best), OTHER, groups.unknown],
        own=len(best),
        renumbered=renumbered,
        by_subject=whole.by_subject,
        take_last=whole.take_last,
    )


def groups_of(journeys: Journeys, of: Int32s, grouping: Grouping) -> Int32s:
    """The group of each journey, as the grouping numbers them."""
    if grouping.by_subject:
        found = of[journeys.subject]
    else:
        found = groups_by_step(journeys.offsets, of[journeys.position], grouping.take_last)
    mine: Int32s = grouping.renumbered[found]  # −1 picks the last
    return mine


@compiled
def groups_by_step(offsets: Int64s, groups: Int32s, take_last: bool) -> Int32s:
    """The group of the first, or the last, step of each journey that has one; −1 where none has."""
    found = np.full(len(offsets) - 1, -1, np.int32)
    for journey in range(len(found)):
        for step in range(offsets[journey], offsets[journey + 1]):
            if groups[step] >= 0:
                found[journey] = groups[step]
                if not take_last:
                    break
    return found
