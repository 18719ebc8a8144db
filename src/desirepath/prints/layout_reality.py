"""The ways people really take, over the drawn order: loops back above the step names, ways onward below.

A way is as wide as the share that takes it. Ways that overlap run at different heights, and each has a place
of its own at a step, so that none hides another. One that somebody drew and nobody takes is dashed.
"""

from typing import ClassVar, Literal

from desirepath.maps import Edge, JourneyMap, count_text, percent
from desirepath.prints.layout_columns import Columns
from desirepath.prints.layout_header import MARGIN
from desirepath.prints.layout_marks import CAPTION, HEADER, Box, Style, Words, broken, one_line, stacked
from desirepath.prints.layout_reading import interval_of
from desirepath.prints.wording import onward, word
from desirepath.records import Record

PITCH = 21.0  # between two heights
NEAR, FAR = 14.0, 8.0  # room at the steps, and beyond the highest way
LEAST_BELOW = 54.0  # what the strip is called needs that much
LABELLED_FROM = 0.05
NOT_USED = "not used"
LABEL = Style(size=10, leading=13, weight=600)
Strip = Literal["loops", "onward"]


class Way(Record):
    """One way from a step to another: up or down, across, and to the step."""

    ACROSS: ClassVar[dict[str, float]] = {"start": 0, "end": 0}

    edge: str
    strip: Strip
    start: tuple[float, float]
    end: tuple[float, float]
    across_y: float
    width: float
    stage_type: str  # of the step it leaves
    is_used: bool
    label: Words | None
    label_box: Box | None
    title: str


class Reality(Record):
    """The two strips of ways, with their names in the rail."""

    ways: list[Way]
    words: list[Words]


class _Route(Record):
    edge: Edge
    start: int  # column
    end: int

    @property
    def strip(self) -> Strip:
        return "loops" if self.end <= self.start else "onward"

    @property
    def span(self) -> tuple[int, int]:
        return min(self.start, self.end), max(self.start, self.end)


def shows_reality(journey_map: JourneyMap) -> bool:
    """Whether a layer of the map says that the real ways are drawn to begin with."""
    return any(layer.kind == "reality" and layer.is_shown for layer in journey_map.layers)


def reality_room(journey_map: JourneyMap) -> tuple[float, float]:
    """How much room the ways need above and below the step names."""
    routes = _routes(journey_map)
    room = [
        _room(_heights([route for route in routes if route.strip == strip])) for strip in ("loops", "onward")
    ]
    return room[0], max(room[1], LEAST_BELOW) if room[1] else 0.0


def place_reality(journey_map: JourneyMap, columns: Columns, *, top: float, bottom: float) -> Reality:
    """The ways: loops end at `top`, above the step names; ways onward begin at `bottom`, below them."""
    edges = columns.edges
    centers = [(left + right) / 2 for left, right in edges.values()]
    stages = {step.id: stage.type for stage in journey_map.stages for step in stage.steps}
    names = {step.id: step.name for stage in journey_map.stages for step in stage.steps}
    column = min((right - left for left, right in edges.values()), default=132.0)
    ways: list[Way] = []
    words: list[Words] = []
    routes = _routes(journey_map)
    for strip, y in (("loops", top), ("onward", bottom)):
        chosen = [route for route in routes if route.strip == strip]
        if not chosen:
            continue
        heights = _heights(chosen)
        ends = _ends(chosen, centers, column)
        sign = -1 if strip == "loops" else 1
        across = [y + sign * (NEAR + PITCH * height) for height in heights]
        for at, route in enumerate(chosen):
            crossing = [x for other, pair in enumerate(ends) if heights[other] > heights[at] for x in pair]
            label = _label(route.edge, ends[at], across[at], crossing=crossing, page=columns.stretch)
            ways.append(
                Way(
                    edge=route.edge.id,
                    strip=route.strip,
                    start=(ends[at][0], y),
                    end=(ends[at][1], y),
                    across_y=across[at],
                    width=1.5 + 6 * min(1.0, route.edge.measured_share or 0.0),
                    stage_type=stages[route.edge.from_step],
                    is_used=_is_used(route.edge),
                    label=label,
                    label_box=_ground(label) if label else None,
                    title=way_text(route.edge, names),
                )
            )
        words += _rail_words(strip, y - _room(heights) if strip == "loops" else y)
    return Reality(ways=ways, words=words)


