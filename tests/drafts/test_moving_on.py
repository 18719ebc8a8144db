"""Stays at a step and returns to it, against a slow reading of the same journeys."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from tests.bounds import held
from tests.measures.worlds import (
    Journey,
    World,
    all_journeys,
    answered,
    by_person,
    person,
    rank,
    share,
    went,
    worlds,
)

from desirepath.drafts.moving_on import Staying

NODES = ["ad", "cart", "home", "shop"]


def runs(journey: Journey) -> list[tuple[str, int | None]]:
    """Each visit: where, and when its first step was."""
    shown = [(str(step.node), step.at) for step in journey.shown]
    return [one for number, one in enumerate(shown) if number == 0 or shown[number - 1][0] != one[0]]


def times(journey: Journey, node: str) -> list[int]:
    """How long the first visit took, where it ended elsewhere and both times are known."""
    visits = runs(journey)
    first = next((number for number, visit in enumerate(visits) if visit[0] == node), None)
    if first is None or first + 1 == len(visits):
        return []
    since, until = visits[first][1], visits[first + 1][1]
    return [] if since is None or until is None else [until - since]


@settings(max_examples=60, deadline=None)
@given(worlds(NODES))
def test_stays_and_returns_agree_with_a_slow_reading(world: World) -> None:
    rows = {row["node"]: row for row in answered(Staying(), world, NODES)}
    people = by_person(all_journeys(world))
    for node in NODES:
        row = rows[node]
        mine = [time for journeys in people for journey in journeys for time in times(journey, node)]
        for percent in (50, 90):
            name = f"time_to_next_p{percent}_us"
            assert (row[name], row[f"{name}_n"]) == (rank(mine, percent), len(mine))
            assert bounds(row, name) == expected_bounds(people, node, percent)
        came = [[sum(visit[0] == node for visit in runs(journey)) for journey in some] for some in people]
        shares = share([(sum(n > 1 for n in some), sum(n > 0 for n in some)) for some in came])
        found = [row["returned_share"], row["returned_share_low"], row["returned_share_high"]]
        assert all((a is None) == (b is None) for a, b in zip(found, shares, strict=True))
        assert all(
            a is None or abs(a - b) < 1e-9 for a, b in zip(found, shares, strict=True) if b is not None
        )


def bounds(row: dict[str, Any], name: str) -> tuple[int | None, int | None]:
    return row[f"{name}_low"], row[f"{name}_high"]


def expected_bounds(people: list[list[Journey]], node: str, percent: int) -> tuple[int | None, int | None]:
    """Woodruff: the interval of the share of times up to the quantile, read back as times."""
    by_one = [[time for journey in journeys for time in times(journey, node)] for journeys in people]
    mine = sorted(time for some in by_one for time in some)
    value = rank(list(mine), percent)
    if value is None:
        return None, None
    _, low, high = share([(sum(time <= value for time in some), len(some)) for some in by_one])
    assert low is not None
    assert high is not None
    n = len(mine)
    low_rank, high_rank = (max(1, min(n, -int(-(end * n - 1e-9) // 1))) for end in (low, high))
    return mine[low_rank - 1], mine[high_rank - 1]


def test_an_interval_narrows_with_more_people() -> None:
    some = [person(f"p{n}", went("ad", "shop", every=n)) for n in range(1, 41)]
    (few,) = (row for row in answered(Staying(), [some[:20]], NODES) if row["node"] == "ad")
    (many,) = (row for row in answered(Staying(), [some], NODES) if row["node"] == "ad")
    assert (few["time_to_next_p50_us"], bounds(few, "time_to_next_p50_us")) == (10, (6, 15))
    assert (many["time_to_next_p50_us"], bounds(many, "time_to_next_p50_us")) == (20, (15, 26))


@pytest.mark.xdist_group("kernels")
def test_the_kernel_keeps_within_bounds(checked_kernels: Path) -> None:
    story = (
        "from tests.drafts import test_moving_on as tests\n"
        "tests.test_stays_and_returns_agree_with_a_slow_reading()"
    )
    held(story, checked_kernels)
