from pathlib import Path

import msgspec
import pytest
from tests.drafts.worlds import STAGES, World, shoppers, world

from desirepath.drafts import Targets, ask_of, draft, fill, future_state, targets_from
from desirepath.errors import InputError, QuestionError, UnknownName
from desirepath.maps import Card, Edge, Hotspot, JourneyMap, map_flaws, steps_of


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("now"), *shoppers())


@pytest.fixture(scope="module")
def current(now: World) -> JourneyMap:
    return draft(
        now.store,
        STAGES,
        key="now",
        title="Buying a router",
        interactions=now.interactions,
        engine=now.engine,
    )


def test_a_future_state_has_the_steps_of_the_current_one_by_lineage(current: JourneyMap) -> None:
    future = future_state(current, key="then")
    assert (future.map_kind, future.baseline, future.key) == ("future_state", "now", "then")
    assert [step.lineage_id for step in steps_of(future)] == [step.lineage_id for step in steps_of(current)]
    assert list(map_flaws(future)) == []
    assert future.hotspots == []


def test_a_hot_step_aims_at_the_median_leaving_and_says_what_could_be_done(current: JourneyMap) -> None:
    future = future_state(current, key="then")
    (kpi,), (goal,), (chance,) = future.kpis, future.goals, future.opportunities
    median = (0 + 4 / 124) / 2
    assert (kpi.step, kpi.kind, kpi.direction, kpi.target) == (
        "starts-the-setup",
        "drop_off",
        "down",
        round(median, 3),
    )
    assert (goal.kpi, goal.baseline, goal.target) == (kpi.id, 40 / 120, kpi.target)
    assert chance.title == "How might we keep people with us after “Starts the setup”?"
    assert (chance.reach, chance.effort, chance.business_value) == (120, None, None)
    assert chance.customer_value == round(100 * current.hotspots[0].score)
    (card,) = [card for lane in future.lanes if lane.role == "opportunities" for card in lane.cards]
    assert (card.step, card.opportunity, card.status) == ("starts-the-setup", chance.id, "assumed")


def test_a_strength_is_kept_and_an_obstacle_is_not(current: JourneyMap) -> None:
    good = Card(id="good", step="clicks-the-ad", text="Everybody moves on")
    lanes = [
        msgspec.structs.replace(lane, cards=[good]) if lane.role == "strengths" else lane
        for lane in current.lanes
    ]
    future = future_state(msgspec.structs.replace(current, lanes=lanes), key="then")
    assert [lane.cards for lane in future.lanes if lane.role == "strengths"] == [[good]]
    assert not {"obstacles", "quotes", "questions", "motivations"} & {lane.role for lane in future.lanes}


def test_given_targets_go_before_proposed_ones_and_name_a_step_in_any_way(current: JourneyMap) -> None:
    targets = Targets(emotions={"Starts the setup": 0.5}, dropped_off={"views-the-home-page": 0.01})
    future = future_state(current, targets, key="then")
    assert {one.step: (one.source, one.value) for one in future.emotions} == {
        "starts-the-setup": ("target", 0.5)
    }
    assert {kpi.step: kpi.target for kpi in future.kpis}["views-the-home-page"] == 0.01
    with pytest.raises(UnknownName, match='Did you mean "starts the setup"'):
        future_state(current, Targets(emotions={"Starts the setupp": 1.0}), key="then")


def test_an_unhappy_step_should_feel_no_worse_than_neither_good_nor_bad(current: JourneyMap) -> None:
    # The only feeling known is −1.6: the best quarter is no aim then.
    assert [one.value for one in future_state(current, key="then").emotions] == [0.0]


def test_a_future_state_of_a_future_state_is_refused(current: JourneyMap) -> None:
    with pytest.raises(QuestionError, match="is a future state already"):
        future_state(future_state(current, key="then"), key="later")


