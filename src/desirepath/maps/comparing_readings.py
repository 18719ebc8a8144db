"""A step's figures as one map has them: what was measured, what a future state aims at, what is expected.

Everything is read from the map itself (emotions, evidence in the metrics lane, expected durations, targets),
so a comparison needs no data. `comparing_figures` sets two maps' readings against one another.
"""

from collections.abc import Iterator
from math import sqrt
from typing import Literal

from desirepath.maps.dates import length_us
from desirepath.maps.documents import Card, Emotion, JourneyMap, Step
from desirepath.maps.evidence import Evidence, Unit
from desirepath.maps.plans import Kpi
from desirepath.maps.wording import COMPARE, DROPPED_OFF, MOVED_ON, TIME_TO_NEXT
from desirepath.records import Record

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


def readings_at(journey_map: JourneyMap, step: Step) -> dict[Key, Reading]:
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
                reading = measured_reading(card.figure or card.text, piece, journey_map.currency)
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


def measured_reading(name: str, piece: Evidence, currency: str | None) -> Reading:
    """What a piece of evidence with a value measured."""
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
