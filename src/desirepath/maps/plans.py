"""What a map is meant to lead to: goals and figures to move, opportunities, who answers, what it may cost.

They are parts of the map document, so that a picture can show them beside what was measured.
"""

from typing import Annotated, Literal

import msgspec

from desirepath.maps.evidence import Evidence, Id, Line, Note
from desirepath.records import Record

Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
Currency = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$")]


class Kpi(Record):
    """A figure that says how the journey does; `question`, `row` and `column` make it measured."""

    id: Id
    name: Line
    kind: Literal[
        "nps", "csat", "ces", "conversion", "drop_off", "dwell", "volume", "revenue", "custom"
    ] = "custom"  # fmt: skip
    formula: Line | None = None  # in words
    direction: Literal["up", "down"] = "up"  # which way is better
    unit: Literal["share", "count", "valence", "microseconds", "minor_units", "score"] | None = None
    step: Id | None = None  # without it, of the whole journey
    target: float | None = None
    evidence: list[Evidence] = []  # the figure as it is now, and what else is known of it


class Goal(Record):
    """What the map's owner wants to be true, and by when."""

    id: Id
    statement: Line
    kpi: Id | None = None
    baseline: float | None = None
    target: float | None = None
    due: str | None = None  # a day
    measured: float | None = None  # its KPI as it is now; computed
    progress: float | None = None  # how far from the baseline (0) to the target (1); computed


class Budget(Record):
    """What may be spent."""

    amount: Annotated[float, msgspec.Meta(ge=0)] | None = None  # major units
    currency: Currency | None = None
    people_days: Annotated[float, msgspec.Meta(ge=0)] | None = None


class Resource(Record):
    """Something the work needs or already has: people, a tool, a licence."""

    id: Id
    name: Line
    state: Literal["have", "need"] = "need"
    cost: Annotated[float, msgspec.Meta(ge=0)] | None = None  # major units, in the budget's currency
    people_days: Annotated[float, msgspec.Meta(ge=0)] | None = None


class Initiative(Record):
    """What is done about an opportunity; `shipped_at` is the day to compare before and after by."""

    id: Id
    title: Line
    type: Literal[
        "chatbot", "re_engagement_message", "feedback_prompt", "content", "fix", "process", "training"
    ] = "fix"  # fmt: skip
    cost: float | None = None
    external_url: str | None = None
    started_at: str | None = None
    shipped_at: str | None = None
    expected_effect: float | None = None
    measured_effect: float | None = None


class Opportunity(Record):
    """How might we …? A chance to do better, with what it would be worth and what it would take.

    Its value is half customer value, half business value; `reach` is counted when the map is filled.
    """

    id: Id
    title: Line
    body: Note | None = None
    steps: list[Id] = []
    kind: Literal["fix", "improve", "invent"] = "improve"
    status: Literal["open", "planned", "in_progress", "done", "dismissed"] = "open"
    customer_value: Percent | None = None
    business_value: Percent | None = None
    effort: Annotated[float, msgspec.Meta(ge=0, le=5)] | None = None
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None
    reach: int | None = None  # people; computed
    owner: str | None = None
    due: str | None = None
    goal: Id | None = None
    parent: Id | None = None
    initiatives: list[Initiative] = []
    evidence: list[Evidence] = []

    @property
    def value(self) -> float | None:
        """What it is worth, 0 to 100: customers and business weigh the same; None until both are scored.

        >>> Opportunity(id="o1", title="How might we …", customer_value=80, business_value=40).value
        60.0
        """
        if self.customer_value is None or self.business_value is None:
            return None
        return (self.customer_value + self.business_value) / 2


class Responsibility(Record):
    """What a stakeholder does at a stage."""

    stage: Id
    role: Literal["responsible", "accountable", "consulted", "informed"]


class Stakeholder(Record):
    """Someone the journey concerns, on the customer's side or ours."""

    id: Id
    name: Line
    kind: Literal["recipient", "staff", "team", "partner", "provider"] = "team"
    circle: Annotated[int, msgspec.Meta(ge=1, le=3)] = 2  # how near to the customer
    lanes: list[Id] = []  # lanes it acts in
    responsibilities: list[Responsibility] = []
