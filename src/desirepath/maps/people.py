"""Documents that maps link to: personas, scenarios, the inventory of touchpoints.

They are kept once and named by their keys, so that three maps of one persona tell of the same person.
"""

from typing import Annotated, Literal

import msgspec

from desirepath.maps.documents import Key
from desirepath.maps.evidence import Evidence, Line, Note
from desirepath.records import Record

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Persona(Record):
    """A kind of customer; `segment` says who of the people in the data are meant."""

    key: Key
    name: Line
    kind: Literal["persona"] = "persona"
    schema_version: Literal[1] = 1
    basis: Literal["qualitative", "quantitative", "mixed", "proto"] = "proto"
    tagline: Line | None = None
    demographics: dict[str, str] = {}
    goals: list[Line] = []
    needs: list[Line] = []
    frustrations: list[Line] = []
    quote: Line | None = None
    image: str | None = None
    segment: Key | None = None
    size: int | None = None  # people in the segment when last counted
    size_share: Share | None = None
    counted_at: str | None = None  # RFC 3339
    confidence: Share | None = None
    evidence: list[Evidence] = []
    body: Note | None = None


class Scenario(Record):
    """One situation that a persona is in, from what sets it off to what counts as success."""

    key: Key
    title: Line
    kind: Literal["scenario"] = "scenario"
    schema_version: Literal[1] = 1
    persona: Key | None = None
    trigger: Line | None = None
    expectations: list[Line] = []
    success_outcome: Line | None = None
    context: Note | None = None
    split: str | None = None  # what one journey is: "whole_life", "gap:30", "calendar:week"
    goal: list[str] = []  # what counts as arriving: stages, touchpoints or actions


class Touchpoint(Record):
    """Where customers meet the organisation, or something of somebody else's on their way."""

    name: Line
    channel: str
    ownership: Literal["owned", "paid", "earned", "partner"] = "owned"
    url: str | None = None
    owner: str | None = None
    note: Line | None = None


class Inventory(Record):
    """All the touchpoints that the organisation knows of, whether anything measures them or not."""

    touchpoints: list[Touchpoint]
    key: Key = "default"
    kind: Literal["touchpoints"] = "touchpoints"
    schema_version: Literal[1] = 1
