"""Saved views over HTTP, and figures pinned to maps as evidence that is filled again."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.server.companies import Client, drawn, served

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
