"""A map that somebody wrote by hand, with nothing but bindings and aims: what filling makes of it."""

from typing import Any

import msgspec
import pytest
from tests.drafts.worlds import AS_OF, World, shoppers, world

from desirepath.drafts import ask_of, fill
from desirepath.errors import DocumentError
from desirepath.maps import (
    Binding,
    Card,
    Edge,
    Evidence,
    Goal,
    JourneyMap,
    Kpi,
    Lane,
    MapStage,
    Opportunity,
    Provenance,
    Step,
    map_flaws,
    steps_of,
)
from desirepath.maps.documents import Expectation


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("told"), *shoppers())


def step(name: str, touchpoint: str | None = None, **fields: Any) -> Step:
    bindings = [] if touchpoint is None else [Binding(touchpoint=touchpoint)]
    return Step(id=name, name=name, lineage_id=name, bindings=bindings, **fields)


STEPS = [
    step("ad", "Ad"),
    step("thinks"),  # nobody records that
    step("orders", "Checkout"),
    step("sets-up", "Setup", expectation=Expectation(statement="It works at once", expected=1.5)),
    step("uses", "Router"),
]
PLAN = JourneyMap(
    key="plan",
    title="As we think",
    stages=[MapStage(id="all", name="All", steps=STEPS)],
    kpis=[
        Kpi(id="k1", name="Give up", kind="drop_off", direction="down", step="sets-up", target=0.1),
        Kpi(id="k2", name="Orders", kind="volume", step="orders"),
        Kpi(id="k3", name="Days until used", kind="dwell", step="sets-up"),
        Kpi(id="k4", name="NPS", kind="nps", step="uses"),  # nothing here measures it
    ],
    goals=[
        Goal(id="g1", statement="Fewer give up", kpi="k1", baseline=0.5, target=0.1),
        Goal(id="g2", statement="Be kinder"),
    ],
    opportunities=[
        Opportunity(id="o1", title="How might we help?", steps=["sets-up", "uses"]),
        Opportunity(id="o2", title="How might we?"),
    ],
    edges=[
        Edge(id="e1", from_step="sets-up", to_step="ad", kind="loop"),  # nobody does
        Edge(id="e2", from_step="sets-up", kind="exit"),
        Edge(id="e3", from_step="thinks", to_step="orders"),
    ],
)


@pytest.fixture(scope="module")
def filled(told: World) -> JourneyMap:
    return fill(PLAN, ask_of(told.store, PLAN), as_of_us=AS_OF)


def test_a_bound_step_gets_its_figures_and_an_unbound_one_none(filled: JourneyMap) -> None:
    (metrics,) = [lane for lane in filled.lanes if lane.role == "metrics"]
    figures: dict[str, list[str | None]] = {}
    for card in metrics.cards:
        figures.setdefault(card.step, []).append(card.figure)
    always = ["Reach", "Moved on", "Dropped off"]
    assert figures == {
        "ad": [*always, "Time to next step"],
        "orders": [*always, "Time to next step", "Value"],
        "sets-up": [*always, "Time to next step"],
        "uses": always,
    }
    unknown = {(card.step, card.figure) for card in metrics.cards if card.status == "assumed"}
    assert unknown == {("uses", "Moved on"), ("uses", "Dropped off")}  # they use it still: nobody can say
    assert [one.reach for one in steps_of(filled)] == [124, None, 120, 120, 80]
    assert (filled.n_subjects, filled.n_interactions) == (124, 124 + 120 + 120 + 160)


def test_what_is_filled_breaks_no_rule_and_filling_again_changes_nothing(
    told: World, filled: JourneyMap
) -> None:
    assert list(map_flaws(filled)) == []
    assert fill(filled, ask_of(told.store, filled), as_of_us=AS_OF) == filled


