"""Places in an answer: which of its figures is meant, when somebody asks who is behind it.

A place names what a row of the answer names, in the answer's own words. `behind` finds the journeys.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec

from desirepath.records import Record

__all__ = ["AtLink", "AtNode", "AtPath", "CameTo", "InCohort", "LostAfter", "Place", "Stands"]

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Number = Annotated[int, msgspec.Meta(ge=-1_000, le=1_000)]
Standing = Literal["entered", "moved_on", "dropped_off", "still_open", "went_back"]


class AtNode(Record, tag_field="at", tag="node"):
    """Of a flow: the journeys at a node, at one step or (without one) at any that is shown."""

    node: Name
    step: Number | None = None
    but: list[Name] = []  # what "(other)" leaves out; looked up when nobody says


class AtLink(Record, tag_field="at", tag="link"):
    """Of a flow: the journeys that go from a node at a step to one at the next; from any step without one.

    `from_node` may be "(start)" or "(earlier)", `to_node` "(end)" or "(later)".
    """

    from_node: Name
    to_node: Name
    step: Number | None = None
    from_but: list[Name] = []  # what "(other)" leaves out on either side
    to_but: list[Name] = []


class CameTo(Record, tag_field="at", tag="reached"):
    """Of a funnel: the journeys that reach a step."""

    step: Annotated[int, msgspec.Meta(ge=1, le=1_000)]


class LostAfter(Record, tag_field="at", tag="lost"):
    """Of a funnel: the journeys that reach a step and not the next."""

    step: Annotated[int, msgspec.Meta(ge=1, le=1_000)]


class Stands(Record, tag_field="at", tag="standing"):
    """Of stages and drop-offs: the journeys that came to a node, or how they stand there.

    Of stages alone also those that went back: from a later stage to this one, where they had been before.
    """

    node: Name
    state: Standing = "entered"


class AtPath(Record, tag_field="at", tag="path"):
    """Of paths: the journeys of one path."""

    path: Annotated[list[Name], msgspec.Meta(min_length=1, max_length=1_000)]


class InCohort(Record, tag_field="at", tag="cohort"):
    """Of retention: the people of a cohort; with a `period`, those who came back in it, or who did not.

    The cohort "(all)" is every one whose period is over: who came back from none of theirs did not.
    """

    cohort: Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2}|\(all\))$")]
    period: Annotated[int, msgspec.Meta(ge=0, le=400)] | None = None
    came_back: bool = True


Place: TypeAlias = AtNode | AtLink | CameTo | LostAfter | Stands | AtPath | InCohort
