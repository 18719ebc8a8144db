"""Two sides compared: figures worked out elsewhere, rows that one side lacks, and how often it cries wolf."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.test_intervals import clustered

from desirepath.errors import QuestionError
from desirepath.measures import DropOff, Emotion, Paths, Transitions, check_disjoint, compared, to_compare
from desirepath.measures.differences import differences, effective_n, q_values
from desirepath.measures.intervals import Estimates, share_estimates, wilson
from desirepath.testing import ask

A: list[Any] = [(f"a{n}", "ad", "10:00") for n in range(40)] + [
    (f"a{n}", "shop", f"10:{5 + n % 3:02}") for n in range(30)
]
B: list[Any] = [
    *((f"b{n}", "ad", "10:00") for n in range(50)),
    *((f"b{n}", "shop", f"10:{9 + n % 3:02}") for n in range(20)),
    *((f"b{n}", "help", "10:30") for n in range(5)),
]


def rows(question: Any, figure: str, **options: Any) -> dict[Any, dict[str, Any]]:
    """The rows of one figure, by node, pair or path."""
    answer = compared(ask(question, *A), ask(question, *B), **options)
    found = {}
    for row in answer.rows():
        name = row.get("node") or row.get("path") or (row.get("from_node"), row.get("to_node"))
        if row["figure"] == figure:
            found[tuple(name) if isinstance(name, list) else name] = row
    return found


def shares(hits: list[float], n: list[float]) -> Estimates:
    low, high = wilson(np.array(hits), np.array(n))
    return Estimates(value=np.array(hits) / np.array(n), low=low, high=high)


def test_intervals_are_what_newcombe_prints() -> None:
    """Newcombe 1998, "Interval estimation for the difference between independent proportions", table II."""
    found = differences(
        shares([56, 9, 6, 5, 0, 0, 10, 10], [70, 10, 7, 56, 10, 10, 10, 10]),
        shares([48, 3, 2, 0, 0, 0, 0, 0], [80, 10, 7, 29, 20, 10, 20, 10]),
    )
    assert found.difference.low == pytest.approx(
        [0.0524, 0.1705, 0.0582, -0.0381, -0.1611, -0.2775, 0.6791, 0.6075], abs=5e-5
    )
    assert found.difference.high == pytest.approx(
        [0.3339, 0.8090, 0.8062, 0.1926, 0.2775, 0.2775, 1.0, 1.0], abs=5e-5
    )


def test_the_p_value_of_two_shares_is_the_pooled_z_tests() -> None:
    found = differences(shares([30.0], [40.0]), shares([20.0], [50.0]))
    # p = 50 / 90, SE = √(0.2469 · (1 / 40 + 1 / 50)) = 0.10541, z = 0.35 / 0.10541 = 3.3204
    assert found.p_value[0] == pytest.approx(0.000899, abs=2e-6)
    nothing_varies = differences(shares([0.0, 10.0], [20.0, 10.0]), shares([0.0, 30.0], [30.0, 30.0]))
    assert np.isnan(nothing_varies.p_value).all()
    assert nothing_varies.difference.value.tolist() == [0.0, 0.0]


@settings(max_examples=60, deadline=None)
@given(st.floats(1, 1e6), st.floats(0, 1))
def test_the_effective_n_is_found_again_in_the_interval(n: float, share: float) -> None:
    low, high = wilson(np.array([share * n]), np.array([n]))
    estimates = Estimates(value=np.array([share]), low=low, high=high)
    found = effective_n(estimates)[0]
    assert np.isnan(found) or found == pytest.approx(n, rel=1e-3)
    moved = Estimates(value=estimates.value, low=low + 0.01, high=high + 0.01)
    assert np.isnan(effective_n(moved)[0])


def test_q_values_are_what_the_slow_twin_finds() -> None:
    p_values = np.random.default_rng(2).uniform(0, 1, 50) ** 3
    ordered = sorted(p_values)
    slow = [min(ordered[j] * 50 / (j + 1) for j in range(i, 50)) for i in range(50)]
    assert sorted(q_values(p_values)) == pytest.approx(slow)
    assert q_values(np.array([])).tolist() == []


def test_rows_stand_beside_each_other() -> None:
    row = rows(Transitions(), "share_out")["ad", "shop"]
    assert (row["value_a"], row["value_b"], row["ratio"]) == (0.75, 0.4, 1.875)
    assert row["difference"] == pytest.approx(0.35)
    assert (row["n_a"], row["n_b"], row["too_few"], row["significant"]) == (40, 50, False, True)
    assert row["p_value"] == pytest.approx(0.000899, abs=2e-6)


def test_a_row_that_one_side_lacks_is_a_share_of_nothing_where_there_could_be_one() -> None:
    never = rows(Transitions(), "share_out")["shop", "help"]
    assert (never["value_a"], never["n_a"], never["value_b"]) == (0.0, 30, 0.25)
    assert never["difference_low"] < never["difference"] < never["difference_high"] < 0
    nobody_there = rows(Transitions(), "share_out")["help", "(end)"]
    assert (nobody_there["value_a"], nobody_there["n_a"], nobody_there["difference"]) == (None, None, None)
    route = rows(Paths(), "share")["ad", "shop", "help"]
    assert (route["value_a"], route["value_b"], route["n_a"]) == (0.0, 0.1, 40)
    assert rows(DropOff(), "hazard").keys() <= {"ad", "shop", "help"}


def test_with_a_rest_a_missing_row_is_not_known() -> None:
    topped = compared(ask(Paths(top=1), *A), ask(Paths(top=1), *B), top=1).rows()
    by_path = {tuple(row["path"]): row for row in topped if row["figure"] == "share"}
    assert by_path.keys() == {("ad", "shop"), ("ad",)}
    assert (by_path["ad", "shop"]["value_b"], by_path["ad",]["value_a"]) == (None, None)
    wide, top = to_compare(Paths(top=1))
    told = compared(ask(wide, *A), ask(wide, *B), top=top).rows()
    assert [row["value_b"] for row in told if row["figure"] == "share"] == [0.3, 0.6]
    assert to_compare(DropOff()) == (DropOff(), None)


def test_a_quantile_has_an_interval_only_with_resamples() -> None:
    plain = rows(Transitions(), "gap_p50_us")["ad", "shop"]
    assert plain["difference"] == -4 * 60_000_000
    assert (plain["difference_low"], plain["p_value"], plain["significant"]) == (None, None, False)


def test_two_questions_are_no_comparison() -> None:
    with pytest.raises(QuestionError, match="same question"):
        compared(ask(Paths(), *A), ask(Paths(top=2), *B))
    nobody = compared(ask(Emotion(), *A), ask(Emotion(), *B))
    assert nobody.rows() == []


def test_who_is_on_both_sides_is_refused() -> None:
    some, others = [np.array([True, False])], [np.array([False, True])]
    check_disjoint(some, others)
    with pytest.raises(QuestionError, match="1 person is on both sides"):
        check_disjoint(some, [np.array([True, True])])
    with pytest.raises(QuestionError, match="everybody"):
        check_disjoint(some, None)


def drawn(random: np.random.Generator, truth: np.ndarray, worlds: int) -> Estimates:
    """Shares of 120 persons with one to four rows each, alike among themselves."""
    people = 120
    own = random.beta(truth * 2, (1 - truth) * 2, (people, worlds)).T
    rows = random.integers(1, 5, own.shape)
    return share_estimates(clustered(random.binomial(rows, own), rows))


def test_where_nothing_differs_it_is_said_in_5_of_100() -> None:
    random = np.random.default_rng(6)
    truth = random.uniform(0.1, 0.5, 20_000)
    found = differences(drawn(random, truth, len(truth)), drawn(random, truth, len(truth)))
    assert 0.03 <= np.mean(found.p_value <= 0.05) <= 0.07
    assert 0.005 <= np.mean(found.p_value <= 0.01) <= 0.016
    held = (found.difference.low <= 0) & (found.difference.high >= 0)
    assert 0.93 <= np.mean(held) <= 0.97
    families = found.p_value.reshape(-1, 20)  # of twenty cells, all of them the same on both sides
    assert np.mean([q_values(family).min() <= 0.05 for family in families]) <= 0.07


def test_where_some_differ_few_discoveries_are_false() -> None:
    random = np.random.default_rng(7)
    truth = random.uniform(0.1, 0.5, 20_000)
    differs = np.arange(len(truth)) % 4 == 0
    found = differences(drawn(random, truth + differs * 0.25, len(truth)), drawn(random, truth, len(truth)))
    false, power = [], []
    for cells in np.arange(len(truth)).reshape(-1, 20):
        discovered = q_values(found.p_value[cells]) <= 0.05
        false.append(np.sum(discovered & ~differs[cells]) / max(1, np.sum(discovered)))
        power.append(np.mean(discovered[differs[cells]]))
    assert np.mean(false) <= 0.05
    assert np.mean(power) >= 0.5
