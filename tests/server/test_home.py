"""The first page over HTTP: what needs attention in order, checks as jobs, and everything by its name."""

from pathlib import Path
from typing import Any

from msgspec.structs import replace
from tests.server.companies import ARABIC, Client, drawn, ended, loaded, opened, served, visits

from desirepath.maps import Goal, Hotspot, HotspotPart, JourneyMap, Opportunity, steps_of
from desirepath.workspace import Workspace, documents


def codes(client: Client) -> list[str]:
    return [one["code"] for one in client.get("/api/home").json()["matters"]]


def with_plans(shop: Workspace, *, status: str) -> JourneyMap:
    """The shop's map with somebody who answers for it, a hotspot and opportunities, kept."""
    (revision,) = shop.catalog.documents("map")
    drawn_map = shop.kept_map(revision.key)
    step = next(iter(steps_of(drawn_map)))
    hot = Hotspot(
        id="h", step=step.id, score=0.7, pill="70 % leave", n=60, origin="manual",
        parts=[HotspotPart(name="drop_off_excess", value=0.7, reads="70 % leave here for good")],
    )  # fmt: skip
    chances = [
        Opportunity(id="o1", title="Shorter queue", customer_value=20, business_value=20),
        Opportunity(id="o2", title="Open earlier", customer_value=90, business_value=70, reach=40),
        Opportunity(id="o3", title="Done already", customer_value=99, business_value=99, status="done"),
    ]
    planned = replace(
        drawn_map, owner="ana", review_every="P1M", last_reviewed_at="2025-02-01", hotspots=[hot],
        goals=[Goal(id="g", statement="Fewer leave")], opportunities=chances,
        status=status, revision=revision.number,
    )  # fmt: skip
    documents.keep(shop.catalog, [planned], author="ana", reason="edit", at_us=shop.now())
    return planned


def test_an_empty_workspace_says_what_to_do_first(tmp_path: Path) -> None:
    opened(tmp_path / "shop")
    with served(tmp_path / "shop") as client:
        told = client.get("/api/home").json()
        assert [(one["code"], one["grade"]) for one in told["matters"]] == [("nothing_loaded", "act")]
        assert (told["subjects"], told["stock"]["loads"]) == (0, 0)
        assert client.get("/api/search", params={"q": "shelf"}).json() == []


def test_what_was_loaded_has_to_be_computed_and_mapped(tmp_path: Path) -> None:
    shop = loaded(tmp_path / "shop")
    with served(tmp_path / "shop") as client:
        assert codes(client) == ["never_computed", "quarantine"]
        shop.refresh()
        assert codes(client) == ["no_map", "quarantine"]
        (tmp_path / "more.csv").write_text(visits(3, first=900), encoding="utf-8")
        shop.load(tmp_path / "more.csv", mapping="visits")
        told = client.get("/api/home").json()
        assert (told["is_stale"], told["matters"][0]["code"]) == (True, "stale_tables")
        waits = next(one for one in told["matters"] if one["code"] == "quarantine")
        assert (waits["figure"]["value"], waits["place"]["kind"]) == (2, "quarantine")


def test_hotspots_and_chances_are_told_with_their_numbers_and_places(tmp_path: Path) -> None:
    shop = drawn(tmp_path / "shop")
    planned = with_plans(shop, status="draft")
    with served(tmp_path / "shop") as client:
        told = client.get("/api/home").json()
        assert [one["code"] for one in told["matters"]] == [
            "hotspot",
            "quarantine",
            "not_published",
            "opportunity",
        ]
        hot = told["matters"][0]
        assert hot["place"] == {"kind": "step", "key": planned.key, "part": told["hotspots"][0]["step"]}
        assert "70 % leave here for good" in hot["says"]
        assert [(one["title"], one["value"]) for one in told["opportunities"]] == [
            ("Open earlier", 80.0),
            ("Shorter queue", 20.0),
        ]
        assert told["to_check"] == []


def test_a_published_map_is_checked_as_a_job_and_its_figures_are_kept(tmp_path: Path) -> None:
    shop = drawn(tmp_path / "shop")
    planned = with_plans(shop, status="published")
    with served(tmp_path / "shop") as client:
        told = client.get("/api/home").json()
        assert told["to_check"] == [planned.key]
        assert "standing" not in told["maps"][0]
        place = client.post("/api/jobs", json={"check_of": planned.key}).headers["location"]
        job = ended(client, place)
        assert job["state"] == "done", job
        told = client.get("/api/home").json()
        standing = told["maps"][0]["standing"]
        assert told["to_check"] == []
        assert standing["interactions"]["share"] == _share(client, job["answer"])
        assert {"review_overdue", "hotspot"} <= {one["code"] for one in told["matters"]}
        fidelity = next(one for one in told["matters"] if one["code"] == "fidelity")
        assert fidelity["figure"]["n"] == standing["interactions"]["n"]
    with served(tmp_path / "shop") as again:
        assert again.get("/api/home").json()["maps"] == told["maps"]
        shop.revisions(planned.key).review()
        assert again.get("/api/home").json()["to_check"] == [planned.key]
        missing = again.post("/api/jobs", json={"check_of": "nothing"})
        assert (missing.status_code, "no map" in missing.json()["detail"]) == (404, True)
        assert again.post("/api/jobs", json={"check_of": "../x"}).status_code == 400


def _share(client: Client, answer: str) -> float:
    return float(client.get(answer).json()["truth"]["interactions"]["share"])


def test_everything_is_found_by_its_name(tmp_path: Path) -> None:
    drawn(tmp_path / "shop")
    paid: dict[str, Any] = {
        "key": "paid",
        "title": "Shelf lovers",
        "rule": {"by": "did", "touchpoint": "Till"},
    }
    with served(tmp_path / "shop") as client:
        assert client.put("/api/segments/paid", json=paid).status_code == 200
        found = client.get("/api/search", params={"q": "shelf"}).json()
        assert {one["kind"] for one in found} == {"map", "segment", "step", "touchpoint"}
        assert found[0]["kind"] == "map"
        (person, *_) = client.get("/api/search", params={"q": "who-59"}).json()
        assert (person["kind"], person["name"], person["detail"]) == ("person", "wh•••59", "user")
        assert [
            one["key"]
            for one in client.get("/api/search", params={"q": ARABIC}).json()
            if one["kind"] == "touchpoint"
        ] == [ARABIC]
        assert client.get("/api/search", params={"q": "  "}).json() == []
        assert client.get("/api/search").status_code == 400
