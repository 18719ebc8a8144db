"""A stage document: ordered rules that say which stage a thing that happened belongs to.

The first rule that catches an interaction wins; what no rule catches is in no stage, and is listed.
A stage is a rule here and a column on a map: maps cite stage keys, never the reverse.
"""

from typing import Annotated, Literal

import msgspec

from desirepath.records import Record

StageType = Literal["awareness", "consideration", "purchase", "onboarding", "use", "share", "renew", "custom"]
Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]


class Stage(Record):
    """One phase of the journey, in the order the document lists it."""

    key: Key
    name: str
    type: StageType = "custom"


class Between(Record):
    """A closed range; either end may be left open."""

    at_least: float | None = None
    at_most: float | None = None


class StageRule(Record):
    """Catches an interaction when every field given matches (a list: any of these; `*` is a wildcard)."""

    stage: Key
    source: list[str] | str | None = None
    channel: list[str] | str | None = None
    touchpoint: list[str] | str | None = None
    action: list[str] | str | None = None
    value: Between | None = None  # major units
    score: Between | None = None


class StageDocument(Record):
    """The stages of a journey, in order, and the ordered rules that fill them."""

    key: Key
    stages: list[Stage]
    rules: list[StageRule]
    kind: Literal["stages"] = "stages"
    schema_version: Literal[1] = 1
    title: str | None = None
