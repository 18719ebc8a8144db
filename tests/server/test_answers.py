"""What the API answers about a shop whose figures are known."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from tests.server.companies import ARABIC, LONG, SCRIPT, Client

from desirepath import workspace

NEEDED = {
    "funnel": {"steps": "Shelf"},
    "stages": {"lens": "stage", "stages": "little"},
    "durations": {"start": "Shelf", "end": "Till"},
    "fidelity": {"edges": "Shelf > Till"},
}


def test_the_summary_counts_what_is_there(shop: Client) -> None:
    told = shop.get("/api/summary").json()
    assert {name: told[name] for name in ("noun", "loads", "subjects", "interactions", "generation")} == {
        "noun": "person", "loads": 1, "subjects": 60, "interactions": 220, "generation": 1
    }  # fmt: skip
    assert told["maps"] == ["current"]


def test_a_workspace_made_anew_in_the_same_place_is_another(tmp_path: Path) -> None:
    def made() -> str:
        return str(workspace.create(tmp_path / "shop").summary()["id"])

    first = made()
    assert workspace.open(tmp_path / "shop").id == first
    (tmp_path / "shop").rename(tmp_path / "old")
    assert made() != first


def test_the_ledger_balances(shop: Client) -> None:
    (load,) = shop.get("/api/ledger").json()
    ledger = load["ledger"]
    assert (ledger["read"], ledger["loaded"], ledger["quarantined"]) == (221, 220, 1)
    assert ledger["read"] == sum(ledger[name] for name in ("loaded", "duplicates", "changed", "quarantined"))


def test_the_quarantine_says_why_and_shows_no_row(shop: Client) -> None:
    (reason,) = shop.get("/api/quarantine").json()
    assert (reason["rows"], reason["first_line"]) == (1, 2)
    assert "not a time" in reason["reason"]


def test_a_funnel_over_http_counts_people(shop: Client) -> None:
    answer = shop.get("/api/measures/funnel", params={"steps": f"Shelf > {ARABIC} | {LONG} > Till"}).json()
    assert [row["journeys"] for row in answer["rows"]] == [60, 40, 40]
    assert answer["subjects"] == 60
    assert answer["question"]["measure"] == "funnel"


def test_every_measure_answers_with_its_question_and_rows(shop: Client) -> None:
    for entry in shop.get("/api/measures").json():
        reply = shop.get(f"/api/measures/{entry['name']}", params=NEEDED.get(entry["name"], {}))
        assert reply.status_code == 200, reply.text
        assert reply.json()["rows"] or entry["name"] == "waits", entry["name"]  # nobody is answered
        assert reply.json()["question"]["measure"] == entry["name"]


def test_the_list_of_measures_tells_what_is_left_out(shop: Client) -> None:
    measures = {entry["name"]: entry for entry in shop.get("/api/measures").json()}
    assert measures["transitions"]["options"]["split"] == {"by": "whole_life", "quiet_days": 30.0}
    assert measures["funnel"]["required"] == ["steps"]
    assert all(entry["about"].endswith(".") for entry in measures.values())


def test_a_question_may_be_asked_as_things_stood(shop: Client) -> None:
    def journeys(**asked: str) -> int:
        return int(shop.get("/api/measures/paths", params=asked).json()["journeys"])

    assert 0 < journeys(as_of="2025-01-31") < journeys() == 60


def test_a_map_comes_as_document_texts_picture_and_page(shop: Client) -> None:
    document = shop.get("/api/maps/current").json()
    texts = shop.get("/api/maps/current/texts").json()
    pointed = {
        piece["interaction_id"]
        for lane in document["lanes"] for card in lane.get("cards", []) for piece in card["evidence"]
        if "interaction_id" in piece
    }  # fmt: skip
    assert set(texts) == pointed
    light, dark = (shop.get(f"/api/maps/current/picture?theme={theme}") for theme in ("light", "dark"))
    assert light.headers["content-type"].startswith("image/svg+xml")
    assert light.text != dark.text
    assert shop.get("/api/maps/current/page").text.startswith("<!doctype html>")


def test_texts_from_outside_are_never_markup(shop: Client) -> None:
    picture, page = shop.get("/api/maps/current/picture").text, shop.get("/api/maps/current/page").text
    assert SCRIPT not in picture
    assert SCRIPT not in page
    root = ET.fromstring(picture)  # noqa: S314  (our own picture)
    assert not [each for each in root.iter() if each.tag.endswith("script")]


def test_the_page_brings_all_it_needs(shop: Client) -> None:
    page = shop.get("/")
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert page.headers["cache-control"] == "no-cache"
    assets = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(assets) >= 4
    for asset in assets:
        assert shop.get(asset).status_code == 200
    assert "//" not in page.text.replace("<!doctype", "")


def test_every_address_of_the_app_gives_its_page_and_none_of_the_api_does(shop: Client) -> None:
    page = shop.get("/").text
    assert [
        shop.get(each).text == page for each in ("/maps/current", "/people/a.b", "/explore/flow?x=1")
    ] == [True] * 3
    for missing in ("/api/nothing", "/assets/nothing.js", "/favicon.ico"):
        assert shop.get(missing).status_code == 404


def test_the_openapi_document_names_and_describes_every_operation(shop: Client) -> None:
    document = shop.get("/api/openapi").json()
    operations = [one for path in document["paths"].values() for one in path.values()]
    names = [one["operationId"] for one in operations]
    assert len(names) == len(set(names)) > 50
    assert all(one["summary"] and one["description"] for one in operations)
    parameters = [each for one in operations for each in one.get("parameters", [])]
    assert [
        each["name"] for each in parameters if each["in"] == "query" and not each.get("description")
    ] == []
