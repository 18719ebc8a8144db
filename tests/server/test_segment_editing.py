"""Segments written over HTTP: judged as they are typed, kept, overtaken, retired; the names there are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.server.companies import ARABIC, Client, drawn, served

PAID: dict[str, Any] = {"key": "paid", "title": "Paid", "rule": {"by": "did", "touchpoint": "Till"}}


@pytest.fixture(scope="module")
def till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The API of a shop without segments."""
    folder = tmp_path_factory.mktemp("editing") / "shop"
    drawn(folder)
    with served(folder) as client:
        yield client


def tried(client: Client, rule: dict[str, Any], **more: Any) -> dict[str, Any]:
    reply = client.post(
        "/api/segments/check", json={"segment": {"key": "new", "title": "N", "rule": rule} | more}
    )
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def test_a_rule_says_as_it_is_typed_whom_it_means(till: Client) -> None:
    told = tried(till, {"by": "not", "of": PAID["rule"]})
    assert (told["problems"], told["means"]["count"], len(told["means"]["sample"])) == ([], 20, 5)
    assert told["sentence"].startswith("People who are not people who had")


@pytest.mark.parametrize(
    ("rule", "path", "guess"),
    [
        ({"by": "did", "touchpoint": "Tilll"}, ["rule", "touchpoint"], "Till"),
        ({"by": "did", "channel": ["website", "webstie"]}, ["rule", "channel"], "website"),
        ({"by": "stage", "stage": "purchse"}, ["rule", "stage"], "purchase"),
        ({"by": "trait", "name": "plan", "value": "pro"}, ["rule"], None),
        (
            {"by": "did", "where": [{"field": "score", "op": "greater", "value": "x"}]},
            ["rule", "where", 0, "value"],
            None,
        ),
        ({"by": "did", "at_least": -1}, ["rule", "at_least"], None),
        ({"by": "path", "pattern": "Shelf ->"}, ["rule", "pattern"], None),
        ({"by": "segment", "key": "nobody"}, ["rule", "key"], None),
        ({"by": "did", "touchpiont": "Till"}, ["rule", "touchpiont"], None),
        ({"by": "dont"}, ["rule", "by"], None),
        ({"by": "all", "of": []}, ["rule", "of"], None),
    ],
)
def test_what_is_wrong_is_said_at_its_place(
    till: Client, rule: dict[str, Any], path: list[Any], guess: str | None
) -> None:
    problem, *_ = tried(till, rule)["problems"]
    assert problem["path"] == path, problem
    assert problem.get("guess") == guess
    assert len(problem["says"]) > 10


def test_every_misfit_of_a_rule_is_said_at_once(till: Client) -> None:
    rule = {
        "by": "all",
        "of": [{"by": "did", "touchpoint": "Tlil"}, PAID["rule"], {"by": "did", "action": "payed"}],
    }
    found = tried(till, rule)["problems"]
    assert [(one["path"], one["guess"]) for one in found] == [
        (["rule", "of", 0, "touchpoint"], "Till"),
        (["rule", "of", 2, "action"], "paid"),
    ]


def test_a_segment_is_kept_overtaken_and_retired(tmp_path: Path) -> None:
    drawn(tmp_path / "shop")
    with served(tmp_path / "shop") as client:
        assert client.put("/api/segments/paid?onto=0", json=PAID).json() == {"key": "paid", "revision": 1}
        renamed = PAID | {"title": "Came to the till"}
        assert client.put("/api/segments/paid?onto=1", json=renamed).json()["revision"] == 2
        stale = client.put("/api/segments/paid?onto=1", json=PAID | {"title": "Somebody else's"})
        assert (stale.status_code, "revision 2 by now" in stale.json()["detail"]) == (409, True)
        other = client.put("/api/segments/payed", json=PAID)
        assert (other.status_code, other.json()["problems"][0]["path"]) == (400, ["key"])
        wrong = client.put("/api/segments/paid", json=PAID | {"rule": {"by": "did", "touchpoint": "Tilll"}})
        assert (wrong.status_code, wrong.json()["problems"][0]["guess"]) == (400, "Till")
        made_of = {"key": "more", "title": "More", "rule": {"by": "segment", "key": "paid"}}
        assert client.put("/api/segments/more", json=made_of).status_code == 200
        listed = {one["key"]: one.get("used_by", []) for one in client.get("/api/segments").json()}
        assert listed == {"paid": ["segment “More”"], "more": []}
        circle = PAID | {"rule": {"by": "segment", "key": "more"}}
        assert "made of each other" in client.put("/api/segments/paid", json=circle).json()["detail"]

        assert client.delete("/api/segments/paid").status_code == 200
        assert [one["key"] for one in client.get("/api/segments").json()] == ["more"]
        assert client.get("/api/segments/more/members").json()["count"] == 40
        assert [one["key"] for one in client.get("/api/vocabulary").json()["segments"]] == ["more"]
        assert client.put("/api/segments/paid", json=PAID).json()["revision"] == 4
        assert client.delete("/api/segments/nobody").status_code == 404


def test_the_names_that_a_rule_may_use_are_told(till: Client) -> None:
    names = till.get("/api/vocabulary").json()
    assert names["channels"] == ["website"]
    assert ARABIC in names["touchpoints"]
    assert names["surveys"] == ["<script>alert(1)</script>"]
    assert [one["name"] for one in names["stages"]] == ["Looking around", "Buying"]
    assert {one["name"] for one in names["fields"]} >= {"value", "score"}


@pytest.mark.parametrize("depth", [50, 400, 800])
def test_a_rule_that_nests_too_deep_is_refused_everywhere(till: Client, depth: int) -> None:
    rule: dict[str, Any] = {"by": "did"}
    for _ in range(depth):
        rule = {"by": "not", "of": rule}
    deep = PAID | {"rule": rule}
    about = {"question": {"measure": "paths"}, "segment": deep}
    for reply in (
        till.put("/api/segments/paid", json=deep),
        till.post("/api/segments/members", json={"members_of": deep}),
        till.post("/api/answers", json=about),
    ):
        assert (reply.status_code, "deep" in reply.json()["detail"]) == (400, True), reply.text[:300]
    assert "too deep" in tried(till, rule)["problems"][0]["says"]


@pytest.mark.parametrize("body", [{}, {"segment": 3}, {"segment": {}, "x": 1}, []])
def test_a_check_of_no_document_is_refused(till: Client, body: Any) -> None:
    reply = till.post("/api/segments/check", json=body)
    assert (reply.status_code, reply.headers["content-type"]) == (400, "application/problem+json"), reply.text
