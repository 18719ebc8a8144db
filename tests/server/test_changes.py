"""Loads and refreshes over HTTP: jobs with steps, which can be cancelled and leave nothing half done."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from tests.server.companies import Client, changed, drawn, ended, served, started, visits
from tests.waiting import SECONDS, until

from desirepath.server.changing import Change, Changed
from desirepath.server.jobs import Jobs, Limits
from desirepath.workspace import Workspace


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Client]:
    """The API of a shop of its own."""
    drawn(tmp_path / "shop")
    with served(tmp_path / "shop") as client:
        yield client


def uploaded(shop: Client, content: str, name: str = "visits-2.csv") -> str:
    headers = {"content-type": "application/octet-stream", "x-desirepath": "upload"}
    sent = shop.post(f"/api/uploads?name={name}", content=content.encode(), headers=headers)
    assert sent.status_code == 201, sent.text
    return str(sent.json()["id"])


def files(folder: Path) -> set[Path]:
    return {file for name in ("facts", "tables") for file in (folder / name).rglob("*") if file.is_file()}


def test_an_upload_is_loaded_and_computed_and_answers_change(shop: Client, tmp_path: Path) -> None:
    before = shop.get("/api/summary").json()
    upload = uploaded(shop, visits(30, first=60))

    job = ended(shop, started(shop, "/api/loads", upload=upload, mapping="visits"))
    assert (job["kind"], job["state"], job["progress"]) == ("load", "done", 1.0)
    (loaded,) = job["loads"]
    assert (loaded["was_there"], loaded["load"]["ledger"]["quarantined"]) == (False, 1)
    assert (shop.get("/api/uploads").json(), list((tmp_path / "shop/uploads").iterdir())) == ([], [])
    (waiting,) = (row for row in shop.get("/api/loads").json() if row["number"] == loaded["load"]["number"])
    assert (waiting["file"], waiting["waiting"]) == ("visits-2.csv", 1)
    upload = uploaded(shop, visits(30, first=60))
    again = ended(shop, started(shop, "/api/loads", upload=upload, mapping="visits"))
    assert again["loads"][0]["was_there"] is True
    anew = ended(shop, started(shop, "/api/loads", upload=upload, mapping="visits", replace=True))
    assert anew["state"] == "done"

    refreshed = ended(shop, started(shop, "/api/refresh"))
    assert (refreshed["kind"], refreshed["state"], "answer" in refreshed) == ("refresh", "done", False)
    assert refreshed["generation"]["subjects"] == before["subjects"] + 30
    after = shop.get("/api/summary").json()
    assert (after["loads"], after["subjects"]) == (before["loads"] + 1, before["subjects"] + 30)


def test_a_load_that_cannot_be_done_fails_with_the_reason(shop: Client) -> None:
    job = ended(shop, started(shop, "/api/loads", upload=uploaded(shop, "a;b\n1;2\n"), mapping="visits"))
    assert job["state"] == "failed"
    assert "has no such column" in job["detail"]
    unknown = shop.post("/api/loads", json={"upload": "0" * 16, "mapping": "visits"})
    assert (unknown.status_code, "This upload is not there any more" in unknown.text) == (400, True)
    misspelt = shop.post("/api/loads", json={"upload": uploaded(shop, visits(1)), "mapping": "vists"})
    assert (misspelt.status_code, 'Did you mean \\"visits\\"?' in misspelt.text) == (404, True)
    path = shop.post("/api/loads", json={"upload": "../../workspace.yaml", "mapping": "visits"})
    assert path.status_code == 400


class Held:
    """A load or a refresh that goes no further than to here before it is told to stop."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, work: str, *, at: Callable[[str, int], bool]) -> None:
        self.is_there = Event()
        does = getattr(Workspace, work)

        def held(here: Workspace, *asked: Any, progress: Any, stop: Any, **how: Any) -> Any:
            def told(name: str, done: int, of: int) -> None:
                progress(name, done, of)
                if at(name, done) and not self.is_there.is_set():
                    self.is_there.set()
                    until(stop)

            return does(here, *asked, progress=told, stop=stop, **how)

        monkeypatch.setattr(Workspace, work, held)


