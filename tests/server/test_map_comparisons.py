"""Two maps compared, a map's opportunities and the atlas, over HTTP."""

import pytest
from tests.server.companies import Client


def test_a_map_is_compared_with_another_as_data(shop: Client) -> None:
    found = shop.get("/api/maps/current/comparison/current@1").json()
    assert found["summary"] == "The same steps and cards."
    assert {column["state"] for column in found["columns"]} == {"same"}
    figure = found["columns"][0]["figures"][0]
    assert figure["difference"] == 0


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/api/maps/current/comparison/current/picture", "image/svg+xml"),
        ("/api/maps/current/comparison/current/picture?mode=stacked&theme=dark", "image/svg+xml"),
        ("/api/maps/current/comparison/current/picture?mode=table&format=html", "text/html; charset=utf-8"),
        ("/api/maps/current/comparison/current/picture?format=png", "image/png"),
        ("/api/maps/current/matrix", "image/svg+xml"),
        ("/api/maps/current/matrix?format=html", "text/html; charset=utf-8"),
        ("/api/atlas/picture", "image/svg+xml"),
        ("/api/atlas/picture?format=png&theme=dark&scale=0.5", "image/png"),
    ],
)
def test_pictures_are_drawn_in_the_form_asked_for(shop: Client, address: str, kind: str) -> None:
    answer = shop.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.content[:4] in {b"<svg", b"\x89PNG", b"<!do"}


def test_the_atlas_is_data_too(shop: Client) -> None:
    entries = shop.get("/api/atlas").json()["entries"]
    assert [(entry["key"], entry["state"]) for entry in entries] == [("current", "told")]


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/api/maps/current/comparison/curent", 404, "Did you mean"),
        ("/api/maps/nope.yaml/comparison/current", 404, "nope.yaml"),
        ("/api/maps/current/comparison/current@soon", 400, "Name a revision"),
        (f"/api/maps/current@{'9' * 5_000}/comparison/current", 400, "Name a revision"),
        ("/api/maps/current/comparison/current/picture?mode=table", 400, "written as .html"),
        ("/api/maps/current/comparison/current/picture?mode=beside", 400, "mode"),
        ("/api/atlas/picture?form=png", 400, "form"),
        ("/api/atlas/picture?scale=9", 400, "scale: expected"),
        ("/api/atlas/picture?scale=nan", 400, "scale: expected"),
        ("/api/maps/current/matrix?language=klingon please", 400, "language: expected"),
    ],
)
def test_what_cannot_be_compared_says_why(shop: Client, address: str, status: int, says: str) -> None:
    answer = shop.get(address)
    assert answer.status_code == status
    assert says in answer.text


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/api/maps/current/picture", "IST-ZUSTAND"),
        ("/api/maps/current/comparison/current/picture", "Dieselben Schritte"),
        ("/api/maps/current/comparison/current/picture?mode=table&format=html", "Dieselben Schritte"),
        ("/api/maps/current/matrix", "Aufwand"),
        ("/api/atlas/picture", "Karten"),
    ],
)
def test_pictures_are_said_in_the_language_asked_for(shop: Client, address: str, says: str) -> None:
    assert says not in shop.get(address).text
    assert says in shop.get(f"{address}{'&' if '?' in address else '?'}language=de-AT").text


def test_a_png_has_the_pixels_asked_for(shop: Client) -> None:
    def width(scale: float) -> int:
        made = shop.get(f"/api/maps/current/files/png?scale={scale}").content
        return int.from_bytes(made[16:20], "big")

    assert width(1.5) == 3 * width(0.5)
