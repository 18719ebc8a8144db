"""Long work that can be given up: in the middle of a file, a scan or a query, with nothing half done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desirepath.engines import Engine
from desirepath.errors import Cancelled
from desirepath.journeys import watched

__all__ = ["Progress", "Stop", "followed", "stoppable"]

Progress = Callable[[str, int, int], None]  # the step under way, how much of all is done, and of how much
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


@contextmanager
def followed(engine: Engine, progress: Progress, stop: Stop, *, said: str) -> Iterator[None]:
    """What is asked inside tells its steps in words, and ends with `Cancelled`, in these, once `stop()`.

    It is looked at between two partitions of a scan, and in the middle of a query.
    """
    step = ""

    def says(name: str) -> None:
        nonlocal step
        step = name

    def reached(done: int, everything: int) -> None:
        progress(step, done, everything)

    with stoppable(engine, stop, said=said), watched(reached, cancelled=stop, says=says):
        yield