def test_a_cancellation_is_no_step_to_keep_people_after(tmp_path: Path) -> None:
    told = shoppers(sad=0, leaving_at_setup=0)
    gone = {"action": "order cancelled"}
    told += [(f"p{number:04d}", "Hotline", "2025-12-21 10:00", gone) for number in range(70)]
    told += [(f"p{number:04d}", "Hotline", "2025-03-21 10:00", gone) for number in range(84, 200)]
    of = world(tmp_path, *told)
    future = future_state(draft(of.store, STAGES, key="now", title="N"), key="then")
    assert [chance.title for chance in future.opportunities] == [
        "How might we give people fewer reasons for “Cancels the order”?"
    ]
    assert future.kpis == []


def test_filling_a_future_state_moves_its_figures_and_keeps_its_targets(
    current: JourneyMap, tmp_path: Path
) -> None:
    store = world(tmp_path, *shoppers(leaving_at_setup=20, sad=0)).store
    future = future_state(current, key="then")
    filled = fill(future, ask_of(store, future))
    assert [kpi.target for kpi in filled.kpis] == [kpi.target for kpi in future.kpis]
    assert filled.kpis[0].evidence[0].value == 20 / 100
    assert (filled.goals[0].measured, filled.goals[0].baseline) == (20 / 100, 40 / 120)
    assert filled.emotions == future.emotions


def test_filling_a_future_state_adds_nothing_of_today(current: JourneyMap, now: World) -> None:
    placed = Hotspot(id="mine", step="starts-the-setup", score=0.4, origin="manual")
    drawn = Edge(id="help", from_step="starts-the-setup", to_step="clicks-the-ad", expected_share=0.1)
    aimed = future_state(current, key="then")
    future = msgspec.structs.replace(aimed, hotspots=[placed], edges=[drawn])
    ask = ask_of(now.store, future)
    filled = fill(future, ask)
    assert (filled.hotspots, filled.edges, filled.emotions) == ([placed], [drawn], aimed.emotions)
    assert [lane.role for lane in filled.lanes] == [lane.role for lane in future.lanes]
    assert [len(lane.cards) for lane in filled.lanes] == [len(lane.cards) for lane in future.lanes]

    of_today = fill(msgspec.structs.replace(future, map_kind="current_state"), ask)
    assert "measured" in {one.source for one in of_today.emotions}, "as it was filled before"
    mended = fill(msgspec.structs.replace(of_today, map_kind="future_state"), ask)
    assert (mended.hotspots, mended.edges, mended.emotions) == ([placed], [drawn], aimed.emotions)


def test_targets_are_read_as_people_type_them(current: JourneyMap) -> None:
    found = targets_from(
        ["Starts the setup: drops 20 %", "clicks-the-ad: moves on 99.5%", "Uses the router: feels +1,5"],
        current,
    )
    assert found == Targets(
        emotions={"uses-the-router": 1.5}, dropped_off={"starts-the-setup": 0.2, "clicks-the-ad": 0.005}
    )
    more = targets_from(["Starts the setup: +20 %"], current)  # 40 of 120 leave there now
    assert more == Targets(dropped_off={"starts-the-setup": 0.133})
    future = future_state(current, more, key="then")
    assert future.goals[-1].statement == "At most 13 % drop off at “Starts the setup”"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Starts the setup", "Expected a target such as"),
        ("Starts the setup: better", "Expected a target such as"),
        ("Starts the setup: feels 3", "within −2 … \\+2"),
        ("Starts the setup: drops 120 %", "within 0 … 100 %"),
        ("Starts the setup: +90 %", "within 0 … 100 %"),
        ("Views the home page: drops x", "Expected a target such as"),
    ],
)
def test_an_aim_that_cannot_be_is_refused(current: JourneyMap, text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        targets_from([text], current)


def test_a_target_at_no_step_names_the_nearest(current: JourneyMap) -> None:
    with pytest.raises(UnknownName, match='Did you mean "starts the setup"'):
        targets_from(["Starts the set-up: drops 1 %"], current)


def test_points_more_need_to_know_how_many_move_on_now(current: JourneyMap) -> None:
    bare = msgspec.structs.replace(current, lanes=[])
    with pytest.raises(InputError, match="does not know that"):
        targets_from(["Starts the setup: +5 %"], bare)
