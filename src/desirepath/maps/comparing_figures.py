"""How one step's figures differ between two maps: the difference, its interval, and what chance does.

Everything starts from what the maps themselves say (emotions, evidence in the metrics lane, expected
durations, targets), so a comparison needs no data. `comparing` joins the steps.
"""

from collections.abc import Iterator
from math import hypot, sqrt
from typing import Literal

from desirepath.maps.dates import length_us
from desirepath.maps.documents import Card, Emotion, JourneyMap, Step
from desirepath.maps.evidence import Evidence, Unit
from desirepath.maps.figures import duration_text, money_text, percent, signed_points, valence_text
from desirepath.maps.plans import Kpi
from desirepath.maps.wording import COMPARE, DROPPED_OFF, MOVED_ON, TIME_TO_NEXT
from desirepath.records import Record

AT_LEAST = 30
EMOTION = "Emotion"
NORMAL_95 = 1.959963984540054  # the 97.5 % point of the normal distribution
_REACHED = ("drop_off", "subjects")
_TIME = ("stages", "time_to_next_p50_us")
_PLANNED = {"conversion": ("drop_off", "moved_on_share"), "drop_off": ("drop_off", "hazard"), "dwell": _TIME}
_NAMES = {
    ("drop_off", "moved_on_share"): MOVED_ON,
    ("drop_off", "hazard"): DROPPED_OFF,
    _TIME: TIME_TO_NEXT,
}
_UNITS: dict[str, Unit] = {"conversion": "share", "drop_off": "share", "dwell": "microseconds"}
Key = tuple[str, str]
Source = Literal["measured", "target", "expected", "guessed"]


class Reading(Record):
    """A figure as one map has it; only what was measured is an estimate, with an interval and an n."""

    name: str
    value: float
    unit: Unit | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    too_few: bool = False
    source: Source = "measured"
    currency: str | None = None


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
    one = _readings(*before) if before else {}
    two = _readings(*after) if after else {}
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
    if all(end is not None for end in ends) and (_is_estimate(before) or _is_estimate(after)):
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
    return difference_of(_measured("", before, None), _measured("", after, None))


def reading_text(reading: Reading | None) -> str:
    """A side's figure in words; a gap says that it is not known.

    >>> reading_text(Reading(name="Emotion", value=-1.4, unit="valence")), reading_text(None)
    ('−1.4', 'not known')
    """
    if reading is None:
        return "not known"
    if reading.unit == "minor_units":
        return money_text(reading.value, reading.currency)
    return _in_unit(reading.value, reading.unit)


def difference_text(change: FigureChange) -> str:
    """after − before with its sign: "+1.6", "+3 points", "−2 days"; empty where it is not known."""
    return "" if change.difference is None else _signed(change, change.difference)


def interval_words(change: FigureChange) -> str:
    """The interval of the difference: "−1 to +7 points"; empty where there is none."""
    if change.low is None or change.high is None:
        return ""
    low, high = _signed(change, change.low), _signed(change, change.high)
    if change.unit == "share":
        low = low.partition(" ")[0]
    return f"{low} to {high}"


def certainty_text(change: FigureChange) -> str:
    """What may be concluded: "clear of chance", "within chance", "too few", or why nothing can be said."""
    if change.difference is None:
        return "not known on both sides"
    if change.too_few:
        return "too few to tell"
    if change.is_clear is None:
        planned = all(side and not _is_estimate(side) for side in (change.before, change.after))
        return "both written down" if planned else "no interval"
    return "clear of chance" if change.is_clear else "within chance"


def _readings(journey_map: JourneyMap, step: Step) -> dict[Key, Reading]:
    """A map's figures at a step; what a future state aims at stands before what was measured."""
    found: dict[Key, Reading] = {}
    felt = _feeling(journey_map, step)
    if felt:
        found[EMOTION, ""] = felt
    for card in _metric_cards(journey_map, step):
        for piece in card.evidence[:1]:
            key = (
                (piece.measure, piece.column or "") if piece.measure else ("figure", card.figure or card.text)
            )
            if piece.value is not None and piece.measure != COMPARE:  # it is a difference already
                reading = _measured(card.figure or card.text, piece, journey_map.currency)
                found.setdefault(key, _share_of_people(reading) if key == _REACHED else reading)
    is_future = journey_map.map_kind == "future_state"
    expected = _expected(step)
    if expected and (is_future or _TIME not in found):
        found[_TIME] = expected
    for kpi in journey_map.kpis:
        if is_future and kpi.step == step.id and kpi.target is not None and kpi.kind in _PLANNED:
            found[_PLANNED[kpi.kind]] = _target(kpi, kpi.target)
    return found


