"""What a card rests on: pieces of evidence, each with where it comes from and what it says now.

A figure is never typed into a card: the evidence names the measure, the row and the column, and filling the
map looks it up again. Personal texts stay in the facts; evidence only points at them.
"""

from typing import Annotated, Any, Literal

import msgspec

from desirepath.records import Record

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
"""Names one thing on a map; no two things on a map have the same."""
Line = Annotated[str, msgspec.Meta(max_length=2_000)]
"""A text that stands on a map."""
Note = Annotated[str, msgspec.Meta(max_length=20_000)]
"""A text that stands behind one."""
EvidenceKind = Literal[
    "metric", "quote", "survey_score", "note", "observation", "interview", "focus_group",
    "staff_report", "call", "chat", "ticket", "review", "social_post",
]  # fmt: skip
Stance = Literal["supports", "contradicts"]
Unit = Literal["share", "count", "valence", "microseconds", "minor_units", "score"]


class Provenance(Record):
    """Where a piece of evidence comes from, exactly enough to find it again."""

    source: str  # the system, or "measure"
    locator: str  # file and row, or the question that was asked
    extracted_by: Literal["person", "import", "model"] = "import"
    extracted_by_name: str | None = None  # who, or which model
    model_version: str | None = None
    consent: str | None = None  # the purpose that was agreed to
    checksum: str | None = None  # SHA-256 of what was found at the locator
    pii_redacted: bool = True


class Evidence(Record):
    """Something known that speaks for or against what it stands on.

    A personal text is never copied here: `interaction_id` points at the fact it is read from when
    the map is drawn, so that erasing the fact erases the quote.
    """

    id: Id
    kind: EvidenceKind
    provenance: Provenance
    measure: str | None = None  # "drop_off", "transitions", …
    question: dict[str, Any] | None = None  # the measure's record, as asked: filling asks it again
    row: dict[str, Any] | None = None  # which row of the answer: {"node": "activation"}
    column: str | None = None  # which figure of that row
    value: float | None = None
    low: float | None = None  # 95 % interval
    high: float | None = None
    unit: Unit | None = None
    n: int | None = None
    too_few: bool = False
    series: list[float] = []  # how the value went, oldest first, in its unit
    interaction_id: str | None = None
    text: Note | None = None  # only what is not personal: a note, a reason counted over many people
    speaker: str | None = None  # of which segment or group whoever said it is
    method: str | None = None  # how it was gathered: "exit survey", "diary study"
    period: str | None = None  # "2025-01-01/2025-12-31"
    collected_at: str | None = None  # RFC 3339
    stance: Stance = "supports"
    weight: Annotated[float, msgspec.Meta(ge=0, le=100)] = 1.0
    note: Note | None = None  # why it speaks for or against
