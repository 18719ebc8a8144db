"""What is worth keeping between two questions: one value, while what it was made from is the same."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Kept"]

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """One value, made when it is first asked for and made again when its key changes.

    Threads that ask at the same time wait for one making. A making that fails keeps nothing.

    >>> kept = Kept[str]()
    >>> [kept.of(1, lambda: "first"), kept.of(1, lambda: "never made"), kept.of(2, lambda: "second")]
    ['first', 'first', 'second']
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[Hashable, Value] | None = None

    def of(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value for this key."""
        with self._lock:
            if self._kept is None or self._kept[0] != key:
                self._kept = None  # let go of the old one before the new one takes room
                self._kept = key, make()
            return self._kept[1]
