"""A workspace under a bad star: damaged files, newer versions, a full disk, kills, two processes at once."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import pytest
from tests.cli.bakery import Shell, Visit, write_visits
from tests.waiting import SECONDS

from desirepath.cli.entering import speak

# A command that is sent a signal when it brings something safely to the disk while such a file is new.
STOPPED_AT = """
import os, sys
from pathlib import Path

signal, folder, wanted, *arguments = sys.argv[1:]
known, brought = set(Path(folder).glob(wanted)), os.fsync

def bring(descriptor):
    if set(Path(folder).glob(wanted)) - known:
        os.kill(os.getpid(), int(signal))
    brought(descriptor)

os.fsync, sys.argv = bring, ["desirepath", "-w", folder, *arguments]
from desirepath.cli import main
main()
"""
LIMITED = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}));"
    "from desirepath import cli; sys.exit(cli.run(sys.argv[1:]))"
)


def crowd(file: Path, visits: int) -> Path:
    """A file long enough to be caught in the middle of it, of rows that do not compress away."""
    chance = random.Random(7)  # noqa: S311
    numbers = [chance.getrandbits(64) for _ in range(visits)]
    rows: Iterator[Visit] = (
        (
            f"{number:x}",
            "2025-05-01T10:00:00Z",
            "website",
            "Menu",
            "viewed",
            f"{number % 9_999}@mail.example",
            "",
            "",
        )
        for number in numbers
    )
    return write_visits(file, rows)


def begun(folder: Path, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "desirepath", "-w", str(folder), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def stopped(sent: signal.Signals, folder: Path, *arguments: object, at: str) -> tuple[int, str]:
    """How a command ends, and what it says, that is sent this when a file of this name is there."""
    command = [sys.executable, "-c", STOPPED_AT, str(int(sent)), folder, at, *arguments]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def files_in(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for name in ("facts", "tables")
            for file in (folder / name).rglob("*") if file.is_file()}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file is empty"),
        ("kind: workspace\nname: [", "this is not YAML"),
        ("kind: workspace\nschema_version: 2\nname: Bakery\n", "written by a newer desirepath"),
        ("kind: workspace\nname: Bakery\nname: Shop\n", '"name" is written twice'),
        ("kind: workspace\nname: Bakery\nzoen: UTC\n", 'did you mean "zone"?'),
        ("kind: workspace\nname: Bakery\nzone: Mars/Base\n", "Mars/Base"),
        ("kind: workspace\nname: Bakery\ncurrency: kroner\n", "currency"),
        ("kind: workspace\n", "name"),
        ("- a list\n", "found a list"),
        ("\xff\xfe", "UTF-8"),
    ],
)
def test_damaged_settings_are_named_by_every_command(
    text: str, says: str, shell: Shell, own_bakery: Path
) -> None:
    (own_bakery / "workspace.yaml").write_bytes(text.encode("latin-1"))
    said = shell("ledger", at=own_bakery)
    assert (said.code, said.out) == (2, "")
    assert "workspace.yaml" in said.err
    assert says in said.err
    assert says in shell("doctor", at=own_bakery).out.replace("\n", " ")


def test_a_catalog_of_a_newer_version_is_left_alone(shell: Shell, own_bakery: Path) -> None:
    with sqlite3.connect(own_bakery / "catalog.sqlite") as rows:
        rows.execute("UPDATE alembic_version SET version_num = '9999'")
    rows.close()
    said = shell("ledger", at=own_bakery)
    assert (said.code, said.out) == (2, "")
    assert "has schema 9999" in said.err
    assert "written by a newer version" in said.err


def test_a_catalog_that_is_none_is_said_so(shell: Shell, own_bakery: Path) -> None:
    (own_bakery / "catalog.sqlite").write_bytes(b"this is no catalog, whatever its name says" * 99)
    said = shell("ledger", at=own_bakery)
    assert (said.code, said.out) == (2, "")
    assert "catalog.sqlite cannot be opened" in said.err


@pytest.mark.parametrize("command", [["refresh"], ["person", "show", "ana@mail.example"], ["map", "draft"]])
def test_a_deleted_part_is_named(command: list[str], shell: Shell, own_bakery: Path) -> None:
    part = next((own_bakery / "facts").glob("*interactions*"))
    part.unlink()
    if command == ["refresh"]:
        shutil.rmtree(own_bakery / "tables")
    said = shell(*command, at=own_bakery)
    assert (said.code, said.out) == (2, "")
    assert part.name in said.err
    assert "Restore it from a backup" in said.err


def test_a_damaged_part_is_named(shell: Shell, own_bakery: Path) -> None:
    part = next((own_bakery / "facts").glob("*interactions*"))
    part.write_bytes(part.read_bytes()[:-50])
    said = shell("person", "show", "ana@mail.example", at=own_bakery)
    assert (said.code, said.out) == (1, "")
    assert part.name in said.err
    assert "desirepath doctor" in said.err


@pytest.mark.parametrize("name", ["timelines.arrow", "meta.json", "identity-links.parquet"])
def test_damaged_tables_are_found_and_computed_again(name: str, shell: Shell, own_bakery: Path) -> None:
    person = shell("person", "show", "ana@mail.example", "-f", "json", at=own_bakery).json
    file = next((own_bakery / "tables").rglob(name))
    file.write_bytes(file.read_bytes()[:100])
    said = shell("person", "show", "ana@mail.example", at=own_bakery)
    assert (said.code, said.out) == (2, "")
    assert "Nothing is lost: delete that folder" in said.err
    assert shell("doctor", at=own_bakery).code == 2

    shutil.rmtree(file.parent)
    assert shell("refresh", at=own_bakery).err.startswith("Refreshed")
    assert shell("person", "show", "ana@mail.example", "-f", "json", at=own_bakery).json == person


def test_a_killed_load_and_a_killed_refresh_leave_the_workspace_as_it_was(
    shell: Shell, own_bakery: Path
) -> None:
    file = crowd(own_bakery / "visits-crowd.csv", 10_000)
    before, kept = files_in(own_bakery), shell("ledger", "-f", "json", at=own_bakery).json
    paths = shell("measure", "paths", "-f", "json", at=own_bakery).json

    killed = (-signal.SIGKILL, "")
    assert stopped(signal.SIGKILL, own_bakery, "load", file, at="facts/*") == killed
    assert shell("ledger", "-f", "json", at=own_bakery).json == kept
    assert shell("measure", "paths", "-f", "json", at=own_bakery).json == paths
    left_behind = files_in(own_bakery) - before
    assert left_behind
    assert shell("load", file, at=own_bakery).code == 0

    generations = {each.name for each in (own_bakery / "tables").iterdir()}
    assert stopped(signal.SIGKILL, own_bakery, "refresh", at="tables/*") == killed
    assert not files_in(own_bakery) & left_behind  # the refresh had swept what the killed load left
    assert shell("measure", "paths", "-f", "json", at=own_bakery).json == paths
    unfinished = {each.name for each in (own_bakery / "tables").iterdir()} - generations
    assert shell("refresh", at=own_bakery).code == 0
    assert not unfinished & {each.name for each in (own_bakery / "tables").iterdir()}
    assert shell("measure", "paths", "-f", "json", at=own_bakery).json["subjects"] > 6_000


STOPPED = (130, "Stopped. What was already reported as done stays; nothing else was changed.\n")


def test_ctrl_c_stops_a_load_and_a_refresh_in_one_line_and_leaves_nothing_half_done(
    shell: Shell, own_bakery: Path
) -> None:
    file = crowd(own_bakery / "visits-crowd.csv", 10_000)
    before, kept = files_in(own_bakery), shell("ledger", "-f", "json", at=own_bakery).json

    assert stopped(signal.SIGINT, own_bakery, "load", file, at="facts/*") == STOPPED
    assert (files_in(own_bakery), shell("ledger", "-f", "json", at=own_bakery).json) == (before, kept)
    assert shell("load", file, at=own_bakery).code == 0

    before, people = files_in(own_bakery), shell("measure", "paths", "-f", "json", at=own_bakery).json
    for wanted in ("tables/*", "tables/*/identity-links.parquet", "tables/*/timelines*"):
        assert stopped(signal.SIGINT, own_bakery, "refresh", at=wanted) == STOPPED, wanted
        assert files_in(own_bakery) == before
        assert shell("measure", "paths", "-f", "json", at=own_bakery).json == people
    assert shell("refresh", at=own_bakery).err.startswith("Refreshed")


def test_two_loads_at_once_wait_for_each_other(shell: Shell, own_bakery: Path) -> None:
    files = [crowd(own_bakery / f"visits-{name}.csv", 20_000) for name in "ab"]
    both = [begun(own_bakery, "load", file, "-f", "json") for file in files]
    said = [process.communicate(timeout=SECONDS) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    loaded = [msgspec.json.decode(out)[0] for out, _ in said]
    assert sorted(each["was_there"] for each in loaded) == [False, True]  # the second saw what the first did
    assert len(shell("ledger", "-f", "json", at=own_bakery).json) == 3


def test_people_can_ask_while_others_refresh(shell: Shell, own_bakery: Path) -> None:
    shell("load", crowd(own_bakery / "visits-crowd.csv", 15_000), at=own_bakery)
    seen = {shell("measure", "paths", "-f", "json", at=own_bakery).json["subjects"]}
    refreshing = begun(own_bakery, "refresh")
    while refreshing.poll() is None:
        answer = shell("measure", "paths", "-f", "json", at=own_bakery)
        assert answer.code == 0, answer.err
        seen.add(answer.json["subjects"])
        time.sleep(0.2)
    assert refreshing.communicate()[1].startswith("Refreshed")
    seen.add(shell("measure", "paths", "-f", "json", at=own_bakery).json["subjects"])
    assert len(seen) == 2  # the old generation or the new one, and nothing between


@pytest.mark.parametrize("command", ["load", "refresh"])
def test_a_file_system_that_takes_no_more_leaves_the_workspace_as_it_was(
    command: str, shell: Shell, own_bakery: Path
) -> None:
    file = crowd(own_bakery / "visits-crowd.csv", 40_000)
    if command == "refresh":
        assert shell("load", file, at=own_bakery).code == 0
    before, kept = files_in(own_bakery), shell("ledger", "-f", "json", at=own_bakery).json
    arguments = ["-w", str(own_bakery), command, *([str(file)] if command == "load" else [])]
    limited = [sys.executable, "-c", LIMITED.format(limit=250_000), *arguments]
    done = subprocess.run(limited, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode == 2, done.stderr
    assert files_in(own_bakery) == before, done.stderr
    assert shell("ledger", "-f", "json", at=own_bakery).json == kept
    assert shell(*arguments[2:], at=own_bakery).code == 0


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here: that needs root on Linux")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_workspace_as_it_was(shell: Shell, empty: Path, tmp_path: Path) -> None:
    file = crowd(tmp_path / "visits-crowd.csv", 40_000)
    with small_disk(tmp_path / "small", "1200k") as disk:
        shutil.copytree(empty, disk / "bakery")
        said = shell("load", file, at=disk / "bakery")
        assert (said.code, said.out) == (2, "")
        assert "space" in said.err
        assert files_in(disk / "bakery") == set()
        assert shell("load", disk / "bakery" / "visits.csv", at=disk / "bakery").code == 0
        assert shell("refresh", at=disk / "bakery").code == 0
        with suppress(OSError), (disk / "ballast").open("wb", buffering=0) as ballast:
            while True:
                ballast.write(bytes(4096))
        assert "Traceback" not in shell("load", disk / "bakery" / "contacts.csv", at=disk / "bakery").err
        (disk / "ballast").unlink()
        assert shell("measure", "paths", at=disk / "bakery").code == 0
        assert shell("load", disk / "bakery" / "contacts.csv", at=disk / "bakery").code == 0


def test_an_answer_goes_to_a_file_as_utf_8_whatever_the_machine_speaks(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    with path.open("w", encoding="latin-1") as stream:
        speak(stream)
        stream.write("価格 → 3 %")
    assert path.read_text("utf-8") == "価格 → 3 %"


def test_a_machine_that_speaks_ascii_gets_its_answer(bakery: Path) -> None:
    command = [sys.executable, "-c", "from desirepath.cli import main; main()", "-w", str(bakery)]
    said = subprocess.run(
        [*command, "map", "check", "current"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert said.returncode in {0, 2}
    assert "→" in said.stdout.decode("utf-8") or "%" in said.stdout.decode("utf-8")
    assert b"our fault" not in said.stderr
