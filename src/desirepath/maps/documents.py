"""The journey map as a document: what is drawn, and what every card rests on.

A map is a matrix: stages and their steps are the columns, typed lanes the rows, cards stand in the
slots. These are records only. Every thing on a map has an id, and no two things the same one: `operations`
change things by their ids, `flaws` says when a map breaks this or another rule.
"""

from typing import Annotated, Literal

import msgspec

from desirepath.journeys import StageType
from desirepath.maps.evidence import Evidence, Id, Line, Note
from desirepath.maps.layers import Hotspot, Layer, LayerSet
from desirepath.maps.plans import Budget, Goal, Kpi, Opportunity, Resource, Stakeholder
from desirepath.maps.talk import Comment, Walkthrough
from desirepath.records import Record

Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Locale = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]  # BCP 47
Clock = Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
Valence = Annotated[float, msgspec.Meta(ge=-2, le=2)]
MapKind = Literal["current_state", "future_state", "day_in_the_life", "service_blueprint"]
MapStatus = Literal["draft", "in_review", "published", "retired", "template"]
LaneRole = Literal[
    "actions", "motivations", "emotions", "questions", "obstacles", "strengths", "touchpoints",
    "physical_evidence", "storyboard", "frontstage", "backstage", "support", "metrics",
    "opportunities", "quotes", "owner", "custom",
]  # fmt: skip
CardStatus = Literal["assumed", "observed", "validated", "contradicted"]
ObstacleKind = Literal["structural", "cost", "process", "uncertainty", "competitor"]


class Binding(Record):
    """What people did that a step stands for: all that is said here must hold.

    A step binds to whatever any of its bindings catches. `pattern` is a path pattern over touchpoints
    (`docs/reference/patterns.md`): it catches the last interaction of every match.
    """

    channel: str | None = None
    touchpoint: str | None = None
    action: str | None = None
    pattern: str | None = None
    is_assumed: bool = False  # suggested by the likeness of words: somebody has yet to say that it is so


class Expectation(Record):
    """What people expect of a step, and what they got, both from −2 to +2."""

    statement: Line
    expected: Valence | None = None
    received: Valence | None = None  # computed, where a score or a text says so


class Step(Record):
    """One column of the map. Steps of two maps with the same `lineage_id` are the same step."""

    id: Id
    name: Line
    lineage_id: Id
    bindings: list[Binding] = []
    reach: int | None = None  # people seen here
    moment_of_truth: bool = False
    is_goal: bool = False  # who comes here has arrived
    is_other: bool = False  # all that the drafted steps of this stage leave over
    actor: Id | None = None  # a stakeholder; without it, the customer
    starts_at: Clock | None = None  # on a clock axis only
    ends_at: Clock | None = None
    duration_expected: str | None = None  # ISO 8601
    expectation: Expectation | None = None
    child: Key | None = None  # the map that tells this step in detail
    i18n: dict[Locale, Line] = {}  # its name in other languages


class MapStage(Record):
    """A band of steps; `key` is the stage of the stage document it was drafted on."""

    id: Id
    name: Line
    steps: list[Step] = []
    key: Key | None = None
    type: StageType = "custom"
    i18n: dict[Locale, Line] = {}


class Edge(Record):
    """A way from one step to another that is not just the next one: a branch, a loop, a skip, an exit."""

    id: Id
    from_step: Id
    to_step: Id | None = None  # None: out of the journey
    kind: Literal["next", "branch", "loop", "skip", "exit"] = "next"
    from_card: Id | None = None  # on a blueprint: which card sets off which
    to_card: Id | None = None
    label: Line | None = None
    expected_share: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None
    measured_share: float | None = None  # of those at the first step; computed
    low: float | None = None
    high: float | None = None
    n: int | None = None


class Card(Record):
    """One statement in a slot (lane × step), with what it rests on."""

    id: Id
    step: Id
    text: Line
    body: Note | None = None
    span_to_step: Id | None = None  # the last step it reaches over
    severity: Annotated[int, msgspec.Meta(ge=0, le=3)] | None = None  # obstacles
    obstacle_kind: ObstacleKind | None = None
    valence: Valence | None = None
    figure: str | None = None  # a metric card's label: "Reach", "Moved on", …
    channel: str | None = None  # a touchpoint card's channel
    touchpoint: str | None = None  # its touchpoint in the inventory, where that has another name
    opportunity: Id | None = None
    kpi: Id | None = None
    image: str | None = None  # a storyboard card's picture: a file name, or a lucide icon
    tags: list[str] = []
    layers: list[Id] = []  # empty: it is always there
    is_locked: bool = False
    status: CardStatus = "assumed"  # computed by `standing`, unless somebody overrides it
    status_override: CardStatus | None = None
    override_note: Line | None = None  # why; an override needs it
    evidence: list[Evidence] = []
    i18n: dict[Locale, Line] = {}


class Lane(Record):
    """A row of the map: the role drives how it is drawn, the label is display only."""

    id: Id
    role: LaneRole
    label: Line
    cards: list[Card] = []
    is_collapsed: bool = False
    i18n: dict[Locale, Line] = {}


class Emotion(Record):
    """How people feel at a step, −2 … +2; no record at all is a gap in the curve."""

    id: Id
    step: Id
    source: Literal["authored", "measured", "target"]
    value: Valence
    label: Line | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    too_few: bool = False
    evidence: list[Evidence] = []


class JourneyMap(Record):
    """A whole map, as one person's (`persona`) in one situation (`scenario`).

    `persona` and `scenario` are keys of such documents; a text that is the key of none is shown as it
    stands. `segment` and `where` say whom the figures are of, where the persona's segment does not.
    """

    key: Key
    title: Line
    stages: list[MapStage] = []
    kind: Literal["map"] = "map"
    schema_version: Literal[2] = 2
    revision: int | None = None  # in a file: the revision it was written from; never kept
    map_kind: MapKind = "current_state"
    status: MapStatus = "draft"
    language: Locale | None = None  # what it is written in
    subject_noun: str = "person"
    persona: Line | None = None
    scenario: Line | None = None
    objective: Line | None = None
    scope_start: Line | None = None
    scope_end: Line | None = None
    goals: list[Goal] = []
    kpis: list[Kpi] = []
    owner: str | None = None
    review_every: str | None = None  # ISO 8601 duration
    last_reviewed_at: str | None = None
    evidence_window: str = "P365D"
    budget: Budget | None = None
    resources: list[Resource] = []
    stakeholders: list[Stakeholder] = []
    axis: Literal["step", "clock"] = "step"
    baseline: Key | None = None  # a future state's current one
    accompanies: Key | None = None  # a blueprint's journey
    stages_key: str | None = None  # the stage document it was drafted on
    segment: Key | None = None
    where: dict[str, str] = {}  # trait → value
    split: str | None = None  # what one journey is: "whole_life", "gap:30"; else the scenario's
    as_of: str | None = None  # RFC 3339
    period: str | None = None
    n_subjects: int | None = None
    n_interactions: int | None = None
    currency: str | None = None  # ISO 4217, of the values drawn
    lanes: list[Lane] = []
    emotions: list[Emotion] = []
    edges: list[Edge] = []
    layers: list[Layer] = []
    layer_sets: list[LayerSet] = []
    hotspots: list[Hotspot] = []
    opportunities: list[Opportunity] = []
    comments: list[Comment] = []
    walkthroughs: list[Walkthrough] = []
    footnotes: list[Note] = []
    i18n: dict[Locale, Line] = {}  # the title in other languages
