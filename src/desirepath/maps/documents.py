"""The journey map as a document: what is drawn, and what every card rests on.

A map is a matrix: stages and their steps are the columns, typed lanes the rows, cards stand in the
slots. These are records only. `drafting` writes a map from measures, `standing` says how well a
card is supported, `rendering` draws it. Drawn numbers stay in the evidence, never in card text
alone, so that `fill` can compute them again.
"""

from typing import Annotated, Any, Literal

import msgspec

from desirepath.journeys import StageType
from desirepath.records import Record

Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
MapKind = Literal["current_state", "future_state", "day_in_the_life", "service_blueprint"]
MapStatus = Literal["draft", "in_review", "published", "retired"]
LaneRole = Literal[
    "actions", "motivations", "emotions", "questions", "obstacles", "strengths", "touchpoints",
    "physical_evidence", "storyboard", "frontstage", "backstage", "support", "metrics",
    "opportunities", "quotes", "owner", "custom",
]  # fmt: skip
EvidenceKind = Literal[
    "metric", "quote", "survey_score", "note", "observation", "interview", "focus_group",
    "staff_report", "call", "chat", "ticket", "review", "social_post",
]  # fmt: skip
CardStatus = Literal["assumed", "observed", "validated", "contradicted"]
Stance = Literal["supports", "contradicts"]


class Provenance(Record):
    """Where a piece of evidence comes from, exactly enough to find it again."""

    source: str  # the system, or "measure"
    locator: str  # file and row, or the question that was asked
    extracted_by: Literal["person", "import", "model"] = "import"
    checksum: str | None = None
    pii_redacted: bool = True


class Evidence(Record):
    """Something known that a card rests on.

    A personal text is never copied here: `interaction_id` points at the fact it is read from when
    the map is drawn, so that erasing the fact erases the quote.
    """

    id: str
    kind: EvidenceKind
    provenance: Provenance
    measure: str | None = None  # "drop_off", "transitions", …
    question: dict[str, Any] | None = None  # the measure's record, as asked: fill() asks it again
    row: dict[str, Any] | None = None  # which row of the answer: {"node": "Activation"}
    column: str | None = None  # which figure of that row
    value: float | None = None
    low: float | None = None  # 95 % interval
    high: float | None = None
    unit: Literal["share", "count", "valence", "microseconds", "minor_units", "score"] | None = None
    n: int | None = None
    too_few: bool = False
    interaction_id: str | None = None
    text: str | None = None  # only what is not personal: a note, a reason counted over many people
    period: str | None = None  # "2025-01-01/2025-12-31"
    collected_at: str | None = None  # RFC 3339
    stance: Stance = "supports"
    weight: float = 1.0


class Binding(Record):
    """What people did that a step stands for; a step binds to whatever any of these catches."""

    channel: str | None = None
    touchpoint: str | None = None
    action: str | None = None


class Step(Record):
    """One column of the map."""

    id: str
    name: str
    lineage_id: str
    bindings: list[Binding] = []
    reach: int | None = None  # people seen here
    moment_of_truth: bool = False
    is_goal: bool = False  # who comes here has arrived
    is_other: bool = False  # all that the drafted steps of this stage leave over


class MapStage(Record):
    """A band of steps; `key` is the stage of the stage document."""

    key: Key
    name: str
    steps: list[Step]
    type: StageType = "custom"


class Card(Record):
    """One statement in a slot (lane × step), with what it rests on."""

    id: str
    step: str  # step id
    text: str
    body: str | None = None
    span_to_step: str | None = None
    severity: int | None = None  # obstacles: 0 to 3
    obstacle_kind: Literal["structural", "cost", "process", "uncertainty", "competitor"] | None = None
    valence: float | None = None
    figure: str | None = None  # a metric card's label: "Reach", "Moved on", …
    channel: str | None = None  # a touchpoint card's channel
    status: CardStatus = "assumed"  # computed by `standing`
    evidence: list[Evidence] = []


class Lane(Record):
    """A row of the map: the role drives how it is drawn, the label is display only."""

    id: str
    role: LaneRole
    label: str
    cards: list[Card] = []


class Emotion(Record):
    """How people feel at a step, −2 … +2; no record at all is a gap in the curve."""

    step: str
    source: Literal["authored", "measured", "target"]
    value: float
    low: float | None = None
    high: float | None = None
    n: int | None = None
    too_few: bool = False
    evidence: list[Evidence] = []


class HotspotPart(Record):
    """One term of a hotspot's score, already weighted: the parts add up to the score."""

    name: Literal["drop_off_excess", "negative_emotion", "obstacles"]
    value: float
    reads: str  # "18 % more leave here than the map's median"


class Hotspot(Record):
    """A place that needs attention, found by the rule (computed) or placed by a person."""

    id: str
    step: str
    score: float
    origin: Literal["computed", "manual"] = "computed"
    pill: str | None = None  # "−18 %"
    n: int | None = None
    parts: list[HotspotPart] = []


class JourneyMap(Record):
    """A whole map. `title`, `persona`, `scenario` and `goal` stand in its title block."""

    key: Key
    title: str
    stages: list[MapStage]
    kind: Literal["map"] = "map"
    schema_version: Literal[1] = 1
    map_kind: MapKind = "current_state"
    status: MapStatus = "draft"
    subject_noun: str = "person"
    persona: str | None = None
    scenario: str | None = None
    objective: str | None = None
    goal: str | None = None
    owner: str | None = None
    review_every: str | None = None  # ISO 8601 duration
    last_reviewed_at: str | None = None
    evidence_window: str = "P365D"
    stages_key: str | None = None  # the stage document it was drafted on
    segment: dict[str, str] = {}  # trait → value: whom the map is about
    as_of: str | None = None  # RFC 3339
    period: str | None = None
    n_subjects: int | None = None
    n_interactions: int | None = None
    currency: str | None = None  # ISO 4217, of the values drawn
    lanes: list[Lane] = []
    emotions: list[Emotion] = []
    hotspots: list[Hotspot] = []
    footnotes: list[str] = []
