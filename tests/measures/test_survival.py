"""Kaplan and Meier's curve against a twin, against what the literature prints, and against the truth."""

from collections.abc import Sequence
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.measures.quantiles import nearest_rank
from desirepath.measures.survival import bounds, curve_of, lasting_between
from desirepath.measures.survival import lasting as estimated

NONE = np.empty(0, np.int64)
Times = Sequence[tuple[int, bool]]  # how long, and whether it is over


def surviving(times: Times, moment: int) -> float:
    """The share that lasts longer than this: a product over the times at which some end."""
    left = 1.0
    for time in sorted({time for time, over in times if over and time <= moment}):
        at_risk = sum(other >= time for other, _ in times)
        ended = sum(other == time and over for other, over in times)
        left *= (at_risk - ended) / at_risk
    return left


def band(times: Times, moment: int) -> tuple[float, float] | tuple[None, None]:
    left = surviving(times, moment)
    if left < 1e-12:
        return None, None
    variance = 0.0
    for time in sorted({time for time, over in times if over and time <= moment}):
        at_risk = sum(other >= time for other, _ in times)
        ended = sum(other == time and over for other, over in times)
        variance += ended / (at_risk * (at_risk - ended))
    spread = 1.959963984540054 * sqrt(variance) / abs(log(left))
    return left ** exp(spread), left ** exp(-spread)


def lasting(times: Times, percent: int) -> int | None:
    """The time by which so many have ended."""
    ends = sorted({time for time, over in times if over})
    return next((time for time in ends if surviving(times, time) <= 1 - percent / 100 + 1e-9), None)


def median_between(times: Times) -> tuple[int | None, int | None]:
    ends = sorted({time for time, over in times if over})
    known = [(time, band(times, time)) for time in ends]
    low = next((time for time, (bottom, _) in known if bottom is not None and bottom <= 0.5 + 1e-9), None)
    high = next((time for time, (_, top) in known if top is not None and top <= 0.5 + 1e-9), None)
    return low, high


def split(times: Times) -> tuple[np.ndarray, np.ndarray]:
    return (
        np.array([time for time, over in times if over], np.int64),
        np.array([time for time, over in times if not over], np.int64),
    )


some_times = st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=25)


@settings(max_examples=200, deadline=None)
@given(some_times, st.sampled_from([25, 50, 75, 90]))
def test_the_curve_agrees_with_the_twin(times: Times, percent: int) -> None:
    curve = curve_of(*split(times))
    low, high = bounds(curve)
    assert curve.time_us.tolist() == sorted({time for time, over in times if over})
    for place, time in enumerate(curve.time_us.tolist()):
        assert curve.surviving[place] == pytest.approx(surviving(times, time), abs=1e-12)
        bottom, top = band(times, time)
        assert low[place] == pytest.approx(float("nan") if bottom is None else bottom, nan_ok=True)
        assert high[place] == pytest.approx(float("nan") if top is None else top, nan_ok=True)
    assert estimated(curve, percent) == lasting(times, percent)
    assert lasting_between(curve, 50) == median_between(times)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 50), max_size=60), st.integers(1, 100))
def test_where_all_is_over_a_quantile_is_the_nearest_rank(times: list[int], percent: int) -> None:
    values = np.array(times, np.int64)
    assert estimated(curve_of(values, NONE), percent) == nearest_rank(values, percent)


def test_a_million_different_times_keep_their_nearest_rank() -> None:
    values = np.random.default_rng(3).permutation(1_000_000)
    curve = curve_of(values, NONE)
    for percent in (1, 25, 50, 75, 90, 99):
        assert estimated(curve, percent) == nearest_rank(values, percent)


def test_the_curve_is_what_the_literature_prints() -> None:
    # Freireich et al. 1963, weeks in remission on 6-MP; the estimates as in Kalbfleisch & Prentice
    weeks = np.array([6, 6, 6, 7, 10, 13, 16, 22, 23])
    still = np.array([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
    curve = curve_of(weeks, still)
    low, high = bounds(curve)
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert curve.surviving == pytest.approx(
        [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5
    )
    assert low == pytest.approx([0.6197, 0.5631, 0.5032, 0.4316, 0.3675, 0.2678, 0.1881], abs=5e-5)
    assert high == pytest.approx([0.9516, 0.9228, 0.8894, 0.8491, 0.8049, 0.7468, 0.6801], abs=5e-5)
    assert (estimated(curve, 50), lasting_between(curve, 50)) == (23, (13, None))


def test_of_nothing_there_is_no_curve() -> None:
    for censored in (NONE, np.array([3, 4])):
        curve = curve_of(NONE, censored)
        assert (len(curve.time_us), estimated(curve, 50), lasting_between(curve, 50)) == (
            0,
            None,
            (None, None),
        )


@pytest.mark.parametrize("people", [60, 300])
def test_95_of_100_intervals_hold_the_true_median(people: int) -> None:
    draw, held, worlds = np.random.default_rng(7), 0, 1_000
    truth = 1_000_000 * np.log(2)
    for _ in range(worlds):
        times, seen = draw.exponential(1_000_000, people), draw.exponential(2_000_000, people)
        over = times <= seen
        curve = curve_of(times[over].astype(np.int64), seen[~over].astype(np.int64))
        low, high = lasting_between(curve, 50)
        held += (low is None or low <= truth) and (high is None or truth <= high)
    assert 0.93 <= held / worlds <= 0.97
