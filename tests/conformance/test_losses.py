"""What is killed in the middle of work on Spark is done again, or said; nothing published is lost."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conformance.losses import children, command, killing_workers
from tests.waiting import SECONDS

from desirepath import workspace
from desirepath.engines import SparkEngine
from desirepath.errors import Cancelled, WorkspaceError
from desirepath.measures import Paths
from desirepath.workspace import Workspace

pytestmark = pytest.mark.xdist_group("spark")

ALWAYS = 10_000
LOST = "Spark lost the process that did the work"
STOPPED = "Stopped. What was already reported as done stays; nothing else was changed."


def java_of(spark: SparkEngine) -> int:
    """The process that Spark runs in."""
    gateway: Any = spark._session.sparkContext._gateway
    return int(gateway.proc.pid)


def stale(there: Workspace, folder: Path) -> Workspace:
    """A copy of the company whose last load was withdrawn after it was computed."""
    shutil.copytree(there.folder, folder)
    opened = workspace.open(folder)
    opened.withdraw(opened.catalog.loads()[-1].number)
    return opened


def files(folder: Path) -> set[str]:
    return {
        file.relative_to(folder).as_posix()
        for name in ("facts", "tables")
        for file in (folder / name).rglob("*")
        if file.is_file() and "exchange" not in file.parts
    }


def test_a_worker_killed_in_a_refresh_is_replaced_and_the_generation_is_that_of_duckdb(
    spark: SparkEngine, there: Workspace, tmp_path: Path
) -> None:
    opened = stale(there, tmp_path / "company")
    alike = shutil.copytree(opened.folder, tmp_path / "alike")
    settings = (alike / "workspace.yaml").read_text().replace("engine: spark", "engine: duckdb")
    (alike / "workspace.yaml").write_text(settings)
    steps: list[str] = []

    with killing_workers(java_of(spark), most=1, when=lambda: "timelines" in steps) as killed:
        generation = opened.refresh(progress=lambda step, *_: steps.append(step))

    assert len(killed) == 1
    other = workspace.open(alike)
    assert other.refresh().subjects == generation.subjects
    ours, theirs = (one.folder / str(one.catalog.generation().path) / "timelines" for one in (other, opened))  # type: ignore[union-attr]
    for name in ("timelines.arrow", "kinds.parquet"):
        assert (theirs / name).read_bytes() == (ours / name).read_bytes()


def test_workers_killed_every_time_leave_what_was_published_and_the_next_refresh_is_well(
    spark: SparkEngine, there: Workspace, tmp_path: Path
) -> None:
    opened = stale(there, tmp_path / "company")
    published, before = opened.generation(), files(opened.folder)

    with (
        pytest.raises(WorkspaceError, match=LOST),
        killing_workers(java_of(spark), most=ALWAYS) as killed,
    ):
        opened.refresh()

    assert len(killed) >= 4
    assert (opened.generation(), files(opened.folder)) == (published, before)
    after = opened.refresh()
    assert published is not None
    assert after.number > published.number
    assert after.interactions < published.interactions


def test_a_worker_killed_in_the_middle_of_a_question_is_replaced_and_the_answer_the_same(
    spark: SparkEngine, here: Workspace, there: Workspace
) -> None:
    there.measure(Paths())  # what is asked about is written first
    with killing_workers(java_of(spark), most=1) as killed:
        answer = there.measure(Paths(), resamples=200)
    assert len(killed) == 1
    assert answer.table.equals(here.measure(Paths(), resamples=200).table)


def test_workers_killed_at_every_try_of_a_question_are_said(spark: SparkEngine, there: Workspace) -> None:
    there.measure(Paths())
    with pytest.raises(WorkspaceError, match=LOST), killing_workers(java_of(spark), most=ALWAYS):
        there.measure(Paths(), resamples=200)
    assert there.measure(Paths()).table.num_rows > 0


@pytest.mark.parametrize("step", ["who is who", "timelines"])
def test_a_refresh_that_is_given_up_on_spark_leaves_what_was_published(
    there: Workspace, tmp_path: Path, step: str
) -> None:
    opened = stale(there, tmp_path / "company")
    published, before = opened.generation(), files(opened.folder)
    steps: list[str] = []
    with pytest.raises(Cancelled, match="The refresh was cancelled"):
        opened.refresh(progress=lambda name, *_: steps.append(name), stop=lambda: step in steps)
    assert (opened.generation(), files(opened.folder)) == (published, before)


def begun(folder: Path) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-m", "desirepath", "-w", str(folder), "refresh"]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def once_working(process: subprocess.Popen[str], folder: Path, then: Callable[[], None]) -> str:
    """What a command says when this is done to it, as soon as its folder in `tables/` is there."""
    known = set((folder / "tables").iterdir())
    while process.poll() is None and set((folder / "tables").iterdir()) == known:
        time.sleep(0.01)
    time.sleep(1.0)
    then()
    _, said = process.communicate(timeout=SECONDS)
    return said


def test_the_whole_of_spark_killed_in_a_refresh_is_said_and_nothing_published(
    spark: SparkEngine, here: Workspace, there: Workspace, tmp_path: Path
) -> None:
    opened = stale(there, tmp_path / "company")
    published, before = opened.generation(), files(opened.folder)
    process = begun(opened.folder)

    def kill_java() -> None:
        for child in children(process.pid):
            if "org.apache.spark" in command(child):
                os.kill(child, signal.SIGKILL)

    said = once_working(process, opened.folder, kill_java)

    assert (process.returncode, LOST in said, "Traceback" in said) == (2, True, False), said
    assert (opened.generation(), files(opened.folder)) == (published, before)


def test_ctrl_c_in_a_refresh_on_spark_says_so_in_one_line_and_leaves_nothing(
    spark: SparkEngine, there: Workspace, tmp_path: Path
) -> None:
    opened = stale(there, tmp_path / "company")
    published, before = opened.generation(), files(opened.folder)
    process = begun(opened.folder)
    said = once_working(process, opened.folder, lambda: process.send_signal(signal.SIGINT))
    assert process.returncode == 130, said
    assert STOPPED in said.splitlines()  # before it stands what Spark says when it starts
    assert ("desirepath/cli" in said, "pandas" in said) == (False, False), said  # a worker may say its own
    assert (opened.generation(), files(opened.folder)) == (published, before)