def way_text(edge: Edge, names: dict[str, str]) -> str:
    """A way in words, for a tooltip or a table."""
    to = names.get(edge.to_step or "") or word("out of the journey")
    said = onward(names.get(edge.from_step, edge.from_step), to)
    if not _is_used(edge):
        return f"{said}: {word('drawn')}, {word(NOT_USED)}"
    share = word("{share} of the moves from here", share=percent(edge.measured_share or 0))
    parts = [f"{said}: {share}"]
    if edge.low is not None and edge.high is not None:
        parts.append(interval_of(percent(edge.low), percent(edge.high)))
    parts += [f"n = {count_text(edge.n)}"] if edge.n is not None else []
    return ", ".join(parts)


def measured_edges(journey_map: JourneyMap) -> list[Edge]:
    """The map's ways between two steps that have been measured."""
    steps = {step.id for stage in journey_map.stages for step in stage.steps}
    return [
        edge
        for edge in journey_map.edges
        if edge.measured_share is not None and edge.to_step in steps and edge.from_step in steps
    ]


def _routes(journey_map: JourneyMap) -> list[_Route]:
    order = [step.id for stage in journey_map.stages for step in stage.steps]
    place = {step: at for at, step in enumerate(order)}
    routes = [
        _Route(edge=edge, start=place[edge.from_step], end=place[edge.to_step or ""])
        for edge in measured_edges(journey_map)
        if edge.to_step != edge.from_step
    ]
    return sorted(routes, key=lambda route: (route.span[1] - route.span[0], route.span, route.edge.id))


def _heights(routes: list[_Route]) -> list[int]:
    """How high each way runs: the lowest that no way over the same steps has; short ones come first."""
    heights: list[int] = []
    for at, route in enumerate(routes):
        low, high = route.span
        taken = {
            heights[other]
            for other in range(at)
            if routes[other].span[0] < high and low < routes[other].span[1]
        }
        heights.append(next(height for height in range(len(routes) + 1) if height not in taken))
    return heights


def _room(heights: list[int]) -> float:
    return NEAR + PITCH * max(heights) + PITCH / 2 + FAR if heights else 0.0


def _ends(routes: list[_Route], centers: list[float], column: float) -> list[tuple[float, float]]:
    """Where each way leaves and arrives: side by side at a step, those to the left on the left."""
    places: dict[tuple[int, int], float] = {}
    for step, center in enumerate(centers):
        touching = [(at, route) for at, route in enumerate(routes) if step in (route.start, route.end)]
        touching.sort(key=lambda each: _side(each[1], step))
        gap = min(12.0, (column - 20) / max(1, len(touching)))
        for place, (at, _) in enumerate(touching):
            places[at, step] = center + (place - (len(touching) - 1) / 2) * gap
    return [(places[at, route.start], places[at, route.end]) for at, route in enumerate(routes)]


def _side(route: _Route, step: int) -> tuple[int, int]:
    """Ways to the left from the shortest, then ways to the right from the longest: so they nest."""
    low, high = route.span
    return (0, high - low) if step == high else (1, low - high)


def _ground(label: Words) -> Box:
    return Box(x=label.box.x - 4, y=label.y - 10, width=label.width + 8, height=13.5)


def _label(
    edge: Edge, ends: tuple[float, float], y: float, *, crossing: list[float], page: tuple[float, float]
) -> Words | None:
    """On the way's level part, where as few other ways as may be run through it; rare ways have none."""
    if _is_used(edge) and (edge.measured_share or 0.0) < LABELLED_FROM:
        return None
    text = percent(edge.measured_share or 0) if _is_used(edge) else word(NOT_USED)
    left, right = max(min(ends), page[0]), min(max(ends), page[1])
    words = [
        one_line(text, LABEL, x=left + (right - left) * part / 12, y=y + 3.5, limit=60, anchor="middle")
        for part in (6, 5, 7, 4, 8, 3, 9)
    ]
    costs = [sum(each.box.x - 6 < x < each.box.right + 6 for x in crossing) for each in words]
    return words[costs.index(min(costs))]


def _is_used(edge: Edge) -> bool:
    return (edge.measured_share or 0.0) > 0


def _rail_words(strip: str, top: float) -> list[Words]:
    name = word("Loops back") if strip == "loops" else word("Ways onward")
    told = broken(word("share of the moves out of a step"), CAPTION, 118, most=3)
    words = stacked([name], HEADER, x=MARGIN, top=top + 2, limit=130)
    return words + (stacked(told, CAPTION, x=MARGIN, top=top + 18, limit=130) if strip == "onward" else [])
