"""Times of which some are not over yet: how many last how long, by Kaplan and Meier.

A time is either complete (it ended) or censored (it lasted at least so long when we last looked).
Everything here starts from sorted integers, so an estimate cannot depend on how the data was cut.
Nothing here knows journeys.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from desirepath.measures.arrays import Bools, Int64s
from desirepath.measures.columns import Column, whole
from desirepath.measures.intervals import NORMAL_95, Floats
from desirepath.records import Record

__all__ = ["Curve", "bounds", "curve_of", "lasting", "lasting_between", "lasting_columns"]

ROUNDING = 1e-9  # a product of many shares may miss a round number by this much
Quantile: TypeAlias = int | None  # None: not so many end, as far as we know


class Curve(Record):
    """The share that lasts longer than each time at which some end (Kaplan & Meier 1958).

    surviving(t) = Π over times u ≤ t of 1 − ended(u) / at_risk(u), where at_risk(u) are all times, complete
    or censored, of u or more: what is censored at u still counts at u.
    """

    time_us: Int64s  # ascending, each once
    at_risk: Int64s
    ended: Int64s
    surviving: Floats


def curve_of(complete: Int64s, censored: Int64s) -> Curve:
    """The curve of these times.

    >>> curve = curve_of(np.array([2, 2, 5]), np.array([3]))
    >>> curve.time_us.tolist(), curve.at_risk.tolist(), curve.ended.tolist(), curve.surviving.tolist()
    ([2, 5], [4, 1], [2, 1], [0.5, 0.0])
    """
    ordered, over = np.sort(complete), np.sort(censored)
    starts = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))
    times = ordered[starts]
    ended = np.diff(starts, append=len(ordered))
    at_risk = len(ordered) - starts + len(over) - np.searchsorted(over, times, side="left")
    surviving = np.cumprod(1 - ended / at_risk)
    surviving = np.where(at_risk == ended, 0.0, surviving)
    return Curve(time_us=times, at_risk=at_risk, ended=ended, surviving=surviving)


def bounds(curve: Curve) -> tuple[Floats, Floats]:
    """The 95 % interval of the curve at each of its times; NaN where nothing survives.

    Greenwood's variance Σ ended / (at_risk · (at_risk − ended)) (1926) on the scale of
    log(−log surviving), which keeps the bounds within 0 … 1 (Kalbfleisch & Prentice 1980).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        alive = (curve.at_risk - curve.ended).astype(np.float64)
        variance = np.cumsum(curve.ended / (curve.at_risk * alive))
        log = np.log(curve.surviving)
        spread = NORMAL_95 * np.sqrt(variance) / np.abs(log)
        low, high = np.exp(log * np.exp(spread)), np.exp(log * np.exp(-spread))
    gone = curve.surviving == 0
    return np.where(gone, np.nan, low), np.where(gone, np.nan, high)


def lasting(curve: Curve, percent: int) -> Quantile:
    """The smallest time by which at least `percent` per cent have ended; None where so many never do.

    Without censored times it is the nearest rank of all times (`quantiles.nearest_rank`).

    >>> curve = curve_of(np.array([10, 20, 30]), np.array([25, 25]))
    >>> lasting(curve, 40), lasting(curve, 60)
    (20, 30)
    >>> lasting(curve_of(np.array([10]), np.array([25, 25])), 50) is None
    True
    """
    return _first(curve.time_us, curve.surviving <= _left(percent))


def lasting_between(curve: Curve, percent: int) -> tuple[Quantile, Quantile]:
    """The 95 % interval of `lasting` (Brookmeyer & Crowley 1982): times at which so many may have ended.

    From the first time at which the lower bound of the curve has fallen so far to the first at which the
    upper bound has; None where it never does.

    >>> lasting_between(curve_of(np.arange(1, 21), np.empty(0, np.int64)), 50)
    (5, 15)
    """
    low, high = bounds(curve)
    return _first(curve.time_us, low <= _left(percent)), _first(curve.time_us, high <= _left(percent))


def lasting_columns(curves: Sequence[Curve], *percents: int) -> dict[str, Column]:
    """Columns `p<percent>_us`, that of the median with its interval as `p50_us_low` and `p50_us_high`."""
    columns = {}
    for percent in percents:
        columns[f"p{percent}_us"] = whole([lasting(curve, percent) for curve in curves])
        if percent == 50:
            ends = [lasting_between(curve, 50) for curve in curves]
            columns["p50_us_low"] = whole([low for low, _ in ends])
            columns["p50_us_high"] = whole([high for _, high in ends])
    return columns


def _left(percent: int) -> float:
    return 1 - percent / 100 + ROUNDING


def _first(times: Int64s, reached: Bools) -> Quantile:
    return int(times[np.argmax(reached)]) if reached.any() else None
