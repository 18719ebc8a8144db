"""Flows against a twin that follows each story, and against transitions, funnels and step matrices."""

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.worlds import (
    Journey,
    World,
    all_journeys,
    answered,
    by_person,
    person,
    share,
    stage_frame,
    went,
    worlds,
)

from desirepath.errors import QuestionError
from desirepath.measures import Flow, Funnel, StepMatrix, Transitions, question_from
from desirepath.measures.intervals import t_95, wilson

Cell = tuple[str, int, str, str | None]  # kind, step, from, to


def place_of(journey: Journey, anchor: list[str] | None) -> int | None:
    if anchor is None:
        return 0
    return next((place for place, node in enumerate(journey.nodes) if node in anchor), None)


def cells(journey: Journey, at: int, steps: range) -> list[Cell]:
    """The nodes and links of one journey that is at `at` when the step is 0 (or 1, without an anchor)."""
    zero = at if steps[0] < 1 else at - 1
    found: list[Cell] = []
    for step in range(steps[0] - 1, steps[-1] + 1):
        names = []
        for one in (step, step + 1):
            place = zero + one
            if 0 <= place < len(journey.nodes):
                name = journey.nodes[place]
                names.append(name if one in steps else "(earlier)" if one < steps[0] else "(later)")
            else:
                names.append("(start)" if place == -1 else "(end)" if place == len(journey.nodes) else "")
        if all(names):
            found.append(("link", step, names[0], names[1]))
        if step in steps and 0 <= zero + step < len(journey.nodes):
            found.append(("node", step, journey.nodes[zero + step], None))
    return found


def people_of(journeys: list[Journey], anchor: list[str] | None, steps: range) -> list[list[Cell]]:
    """All the cells of each person, one a journey and column."""
    found = []
    for ones in by_person(journeys):
        places = [(one, place_of(one, anchor)) for one in ones]
        found.append([cell for one, at in places if at is not None for cell in cells(one, at, steps)])
    return found


def renamed(people: list[list[Cell]], steps: range, top: int) -> list[list[Cell]]:
    """The same cells, with the nodes of a step that are not among its most frequent as "(other)"."""
    counts = Counter(cell for mine in people for cell in mine if cell[0] == "node")
    kept = {
        step: sorted((-count, node) for (_, k, node, _), count in counts.items() if k == step)[:top]
        for step in steps
    }

    def name(step: int, node: str | None) -> str | None:
        known = node is None or node[0] == "(" or node in [one for _, one in kept[step]]
        return node if known else "(other)"

    return [[(kind, k, name(k, a), name(k + 1, b)) for kind, k, a, b in mine] for mine in people]  # type: ignore[misc]


def twin(journeys: list[Journey], anchor: list[str] | None, steps: range, top: int) -> list[dict[str, Any]]:
    people = renamed(people_of(journeys, anchor, steps), steps, top)
    answer = []
    for cell in {cell for mine in people for cell in mine}:
        hits_rows = [(mine.count(cell), sum(one[:2] == cell[:2] for one in mine)) for mine in people]
        rows = [rows for _, rows in hits_rows if rows]
        count, n = sum(hits for hits, _ in hits_rows), sum(rows)
        blurred = "(other)" in cell[2:] and len(rows) < n
        p, low, high = alike(count, rows) if blurred else share(hits_rows)
        answer.append(
            {
                "kind": cell[0],
                "step": cell[1],
                "from_node": cell[2],
                "to_node": cell[3],
                "count": count,
                "subjects": None if blurred else sum(hits > 0 for hits, _ in hits_rows),
                "share": p,
                "share_low": low,
                "share_high": high,
                "n": n,
                "too_few": n < 30,
            }
        )
    return sorted(
        answer, key=lambda r: (r["step"], r["kind"] != "node", -r["count"], r["from_node"], r["to_node"])
    )


def alike(hits: int, rows: list[int]) -> tuple[float, float, float]:
    """The interval where each person's journeys count as all alike: n_eff = n² / Σ r²."""
    n, k = sum(rows), len(rows)
    effective = n * n / sum(r * r for r in rows)
    if 0 < hits < n and k > 1:
        effective = min(n, effective * (k - 1) / k) * (1.959963984540054 / t_95(k - 1)) ** 2
    low, high = wilson(np.array([hits / n * effective]), np.array([effective]))
    return hits / n, 0.0 if hits == 0 else float(low[0]), 1.0 if hits == n else float(high[0])


def brief(rows: list[dict[str, Any]], kind: str) -> list[tuple[Any, ...]]:
    return [
        (row["step"], row["from_node"], row["to_node"], row["count"]) for row in rows if row["kind"] == kind
    ]


STORY = [
    [person("ana", went("ad", "home", "shop")), person("bo", went("ad", "shop")), person("cem", went("ad"))]
]


def test_nodes_and_links_of_each_step_with_the_drop_off() -> None:
    rows = answered(Flow(steps=2), STORY)
    assert brief(rows, "node") == [(1, "ad", None, 3), (2, "home", None, 1), (2, "shop", None, 1)]
    assert brief(rows, "link") == [
        (0, "(start)", "ad", 3),
        (1, "ad", "(end)", 1), (1, "ad", "home", 1), (1, "ad", "shop", 1),
        (2, "home", "(later)", 1), (2, "shop", "(end)", 1),
    ]  # fmt: skip