def test_a_cancelled_load_leaves_nothing(
    shop: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, ledger = files(tmp_path / "shop"), shop.get("/api/ledger").json()
    held = Held(monkeypatch, "load", at=lambda _, done: done > 0)
    place = started(shop, "/api/loads", upload=uploaded(shop, visits(20_000, first=100)), mapping="visits")
    assert held.is_there.wait(SECONDS)
    job = shop.get(place).json()
    assert (job["state"], job["step"]) == ("running", "reading visits-2.csv")

    assert shop.delete(place).status_code == 200

    job = ended(shop, place)
    assert (job["state"], "loads" in job) == ("cancelled", False)
    assert job["detail"] == "Loading visits-2.csv was cancelled: nothing of it was kept."
    assert (files(tmp_path / "shop"), shop.get("/api/ledger").json()) == (kept, ledger)


def test_a_cancelled_refresh_leaves_what_was_published(
    shop: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = started(shop, "/api/loads", upload=uploaded(shop, visits(2_000, first=100)), mapping="visits")
    assert ended(shop, place)["state"] == "done"
    kept, summary = files(tmp_path / "shop"), shop.get("/api/summary").json()

    held = Held(monkeypatch, "refresh", at=lambda step, _: step == "who is who")
    place = started(shop, "/api/refresh")
    assert held.is_there.wait(SECONDS)
    stopping = shop.delete(place).json()
    assert (stopping["state"], stopping["is_stopping"]) == ("running", True)

    job = ended(shop, place)
    assert (job["state"], "generation" in job) == ("cancelled", False)
    assert job["detail"] == "The refresh was cancelled: what was published before stays."
    assert (files(tmp_path / "shop"), shop.get("/api/summary").json()) == (kept, summary)
    again = ended(shop, started(shop, "/api/refresh"))
    assert again["generation"]["subjects"] == summary["subjects"] + 2_000


def test_a_map_is_drafted_and_its_figures_counted_again_as_jobs(shop: Client) -> None:
    drafted = changed(shop, "/api/drafts", title="Everything", stages="little")
    assert (drafted["kind"], drafted["map"]) == ("draft", {"key": "everything", "revision": 1})
    again = changed(shop, "/api/drafts", title="Everything")
    assert again["map"]["key"] == "everything-2"
    filled = changed(shop, "/api/maps/everything/fill")
    assert filled["kind"] == "fill"
    assert changed(shop, "/api/maps/everything/fill")["map"] == filled["map"], "nothing is another"
    future = changed(shop, "/api/drafts", map_kind="future_state", of="everything", key="later")
    assert shop.get("/api/maps/later").json()["map_kind"] == "future_state"
    assert future["map"] == {"key": "later", "revision": 1}


def test_a_draft_that_cannot_be_made_says_why_at_once_or_when_it_is_known(shop: Client) -> None:
    for asked, status, says in (
        ({"key": "current"}, 400, 'There is a map "current" already'),
        ({"map_kind": "future_state"}, 400, "Say `of`"),
        ({"map_kind": "future_state", "of": "curent"}, 404, 'Did you mean "current"?'),
        ({"stages": "litle"}, 404, 'Did you mean "little"?'),
        ({"begin": "draft"}, 400, "begin"),
    ):
        refused = shop.post("/api/drafts", json=asked)
        assert (refused.status_code, says in refused.json()["detail"]) == (status, True), refused.text
    job = ended(shop, started(shop, "/api/drafts", map_kind="day_in_the_life", title="x" * 300))
    assert job["state"] in ("done", "failed")
    assert shop.post("/api/maps/current.yaml/fill", json={}).status_code == 404, "no path is ever read"


def test_maps_do_not_wait_for_loads() -> None:
    go, began = Event(), Event()

    def slow(tell: Any, stop: Any) -> Changed:
        began.set()
        assert go.wait(SECONDS)
        return Changed()

    jobs = Jobs(None)  # type: ignore[arg-type]
    load = jobs.start(Change(kind="load", do=slow))
    assert began.wait(SECONDS)
    draft = jobs.start(Change(kind="draft", do=lambda tell, stop: Changed()))
    until(lambda: jobs.look(draft.id).state == "done")
    assert (jobs.look(load.id).state, jobs.look(draft.id).state) == ("running", "done")
    go.set()
    jobs.close()


def test_changes_wait_for_each_other_and_go_on_when_nobody_looks() -> None:
    began, go = Event(), Event()
    done: list[str] = []

    def slow(tell: Any, stop: Any) -> Changed:
        tell("waiting", 0, 2)
        began.set()
        assert go.wait(SECONDS)
        done.append("slow")
        return Changed()

    def quick(tell: Any, stop: Any) -> Changed:
        done.append("quick")
        return Changed()

    now = [0.0]
    jobs = Jobs(None, limits=Limits(unfinished_unasked_seconds=1), clock=lambda: now[0])  # type: ignore[arg-type]
    first, second, third = (jobs.start(Change(kind="load", do=do)) for do in (slow, quick, quick))
    assert began.wait(SECONDS)
    assert jobs.cancel(third.id).state == "cancelled"  # its turn had not come
    now[0] = 600.0
    assert [jobs.look(job.id).state for job in (first, second)] == ["running", "queued"]
    assert jobs.look(first.id).step == "waiting"
    go.set()
    until(lambda: jobs.look(second.id).state == "done")
    assert done == ["slow", "quick"]
    jobs.close()


def test_a_change_that_was_done_before_it_could_stop_says_so() -> None:
    began, go = Event(), Event()

    def too_late(tell: Any, stop: Any) -> Changed:
        began.set()
        assert go.wait(SECONDS)
        return Changed()

    jobs = Jobs(None)  # type: ignore[arg-type]
    job = jobs.start(Change(kind="refresh", do=too_late))
    assert began.wait(SECONDS)
    assert jobs.cancel(job.id).is_stopping
    go.set()
    until(lambda: jobs.look(job.id).state != "running")
    assert (jobs.look(job.id).state, jobs.look(job.id).is_stopping) == ("done", False)
    jobs.close()
