from pathlib import Path
from typing import Any

import pytest
from tests.drafts.worlds import AS_OF, STAGES, World, shoppers, world

from desirepath.drafts import Against, check, draft
from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import Between, Calendar, Gap, StageDocument, StageRule
from desirepath.maps import JourneyMap, goal_text
from desirepath.maps.documents import Binding, Card, Step
from desirepath.maps.wording import TIME_TO_NEXT, VALUE
from desirepath.prints.layout_reading import facts_text
from desirepath.testing import Told


def drafted(told: World, **options: Any) -> JourneyMap:
    return draft(
        told.store,
        STAGES,
        key="first",
        title="Buying a router",
        interactions=told.interactions,
        engine=told.engine,
        **options,
    )


def steps(journey_map: JourneyMap) -> list[Step]:
    return [step for stage in journey_map.stages for step in stage.steps]


def cards(journey_map: JourneyMap, role: str, step: str) -> list[Card]:
    return [
        card for lane in journey_map.lanes if lane.role == role for card in lane.cards if card.step == step
    ]


def figures(journey_map: JourneyMap, step: str) -> dict[str | None, str]:
    return {card.figure: card.text for card in cards(journey_map, "metrics", step)}


@pytest.fixture(scope="module")
def router(tmp_path_factory: pytest.TempPathFactory) -> JourneyMap:
    return drafted(world(tmp_path_factory.mktemp("router"), *shoppers()))


def test_the_columns_are_what_people_did_in_the_order_they_came_to_it(router: JourneyMap) -> None:
    assert [(stage.name, [step.name for step in stage.steps]) for stage in router.stages] == [
        ("Find", ["Clicks the ad", "Views the home page"]),
        ("Buy", ["Completes the order"]),
        ("Use", ["Starts the setup", "Uses the router"]),
    ]
    assert [step.reach for step in steps(router)] == [124, 124, 120, 120, 80]


def test_the_figures_of_a_step_reconcile(router: JourneyMap) -> None:
    # 120 set up, 40 of them were never seen again, 80 went on.
    assert figures(router, "starts-the-setup") == {
        "Reach": "120",
        "Moved on": "67 %",
        "Dropped off": "33 %",
        "Time to next step": "24 hours",
    }
    assert figures(router, "completes-the-order")["Value"] == "EUR 6 k"
    reach = cards(router, "metrics", "starts-the-setup")[0]
    assert (reach.body, reach.evidence[0].n) == ("97 % of people", 124)
    assert (router.n_subjects, router.n_interactions) == (124, 124 * 2 + 120 * 2 + 160)


def test_the_planted_leaving_is_the_only_hotspot_and_its_parts_add_up(router: JourneyMap) -> None:
    assert [(spot.step, spot.pill, spot.n) for spot in router.hotspots] == [
        ("starts-the-setup", "33 % leave", 120)
    ]
    spot = router.hotspots[0]
    assert {part.name: round(part.value, 3) for part in spot.parts} == {
        # 33 % leave; the median of 0 %, 0 %, 3 %, 33 % (the router's users are still there) is 2 %
        "drop_off_excess": round(0.5 * (40 / 120 - (0 + 4 / 124) / 2) / 0.5, 3),
        "negative_emotion": 0.24,  # 0.3 · 1.6 / 2
    }
    assert spot.score == sum(part.value for part in spot.parts)


def test_where_people_leave_is_an_obstacle_validated_by_what_they_feel_and_say(router: JourneyMap) -> None:
    card, theme = cards(router, "obstacles", "starts-the-setup")
    assert theme.status == "assumed"  # read out of texts, and nobody has confirmed it
    assert card.text == "33 % leave here for good, 32 points above the map's median"
    assert (card.severity, card.status) == (3, "validated")
    assert [piece.kind for piece in card.evidence] == ["metric", "metric", "survey_score", "quote", "quote"]


