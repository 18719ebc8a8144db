"""Letters, large and small: texts that are compared whatever the size of their letters."""

from typing import Any

__all__ = ["folded"]


def folded(text: Any) -> Any:
    """A text, or a column of texts, in small letters: the same ones wherever it is done.

    Two small letters depend on who writes them: the sigma at the end of a word, and the dot of a Turkish i.

    >>> folded("İZMİR"), folded("ΟΔΟΣ")
    ('izmir', 'οδοσ')
    """
    return text.lower().replace("ς", "σ").replace("i\u0307", "i")