def test_a_deleted_card_does_not_come_back(told: World, filled: JourneyMap) -> None:
    lanes = [msgspec.structs.replace(lane, cards=lane.cards[1:]) for lane in filled.lanes]
    fewer = msgspec.structs.replace(filled, lanes=lanes)
    again = fill(fewer, ask_of(told.store, fewer), as_of_us=AS_OF)
    assert [card.id for card in again.lanes[0].cards] == [card.id for card in lanes[0].cards]


def test_kpis_of_a_known_kind_are_measured_and_goals_say_how_far_they_are(filled: JourneyMap) -> None:
    first = {kpi.id: kpi.evidence[0] for kpi in filled.kpis if kpi.evidence}
    assert {key: (piece.value, piece.n) for key, piece in first.items()} == {
        "k1": (40 / 120, 120),
        "k2": (120.0, 124),
        "k3": (86_400_000_000.0, 80),
    }
    assert [kpi.unit for kpi in filled.kpis] == ["share", "count", "microseconds", None]
    near, far = filled.goals
    assert near.measured == 40 / 120
    assert near.progress == pytest.approx((0.5 - 40 / 120) / 0.4)
    assert (far.measured, far.progress) == (None, None)


def test_an_opportunity_reaches_each_person_once(filled: JourneyMap) -> None:
    assert [one.reach for one in filled.opportunities] == [120, None]


def test_what_people_got_is_what_they_felt_there(filled: JourneyMap) -> None:
    expected = next(one.expectation for one in steps_of(filled) if one.id == "sets-up")
    felt = next(one for one in filled.emotions if one.step == "sets-up")
    assert expected is not None
    assert (expected.expected, expected.received, felt.n) == (1.5, -1.6, 35)


def test_drawn_edges_get_their_share_with_its_interval(filled: JourneyMap) -> None:
    edges = {edge.id: edge for edge in filled.edges}
    never, leaves, unknown = edges["e1"], edges["e2"], edges["e3"]
    assert (never.measured_share, never.low, never.n) == (0.0, 0.0, 120)
    assert never.high == pytest.approx(0.031, abs=0.001)  # Wilson: none of 120
    assert (leaves.measured_share, leaves.n) == (40 / 120, 120)
    assert leaves.low is not None
    assert leaves.low < 1 / 3 < (leaves.high or 0)
    assert (unknown.measured_share, unknown.n) == (None, 0)
    assert not [edge for edge in filled.edges if edge.id.startswith("real-sets-up")]  # somebody drew it


def test_a_step_that_is_bound_elsewhere_forgets_what_it_measured(told: World, filled: JourneyMap) -> None:
    nowhere = [Binding(touchpoint="Nowhere")]
    steps = [msgspec.structs.replace(one, bindings=nowhere) for one in steps_of(filled)]
    stage = msgspec.structs.replace(filled.stages[0], steps=steps)
    gone = msgspec.structs.replace(filled, stages=[stage])
    empty = fill(gone, ask_of(told.store, gone), as_of_us=AS_OF)
    assert (empty.n_subjects, empty.emotions, empty.hotspots) == (0, [], [])
    pieces = [piece for lane in empty.lanes for card in lane.cards for piece in card.evidence]
    assert {(piece.value, piece.n) for piece in pieces} == {(None, 0)}
    assert not [edge for edge in empty.edges if edge.id.startswith("real-")]
    assert [kpi.evidence[0].value for kpi in empty.kpis if kpi.evidence] == [None, None, None]
    assert empty.goals[0].progress is None


def test_a_question_that_no_measure_knows_is_named(told: World) -> None:
    piece = Evidence(
        id="x",
        kind="metric",
        provenance=Provenance(source="measure", locator="?"),
        measure="drop_of",
        question={"measure": "drop_of", "lens": "step"},
        row={"node": "ad"},
        column="hazard",
    )
    card = Card(id="c", step="ad", text="t", evidence=[piece])
    wrong = msgspec.structs.replace(PLAN, lanes=[Lane(id="l", role="obstacles", label="O", cards=[card])])
    with pytest.raises(DocumentError, match='Did you mean "drop_off"'):
        fill(wrong, ask_of(told.store, wrong))
