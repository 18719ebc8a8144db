"""Lives: what each person did, however a split cut it, and the calendar periods they did it in.

What the measures of people over time share: `Retention`, `Lifecycle`, `Frequency`, `Mix`. A person's
journeys stand together and in order, so a life is one slice of the steps.
"""

import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.journeys import (
    UNKNOWN_TIME,
    Journeys,
    Lens,
    Periods,
    PeriodUnit,
    compiled,
    first_day,
    lens_by,
    periods_between,
)
from desirepath.measures.arrays import Int32s, Int64s
from desirepath.measures.framing import Frame

__all__ = [
    "ALL",
    "current_period",
    "dates",
    "life_offsets",
    "periods_of",
    "second_lens",
    "unfinished_period",
]

ALL = "(all)"  # every cohort, stage or channel together
KEPT_LENSES = 8
# A store has one table of kinds and hundreds of partitions: its lens is made once, not in every scan.
_lenses: dict[tuple[str, int], tuple[pa.Table, Lens]] = {}


def life_offsets(journeys: Journeys) -> Int64s:
    """Person i, of those that have a journey, owns steps result[i] : result[i + 1]."""
    found: Int64s = begin_lives(journeys.offsets, journeys.subject)
    return found


def periods_of(unit: PeriodUnit, journeys: Journeys, frame: Frame) -> Periods:
    """The periods of the workspace's zone that hold every step here, as far as its time is known."""
    first = earliest(journeys.happened_at_us, frame.as_of_us)
    return periods_between(unit, frame.zone, first, frame.as_of_us)


def second_lens(name: str, frame: Frame) -> Lens:
    """Another lens over the kinds of the store that is asked. QuestionError when the frame knows no kinds."""
    kinds = frame.kinds
    if kinds is None:
        raise QuestionError(f"Only a store knows what else its steps are; here there is no {name}.")
    kept = _lenses.get((name, id(kinds)))
    if kept is not None and kept[0] is kinds:
        return kept[1]
    lens = lens_by(name, kinds)
    if len(_lenses) >= KEPT_LENSES:
        _lenses.clear()
    _lenses[name, id(kinds)] = kinds, lens  # the table is kept too: no other can have its id meanwhile
    return lens


def current_period(unit: PeriodUnit, frame: Frame) -> int:
    """The number of the period that the moment asked of lies in: the last that anything is seen of."""
    return _number(unit, frame, frame.as_of_us)


def unfinished_period(unit: PeriodUnit, frame: Frame) -> int:
    """The number of the first period that is not over: what happens next may lie in it."""
    return _number(unit, frame, frame.as_of_us + 1)


def dates(unit: PeriodUnit, numbers: Int64s) -> list[str]:
    """The first day of each of these periods, as a date.

    >>> dates("month", np.array([660]))
    ['2025-01-01']
    """
    return [first_day(unit, int(number)).isoformat() for number in numbers]


def _number(unit: PeriodUnit, frame: Frame, moment_us: int) -> int:
    moments = np.array([moment_us], np.int64)
    return int(periods_between(unit, frame.zone, moment_us, moment_us).numbers(moments)[0])


@compiled
def begin_lives(offsets: Int64s, subjects: Int32s) -> Int64s:
    """Where the steps of each person begin, and where the last one's end."""
    found, people = np.empty(len(subjects) + 1, np.int64), 0
    for journey in range(len(subjects)):
        if journey == 0 or subjects[journey] != subjects[journey - 1]:
            found[people] = offsets[journey]
            people += 1
    found[people] = offsets[len(subjects)]
    return found[: people + 1]


@compiled
def earliest(times: Int64s, latest: int) -> int:
    """The first of these times that are known, or `latest`."""
    found = latest
    for time in times:
        found = min(found, time if time != UNKNOWN_TIME else latest)
    return found
