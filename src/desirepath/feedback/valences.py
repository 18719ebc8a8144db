"""Answers on any scale as valence: how good it was, from −2 (the worst) to +2 (the best).

Valence is kept in whole thousandths (milli-valence), so that sums of it do not depend on their order.
The formula is the linear map v = 4 (score − worst) / (best − worst) − 2.
"""

import math
import re
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

__all__ = ["listen", "milli_of", "valence_milli"]

SCALE = re.compile(r"(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)")

Column: TypeAlias = "pa.Array[Any] | pa.ChunkedArray[Any]"


def listen(interactions: pa.Table) -> "pa.Array[Any]":
    """The valence of each interaction in thousandths (int32), from its `score` and `scale`; null without.

    >>> listen(pa.table({"score": [10.0, 0.0, None], "scale": ["0..10", "0..10", None]})).to_pylist()
    [2000, -2000, None]
    """
    return valence_milli(interactions["score"], interactions["scale"])


def valence_milli(scores: Column, scales: Column) -> "pa.Array[Any]":
    """Scores on scales written worst..best as thousandths of valence, from −2000 to 2000 (int32).

    Rounded half to even. Null where the score is not known or outside its scale, and where the scale is
    not known or no scale ("3..3"). On "5..1" the 1 is the best.

    >>> valence_milli(pa.array([1.0, 5.0, 7.0]), pa.array(["5..1", "5..1", "5..1"])).to_pylist()
    [2000, -2000, None]
    """
    score = _floats(scores)
    worst, best = _ends(scales)
    with np.errstate(all="ignore"):  # what is not known is NaN, and NaN is never in range
        is_on_scale = np.minimum(worst, best) <= score
        is_on_scale &= (score <= np.maximum(worst, best)) & (worst != best)
        milli = np.rint(4000.0 * ((score - worst) / (best - worst)) - 2000.0)
    return pa.array(np.where(is_on_scale, milli, 0).astype(np.int32), mask=~is_on_scale)


def milli_of(score: float | None, scale: str | None) -> int | None:
    """One score as thousandths of valence: the same as `valence_milli`, for one.

    >>> milli_of(9, "0..10"), milli_of(3, "1..5"), milli_of(11, "0..10")
    (1600, 0, None)
    """
    worst, best = _parsed(scale)
    if score is None or worst == best or not min(worst, best) <= score <= max(worst, best):
        return None
    return round(4000.0 * ((score - worst) / (best - worst)) - 2000.0)


def _floats(scores: Column) -> NDArray[np.float64]:
    return scores.cast(pa.float64()).to_numpy(zero_copy_only=False)


def _ends(scales: Column) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The worst and the best of each row's scale, each scale parsed once; NaN where there is none."""
    whole = scales.combine_chunks() if isinstance(scales, pa.ChunkedArray) else scales
    encoded = whole.cast(pa.string()).dictionary_encode()
    ends = np.array([*map(_parsed, encoded.dictionary.to_pylist()), (math.nan, math.nan)])
    codes = np.asarray(encoded.indices.fill_null(len(ends) - 1))
    return ends[codes, 0], ends[codes, 1]


def _parsed(scale: str | None) -> tuple[float, float]:
    written = SCALE.fullmatch(scale or "")
    return (float(written[1]), float(written[2])) if written else (math.nan, math.nan)
