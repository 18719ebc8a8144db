"""Which lanes are drawn, in which order, and the lines between them.

A kind of map has an order of its own. What a map knows without listing it in a lane is given one: the curve,
what was expected and received, opportunities and figures that no card speaks of.
"""

import msgspec

from desirepath.maps import Card, JourneyMap, Kpi, Lane, LaneRole, Opportunity, restand
from desirepath.prints.layout_reading import LANE_ICONS, LANE_ORDER
from desirepath.prints.wording import word
from desirepath.records import Record

EXPECTATIONS = "expectations-of-steps"
_LINES: dict[LaneRole, str] = {
    "frontstage": "Line of interaction",
    "backstage": "Line of visibility",
    "support": "Line of internal interaction",
}
_BLUEPRINT: tuple[LaneRole, ...] = (
    "storyboard", "emotions", "touchpoints", "physical_evidence", "actions", "frontstage", "backstage",
    "support", "motivations", "questions", "obstacles", "strengths", "metrics", "quotes", "opportunities",
    "owner", "custom",
)  # fmt: skip
_FUTURE: tuple[LaneRole, ...] = (
    "storyboard", "emotions", "physical_evidence", "actions", "motivations", "questions", "obstacles",
    "strengths", "touchpoints", "opportunities", "metrics", "quotes", "frontstage", "backstage", "support",
    "owner", "custom",
)  # fmt: skip


class ShownLane(Record):
    """A lane as it is drawn, and the dashed line above it."""

    lane: Lane
    line: str | None = None
    is_derived: bool = False  # the document lists no such lane

    @property
    def is_expectations(self) -> bool:
        """Whether it tells what was expected and received."""
        return self.lane.id == EXPECTATIONS

    @property
    def name(self) -> str:
        """Its label; one that just names its role is said in the drawing's language."""
        is_own = self.lane.role == "custom" and not self.is_expectations
        return self.lane.label if is_own else word(self.lane.label)

    @property
    def icon(self) -> str:
        """The sign at its name."""
        return "scale" if self.is_expectations else LANE_ICONS[self.lane.role]


def shown_rows(journey_map: JourneyMap) -> list[ShownLane]:
    """The lanes from top to bottom with the lines between them."""
    rows: list[ShownLane] = []
    seen: set[LaneRole] = set()
    listed = {lane.id for lane in journey_map.lanes}
    for lane in _ordered(_filled(journey_map), journey_map):
        line = _LINES.get(lane.role) if lane.role not in seen else None
        rows.append(ShownLane(lane=lane, line=line, is_derived=lane.id not in listed))
        seen.add(lane.role)
    return rows


def shown_lanes(journey_map: JourneyMap) -> list[Lane]:
    """The lanes from top to bottom."""
    return [each.lane for each in shown_rows(journey_map)]


def is_whole_journey(kpi: Kpi) -> bool:
    """Whether a figure is of the journey, not of one step."""
    return kpi.step is None


def _ordered(lanes: list[Lane], journey_map: JourneyMap) -> list[Lane]:
    orders = {"service_blueprint": _BLUEPRINT, "future_state": _FUTURE}
    order = {role: at for at, role in enumerate(orders.get(journey_map.map_kind, tuple(LANE_ORDER)))}
    expected = order["emotions"] + (-0.5 if journey_map.map_kind == "future_state" else 0.5)
    return sorted(lanes, key=lambda lane: expected if lane.id == EXPECTATIONS else order[lane.role])


def _filled(journey_map: JourneyMap) -> list[Lane]:
    """The document's lanes, and those for what it knows besides."""
    lanes = list(journey_map.lanes)
    if journey_map.emotions and not any(lane.role == "emotions" for lane in lanes):
        lanes.append(Lane(id="emotions", role="emotions", label="Emotion"))
    steps = {step.id: at for at, step in enumerate(s for stage in journey_map.stages for s in stage.steps)}
    if any(step.expectation for stage in journey_map.stages for step in stage.steps):
        lanes.append(Lane(id=EXPECTATIONS, role="custom", label="Expected and received"))
    cards = [card for lane in lanes for card in lane.cards]
    told = {card.opportunity for card in cards}
    chances = [one for one in journey_map.opportunities if one.id not in told and one.status != "dismissed"]
    extra = [card for one in chances if (card := _chance(one, steps))]
    name = "Initiatives" if journey_map.map_kind == "future_state" else "Opportunities"
    lanes = _with(lanes, extra, journey_map, role="opportunities", label=name)
    counted = {card.kpi for card in cards}
    figures = [_figure(kpi) for kpi in journey_map.kpis if kpi.step in steps and kpi.id not in counted]
    return _with(lanes, figures, journey_map, role="metrics", label="Metrics")


def _with(
    lanes: list[Lane], cards: list[Card], journey_map: JourneyMap, *, role: LaneRole, label: str
) -> list[Lane]:
    """The lanes with cards added to the first of a role, which is made where there is none."""
    if not cards:
        return lanes
    stood = msgspec.structs.replace(journey_map, lanes=[Lane(id=role, role=role, label=label, cards=cards)])
    cards = restand(stood).lanes[0].cards
    at = next((at for at, lane in enumerate(lanes) if lane.role == role), None)
    if at is None:
        return [*lanes, Lane(id=f"{role}-of-map", role=role, label=label, cards=cards)]
    own = lanes[at]
    return [*lanes[:at], msgspec.structs.replace(own, cards=[*own.cards, *cards]), *lanes[at + 1 :]]


def _chance(one: Opportunity, steps: dict[str, int]) -> Card | None:
    """An opportunity as a card over its steps; None where it names none of the map's."""
    named = sorted((step for step in one.steps if step in steps), key=steps.__getitem__)
    if not named:
        return None
    return Card(
        id=one.id,
        step=named[0],
        span_to_step=named[-1] if len(named) > 1 else None,
        text=one.title,
        opportunity=one.id,
        evidence=one.evidence,
    )


def _figure(kpi: Kpi) -> Card:
    return Card(
        id=kpi.id, step=kpi.step or "", text=kpi.name, figure=kpi.name, kpi=kpi.id, evidence=kpi.evidence
    )
