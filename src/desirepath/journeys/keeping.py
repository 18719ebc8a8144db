"""Where packed steps are kept while they are put in order: in memory, or in a file where they are many.

A step is 32 bytes, so a hundred million are 3 GB; buckets of them are read, put in order and written back
one at a time.
"""

from pathlib import Path
from threading import Lock
from typing import Protocol, Self

import numpy as np

from desirepath.engines import disk_is_full, no_room
from desirepath.journeys.batches import Int64s

__all__ = ["Filed", "Held", "Steps"]

COLUMNS = 4
STEP_BYTES = COLUMNS * 8


class Steps(Protocol):
    """So many steps, read and written by where they stand."""

    def read(self, low: int, high: int) -> Int64s:
        """The steps low : high, a row each; whoever changes them writes them back."""

    def write(self, low: int, steps: Int64s) -> None:
        """Put these steps at `low` and after it."""


class Held:
    """Steps in memory.

    >>> steps = Held(3)
    >>> steps.write(1, np.ones((2, 4), np.int64))
    >>> steps.read(1, 3).sum()
    np.int64(8)
    """

    def __init__(self, count: int) -> None:
        self._steps = np.empty((count, COLUMNS), np.int64)

    def read(self, low: int, high: int) -> Int64s:
        """These very steps: what is changed in them is changed here."""
        steps: Int64s = self._steps[low:high]
        return steps

    def write(self, low: int, steps: Int64s) -> None:
        """Put these steps at `low` and after it."""
        if not np.may_share_memory(steps, self._steps):
            self._steps[low : low + len(steps)] = steps


class Filed:
    """Steps in a file of their own; WorkspaceError when the disk is full. To be closed; then the file may go.

    >>> import tempfile
    >>> with Filed(Path(tempfile.mkdtemp()) / "steps") as steps:
    ...     steps.write(1, np.ones((2, 4), np.int64))
    ...     steps.read(1, 3).sum()
    np.int64(8)
    """

    def __init__(self, path: Path) -> None:
        self._path, self._file, self._turn = path, path.open("w+b", buffering=0), Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._file.close()

    def read(self, low: int, high: int) -> Int64s:
        """A copy of these steps."""
        steps = np.empty((high - low, COLUMNS), np.int64)
        unread = steps.reshape(-1).view(np.uint8).data
        with self._turn:
            self._file.seek(low * STEP_BYTES)
            while len(unread):
                unread = unread[self._file.readinto(unread) :]
        return steps

    def write(self, low: int, steps: Int64s) -> None:
        """Put these steps at `low` and after it."""
        unwritten = np.ascontiguousarray(steps).reshape(-1).view(np.uint8).data
        with self._turn:
            try:
                self._file.seek(low * STEP_BYTES)
                while len(unwritten):
                    unwritten = unwritten[self._file.write(unwritten) :]
            except OSError as error:
                if disk_is_full(error):
                    raise no_room(str(self._path)) from error
                raise
