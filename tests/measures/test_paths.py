"""Paths against a twin that groups tuples."""

from collections import defaultdict
from itertools import product
from time import sleep
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.measures.worlds import (
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

from desirepath.errors import QuestionError
from desirepath.journeys import REACHED
from desirepath.measures import Paths, question_from
from desirepath.measures.routes import agree, grouped, hash_sequences, sequence, sequences_of


def rank_half(values: list[int]) -> int | None:
    return sorted(values)[(len(values) + 1) // 2 - 1] if values else None


def duration(steps: list[Step]) -> int | None:
    times = [step.at for step in steps if step.at is not None]
    return times[-1] - times[0] if times else None


def converted(one: Journey, goal: list[str]) -> bool:
    return one.state == REACHED or any(node in goal for node in one.nodes)


def conversion(journeys: list[Journey], mine: list[Journey], goal: list[str]) -> dict[str, Any]:
    if not goal:
        return dict.fromkeys(("converted", "conversion", "conversion_low", "conversion_high"))
    ids = {id(one) for one in mine}
    there = [[converted(one, goal) for one in ones if id(one) in ids] for ones in by_person(journeys)]
    p, low, high = share([(sum(won), len(won)) for won in there])
    return {
        "converted": sum(map(sum, there)),
        "conversion": p,
        "conversion_low": low,
        "conversion_high": high,
    }


def twin(journeys: list[Journey], top: int, prefix: int | None, goal: list[str]) -> list[dict[str, Any]]:
    taken: dict[tuple[str, ...], list[Journey]] = defaultdict(list)
    for journey in journeys:
        taken[tuple(journey.nodes[:prefix])].append(journey)
    order = sorted(taken, key=lambda path: (-len(taken[path]), path))
    groups = {path: taken[path] for path in order[:top]}
    if len(order) > top:
        groups["(other)",] = [journey for path in order[top:] for journey in taken[path]]
    rows = []
    for path, mine in groups.items():
        p, low, high = share(
            [(sum(any(j is m for m in mine) for j in one), len(one)) for one in by_person(journeys)]
        )
        known = [duration(journey.shown[:prefix]) for journey in mine]
        rows.append(
            {
                "path": list(path),
                "count": len(mine),
                "subjects": len({journey.person for journey in mine}),
                "share": p,
                "share_low": low,
                "share_high": high,
                **conversion(journeys, mine, goal),
                "median_duration_us": rank_half([took for took in known if took is not None]),
                "n": len(journeys),
                "too_few": len(journeys) < 30,
            }
        )
    return rows


def test_equal_routes_are_one_path() -> None:
    world = [[person("ana", went("ad", "shop"), went("ad", "shop", every=30)), person("bo", went("shop"))]]
    first, second = answered(Paths(), world)
    assert (first["path"], first["count"], first["subjects"]) == (["ad", "shop"], 2, 1)
    assert first["median_duration_us"] == 10  # nearest rank: the lower of two
    assert (second["path"], second["count"], second["median_duration_us"]) == (["shop"], 1, 0)


def test_what_the_top_leaves_over_is_one_row_so_that_counts_sum_to_the_journeys() -> None:
    world = [[person("ana", went("ad"), went("ad"), went("shop"), went("home"), went("home", "home"))]]
    rows = answered(Paths(top=1), world)
    assert [(row["path"], row["count"]) for row in rows] == [(["ad"], 2), (["(other)"], 3)]


def test_a_path_converts_where_its_journeys_reach_the_goal() -> None:
    world = [[person("ana", went("ad", "cart")), person("bo", went("ad", "home")), person("cem", went("ad"))]]
    (row,) = answered(Paths(prefix=1, goal=["cart", "home"]), world)
    assert (row["path"], row["count"], row["converted"], row["conversion"]) == (["ad"], 3, 2, 2 / 3)
    (row,) = answered(Paths(prefix=1), world)
    assert (row["converted"], row["conversion"]) == (None, None)


@settings(max_examples=60, deadline=None)
@given(
    worlds(),
    st.sampled_from([1, 2, 20]),
    st.sampled_from([None, 1, 2]),
    st.sampled_from([[], ["ad"], ["cart", "home"]]),
)
def test_paths_agree_with_the_twin(world: World, top: int, prefix: int | None, goal: list[str]) -> None:
    found = answered(Paths(top=top, prefix=prefix, goal=goal), world)
    expected = twin(all_journeys(world), top, prefix, goal)
    assert [row.pop("path") for row in found] == [row.pop("path") for row in expected]
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@given(
    st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=4), max_size=30), st.sampled_from([1, 1_000])
)
@settings(max_examples=50, deadline=None)
def test_a_hash_collision_never_makes_two_routes_one(taken: list[list[int]], many: int) -> None:
    nodes = np.array([node for route in taken for node in route], np.int32)
    ends = np.cumsum([len(route) for route in taken], dtype=np.int64)
    sequences = sequences_of(nodes, ends - np.array([len(route) for route in taken], np.int64), ends, width=3)
    for hashes in (np.zeros(len(taken), np.int64), sequences.hashes & 1, sequences.hashes & 1 << 60):
        with patch("desirepath.measures.routes.MANY", many):
            routes, which = grouped([replace(sequences, hashes=hashes)])
        assert [sequence(routes, int(route)) for route in which] == taken
        assert len(routes.starts) == len({tuple(route) for route in taken})


