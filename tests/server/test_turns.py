"""Whose turn it is: who asks something quick does not wait for all that is slow, nor the slow for ever."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from desirepath.server.turns import LENIENCE, Turns


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


class Queue:
    """Questions that wait behind one that takes as long as it is told to."""

    def __init__(self, turns: Turns) -> None:
        self.turns, self.order, self.threads = turns, list[str](), list[threading.Thread]()

    def ask(self, name: str, sort: str) -> None:
        """Wait in a thread of its own; returns when the question is in the queue."""

        def asked() -> None:
            with self.turns.turn(sort):
                self.order.append(name)

        before = len(self.turns._waiting)
        self.threads.append(threading.Thread(target=asked))
        self.threads[-1].start()
        while len(self.turns._waiting) == before:
            pass

    @contextmanager
    def behind(self, sort: str) -> Iterator[None]:
        """Hold the only room meanwhile; afterwards everybody who waited has had their turn."""
        with self.turns.turn(sort):
            yield
        for thread in self.threads:
            thread.join()


def known(clock: Clock, **seconds: float) -> Turns:
    """Room for one, where it is known how long each sort of question takes."""
    turns = Turns(1, clock=clock)
    for sort, took in seconds.items():
        with turns.turn(sort):
            clock.now += took
    return turns


def test_what_takes_equally_long_is_served_as_it_comes() -> None:
    queue = Queue(known(Clock(), paths=1.0))
    with queue.behind("paths"):
        for name in ("ana's", "bo's", "cy's"):
            queue.ask(name, "paths")
    assert queue.order == ["ana's", "bo's", "cy's"]


def test_what_is_quick_goes_before_what_is_slow_and_came_a_little_earlier() -> None:
    clock = Clock()
    queue = Queue(known(clock, slow=2.0, quick=0.5))
    with queue.behind("other"):
        queue.ask("slow", "slow")
        clock.now += 1.0
        queue.ask("quick", "quick")
    assert queue.order == ["quick", "slow"]


def test_what_is_slow_does_not_wait_for_ever() -> None:
    clock = Clock()
    queue = Queue(known(clock, slow=2.0, quick=0.5))
    with queue.behind("other"):
        queue.ask("slow", "slow")
        clock.now += LENIENCE * 2.0
        queue.ask("quick", "quick")
    assert queue.order == ["slow", "quick"]


def test_there_is_room_again_after_a_question_that_failed() -> None:
    turns = Turns(1)
    for _ in range(2):
        with pytest.raises(ValueError, match="invalid"), turns.turn("paths"):
            int("not a number")
    with turns.turn("paths"):
        assert turns._free == 0
    assert turns._free == 1