def test_around_an_anchor_what_lies_outside_is_earlier_or_later() -> None:
    world = [[person("ana", went("ad", "home", "shop", "cart", "cart")), person("bo", went("shop"))]]
    rows = answered(Flow(anchor="shop", before=1, after=0), world)
    assert brief(rows, "node") == [(-1, "home", None, 1), (0, "shop", None, 2)]
    assert brief(rows, "link") == [
        (-2, "(earlier)", "home", 1),
        (-1, "(start)", "shop", 1), (-1, "home", "shop", 1),
        (0, "shop", "(end)", 1), (0, "shop", "(later)", 1),
    ]  # fmt: skip


def test_what_is_not_among_the_most_frequent_is_other() -> None:
    rows = answered(Flow(steps=2, top=1), STORY)
    assert brief(rows, "node") == [(1, "ad", None, 3), (2, "(other)", None, 1), (2, "home", None, 1)]
    assert (1, "ad", "(other)", 1) in brief(rows, "link")


@settings(max_examples=60, deadline=None)
@given(
    worlds(),
    st.sampled_from([None, ["cart"], ["ad", "shop"]]),
    st.integers(0, 2),
    st.integers(0, 3),
    st.sampled_from([1, 2, 8]),
)
def test_flows_agree_with_the_twin(
    world: World, anchor: list[str] | None, before: int, after: int, top: int
) -> None:
    if anchor is None:
        question, steps = Flow(steps=after + 1, top=top), range(1, after + 2)
    else:
        question = Flow(anchor=anchor, before=before, after=after, top=top)
        steps = range(-before, after + 1)
    found, expected = answered(question, world), twin(all_journeys(world), anchor, steps, top)
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(worlds(), st.sampled_from([None, "cart"]), st.sampled_from([1, 2, 8]))
def test_the_links_into_a_node_and_out_of_it_sum_to_it(world: World, anchor: str | None, top: int) -> None:
    rows = answered(Flow(anchor=anchor, steps=4, before=2 if anchor else 0, top=top), world)
    into: Counter[tuple[int, str]] = Counter()
    out_of: Counter[tuple[int, str]] = Counter()
    for step, left, entered, count in brief(rows, "link"):
        into[step + 1, entered] += count
        out_of[step, left] += count
    for step, node, _, count in brief(rows, "node"):
        assert into[step, node] == out_of[step, node] == count


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_over_all_steps_the_links_are_the_transitions(world: World) -> None:
    links: Counter[tuple[str, str]] = Counter()
    for _, left, entered, count in brief(answered(Flow(steps=18), world), "link"):
        links[left, entered] += count
    transitions = answered(Transitions(gaps=False), world)
    assert links == {(row["from_node"], row["to_node"]): row["count"] for row in transitions}


@settings(max_examples=40, deadline=None)
@given(worlds(), st.sampled_from(["ad", "cart"]), st.sampled_from(["home", "shop"]))
def test_where_nobody_comes_back_flow_and_funnel_agree_to_the_last_person(
    world: World, first: str, second: str
) -> None:
    once = [
        [one for one in people if all(len(set(j.nodes)) == len(j.nodes) for j in one.journeys)]
        for people in world
    ]
    rows = {
        (row["kind"], row["step"], row["from_node"], row["to_node"]): (row["count"], row["subjects"])
        for row in answered(Flow(anchor=first, steps=2), once)
    }
    funnel = answered(Funnel(steps=[first, second], order="strict"), once)
    nobody = (0, 0)
    assert [
        rows.get(("node", 0, first, None), nobody),
        rows.get(("link", 0, first, second), nobody),
    ] == [(row["journeys"], row["subjects"]) for row in funnel]


@settings(max_examples=30, deadline=None)
@given(worlds())
def test_the_nodes_of_a_flow_are_those_of_the_step_matrix(world: World) -> None:
    flow = answered(Flow(anchor="cart", before=2, after=2), world)
    matrix = answered(StepMatrix(anchor="cart", before=2, after=2), world)
    assert {
        (row["step"], row["from_node"]): (row["count"], row["subjects"])
        for row in flow
        if row["kind"] == "node"
    } == {
        (row["step"], row["node"]): (row["journeys"], row["subjects"])
        for row in matrix
        if row["node"][0] != "("
    }


def test_by_stage_it_is_the_flow_between_stages() -> None:
    world = [[person("ana", went("aware", "buy"))]]
    rows = answered(Flow(lens="stage"), world, ["aware", "buy"], stage_frame("aware", "buy"))
    assert brief(rows, "link") == [(0, "(start)", "aware", 1), (1, "aware", "buy", 1), (2, "buy", "(end)", 1)]


def test_nobody_flows_nowhere() -> None:
    assert answered(Flow(), [[]]) == []
    assert answered(Flow(anchor="shop"), []) == []


def test_options_are_read_as_they_are_written_at_the_shell() -> None:
    found = question_from("flow", {"anchor": "ad", "before": "1", "steps": "4", "top": "3"})
    assert found == Flow(anchor="ad", before=1, steps=4, top=3)
    with pytest.raises(QuestionError, match="Expected top to be 1 or more, found 0"):
        question_from("flow", {"top": "0"})
