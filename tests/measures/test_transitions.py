"""Transitions against a twin that reads the stories one by one."""

from collections import Counter
from itertools import pairwise
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
    went,
    worlds,
)

from desirepath.errors import QuestionError
from desirepath.journeys import Gap
from desirepath.measures import Transitions, question_from
from desirepath.measures.ranks import quantiles_of_sets


def pairs(journey: Journey) -> list[tuple[str, str]]:
    nodes = journey.nodes
    return list(zip(["(start)", *nodes], [*nodes, "(end)"], strict=True))


def ranked(values: list[int], percent: int) -> int | None:
    return sorted(values)[-(-percent * len(values) // 100) - 1] if values else None


def gaps(journeys: list[Journey], wanted: set[tuple[str | None, str | None]]) -> dict[str, int | None]:
    found = [
        b.at - a.at
        for journey in journeys
        for a, b in pairwise(journey.shown)
        if (a.node, b.node) in wanted and a.at is not None and b.at is not None
    ]
    return {"gap_p50_us": ranked(found, 50), "gap_p90_us": ranked(found, 90)}


def twin(journeys: list[Journey], top: int | None = None) -> list[dict[str, Any]]:
    mine = [Counter(pair for journey in one for pair in pairs(journey)) for one in by_person(journeys)]
    rows: list[dict[str, Any]] = []
    for left, entered in {pair for counts in mine for pair in counts}:
        outs = [
            (counts[left, entered], sum(n for (a, _), n in counts.items() if a == left)) for counts in mine
        ]
        ins = [
            (counts[left, entered], sum(n for (_, b), n in counts.items() if b == entered)) for counts in mine
        ]
        n = sum(total for _, total in outs)
        share_out, share_in = share(outs), share(ins)
        rows.append(
            {
                "from_node": left,
                "to_node": entered,
                "count": sum(count for count, _ in outs),
                "subjects": sum(count > 0 for count, _ in outs),
                "share_out": share_out[0],
                "share_out_low": share_out[1],
                "share_out_high": share_out[2],
                "share_in": share_in[0],
                "share_in_low": share_in[1],
                "share_in_high": share_in[2],
                **gaps(journeys, {(left, entered)}),
                "n": n,
                "too_few": n < 30,
            }
        )
    rows.sort(key=lambda row: (-row["count"], row["from_node"], row["to_node"]))
    return rows if top is None or len(rows) <= top else [*rows[:top], others(journeys, rows[top:])]


def others(journeys: list[Journey], rest: list[dict[str, Any]]) -> dict[str, Any]:
    n = sum(row["count"] for row in rest)
    return {
        **dict.fromkeys(rest[0]),
        "from_node": "(other)",
        "to_node": "(other)",
        "count": n,
        **gaps(journeys, {(row["from_node"], row["to_node"]) for row in rest}),
        "n": n,
        "too_few": n < 30,
    }


def test_every_journey_has_a_start_and_an_end() -> None:
    world = [[person("ana", went("ad", "shop")), person("bo", went("ad"))]]
    counts = {(row["from_node"], row["to_node"]): row["count"] for row in answered(Transitions(), world)}
    assert counts == {("(start)", "ad"): 2, ("ad", "shop"): 1, ("ad", "(end)"): 1, ("shop", "(end)"): 1}


def test_a_person_counts_once_however_often_they_return() -> None:
    world = [[person("ana", went("ad", "shop"), went("ad", "shop", "ad", "shop"))]]
    row = next(row for row in answered(Transitions(), world) if row["from_node"] == "ad")
    assert (row["to_node"], row["count"], row["subjects"], row["n"]) == ("shop", 3, 1, 3)


@settings(max_examples=100, deadline=None)
@given(worlds(), st.sampled_from([None, None, 1, 3]))
def test_transitions_agree_with_the_twin(world: World, top: int | None) -> None:
    found, expected = answered(Transitions(top=top), world), twin(all_journeys(world), top)
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(worlds(), st.sampled_from([None, 2]))
def test_transitions_are_interactions_plus_journeys(world: World, top: int | None) -> None:
    journeys = all_journeys(world)
    total = sum(row["count"] for row in answered(Transitions(top=top), world))
    assert total == sum(len(journey.nodes) for journey in journeys) + len(journeys)


@pytest.mark.parametrize("nodes", [3, 150, 5_000])
def test_few_nodes_and_many_are_counted_alike(nodes: int) -> None:
    names = [f"page {number:05}" for number in range(nodes)]
    draw = np.random.default_rng(nodes)
    routes = [[names[i] for i in draw.integers(0, nodes, 50)] for _ in range(200)]
    world = [[person(f"p{i}", went(*route)) for i, route in enumerate(routes)]]
    expected = Counter(pair for journey in all_journeys(world) for pair in pairs(journey))
    found = {
        (row["from_node"], row["to_node"]): row["count"] for row in answered(Transitions(), world, names)
    }
    assert found == expected


def test_the_gap_is_one_of_the_times_from_the_one_to_the_other() -> None:
    world = [[person(f"p{took}", went("ad", "shop", every=took)) for took in (10, 20, 30, 40)]]
    row = next(row for row in answered(Transitions(), world) if row["from_node"] == "ad")
    assert (row["gap_p50_us"], row["gap_p90_us"]) == (20, 40)


def test_without_gaps_the_columns_are_left_out_and_the_rest_is_the_same() -> None:
    world = [[person("ana", went("ad", "shop", "ad", "shop"))]]
    whole = answered(Transitions(), world)
    for row in whole:
        del row["gap_p50_us"], row["gap_p90_us"]
    assert answered(Transitions(gaps=False), world) == whole


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.one_of(st.integers(0, 3), st.integers(0, 2**62)), max_size=200), max_size=4),
    st.lists(st.integers(1, 100), min_size=1, max_size=3),
)
def test_quantiles_of_sets_are_the_sorted_ones(sets: list[list[int]], percents: list[int]) -> None:
    values = np.array([value for one in sets for value in one], np.int64)
    ends = np.cumsum([len(one) for one in sets], dtype=np.int64)
    starts = ends - np.array([len(one) for one in sets], np.int64)
    found = quantiles_of_sets(values, starts, ends, np.array(percents, np.int64))
    assert found.tolist() == [[ranked(one, percent) or 0 for percent in percents] for one in sets]


def test_top_is_at_least_one() -> None:
    with pytest.raises(QuestionError, match="Expected top to be 1 or more, found 0"):
        question_from("transitions", {"top": "0"})


def test_a_journey_of_a_hundred_thousand_steps_is_counted() -> None:
    route = ["ad", "shop"] * 50_000
    counts = {
        (row["from_node"], row["to_node"]): row["count"]
        for row in answered(Transitions(), [[person("ana", went(*route))]])
    }
    assert counts["ad", "shop"] == 50_000
    assert counts["shop", "ad"] == 49_999


def test_nobody_makes_no_transition() -> None:
    assert answered(Transitions(split=Gap()), [[]]) == []
    assert answered(Transitions(), []) == []
