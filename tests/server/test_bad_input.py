"""Whatever is asked wrongly is answered with a sentence, never with our own confusion."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from logging import LogRecord
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import RequestFactory
from tests.server.companies import Client, drawn, loaded, opened, served

from desirepath.server.guarding import with_headers
from desirepath.server.problems import LOG, unexpected

FUNNEL = "/api/measures/funnel?steps=Shelf>Till"
WRONG = [
    ("/api/measures/trnsitions", 404, 'Did you mean "transitions"?'),
    ("/api/measures/transitions?lens=chanel", 404, 'Did you mean "channel"?'),
    ("/api/measures/transitions?lnes=channel", 400, 'Did you mean "lens"?'),
    ("/api/measures/transitions?goal=Till", 400, 'no parameter of this address "goal"'),
    ("/api/measures/transitions?request=1", 400, 'no parameter of this address "request"'),
    ("/api/measures/funnel", 400, "steps"),
    ("/api/measures/funnel?steps=>>", 400, "at least one step"),
    ("/api/measures/funnel?steps=Shelf>Tilll", 404, 'Did you mean "Till"?'),
    (f"{FUNNEL}&within=7q", 400, "Write 7d, 12h or 30min"),
    (f"{FUNNEL}&within=0d", 400, "above 0"),
    ("/api/measures/emotion?window_days=0", 400, "above 0"),
    ("/api/measures/paths?top=0", 400, "1 or more"),
    ("/api/measures/paths?top=99999999999999999999", 400, "top: expected"),
    ("/api/measures/paths?top=many", 400, "top: expected"),
    ("/api/measures/paths?prefix=-1", 400, "prefix: expected"),
    ("/api/measures/drop_off?goal=Tilll", 404, 'Did you mean "Till"?'),
    ("/api/measures/transitions?split=weekly", 404, 'no split "weekly"'),
    ("/api/measures/transitions?split=gap:-5", 400, "zero or more"),
    ("/api/measures/transitions?split=gap:nan", 400, "zero or more"),
    ("/api/measures/transitions?split=goal:", 400, "nodes"),
    ("/api/measures/transitions?as_of=yesterday", 400, "Write 2025-06-30"),
    ("/api/measures/transitions?as_of=9999-12-31", 400, "after the last load"),
    ("/api/measures/durations?start=Shelf", 400, "durations needs end"),
    ("/api/measures/retention?unit=weak", 400, "unit: invalid"),
    ("/api/measures/retention?rolling=perhaps", 400, "rolling: expected"),
    ("/api/measures/frequency?session_minutes=-1", 400, "session_minutes: expected"),
    ("/api/measures/flow?anchor=Tilll", 404, 'Did you mean "Till"?'),
    ("/api/measures/paths?lens={", 400, "lens: Input data was truncated"),
    ('/api/measures/paths?lens={"lens": "chanel"}', 404, 'Did you mean "channel"?'),
    ("/api/measures/paths?segment=vip", 404, 'no segment "vip"'),
    ("/api/measures/paths?segment=../vip.yaml", 400, "segment: expected"),
    ("/api/measures/paths?breakdown=segments./etc/passwd.yaml", 404, "no segment"),
    ("/api/measures/paths?breakdown=campain", 404, 'Did you mean "campaign"?'),
    ("/api/measures/paths?groups=3", 400, "it needs breakdown"),
    ("/api/measures/paths?breakdown=channel&groups=0", 400, "groups: expected"),
    ("/api/measures/paths?only=touchpoint", 400, "only: A filter is written"),
    ("/api/measures/paths?only=touchpoint=Tilll", 404, 'Did you mean "Till"?'),
    ("/api/measures/paths?containing=plan=x", 404, "no field of interactions"),
    ("/api/measures/paths?period=spring", 400, "is not a period"),
    ("/api/measures/paths?period=1999", 400, "Nothing is known of this period"),
    ("/api/measures/paths?resamples=3", 400, "40 to 10,000"),
    ("/api/measures/paths?resamples=99999", 400, "resamples: expected"),
    ("/api/measures/paths?format=xml", 400, "format: invalid"),
    ("/api/measures/paths?where=plan=a&where=plan=b", 400, "names a trait twice"),
    ("/api/jobs/nothing", 404, 'no job "nothing"'),
    ("/api/jobs/nothing/answer", 404, 'no job "nothing"'),
    ("/api/measures/transitions?where=plan", 400, "trait=value"),
    ("/api/measures/transitions?where=plan=family", 404, "trait"),
    ("/api/measures/stages?lens=stage&stages=litle", 404, 'Did you mean "little"?'),
    ("/api/measures/stages?lens=stage&stages=../visits.yaml", 400, "stages: expected"),
    ("/api/people?search=who&limit=0", 400, "limit: expected"),
    ("/api/people?search=who&limit=201", 400, "limit: expected"),
    ("/api/disclosures?limit=0", 400, "limit: expected"),
    ("/api/maps/curent", 404, 'Did you mean "current"?'),
    ("/api/maps/curent/picture", 404, 'Did you mean "current"?'),
    ("/api/maps/curent/texts", 404, 'Did you mean "current"?'),
    ("/api/maps/curent/page", 404, 'Did you mean "current"?'),
    ("/api/maps/current/picture?theme=pink", 400, "theme: invalid"),
    ("/api/nothing", 404, "/api/openapi lists what there is"),
    ("/assets/nothing.js", 404, "nothing"),
    ("/assets/%00", 404, "nothing"),
    (f"/assets/{'x' * 5000}", 404, "nothing"),
    ("/api/measures/paths?breakdown=last traits.plan", 400, '"last" goes with what steps have'),
]
ESCAPES = [
    "/assets/../problems.py", "/assets/%2e%2e/problems.py", "/assets/..%2fproblems.py",
    "/assets//etc/passwd", "/assets/%2fetc/passwd", "/api/maps/..%2f..%2fworkspace.yaml/page",
    "/api/maps/..%2fworkspace.yaml", "/api/maps/%00", "/api/people/..%2f..%2fetc%2fpasswd",
]  # fmt: skip
FOREIGN = [
    {"host": "elsewhere.example"},
    {"host": "elsewhere.example:8765"},
    {"host": "127.0.0.1.elsewhere.example"},
    {"host": "["},
    {"host": "evil.com@127.0.0.1"},
    {"origin": "https://elsewhere.example"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "null"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
    {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
]
ROUTES = [
    "/", "/people", "/mark.svg", "/api/openapi", "/api/summary", "/api/ledger", "/api/quarantine",
    "/api/maps", "/api/maps/current", "/api/maps/current/texts", "/api/maps/current/picture",
    "/api/maps/current/page",
    "/api/measures", "/api/measures/paths", "/api/people?search=who", "/api/people/who-1", "/api/disclosures",
]  # fmt: skip


@pytest.mark.parametrize(("path", "status", "words"), WRONG, ids=[each[0][:60] for each in WRONG])
def test_a_wrong_question_is_answered_with_what_to_try(
    shop: Client, path: str, status: int, words: str
) -> None:
    reply = shop.get(path)
    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json")
    assert reply.json()["status"] == status
    assert words in reply.json()["detail"]


def test_a_person_who_is_not_there_is_named(shop: Client) -> None:
    reply = shop.get("/api/people/nobody-at-all")
    assert reply.status_code in (400, 404)
    assert "nobody-at-all" in reply.json()["detail"]


def test_what_cannot_be_changed_over_http_says_so(shop: Client) -> None:
    reply = shop.post("/api/maps/current", json={})
    assert reply.status_code == 405
    assert set(reply.headers["allow"].split(", ")) == {"GET", "OPTIONS"}


@pytest.mark.parametrize("path", ESCAPES)
def test_no_path_leads_out_of_the_page(shop: Client, path: str) -> None:
    reply = shop.get(path)
    assert reply.status_code == 404
    assert "desirepath" not in reply.text.replace("desirepath serve", "")


@pytest.mark.parametrize("path", ROUTES)
def test_foreign_hosts_and_pages_are_refused_everywhere(shop: Client, path: str) -> None:
    assert shop.get(path).status_code == 200
    for headers in FOREIGN:
        reply = shop.get(path, headers=headers)
        assert (reply.status_code, reply.json()["title"]) == (403, "Request refused"), headers


@pytest.mark.parametrize("path", ["/", "/assets/nothing.js", "/api/nothing", "/api/maps/current/picture"])
@pytest.mark.parametrize("host", ["127.0.0.1", "evil.example"])
def test_every_answer_says_what_a_browser_may_do_with_it(shop: Client, path: str, host: str) -> None:
    headers = shop.get(path, headers={"Host": host}).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_files_of_the_app_say_so_too() -> None:
    """They are answered without the application's own headers."""
    sent: list[Any] = []

    async def keep(message: Any) -> None:
        sent.append(message)

    start = {"type": "http.response.start", "status": 200, "headers": [(b"content-security-policy", b"mine")]}
    with ThreadPoolExecutor(1) as thread:  # in this one a browser's loop may run
        thread.submit(asyncio.run, with_headers(keep)(start)).result()  # type: ignore[arg-type]
    headers = dict(sent[0]["headers"])
    assert headers[b"content-security-policy"] == b"mine"
    assert headers[b"x-content-type-options"] == b"nosniff"


