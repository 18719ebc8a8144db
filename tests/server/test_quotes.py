"""What people said, over HTTP: found by its words, the latest first."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.server.companies import SCRIPT, Client, loaded, opened, served


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A shop in which two of three people say what they think of the till."""
    folder = tmp_path_factory.mktemp("quotes") / "shop"
    loaded(folder)
    with served(folder) as client:
        yield client


def found(client: Client, **asked: Any) -> dict[str, Any]:
    reply = client.get("/api/quotes", params=asked)
    assert reply.status_code == 200, reply.text
    body: dict[str, Any] = reply.json()
    return body


def test_what_was_said_is_listed_the_latest_first_with_its_score(shop: Client) -> None:
    page = found(shop, limit=50)
    times = [one["at"] for one in page["quotes"]]
    assert (len(times), page["is_more"], times) == (40, False, sorted(times, reverse=True))
    first = page["quotes"][0]
    assert (first["touchpoint"], first["source"], first["scale"]) == (SCRIPT, "shop", "1..5")
    assert first["valence"] == (first["score"] - 3)
    assert found(shop, limit=5) == {"is_more": True, "quotes": page["quotes"][:5]}


def test_every_word_has_to_be_in_the_text_or_in_its_touchpoint(shop: Client) -> None:
    assert len(found(shop, search="بطيئة ALERT", limit=50)["quotes"]) == 40
    assert found(shop, search="بطيئة fast")["quotes"] == []


def test_nothing_was_said_in_an_empty_workspace(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("nothing") / "shop"
    opened(folder)
    with served(folder) as client:
        assert found(client) == {"is_more": False, "quotes": []}


@pytest.mark.parametrize("asked", [{"limit": 0}, {"limit": 51}, {"search": "x" * 201}])
def test_what_is_out_of_bounds_is_refused(shop: Client, asked: dict[str, Any]) -> None:
    assert shop.get("/api/quotes", params=asked).status_code == 400
