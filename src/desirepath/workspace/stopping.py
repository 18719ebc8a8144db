"""Loads and refreshes that can be given up: in the middle of a file or a query, with nothing half done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desirepath.engines import Engine
from desirepath.errors import Cancelled

__all__ = ["Stop", "stoppable"]

Stop = Callable[[], bool]  # whether somebody wants it stopped; asked several times a second


class Asker:
    """Who waits, as an engine knows it."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop

    def tell(self, done: int, of: int) -> None:
        """The engine's own count of tasks is not told: steps are."""

    def is_unwanted(self) -> bool:
        """Whether it is to be stopped."""
        return self._stop()


@contextmanager
def stoppable(engine: Engine, stop: Stop | None, *, said: str) -> Iterator[Callable[[], None]]:
    """What is done inside ends with `Cancelled`, in these words, once `stop()`.

    It gives a function to be called between two steps, where no engine is asked.
    """
    if stop is None:
        yield lambda: None
        return

    def check() -> None:
        if stop():
            raise Cancelled(said)

    try:
        with engine.watched(Asker(stop)):
            check()
            yield check
    except Cancelled:
        raise Cancelled(said) from None
