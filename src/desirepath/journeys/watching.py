"""Watching a long question: how far it is, and whether its asker still wants it.

A door says `with watched(...)` around what it asks; nothing between the two passes anything on. Between two
partitions a scan that nobody wants any more stops with `Cancelled`. What asks several questions for one
answer says `with stretch(...)` around each, and may say in words what is done there.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import TypeVar

from desirepath.errors import Cancelled

__all__ = ["begin", "each_of", "observed", "stretch", "watched", "watcher"]

Progress = Callable[[int, int], None]
Says = Callable[[str], None]
Part = TypeVar("Part")
Scanned = TypeVar("Scanned")
WHOLE = 10_000


class Watch:
    """How far the question is that this thread asks."""

    def __init__(
        self, progress: Progress | None, cancelled: Callable[[], bool] | None, says: Says | None
    ) -> None:
        self._progress, self._cancelled, self._says = progress, cancelled, says
        self._counting = Lock()
        self._partitions = self._rounds = self._round = 0
        self.stretch: tuple[float, float] | None = None

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

    def tell(self, done: int, of: int) -> None:
        """So much is done of the scan under way, which others do and which is observed as one part."""
        if done < of:
            self._tell((self._round - 1) * self._partitions + done * self._partitions // of)

    def enter(self, step: str | None) -> None:
        """Another step begins, if it is still wanted."""
        self._stop_if_cancelled()
        if step is None:
            return
        if self._says is not None:
            self._says(step)
        self.begin(partitions=1, rounds=1)
        self._tell(0)

    def is_unwanted(self) -> bool:
        """Whether the asker has given up."""
        return self._cancelled is not None and self._cancelled()

    def _stop_if_cancelled(self) -> None:
        if self.is_unwanted():
            raise Cancelled("The question was cancelled.")

    def _tell(self, done: int) -> None:
        if self._progress is None:
            return
        everything = max(self._rounds * self._partitions, done)
        if self.stretch is None:
            self._progress(done, everything)
        else:
            low, high = self.stretch
            self._progress(round(WHOLE * (low + (high - low) * done / everything)), WHOLE)


_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(
    progress: Progress | None = None,
    *,
    cancelled: Callable[[], bool] | None = None,
    says: Says | None = None,
) -> Iterator[None]:
    """Questions asked inside tell `progress(done, all)` of the partitions, and stop when `cancelled()`.

    `progress` is called from the threads that scan, one at a time; `says` with each step that has a name, as
    it begins. Cancelled when it was.

    >>> told = []
    >>> with watched(lambda done, all: told.append((done, all))):
    ...     begin(partitions=2, rounds=1)
    ...     scan = observed(str, parts=2)
    ...     [scan(1), scan(2)], told
    (['1', '2'], [(1, 2), (2, 2)])
    """
    token = _WATCH.set(Watch(progress, cancelled, says))
    try:
        yield
    finally:
        _WATCH.reset(token)


@contextmanager
def stretch(low: float, high: float, step: str | None = None) -> Iterator[None]:
    """What is asked inside is this stretch of the way, from 0 to 1; one of no length says nothing of it.

    `step` says in words what is done there. Cancelled where it is not wanted any more.

    >>> told = []
    >>> with watched(lambda done, all: told.append(done / all)), stretch(0.5, 1.0):
    ...     begin(partitions=2, rounds=1)
    ...     scan = observed(str, parts=2)
    ...     [scan(1), scan(2)], told
    (['1', '2'], [0.75, 1.0])
    """
    watch = _WATCH.get()
    if watch is None:
        yield
        return
    before = watch.stretch
    start, end = before or (0.0, 1.0)
    watch.stretch = start + (end - start) * low, start + (end - start) * high
    try:
        watch.enter(step)
        yield
    finally:
        watch.stretch = before


def begin(*, partitions: int, rounds: int) -> None:
    """A question that scans all partitions so many times begins."""
    watch = _WATCH.get()
    if watch is not None:
        watch.begin(partitions, rounds)


def observed(scan: Callable[..., Scanned], *, parts: int) -> Callable[..., Scanned]:
    """The scan, watched if anybody watches."""
    watch = _WATCH.get()
    return scan if watch is None else watch.observed(scan, parts)


def each_of(parts: Sequence[Part]) -> Iterator[Part]:
    """Each part in turn, as a question scans them that begins with the first.

    >>> told = []
    >>> with watched(lambda done, all: told.append((done, all))):
    ...     list(each_of("ab")), told
    (['a', 'b'], [(1, 2), (2, 2)])
    """
    begin(partitions=len(parts), rounds=1)
    look = observed(_itself, parts=len(parts))
    for part in parts:
        yield part
        look(part)


def _itself(part: Part) -> Part:
    return part


def watcher() -> Watch | None:
    """Who watches the question that this thread asks, for whoever does the work elsewhere."""
    return _WATCH.get()
