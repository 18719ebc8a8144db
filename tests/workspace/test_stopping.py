"""A load or a refresh that is given up leaves everything as it was, wherever it is stopped."""

import csv
from collections.abc import Callable
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
