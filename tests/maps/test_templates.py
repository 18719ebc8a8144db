"""Templates: each a whole map that reads, holds together, and says nothing that another says."""

from collections import Counter
from fnmatch import fnmatchcase

import pytest

from desirepath.errors import UnknownName
from desirepath.interactions import CHANNELS
from desirepath.maps import (
    Card,
    JourneyMap,
    LaneRole,
    Template,
    map_flaws,
    read_map,
    steps_of,
    template,
    templates,
    unpublishable,
    write_map,
)

INDUSTRIES = [
    "bank", "car-dealer", "hospital-visit", "installer-day", "manufacturer-distributor", "public-service",
    "retail", "software-subscription",
]  # fmt: skip
EVERY = pytest.mark.parametrize("chosen", templates(), ids=lambda each: each.name)
AT_EVERY_STEP: dict[str, tuple[LaneRole, ...]] = {
    "current_state": ("actions", "motivations", "questions", "touchpoints"),
    "day_in_the_life": ("actions", "motivations", "questions", "touchpoints", "custom"),
    "service_blueprint": (
        "physical_evidence", "actions", "questions", "frontstage", "backstage", "support",
    ),
}  # fmt: skip


def cards(drawn: JourneyMap, role: LaneRole) -> list[Card]:
    return [card for lane in drawn.lanes if lane.role == role for card in lane.cards]


def test_there_is_one_for_each_industry() -> None:
    assert [each.name for each in templates()] == INDUSTRIES


def test_a_template_that_there_is_not_is_guessed() -> None:
    with pytest.raises(UnknownName, match='Did you mean "retail"'):
        template("retial")


@EVERY
def test_it_is_a_map_without_flaws_that_lacks_only_an_owner(chosen: Template) -> None:
    drawn = chosen.journey_map
    assert list(map_flaws(drawn)) == []
    assert read_map(write_map(drawn)) == drawn
    assert (drawn.key, drawn.status) == (chosen.name, "template")
    assert list(unpublishable(drawn)) == ["It has no owner: add one to `owner`."]
    assert 4 <= len(drawn.stages) <= 7
    assert 8 <= len(list(steps_of(drawn))) <= 14
    assert len({step.id for step in steps_of(drawn)}) == len(list(steps_of(drawn)))


@EVERY
def test_its_persona_and_scenario_are_told_and_linked(chosen: Template) -> None:
    drawn, persona, scenario = chosen.journey_map, chosen.persona, chosen.scenario
    assert (drawn.persona, drawn.scenario) == (persona.key, scenario.key)
    assert scenario.persona == persona.key
    assert min(len(persona.goals), len(persona.needs), len(persona.frustrations)) >= 2
    assert persona.basis == "proto"  # nobody was asked yet
    assert scenario.trigger
    assert scenario.success_outcome
    assert scenario.split == drawn.split


@EVERY
def test_what_the_scenario_is_after_is_the_step_marked_as_the_goal(chosen: Template) -> None:
    goals = [step for step in steps_of(chosen.journey_map) if step.is_goal]
    assert len(goals) == 1
    bound = [binding.action for binding in goals[0].bindings if isinstance(binding.action, str)]
    assert all(any(fnmatchcase(wanted, each) for each in bound) for wanted in chosen.scenario.goal)


@EVERY
def test_every_lane_is_filled(chosen: Template) -> None:
    drawn = chosen.journey_map
    steps = [step.id for step in steps_of(drawn)]
    for role in AT_EVERY_STEP[drawn.map_kind]:
        assert {card.step for card in cards(drawn, role)} == set(steps), role
    assert len(cards(drawn, "obstacles")) >= len(steps) // 2
    assert len(cards(drawn, "opportunities")) >= 3
    assert drawn.map_kind == "service_blueprint" or len(cards(drawn, "strengths")) >= 2
    assert [one.step for one in drawn.emotions] == steps
    assert {one.source for one in drawn.emotions} == {"authored"}
    assert min(one.value for one in drawn.emotions) < -0.5 < 0.5 < max(one.value for one in drawn.emotions)


@EVERY
def test_every_card_is_an_assumption_with_what_its_lane_asks_for(chosen: Template) -> None:
    drawn = chosen.journey_map
    every = [card for lane in drawn.lanes for card in lane.cards]
    assert [card.id for card in every if card.status != "assumed" or card.evidence] == []
    assert [c.id for c in cards(drawn, "obstacles") if not c.severity or not c.obstacle_kind] == []
    assert [c.id for c in cards(drawn, "touchpoints") if c.channel not in CHANNELS] == []
    assert {card.kpi for card in cards(drawn, "metrics")} == {kpi.id for kpi in drawn.kpis}
    assert [kpi.id for kpi in drawn.kpis if not (kpi.formula and kpi.unit and kpi.step)] == []
    assert {goal.kpi for goal in drawn.goals} <= {kpi.id for kpi in drawn.kpis}
    ideas = {one.id: one for one in drawn.opportunities}
    for card in cards(drawn, "opportunities"):
        idea = ideas[card.opportunity or ""]
        assert card.text == idea.title
        assert idea.title.startswith("How might we ")
        assert idea.value is not None
        assert idea.owner in {each.name for each in drawn.stakeholders}


@EVERY
def test_every_step_is_bound_and_every_stage_answered_for(chosen: Template) -> None:
    drawn = chosen.journey_map
    assert [step.id for step in steps_of(drawn) if not step.bindings] == []
    bindings = [one for step in steps_of(drawn) for one in step.bindings]
    assert {one.is_assumed for one in bindings} == {True}
    assert any("*" in (one.touchpoint or "") for one in bindings)
    assert {one.channel for one in bindings} <= {None, *CHANNELS}
    answered = [
        duty.stage
        for who in drawn.stakeholders
        for duty in who.responsibilities
        if duty.role == "accountable"
    ]
    assert sorted(answered) == sorted(stage.id for stage in drawn.stages)


def test_no_two_templates_say_the_same() -> None:
    drawn = [each.journey_map for each in templates()]
    said = Counter(
        card.text for each in drawn for lane in each.lanes for card in lane.cards
        if lane.role not in {"metrics", "owner", "touchpoints"}
    )  # fmt: skip
    said.update(step.name for each in drawn for step in steps_of(each))
    assert [text for text, count in said.items() if count > 1] == []