def test_a_quote_is_an_id_and_never_a_text(router: JourneyMap) -> None:
    quotes = cards(router, "quotes", "starts-the-setup")
    assert len({card.evidence[0].interaction_id for card in quotes}) == 2
    assert [(card.text, card.evidence[0].text) for card in quotes] == [("", None), ("", None)]
    assert "try number 3" not in repr(router)


def test_a_step_nobody_spoke_of_is_a_gap_in_the_curve(router: JourneyMap) -> None:
    assert [(one.step, one.value, one.n) for one in router.emotions] == [("starts-the-setup", -1.6, 35)]


def test_every_touchpoint_tells_its_channel_and_its_share_of_people(router: JourneyMap) -> None:
    (card,) = cards(router, "touchpoints", "clicks-the-ad")
    assert (card.text, card.channel, card.body) == ("Ad", "paid_ad", "Paid ad")  # all of them: no share


def test_what_is_in_no_stage_is_said_under_the_map(router: JourneyMap) -> None:
    # 35 answers to a survey that no stage rule catches
    assert "Of 683 interactions, 5 % are in no stage" in router.footnotes[1]


def test_the_steps_know_what_they_bind(router: JourneyMap) -> None:
    assert steps(router)[3].bindings == [Binding(touchpoint="Setup")]
    assert {step.lineage_id for step in steps(router)} == {step.id for step in steps(router)}


def test_a_place_like_any_other_is_no_hotspot(tmp_path: Path) -> None:
    calm = drafted(world(tmp_path, *shoppers(leaving_at_setup=0, sad=0)))
    assert calm.hotspots == []
    assert [card for step in steps(calm) for card in cards(calm, "obstacles", step.id)] == []


def test_the_same_leaving_of_too_few_people_is_labelled_and_not_scored(tmp_path: Path) -> None:
    few = drafted(world(tmp_path, *shoppers(leaving_at_setup=12, staying=12, sad=12, leaving_at_home=40)))
    assert [(spot.step, spot.score, spot.pill, spot.n) for spot in few.hotspots] == [
        ("views-the-home-page", 0.5 * 0.625, "62 % leave", 64),
        ("starts-the-setup", 0.0, "too few", 24),
    ]


def test_who_reached_the_goal_did_not_drop_off(tmp_path: Path) -> None:
    told = world(tmp_path, *shoppers())
    bought = drafted(told, goal=["Checkout"])
    assert figures(bought, "starts-the-setup")["Dropped off"] == "0 %"
    assert figures(bought, "views-the-home-page")["Dropped off"] == "3 %"
    assert "unless “Completes the order” had been reached" in bought.footnotes[0]
    assert goal_text(bought) == "Completes the order"
    assert [step.name for step in steps(bought) if step.is_goal] == ["Completes the order"]


def test_a_goal_that_is_one_action_among_others_keeps_a_step_of_its_own(tmp_path: Path) -> None:
    told: list[Told] = []
    for number in range(60):
        name = f"p{number:03d}"
        told += [(name, "Home page", "2025-03-01 10:00", {"action": "viewed"})]
        told += [(name, "Checkout", "2025-03-01 10:05", {"action": "viewed"})]
        told += [(name, "Hotline", "2025-03-01 10:06", {"action": "called"})] * (number % 2)
        if number % 3 == 0:
            told += [(name, "Checkout", "2025-03-01 10:09", {"action": "Order Completed"})]
    bought = drafted(world(tmp_path, *told), goal=["Checkout · Order Completed"], split=Gap(minutes=30))
    assert [step.name for step in steps(bought) if step.is_goal] == ["Completes the order"]
    assert figures(bought, "completes-the-order")["Dropped off"] == "0 %"
    assert cards(bought, "actions", "completes-the-order")[0].text == "Completes the order"


