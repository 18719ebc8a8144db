"""Sources over HTTP: how much came of each, what was set aside, taken in after all, and what no map shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.copying import copied
from tests.server.companies import LONG, Client, changed, drawn, ended, loaded, served, started

INVENTORY = """
kind: touchpoints
schema_version: 1
key: default
touchpoints:
  - {name: Shelf, channel: website, ownership: owned, owner: Mia}
  - {name: Window of the shop, channel: in_person}
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with a map, of which one row was set aside."""
    folder = tmp_path_factory.mktemp("sources") / "shop"
    mine = drawn(folder)
    (folder / "inventory.yaml").write_text(INVENTORY, encoding="utf-8")
    mine.apply(folder / "inventory.yaml")
    return folder


@pytest.fixture
def shop(company: Path, tmp_path: Path) -> Iterator[Client]:
    """The API of a shop of its own for each test."""
    with served(copied(company, tmp_path / "company")) as client:
        yield client


def test_a_source_says_how_much_came_of_it_and_how_new_it_is(shop: Client) -> None:
    (source,) = shop.get("/api/sources").json()
    assert (source["name"], source["mappings"], source["loads"]) == ("shop", ["visits"], 1)
    assert source["read"] == source["loaded"] + source["duplicates"] + source["changed"] + source["waiting"]
    assert (source["waiting"], source["people"]) == (1, 60)
    assert source["interactions"] == source["loaded"]
    assert source["first_at_us"] < source["last_at_us"] < source["last_loaded_at_us"]


def test_the_tables_say_whether_they_tell_of_the_facts_as_they_are(shop: Client) -> None:
    found = shop.get("/api/freshness").json()
    assert (found["is_stale"], found["loads"]) == (False, 1)


def test_a_workspace_without_tables_still_tells_its_sources(tmp_path: Path) -> None:
    loaded(tmp_path / "shop")
    with served(tmp_path / "shop") as client:
        assert client.get("/api/freshness").json()["is_stale"] is True
        (source,) = client.get("/api/sources").json()
        assert (source["people"], source["last_at_us"], source["waiting"]) == (0, None, 1)
        refused = client.get("/api/touchpoints")
        assert (refused.status_code, "refresh" in refused.json()["detail"]) == (400, True)


def test_touchpoints_are_counted_and_found_on_the_maps_and_those_nobody_measures_are_named(
    shop: Client,
) -> None:
    found = shop.get("/api/touchpoints").json()
    by_name = {each["touchpoint"]: each for each in found["touchpoints"]}
    shelf = by_name["Shelf"]
    assert (shelf["interactions"], shelf["people"], shelf["owner"]) == (60, 60, "Mia")
    assert (shelf["by_customer"], shelf["by_organisation"], shelf["scored"]) == (60, 0, 0)
    assert shelf["places"][0]["map"] == "current"
    assert by_name["Till"]["people"] == 40
    assert by_name[LONG]["interactions"] == 40
    window = by_name["Window of the shop"]
    assert (window["interactions"], window["first_at_us"], window["places"]) == (0, None, [])
    measured = [each for each in found["touchpoints"] if each["interactions"]]
    assert found["measured"] == len(measured)
    assert found["on_a_map"] == sum(bool(each["places"]) for each in measured)
    assert found["unmeasured"] == len(found["touchpoints"]) - len(measured)
    assert found["interactions"] == sum(each["interactions"] for each in measured)
    assert found["scored"] == 1


def test_what_was_set_aside_is_looked_at_its_mapping_mended_and_it_is_taken_in(shop: Client) -> None:
    (load,) = shop.get("/api/loads").json()
    assert (load["file"], load["waiting"], load["state"]) == ("visits.csv", 1, "live")
    assert "/" not in load["file"]
    (reason,) = shop.get("/api/quarantine/reasons").json()
    assert (reason["load"], reason["rows"], reason["first_line"]) == (1, 1, 2)
    (row,) = shop.get("/api/loads/1/quarantine").json()
    assert "not a time" in row["raw"]
    assert row["cells"]["who"] == "•••"
    (seen,) = shop.get("/api/loads/1/quarantine", params={"unmasked": True}).json()
    assert seen["cells"]["who"] == "who-0"
    (noted, *_) = shop.get("/api/disclosures").json()
    assert (noted["what"], noted["subjects"], noted["shown"]) == ("quarantine", [], ["load 1", "who"])

    mapping = shop.get("/api/mappings/visits").json()["mapping"]
    still = shop.post("/api/loads/1/quarantine/preview", json={"mapping": mapping}).json()
    assert still["preview"]["accepted"] == 0
    mapping["interactions"][0]["time"] = {"of": "{when}", "format": "order_only"}
    mended = shop.post("/api/loads/1/quarantine/preview", json={"mapping": mapping}).json()
    assert (mended["preview"]["accepted"], mended["preview"]["quarantined"]) == (1, 0)
    assert shop.get("/api/loads/1/quarantine").json() == [row], "trying keeps nothing"

    (nothing,) = changed(shop, "/api/quarantine/replay", load=1)["replayed"]
    assert (nothing["as_load"], nothing["still_set_aside"]) == (None, 1)
    assert shop.put("/api/mappings/visits", json=mapping).json()["revision"] == 2
    (done,) = changed(shop, "/api/quarantine/replay", load=1)["replayed"]
    assert (done["loaded"], done["still_set_aside"], done["file"]) == (1, 0, "visits.csv")
    replay, origin = shop.get("/api/loads").json()
    assert (replay["replay_of"], origin["waiting"], replay["file"]) == (1, 0, "visits.csv")
    nowhere = shop.post("/api/loads/1/quarantine/preview", json={"mapping": mapping})
    assert (nowhere.status_code, "quarantine" in nowhere.json()["detail"]) == (400, True)


def test_a_load_is_withdrawn_with_what_was_replayed_of_it(shop: Client) -> None:
    mapping = shop.get("/api/mappings/visits").json()["mapping"]
    mapping["interactions"][0]["time"] = {"of": "{when}", "format": "order_only"}
    shop.put("/api/mappings/visits", json=mapping)
    changed(shop, "/api/quarantine/replay", load=1)
    assert shop.post("/api/loads/99/withdraw", json={}).status_code == 404
    assert shop.post("/api/quarantine/replay", json={"load": 99}).status_code == 404
    assert sorted(changed(shop, "/api/loads/1/withdraw")["withdrawn"]) == [1, 2]
    again = ended(shop, started(shop, "/api/loads/1/withdraw"))
    assert (again["state"], "withdrawn" in again["detail"]) == ("failed", True)
    assert [each["state"] for each in shop.get("/api/loads").json()] == ["withdrawn", "withdrawn"]
    assert shop.get("/api/sources").json() == []
    assert shop.get("/api/freshness").json()["is_stale"] is True
