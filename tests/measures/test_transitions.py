"""Transitions against a twin that reads the stories one by one."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
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

from desirepath.journeys import Gap
from desirepath.measures import Transitions


def pairs(journey: Journey) -> list[tuple[str, str]]:
    nodes = journey.nodes
    return list(zip(["(start)", *nodes], [*nodes, "(end)"], strict=True))


def twin(journeys: list[Journey]) -> list[dict[str, object]]:
    mine = [Counter(pair for journey in one for pair in pairs(journey)) for one in by_person(journeys)]
    rows = []
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
                "n": n,
                "too_few": n < 30,
            }
        )
    return sorted(rows, key=lambda row: (-row["count"], row["from_node"], row["to_node"]))  # type: ignore[operator]


def test_every_journey_has_a_start_and_an_end() -> None:
    world = [[person("ana", went("ad", "shop")), person("bo", went("ad"))]]
    counts = {(row["from_node"], row["to_node"]): row["count"] for row in answered(Transitions(), world)}
    assert counts == {("(start)", "ad"): 2, ("ad", "shop"): 1, ("ad", "(end)"): 1, ("shop", "(end)"): 1}


def test_a_person_counts_once_however_often_they_return() -> None:
    world = [[person("ana", went("ad", "shop"), went("ad", "shop", "ad", "shop"))]]
    row = next(row for row in answered(Transitions(), world) if row["from_node"] == "ad")
    assert (row["to_node"], row["count"], row["subjects"], row["n"]) == ("shop", 3, 1, 3)


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_transitions_agree_with_the_twin(world: World) -> None:
    found, expected = answered(Transitions(), world), twin(all_journeys(world))
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(worlds())
def test_transitions_are_interactions_plus_journeys(world: World) -> None:
    journeys = all_journeys(world)
    total = sum(row["count"] for row in answered(Transitions(), world))
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
