"""One draft, three personas: three maps, each of its own people."""

import msgspec
import pytest
from tests.drafts.worlds import STAGES, World, shoppers, world

from desirepath.drafts import ask_of, draft, fill
from desirepath.drafts.personas import Whose, for_persona, whose, with_goal
from desirepath.errors import UnknownName
from desirepath.journeys import Gap, WholeLife
from desirepath.maps import JourneyMap, Persona, Scenario, steps_of

GROUPS = {"leavers": range(40), "stayers": range(40, 120), "lookers": range(120, 124)}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("told"), *shoppers())


@pytest.fixture(scope="module")
def drafted(told: World) -> JourneyMap:
    return draft(
        told.store, STAGES, key="all", title="Buying", interactions=told.interactions, engine=told.engine
    )


def persona(key: str) -> Persona:
    return Persona(key=key, name=key.title(), segment=key)


def reach(journey_map: JourneyMap) -> dict[str, int | None]:
    return {step.id: step.reach for step in steps_of(journey_map)}


def figure(journey_map: JourneyMap, step: str, name: str) -> tuple[str, int | None]:
    lane = next(lane for lane in journey_map.lanes if lane.role == "metrics")
    card = next(card for card in lane.cards if (card.step, card.figure) == (step, name))
    return card.text, card.evidence[0].n


def test_three_personas_give_three_maps_from_one_draft(told: World, drafted: JourneyMap) -> None:
    maps = {}
    for key, numbers in GROUPS.items():
        mine = for_persona(drafted, persona(key))
        assert whose(mine, persona(key)) == Whose(segment=key)
        mask = told.store.mask([f"p{number:04d}" for number in numbers])
        maps[key] = fill(mine, ask_of(told.store, mine, mask=mask))

    assert {key: one.n_subjects for key, one in maps.items()} == {"leavers": 40, "stayers": 80, "lookers": 4}
    assert [one.key for one in maps.values()] == ["all-leavers", "all-stayers", "all-lookers"]
    assert [reach(one)["uses-the-router"] for one in maps.values()] == [0, 80, 0]
    assert figure(maps["leavers"], "starts-the-setup", "Dropped off") == ("100 %", 40)
    assert figure(maps["stayers"], "starts-the-setup", "Dropped off") == ("0 %", 80)
    assert figure(maps["lookers"], "starts-the-setup", "Dropped off") == ("not known", 0)
    assert [spot.step for spot in maps["leavers"].hotspots] != []
    assert maps["stayers"].hotspots == []
    # only the leavers answered: the others feel nothing that anybody knows of
    assert [len(one.emotions) for one in maps.values()] == [1, 0, 0]


def test_what_single_people_said_does_not_follow_to_another_persona(drafted: JourneyMap) -> None:
    mine = for_persona(drafted, persona("stayers"))
    assert "quotes" not in [lane.role for lane in mine.lanes]
    pieces = [piece for lane in mine.lanes for card in lane.cards for piece in card.evidence]
    assert pieces
    assert all(piece.interaction_id is None for piece in pieces)
    assert (mine.status, mine.persona, mine.title) == ("draft", "stayers", "Buying: Stayers")


def test_what_the_map_says_itself_wins(drafted: JourneyMap) -> None:
    scenario = Scenario(key="s", title="First order", split="gap:30", goal=["Checkout"])
    assert whose(drafted, persona("vip"), scenario) == Whose(
        segment="vip", split=Gap(minutes=30), goal=["Checkout"]
    )
    own = msgspec.structs.replace(drafted, where={"plan": "pro"}, split="whole_life")
    assert whose(own, persona("vip"), scenario) == Whose(
        where={"plan": "pro"}, split=WholeLife(), goal=["Checkout"]
    )
    assert whose(msgspec.structs.replace(drafted, segment="mine"), persona("vip")).segment == "mine"


def test_a_scenario_says_what_one_journey_is_and_what_counts_as_arriving(
    told: World, drafted: JourneyMap
) -> None:
    kinds = told.store.kinds
    arriving = with_goal(drafted, ["use"], kinds)  # a stage
    assert [step.id for step in steps_of(arriving) if step.is_goal] == ["starts-the-setup", "uses-the-router"]
    assert with_goal(drafted, ["checkout · order completed"], kinds) == with_goal(
        drafted, ["Checkout"], kinds
    )

    filled = fill(arriving, ask_of(told.store, arriving, split=Gap(minutes=30)), split=Gap(minutes=30))
    # a journey is what happens within half an hour: everybody's first ends at the order, long ago
    assert figure(filled, "completes-the-order", "Dropped off") == ("100 %", 120)
    assert figure(filled, "starts-the-setup", "Dropped off") == ("0 %", 120)
    again = fill(filled, ask_of(told.store, filled, split=Gap(minutes=30)), split=Gap(minutes=30))
    assert again == filled


def test_a_goal_that_there_is_not_is_named(told: World, drafted: JourneyMap) -> None:
    with pytest.raises(UnknownName, match='Did you mean "checkout"'):
        with_goal(drafted, ["chekout"], told.store.kinds)


def test_long_keys_stay_keys(drafted: JourneyMap) -> None:
    long = msgspec.structs.replace(drafted, key="k" * 64)
    assert for_persona(long, persona("vip")).key == "k" * 60 + "-vip"
    assert len(for_persona(long, persona("v" * 64)).key) <= 64


def test_a_map_that_says_nothing_is_of_everybody() -> None:
    assert whose(JourneyMap(key="m", title="M")) == Whose()
