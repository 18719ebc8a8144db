"""Icons from Lucide (ISC licence beside this file), only those the pictures use."""

from functools import cache
from importlib.resources import files

import msgspec

from desirepath.drawing.shapes import Markup, element, number
from desirepath.errors import UnknownName

__all__ = ["has_icon", "icon"]


def icon(name: str, *, x: float, y: float, size: float, colour: str, stroke: float = 2) -> Markup:
    """An icon with its top left corner at x, y; `stroke` is in units of its 24 × 24 grid.

    >>> icon("meh", x=0, y=0, size=12, colour="#000")[:50]
    '<g transform="translate(0 0) scale(0.5)" fill="non'
    """
    shapes = _icons().get(name)
    if shapes is None:
        raise UnknownName("icon", name, _icons())
    return element(
        "g",
        *(element(tag, **attributes) for tag, attributes in shapes),
        transform=f"translate({number(x)} {number(y)}) scale({size / 24:.4g})",
        fill="none",
        stroke=colour,
        stroke_width=stroke,
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def has_icon(name: str) -> bool:
    """Whether there is an icon of this name.

    >>> has_icon("meh"), has_icon("photo.png")
    (True, False)
    """
    return name in _icons()


@cache
def _icons() -> dict[str, list[tuple[str, dict[str, str]]]]:
    raw = files("desirepath.drawing").joinpath("icons.json").read_bytes()
    return msgspec.json.decode(raw, type=dict[str, list[tuple[str, dict[str, str]]]])
