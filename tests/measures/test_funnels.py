"""Funnels against a twin that tries every combination of interactions."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.test_paths import rank_half
from tests.measures.worlds import (
    DAY,
    NODES,
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
from desirepath.journeys import OPEN
from desirepath.measures import Funnel


def reached(journey: Journey, steps: list[set[str]], window: int | None) -> tuple[bool, int | None]:
    """Whether a journey passes these steps, and the time of the earliest passage from its latest start."""
    passages = []
    for chain in combinations(range(len(journey.shown)), len(steps)):
        chosen = [journey.shown[place] for place in chain]
        if not all(step.node in wanted for step, wanted in zip(chosen, steps, strict=True)):
            continue
        times = [step.at for step in chosen if step.at is not None]
        if window is None or (len(times) == len(chosen) and times[-1] - times[0] <= window):
            passages.append((chain[-1], -chain[0]))
    if not passages:
        return False, None
    end, start = min(passages)
    first, last = journey.shown[-start].at, journey.shown[end].at
    return True, None if first is None or last is None else last - first


def twin(journeys: list[Journey], steps: list[set[str]], window: int | None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    sets = [[reached(j, steps[: k + 1], window) for j in journeys] for k in range(len(steps))]
    mine = [[[hit for hit, _ in (reached(j, steps[: k + 1], window) for j in one)] for k in range(len(steps))]
            for one in by_person(journeys)]  # fmt: skip
    for k, results in enumerate(sets):
        before = max(k - 1, 0)
        first = share([(sum(hits[k]), sum(hits[0])) for hits in mine]) if k else (1.0, 1.0, 1.0)
        previous = share([(sum(hits[k]), sum(hits[before])) for hits in mine]) if k else (None, None, None)
        n = sum(hit for hit, _ in sets[before])
        if not any(hit for hit, _ in sets[0]):
            first = (None, None, None)
        rows.append(
            {
                "step": k + 1,
                "node": " | ".join(sorted(steps[k])),
                "journeys": sum(hit for hit, _ in results),
                "subjects": sum(any(hits[k]) for hits in mine),
                "share_of_first": first[0],
                "share_of_first_low": first[1],
                "share_of_first_high": first[2],
                "share_of_previous": previous[0],
                "share_of_previous_low": previous[1],
                "share_of_previous_high": previous[2],
                "median_time_us": rank_half([took for _, took in results if took is not None]),
                "n": n,
                "too_few": n < 30,
            }
        )
    return rows


steps_of_a_funnel = st.lists(
    st.lists(st.sampled_from(NODES), min_size=1, max_size=2, unique=True).map(sorted), min_size=1, max_size=4
)


@settings(max_examples=200, deadline=None)
@given(worlds(), steps_of_a_funnel, st.sampled_from([None, 1, 5, 10]))
def test_funnels_agree_with_the_twin(world: World, steps: list[list[str]], window: int | None) -> None:
    question = Funnel(steps=list(steps), within_days=None if window is None else window / DAY)
    expected = twin(all_journeys(world), [set(step) for step in steps], window)
    for one, other in zip(answered(question, world), expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(worlds(), steps_of_a_funnel, st.sampled_from([None, 1, 5]))
def test_a_funnel_never_grows(world: World, steps: list[list[str]], window: int | None) -> None:
    question = Funnel(steps=list(steps), within_days=None if window is None else window / DAY)
    counts = [(row["journeys"], row["subjects"]) for row in answered(question, world)]
    assert counts == sorted(counts, reverse=True)
    assert all(subjects <= journeys for journeys, subjects in counts)


def counts(question: Funnel, *journeys: Journey) -> list[int]:
    return [row["journeys"] for row in answered(question, [[person("ana", *journeys)]])]


def test_other_steps_may_come_between() -> None:
    assert counts(Funnel(steps=["ad", "shop"]), went("ad", "home", "home", "shop")) == [1, 1]


def test_one_interaction_never_serves_two_steps() -> None:
    assert counts(Funnel(steps=["ad", "ad"]), went("ad")) == [1, 0]
    assert counts(Funnel(steps=["ad", "ad"]), went("ad", "ad")) == [1, 1]


def test_the_window_includes_its_end() -> None:
    a_day_apart = Journey((Step("ad", 0), Step("shop", DAY)))
    a_moment_longer = Journey((Step("ad", 0), Step("shop", DAY + 1)))
    assert counts(Funnel(steps=["ad", "shop"], within_days=1), a_day_apart, a_moment_longer) == [2, 1]


def test_a_later_first_step_begins_the_window_anew() -> None:
    journey = Journey((Step("ad", 0), Step("ad", 10 * DAY), Step("cart", 11 * DAY), Step("shop", 12 * DAY)))
    rows = answered(Funnel(steps=["ad", "cart", "shop"], within_days=2), [[person("ana", journey)]])
    assert [(row["journeys"], row["median_time_us"]) for row in rows] == [(1, 0), (1, DAY), (1, 2 * DAY)]


def test_what_happened_at_the_same_moment_has_an_order_all_the_same() -> None:
    journey = Journey((Step("shop", 5), Step("ad", 5)))
    assert counts(Funnel(steps=["shop", "ad"], within_days=1), journey) == [1, 1]
    assert counts(Funnel(steps=["ad", "shop"], within_days=1), journey) == [1, 0]


def test_without_a_time_a_step_counts_in_order_but_never_in_a_window() -> None:
    journey = Journey((Step("ad", None), Step("shop", 5)))
    assert counts(Funnel(steps=["ad", "shop"]), journey) == [1, 1]
    assert counts(Funnel(steps=["ad", "shop"], within_days=1), journey) == [0, 0]


def test_a_funnel_of_thirty_steps_is_followed_to_its_end() -> None:
    route = ["ad", "shop", "home"] * 10
    assert counts(Funnel(steps=list(route), within_days=1), went(*route), went(*route[:-1])) == [2] * 29 + [1]


def test_a_step_that_nobody_reached_has_no_share_of_it() -> None:
    rows = answered(Funnel(steps=["cart", "shop"]), [[person("ana", went("ad", state=OPEN))]])
    assert [(row["journeys"], row["share_of_first"], row["share_of_previous"]) for row in rows] == [
        (0, None, None),
        (0, None, None),
    ]


def test_an_unknown_node_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r'There is no touchpoint node "chart". Did you mean "cart"?'):
        counts(Funnel(steps=["ad", "chart"]), went("ad"))


@pytest.mark.parametrize("days", [0.0, -1.0, float("nan"), float("inf")])
def test_a_window_that_holds_nothing_is_refused(days: float) -> None:
    with pytest.raises(QuestionError, match="Expected within_days to be above 0"):
        Funnel(steps=["ad"], within_days=days)


@pytest.mark.parametrize("steps", [[], [""], ["ad", []]])
def test_a_funnel_without_a_step_is_refused(steps: Any) -> None:
    with pytest.raises(QuestionError, match="at least one step"):
        Funnel(steps=steps)
