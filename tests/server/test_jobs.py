"""Jobs: questions that take long, asked now and answered later."""

import time
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.server.companies import Client, drawn, ended
from tests.waiting import until

from desirepath.errors import UnknownName
from desirepath.measures import Paths
from desirepath.server import create_app
from desirepath.server.asking import Asked
from desirepath.server.jobs import Crowded, Job, Jobs, Limits

QUICK = {"question": {"measure": "paths", "top": 4}, "resamples": 40}
LONG = {"question": {"measure": "paths"}, "resamples": 10_000}


def test_a_job_is_answered_as_the_question_is(shop: Client) -> None:
    started = shop.post("/api/jobs", json=QUICK)
    assert started.status_code == 202
    assert started.json()["state"] in ("queued", "running")
    job = ended(shop, started.headers["location"])
    assert (job["state"], job["progress"]) == ("done", 1.0)
    answer = shop.get(job["answer"])
    assert answer.json() == shop.post("/api/answers", json=QUICK).json()
    lines = shop.get(job["answer"], headers={"accept": "text/csv"}).text.splitlines()
    assert len(lines) == 1 + len(answer.json()["rows"])
    again = shop.get(job["answer"], headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_cancelled_job_stops(shop: Client) -> None:
    place = shop.post("/api/jobs", json=LONG).headers["location"]
    until(lambda: shop.get(place).json()["progress"] > 0)
    reply = shop.delete(place)
    assert (reply.status_code, reply.json()["state"]) == (200, "cancelled")
    stands = shop.get(place).json()
    time.sleep(0.3)
    assert shop.get(place).json()["progress"] <= stands["progress"] + 0.05
    assert stands["progress"] < 1
    refused = shop.get(f"{place}/answer")
    assert (refused.status_code, "This job is cancelled" in refused.json()["detail"]) == (400, True)
    assert shop.delete(place).json()["state"] == "cancelled"


def test_a_question_without_an_answer_fails_with_the_reason(shop: Client) -> None:
    place = shop.post("/api/jobs", json={"question": {"measure": "funnel", "steps": "Tilll"}}).headers[
        "location"
    ]
    job = ended(shop, place)
    assert job["state"] == "failed"
    assert 'Did you mean "Till"?' in job["detail"]
    assert job["detail"] in shop.get(f"{place}/answer").json()["detail"]


def test_there_is_room_for_so_many_jobs(tmp_path: Path) -> None:
    drawn(tmp_path / "shop")
    app = create_app(tmp_path / "shop", limits=Limits(workers=1, unfinished=2))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        places = [
            client.post("/api/jobs", json=LONG | {"stages": "little"}).headers["location"] for _ in "ab"
        ]
        full = client.post("/api/jobs", json=QUICK)
        assert (full.status_code, full.headers["retry-after"]) == (429, "5")
        assert "2 questions are waiting" in full.json()["detail"]
        for place in places:
            client.delete(place)
        assert ended(client, client.post("/api/jobs", json=QUICK).headers["location"])["state"] == "done"


class Answering:
    """Answers that work until they are cancelled."""

    def __init__(self) -> None:
        self.stopped = 0

    def answer(self, asked: Asked, *, watcher: Any) -> Any:
        while not watcher.cancelled():
            time.sleep(0.005)
        self.stopped += 1
        raise RuntimeError("stopped")


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def states(jobs: Jobs, *all_of_them: Job) -> list[str]:
    return [jobs.look(job.id).state for job in all_of_them]


def test_jobs_that_nobody_asks_about_are_stopped_and_forgotten() -> None:
    clock, answering = Clock(), Answering()
    limits = Limits(workers=2, unfinished=2, unfinished_unasked_seconds=60)
    jobs = Jobs(answering, limits=limits, clock=clock)  # type: ignore[arg-type]
    kept, left = (jobs.start(Asked(question=Paths(), about={})) for _ in "ab")
    with pytest.raises(Crowded):
        jobs.start(Asked(question=Paths(), about={}))
    clock.now = 50
    assert jobs.look(kept.id).state in ("queued", "running")
    clock.now = 70  # 70 seconds after anybody asked about the other
    jobs.look(kept.id)
    with pytest.raises(UnknownName, match="who starts one asks how far it is"):
        jobs.look(left.id)
    until(lambda: answering.stopped)
    assert answering.stopped == 1
    assert states(jobs, kept) == ["running"]
    jobs.close()


def test_of_jobs_that_have_ended_only_the_newest_are_remembered() -> None:
    jobs = Jobs(Answering(), limits=Limits(ended=2))  # type: ignore[arg-type]
    made = [jobs.start(Asked(question=Paths(top=top), about={})) for top in (1, 2, 3)]
    for job in made:
        jobs.cancel(job.id)
    assert states(jobs, *made[1:]) == ["cancelled", "cancelled"]
    with pytest.raises(UnknownName):
        jobs.look(made[0].id)
    jobs.close()
