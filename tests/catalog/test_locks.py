"""One writer at a time, and nobody waits for the dead."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from desirepath.catalog import Catalog
from desirepath.errors import WorkspaceError

HOLDER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from desirepath.catalog import Catalog

    with Catalog.open(Path(sys.argv[1])).writer_lock(doing="refresh"):
        print("held", flush=True)
        sys.stdin.read()
""")


@contextmanager
def another_writer(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)

    with (
        another_writer(tmp_path) as process,
        pytest.raises(WorkspaceError, match=rf"changed by process {process.pid} \(refresh\)"),
        catalog.writer_lock(timeout_seconds=0.1),
    ):
        pytest.fail("two writers at once")


def test_readers_and_single_rows_need_no_lock(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)

    with another_writer(tmp_path):
        catalog.set_meta("name", "Acme")
        assert catalog.meta("name") == "Acme"
        assert catalog.meta("zone") is None


def test_the_lock_of_a_killed_writer_is_free(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)

    with another_writer(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with catalog.writer_lock(timeout_seconds=5):
            pass


def test_whoever_holds_the_lock_may_ask_for_it_again(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)

    with catalog.writer_lock(), catalog.writer_lock():
        pass
    with Catalog.open(tmp_path).writer_lock(timeout_seconds=1):
        pass


def test_another_thread_waits_too(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    told: list[str] = []

    def write() -> None:
        try:
            with catalog.writer_lock(timeout_seconds=0.05):
                told.append("went in")
        except WorkspaceError as error:
            told.append(str(error))

    with catalog.writer_lock():
        thread = Thread(target=write)
        thread.start()
        thread.join()

    assert "another thread of this process" in told[0]
