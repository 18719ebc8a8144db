"""A load or a refresh that is given up leaves everything as it was, wherever it is stopped."""

import csv
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from tests.workspace.test_refreshing import MAPPING

from desirepath import workspace as workspaces
from desirepath.errors import Cancelled
from desirepath.workspace import Workspace


def calls(file: Path, rows: int, *, first: int = 0) -> Path:
    with file.open("w", newline="") as text:
        told = [
            (f"2025-01-01T10:{number % 60:02}:00Z", f"p{number}@mail.example", "")
            for number in range(first, first + rows)
        ]
        csv.writer(text).writerows([("at", "email", "phone"), *told])
    return file


@pytest.fixture
def hotline(tmp_path: Path) -> Workspace:
    """One file loaded and computed, another waiting to be."""
    (tmp_path / "calls.yaml").write_text(MAPPING)
    opened = workspaces.create(tmp_path / "hotline", zone="Europe/Oslo")
    opened.apply(tmp_path / "calls.yaml")
    opened.load(calls(tmp_path / "first.csv", 50))
    opened.refresh()
    return opened


def files(opened: Workspace) -> set[str]:
    return {
        file.relative_to(opened.folder).as_posix()
        for name in ("facts", "tables")
        for file in (opened.folder / name).rglob("*")
        if file.is_file()
    }


def after(looks: int) -> Callable[[], bool]:
    """Somebody who looks so many times before giving up."""
    left = iter(range(looks))
    return lambda: next(left, None) is None


def test_a_load_that_is_given_up_between_two_batches_leaves_nothing(
    hotline: Workspace, tmp_path: Path
) -> None:
    before, ledger = files(hotline), hotline.ledger()
    reached: list[int] = []
    with pytest.raises(Cancelled, match=r"Loading second\.csv was cancelled: nothing of it was kept"):
        hotline.load(
            calls(tmp_path / "second.csv", 150_000, first=100),
            progress=lambda name, done, total: reached.append(done),
            stop=lambda: bool(reached),
        )
    assert reached
    assert (files(hotline), hotline.ledger()) == (before, ledger)
    assert hotline.load(tmp_path / "second.csv")[0].load.ledger.loaded == 150_000


def test_of_several_files_those_before_the_one_given_up_stay(hotline: Workspace, tmp_path: Path) -> None:
    names: list[str] = []
    with pytest.raises(Cancelled, match=r"Loading third\.csv"):
        hotline.load(
            calls(tmp_path / "second.csv", 5, first=100),
            calls(tmp_path / "third.csv", 5, first=200),
            progress=lambda name, done, total: names.append(name),
            stop=lambda: "third.csv" in names,
        )
    assert [Path(load.path).name for load in hotline.ledger()] == ["first.csv", "second.csv"]


def test_a_refresh_tells_its_steps(hotline: Workspace, tmp_path: Path) -> None:
    hotline.load(calls(tmp_path / "second.csv", 50, first=50))
    told: list[tuple[str, int, int]] = []
    hotline.refresh(progress=lambda *step: told.append(step), stop=lambda: False)
    assert [step for step, _, _ in told][-2:] == ["timelines", "publishing"]
    assert told[0] == ("who is who", 0, 3)


@pytest.mark.parametrize("looks", [0, 1, 2, 3, 5, 8, 12, 16])
def test_a_refresh_that_is_given_up_anywhere_leaves_what_was_published(
    hotline: Workspace, tmp_path: Path, looks: int
) -> None:
    hotline.load(calls(tmp_path / "second.csv", 50, first=50))
    published, before = hotline.generation(), files(hotline)

    with pytest.raises(Cancelled, match="The refresh was cancelled: what was published before stays"):
        hotline.refresh(stop=after(looks))

    assert hotline.generation() == published
    assert files(hotline) == before
    assert len(hotline.identities().subjects) == 50
    assert hotline.refresh().subjects == 100


def test_ctrl_c_in_a_refresh_leaves_what_was_published(hotline: Workspace, tmp_path: Path) -> None:
    hotline.load(calls(tmp_path / "second.csv", 50, first=50))
    published, before = hotline.generation(), files(hotline)

    def stopped_at(step: str, done: int, total: int) -> None:
        if step == "timelines":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hotline.refresh(progress=stopped_at)
    assert (hotline.generation(), files(hotline)) == (published, before)


LATER = "The draft was cancelled: no map was made."


def followed(hotline: Workspace, looks: int, said: str = LATER) -> AbstractContextManager[None]:
    return hotline.followed(lambda *step: None, after(looks), said=said)


@pytest.mark.parametrize("looks", [0, 1, 2, 3, 5, 8, 13])
def test_a_draft_that_is_given_up_anywhere_is_no_map(hotline: Workspace, looks: int) -> None:
    with pytest.raises(Cancelled, match=LATER), followed(hotline, looks):
        hotline.draft(key="given-up")
    assert hotline.catalog.documents("map") == []


def test_a_draft_and_a_check_tell_their_steps(hotline: Workspace) -> None:
    told: list[tuple[str, float]] = []

    def tell(step: str, done: int, of: int) -> None:
        told.append((step, done / of))

    with hotline.followed(tell, lambda: False, said=LATER):
        hotline.draft(key="current")
    assert begins(told) == {
        "looking where people were": 0.0,
        "choosing the steps and their order": 0.3,
        "counting the figures": 0.45,
        "reading what people said": 0.75,
        "looking how much of it all the map explains": 0.9,
    }
    told.clear()
    with hotline.followed(tell, lambda: False, said=LATER):
        hotline.check("current")
    assert begins(told) == {
        "finding whose journeys are meant": 0.0,
        "walking every journey over the map": 0.3,
        "looking for what is wrong with it": 0.93,
    }


def begins(told: list[tuple[str, float]]) -> dict[str, float]:
    """How far it is when each step begins."""
    return dict(reversed(told))


def test_figures_that_are_given_up_are_what_they_were(hotline: Workspace, tmp_path: Path) -> None:
    hotline.draft(key="current")
    hotline.load(calls(tmp_path / "second.csv", 50, first=50))
    hotline.refresh()
    before = hotline.catalog.document("map", "current")
    with pytest.raises(Cancelled, match="as they were"), followed(hotline, 4, "They are as they were."):
        hotline.fill("current")
    assert hotline.catalog.document("map", "current") == before
    hotline.fill("current")
    assert hotline.catalog.newest("map", "current") == before.number + 1


def test_rows_that_are_being_taken_in_and_given_up_stay_set_aside(hotline: Workspace, tmp_path: Path) -> None:
    odd = [f"13.02.2025,p{number}@mail.example,\n" for number in range(30)]
    (tmp_path / "odd.csv").write_text("at,email,phone\n" + "".join(odd))
    hotline.load(tmp_path / "odd.csv")
    (tmp_path / "calls.yaml").write_text(MAPPING.replace('"{at}"', '{of: "{at}", format: "%d.%m.%Y"}'))
    hotline.apply(tmp_path / "calls.yaml")
    before, ledger = files(hotline), hotline.ledger()
    reached: list[int] = []
    with pytest.raises(Cancelled, match=r"Taking in the rows of odd\.csv was cancelled: none of them was\."):
        hotline.replay(progress=lambda step, done, of: reached.append(done), stop=lambda: 30 in reached)
    assert (files(hotline), hotline.ledger()) == (before, ledger)
    assert [each.load is not None for each in hotline.replay()] == [True]
