"""Ways that are not just the next step: branches, loops, skips and exits, on tracks under the steps' names.

Each way has a track of its own as far as it reaches, so that no two touch. A way between two lanes is drawn
from card to card instead (`layout_links`).
"""

from collections.abc import Container
from itertools import pairwise
from typing import ClassVar, Literal

from desirepath.maps import Edge, Hotspot, JourneyMap, percent
from desirepath.prints.layout_columns import Edges
from desirepath.prints.layout_hotspots import Heats, Pill, hotspot_pill
from desirepath.prints.layout_marks import CAPTION, HEADER, Box, Words, broken, one_line, stacked
from desirepath.records import Record

TRACK = 22.0
_NAMES = {"next": "next", "branch": "branch", "loop": "back", "skip": "skip", "exit": "leaves"}


class PlacedWay(Record):
    """A way on its track: down from one step, along, and up into the other."""

    ACROSS: ClassVar[dict[str, float]] = {"start": 0, "end": 0}

    edge: str
    kind: Literal["next", "branch", "loop", "skip", "exit"]
    start: float
    end: float
    y: float
    top: float  # where its ends begin
    words: Words
    pill: Pill | None
    title: str


class PlacedWays(Record):
    """All the tracks with their name in the rail."""

    ACROSS: ClassVar[dict[str, float]] = {"icon_at": 18}

    box: Box
    rail: list[Words]
    icon_at: tuple[float, float]
    ways: list[PlacedWay]


def place_ways(
    journey_map: JourneyMap, edges: Edges, heats: Heats, *, top: float, besides: Container[str] = ()
) -> PlacedWays | None:
    """The ways of a map under its step names; None where it has none `besides` those drawn elsewhere."""
    drawn = [
        one
        for one in journey_map.edges
        if is_on_track(one) and one.from_step in edges and one.id not in besides
    ]
    if not drawn:
        return None
    names = {step.id: step.name for stage in journey_map.stages for step in stage.steps}
    tracks = _tracks(drawn, edges)
    ways: list[PlacedWay] = []
    y = top + 6
    for track in tracks:
        below = [run.start for other in tracks[tracks.index(track) + 1 :] for run in other]
        below += [run.end for other in tracks[tracks.index(track) + 1 :] for run in other]
        spots = [heats.edges.get(run.edge.id) for run in track]
        for run, spot in zip(track, spots, strict=True):
            ways.append(_way(run, y, spot, below, names=names, top=top))
        y += TRACK + (18 if any(spots) else 0)
    rail = stacked(broken("Ways", HEADER, 100, most=1), HEADER, x=46, top=top + 4, limit=100)
    box = Box(x=0, y=top, width=max(right for _, right in edges.values()), height=y + 6 - top)
    return PlacedWays(box=box, rail=rail, icon_at=(20, top + 3), ways=ways)


class _Run(Record):
    """An edge with its ends."""

    edge: Edge
    start: float
    end: float

    @property
    def low(self) -> float:
        return min(self.start, self.end)

    @property
    def high(self) -> float:
        return max(self.start, self.end)


def _tracks(drawn: list[Edge], edges: Edges) -> list[list[_Run]]:
    """The edges on as few tracks as they need, short ones above."""
    runs = []
    for number, one in enumerate(sorted(drawn, key=lambda one: _length(one, edges))):
        start, end = _ends(one, edges, number)
        runs.append(_Run(edge=one, start=start, end=end))
    tracks: list[list[_Run]] = []
    for run in runs:
        free = next((track for track in tracks if _is_free(track, run)), None)
        if free is None:
            tracks.append([run])
        else:
            free.append(run)
    return tracks


def is_on_track(edge: Edge) -> bool:
    """Whether an edge is drawn under the names: it is not just the next step, nor between lanes."""
    return not (edge.from_card and edge.to_card) and (edge.kind != "next" or edge.label is not None)


def way_text(edge: Edge) -> str:
    """An edge in a few words: what it is called, and how many go that way."""
    share = edge.measured_share if edge.measured_share is not None else edge.expected_share
    said = "" if share is None else percent(share)
    if said and edge.measured_share is None:
        said += " expected"
    return " · ".join(part for part in (edge.label or _NAMES[edge.kind], said) if part)


def way_title(edge: Edge, names: dict[str, str]) -> str:
    """An edge in full, for its tooltip."""
    to = names.get(edge.to_step or "", "out of the journey")
    text = f"{names.get(edge.from_step, edge.from_step)} → {to}: {way_text(edge)}"
    if edge.low is not None and edge.high is not None:
        text += f", 95 % interval {percent(edge.low)} to {percent(edge.high)}"
    return text + (f", n = {edge.n:,}" if edge.n is not None else "")


def _length(edge: Edge, edges: Edges) -> float:
    start, end = _ends(edge, edges, 0)
    return abs(end - start)


def _ends(edge: Edge, edges: Edges, number: int) -> tuple[float, float]:
    """Where a way leaves and arrives, a little apart from others at the same step."""
    left, right = edges[edge.from_step]
    apart = (number % 5 - 2) * 7
    start = (left + right) / 2 + apart
    if edge.to_step is None or edge.to_step not in edges:
        return start, right - 4
    to_left, to_right = edges[edge.to_step]
    end = (to_left + to_right) / 2 + apart
    return start, end + 24 if edge.to_step == edge.from_step else end


def _is_free(track: list[_Run], run: _Run) -> bool:
    return all(run.high + 16 < other.low or other.high + 16 < run.low for other in track)


def _way(
    run: _Run, y: float, spot: Hotspot | None, below: list[float], *, names: dict[str, str], top: float
) -> PlacedWay:
    """A way on its track; its words stand where no way to a lower track comes down through them."""
    edge = run.edge
    cuts = sorted([run.low, *(x for x in below if run.low < x < run.high), run.high])
    left, right = max(pairwise(cuts), key=lambda piece: piece[1] - piece[0], default=(run.low, run.high))
    words = one_line(
        way_text(edge), CAPTION, x=(left + right) / 2, y=y + 11, limit=max(24.0, right - left - 14),
        anchor="middle",
    )  # fmt: skip
    pill = (
        hotspot_pill(spot, right=run.high - 6, top=y + 19, limit=max(60.0, run.high - run.low))
        if spot
        else None
    )
    return PlacedWay(
        edge=edge.id, kind=edge.kind, start=run.start, end=run.end, y=y + 15, top=top, words=words, pill=pill,
        title=way_title(edge, names),
    )  # fmt: skip
