"""Maps over HTTP as files, and to and from other tools."""

import pytest
from tests.server.companies import Client

BEGINNINGS = {
    "svg": b"<svg",
    "png": b"\x89PNG",
    "html": b"<!doctype html>",
    "pdf": b"%PDF",
    "xlsx": b"PK",
    "pptx": b"PK",
}


@pytest.mark.parametrize("form", BEGINNINGS)
def test_a_map_is_downloaded_in_every_form(shop: Client, form: str) -> None:
    answer = shop.get(f"/api/maps/current/files/{form}")
    assert (answer.status_code, answer.content.startswith(BEGINNINGS[form])) == (200, True)
    assert answer.headers["content-type"].count("charset") <= 1
    assert answer.headers["content-disposition"] == f'attachment; filename="current.{form}"'


def test_a_map_goes_out_as_mermaid_and_comes_in_again(shop: Client) -> None:
    out = shop.get("/api/maps/current/texts/mermaid").json()
    assert any("pieces of evidence" in line for line in out["dropped"])
    told = shop.post("/api/maps/copy/import", json={"text": out["text"], "ending": ".mmd"}).json()
    assert (told["key"], told["remarks"]) == ("copy", [])
    assert told["steps"] == sum(
        len(stage["steps"]) for stage in shop.get("/api/maps/current").json()["stages"]
    )


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("files/docx", 404, "no form of a map's file"),
        ("files/pdf?page=a9", 400, "page"),
        ("files/svg?layers=nots", 404, 'Did you mean "notes"'),
        ("files/svg?layer_set=mine", 404, 'no set of layers on this map "mine"'),
        ("files/svg?lang=nb", 400, 'Did you mean "language"'),
        ("texts/mermade", 404, 'Did you mean "mermaid"'),
    ],
)
def test_a_form_that_is_not_there_is_said(shop: Client, address: str, status: int, says: str) -> None:
    answer = shop.get(f"/api/maps/current/{address}")
    assert (answer.status_code, says in answer.json()["detail"]) == (status, True)


def test_a_text_that_is_no_map_is_refused(shop: Client) -> None:
    bad = {"text": "flowchart TD", "ending": ".mmd"}
    assert "line 1" in shop.post("/api/maps/x/import", json=bad).json()["detail"]
    assert shop.post("/api/maps/Not A Key/import", json=bad | {"text": "journey"}).status_code == 400


def test_a_text_may_be_as_long_as_is_said_and_no_longer(shop: Client) -> None:
    table = "stage,step,lane,text\nBuy,Pays,Actions,Pays by card\n"
    told = shop.post("/api/maps/long/import", json={"text": table + "\n" * 900_000, "ending": ".csv"})
    assert (told.status_code, told.json()["steps"]) == (200, 1)
    longer = shop.post("/api/maps/long/import", json={"text": table + "x" * 1_000_000, "ending": ".csv"})
    assert (longer.status_code, "1000000" in longer.json()["detail"]) == (400, True)


def test_a_picture_tells_its_revision_and_the_ways_people_take(shop: Client) -> None:
    assert " r1 " in shop.get("/api/maps/current/picture").text.replace("·", " ").replace(">", " ")
    plain, real = (shop.get(f"/api/maps/current/picture?reality={on}").text for on in ("false", "true"))
    assert "Ways onward" not in plain
    assert len(real) >= len(plain)
