"""Work that somebody watches: given up, in the middle of a query, as soon as it is not wanted any more.

Each thread has its own watcher, so that giving up one thread's work leaves the others' alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread, local

from desirepath.engines.protocol import Watcher
from desirepath.errors import Cancelled

__all__ = ["Watching", "given_up", "raise_if_stopped_by_hand"]

LOOK_SECONDS = 0.1  # between two looks whether the work is still wanted
SAID_BY_DUCKDB = "Query interrupted"  # what its Python driver makes of Ctrl-C, as a RuntimeError


class Watching:
    """Whose work a thread does; `stop` ends what is being asked, whoever asked it.

    `by_hand` is called when Ctrl-C ended it, for a driver that would let it go on elsewhere.
    """

    def __init__(self, stop: Callable[[], object], by_hand: Callable[[], object] = lambda: None) -> None:
        self._stop, self._by_hand, self._guard, self._mine = stop, by_hand, Lock(), local()
        self._asking: Watcher | None = None

    @contextmanager
    def by(self, watcher: Watcher) -> Iterator[None]:
        """What this thread asks inside ends with `Cancelled` when the watcher does not want it any more."""
        over = Event()
        following = Thread(target=self._follow, args=(watcher, over), daemon=True)
        before, self._mine.watcher = getattr(self._mine, "watcher", None), watcher
        following.start()
        try:
            yield
        finally:
            self._mine.watcher = before
            over.set()
            following.join()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """One thing asked of the driver, by one thread at a time: not begun, or stopped, when unwanted."""
        try:
            with self._asking_for(getattr(self._mine, "watcher", None)):
                yield
        except KeyboardInterrupt:
            with suppress(Exception):
                self._by_hand()
            raise

    @contextmanager
    def _asking_for(self, watcher: Watcher | None) -> Iterator[None]:
        if watcher is None:
            yield
            return
        if watcher.is_unwanted():
            raise given_up()
        with self._guard:
            self._asking = watcher
        try:
            yield
        except Exception:
            if watcher.is_unwanted():
                raise given_up() from None
            raise
        finally:
            with self._guard:
                self._asking = None

    def _follow(self, watcher: Watcher, over: Event) -> None:
        while not over.wait(LOOK_SECONDS):
            if not watcher.is_unwanted():
                continue
            with self._guard:  # while it is held, nobody else's query can begin
                if self._asking is watcher:
                    self._stop()


def given_up() -> Cancelled:
    """What work ends with that nobody wants any more."""
    return Cancelled("This was cancelled.")


def raise_if_stopped_by_hand(error: Exception) -> None:
    """KeyboardInterrupt, where the driver put it into words of its own."""
    if isinstance(error, RuntimeError) and str(error) == SAID_BY_DUCKDB:
        raise KeyboardInterrupt from None
