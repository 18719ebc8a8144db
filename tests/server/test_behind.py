"""Figures opened over HTTP: who is behind one, and the segment that means them."""

from typing import Any

import msgspec
import pytest
from tests.server.companies import Client, ended

from desirepath.segments import Segment

FLOW: dict[str, Any] = {"measure": "flow", "steps": 4}
FUNNEL: dict[str, Any] = {"measure": "funnel", "steps": ["Shelf", "Till"]}
WRONG = [
    ({"question": FLOW}, "place: expected"),
    ({"question": FLOW, "place": {"at": "lost", "step": 1}}, 'An answer of flow has no place "lost"'),
    ({"question": FUNNEL, "place": {"at": "lost", "step": 2}}, "Expected a step from 1 to 1"),
    ({"question": FLOW, "place": {"at": "node"}}, "place: "),
    ({"question": FLOW, "place": {"at": "node", "node": "(other)"}}, "name the step"),
    ({"question": FLOW, "place": {"at": "node", "node": "Shelf", "step": 1}, "breakdown": "device"}, "group"),
    ({"question": FLOW, "place": {"at": "node", "node": "Shelf"}, "group": 3}, "group: expected"),
    ({"question": FLOW, "places": {}}, 'Did you mean "place"?'),
]


def behind(shop: Client, question: dict[str, Any], place: dict[str, Any], **about: Any) -> dict[str, Any]:
    reply = shop.post("/api/behind", json={"question": question, "place": place, **about})
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


def test_who_left_after_the_shelf(shop: Client) -> None:
    found = behind(shop, FLOW, {"at": "link", "from_node": "Shelf", "to_node": "(end)", "step": 1})
    assert (found["journeys"], found["subjects"], found["too_few"]) == (20, 20, True)
    assert [(row["node"], row["journeys"]) for row in found["next"]] == [("(end)", 20)]
    assert len(found["people"]) == 8
    assert found["people"][0]["path"] == ["Shelf"]
    assert sum(month["journeys"] for month in found["months"]) == 20
    assert found["segment"]["title"] == "Left after Shelf (step 1)"
    members = shop.post("/api/segments/members", json={"members_of": found["segment"]}).json()
    assert members["count"] == 20


def test_a_figure_may_be_opened_as_a_job_that_tells_how_far_it_is(shop: Client) -> None:
    body = {
        "question": FUNNEL,
        "place": {"at": "lost", "step": 1},
        "breakdown": "channel",
        "group": "website",
    }
    started = shop.post("/api/jobs", json=body)
    assert (started.status_code, started.json()["measure"]) == (202, "behind")
    job = ended(shop, started.headers["location"])
    assert (job["state"], job["progress"]) == ("done", 1.0), job
    found, same = shop.get(job["answer"]).json(), shop.post("/api/behind", json=body).json()
    segments = [msgspec.convert(each.pop("segment"), Segment) for each in (found, same)]
    assert (found, segments[0]) == (same, segments[1])
    lines = shop.get(job["answer"], headers={"accept": "text/csv"}).text.splitlines()
    assert lines[0].startswith('"node","journeys","share"')


def test_the_segment_of_a_figure_is_who_is_behind_it(shop: Client) -> None:
    lost = behind(shop, FUNNEL, {"at": "lost", "step": 1})
    came = behind(shop, FUNNEL, {"at": "reached", "step": 2})
    assert (lost["subjects"], came["subjects"], came["took_n"]) == (20, 40, 40)
    for found in (lost, came):
        members = shop.post("/api/segments/members", json={"members_of": found["segment"]}).json()
        assert members["count"] == found["subjects"]
    asked = shop.post("/api/answers", json={"question": FUNNEL, "segment": lost["segment"]}).json()
    assert [row["subjects"] for row in asked["rows"]] == [20, 0]


def test_a_figure_of_one_group_is_opened_and_of_a_cohort(shop: Client) -> None:
    by = {"breakdown": "channel", "group": "website"}
    lost = behind(shop, FUNNEL, {"at": "lost", "step": 1}, **by)
    assert (lost["subjects"], lost["segment"]["title"]) == (20, "Lost after step 1, website")
    unknown = shop.post(
        "/api/behind", json={"question": FUNNEL, "place": {"at": "lost", "step": 1}, **by, "group": "?"}
    )
    assert (unknown.status_code, "website" in unknown.json()["detail"]) == (404, True)
    place = {"at": "cohort", "cohort": "2025-02-01", "period": 1, "came_back": False}
    stayed = behind(shop, {"measure": "retention", "unit": "month"}, place)
    assert (stayed["subjects"], stayed["segment"]["title"]) == (
        20,
        "Began in the month of 2025-02-01, not back 1 month later",
    )
    members = shop.post("/api/segments/members", json={"members_of": stayed["segment"]}).json()
    assert members["count"] == 20


def test_who_went_back_to_a_stage_is_opened_and_all_cohorts_at_once(shop: Client) -> None:
    (first, _) = shop.post("/api/answers", json={"question": {"measure": "stages"}}).json()["rows"]
    back = behind(shop, {"measure": "stages"}, {"at": "standing", "node": "awareness", "state": "went_back"})
    members = shop.post("/api/segments/members", json={"members_of": back["segment"]}).json()
    assert (back["journeys"], members["count"]) == (first["went_back"], back["subjects"])

    retention = {"measure": "retention", "unit": "month"}
    rows = shop.post("/api/answers", json={"question": retention}).json()["rows"]
    (later,) = (row for row in rows if (row["cohort"], row["period"]) == ("(all)", 1))
    every = behind(shop, retention, {"at": "cohort", "cohort": "(all)", "period": 1})
    assert (every["subjects"], every["segment"]) == (later["returned"], None)


def test_what_other_means_is_looked_up_in_the_answer(shop: Client) -> None:
    narrow = {**FLOW, "top": 1, "anchor": ["Shelf", "Till"], "occurrence": "last", "steps": 1}
    rows = shop.post("/api/answers", json={"question": narrow, "period": "2025-Q1"}).json()["rows"]
    other = next(row for row in rows if row["kind"] == "node" and row["from_node"] == "(other)")
    place = {"at": "node", "node": "(other)", "step": other["step"]}
    found = behind(shop, narrow, place, period="2025-Q1")
    assert found["journeys"] == other["count"]
    assert found["caveats"]


@pytest.mark.parametrize(("body", "words"), WRONG, ids=[each[1] for each in WRONG])
def test_a_place_that_cannot_be_opened_is_refused_in_words(
    shop: Client, body: dict[str, Any], words: str
) -> None:
    reply = shop.post("/api/behind", json=body)
    assert reply.status_code == 400
    assert words in reply.json()["detail"]


def test_nodes_are_listed_by_lens(shop: Client) -> None:
    found = shop.get("/api/nodes").json()
    assert found[0] == {"node": "Shelf", "name": "Shelf", "interactions": 60}
    assert sum(one["interactions"] for one in found) == 220
    stages = shop.get("/api/nodes?lens=stage").json()
    assert [(one["node"], one["name"]) for one in stages] == [
        ("awareness", "Looking around"),
        ("purchase", "Buying"),
    ]
    assert shop.get("/api/nodes?lens=nothing").status_code == 400
