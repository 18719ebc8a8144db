"""Questions as programs ask them: as JSON or as an address, in any form, answered once."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from tests.server.companies import LONG, Client, drawn, loaded, served, visits

from desirepath import workspace
from desirepath.measures import Funnel, Paths
from desirepath.server.answering import Answers
from desirepath.server.asking import Asked

PAID = """
kind: segment
key: paid
title: Came to the till
rule: {by: did, touchpoint: Till}
"""
ASKING: list[tuple[dict[str, Any], str]] = [
    ({"question": {"measure": "paths"}}, "/api/measures/paths"),
    (
        {"question": {"measure": "funnel", "steps": ["Shelf", ["Till", LONG]], "within_days": 7}},
        f"/api/measures/funnel?steps=Shelf > Till | {LONG}&within=7d",
    ),
    (
        {
            "question": {
                "measure": "transitions",
                "lens": "action",
                "collapse_loops": True,
                "top": 3,
            }
        },
        "/api/measures/transitions?lens=action&top=3&collapse_loops=true",
    ),
    (
        {"question": {"measure": "paths", "lens": {"show": {"Shelf": None}}}},
        '/api/measures/paths?lens={"show": {"Shelf": null}}',
    ),
    (
        {"question": {"measure": "retention", "unit": "month"}, "period": "2025-01"},
        "/api/measures/retention?unit=month&period=2025-01",
    ),
    (
        {"question": {"measure": "paths", "split": {"by": "gap", "minutes": 30}}, "breakdown": "last action"},
        "/api/measures/paths?split=gap:30&breakdown=last action",
    ),
    (
        {"question": {"measure": "paths"}, "breakdown": {"by": "touchpoint", "top": 2}},
        "/api/measures/paths?breakdown=touchpoint&groups=2",
    ),
    (
        {"question": {"measure": "paths"}, "only": {"touchpoint": ["Shelf", "Till"]}, "as_of": "2025-02-01"},
        "/api/measures/paths?only=touchpoint=Shelf|Till&as_of=2025-02-01",
    ),
    (
        {"question": {"measure": "paths"}, "matching": "Shelf -> [^Shelf]* -> Till"},
        "/api/measures/paths?matching=Shelf -> [^Shelf]* -> Till",
    ),
    (
        {"question": {"measure": "drop_off"}, "containing": {"action": "paid"}, "resamples": 40},
        "/api/measures/drop_off?containing=action=paid&resamples=40",
    ),
]
FORMS = {
    "json": "application/json",
    "arrow": "application/vnd.apache.arrow.stream",
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "svg": "image/svg+xml",
}


@pytest.mark.parametrize(("body", "address"), ASKING, ids=[each[1] for each in ASKING])
def test_a_question_as_json_is_the_same_as_by_its_address(
    shop: Client, body: dict[str, Any], address: str
) -> None:
    one, other = shop.post("/api/answers", json=body), shop.get(address)
    assert (one.status_code, other.status_code) == (200, 200), (one.text, other.text)
    assert one.json() == other.json()
    assert one.json()["rows"]


def test_an_answer_comes_in_the_form_that_is_accepted(shop: Client) -> None:
    rows = shop.get("/api/measures/paths").json()["rows"]
    replies = {
        name: shop.get("/api/measures/paths", headers={"accept": accepted})
        for name, accepted in FORMS.items()
    }
    assert {name: reply.headers["content-type"].split(";")[0] for name, reply in replies.items()} == FORMS
    stream, file = replies["arrow"].content, replies["parquet"].content
    tables = [pa.ipc.open_stream(stream).read_all(), pq.read_table(BytesIO(file))]
    for table in tables:
        assert table.to_pylist() == rows
        assert json.loads((table.schema.metadata or {})[b"desirepath"])["subjects"] == 60
    assert pa_csv.read_csv(BytesIO(replies["csv"].content))["path"].to_pylist() == [
        " > ".join(row["path"]) for row in rows
    ]
    assert replies["svg"].text.startswith("<svg")
    assert replies["csv"].headers["content-disposition"] == 'attachment; filename="paths.csv"'


def test_an_address_may_name_the_form_and_another_is_not_acceptable(shop: Client) -> None:
    asked = {"question": {"measure": "paths"}}
    named = shop.post("/api/answers?format=parquet", json=asked, headers={"accept": "*/*"})
    assert named.headers["content-type"] == FORMS["parquet"]
    best = shop.get("/api/measures/paths", headers={"accept": "text/csv;q=0.2, application/json;q=0.9"})
    assert best.headers["content-type"] == FORMS["json"]
    reply = shop.get("/api/measures/paths", headers={"accept": "image/png"})
    assert (reply.status_code, reply.json()["status"]) == (406, 406)


def test_who_holds_the_answer_hears_only_that_it_is_the_same(shop: Client) -> None:
    first = shop.get("/api/measures/paths?top=2")
    tag = first.headers["etag"]
    again = shop.get("/api/measures/paths?top=2", headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert shop.post(
        "/api/answers", json={"question": {"measure": "paths", "top": 2}}, headers={"if-none-match": tag}
    ).status_code == 304  # fmt: skip
    assert shop.get("/api/measures/paths?top=3", headers={"if-none-match": tag}).status_code == 200
    as_csv = shop.get("/api/measures/paths?top=2&format=csv", headers={"if-none-match": tag})
    assert as_csv.status_code == 200
    assert first.headers["cache-control"] == "private, no-cache"


def test_what_another_process_does_is_seen_at_once(tmp_path: Path) -> None:
    mine = drawn(tmp_path / "shop")
    with served(tmp_path / "shop") as client:

        def asked(tag: str = "") -> Any:
            body = {"question": {"measure": "paths"}, "segment": "paid"}
            return client.post("/api/answers", json=body, headers={"if-none-match": tag})

        assert asked().status_code == 404
        (tmp_path / "paid.yaml").write_text(PAID, encoding="utf-8")
        mine.apply(tmp_path / "paid.yaml")
        first = asked()
        assert first.json()["subjects"] == 40
        assert asked(first.headers["etag"]).status_code == 304

        (tmp_path / "paid.yaml").write_text(PAID.replace("Till", "Shelf"), encoding="utf-8")
        mine.apply(tmp_path / "paid.yaml")
        second = asked(first.headers["etag"])
        assert (second.status_code, second.json()["subjects"]) == (200, 60)

        (tmp_path / "more.csv").write_text(visits(30, first=60), encoding="utf-8")
        workspace.open(tmp_path / "shop").load(tmp_path / "more.csv", mapping="visits")
        workspace.open(tmp_path / "shop").refresh()
        third = asked(second.headers["etag"])
        assert (third.status_code, third.json()["subjects"]) == (200, 90)


def test_stages_that_change_change_the_answer(tmp_path: Path) -> None:
    mine = drawn(tmp_path / "shop")
    with served(tmp_path / "shop") as client:
        before = client.get("/api/measures/stages").json()
        stages = (tmp_path / "shop" / "little.yaml").read_text(encoding="utf-8")
        (tmp_path / "little.yaml").write_text(stages.replace("Buying", "Paying"), encoding="utf-8")
        mine.apply(tmp_path / "little.yaml")
        after = client.get("/api/measures/stages").json()
        assert [row["name"] for row in before["rows"]] == ["Looking around", "Buying"]
        assert [row["name"] for row in after["rows"]] == ["Looking around", "Paying"]


class Counting:
    """A workspace that counts how often it is asked, and answers when it is told to."""

    def __init__(self, folder: Path) -> None:
        self._real = workspace.open(folder)
        self.catalog, self.settings = self._real.catalog, self._real.settings
        self.asked, self.may_answer = 0, threading.Event()
        self.between: Any = None

    def measure(self, question: Any, **about: Any) -> Any:
        self.asked += 1
        assert self.may_answer.wait(300)
        found = self._real.measure(question, **about)
        if self.between is not None:
            self.between, happens = None, self.between
            happens()
        return found


@pytest.fixture
def counting(tmp_path: Path) -> Counting:
    """A counted workspace of a shop."""
    loaded(tmp_path / "shop").refresh()
    return Counting(tmp_path / "shop")


def test_of_several_who_ask_the_same_at_once_one_works_it_out(counting: Counting) -> None:
    answers = Answers(counting)  # type: ignore[arg-type]
    asked = Asked(question=Paths(), about={})
    with ThreadPoolExecutor(6) as clients:
        replies = [clients.submit(answers.answer, asked) for _ in range(6)]
        other = clients.submit(answers.answer, Asked(question=Funnel(steps=["Nowhere"]), about={}))
        counting.may_answer.set()
        found = [reply.result(timeout=300) for reply in replies]
        with pytest.raises(Exception, match="Nowhere"):
            other.result(timeout=300)
    assert counting.asked == 2
    assert len({id(one.answer) for one in found}) == 1
    assert answers.answer(asked).answer is found[0].answer
    assert counting.asked == 2


def test_an_answer_that_a_refresh_overtook_is_asked_again(counting: Counting, tmp_path: Path) -> None:
    def happens() -> None:
        (tmp_path / "more.csv").write_text(visits(30, first=60), encoding="utf-8")
        changing = workspace.open(tmp_path / "shop")
        changing.load(tmp_path / "more.csv", mapping="visits")
        changing.refresh()

    counting.may_answer.set()
    counting.between = happens
    answers = Answers(counting)  # type: ignore[arg-type]
    found = answers.answer(Asked(question=Paths(), about={}))
    assert (found.answer.entered.subjects, counting.asked) == (90, 2)
    assert found.key == answers.key(Asked(question=Paths(), about={}))


def test_only_so_many_bytes_are_kept(counting: Counting) -> None:
    counting.may_answer.set()
    answers = Answers(counting, kept_bytes=5_000)  # type: ignore[arg-type]
    for top in (1, 2, 3, 4, 5, 6, 7, 8):
        answers.body(answers.answer(Asked(question=Paths(top=top), about={})), "json")
        assert answers._lately.used_bytes <= 5_000
    answers.answer(Asked(question=Paths(top=1), about={}))
    assert counting.asked == 9


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({}, 400, "Expected a question with its measure"),
        ({"question": "paths"}, 400, "Expected a question with its measure"),
        ({"question": {"measure": "pahts"}}, 404, 'Did you mean "paths"?'),
        ({"question": {"measure": "paths", "tpo": 3}}, 404, 'Did you mean "top"?'),
        ({"question": {"measure": "paths", "top": "many"}}, 400, "top: expected"),
        ({"question": {"measure": "funnel"}}, 400, "needs its steps"),
        ({"question": {"measure": "durations", "start": ["Shelf"]}}, 400, "durations needs end"),
        ({"question": {"measure": "paths"}, "perid": "2025"}, 400, 'Did you mean "period"?'),
        ({"question": {"measure": "paths"}, "where": "plan=pro"}, 400, "where: expected"),
        ({"question": {"measure": "paths"}, "segment": "../paid.yaml"}, 400, "segment: expected"),
        ({"question": {"measure": "paths"}, "segment": {"key": "x"}}, 400, "segment: object missing"),
        (
            {
                "question": {"measure": "paths"},
                "segment": {"key": "x", "title": "X", "rule": {"by": "did", "touchpoint": "Tilll"}},
            },
            404,
            'Did you mean "Till"?',
        ),
        ({"question": {"measure": "paths"}, "breakdown": "segments.../../x.yaml"}, 404, "no segment"),
        (
            {"question": {"measure": "paths"}, "breakdown": {"by": "channel", "top": 0}},
            400,
            "one group or more",
        ),
        ({"question": {"measure": "paths"}, "only": {"channel": 3}}, 400, "only"),
        ({"question": {"measure": "paths"}, "resamples": 1}, 400, "40 to 10,000"),
        ({"question": {"measure": "paths"}, "stages": "../little.yaml"}, 400, "stages: expected"),
        ({"question": {"measure": "paths"}, "matching": "Shelf -> ("}, 400, "^"),
        ([], 400, "data: expected"),
    ],
)
def test_a_body_that_makes_no_sense_says_what_to_try(
    shop: Client, body: Any, status: int, words: str
) -> None:
    for address in ("/api/answers", "/api/jobs"):
        reply = shop.post(address, json=body)
        if address == "/api/jobs" and reply.status_code == 202:  # found out when it is asked
            continue
        assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json")
        assert words in reply.json()["detail"]


@pytest.mark.parametrize(
    ("content", "sent_as", "status", "words"),
    [
        (b'{"question": ', "application/json", 400, "truncated"),
        (b"\xff\xfe", "application/json", 400, "malformed"),
        (b"", "application/json", 400, "The body is empty"),
        (b"[" * 90_000, "application/json", 400, "nested too deeply"),
        (b'{"question":' * 50_000, "application/json", 400, "nested too deeply"),
        (b" " * 1_000_001, "application/json", 413, "larger than /api/answers takes"),
        (b"question=paths", "application/x-www-form-urlencoded", 415, "Send JSON"),
        (b'{"question": {"measure": "paths"}}', "text/plain", 415, "Send JSON"),
        (b'{"question": {"measure": "paths"}}', "", 415, "Send JSON"),
    ],
)
def test_what_is_no_json_is_refused(
    shop: Client, content: bytes, sent_as: str, status: int, words: str
) -> None:
    reply = shop.post("/api/answers", content=content, headers={"content-type": sent_as})
    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json")
    assert words in reply.json()["detail"]


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "elsewhere.example"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
    ],
)
def test_no_foreign_page_starts_or_stops_anything(shop: Client, headers: dict[str, str]) -> None:
    asked = {"question": {"measure": "paths"}}
    replies = [
        shop.post("/api/answers", json=asked, headers=headers),
        shop.post("/api/jobs", json=asked, headers=headers),
        shop.delete("/api/jobs/any", headers=headers),
    ]
    assert [reply.status_code for reply in replies] == [403, 403, 403]


def test_the_openapi_document_types_questions_and_answers(shop: Client) -> None:
    document = shop.get("/api/openapi").json()
    schemas = document["components"]["schemas"]
    question = schemas["Asking"]["properties"]["question"]
    names = {entry["name"] for entry in shop.get("/api/measures").json()}
    assert set(question["discriminator"]["mapping"]) == names
    assert schemas["FunnelQuestion"]["properties"]["order"]["enum"] == ["ordered", "strict", "unordered"]
    assert _dangling(document, schemas) == set()
    funnel = document["paths"]["/api/measures/funnel"]["get"]
    assert set(funnel["responses"]["200"]["content"]) == set(FORMS.values())
    assert {"steps", "within", "lens", "segment", "breakdown", "format"} <= {
        each["name"] for each in funnel["parameters"]
    }
    assert "request" not in {each["name"] for each in funnel["parameters"]}


def _dangling(value: Any, schemas: dict[str, Any]) -> set[str]:
    """Names of schemas that the document points at and does not have."""
    if isinstance(value, dict):
        ref = value.get("$ref")
        own = {ref} if isinstance(ref, str) and ref.rpartition("/")[2] not in schemas else set()
        return own.union(*(_dangling(each, schemas) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(_dangling(each, schemas) for each in value))
    return set()
