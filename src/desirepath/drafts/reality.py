"""The ways people really take over the drawn order: loops, skips and exits, and the share of drawn edges.

Computed edges have ids that begin with "real-" and are made anew whenever a map is filled; edges that
somebody drew stay, and get their measured share.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec
import numpy as np

from desirepath.drafts.asking import Ask
from desirepath.drafts.citing import Terms, leaving, moves, on_steps
from desirepath.maps import Edge, JourneyMap, Step, steps_of
from desirepath.measures import Clustered, share_estimates
from desirepath.records import Record

REAL = "real-"
Row = Mapping[str, Any]


class RealityRules(Record):
    """Which real ways are drawn: those that clearly more than `least_share` take, of `at_least` visits."""

    least_share: float = 0.05  # the lower end of the interval
    at_least: int = 30
    at_most: int = 24  # the ways most often taken


class Ways(Record):
    """What follows what at the map's steps, as measured."""

    pairs: dict[tuple[str, str], Row]
    visits: dict[str, int]  # by step: how often somebody stood there and went on or ended
    people: dict[str, int]
    exits: dict[str, Row]  # by step: its row of `drop_off`


def is_real(edge: Edge) -> bool:
    """Whether an edge was computed from what people did."""
    return edge.id.startswith(REAL)


def with_edges(
    journey_map: JourneyMap, ask: Ask, terms: Terms, rules: RealityRules | None = None
) -> JourneyMap:
    """The map with its edges measured, and with the real loops, skips and exits that nobody drew.

    `measured_share` of an edge is count / all that follows its first step: moves to others and ends of
    journeys, staying not counted (`Transitions`, share out; n: all that); of an edge out it is the hazard
    (`DropOff`; n: journeys that moved on or dropped off). Null where the step binds nothing.
    """
    steps = list(steps_of(journey_map))
    if not any(step.bindings for step in steps):
        drawn = [unmeasured(edge) for edge in journey_map.edges if not is_real(edge)]
        return msgspec.structs.replace(journey_map, edges=drawn)
    ways = _ways(ask, terms)
    drawn = [_measured(edge, ways) for edge in journey_map.edges if not is_real(edge)]
    told = {(edge.from_step, edge.to_step) for edge in drawn}
    real = [edge for edge in _real(steps, ways, rules or RealityRules()) if _ends(edge) not in told]
    return msgspec.structs.replace(journey_map, edges=[*drawn, *real])


def kind_between(steps: Sequence[str], start: str, end: str) -> Literal["next", "loop", "skip"]:
    """What a way from one step to another is in the drawn order.

    >>> [kind_between(["a", "b", "c"], *way) for way in ("ab", "ac", "ca", "aa")]
    ['next', 'skip', 'loop', 'loop']
    """
    way = steps.index(end) - steps.index(start)
    return "next" if way == 1 else "skip" if way > 1 else "loop"


def _ways(ask: Ask, terms: Terms) -> Ways:
    rows = ask(on_steps(moves(terms))).to_pylist()
    leaving_rows = ask(on_steps(leaving(terms))).to_pylist()
    return Ways(
        pairs={(row["from_node"], row["to_node"]): row for row in rows},
        visits={row["from_node"]: row["n"] for row in rows},
        people={row["node"]: row["subjects"] for row in leaving_rows},
        exits={row["node"]: row for row in leaving_rows},
    )


def _ends(edge: Edge) -> tuple[str, str | None]:
    return edge.from_step, edge.to_step


def unmeasured(edge: Edge) -> Edge:
    """The edge without a share that people take it."""
    return msgspec.structs.replace(edge, measured_share=None, low=None, high=None, n=None)


def _measured(edge: Edge, ways: Ways) -> Edge:
    if edge.to_step is None:
        return _exit(edge, ways.exits.get(edge.from_step, {}))
    n = ways.visits.get(edge.from_step, 0)
    if not n:
        return msgspec.structs.replace(unmeasured(edge), n=0)
    row = ways.pairs.get((edge.from_step, edge.to_step)) or _never(n, ways.people[edge.from_step])
    return msgspec.structs.replace(
        edge, measured_share=row["share_out"], low=row["share_out_low"], high=row["share_out_high"], n=n
    )


def _exit(edge: Edge, row: Row) -> Edge:
    return msgspec.structs.replace(
        edge,
        measured_share=row.get("hazard"),
        low=row.get("hazard_low"),
        high=row.get("hazard_high"),
        n=row.get("n", 0),
    )


def _never(n: int, people: int) -> Row:
    """A way that nobody took: a person's moves are all alike, so n is worth no more than the people."""
    one = np.array([1], np.int64)
    sums = Clustered(
        hits=0 * one,
        rows=n * one,
        people=people * one,
        hits_squared=0 * one,
        hits_rows=0 * one,
        rows_squared=n * one if people == n else -(-n * n // people) * one,
    )
    found = share_estimates(sums)
    return {"share_out": 0.0, "share_out_low": 0.0, "share_out_high": float(found.high[0])}


def _real(steps: Sequence[Step], ways: Ways, rules: RealityRules) -> list[Edge]:
    ids = [step.id for step in steps]
    found: list[tuple[int, Edge]] = []
    for (start, end), row in ways.pairs.items():
        if start not in ids or end not in ids or kind_between(ids, start, end) == "next":
            continue
        edge = Edge(
            id=f"{REAL}{start}..{end}", from_step=start, to_step=end, kind=kind_between(ids, start, end)
        )
        found.append((row["count"], _measured(edge, ways)))
    goals = {step.id for step in steps if step.is_goal}
    for step, row in ways.exits.items():
        if step in ids and step not in goals and step != ids[-1]:
            edge = Edge(id=f"{REAL}{step}..", from_step=step, kind="exit")
            found.append((row["dropped_off"], _exit(edge, row)))
    shown = [(count, edge) for count, edge in found if _is_shown(edge, rules)]
    shown.sort(key=lambda each: (-each[0], ids.index(each[1].from_step), each[1].id))
    most = [edge for _, edge in shown[: rules.at_most]]
    return sorted(most, key=lambda edge: (ids.index(edge.from_step), edge.id))


def _is_shown(edge: Edge, rules: RealityRules) -> bool:
    return (edge.n or 0) >= rules.at_least and (edge.low or 0.0) >= rules.least_share
