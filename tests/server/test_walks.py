"""Walks over HTTP: what was met at a step is evidence on the map; photos are pictures and nothing else."""

import struct
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from tests.server.companies import Client, drawn, served

BYTES = {"Content-Type": "application/octet-stream", "X-Desirepath": "upload"}


def chunk(name: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


HEAD = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
TAIL = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
PNG = HEAD + TAIL


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The API of a shop with a map, to walk through."""
    folder = tmp_path_factory.mktemp("walks") / "shop"
    drawn(folder)
    with served(folder) as client:
        yield client


def steps_of(shop: Client) -> list[str]:
    """The steps of the map, from left to right."""
    return [step["id"] for stage in drawn_map(shop)["stages"] for step in stage["steps"]]


def drawn_map(shop: Client) -> Any:
    """The map as it is."""
    return shop.get("/api/maps/current").json()


def cards_at(shop: Client, step: str, role: str) -> list[Any]:
    """The cards of the lanes of a role at a step."""
    lanes = [lane for lane in drawn_map(shop)["lanes"] if lane["role"] == role]
    return [card for lane in lanes for card in lane.get("cards", []) if card["step"] == step]


def test_what_is_met_on_a_walk_stands_on_the_map_with_who_and_when(shop: Client) -> None:
    step = steps_of(shop)[0]
    photo = shop.post("/api/attachments", content=PNG, headers=BYTES).json()
    begun = shop.post(
        "/api/maps/current/walks", json={"id": "walk-1", "who": "Ana", "at": "2025-07-01T10:00:00Z"}
    ).json()
    assert (begun["who"], begun["date"]) == ("Ana", "2025-07-01")
    place = f"/api/maps/current/walks/walk-1/steps/{step}"
    said = {
        "outcome": "blocked",
        "note": "The till is <closed>, mail ana@shop.example",
        "at": "2025-07-01T10:05:00Z",
    }
    met = shop.put(place, json={**said, "media": [photo["name"]]}).json()
    assert "ana@shop.example" not in met["note"]
    (card,) = [card for card in cards_at(shop, step, "obstacles") if card["text"] == met["note"]]
    (seen,) = card["evidence"]
    assert (seen["kind"], seen["collected_at"], card["severity"]) == (
        "observation",
        "2025-07-01T10:05:00Z",
        3,
    )
    assert seen["provenance"]["extracted_by_name"] == "Ana"
    assert seen["provenance"]["checksum"] == photo["name"].partition(".")[0]
    assert (card["status"], shop.get("/api/maps/current/walks").json()[0]["results"]) == ("observed", [met])


def test_what_is_sent_twice_counts_once_and_another_word_replaces_the_first(shop: Client) -> None:
    step = steps_of(shop)[1]
    for _ in range(2):
        shop.post("/api/maps/current/walks", json={"id": "walk-2", "who": "Bo"})
        shop.put(f"/api/maps/current/walks/walk-2/steps/{step}", json={"outcome": "friction", "note": "Slow"})
    assert [card["text"] for card in cards_at(shop, step, "obstacles")].count("Slow") == 1
    shop.put(f"/api/maps/current/walks/walk-2/steps/{step}", json={"outcome": "pass"})
    assert "Slow" not in [card["text"] for card in cards_at(shop, step, "obstacles")]
    seen = [piece for card in cards_at(shop, step, "actions") for piece in card.get("evidence", [])]
    assert [piece["text"] for piece in seen if piece["kind"] == "observation"] == [
        "Went through without trouble"
    ]


def test_a_walk_names_what_is_there(shop: Client) -> None:
    step = steps_of(shop)[0]
    assert shop.get("/api/maps/none/walks").status_code == 404
    put = "/api/maps/current/walks/walk-9/steps"
    assert shop.put(f"{put}/{step}", json={"outcome": "pass"}).status_code == 404
    shop.post("/api/maps/current/walks", json={"id": "walk-9", "who": "Cy"})
    assert shop.put(f"{put}/nowhere", json={"outcome": "pass"}).status_code == 404
    assert shop.put(f"{put}/{step}", json={"outcome": "hated it"}).status_code == 400
    assert (
        shop.put(f"{put}/{step}", json={"outcome": "pass", "media": ["a" * 64 + ".png"]}).status_code == 404
    )
    assert shop.put(f"{put}/{step}", json={"outcome": "pass", "at": "yesterday"}).status_code == 400
    assert shop.post("/api/maps/current/walks", json={"id": "../x", "who": "Cy"}).status_code == 400


def test_a_picture_comes_back_as_a_picture_and_nothing_else_is_one(shop: Client) -> None:
    kept = shop.post("/api/attachments", content=PNG, headers=BYTES).json()
    again = shop.get(f"/api/attachments/{kept['name']}")
    assert (again.content, again.headers["content-type"]) == (PNG, "image/png")
    assert again.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in again.headers["content-security-policy"]
    telling = HEAD + chunk(b"tEXt", b"Comment\0taken at 59.91 N, 10.75 E") + TAIL
    assert shop.post("/api/attachments", content=telling, headers=BYTES).json() == kept
    cut = shop.post("/api/attachments", content=PNG[:-6], headers=BYTES)
    assert (cut.status_code, "where it was taken" in cut.json()["detail"]) == (400, True)
    for content in (b"<svg onload='alert(1)'/>", b"GIF89a", b"", b"<html>", b"%PDF-1.7"):
        assert shop.post("/api/attachments", content=content, headers=BYTES).status_code == 400
    assert shop.post("/api/attachments", content=PNG).status_code == 415
    assert shop.post(
        "/api/attachments", content=b"\xff\xd8\xff" + b"0" * 12_000_000, headers=BYTES
    ).status_code in (400, 413)
    for name in ("..", "%2e%2e%2fworkspace.yaml", "a.png", "0" * 64 + ".svg"):
        assert shop.get(f"/api/attachments/{name}").status_code == 404