def test_what_went_wrong_is_logged_without_what_was_asked() -> None:
    """What is searched for may be somebody's name."""
    told: list[str] = []

    def hear(record: LogRecord) -> bool:
        told.append(record.getMessage())
        return False

    LOG.addFilter(hear)  # a server that runs has set up logging in its own way
    try:
        reply = unexpected(RequestFactory().get("/api/people", query_params={"search": "kari"}), ValueError())
    finally:
        LOG.removeFilter(hear)
    assert (reply.status_code, told) == (500, ["GET /api/people failed"])


def test_a_link_from_elsewhere_opens_the_page(shop: Client) -> None:
    followed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert shop.get("/", headers=followed).status_code == 200


def test_an_empty_workspace_says_what_comes_next(tmp_path: Path) -> None:
    opened(tmp_path / "shop")
    with served(tmp_path / "shop") as client:
        assert client.get("/api/summary").json()["generation"] is None
        assert [client.get(path).json() for path in ("/api/ledger", "/api/maps", "/api/quarantine")] == [
            []
        ] * 3
        for path in ("/api/measures/paths", "/api/people?search=who", "/api/people/who-1"):
            reply = client.get(path)
            assert 400 <= reply.status_code < 500
            assert "desirepath" in reply.json()["detail"]


def test_loads_without_a_refresh_say_refresh(tmp_path: Path) -> None:
    loaded(tmp_path / "shop", people=3)
    with served(tmp_path / "shop") as client:
        reply = client.get("/api/measures/paths")
        assert reply.status_code == 400
        assert "desirepath refresh" in reply.json()["detail"]


def test_deleted_tables_say_refresh_and_the_map_can_still_be_seen(tmp_path: Path) -> None:
    drawn(tmp_path / "shop")
    with served(tmp_path / "shop") as client:
        shutil.rmtree(tmp_path / "shop" / "tables")
        reply = client.get("/api/measures/paths")
        assert reply.status_code == 400
        assert "desirepath refresh" in reply.json()["detail"]
        assert client.get("/api/maps/current/picture").status_code == 200
