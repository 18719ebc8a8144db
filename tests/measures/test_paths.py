"""Paths against a twin that groups tuples."""

from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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
from desirepath.measures import Paths, question_from
from desirepath.measures.routes import group_sequences


def rank_half(values: list[int]) -> int | None:
    return sorted(values)[(len(values) + 1) // 2 - 1] if values else None


def duration(steps: list[Step]) -> int | None:
    times = [step.at for step in steps if step.at is not None]
    return times[-1] - times[0] if times else None


def twin(journeys: list[Journey], top: int, prefix: int | None) -> list[dict[str, Any]]:
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


@settings(max_examples=150, deadline=None)
@given(worlds(), st.sampled_from([1, 2, 20]), st.sampled_from([None, 1, 2]))
def test_paths_agree_with_the_twin(world: World, top: int, prefix: int | None) -> None:
    found = answered(Paths(top=top, prefix=prefix), world)
    expected = twin(all_journeys(world), top, prefix)
    assert [row.pop("path") for row in found] == [row.pop("path") for row in expected]
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@given(st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=4), max_size=30))
@settings(max_examples=50, deadline=None)
def test_a_hash_collision_never_makes_two_routes_one(routes: list[list[int]]) -> None:
    nodes = np.array([node for route in routes for node in route], np.int32)
    ends = np.cumsum([len(route) for route in routes], dtype=np.int64)
    starts = ends - np.array([len(route) for route in routes], np.int64)
    everything_collides = np.zeros(len(routes), np.int64)
    which, firsts = group_sequences(everything_collides, nodes, starts, ends)
    assert [routes[firsts[group]] for group in which] == routes
    assert len(firsts) == len({tuple(route) for route in routes})


@pytest.mark.parametrize("field", ["top", "prefix"])
def test_a_path_has_at_least_one_step_and_there_is_at_least_one(field: str) -> None:
    with pytest.raises(QuestionError, match=f"Expected {field} to be 1 or more, found 0"):
        question_from("paths", {field: 0})
