"""Intervals: known values, and whether 95 of 100 really hold the truth."""

import numpy as np
import pytest

from desirepath.measures.intervals import Clustered, mean_estimates, share_estimates, t_95, wilson
from desirepath.measures.quantiles import nearest_rank

WORLDS = 4_000


def clustered(hits: np.ndarray, rows: np.ndarray) -> Clustered:
    """One share a row of these arrays, one person a column."""
    return Clustered(
        hits=hits.sum(axis=1),
        rows=rows.sum(axis=1),
        people=np.full(len(hits), hits.shape[1]),
        hits_squared=(hits * hits).sum(axis=1),
        hits_rows=(hits * rows).sum(axis=1),
        rows_squared=(rows * rows).sum(axis=1),
    )


@pytest.mark.parametrize(
    ("degrees", "expected"),  # the printed tables of Student's t, 97.5 %
    [(1, 12.706205), (2, 4.302653), (3, 3.182446), (4, 2.776445), (5, 2.570582), (9, 2.262157),
     (10, 2.228139), (29, 2.045230), (30, 2.042272), (60, 2.000298), (100, 1.983972),
     (120, 1.979930), (1000, 1.962339)],
)  # fmt: skip
def test_students_t_is_what_the_tables_print(degrees: int, expected: float) -> None:
    assert t_95(degrees) == pytest.approx(expected, abs=1e-6)


def test_students_t_falls_without_a_step_where_the_formula_changes() -> None:
    points = [t_95(degrees) for degrees in range(1, 400)]
    assert points == sorted(points, reverse=True)
    assert np.abs(np.diff(points, 3)[150:250]).max() < 1e-7


def test_wilson_is_what_the_literature_prints() -> None:
    low, high = wilson(np.array([81.0, 0.0, 1.0]), np.array([263.0, 20.0, 29.0]))  # Newcombe 1998, table I
    assert low == pytest.approx([0.2553, 0.0000, 0.0061], abs=5e-5)
    assert high == pytest.approx([0.3662, 0.1611, 0.1718], abs=5e-5)


def test_one_row_a_person_is_the_plain_interval() -> None:
    hits = np.array([[1, 0, 1, 1, 0, 0, 0, 0]])
    found = share_estimates(clustered(hits, np.ones_like(hits)))
    low, high = wilson(np.array([3.0]), np.array([8.0]))
    assert (found.low, found.high) == (low, high)


def test_six_alike_rows_a_person_are_no_more_than_one() -> None:
    alike = share_estimates(clustered(np.array([[6] * 40 + [0] * 60]), np.full((1, 100), 6)))
    once = share_estimates(clustered(np.array([[1] * 40 + [0] * 60]), np.full((1, 100), 1)))
    assert alike.low == pytest.approx(once.low, abs=0.005)
    assert alike.high == pytest.approx(once.high, abs=0.005)


def test_where_nobody_differs_a_persons_rows_count_as_one() -> None:
    found = share_estimates(clustered(np.zeros((1, 10), np.int64), np.full((1, 10), 7)))
    assert (found.value[0], found.low[0]) == (0.0, 0.0)
    assert found.high[0] == pytest.approx(0.2775, abs=1e-4)  # 0 of 10, not 0 of 70


def test_nothing_seen_is_nothing_known() -> None:
    found = share_estimates(clustered(np.zeros((1, 1), np.int64), np.zeros((1, 1), np.int64)))
    assert np.isnan([found.value[0], found.low[0], found.high[0]]).all()


@pytest.mark.parametrize("alike", [0.1, 0.4, 0.9])
@pytest.mark.parametrize("truth", [0.1, 0.3, 0.5])
@pytest.mark.parametrize("repeats", ["one", "six", "one to eleven"])
def test_95_of_100_intervals_hold_the_true_share(truth: float, alike: float, repeats: str) -> None:
    draw = np.random.default_rng(11)
    scale = (1 - alike) / alike
    own = draw.beta(truth * scale, (1 - truth) * scale, (WORLDS, 150))
    rows = {"one": 1, "six": 6, "one to eleven": draw.integers(1, 12, own.shape)}[repeats] + np.zeros_like(
        own, int
    )
    found = share_estimates(clustered(draw.binomial(rows, own), rows))
    held = np.mean((found.low <= truth) & (truth <= found.high))
    assert 0.93 <= held <= 0.97


def test_plain_intervals_would_hold_far_too_few() -> None:
    draw = np.random.default_rng(11)
    own = draw.beta(0.3 * 0.25, 0.7 * 0.25, (WORLDS, 150))
    hits = draw.binomial(6, own).sum(axis=1).astype(float)
    low, high = wilson(hits, np.full(WORLDS, 900.0))
    assert np.mean((low <= 0.3) & (high >= 0.3)) < 0.7


@pytest.mark.parametrize("people", [5, 30, 200])
def test_95_of_100_intervals_hold_the_true_mean(people: int) -> None:
    draw = np.random.default_rng(5)
    felt = np.rint(draw.normal(400, 600, (WORLDS, people))).astype(np.int64)
    found = mean_estimates(np.full(WORLDS, people), felt.sum(axis=1), (felt * felt).sum(axis=1))
    assert 0.93 <= np.mean((found.low <= 400) & (found.high >= 400)) <= 0.97


@pytest.mark.parametrize("size", [1, 2, 3, 10, 99, 100, 101])
@pytest.mark.parametrize("percent", [1, 50, 90, 100])
def test_a_quantile_is_the_value_of_its_rank(size: int, percent: int) -> None:
    values = np.random.default_rng(size).permutation(size) * 10
    rank = next(rank for rank in range(1, size + 1) if rank * 100 >= percent * size)
    assert nearest_rank(values, percent) == (rank - 1) * 10
