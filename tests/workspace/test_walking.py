"""Walks through a map: what was met is evidence at its step, said once however often it is told."""

from pathlib import Path

import pytest
from tests.server.companies import NOW_US, drawn

from desirepath.errors import InputError, UnknownName
from desirepath.maps import Card, JourneyMap, Walkthrough, begun, met, steps_of, time_text
from desirepath.maps import Met as Meeting
from desirepath.maps.talk import Met
from desirepath.workspace import Workspace


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A shop with a map to walk through."""
    return drawn(tmp_path_factory.mktemp("walks") / "shop")


def obstacles(journey_map: JourneyMap, step: str) -> list[Card]:
    """The obstacle cards at a step."""
    lanes = [lane for lane in journey_map.lanes if lane.role == "obstacles"]
    return [card for lane in lanes for card in lane.cards if card.step == step]


def test_a_walk_is_kept_as_revisions_of_the_map_with_its_author(shop: Workspace) -> None:
    walks = shop.walks("current", author="mia")
    first = next(steps_of(shop.kept_map("current"))).id
    before = shop.revisions("current").newest()
    walks.begin("walk-1", who="Mia")
    walks.record("walk-1", first, "blocked", note="No way in")
    walks.record("walk-1", first, "blocked", note="No way in", at=time_text(NOW_US))
    made = shop.revisions("current").history()[before:]
    assert {change.author for change in made} == {"mia"}
    assert [change.label for change in made] == ["Mia took the journey", "Mia took the journey: blocked"]
    (card,) = [card for card in obstacles(shop.kept_map("current"), first) if card.text == "No way in"]
    assert [(piece.kind, piece.collected_at) for piece in card.evidence] == [
        ("observation", time_text(NOW_US))
    ]
    shop.revisions("current").undo()
    assert "No way in" not in [card.text for card in obstacles(shop.kept_map("current"), first)]


def test_a_phone_whose_clock_is_ahead_was_there_no_later_than_now(shop: Workspace) -> None:
    walks = shop.walks("current")
    assert walks.begin("walk-2", who="Bo", at="2031-01-01T00:00:00Z").date == time_text(NOW_US)[:10]


def test_a_walk_needs_an_id_a_step_and_pictures_that_are_there(shop: Workspace) -> None:
    walks = shop.walks("current")
    walks.begin("walk-3", who="Cy")
    first = next(steps_of(shop.kept_map("current"))).id
    with pytest.raises(InputError, match="walk's id"):
        walks.begin("Walk 3", who="Cy")
    with pytest.raises(UnknownName):
        walks.record("walk-3", "nowhere", "pass")
    with pytest.raises(UnknownName):
        walks.record("nobody", first, "pass")
    with pytest.raises(UnknownName):
        walks.record("walk-3", first, "pass", media=["0" * 64 + ".png"])
    with pytest.raises(InputError, match="at most 8"):
        walks.record("walk-3", first, "pass", media=["x"] * 9)


def test_two_who_meet_the_same_speak_for_one_card_and_taking_one_back_leaves_the_other(
    shop: Workspace,
) -> None:
    base = shop.kept_map("current")
    first = next(steps_of(base)).id
    for name in ("a-walk", "b-walk"):
        base = begun(base, Walkthrough(id=name, who=name, date="2025-07-01"))
    slow = [
        Met(id=f"{name}.{first}", step=first, outcome="friction", note=note)
        for name, note in (("a-walk", "So slow!"), ("b-walk", "so slow"))
    ]
    once = met(base, "a-walk", slow[0], at="2025-07-01T10:00:00Z", by="Ana")
    both = met(once, "b-walk", slow[1], at="2025-07-01T11:00:00Z", by="Bo")
    (card,) = [card for card in obstacles(both, first) if card.text == "So slow!"]
    assert [piece.provenance.extracted_by_name for piece in card.evidence] == ["Ana", "Bo"]
    passed = Meeting(id=slow[0].id, step=first, outcome="pass")
    left = met(both, "a-walk", passed, at="2025-07-01T12:00:00Z", by="Ana")
    (card,) = [card for card in obstacles(left, first) if card.text == "So slow!"]
    assert [piece.provenance.extracted_by_name for piece in card.evidence] == ["Bo"]


def test_a_map_without_the_lanes_gets_them(tmp_path: Path) -> None:
    shop = drawn(tmp_path / "shop")
    bare = JourneyMap(
        key="bare", title="Bare", stages=shop.kept_map("current").stages, walkthroughs=[
            Walkthrough(id="walk", who="Ana", date="2025-07-01")
        ],
    )  # fmt: skip
    first = next(steps_of(bare)).id
    found = met(bare, "walk", Met(id="walk.x", step=first, outcome="friction"), at="2025-07-01", by="Ana")
    assert [(lane.role, lane.cards[0].text) for lane in found.lanes] == [("obstacles", "Friction on the way")]
