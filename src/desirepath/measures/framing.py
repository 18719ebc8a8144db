"""What every scan of one question shares: the lens's nodes, the stages, the moment it is asked of.

The reserved node names live here too. They stand in parentheses; no real node may be taken for one
of them, because measures add them outside the lens's own numbering.
"""

from collections.abc import Sequence

import pyarrow as pa

from desirepath.errors import UnknownName
from desirepath.journeys import StageDocument
from desirepath.records import Record

__all__ = ["END", "JOURNEY", "OTHER", "START", "Frame", "frame"]

START = "(start)"  # where every journey comes from
END = "(end)"  # where every journey goes to
OTHER = "(other)"  # all that the rows above leave over
JOURNEY = "(journey)"  # the journey as a whole, not one of its nodes


class Frame(Record):
    """The names behind the numbers that journeys carry; made by `frame`."""

    lens: str
    nodes: list[str]
    index: dict[str, int]
    as_of_us: int
    stages: StageDocument | None = None
    kinds: pa.Table | None = None  # the store's: for a measure that looks through a second lens
    zone: str = "UTC"  # of the workspace: where its days, weeks and months begin
    spend: pa.Table | None = None  # day, channel, campaign, cost_minor, …; None: no spend is known

    def node(self, name: str) -> int:
        """The number of a node; UnknownName, with the nearest that there is, when there is none."""
        found = self.index.get(name)
        if found is None:
            raise UnknownName(f"{self.lens} node", name, self.nodes)
        return found


def frame(
    lens: str,
    nodes: Sequence[str],
    *,
    as_of_us: int = 0,
    stages: StageDocument | None = None,
    kinds: pa.Table | None = None,
    zone: str = "UTC",
    spend: pa.Table | None = None,
) -> Frame:
    """The frame of a lens with these nodes.

    >>> frame("channel", ["email", "phone"]).node("phone")
    1
    """
    index = {name: number for number, name in enumerate(nodes)}
    return Frame(
        lens=lens,
        nodes=list(nodes),
        index=index,
        as_of_us=as_of_us,
        stages=stages,
        kinds=kinds,
        zone=zone,
        spend=spend,
    )
