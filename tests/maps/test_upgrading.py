from pathlib import Path

import yaml

from desirepath.maps import read_map, upgraded
from desirepath.maps.flaws import map_flaws

GOLDEN = Path(__file__).parent.parent / "golden" / "maps"


def test_a_map_of_the_first_form_is_read_as_one_of_today() -> None:
    old = (GOLDEN / "router-1.yaml").read_text("utf-8")
    assert read_map(old) == read_map((GOLDEN / "router.yaml").read_text("utf-8"))


def test_what_the_first_form_said_is_still_said() -> None:
    old = yaml.safe_load((GOLDEN / "router-1.yaml").read_text("utf-8"))
    new = read_map((GOLDEN / "router-1.yaml").read_text("utf-8"))
    assert [goal.statement for goal in new.goals] == [old["goal"]]
    assert new.where == old["segment"]
    assert [card.text for lane in new.lanes for card in lane.cards] == [
        card["text"] for lane in old["lanes"] for card in lane.get("cards", [])
    ]
    assert list(map_flaws(new)) == []


def test_things_that_shared_an_id_get_one_each() -> None:
    """A step, a lane and a card could all be called "pay"; evidence was named after its question."""
    piece = {"id": "drop", "kind": "metric", "provenance": {"source": "measure", "locator": "drop_off"}}
    cards = [{"id": "pay", "step": "pay", "text": "Pays", "evidence": [piece, piece]}]
    old = {
        "schema_version": 1,
        "key": "m",
        "title": "M",
        "stages": [
            {"key": "pay", "name": "Pay", "steps": [{"id": "pay", "name": "Pays", "lineage_id": "pay"}]}
        ],
        "lanes": [{"id": "pay", "role": "actions", "label": "Actions", "cards": cards}],
    }
    new = upgraded(old)
    card = new["lanes"][0]["cards"][0]
    assert (new["stages"][0]["id"], new["stages"][0]["steps"][0]["id"]) == ("stage-pay", "pay")
    assert (new["lanes"][0]["id"], card["id"], card["step"]) == ("lane-pay", "pay-2", "pay")
    assert [each["id"] for each in card["evidence"]] == ["pay-2.1", "pay-2.2"]


def test_a_map_that_does_not_say_its_form_is_known_by_its_stages() -> None:
    old = {"key": "m", "title": "M", "stages": [{"key": "pay", "name": "Pay"}]}
    new = {"key": "m", "title": "M", "stages": [{"id": "pay", "name": "Pay"}]}
    assert upgraded(old)["stages"] == [{"key": "pay", "name": "Pay", "id": "stage-pay"}]
    assert upgraded(new) == new


def test_a_map_of_today_is_left_alone() -> None:
    body = {"schema_version": 2, "key": "m", "title": "M", "goal": "not a field any more"}
    assert upgraded(body) == body
