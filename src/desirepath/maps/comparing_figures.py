"""How one step's figures differ between two maps: the difference, its interval, and what chance does.

`comparing_readings` says which figures a map has, `comparing_words` what a difference reads like.
"""

from math import hypot

from desirepath.maps.comparing_readings import EMOTION, Reading, measured_reading, readings_at
from desirepath.maps.documents import JourneyMap, Step
from desirepath.maps.evidence import Evidence, Unit
from desirepath.records import Record

AT_LEAST = 30


class FigureChange(Record):
    """A figure on both sides, and after − before with its 95 % interval.

    `is_clear` says whether the interval leaves out zero; None where that cannot be told: a side is not
    known, rests on fewer than 30, or has no interval (a median).
    """

    name: str
    unit: Unit | None
    before: Reading | None
    after: Reading | None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    too_few: bool = False
    is_clear: bool | None = None


def figure_changes(
    before: tuple[JourneyMap, Step] | None, after: tuple[JourneyMap, Step] | None
) -> list[FigureChange]:
    """Every figure that either map has at this step: emotion first, then those of the metrics lane."""
    one = readings_at(*before) if before else {}
    two = readings_at(*after) if after else {}
    keys = list(dict.fromkeys([*two, *one]))
    return [
        difference_of(one.get(key), two.get(key)) for key in sorted(keys, key=lambda key: key[0] != EMOTION)
    ]


def difference_of(before: Reading | None, after: Reading | None) -> FigureChange:
    """after − before with a 95 % interval.

    The interval is the "method of variance estimates recovery" (Newcombe 1998, "Interval estimation for the
    difference between independent proportions", method 10, for two shares with Wilson's intervals; Zou &
    Donner 2008 for any two estimates, of two means √(h₁² + h₂²) of their half-widths):

        low  = d − √((after − after_low)² + (before_high − before)²)
        high = d + √((after_high − after)² + (before − before_low)²)

    A target, an expectation or a guess is a number somebody wrote down: it is exact and adds no width.
    With fewer than 30 on a measured side nothing is said to be clear.

    >>> share = Reading(name="Moved on", value=0.6, unit="share", low=0.4905, high=0.7003, n=80)
    >>> goal = Reading(name="Moved on", value=0.8, unit="share", low=0.6928, high=0.8766, n=70)
    >>> found = difference_of(share, goal)
    >>> round(found.low, 3), round(found.high, 3), found.is_clear
    (0.053, 0.334, True)
    """
    known = after or before
    assert known is not None  # noqa: S101  (a key comes from one of the two)
    change = FigureChange(name=known.name, unit=known.unit, before=before, after=after)
    if before is None or after is None:
        return change
    if (before.unit, before.currency) != (after.unit, after.currency):
        return change
    d = after.value - before.value
    too_few = any(_is_thin(side) for side in (before, after))
    ends = [_arms(side) for side in (before, after)]
    low = high = None
    if all(end is not None for end in ends) and (is_estimate(before) or is_estimate(after)):
        (below_1, above_1), (below_2, above_2) = (end or (0.0, 0.0) for end in ends)
        low, high = d - hypot(below_2, above_1), d + hypot(above_2, below_1)
    is_clear = None if too_few or low is None or high is None else not low <= 0 <= high
    return FigureChange(
        name=known.name, unit=known.unit, before=before, after=after, difference=d, low=low, high=high,
        too_few=too_few, is_clear=is_clear,
    )  # fmt: skip


def evidence_change(before: Evidence, after: Evidence) -> FigureChange | None:
    """How two figures differ that the same question gave; None where they cannot be compared."""
    if (before.measure, before.column) != (after.measure, after.column) or before.unit != after.unit:
        return None
    if before.value is None or after.value is None:
        return None
    return difference_of(measured_reading("", before, None), measured_reading("", after, None))


def is_estimate(side: Reading) -> bool:
    """Whether it was measured, and so might have come out otherwise by chance."""
    return side.source == "measured"


def _is_thin(side: Reading) -> bool:
    return is_estimate(side) and (side.too_few or (side.n is not None and side.n < AT_LEAST))


def _arms(side: Reading) -> tuple[float, float] | None:
    """How far a side's interval reaches below and above its value; None where it has none."""
    if not is_estimate(side):
        return 0.0, 0.0
    if side.low is None or side.high is None:
        return None
    return max(0.0, side.value - side.low), max(0.0, side.high - side.value)
