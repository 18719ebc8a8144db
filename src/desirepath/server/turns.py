"""Turns: so many questions are worked on at once, and which is next.

Strictly first come, first served makes who asks something quick wait for everything slow before it; always
the quickest first makes who asks something slow wait for ever. So each question is due some time after it
came, the later the longer its sort took lately; what is due first is next.
"""

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from heapq import heappop, heappush
from itertools import count
from threading import Event, Lock

__all__ = ["Turns"]

LENIENCE = 8  # a question is due so many times later than its sort took


class Turns:
    """Room for so many at once; safe to use from several threads."""

    def __init__(self, at_once: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._free, self._clock = at_once, clock
        self._took = dict[Hashable, float]()  # by sort of question, in seconds
        self._waiting: list[tuple[float, int, Event]] = []
        self._numbers = count()
        self._lock = Lock()

    @contextmanager
    def turn(self, sort: Hashable) -> Iterator[None]:
        """Wait until it is the turn of a question of this sort, and hold the room while inside.

        >>> with Turns(1).turn("funnel"):
        ...     print("asked")
        asked
        """
        admitted = Event()
        with self._lock:
            due = self._clock() + LENIENCE * self._took.get(sort, 0.0)
            heappush(self._waiting, (due, next(self._numbers), admitted))
            self._admit()
        admitted.wait()
        began = self._clock()
        try:
            yield
        finally:
            with self._lock:
                self._took[sort] = self._clock() - began
                self._free += 1
                self._admit()

    def _admit(self) -> None:
        while self._free and self._waiting:
            self._free -= 1
            heappop(self._waiting)[2].set()