def test_where_nobody_moved_on_there_is_no_time_to_the_next_step(router: JourneyMap) -> None:
    # 80 of the 120 who set up went on, a day later; the 40 who stayed away do not count
    time = next(card for card in cards(router, "metrics", "starts-the-setup") if card.figure == TIME_TO_NEXT)
    assert (time.text, time.evidence[0].n) == ("24 hours", 80)
    assert TIME_TO_NEXT not in figures(router, "uses-the-router")


def test_values_are_in_the_currency_of_the_facts_and_never_added_across_two(tmp_path: Path) -> None:
    def sale(number: int, currency: str) -> Told:
        extra = {"action": "Order Completed", "value_minor": 5000, "currency": currency}
        return (f"p{number:03d}", "Checkout", "2025-03-01 10:00", extra)

    pounds = drafted(world(tmp_path / "a", *(sale(at, "GBP") for at in range(40))), currency="EUR")
    assert (pounds.currency, figures(pounds, "completes-the-order")["Value"]) == ("GBP", "GBP 2 k")

    both = drafted(world(tmp_path / "b", *(sale(at, "GBP" if at % 2 else "EUR") for at in range(40))))
    assert both.currency is None
    assert VALUE not in figures(both, "completes-the-order")
    assert "Values are in several currencies (EUR, GBP)" in both.footnotes[-1]


def test_a_goal_that_is_not_there_is_named_with_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match='Did you mean "checkout"'):
        drafted(world(tmp_path, *shoppers()), goal=["Chekout"])


def test_the_rest_of_a_stage_is_one_step_so_that_nothing_vanishes(tmp_path: Path) -> None:
    told: list[Told] = []
    for number in range(100):
        name, rare = f"p{number:03d}", f"Page {number % 20}"
        told += [
            (name, touchpoint, "2025-03-01 10:00", {"action": "viewed"})
            for touchpoint in ("Home page", "Price page", "Help page")
        ]
        told += [(name, rare, "2025-03-01 11:00", {"action": "viewed"})]  # twenty pages of five people each
    stages = StageDocument(key="one", stages=STAGES.stages[:1], rules=[StageRule(stage="find")])

    one = draft(world(tmp_path, *told).store, stages, key="m", title="M")

    assert [(step.name, step.is_other, step.reach, len(step.bindings)) for step in steps(one)] == [
        ("Views the home page", False, 100, 1),
        ("Views the price page", False, 100, 1),
        ("Views the help page", False, 100, 1),
        ("Other (find)", True, 100, 20),
    ]
    assert one.n_interactions == len(told)


def test_only_the_people_asked_about_are_on_the_map(tmp_path: Path) -> None:
    told = world(tmp_path, *shoppers())
    leavers = [f"p{number:04d}" for number in range(40)]
    theirs = drafted(told, mask=told.store.mask(leavers), where={"kept": "no"})
    assert (theirs.n_subjects, theirs.where) == (40, {"kept": "no"})
    assert [step.name for step in steps(theirs)][-1] == "Starts the setup"


def test_an_earlier_moment_sees_only_what_had_happened(tmp_path: Path) -> None:
    told = world(tmp_path, *shoppers())
    early = drafted(told, as_of_us=AS_OF - 290 * 86_400_000_000)
    assert (early.as_of, early.period) == ("2025-03-16T00:00:00Z", "2025-03-01/2025-03-04")
    assert {card.text for step in steps(early) for card in cards(early, "metrics", step.id)} >= {"not known"}


def test_stages_that_catch_nothing_say_so(tmp_path: Path) -> None:
    empty = StageDocument(key="empty", stages=STAGES.stages, rules=[])
    with pytest.raises(QuestionError, match='No interaction is in any stage of "empty"'):
        draft(world(tmp_path, *shoppers()).store, empty, key="m", title="M")


def test_the_same_data_drafts_the_same_map(tmp_path: Path) -> None:
    told = world(tmp_path, *shoppers())
    assert drafted(told) == drafted(told)


