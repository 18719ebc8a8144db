"""Maps begun over HTTP, listed at a glance, and their steps bound to what people did."""

from collections.abc import Iterator

import pytest
from tests.server.companies import ARABIC, SCRIPT, Client, drawn, ended, served


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A workspace of its own: these tests make maps."""
    folder = tmp_path_factory.mktemp("begun") / "shop"
    drawn(folder)
    with served(folder) as client:
        yield client


@pytest.mark.parametrize(
    ("asked", "key", "kind"),
    [
        ({"begin": "blank", "title": "Über uns & co"}, "uber-uns-co", "current_state"),
        ({"begin": "blank", "title": "يوم"}, "map", "current_state"),
        ({"begin": "template", "template": "retail", "title": "Our shop"}, "our-shop", "current_state"),
        ({"begin": "copy", "of": "current", "key": "copied"}, "copied", "current_state"),
    ],
)
def test_a_map_begins(shop: Client, asked: dict[str, str], key: str, kind: str) -> None:
    answer = shop.post("/api/maps", json=asked)
    assert (answer.status_code, answer.json()["key"]) == (201, key)
    entry = next(each for each in shop.get("/api/maps").json() if each["key"] == key)
    assert (entry.get("map_kind"), entry["status"], entry["revision"]) == (kind, "draft", 1)
    assert (
        len(entry["glance"]["felt"])
        == entry["steps"]
        == sum(band["steps"] for band in entry["glance"]["stages"])
    )


def test_a_blank_day_stands_on_the_clock(shop: Client) -> None:
    shop.post("/api/maps", json={"begin": "blank", "key": "day", "map_kind": "day_in_the_life"})
    drawn = shop.get("/api/maps/day").json()
    steps = [step for stage in drawn["stages"] for step in stage["steps"]]
    assert (drawn["axis"], [step["starts_at"] for step in steps]) == ("clock", ["07:00", "12:00", "18:00"])


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        ({"begin": "blank", "key": "current"}, 400, "already"),
        ({"begin": "template"}, 400, "/api/templates"),
        ({"begin": "template", "template": "retial"}, 404, 'Did you mean "retail"?'),
        ({"begin": "copy", "of": "curent"}, 404, 'Did you mean "current"?'),
        ({"begin": "blank", "key": "../etc"}, 400, "key"),
        ({"begin": "burn"}, 400, "begin"),
    ],
)
def test_a_map_that_cannot_begin_says_why(
    shop: Client, asked: dict[str, str], status: int, says: str
) -> None:
    answer = shop.post("/api/maps", json=asked)
    assert (answer.status_code, says in answer.json()["detail"]) == (status, True)


def preview(shop: Client, *bindings: dict[str, str], step: str | None = None) -> dict[str, object]:
    body = {"bindings": list(bindings)} | ({} if step is None else {"step": step})
    found: dict[str, object] = shop.post("/api/maps/current/bindings/preview", json=body).json()
    return found


def test_what_a_binding_would_reach_is_counted_before_it_is_made(shop: Client) -> None:
    shop.post("/api/maps", json={"begin": "blank", "key": "bare", "title": "Bare"})
    body = {"bindings": [{"touchpoint": "Till"}], "step": "step-1"}
    found = shop.post("/api/maps/bare/bindings/preview", json=body).json()
    assert (found["people"], found["n"], found["share"], found["too_few"]) == (40, 60, 40 / 60, False)
    assert found["share_low"] < 40 / 60 < found["share_high"]
    assert found["catches"] == [
        {"channel": "website", "touchpoint": "Till", "action": "paid", "interactions": 40}
    ]
    job = ended(shop, shop.post("/api/jobs", json={"reach_of": "bare"} | body).headers["location"])
    assert shop.get(job["answer"]).json() == found
    assert shop.post("/api/jobs", json={"reach_of": "bear"} | body).status_code == 404
    assert shop.get("/api/maps/bare/newest").json()["revision"] == 1

    nothing = preview(shop, {"touchpoint": "No such place"})
    assert (nothing["people"], nothing["catches"]) == (0, [])
    broken = preview(shop, {"pattern": "Shelf -> Nowhere"})
    assert "Nowhere" in str(broken["wrong"])
    twice = preview(shop, {"pattern": f'Shelf -> "{SCRIPT}"'}, step="no-such-step")
    assert "no-such-step" in str(twice["detail"])


def test_what_people_did_is_found_by_its_words(shop: Client) -> None:
    everything = shop.get("/api/bindables").json()
    assert {each["touchpoint"] for each in everything} >= {"Shelf", "Till", ARABIC, SCRIPT}
    found = shop.get("/api/bindables", params={"find": "PAID web"}).json()
    assert [(each["touchpoint"], each["interactions"]) for each in found] == [("Till", 40)]


def test_a_step_named_like_a_touchpoint_is_offered_it(shop: Client) -> None:
    shop.post("/api/maps", json={"begin": "blank", "key": "named", "title": "Named"})
    renamed = {"op": "set", "id": "step-2", "field": "name", "value": "Pays at the till", "was": "New step"}
    shop.post("/api/maps/named/edits", json={"operations": [renamed]})
    found = shop.get("/api/maps/named/bindings/suggestions", params={"step": "step-2"}).json()
    assert [each["binding"]["touchpoint"] for each in found] == ["Till"]
