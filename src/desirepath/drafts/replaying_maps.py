"""Is the map true? Every real journey walked over its steps, and what it explains of them.

The measure `Fidelity` asked of a map: its steps are the nodes, the drawn order and the drawn edges the ways.
What no step binds is there too, so that a map of little cannot look like a true one.
"""

from itertools import pairwise
from typing import Any

import msgspec

from desirepath.drafts.asking import Ask
from desirepath.drafts.citing import Terms
from desirepath.drafts.reality import is_real
from desirepath.drafts.step_lenses import OFF_MAP
from desirepath.maps import JourneyMap, steps_of
from desirepath.measures import Fidelity
from desirepath.records import Record

TOP, LENS = 10, "step_or_place"


class Explained(Record):
    """A share that the map explains, with its interval."""

    share: float | None
    low: float | None
    high: float | None
    count: int
    n: int
    too_few: bool


class Way(Record):
    """One way from step to step: how often it is taken, of how often somebody stands at its first step."""

    from_step: str
    to_step: str
    count: int
    share: float | None
    low: float | None
    high: float | None
    n: int


class Route(Record):
    """A whole way that people take; names in it that are no step are places that the map does not have."""

    steps: list[str]
    count: int
    share: float | None
    n: int  # journeys


class Truth(Record):
    """How true a map is, asked of every journey there was."""

    interactions: Explained
    journeys: Explained
    precision: float | None  # what people use of what the map lets them do, 0–1
    ways_drawn: int
    ways_used: int
    ways: list[Way]  # drawn, also those that nobody uses
    missing_ways: list[Way]  # between its steps, most taken first
    missing_places: list[Route]  # touchpoints that no step binds
    missing_routes: list[Route]  # the most frequent ones that are not explained
    changed: str | None  # the last month, if what is explained changed in it more than chance would


def fidelity_of(journey_map: JourneyMap, terms: Terms) -> Fidelity | None:
    """The question; None where no step binds anything.

    Drawn are the order of the steps that bind something and the edges that somebody drew; journeys begin and
    end where they like.
    """
    bound = [step.id for step in steps_of(journey_map) if step.bindings]
    if not bound:
        return None
    drawn = [list(way) for way in pairwise(bound)]
    drawn += [
        [edge.from_step, edge.to_step]
        for edge in journey_map.edges
        if edge.from_step in bound and edge.to_step in bound and not is_real(edge)
    ]
    ways = dict.fromkeys((start, end) for start, end in drawn)
    return Fidelity(nodes=bound, edges=[list(way) for way in ways], split=terms.split, by="month", top=TOP)


def truth_questions(journey_map: JourneyMap, terms: Terms) -> list[dict[str, Any]]:
    """What is asked: the walks by month, and whole ways without lingering; nothing where nothing is bound."""
    question = fidelity_of(journey_map, terms)
    if question is None:
        return []
    straight = msgspec.structs.replace(question, collapse_loops=True, by=None)
    return [{**msgspec.to_builtins(one), "lens": LENS} for one in (question, straight)]


def truth_of(journey_map: JourneyMap, ask: Ask, terms: Terms) -> Truth | None:
    """How true the map is; None where it binds nothing, or nobody did anything."""
    questions = truth_questions(journey_map, terms)
    if not questions:
        return None
    rows, routes = (ask(question).to_pylist() for question in questions)
    whole = {row["what"]: row for row in rows if row["period"] is None}
    if "journeys" not in whole:
        return None
    return Truth(
        interactions=_explained(whole["interactions"]),
        journeys=_explained(whole["journeys"]),
        precision=whole["precision"]["share"],
        ways_drawn=whole["edges"]["n"],
        ways_used=whole["edges"]["count"],
        ways=[_way(row) for row in rows if row["what"] == "edge"],
        missing_ways=[_way(row) for row in _named(rows, "missing_edge")],
        missing_places=[_route([row["from_node"]], row) for row in _named(rows, "missing_node")],
        missing_routes=[_route(row["path"], row) for row in routes if _is_route(row)],
        changed=_changed(rows),
    )


def place_name(node: str) -> str:
    """What a node that is no step is called.

    >>> place_name("not on the map: Hotline")
    'Hotline'
    """
    return node.removeprefix(OFF_MAP)


def _named(rows: list[dict[str, Any]], what: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["what"] == what and row["from_node"] != "(other)"]


def _is_route(row: dict[str, Any]) -> bool:
    return row["what"] == "missing_path" and bool(row["path"]) and row["path"] != ["(other)"]


def _explained(row: dict[str, Any]) -> Explained:
    return Explained(
        share=row["share"],
        low=row["share_low"],
        high=row["share_high"],
        count=row["count"],
        n=row["n"],
        too_few=bool(row["too_few"]),
    )


def _way(row: dict[str, Any]) -> Way:
    return Way(
        from_step=row["from_node"],
        to_step=row["to_node"],
        count=row["count"],
        share=row["share"],
        low=row["share_low"],
        high=row["share_high"],
        n=row["n"],
    )


def _route(nodes: list[str], row: dict[str, Any]) -> Route:
    return Route(steps=list(map(place_name, nodes)), count=row["count"], share=row["share"], n=row["n"])


def _changed(rows: list[dict[str, Any]]) -> str | None:
    periods = [row for row in rows if row["what"] == "interactions" and row["period"] is not None]
    return periods[-1]["period"] if periods and periods[-1]["alarm"] else None
