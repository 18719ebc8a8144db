"""Columns of an answer: names, shares with their interval, sample sizes; NaN becomes null here."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from desirepath.measures.arrays import Int64s
from desirepath.measures.intervals import Clustered, Estimates, Floats, share_estimates

__all__ = ["FEW", "Column", "estimate_columns", "known", "named", "sample_columns", "share_columns", "whole"]

Column: TypeAlias = "pa.Array[Any]"
FEW = 30  # fewer than this many: "too few"


def named(names: Sequence[str]) -> Column:
    """A column of names."""
    return pa.array(list(names), pa.string())


def whole(values: Int64s | Sequence[int | None]) -> Column:
    """A column of whole numbers; None is not known."""
    return pa.array(values, pa.int64())


def share_columns(name: str, sums: Clustered) -> dict[str, Column]:
    """The share, its 95 % interval as `<name>_low` and `<name>_high`; null where there are no rows."""
    return estimate_columns(name, share_estimates(sums))


def estimate_columns(name: str, estimates: Estimates) -> dict[str, Column]:
    """An estimate and its interval, ready for a table."""
    return {
        name: known(estimates.value),
        f"{name}_low": known(estimates.low),
        f"{name}_high": known(estimates.high),
    }


def sample_columns(n: Int64s) -> dict[str, Column]:
    """What the row rests on, and whether that is too few."""
    return {"n": whole(n), "too_few": pa.array(n < FEW, pa.bool_())}


def known(values: Floats) -> Column:
    """A column of numbers; NaN is not known."""
    return pa.array(values, pa.float64(), mask=np.isnan(values))
