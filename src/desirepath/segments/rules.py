"""A segment document: a tree of conditions on what is known of people and what they did.

Only the shapes are here. `flaws` says what is wrong with a document by itself, `naming` what is wrong
with it in a workspace, `wording` says it in English, `choosing` finds whom it means.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec

from desirepath.journeys import Between, Split, WholeLife
from desirepath.records import Record

__all__ = [
    "AllOf",
    "Answered",
    "AnyOf",
    "Did",
    "Followed",
    "InSegment",
    "InStage",
    "NotThis",
    "Op",
    "Rule",
    "Segment",
    "Step",
    "Then",
    "Trait",
    "Value",
    "Where",
]

Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Op = Literal["is", "is_not", "one_of", "greater", "less", "at_least", "at_most", "contains", "known"]
Single: TypeAlias = str | int | float | bool
Value: TypeAlias = Single | list[Single] | None
Names: TypeAlias = list[str] | str | None
Band = Literal["promoter", "passive", "detractor"]
State = Literal["entered", "moved_on", "dropped_off", "still_open"]


class Trait(Record, tag_field="by", tag="trait"):
    """The newest known value of a trait. Who has no such trait is never meant, whatever `op` asks."""

    name: str
    op: Op = "is"
    value: Value = None


class Where(Record):
    """What a column of the interaction must be: one of `comparing.FIELDS`, or `properties.NAME`."""

    field: str
    op: Op = "is"
    value: Value = None


class Step(Record):
    """An interaction for which all of this is true (a list: any of these; `*` is a wildcard)."""

    source: Names = None
    channel: Names = None
    touchpoint: Names = None
    action: Names = None
    where: list[Where] = []


class Did(Step, tag_field="by", tag="did"):
    """So many such interactions: at least one, when no number is given."""

    at_least: int | None = None
    at_most: int | None = None
    exactly: int | None = None
    within_days: float | None = None  # before as_of
    during: str | None = None  # "2025-Q1", "2025-01-01..2025-04-01"


class Then(Record, tag_field="by", tag="then"):
    """Such interactions in this order, others between or not; `within_days` is from the first to the last."""

    steps: list[Step]
    within_days: float | None = None


class Answered(Step, tag_field="by", tag="answered"):
    """An answer with a score: as given, as valence (−2 … +2), or in a band of the 0..10 scale."""

    score: Between | None = None
    valence: Between | None = None
    band: Band | None = None
    which: Literal["latest", "any"] = "latest"
    within_days: float | None = None
    during: str | None = None


class InStage(Record, tag_field="by", tag="stage"):
    """A journey that entered this stage, moved on from it, dropped off in it or is still open in it.

    The words are those of the measure `stages`, with its split and its goal.
    """

    stage: str
    state: State = "entered"
    split: Split = WholeLife()
    goal: list[str] = []
    stages: str | None = None  # the key of the stage document, where there are several


class Followed(Record, tag_field="by", tag="path"):
    """Journeys in which a path pattern matches, so often in all."""

    pattern: str
    lens: str = "touchpoint"
    split: Split = WholeLife()
    collapse_loops: bool = False
    at_least: int = 1
    stages: str | None = None


class InSegment(Record, tag_field="by", tag="segment"):
    """Another segment, by its key."""

    key: str


class AllOf(Record, tag_field="by", tag="all"):
    """Every one of these."""

    of: list["Rule"]


class AnyOf(Record, tag_field="by", tag="any"):
    """At least one of these."""

    of: list["Rule"]


class NotThis(Record, tag_field="by", tag="not"):
    """Everybody but these."""

    of: "Rule"


Rule: TypeAlias = Trait | Did | Then | Answered | InStage | Followed | InSegment | AllOf | AnyOf | NotThis


class Segment(Record):
    """A set of subjects chosen by a rule, as of a moment (the generation's, when none is given)."""

    key: Key
    title: str
    rule: Rule
    kind: Literal["segment"] = "segment"
    schema_version: Literal[1] = 1
    as_of: str | None = None  # "2025-06-30" (the end of that day) or "2025-06-30T12:00"
    is_retired: bool = False  # not listed any more; what names it still means the same people