def test_a_stage_rule_that_asks_for_a_value_puts_no_kind_in_its_stage_and_the_map_says_so(
    tmp_path: Path,
) -> None:
    told: list[Told] = []
    for number in range(40):
        value = {"action": "ordered", "value_minor": 50_000 if number < 10 else 500}
        told += [(f"p{number}", "Ad", "2025-03-01 10:00", {"action": "clicked"})]
        told += [(f"p{number}", "Checkout", "2025-03-01 11:00", value)]
        told += [(f"p{number}", "Gift card", "2025-03-01 12:00", value)]
    dear = Between(at_least=100)
    rules = [
        StageRule(stage="use", touchpoint="Checkout", value=dear),
        StageRule(stage="use", touchpoint="Gift card", value=dear),
        StageRule(stage="find", touchpoint="Ad"),
        StageRule(stage="buy", touchpoint="Checkout"),
    ]
    of = world(tmp_path, *told)

    drawn = draft(
        of.store, StageDocument(key="dear", stages=STAGES.stages, rules=rules), key="dear", title="Dear"
    )

    assert [(stage.key, [step.reach for step in stage.steps]) for stage in drawn.stages] == [
        ("find", [40]),
        ("buy", [40]),
    ]
    assert (
        "2 stage rules that ask for a value or a score are not drawn: their interactions stand in the stage "
        "of the next rule that catches them, or in none."
    ) in drawn.footnotes


def test_a_star_in_a_touchpoints_name_catches_no_other(tmp_path: Path) -> None:
    told: list[Told] = [(f"p{n}", "Shop *", "10:00") for n in range(60)]
    told += [(f"q{n}", "Shop Oslo", "10:00") for n in range(40)]
    anywhere = StageDocument(
        key="all", stages=STAGES.stages[:1], rules=[StageRule(stage="find", touchpoint="*")]
    )
    drawn = draft(world(tmp_path, *told).store, anywhere, key="stars", title="Stars")
    reach = {binding.touchpoint: step.reach for step in steps(drawn) for binding in step.bindings}
    assert reach == {r"Shop \*": 60, "Shop Oslo": 40}


def test_a_map_of_what_has_no_time_names_no_day(tmp_path: Path) -> None:
    told = world(
        tmp_path, *[(f"p{n}", touchpoint, None) for n in range(40) for touchpoint in ("Ad", "Checkout")]
    )
    drawn = drafted(told)
    assert facts_text(drawn) == "40 people · 80 interactions · known by their order, not by time"
    assert "no time is known, so that no journey counts as still open" in drawn.footnotes[0]


def test_days_begin_where_the_workspace_is(tmp_path: Path) -> None:
    # At 22:30 and 23:30 by UTC: the same day there, two days in Oslo, where the first then ends in an ad.
    told = [(f"p{number}", "Ad", "2025-01-10 22:30") for number in range(60)]
    told += [(f"p{number}", "Checkout", "2025-01-10 23:30") for number in range(60)]
    shop, by_day = world(tmp_path, *told), Calendar(unit="day")
    drawn = {zone: drafted(shop, split=by_day, zone=zone) for zone in ("UTC", "Europe/Oslo")}
    moved_on = {zone: figures(one, "ad")["Moved on"] for zone, one in drawn.items()}
    assert moved_on == {"UTC": "100 %", "Europe/Oslo": "0 %"}
    warnings = {
        zone: sum(one.severity == "warning" for one in found.problems)
        for zone in drawn
        for found in [check(drawn["UTC"], shop.store, Against(zone=zone))]
    }
    assert warnings == {"UTC": 0, "Europe/Oslo": 3}


def test_a_goal_of_several_steps_is_one_sentence(tmp_path: Path) -> None:
    found = drafted(world(tmp_path, *shoppers()), goal=["use"])
    assert [goal.statement for goal in found.goals] == ["Starts the setup or uses the router"]
