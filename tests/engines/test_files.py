"""A file exists whole or not at all."""

import errno
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


def _write_and_fail(path: Path, error: Exception) -> None:
    with whole_file(path) as unfinished:
        unfinished.write_text("half")
        raise error
