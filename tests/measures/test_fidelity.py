"""Fidelity against a twin that walks each story over the drawing, step by step."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.worlds import (
    DAY,
    Journey,
    Step,
    World,
    all_journeys,
    answered,
    by_person,
    person,
    share,
    went,
    worlds,
)

from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import CLOSED, OPEN
from desirepath.measures import Fidelity, Paths, question_from
from desirepath.measures.drifts import drift
from desirepath.measures.intervals import Clustered

Edge = tuple[str, str]
DRAWINGS: list[list[Edge]] = [
    [("ad", "shop")],
    [("ad", "home"), ("home", "cart"), ("cart", "cart")],
    [("(start)", "ad"), ("ad", "shop"), ("shop", "ad"), ("shop", "(end)")],
    [("home", "cart"), ("cart", "home"), ("cart", "(end)")],
]


class Walk:
    """One journey over a drawing: what is explained, and the moves it makes."""

    def __init__(self, journey: Journey, edges: list[Edge]) -> None:
        drawn = {node for edge in edges for node in edge} - {"(start)", "(end)"}
        starts, ends = any(a == "(start)" for a, _ in edges), any(b == "(end)" for _, b in edges)
        self.person, position, places = journey.person, "(start)", ["(start)"]
        self.explained = self.undrawn = 0
        for node in journey.nodes:
            if node not in drawn:
                continue
            free = position == "(start)" and not starts
            self.explained += (position, node) in edges or node == position or free
            if node != position or (position, node) in edges:
                places.append(node)
            position = node
        self.length, self.nodes = len(journey.nodes), journey.nodes
        last = "(open)" if journey.state == OPEN else "(end)"
        self.moves = list(pairwise([*places, last])) if len(places) > 1 else []
        may_end = (position, "(end)") in edges or not ends or (journey.state == OPEN and len(places) > 1)
        self.fits = self.explained == self.length and may_end
        self.lost = [node for node in journey.nodes if node not in drawn]


def precision(walks: list[Walk], edges: list[Edge]) -> tuple[int, int, int]:
    moves = Counter(move for walk in walks for move in walk.moves)
    visits = Counter(left for walk in walks for left, _ in walk.moves)
    used = sum(visits[a] for a, b in edges if moves[a, b])
    return used, sum(visits[a] for a, _ in edges), sum(moves[edge] > 0 for edge in edges)


def of(rows: list[dict[str, Any]], what: str, period: str | None = None) -> list[dict[str, Any]]:
    return [row for row in rows if row["what"] == what and row["period"] == period]


def row_is(row: dict[str, Any], people: list[tuple[int, int]]) -> None:
    """Whether a row counts these (hits, rows), one a person."""
    p, low, high = share(people)
    assert (row["count"], row["n"]) == (sum(h for h, _ in people), sum(r for _, r in people))
    assert row["subjects"] == sum(h > 0 for h, _ in people)
    assert [row["share"], row["share_low"], row["share_high"]] == pytest.approx([p, low, high], abs=1e-9)


STORY = [
    [
        person("ana", went("ad", "shop", "cart")),
        person("bo", went("ad", "home", "shop")),
        person("cem", went("shop", "ad")),
    ]
]


def test_a_true_drawing_explains_every_journey_and_nothing_is_drawn_in_vain() -> None:
    rows = answered(Fidelity(edges=[["ad", "shop"]]), [[person("ana", went("ad", "shop", "shop"))]])
    assert [(row["what"], row["count"], row["n"]) for row in rows] == [
        ("journeys", 1, 1), ("interactions", 3, 3), ("precision", 1, 1), ("edges", 1, 1), ("edge", 1, 1),
    ]  # fmt: skip


def test_what_a_drawing_lacks_is_told_by_name() -> None:
    rows = answered(Fidelity(nodes=["home"], edges=[["ad", "shop"], ["shop", "cart"]]), STORY)
    assert [(r["from_node"], r["to_node"], r["count"], r["n"]) for r in of(rows, "edge")] == [
        ("ad", "shop", 1, 3), ("shop", "cart", 1, 3),
    ]  # fmt: skip
    assert [(r["from_node"], r["to_node"], r["count"]) for r in of(rows, "missing_edge")] == [
        ("ad", "home", 1), ("home", "shop", 1), ("shop", "ad", 1),
    ]  # fmt: skip
    assert [row["path"] for row in of(rows, "missing_path")] == [["ad", "home", "shop"], ["shop", "ad"]]
    assert [(row["count"], row["n"]) for row in of(rows, "journeys")] == [(1, 3)]


def test_what_is_not_drawn_is_passed_over() -> None:
    rows = answered(Fidelity(edges=[["ad", "shop"]]), [[person("ana", went("ad", "home", "shop"))]])
    assert [(row["count"], row["n"]) for row in of(rows, "interactions")] == [(2, 3)]
    assert [(row["from_node"], row["count"], row["n"]) for row in of(rows, "missing_node")] == [
        ("home", 1, 3)
    ]
    assert [row["count"] for row in of(rows, "edge")] == [1]


def test_a_journey_that_is_still_open_has_not_ended_where_it_may_not() -> None:
    question = Fidelity(edges=[["ad", "shop"], ["shop", "(end)"]])
    for state, fits in ((OPEN, 1), (CLOSED, 0)):
        rows = answered(question, [[person("ana", went("ad", state=state))]])
        assert [row["count"] for row in of(rows, "journeys")] == [fits]


@settings(max_examples=60, deadline=None)
@given(worlds(), st.sampled_from(DRAWINGS), st.sampled_from([1, 10]))
def test_fidelity_agrees_with_the_twin(world: World, edges: list[Edge], top: int) -> None:
    rows = answered(Fidelity(edges=[list(edge) for edge in edges], top=top), world)
    people = [[Walk(one, edges) for one in ones] for ones in by_person(all_journeys(world))]
    walks = [walk for mine in people for walk in mine]
    if not walks:
        assert rows == []
        return
    row_is(of(rows, "journeys")[0], [(sum(w.fits for w in mine), len(mine)) for mine in people])
    row_is(
        of(rows, "interactions")[0],
        [(sum(w.explained for w in mine), sum(w.length for w in mine)) for mine in people],
    )
    used, possible, edges_used = precision(walks, edges)
    assert [(r["count"], r["n"]) for r in of(rows, "precision")] == [(used, possible)]
    assert [(r["count"], r["n"]) for r in of(rows, "edges")] == [(edges_used, len(edges))]
    moves = [Counter(move for walk in mine for move in walk.moves) for mine in people]
    for row in of(rows, "edge"):
        edge = row["from_node"], row["to_node"]
        row_is(row, [(m[edge], sum(n for (a, _), n in m.items() if a == edge[0])) for m in moves])
    assert {(r["from_node"], r["to_node"]) for r in of(rows, "edge")} == set(edges)
    the_missing_are(rows, people, edges, top)


def the_missing_are(
    rows: list[dict[str, Any]], people: list[list[Walk]], edges: list[Edge], top: int
) -> None:
    walks = [walk for mine in people for walk in mine]
    says = {name for edge in edges for name in edge if name[0] == "("}
    free = {"(start)", "(end)", "(open)"} - says
    missing = Counter(
        move for walk in walks for move in walk.moves if move not in edges and not {*move} & free
    )
    nodes = Counter(node for walk in walks for node in walk.lost)
    paths = Counter(tuple(walk.nodes) for walk in walks if not walk.fits)
    for what, counts, name in (
        ("missing_edge", missing, lambda row: (row["from_node"], row["to_node"])),
        ("missing_node", nodes, lambda row: row["from_node"]),
        ("missing_path", paths, lambda row: tuple(row["path"])),
    ):
        order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        found = of(rows, what)
        assert [(name(row), row["count"]) for row in found[:top]] == order[:top]
        assert [row["count"] for row in found[top:]] == (
            [sum(count for _, count in order[top:])] if len(order) > top else []
        )
    for row in of(rows, "missing_node")[:top]:
        row_is(
            row,
            [(sum(w.lost.count(row["from_node"]) for w in m), sum(w.length for w in m)) for m in people],
        )
    for row in of(rows, "missing_path")[:top]:
        row_is(row, [(sum(not w.fits and w.nodes == row["path"] for w in m), len(m)) for m in people])


def day_of(journey: Journey) -> str | None:
    times = [step.at for step in journey.shown if step.at is not None]
    return (
        (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=times[0])).date().isoformat()
        if times
        else None
    )


@settings(max_examples=30, deadline=None)
@given(worlds(), st.sampled_from(DRAWINGS))
def test_each_period_is_about_the_journeys_that_begin_in_it(world: World, edges: list[Edge]) -> None:
    spread = [[stretched(one) for one in people] for people in world]
    rows = answered(Fidelity(edges=[list(edge) for edge in edges], by="day"), spread)
    journeys = all_journeys(spread)
    days = sorted({day for day in map(day_of, journeys) if day})
    assert [row["period"] for row in rows if row["what"] == "journeys"] == ([None, *days] if journeys else [])
    earlier: list[Walk] = []
    for day in days:
        mine = [[Walk(one, edges) for one in ones if day_of(one) == day] for ones in by_person(journeys)]
        (fit,) = of(rows, "journeys", day)
        row_is(fit, [(sum(w.fits for w in ones), len(ones)) for ones in mine])
        (steps,) = of(rows, "interactions", day)
        row_is(steps, [(sum(w.explained for w in o), sum(w.length for w in o)) for o in mine])
        now = [walk for ones in mine for walk in ones]
        used, possible, _ = precision(now, edges)
        (row,) = of(rows, "precision", day)
        assert (row["count"], row["n"]) == (used, possible)
        before = sum(w.fits for w in earlier) / len(earlier) if earlier else None
        assert fit["change"] == (None if before is None else pytest.approx(fit["share"] - before, abs=1e-9))
        earlier += now


def stretched(one: Any) -> Any:
    """The same person with an hour where there was a microsecond, so that days pass."""
    return person(
        one.name,
        *(
            Journey(
                tuple(
                    Step(step.node, None if step.at is None else step.at * DAY // 24)
                    for step in journey.steps
                ),
                journey.state,
            )
            for journey in one.journeys
        ),
    )


def test_it_rings_when_a_drawing_that_was_true_is_true_no_more() -> None:
    def week(number: int, lost: int) -> list[Any]:
        at = number * 7 * DAY
        return [
            person(
                f"p{number}-{one}",
                Journey((Step("ad", at), Step("shop" if one >= lost else "home", at + 1))),
            )
            for one in range(200)
        ]

    world = [week(0, 10) + week(1, 12) + week(2, 9) + week(3, 80)]
    rows = answered(Fidelity(edges=[["ad", "shop"]], by="week"), world)
    told = [(row["count"], row["alarm"]) for row in rows if row["what"] == "journeys" and row["period"]]
    assert told == [(190, None), (188, False), (191, False), (120, True)]


def test_the_change_is_measured_in_standard_errors() -> None:
    # 90 of 100, then 70 of 100: together 0.8, error √(0.8 · 0.2 · 2/100) = 0.0566, z = −0.2 / 0.0566
    hits, rows = np.array([90, 70]), np.array([100, 100])
    found = drift(
        Clustered(hits=hits, rows=rows, people=rows, hits_squared=hits, hits_rows=hits, rows_squared=rows)
    )
    assert found.z[1] == pytest.approx(-3.5355, abs=1e-4)
    assert (bool(found.alarm[0]), bool(found.alarm[1])) == (False, True)


def test_people_with_many_alike_journeys_are_no_alarm() -> None:
    # the same counts, but two persons a week who always do the same: that is two rows, not a hundred
    hits, rows, people = np.array([90, 70]), np.array([100, 100]), np.array([2, 2])
    squares = np.array([90**2, 70**2])
    found = drift(
        Clustered(
            hits=hits,
            rows=rows,
            people=people,
            hits_squared=squares,
            hits_rows=squares,
            rows_squared=np.array([90**2 + 10**2, 70**2 + 30**2]),
        )
    )
    assert not found.alarm.any()


@settings(max_examples=30, deadline=None)
@given(worlds(), st.sampled_from(DRAWINGS))
def test_the_missing_paths_and_the_explained_journeys_are_all_journeys(
    world: World, edges: list[Edge]
) -> None:
    rows = answered(Fidelity(edges=[list(edge) for edge in edges], top=2), world)
    total = sum(row["count"] for row in answered(Paths(), world))
    assert sum(r["count"] for what in ("journeys", "missing_path") for r in of(rows, what)) == total


@pytest.mark.parametrize(
    ("nodes", "edges", "message"),
    [
        ([], [], "found no node"),
        ([], [["ad", "shop", "cart"]], "Expected an edge to be two nodes, found 3"),
        ([], [["(end)", "ad"]], r"No journey goes \(end\) → ad"),
        ([], [["ad", "(start)"]], r"No journey goes ad → \(start\)"),
    ],
)
def test_what_is_no_drawing_is_told(nodes: list[str], edges: list[list[str]], message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        Fidelity(nodes=nodes, edges=edges)


def test_a_drawn_node_that_there_is_not_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match='Did you mean "shop"'):
        answered(Fidelity(edges=[["ad", "shopp"]]), STORY)


def test_edges_are_read_as_chains_at_the_shell() -> None:
    found = question_from(
        "fidelity", {"nodes": "help", "edges": "ad > shop > cart | mail > shop", "by": "week"}
    )
    edges = [["ad", "shop"], ["shop", "cart"], ["mail", "shop"]]
    assert found == Fidelity(nodes=["help"], edges=edges, by="week")
