"""Scanning one partition: its journeys are cut once, then those of each group are scanned on their own.

What a question is asked under (a period, filters, groups) is settled here, so that no measure knows of
it. A plan and what lies beside a partition may be sent to another machine.
"""

from typing import Any

import numpy as np

from desirepath.journeys import (
    Journeys,
    Lens,
    Matcher,
    Period,
    Timelines,
    containing,
    cut,
    picked,
    sorted_out,
    started_in,
)
from desirepath.measures.arrays import Int64s
from desirepath.measures.besides import Beside
from desirepath.measures.framing import Frame
from desirepath.measures.groups import Grouping, groups_of
from desirepath.records import Record

__all__ = ["Part", "Plan", "Scanned", "count_groups", "journeys_by_group", "scan_part"]


class Plan(Record):
    """What is asked of every partition."""

    question: Any
    lens: Lens
    frame: Frame
    period: Period | None = None
    matching: Matcher | None = None
    grouping: Grouping | None = None


class Scanned(Record):
    """What the journeys of one group of one partition contribute."""

    group: int
    partial: Any
    journeys: int
    subjects: int


class Part(Record):
    """What one partition contributes."""

    journeys: int
    subjects: int
    scanned: list[Scanned]  # groups that have no journey here are left out


def scan_part(timelines: Timelines, beside: Beside, *, plan: Plan) -> Part:
    """The partial answers of one partition, by group; without groups all journeys are group 0."""
    journeys, parts = journeys_by_group(timelines, beside, plan)
    subjects = _subjects(journeys)
    scanned = [
        Scanned(
            group=number,
            partial=plan.question.scan(part, plan.frame),
            journeys=len(part.state),
            subjects=subjects if part is journeys else _subjects(part),
        )
        for number, part in parts
    ]
    return Part(journeys=len(journeys.state), subjects=subjects, scanned=scanned)


def journeys_by_group(
    timelines: Timelines, beside: Beside, plan: Plan
) -> tuple[Journeys, list[tuple[int, Journeys]]]:
    """The journeys that are asked about, and those of each group that has some."""
    journeys = _asked_about(timelines, beside, plan)
    if plan.grouping is None or beside.groups is None:
        return journeys, [(0, journeys)]
    group = groups_of(journeys, beside.groups, plan.grouping)
    if len(group) and (group == group[0]).all():
        return journeys, [(int(group[0]), journeys)]
    parts = sorted_out(journeys, group, len(plan.grouping.names), by_subject=plan.grouping.by_subject)
    return journeys, [(number, part) for number, part in enumerate(parts) if len(part.state)]


def count_groups(timelines: Timelines, beside: Beside, *, plan: Plan) -> Int64s:
    """How many journeys of one partition are in each group."""
    assert plan.grouping is not None  # noqa: S101 - who counts groups has some
    assert beside.groups is not None  # noqa: S101
    group = groups_of(_asked_about(timelines, beside, plan), beside.groups, plan.grouping)
    counts: Int64s = np.bincount(group, minlength=len(plan.grouping.names)).astype(np.int64)
    return counts


def _asked_about(timelines: Timelines, beside: Beside, plan: Plan) -> Journeys:
    journeys = cut(
        timelines,
        plan.lens,
        plan.question.split,
        as_of_us=plan.frame.as_of_us,
        mask=beside.mask,
        steps=beside.steps,
        zone=plan.frame.zone,
    )
    if beside.marked is not None:
        journeys = picked(journeys, containing(journeys, beside.marked))
    if plan.matching is not None:
        journeys = picked(journeys, plan.matching.find(journeys).start >= 0)
    if plan.period is not None:
        journeys = picked(journeys, started_in(journeys, plan.period))
    return journeys


def _subjects(journeys: Journeys) -> int:
    of = journeys.subject
    return int(np.count_nonzero(of[1:] != of[:-1])) + min(len(of), 1)
