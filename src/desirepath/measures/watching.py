"""Watching a long question: how far it is, and whether its asker still wants it.

A door says `with watched(...)` around what it asks; nothing between the two passes anything on. Between two
partitions a scan that nobody wants any more stops with `Cancelled`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import TypeVar

from desirepath.errors import Cancelled

__all__ = ["begin", "observed", "watched"]

Progress = Callable[[int, int], None]
Scanned = TypeVar("Scanned")


class Watch:
    """How far the question is that this thread asks."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._counting = Lock()
        self._partitions = self._rounds = self._round = 0

    def begin(self, partitions: int, rounds: int) -> None:
        """The partitions will be scanned so many times."""
        self._partitions, self._rounds, self._round = partitions, rounds, 0

    def observed(self, scan: Callable[..., Scanned], parts: int) -> Callable[..., Scanned]:
        """The same scan of so many parts, counted, and given up when it is not wanted any more."""
        before, done = self._round, 0
        self._round += 1
        self._stop_if_cancelled()

        def scanned(*arguments: object) -> Scanned:
            nonlocal done
            self._stop_if_cancelled()
            made = scan(*arguments)
            with self._counting:
                done += 1
                self._tell(before * self._partitions + done * self._partitions // parts)
            return made

        return scanned

    def _stop_if_cancelled(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Cancelled("The question was cancelled.")

    def _tell(self, done: int) -> None:
        if self._progress is not None:
            self._progress(done, max(self._rounds * self._partitions, done))


_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(
    progress: Progress | None = None, *, cancelled: Callable[[], bool] | None = None
) -> Iterator[None]:
    """Questions asked inside tell `progress(done, all)` of the partitions, and stop when `cancelled()`.

    `progress` is called from the threads that scan, one at a time. Cancelled when it was.

    >>> told = []
    >>> with watched(lambda done, all: told.append((done, all))):
    ...     begin(partitions=2, rounds=1)
    ...     scan = observed(str, parts=2)
    ...     [scan(1), scan(2)], told
    (['1', '2'], [(1, 2), (2, 2)])
    """
    token = _WATCH.set(Watch(progress, cancelled))
    try:
        yield
    finally:
        _WATCH.reset(token)


def begin(*, partitions: int, rounds: int) -> None:
    """A question that scans all partitions so many times begins."""
    watch = _WATCH.get()
    if watch is not None:
        watch.begin(partitions, rounds)


def observed(scan: Callable[..., Scanned], *, parts: int) -> Callable[..., Scanned]:
    """The scan, watched if anybody watches."""
    watch = _WATCH.get()
    return scan if watch is None else watch.observed(scan, parts)
