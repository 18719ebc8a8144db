"""One writer at a time, across processes: a lock the system itself lets go when its holder dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import IO

from desirepath.errors import WorkspaceError

__all__ = ["WriterLock"]

POLL_SECONDS = 0.05


class WriterLock:
    """The right to change a workspace. Whoever holds it may ask again; the file names the holder."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._thread = RLock()
        self._depth = 0

    @property
    def held(self) -> bool:
        """Whether this very object holds the right now."""
        return self._depth > 0

    @contextmanager
    def hold(self, *, doing: str, timeout_seconds: float) -> Iterator[None]:
        """Hold the right while the block runs.

        Raises `WorkspaceError`, naming the process that holds it, when the wait takes too long.
        """
        if not self._thread.acquire(timeout=timeout_seconds):
            raise _busy(f"another thread of this process (pid {os.getpid()})")
        try:
            if self._depth:
                yield from self._nested()
            else:
                with _opened(self._file) as held:
                    _lock(held, timeout_seconds)
                    _sign(held, doing)
                    yield from self._nested()
        finally:
            self._thread.release()

    def _nested(self) -> Iterator[None]:
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1


def _opened(file: Path) -> IO[str]:
    try:
        return file.open("a+")
    except OSError as error:
        raise WorkspaceError(
            f"{file} cannot be written, so nothing can be changed: {error.strerror}."
        ) from error


def _lock(file: IO[str], timeout_seconds: float) -> None:
    for _ in range(max(1, round(timeout_seconds / POLL_SECONDS))):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(POLL_SECONDS)
        else:
            return
    file.seek(0)
    raise _busy(file.read().strip() or "another process")


def _sign(file: IO[str], doing: str) -> None:
    file.truncate(0)
    file.write(f"process {os.getpid()} ({doing})\n")
    file.flush()


def _busy(holder: str) -> WorkspaceError:
    return WorkspaceError(
        f"This workspace is being changed by {holder}. Nothing was done. "
        "Wait until that is finished, or stop it, and try again."
    )
