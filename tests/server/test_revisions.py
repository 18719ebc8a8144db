"""Editing maps over HTTP: two tabs, one map, and nothing lost."""

from collections.abc import Iterator

import pytest
from tests.server.companies import Client, drawn, served

DEEP = '{"a":' * 900 + "1" + "}" * 900
RENAMED_KEY = {"op": "set", "id": "map", "field": "key", "value": "other", "was": "current"}
NAMELESS = {"op": "add", "thing": {}, "into": "map", "list": "lanes"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A workspace of its own: these tests change the map."""
    folder = tmp_path_factory.mktemp("edited") / "shop"
    drawn(folder)
    with served(folder) as client:
        yield client


def title(value: str, was: str) -> dict[str, object]:
    return {"op": "set", "id": "map", "field": "title", "value": value, "was": was}


def test_two_tabs_edit_different_things_and_then_the_same(shop: Client) -> None:
    before = shop.get("/api/maps/current").json()
    step = before["stages"][0]["steps"][0]
    renamed = {"op": "set", "id": step["id"], "field": "name", "value": "Comes in", "was": step["name"]}

    one = shop.post("/api/maps/current/edits", json={"operations": [title("Ours", before["title"])]})
    other = shop.post("/api/maps/current/edits", json={"operations": [renamed], "label": "clearer"})
    late = shop.post("/api/maps/current/edits", json={"operations": [title("Mine", before["title"])]})

    assert (one.status_code, one.json()["revision"]) == (200, 2)
    assert (other.status_code, other.json()["revision"]) == (200, 3)
    assert late.status_code == 409
    assert [(each["theirs"], each["mine"]) for each in late.json()["conflicts"]] == [("Ours", "Mine")]
    now = shop.get("/api/maps/current").json()
    assert (now["title"], now["stages"][0]["steps"][0]["name"]) == ("Ours", "Comes in")

    told = shop.get("/api/maps/current/revisions", params={"of": step["id"], "since": 1}).json()
    assert [(each["number"], each["label"]) for each in told] == [(3, "clearer")]

    back = shop.post("/api/maps/current/restore", json={"revision": 1})
    assert back.json()["revision"] == 4
    assert shop.get("/api/maps/current").json() == before


@pytest.mark.parametrize(
    ("address", "body", "status", "says"),
    [
        ("/api/maps/curent/edits", {"operations": [title("a", "b")]}, 404, 'Did you mean "current"?'),
        ("/api/maps/current/edits", {"operations": []}, 400, "length"),
        ("/api/maps/current/edits", {"operations": [{"op": "burn"}]}, 400, "burn"),
        ("/api/maps/current/edits", {"operations": [NAMELESS]}, 400, "needs an `id`"),
        ("/api/maps/current/edits", {"operations": [RENAMED_KEY]}, 400, 'keeps its "key"'),
        ("/api/maps/current/restore", {"revision": 99}, 404, 'no revision of map current "99"'),
    ],
)
def test_what_cannot_be_done_is_said(
    shop: Client, address: str, body: object, status: int, says: str
) -> None:
    answer = shop.post(address, json=body)
    assert answer.status_code == status
    assert says in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (f'{{"operations": [{{"op": "set", "id": "map", "field": "where", "value": {DEEP}}}]}}', "deeply"),
        (b'{"operations": [{"op": "set", "id": "map", "field": "title", "value": "\xed\xa0\x80"}]}', "UTF-8"),
        ('{"operations": [{"op": "set", "id": "map", "field": "n_subjects", "value": 1e999}]}', "range"),
    ],
)
def test_a_body_that_no_map_can_take_is_refused(shop: Client, body: str | bytes, says: str) -> None:
    before = shop.get("/api/maps/current").json()
    headers = {"Content-Type": "application/json"}
    answer = shop.post("/api/maps/current/edits", content=body, headers=headers)
    assert (answer.status_code, says in answer.json()["detail"]) == (400, True)
    assert shop.get("/api/maps/current").json() == before


def test_a_batch_that_is_sent_again_makes_one_revision(shop: Client) -> None:
    before = shop.get("/api/maps/current").json()
    newest = shop.get("/api/maps/current/newest").json()["revision"]
    sent = {"operations": [title("Sent twice", before["title"])], "batch": "batch-of-a-tab", "base": newest}

    first = shop.post("/api/maps/current/edits", json=sent).json()
    again = shop.post("/api/maps/current/edits", json=sent).json()

    assert first == again == {"key": "current", "revision": newest + 1, "onto": newest}
    assert shop.get("/api/maps/current/newest").json() == {"key": "current", "revision": newest + 1}
    caught_up = shop.get("/api/maps/current/revisions", params={"since": newest}).json()
    assert [each["operations"] for each in caught_up] == [sent["operations"]]
    idle = {"operations": [title("Sent twice", "Sent twice")], "batch": "batch-without-effect"}
    made = shop.post("/api/maps/current/edits", json=idle).json()
    assert made == {"key": "current", "revision": newest + 1, "onto": newest + 1}


def test_edits_on_a_revision_that_there_is_not_are_refused(shop: Client) -> None:
    sent = {"operations": [title("a", "b")], "base": 900}
    answer = shop.post("/api/maps/current/edits", json=sent)
    assert (answer.status_code, "load it again" in answer.json()["detail"]) == (400, True)
