"""Ways that are not just the next step: branches, loops, skips and exits, on tracks under the steps' names.

Each way has a track of its own as far as it reaches, so that no two touch. A way between two lanes is drawn
from card to card instead (`layout_links`).
"""

from collections.abc import Container
from itertools import pairwise
from typing import ClassVar, Literal

from desirepath.drawing import text_width
from desirepath.maps import Edge, Hotspot, JourneyMap, percent
from desirepath.prints.layout_columns import Columns, Edges
from desirepath.prints.layout_hotspots import Heats, Pill, hotspot_pill
from desirepath.prints.layout_marks import CAPTION, HEADER, Box, Words, broken, one_line, stacked
from desirepath.prints.layout_ports import ends_of, reach
from desirepath.prints.layout_reading import interval_of
from desirepath.prints.wording import arrow, joined, onward, word
from desirepath.records import Record

TRACK = 22.0
_LEAST_ROOM = 46.0  # for words over a short way: they may stand out at both ends
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
    words: list[Words]
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
    journey_map: JourneyMap, columns: Columns, heats: Heats, *, top: float, besides: Container[str] = ()
) -> PlacedWays | None:
    """The ways of a map under its step names; None where it has none `besides` those drawn elsewhere."""
    edges = columns.edges
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
    for number, track in enumerate(tracks):
        below = [place for other in tracks[number + 1 :] for run in other for place in (run.start, run.end)]
        told = [_told(run, below, columns, names) for run in track]
        spots = [heats.edges.get(run.edge.id) for run in track]
        above = CAPTION.leading * (max(len(each.lines) for each in told) - 1)
        for run, each, spot in zip(track, told, spots, strict=True):
            ways.append(_way(run, y + above, spot, each, title=way_title(run.edge, names), top=top))
        y += TRACK + above + (18 if any(spots) else 0)
    rail = stacked(broken(word("Ways"), HEADER, 100, most=1), HEADER, x=46, top=top + 4, limit=100)
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
    short_first = sorted(drawn, key=lambda one: abs(reach(one, edges)))
    ends = ends_of(short_first, edges)
    runs = [_Run(edge=one, start=ends[one.id][0], end=ends[one.id][1]) for one in short_first]
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
    return joined(_way_parts(edge))


def _way_parts(edge: Edge) -> list[str]:
    share = edge.measured_share if edge.measured_share is not None else edge.expected_share
    said = "" if share is None else percent(share)
    if said and edge.measured_share is None:
        said = word("{share} expected", share=said)
    return [part for part in (edge.label or word(_NAMES[edge.kind]), said) if part]


def way_title(edge: Edge, names: dict[str, str]) -> str:
    """An edge in full, for its tooltip."""
    to = names.get(edge.to_step or "") or word("out of the journey")
    text = f"{onward(names.get(edge.from_step, edge.from_step), to)}: {way_text(edge)}"
    if edge.low is not None and edge.high is not None:
        text += f", {interval_of(percent(edge.low), percent(edge.high))}"
    return text + (f", n = {edge.n:,}" if edge.n is not None else "")


def _is_free(track: list[_Run], run: _Run) -> bool:
    return all(run.high + 16 < other.low or other.high + 16 < run.low for other in track)


class _Told(Record):
    """A way's words in the lines that its piece of the track has room for."""

    lines: list[str]
    middle: float
    room: float
    right: float  # where the way ends at the right, or the page


def _told(run: _Run, below: list[float], columns: Columns, names: dict[str, str]) -> _Told:
    """What a way says, where no way to a lower track comes down through it: on one line or on a few."""
    first, last = columns.stretch
    low, high = max(run.low, first), min(run.high, last)
    cuts = sorted([low, *(x for x in below if low < x < high), high])
    left, right = max(pairwise(cuts), key=lambda piece: piece[1] - piece[0], default=(low, high))
    room = max(_LEAST_ROOM, right - left - 14)
    parts = _way_parts(run.edge)
    text = joined(parts)
    if not first <= run.end <= last:  # it goes on to another page, or comes from one
        to = names[run.edge.to_step or ""]
        text, parts = onward(text, to), [*parts, f"{arrow()} {to}"]
    elif not first <= run.start <= last:
        start = names[run.edge.from_step]
        text, parts = onward(start, text), [f"{start} {arrow()}", *parts]
    lines = broken(text, CAPTION, room)
    if len(lines) > 1:  # a name and a share each begin a line of their own
        lines = [line for part in parts for line in broken(part, CAPTION, room, most=3)]
    middle = (left + right) / 2
    if run.edge.to_step is None:  # what it says begins where it leaves
        widest = max(text_width(line, CAPTION.size, CAPTION.weight) for line in lines)
        middle = max(middle, run.start + 5 + widest / 2)
    return _Told(lines=lines, middle=middle, room=room, right=high)


def _way(run: _Run, y: float, spot: Hotspot | None, told: _Told, *, title: str, top: float) -> PlacedWay:
    """A way on its track, its words above it."""
    edge = run.edge
    last = len(told.lines) - 1
    words = [
        one_line(line, CAPTION, x=told.middle, y=y + 11 - CAPTION.leading * (last - row), limit=told.room,
                 anchor="middle")
        for row, line in enumerate(told.lines)
    ]  # fmt: skip
    pill = (
        hotspot_pill(spot, right=told.right - 6, top=y + 19, limit=max(60.0, run.high - run.low))
        if spot
        else None
    )
    return PlacedWay(
        edge=edge.id, kind=edge.kind, start=run.start, end=run.end, y=y + 15, top=top, words=words, pill=pill,
        title=title,
    )  # fmt: skip
