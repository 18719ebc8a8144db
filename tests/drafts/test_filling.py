from pathlib import Path

import msgspec
import pytest
from tests.drafts.worlds import AS_OF, STAGES, World, shoppers, world

from desirepath.drafts import asking, check, draft, fill
from desirepath.maps import Goal, JourneyMap
from desirepath.maps.documents import Card
from desirepath.maps.layers import Hotspot


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("before"), *shoppers())


@pytest.fixture(scope="module")
def drafted(before: World) -> JourneyMap:
    return draft(
        before.store,
        STAGES,
        key="m",
        title="M",
        interactions=before.interactions,
        engine=before.engine,
        currency="EUR",
    )


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same company once setting up works: nobody leaves there any more."""
    return world(tmp_path_factory.mktemp("after"), *shoppers(leaving_at_setup=0, staying=120, sad=0))


def card(journey_map: JourneyMap, role: str, step: str, figure: str | None = None) -> Card:
    found = [
        card
        for lane in journey_map.lanes
        if lane.role == role
        for card in lane.cards
        if (card.step, card.figure) == (step, figure)
    ]
    return found[0]


def edited(journey_map: JourneyMap, role: str, **changes: object) -> JourneyMap:
    """The map with the first card of a lane changed by hand."""
    lanes = [
        msgspec.structs.replace(
            lane, cards=[msgspec.structs.replace(lane.cards[0], **changes), *lane.cards[1:]]
        )
        if lane.role == role
        else lane
        for lane in journey_map.lanes
    ]
    return msgspec.structs.replace(journey_map, lanes=lanes)


def test_filling_from_the_same_data_only_adds_the_real_ways(drafted: JourneyMap, before: World) -> None:
    filled = fill(drafted, asking(before.store, drafted))
    assert [(edge.id, edge.kind, edge.measured_share, edge.n) for edge in filled.edges] == [
        ("real-starts-the-setup..", "exit", 40 / 120, 120)
    ]
    assert msgspec.structs.replace(filled, edges=drafted.edges) == drafted
    assert fill(filled, asking(before.store, filled)) == filled


def test_filling_from_new_data_moves_figures_texts_curve_and_hotspots(
    drafted: JourneyMap, after: World
) -> None:
    filled = fill(drafted, asking(after.store, drafted), as_of_us=AS_OF)

    assert card(filled, "metrics", "starts-the-setup", "Dropped off").text == "0 %"
    assert card(filled, "metrics", "uses-the-router", "Reach").text == "120"
    assert filled.emotions == []  # nobody says anything about it any more: a gap
    assert filled.hotspots == []
    assert filled.n_subjects == 124


def test_an_obstacle_that_is_gone_stays_and_is_contradicted(drafted: JourneyMap, after: World) -> None:
    obstacle = card(fill(drafted, asking(after.store, drafted)), "obstacles", "starts-the-setup")
    assert obstacle.text == "0 % leave here for good, 0 points above the map's median"
    assert (obstacle.status, obstacle.severity) == ("contradicted", 0)


def test_words_that_somebody_changed_are_left_alone(drafted: JourneyMap, after: World) -> None:
    mine = edited(drafted, "obstacles", text="Nobody finds the code on the box")
    filled = fill(mine, asking(after.store, mine))
    assert card(filled, "obstacles", "starts-the-setup").text == "Nobody finds the code on the box"


def test_a_hand_placed_hotspot_survives(drafted: JourneyMap, after: World) -> None:
    placed = Hotspot(id="mine", step="starts-the-setup", score=0.4, origin="manual")
    mine = msgspec.structs.replace(drafted, hotspots=[*drafted.hotspots, placed])
    assert fill(mine, asking(after.store, mine)).hotspots == [placed]


def test_a_fresh_draft_has_only_what_publishing_needs_to_mend(drafted: JourneyMap, before: World) -> None:
    report = check(drafted, before.store)
    assert [(problem.severity, problem.where) for problem in report.problems] == [
        ("note", "the map"),
        ("note", "the map"),
        ("note", "the map"),
        ("note", "the map"),
    ]
    assert not report.has_errors
    assert report.problems[0].message == "35 interactions are at none of its steps"
    assert msgspec.json.decode(msgspec.json.encode(report), type=type(report)) == report


def test_figures_that_left_their_drawn_interval_are_named(drafted: JourneyMap, after: World) -> None:
    messages = [problem.message for problem in check(drafted, after.store).problems]
    assert "hazard is now 0 %, outside the drawn interval 26 % to 42 %: fill the map again" in messages
    assert "what it cites can no longer be measured: fill the map again" in messages


def test_a_step_that_catches_nothing_any_more_is_an_error(drafted: JourneyMap, tmp_path: Path) -> None:
    renamed = [
        (person, {"Setup": "Installation"}.get(touchpoint, touchpoint), *rest)
        for person, touchpoint, *rest in shoppers()
    ]
    report = check(drafted, world(tmp_path, *renamed).store)
    (dead,) = [problem for problem in report.problems if problem.severity == "error"]
    assert (dead.where, report.has_errors) == ("Starts the setup", True)
    assert dead.message == ("nothing that happens is caught any more by Setup. Bind it to what replaced it")


def test_a_map_to_be_published_needs_an_owner_a_review_and_a_goal(drafted: JourneyMap, before: World) -> None:
    public = msgspec.structs.replace(drafted, status="in_review")
    errors = [
        problem.message for problem in check(public, before.store).problems if problem.severity == "error"
    ]
    assert errors == [
        "it has no owner: publishing needs the field `owner`",
        "it has no review interval: publishing needs the field `review_every`",
        "it has no goal: publishing needs the field `goals`",
    ]
    owned = msgspec.structs.replace(
        public, owner="ada", review_every="P3M", goals=[Goal(id="goal-1", statement="Fewer leave")]
    )
    assert not check(owned, before.store).has_errors


def test_a_review_that_is_overdue_and_evidence_that_is_old_are_warned_of(
    drafted: JourneyMap, before: World
) -> None:
    old = msgspec.structs.replace(
        drafted, evidence_window="P7D", review_every="P1M", last_reviewed_at="2025-10-01"
    )
    told = edited(
        old,
        "obstacles",
        evidence=[
            piece for piece in card(old, "obstacles", "starts-the-setup").evidence if piece.kind == "quote"
        ],
    )
    messages = [problem.message for problem in check(told, before.store).problems]
    assert "all its evidence is older than P7D or has no date" in messages
    assert "its review was due on 2025-11-01" in messages


def test_a_step_drawn_twice_and_a_card_at_no_step_are_errors(drafted: JourneyMap, before: World) -> None:
    stage = drafted.stages[0]
    twice = msgspec.structs.replace(
        edited(drafted, "obstacles", step="nowhere"),
        stages=[msgspec.structs.replace(stage, steps=[*stage.steps, stage.steps[0]]), *drafted.stages[1:]],
    )
    errors = [problem for problem in check(twice, before.store).problems if problem.severity == "error"]
    assert [problem.message for problem in errors] == [
        "2 steps have this id: give each its own",
        'the card stands at the step "nowhere", which the map does not have',
    ]
