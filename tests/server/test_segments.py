"""Segments over HTTP: their documents, and whom they mean, at once or as a job."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.server.companies import Client, drawn, ended, served
from tests.waiting import until

PAID: dict[str, Any] = {
    "key": "paid",
    "title": "Came to the till",
    "rule": {"by": "all", "of": [{"by": "did", "touchpoint": "Till"}, {"by": "did", "action": "viewed"}]},
}
YAML = """
kind: segment
key: paid
title: Came to the till
rule: {by: all, of: [{by: did, touchpoint: Till}, {by: did, action: viewed}]}
"""


@pytest.fixture(scope="module")
def till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The API of a shop with a segment."""
    folder = tmp_path_factory.mktemp("segments") / "shop"
    mine = drawn(folder)
    (folder / "paid.yaml").write_text(YAML, encoding="utf-8")
    mine.apply(folder / "paid.yaml")
    with served(folder) as client:
        yield client


def test_segments_are_listed_and_shown(till: Client) -> None:
    (listed,) = till.get("/api/segments").json()
    assert (listed["key"], listed["title"], listed["revision"]) == ("paid", "Came to the till", 1)
    assert listed["sentence"].startswith("People who had at least 1 interaction")
    assert till.get("/api/segments/paid").json()["rule"] == PAID["rule"]
    schema = till.get("/api/segments/schema").json()
    assert set(schema["$defs"]["Segment"]["required"]) == {"key", "title", "rule"}


def test_a_segment_says_whom_it_means(till: Client) -> None:
    told = till.get("/api/segments/paid/members").json()
    assert (told["key"], told["count"], told["with_journeys"], len(told["sample"])) == ("paid", 40, 40, 5)
    assert [part["count"] for part in told["parts"]] == [40, 60]
    assert told["sentence"].startswith("People who")
    assert till.post("/api/segments/members", json={"members_of": PAID}).json() == told
    earlier = till.get("/api/segments/paid/members?as_of=2025-01-31").json()
    assert earlier["count"] < 40


def test_everybody_whom_it_means_comes_as_a_table(till: Client) -> None:
    file = till.get("/api/segments/paid/members?format=parquet")
    ids = pq.read_table(BytesIO(file.content))["subject_id"].to_pylist()
    assert ids == sorted({str(one) for one in ids})
    assert len(ids) == 40
    assert 'filename="members.parquet"' in file.headers["content-disposition"]
    lines = till.post("/api/segments/members?format=csv", json={"members_of": "paid"}).text.splitlines()
    assert lines[0] == '"subject_id"'
    assert [line.strip('"') for line in lines[1:]] == ids
    again = till.get(
        "/api/segments/paid/members?format=parquet", headers={"if-none-match": file.headers["etag"]}
    )
    assert again.status_code == 304
    picture = till.get("/api/segments/paid/members?format=svg")
    assert (picture.status_code, "has no picture" in picture.json()["detail"]) == (400, True)


def test_members_may_be_a_job_that_tells_how_far_it_is(till: Client) -> None:
    started = till.post("/api/jobs", json={"members_of": PAID, "as_of": "2025-02-20"})
    assert (started.status_code, started.json()["measure"]) == (202, "members")
    job = ended(till, started.headers["location"])
    assert (job["state"], job["progress"]) == ("done", 1.0), job
    body = {"members_of": PAID, "as_of": "2025-02-20"}
    assert till.get(job["answer"]).json() == till.post("/api/segments/members", json=body).json()


def test_members_that_nobody_waits_for_are_given_up(till: Client) -> None:
    many = {"by": "any", "of": [{"by": "did", "touchpoint": "Till", "at_least": n + 1} for n in range(4_000)]}
    body = {"members_of": {"key": "many", "title": "Many", "rule": many}}
    place = till.post("/api/jobs", json=body).headers["location"]
    until(lambda: till.get(place).json()["progress"] > 0)
    assert till.delete(place).json()["state"] == "cancelled"
    assert till.get(place).json()["progress"] < 1


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({}, 400, "members_of"),
        ({"members_of": "piad"}, 404, 'Did you mean "paid"?'),
        ({"members_of": "../paid.yaml"}, 400, "members_of: expected"),
        ({"members_of": "paid", "asof": "2025"}, 400, 'Did you mean "as_of"?'),
        ({"members_of": "paid", "as_of": "soon"}, 400, "Write 2025-06-30"),
        ({"members_of": PAID | {"rule": {"by": "did", "touchpoint": "Tilll"}}}, 404, 'Did you mean "Till"?'),
        ({"members_of": PAID | {"rule": {"by": "did", "at_least": -1}}}, 400, "at_least"),
        ({"members_of": PAID | {"rule": {"by": "all", "of": []}}}, 400, "of"),
    ],
)
def test_a_segment_that_makes_no_sense_says_what_to_try(
    till: Client, body: dict[str, Any], status: int, words: str
) -> None:
    reply = till.post("/api/segments/members", json=body)
    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json"), (
        reply.text
    )
    assert words in reply.json()["detail"]


def test_a_segment_that_is_not_there_is_named(till: Client) -> None:
    for address in ("/api/segments/piad", "/api/segments/piad/members", "/api/segments/paid/members?as_of=x"):
        reply = till.get(address)
        assert reply.status_code in (400, 404)
        assert reply.headers["content-type"] == "application/problem+json"
    assert till.get("/api/segments/..%2fpaid.yaml/members").status_code in (400, 404)
