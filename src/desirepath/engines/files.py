"""How a file comes to exist: whole, or not at all.

Used for every part and table file. A process killed in the middle leaves a `.partial` file that no
catalog row lists, and `Catalog.sweep` removes it; a full disk leaves nothing and says so.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desirepath.errors import WorkspaceError

__all__ = ["disk_is_full", "no_room", "whole_file"]

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# What drivers say when they hand on the operating system's words without its number.
NO_ROOM_WORDS = tuple(os.strerror(number) for number in NO_ROOM)


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """A path to write to; the file takes its real name, safe on disk, only when the block ends well.

    Raises `WorkspaceError` when the disk is full; whatever fails, nothing is left behind.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with whole_file(folder / "part.txt") as unfinished:
    ...     _ = unfinished.write_text("all of it")
    >>> [file.name for file in folder.iterdir()]
    ['part.txt']
    """
    target = Path(path)
    unfinished = target.with_name(f"{target.name}.partial")
    try:
        yield unfinished
        _flush(unfinished)
        unfinished.replace(target)
        _flush(target.parent)
    except BaseException as error:
        unfinished.unlink(missing_ok=True)
        if disk_is_full(error) and not isinstance(error, WorkspaceError):
            raise no_room(str(target)) from error
        raise


def disk_is_full(error: BaseException) -> bool:
    """Whether this error, from the system or from a driver, means that no more could be written."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in NO_ROOM
    return any(words in str(error) for words in NO_ROOM_WORDS)


def no_room(place: str) -> WorkspaceError:
    """The error to raise then; `place` says where, in the words at hand."""
    return WorkspaceError(
        f"There is no room left on the disk: {place}. Nothing was changed. "
        "Free some space (or raise the limit on file sizes) and try again."
    )


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
