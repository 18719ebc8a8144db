"""Reviewing, publishing and checking a map over HTTP."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from litestar.testing import TestClient
from tests.server.companies import Client, drawn, ended

from desirepath.drafts import Report
from desirepath.server import create_app


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Client]:
    drawn(tmp_path / "shop")
    with TestClient(create_app(tmp_path / "shop"), base_url="http://127.0.0.1") as client:
        yield client


def test_a_map_that_lacks_something_says_what_and_is_not_published(shop: Client) -> None:
    lacking = shop.get("/api/maps/current/ready").json()["lacking"]
    assert [each.split(":")[0] for each in lacking] == [
        "It has no owner", "It has no review interval", "It has no goal",
    ]  # fmt: skip
    refused = shop.post("/api/maps/current/publish", json={})
    assert refused.status_code == 400
    assert "owner" in refused.json()["detail"]
    assert shop.get("/api/maps/current").json().get("status", "draft") == "draft"


def test_what_is_lacking_can_be_said_and_then_the_map_is_published_reviewed_and_retired(shop: Client) -> None:
    said = {"owner": "ana", "review_every": "P3M"}
    goal = {
        "op": "add",
        "into": "map",
        "list": "goals",
        "thing": {"id": "goal-1", "statement": "Buy at ease"},
    }
    sets = [{"op": "set", "id": "map", "field": name, "value": value} for name, value in said.items()]
    assert shop.post("/api/maps/current/edits", json={"operations": [*sets, goal]}).status_code == 200
    assert shop.get("/api/maps/current/ready").json() == {"lacking": []}
    numbers = [
        shop.post(f"/api/maps/current/{verb}", json={}).json()["revision"] for verb in ("publish", "review")
    ]
    told = shop.get("/api/maps/current").json()
    assert told["status"] == "published"
    assert told["last_reviewed_at"]
    shop.post("/api/maps/current/retire", json={})
    assert shop.get("/api/maps/current").json()["status"] == "retired"
    assert numbers == sorted(numbers)


def test_a_check_says_how_much_of_what_people_do_the_map_explains(shop: Client) -> None:
    report = shop.get("/api/maps/current/check").json()
    assert report["map_key"] == "current"
    assert 0 < report["truth"]["interactions"]["share"] <= 1
    job = ended(shop, shop.post("/api/jobs", json={"check_of": "current"}).headers["location"])
    assert msgspec.convert(shop.get(job["answer"]).json(), Report) == msgspec.convert(report, Report)
    as_table = shop.get(job["answer"], params={"format": "csv"}).text.splitlines()
    assert as_table[0] == '"severity","code","where","message","advice"'
    assert shop.post("/api/jobs", json={"check_of": "curent"}).status_code == 404


def test_a_persona_that_the_map_does_not_know_is_refused(shop: Client) -> None:
    refused = shop.post("/api/maps/current/personas", json={"persona": "nobody"})
    assert refused.status_code in (400, 404)
    assert "nobody" in refused.json()["detail"]
