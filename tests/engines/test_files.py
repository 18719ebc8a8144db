"""A file exists whole or not at all."""

import errno
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from desirepath.engines import whole_file
from desirepath.errors import WorkspaceError


def test_nobody_sees_a_file_before_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "part.txt"

    with whole_file(target) as unfinished:
        unfinished.write_text("half")
        assert not target.exists()
        unfinished.write_text("all of it")

    assert target.read_text() == "all of it"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_while_writing_keeps_what_was_there_before(tmp_path: Path) -> None:
    target = tmp_path / "part.txt"
    target.write_text("before")

    with pytest.raises(ZeroDivisionError):
        _write_and_fail(target, ZeroDivisionError())

    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_no_room_on_the_disk_is_the_users_to_mend(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"no room left on the disk: .*part\.txt"):
        _write_and_fail(tmp_path / "part.txt", OSError(errno.ENOSPC, "No space left on device"))

    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_while_arrow_writes_is_said_in_words(tmp_path: Path) -> None:
    story = textwrap.dedent("""
        import resource, signal, sys
        import numpy as np
        import pyarrow as pa
        import pyarrow.parquet as pq
        from desirepath.engines import whole_file
        from desirepath.errors import WorkspaceError

        noise = pa.table({"noise": np.random.default_rng(1).integers(0, 2**60, 400_000)})
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            with whole_file(sys.argv[1]) as unfinished:
                pq.write_table(noise, unfinished)
        except WorkspaceError as error:
            print(error)
    """)

    told = subprocess.run(
        [sys.executable, "-c", story, str(tmp_path / "part.parquet")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "There is no room left on the disk" in told.stdout
    assert list(tmp_path.iterdir()) == []


def _write_and_fail(path: Path, error: Exception) -> None:
    with whole_file(path) as unfinished:
        unfinished.write_text("half")
        raise error
