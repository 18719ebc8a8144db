"""One draft, three personas: three maps, each of its own people."""

from pathlib import Path

import msgspec
import pytest
from tests.drafts.worlds import STAGES, World, shoppers, world

from desirepath.drafts import ask_of, draft, fill, retold, telling
from desirepath.drafts.personas import Whose, for_persona, whose, with_goal
from desirepath.errors import UnknownName
from desirepath.journeys import Gap, WholeLife
from desirepath.maps import JourneyMap, Persona, Scenario, map_flaws, steps_of
from desirepath.testing import Told

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


def complaints() -> list[Told]:
    """Twelve with the old plan and thirty with the new one who all gave up, in words of their own group."""
    told: list[Told] = []
    for number in range(42):
        name, is_old = f"p{number:04d}", number < 12
        words = "The price went up again" if is_old else "Nobody answers the phone there"
        answer = {"score": 1.0, "scale": "0..10", "text": f"{words}."}
        reason = {"reason": "too dear"} if is_old else {"reason": "no answer"}
        told += [(name, "Home page", "2025-03-01 10:01", {"action": "viewed"})]
        told += [(name, "Checkout", "2025-03-01 10:05", {"action": "cancelled", "properties": reason})]
        told += [(name, "Survey", "2025-03-02 10:05", {"action": "answered", **answer})]
    return told


def stated(journey_map: JourneyMap) -> set[tuple[str, str | None]]:
    """Obstacles that people told, with what they say of how many."""
    found = (card for lane in journey_map.lanes if lane.role == "obstacles" for card in lane.cards)
    return {(card.text, card.body) for card in found if card.text.startswith(("Told", "Reason"))}


def test_what_people_told_is_told_anew_of_each_persona(tmp_path: Path) -> None:
    told = world(tmp_path, *complaints())
    drafted = draft(
        told.store, STAGES, key="all", title="Buying", interactions=told.interactions, engine=told.engine
    )
    assert stated(drafted) == {
        ("Told: “nobody answers the phone there”", "30 of 42 people who wrote here"),
        ("Told: “the price went up again”", "12 of 42 people who wrote here"),
        ("Reason given: “no answer”", "30 people"),
        ("Reason given: “too dear”", "12 people"),
    }
    mine = for_persona(drafted, persona("old"))
    assert stated(mine) == set()  # nothing that counts everybody

    mask = told.store.mask([f"p{number:04d}" for number in range(12)])
    filled = fill(mine, ask_of(told.store, mine, mask=mask))
    again = retold(filled, telling(told.store, told.interactions, told.engine, mask=mask))
    assert stated(again) == {
        ("Told: “the price went up again”", "12 of 12 people who wrote here"),
        ("Reason given: “too dear”", "12 people"),
    }
    assert list(map_flaws(again)) == []


def test_what_somebody_put_in_other_words_stays_without_the_count(tmp_path: Path) -> None:
    told = world(tmp_path, *complaints())
    drafted = draft(
        told.store, STAGES, key="all", title="Buying", interactions=told.interactions, engine=told.engine
    )
    body = msgspec.to_builtins(drafted)
    for lane in body["lanes"]:
        for card in lane.get("cards", []):
            if card["text"] == "Reason given: “too dear”":
                card["text"] = "They find it too dear"
    edited = msgspec.convert(body, JourneyMap)
    mine = for_persona(edited, persona("old"))
    (kept,) = (card for lane in mine.lanes for card in lane.cards if card.text == "They find it too dear")
    assert (kept.body, kept.evidence) == (None, [])
    assert not [note for note in mine.footnotes if "journeys whole" in note or note.startswith("Of ")]


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