def test_all_are_compared_before_they_are_grouped_anew() -> None:
    sequences = sequences_of(np.arange(9, dtype=np.int32), np.arange(9), np.arange(1, 10), width=9)
    grouped([sequences])  # compiles what is timed below
    fitting: list[bool] = []

    def late(nodes: Any, starts: Any, ends: Any, which: Any, firsts: Any, low: int, high: int) -> bool:
        sleep(0.2 if low == 2 else 0)  # the others have found differences long ago
        fitting.append(bool((which < len(firsts)).all()))
        return agree(nodes, starts, ends, which, firsts, low, high)

    with patch("desirepath.measures.routes.agree", late):
        routes, which = grouped([replace(sequences, hashes=np.zeros(9, np.int64))])
    assert [sequence(routes, int(route)) for route in which] == [[node] for node in range(9)]
    assert all(fitting)


def test_short_routes_of_few_nodes_have_hashes_of_their_own() -> None:
    every = [route for length in (1, 2, 3) for route in product(range(40), repeat=length)]
    nodes = np.array([node for route in every for node in route], np.int32)
    ends = np.cumsum([len(route) for route in every], dtype=np.int64)
    starts = ends - np.array([len(route) for route in every], np.int64)
    assert len(set(hash_sequences(nodes, starts, ends, 0).tolist())) == len(every)


@settings(max_examples=20, deadline=None)
@given(worlds())
def test_many_routes_are_shared_out_and_counted_as_few_are(world: World) -> None:
    question = Paths(top=3, goal=["cart"])
    few = answered(question, world)
    with patch("desirepath.measures.routes.MANY", 1):
        assert answered(question, world) == few


@pytest.mark.parametrize("nodes", [100, 1_000, 40_000])
def test_routes_are_kept_as_narrow_as_their_nodes_allow(nodes: int) -> None:
    names = [f"page {number:05}" for number in range(nodes)]
    world = [[person(f"p{part}", went(names[-1], names[0]), went(names[-2]))] for part in range(2)]
    rows = answered(Paths(), world, names)
    assert [(row["path"], row["count"]) for row in rows] == [([names[-2]], 2), ([names[-1], names[0]], 2)]


def test_a_prefix_longer_than_any_journey_is_the_whole_path() -> None:
    assert answered(Paths(prefix=1 << 70), [[person("ana", went("ad", "shop"))]])[0]["path"] == ["ad", "shop"]


@pytest.mark.parametrize("field", ["top", "prefix"])
def test_a_path_has_at_least_one_step_and_there_is_at_least_one(field: str) -> None:
    with pytest.raises(QuestionError, match=f"Expected {field} to be 1 or more, found 0"):
        question_from("paths", {field: 0})
