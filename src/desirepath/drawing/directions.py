"""Which way a text reads, and how a line of it is set so that every renderer agrees.

A browser turns `text-anchor` round where `direction` is rtl; the renderer that makes our pixels does not know
`direction` at all. Both know the embedding characters, so a line carries its direction in itself and anchors
always mean left, middle and right.
"""

from typing import Literal
from unicodedata import bidirectional

from desirepath.records import Record

__all__ = ["Anchor", "Setting", "has_right_to_left", "right_to_left", "setting"]

Anchor = Literal["start", "middle", "end"]
_RIGHT_TO_LEFT, _POP = "\u202b", "\u202c"


class Setting(Record):
    """A line as it is written into a picture: its characters, where it stands, its anchor (left is start)."""

    text: str
    x: float
    anchor: Anchor


def right_to_left(text: str) -> bool:
    """Whether a text reads from right to left: its first letter decides (Unicode's annex 9, rule P2).

    >>> right_to_left("مرحبا 12"), right_to_left("12 router")
    (True, False)
    """
    if text.isascii():
        return False
    return next((kind != "L" for char in text if (kind := bidirectional(char)) in {"L", "R", "AL"}), False)


def has_right_to_left(text: str) -> bool:
    """Whether anything in a text reads from right to left.

    >>> has_right_to_left("Chat, שלום"), has_right_to_left("Chat")
    (True, False)
    """
    return not text.isascii() and any(bidirectional(char) in {"R", "AL"} for char in text)


def setting(
    text: str, *, x: float, anchor: Anchor = "start", width: float | None = None, reads: bool | None = None
) -> Setting:
    """How a line is set. `reads`: from right to left or not; None: as its first letter says.

    A line that begins at `x` and reads from right to left begins at the right end of its `width`.

    >>> setting("Reach", x=4)
    Setting(text='Reach', x=4, anchor='start')
    >>> setting("שלום!", x=4, width=100).x, setting("שלום!", x=4, width=100).anchor
    (104, 'end')
    """
    if not (right_to_left(text) if reads is None else reads):
        return Setting(text=text, x=x, anchor=anchor)
    if anchor == "start" and width is not None:
        x, anchor = x + width, "end"
    return Setting(text=f"{_RIGHT_TO_LEFT}{text}{_POP}", x=x, anchor=anchor)
