"""Lines that stand beside each other in the narrow gutters between a blueprint's columns.

A line towards the next card stands nearest to that card, one that goes on above others nearest to the card
that it leaves, so that no line runs through the arrow of another.
"""

from collections.abc import Iterable
from typing import Literal

from desirepath.records import Record

ROOM = 5.0  # for all the lines of one gutter
_STEP = 4.0  # between two of them, where there is room


class Upright(Record):
    """A piece of a way that stands in a gutter: who needs it, where the gutter's middle is, and its role."""

    edge: str
    gutter: float
    role: Literal["leaves", "arrives", "crosses", "returns"]
    is_forward: bool
    depth: int = 0  # how low the way runs along above the cards, the highest first


def upright_places(uprights: Iterable[Upright]) -> dict[tuple[str, float], float]:
    """Where each piece stands, by its way and its gutter.

    >>> over = Upright(edge="over", gutter=100, role="leaves", is_forward=True)
    >>> next_card = Upright(edge="next", gutter=100, role="crosses", is_forward=True)
    >>> upright_places([next_card, over])
    {('over', 100): 98.0, ('next', 100): 102.0}
    """
    gutters: dict[float, list[Upright]] = {}
    for each in uprights:
        gutters.setdefault(each.gutter, []).append(each)
    places: dict[tuple[str, float], float] = {}
    for gutter, held in gutters.items():
        apart = min(_STEP, ROOM / max(1, len(held) - 1))
        first = gutter - apart * (len(held) - 1) / 2
        for at, each in enumerate(sorted(held, key=_rank)):
            places[each.edge, gutter] = first + at * apart
    return places


def _rank(upright: Upright) -> tuple[float, int]:
    """From left to right, for a map that is read so."""
    if upright.role == "returns":  # to its own column, which stands right of the gutter unless forward
        return (0.5 if upright.is_forward else 2.5, 0)
    if upright.role == "crosses":
        return (2.0 if upright.is_forward else 1.0, 0)
    at_left = (upright.role == "leaves") == upright.is_forward
    return (0.0, upright.depth) if at_left else (3.0, -upright.depth)
