from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.feedback import listen, milli_of, valence_milli
from desirepath.testing import little


@pytest.mark.parametrize(
    ("score", "scale", "valence"),
    [
        (0, "0..10", -2000),
        (10, "0..10", 2000),
        (9, "0..10", 1600),
        (5, "0..10", 0),
        (1, "5..1", 2000),
        (5, "5..1", -2000),
        (3, "1..5", 0),
        (0, "-5..5", 0),
        (2.5, "0.5..4.5", 0),
        (1, "1..7", -2000),
        (2, "1..7", -1333),
        (1, "0..32", -1875),
    ],
)
def test_scores_on_any_scale_become_the_same_measure(score: float, scale: str, valence: int) -> None:
    assert milli_of(score, scale) == valence
    assert valence_milli(pa.array([float(score)]), pa.array([scale])).to_pylist() == [valence]


def test_halves_are_rounded_to_the_even_neighbour() -> None:
    # 4000 · 1/1600 − 2000 = −1997.5, and 4000 · 3/1600 − 2000 = −1992.5
    assert valence_milli(pa.array([1.0, 3.0]), pa.array(["0..1600"] * 2)).to_pylist() == [-1998, -1992]


@pytest.mark.parametrize(
    ("score", "scale"),
    [
        (None, "0..10"),
        (5.0, None),
        (11.0, "0..10"),
        (-1.0, "0..10"),
        (3.0, "3..3"),
        (3.0, "good"),
        (6.0, "5..1"),
    ],
)
def test_what_cannot_be_told_is_null(score: float | None, scale: str | None) -> None:
    scores, scales = pa.array([score], pa.float64()), pa.array([scale], pa.string())
    assert (milli_of(score, scale), valence_milli(scores, scales).to_pylist()) == (None, [None])


def test_interactions_are_listened_to_row_by_row() -> None:
    interactions = little(
        ("ana", "survey", "10:00", {"score": 9.0, "scale": "0..10"}),
        ("ana", "shop", "10:05"),
        ("bo", "survey", "10:10", {"score": 5.0, "scale": "5..1"}),
    )
    assert listen(interactions) == pa.array([1600, None, -2000], pa.int32())


def test_nothing_gives_nothing() -> None:
    assert listen(little()) == pa.array([], pa.int32())


ENDS = st.integers(-20, 20)
ROWS = st.lists(
    st.tuples(
        st.none() | st.integers(-100, 100).map(lambda number: number / 4),
        st.none() | st.tuples(ENDS, ENDS).map(lambda ends: f"{ends[0]}..{ends[1]}"),
    ),
    max_size=20,
)


@settings(deadline=None, database=None)
@given(ROWS, st.integers(1, 5))
def test_whole_columns_and_single_scores_agree(rows: list[tuple[float | None, str | None]], cut: int) -> None:
    scores = pa.array([score for score, _ in rows], pa.float64())
    scales = pa.array([scale for _, scale in rows], pa.string())
    expected = [milli_of(score, scale) for score, scale in rows]

    assert valence_milli(scores, scales).to_pylist() == expected
    chunked = [pa.chunked_array([column[:cut], column[cut:]]) for column in (scores, scales)]
    assert valence_milli(chunked[0], chunked[1]).to_pylist() == expected


@settings(deadline=None, database=None)
@given(st.integers(0, 400).map(lambda number: number / 4), ENDS, ENDS)
def test_valence_keeps_the_order_is_symmetric_and_never_leaves_its_range(
    share: float, worst: int, best: int
) -> None:
    score = worst + (best - worst) * share / 100
    valence = milli_of(score, f"{worst}..{best}")
    if worst == best:
        assert valence is None
    elif valence is not None:
        exact = 4000 * (Fraction(score) - worst) / (best - worst) - 2000
        assert abs(valence - exact) <= Fraction(500_001, 1_000_000)
        assert -2000 <= valence <= 2000
        assert milli_of(score, f"{best}..{worst}") in {-valence - 1, -valence, -valence + 1}
