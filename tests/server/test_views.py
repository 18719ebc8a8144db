"""Saved views over HTTP, and figures pinned to maps as evidence that is filled again."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.server.companies import Client, drawn, served

from desirepath.maps import JourneyMap
from desirepath.workspace import open as open_workspace

FUNNEL: dict[str, Any] = {"measure": "funnel", "steps": ["Shelf", "Till"]}
VIEW: dict[str, Any] = {"key": "till", "title": "To the till", "view": "funnel", "question": FUNNEL}
PIN: dict[str, Any] = {"question": FUNNEL, "row": {"step": 2}, "column": "share_of_first"}


@pytest.fixture(scope="module")
def drawn_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with a map, drawn once."""
    folder = tmp_path_factory.mktemp("views") / "shop"
    drawn(folder)
    return folder


@pytest.fixture
def folder(drawn_once: Path, tmp_path: Path) -> Path:
    """A shop of one's own: it is changed here."""
    shutil.copytree(drawn_once, tmp_path / "shop")
    return tmp_path / "shop"


@pytest.fixture
def shop(folder: Path) -> Iterator[Client]:
    """Its API."""
    with served(folder) as client:
        yield client


def test_a_view_is_saved_changed_and_removed(shop: Client) -> None:
    assert shop.get("/api/views").json() == []
    saved = shop.put("/api/views/till?onto=0", json=VIEW).json()
    assert (saved["revision"], saved["view"]["title"]) == (1, "To the till")
    assert shop.get("/api/views/till").json() == saved
    assert "already" in shop.put("/api/views/till?onto=0", json=VIEW).json()["detail"]
    renamed = shop.put("/api/views/till?onto=1", json={**VIEW, "title": "Paid"}).json()
    assert renamed["revision"] == 2
    stale = shop.put("/api/views/till?onto=1", json={**VIEW, "title": "Stale"})
    assert (stale.status_code, "changed meanwhile" in stale.json()["detail"]) == (400, True)
    assert shop.delete("/api/views/till").status_code == 200
    assert shop.get("/api/views").json() == []
    assert shop.get("/api/views/till").status_code == 404
    assert shop.get("/api/views/schema").json()["title"] == "desirepath view"
    taken = shop.put("/api/views/schema?onto=0", json={**VIEW, "key": "schema"})
    assert taken.status_code in {400, 405}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"key": "other"}, 'names the view "till"'),
        ({"title": ""}, "title: expected"),
        ({"view": "paths"}, "asks paths; found funnel"),
        ({"question": {"measure": "funnel", "steps": ["Shelf"], "within_days": -1}}, "within_days"),
        ({"period": "sometime"}, "period"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_no_view_is_refused_in_words(shop: Client, change: dict[str, Any], words: str) -> None:
    reply = shop.put("/api/views/till", json={**VIEW, **change})
    assert reply.status_code == 400
    assert words in reply.json()["detail"]


def test_a_figure_is_pinned_at_a_step_and_filled_again_with_the_map(shop: Client, folder: Path) -> None:
    before = shop.get("/api/maps/current").json()
    step = before["stages"][0]["steps"][0]["id"]
    pinned = shop.post("/api/maps/current/pins", json={**PIN, "step": step, "label": "Reach the till"}).json()
    assert (pinned["map"], pinned["says"].split()) == ("current", ["67", "%"])
    evidence = pinned["evidence"]
    assert (round(evidence["value"], 3), evidence["n"], evidence["unit"]) == (0.667, 60, "share")
    assert evidence["low"] < evidence["value"] < evidence["high"]
    after = shop.get("/api/maps/current").json()
    card = next(c for lane in after["lanes"] for c in lane.get("cards", []) if c["id"] == pinned["card"])
    assert (card["step"], card["figure"], card["text"]) == (step, "Reach the till", pinned["says"])
    # Filling asks the same question again and finds the same.
    filled = open_workspace(folder).fill("current")
    again = [
        one for lane in filled.lanes for c in lane.cards for one in c.evidence if one.id == evidence["id"]
    ]
    assert [one.value for one in again] == [evidence["value"]]


def test_a_figure_is_pinned_on_a_card_and_twice_is_two(shop: Client) -> None:
    lanes = shop.get("/api/maps/current").json()["lanes"]
    card = next(c["id"] for lane in lanes for c in lane.get("cards", []))
    names = []
    for _ in range(2):
        pinned = shop.post("/api/maps/current/pins", json={**PIN, "card": card}).json()
        assert pinned["card"] == card
        names.append(pinned["evidence"]["id"])
    assert names == ["pinned-funnel", "pinned-funnel-2"]


def test_a_card_stands_by_what_is_pinned_to_it_at_once(shop: Client, folder: Path) -> None:
    before = shop.get("/api/maps/current").json()
    step, lane = before["stages"][0]["steps"][0]["id"], before["lanes"][0]["id"]
    bare = {"op": "add", "thing": {"id": "bare", "step": step, "text": "They reach the till"}}
    shop.post("/api/maps/current/edits", json={"operations": [{**bare, "into": lane, "list": "cards"}]})
    pinned = shop.post("/api/maps/current/pins", json={**PIN, "card": "bare"}).json()
    cards = {
        c["id"]: c for lane in shop.get("/api/maps/current").json()["lanes"] for c in lane.get("cards", [])
    }
    assert (cards["bare"]["status"], len(cards["bare"]["evidence"])) == ("observed", 1)
    (change,) = shop.get(f"/api/maps/current/revisions?since={pinned['revision'] - 1}").json()
    assert [one["op"] for one in change["operations"]] == ["add", "set"]
    assert open_workspace(folder).fill("current").lanes[0].cards[-1].status == "observed"


SIDES: dict[str, Any] = {
    "a": {"period": "2025-01"},
    "b": {"period": "2025-02..2025-04"},
    "names": ["Before", "After"],
}
COMPARED: dict[str, Any] = {"measure": "compare", "of": FUNNEL, **SIDES}
DIFFERENCE = {"question": COMPARED, "row": {"step": 2, "figure": "share_of_first"}, "column": "difference"}


def test_a_comparison_is_pinned_with_both_its_sides_and_filled_again(shop: Client, folder: Path) -> None:
    step = shop.get("/api/maps/current").json()["stages"][0]["steps"][0]["id"]
    pinned = shop.post(
        "/api/maps/current/pins", json={**DIFFERENCE, "step": step, "label": "To the till"}
    ).json()
    assert pinned["says"] == "−100 points"  # who came in January stopped at the shelf
    lanes = shop.get("/api/maps/current").json()["lanes"]
    (card,) = [c for lane in lanes for c in lane.get("cards", []) if c["id"] == pinned["card"]]
    assert (card["text"], card["body"]) == ("−100 points", "Before 0 %, After 100 %")
    assert card["status"] == "observed"
    told = [(e["column"], e["unit"], e["value"], e["n"]) for e in card["evidence"]]
    assert told == [("difference", "share", -1, 20), ("value_a", "share", 0, 20), ("value_b", "share", 1, 40)]

    kept = open_workspace(folder)
    again = [c for lane in kept.fill("current").lanes for c in lane.cards if c.id == pinned["card"]]
    assert [(c.text, c.body, [e.value for e in c.evidence]) for c in again] == [
        ("−100 points", "Before 0 %, After 100 %", [-1, 0, 1])
    ]
    assert [p for p in kept.check("current").problems if p.code in {"bad_question", "unmeasurable"}] == []


def test_a_comparison_that_cannot_be_made_any_more_spoils_no_other_figure(shop: Client, folder: Path) -> None:
    step = shop.get("/api/maps/current").json()["stages"][0]["steps"][0]["id"]
    pinned = shop.post("/api/maps/current/pins", json={**DIFFERENCE, "step": step}).json()
    kept = open_workspace(folder)
    plain = msgspec.json.encode(kept.kept_map("current")).replace(
        b'"period":"2025-01"', b'"period":"2031-01"'
    )
    drawn = msgspec.json.decode(plain, type=JourneyMap)
    filled = kept.fill(drawn)
    (card,) = [c for lane in filled.lanes for c in lane.cards if c.id == pinned["card"]]
    assert (card.text, [e.value for e in card.evidence]) == ("not known", [None, None, None])
    others = [
        e.value for lane in filled.lanes for c in lane.cards for e in c.evidence if e.measure != "compare"
    ]
    assert any(value is not None for value in others)
    told = [p.message for p in kept.check(drawn).problems if p.code == "bad_question"]
    assert len(told) == 1
    assert "Nothing is known of this period" in told[0]


def test_a_view_is_listed_with_the_maps_that_its_figures_stand_on(shop: Client) -> None:
    step = shop.get("/api/maps/current").json()["stages"][0]["steps"][0]["id"]
    compared = {**VIEW, "key": "months", "title": "Months", "view": "compare", **SIDES}
    for view in (VIEW, compared, {**VIEW, "key": "other", "question": {**FUNNEL, "within_days": 1}}):
        shop.put(f"/api/views/{view['key']}?onto=0", json=view)
    shop.post("/api/maps/current/pins", json={**PIN, "step": step})
    shop.post("/api/maps/current/pins", json={**PIN, "step": step, "column": "share_of_previous"})
    shop.post("/api/maps/current/pins", json={**DIFFERENCE, "step": step})
    used = {one["view"]["key"]: one.get("used_by", []) for one in shop.get("/api/views").json()}
    figures = {key: [(use["map"], use["figures"]) for use in uses] for key, uses in used.items()}
    assert figures == {"till": [("current", 2)], "months": [("current", 1)], "other": []}


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({}, 400, "Say where to pin it"),
        ({"card": "nothing"}, 404, "card of this map"),
        ({"step": "nothing"}, 404, "step of this map"),
        ({"step": "?", "column": "shares"}, 400, 'no column "shares"'),
        ({"step": "?", "row": {"step": 9}}, 400, "nothing to pin"),
        ({"step": "?", "column": "node"}, 400, "holds no figure"),
        ({"step": "?", "question": {"measure": "funnel", "steps": ["Shel"]}}, 404, 'mean "Shelf"'),
    ],
)
def test_what_cannot_be_pinned_is_refused_in_words(
    shop: Client, change: dict[str, Any], status: int, words: str
) -> None:
    step = shop.get("/api/maps/current").json()["stages"][0]["steps"][0]["id"]
    body = {**PIN, **{name: step if value == "?" else value for name, value in change.items()}}
    reply = shop.post("/api/maps/current/pins", json=body)
    assert reply.status_code == status, reply.text
    assert words in reply.json()["detail"]
    assert len(shop.get("/api/maps/current/revisions").json()) == 1
