"""What was answered lately, within a number of bytes: the longest unused goes first."""

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Lately"]

Value = TypeVar("Value")


class Lately(Generic[Value]):
    """Values by key, up to so many bytes in all; safe to use from several threads.

    >>> lately = Lately[str](limit_bytes=10)
    >>> lately.put("a", "…", size=6), lately.put("b", "…", size=4), lately.get("a")
    (None, None, '…')
    >>> lately.put("c", "…", size=3), lately.get("b"), lately.used_bytes
    (None, None, 9)
    """

    def __init__(self, *, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._kept: OrderedDict[object, tuple[Value, int]] = OrderedDict()
        self._used = 0
        self._turn = Lock()

    @property
    def used_bytes(self) -> int:
        """How many bytes are kept."""
        return self._used

    def get(self, key: object) -> Value | None:
        """What is kept under this key; it counts as used now."""
        with self._turn:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: object, value: Value, *, size: int) -> None:
        """Keep this value, and let others go for it; one that is larger than the limit is not kept."""
        with self._turn:
            _, before = self._kept.pop(key, (None, 0))
            self._used -= before
            if size > self._limit:
                return
            self._kept[key] = (value, size)
            self._used += size
            while self._used > self._limit:
                _, (_, freed) = self._kept.popitem(last=False)
                self._used -= freed
