"""A picture read from right to left: everything placed is placed again from the other side.

Boxes, texts, points and curves are turned about the picture's middle; texts keep their letters and change
their anchor. A record names its other places in `ACROSS`, each with how wide the thing is that begins there;
one that draws something on a side of itself is told by `is_mirrored`.
"""

from typing import Any, TypeVar

import msgspec

from desirepath.prints.layout_curve import Point, Segment
from desirepath.prints.layout_marks import Anchor, Box, Words

_TURNED: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}

Placed = TypeVar("Placed", bound=msgspec.Struct)


def mirrored(placed: Placed, width: float) -> Placed:
    """The same, seen from the other side of a picture `width` wide."""
    turned: Placed = _turn(placed, width)
    return turned


def _turn(value: Any, width: float) -> Any:
    match value:
        case Words():
            turned: Any = msgspec.structs.replace(
                value, x=width - value.x, anchor=_TURNED[value.anchor], is_flush=value.anchor == "end",
                reads=value.is_mixed or value.reads,
            )  # fmt: skip
        case Box():
            turned = Box(x=width - value.right, y=value.y, width=value.width, height=value.height)
        case Point():
            turned = Point(x=width - value.x, y=value.y)
        case msgspec.Struct():
            turned = _record(value, width)
        case [Segment(), *_]:
            turned = [_segment(one, width) for one in reversed(value)]
        case list() | tuple():
            turned = type(value)(_turn(each, width) for each in value)
        case _:
            turned = value
    return turned


def _segment(one: Segment, width: float) -> Segment:
    """A piece of a curve, walked the other way, so that its x rises again."""
    return Segment(
        start=_turn(one.end, width),
        start_handle=_turn(one.end_handle, width),
        end_handle=_turn(one.start_handle, width),
        end=_turn(one.start, width),
    )


def _record(value: msgspec.Struct, width: float) -> msgspec.Struct:
    changed: dict[str, Any] = {}
    places: dict[str, float] = getattr(value, "ACROSS", {})
    for name in value.__struct_fields__:
        old = getattr(value, name)
        if name == "is_mirrored":
            changed[name] = True
        elif name in places:
            changed[name] = _place(old, width - places[name])
        elif isinstance(old, msgspec.Struct | list | tuple):
            changed[name] = _turn(old, width)
    return msgspec.structs.replace(value, **changed) if changed else value


def _place(old: Any, width: float) -> Any:
    if old is None:
        return None
    return (width - old[0], old[1]) if isinstance(old, tuple) else width - old