def _feeling(journey_map: JourneyMap, step: Step) -> Reading | None:
    felt = {one.source: one for one in journey_map.emotions if one.step == step.id}
    order: tuple[Literal["target", "measured", "authored"], ...] = ("measured", "authored")
    if journey_map.map_kind == "future_state":
        order = ("target", "measured", "authored")
    return next((_felt(felt[source]) for source in order if source in felt), None)


def _felt(one: Emotion) -> Reading:
    if one.source != "measured":
        source: Source = "target" if one.source == "target" else "guessed"
        return Reading(name=EMOTION, value=one.value, unit="valence", source=source)
    return Reading(
        name=EMOTION,
        value=one.value,
        unit="valence",
        low=one.low,
        high=one.high,
        n=one.n,
        too_few=one.too_few,
    )


def _measured(name: str, piece: Evidence, currency: str | None) -> Reading:
    assert piece.value is not None  # noqa: S101  (asked only where it is known)
    return Reading(
        name=name, value=piece.value, unit=piece.unit, low=piece.low, high=piece.high, n=piece.n,
        too_few=piece.too_few, currency=currency if piece.unit == "minor_units" else None,
    )  # fmt: skip


def _share_of_people(reading: Reading) -> Reading:
    """How many came, as a share of the map's people, with Wilson's interval (1927): maps differ in size."""
    n = reading.n or 0
    if not 0 <= reading.value <= n or n == 0:
        return reading
    share, spread = reading.value / n, NORMAL_95**2 / n
    middle = (share + spread / 2) / (1 + spread)
    half = NORMAL_95 / (1 + spread) * sqrt(share * (1 - share) / n + spread / (4 * n))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Reading(
        name=reading.name, value=share, unit="share", low=low, high=high, n=n, too_few=reading.too_few
    )


def _metric_cards(journey_map: JourneyMap, step: Step) -> Iterator[Card]:
    for lane in journey_map.lanes:
        if lane.role == "metrics":
            yield from (card for card in lane.cards if card.step == step.id)


def _expected(step: Step) -> Reading | None:
    if step.duration_expected is None:
        return None
    long = float(length_us(step.duration_expected, key="duration_expected"))
    return Reading(name=TIME_TO_NEXT, value=long, unit="microseconds", source="expected")


def _target(kpi: Kpi, target: float) -> Reading:
    name = _NAMES[_PLANNED[kpi.kind]]
    return Reading(name=name, value=target, unit=_UNITS[kpi.kind], source="target")


def _is_estimate(side: Reading) -> bool:
    return side.source == "measured"


def _is_thin(side: Reading) -> bool:
    return _is_estimate(side) and (side.too_few or (side.n is not None and side.n < AT_LEAST))


def _arms(side: Reading) -> tuple[float, float] | None:
    """How far a side's interval reaches below and above its value; None where it has none."""
    if not _is_estimate(side):
        return 0.0, 0.0
    if side.low is None or side.high is None:
        return None
    return max(0.0, side.value - side.low), max(0.0, side.high - side.value)


def _signed(change: FigureChange, value: float) -> str:
    match change.unit:
        case "share":
            return signed_points(value)
        case "valence":
            return valence_text(value)
        case "minor_units":
            currency = change.after.currency if change.after else None
            return f"{_sign(value)}{money_text(abs(value), currency)}"
        case _:
            return f"{_sign(value)}{_in_unit(abs(value), change.unit)}"


def _sign(value: float) -> str:
    return "" if value == 0 else "−" if value < 0 else "+"


def _in_unit(value: float, unit: Unit | None) -> str:
    match unit:
        case "share":
            return percent(value)
        case "valence":
            return valence_text(value)
        case "microseconds":
            return duration_text(value)
        case "score":
            return f"{value:.1f}".removesuffix(".0")
        case _:
            return f"{round(value):,}"


__all__ = [
    "EMOTION",
    "FigureChange",
    "Reading",
    "certainty_text",
    "difference_of",
    "difference_text",
    "evidence_change",
    "figure_changes",
    "interval_words",
    "reading_text",
]
