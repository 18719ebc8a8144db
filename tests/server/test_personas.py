"""Personas over HTTP: kept with the size of their segment, listed with their maps, told in figures."""

import io
from pathlib import Path
from typing import Any

from PIL import Image
from tests.server.companies import drawn, ended, served

BUYERS: dict[str, Any] = {"key": "buyers", "title": "Buyers", "rule": {"by": "did", "touchpoint": "Till"}}
MEN: dict[str, Any] = {
    "key": "bo",
    "name": "Bo the buyer",
    "segment": "buyers",
    "quote": "Where is the till?",
}


def test_a_persona_is_kept_and_told_in_figures(tmp_path: Path) -> None:
    shop = drawn(tmp_path / "shop")
    with served(tmp_path / "shop") as client:
        assert client.get("/api/personas").json() == []
        unknown = client.put("/api/personas/bo", json=MEN)
        assert (unknown.status_code, "no segment" in unknown.json()["detail"]) == (404, True)
        assert client.put("/api/segments/buyers", json=BUYERS).status_code == 200
        assert client.put("/api/personas/bo?onto=0", json=MEN).json() == {"key": "bo", "revision": 1}
        assert client.put("/api/personas/bo?onto=0", json=MEN | {"name": "B"}).status_code == 409
        shop.fill_for(shop.catalog.documents("map")[0].key, "bo")

        (entry,) = client.get("/api/personas").json()
        assert (entry["persona"]["size"], round(entry["persona"]["size_share"], 2)) == (40, 0.67)
        assert (entry["segment_title"], len(entry["maps"])) == ("Buyers", 1)
        assert entry["sentence"].startswith("People who had at least 1 interaction")

        told = client.get("/api/personas/bo/figures").json()
        job = ended(client, client.post("/api/jobs", json={"figures_of": "bo"}).headers["location"])
        assert client.get(job["answer"]).json() == told
        assert (told["people"], told["of"], told["with_journeys"]) == (40, 60, 40)
        assert (told["feeling"]["mean"], told["feeling"]["n"]) == (-1.5, 40)
        assert told["feeling"]["low"] < -1.5 < told["feeling"]["high"]
        assert (told["conversion"]["share"], told["conversion"]["n"]) == (1.0, 40)
        assert told["conversion"]["says"] == "entered the stage “Buying”"
        assert [(one["subjects"], one["share"]) for one in told["touchpoints"]] == [(40, 1.0)] * 5


def test_a_persona_has_a_picture_that_is_there_and_is_shown_as_one(tmp_path: Path) -> None:
    drawn(tmp_path / "shop")
    face = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(face, "png")
    with served(tmp_path / "shop") as client:
        sent = {"Content-Type": "application/octet-stream", "X-Desirepath": "upload"}
        name = client.post("/api/attachments", content=face.getvalue(), headers=sent).json()["name"]
        ana = {"key": "ana", "name": "Ana", "image": name, "demographics": {"age": "25–54"}}
        assert client.put("/api/personas/ana", json=ana).status_code == 200
        (entry,) = client.get("/api/personas").json()
        assert {key: entry["persona"][key] for key in ana} == ana
        shown = client.get(f"/api/attachments/{entry['persona']['image']}")
        assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
        assert "is_picture_missing" not in entry
        assert client.put("/api/personas/ana", json=ana | {"image": "face.png"}).status_code == 200
        assert [one["is_picture_missing"] for one in client.get("/api/personas").json()] == [True]
        lost = client.put("/api/personas/ana", json=ana | {"image": "0" * 64 + ".png"})
        assert (lost.status_code, "picture" in lost.json()["detail"]) == (404, True)


def test_what_is_no_persona_is_refused_at_its_place(tmp_path: Path) -> None:
    drawn(tmp_path / "shop")
    with served(tmp_path / "shop") as client:
        for body, words in (
            ({"key": "bo"}, 'the field "name" is missing'),
            ({"key": "bo", "name": 3}, "name: expected a text"),
            ({"key": "bo", "name": "Bo", "goal": []}, 'unknown field "goal"'),
            ({"key": "other", "name": "Bo"}, 'the key is "other" here'),
        ):
            reply = client.put("/api/personas/bo", json=body)
            assert (reply.status_code, words in reply.json()["detail"]) == (400, True), reply.text
        assert client.put("/api/personas/bo", json={"key": "bo", "name": "Bo"}).status_code == 200
        bare = client.get("/api/personas/bo/figures")
        assert (bare.status_code, "has no segment" in bare.json()["detail"]) == (400, True)
        assert client.get("/api/personas/nobody/figures").status_code == 404
        assert client.post("/api/jobs", json={"figures_of": "nobody"}).status_code == 404
