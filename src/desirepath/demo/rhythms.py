"""When in the day people do what they do: every sitting is moved to the hours of its channel and persona.

What follows on something within two hours is one sitting and moves as a whole. Its date and what comes
before what stay as they were, so that this changes hours of the day and nothing that is counted.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from random import Random

from desirepath.demo.behaviour import (
    END,
    MOMENTS,
    OF_CHANNELS,
    OF_MOMENTS,
    OF_SYSTEMS,
    ON_WEEKENDS,
    RHYTHMS,
    Persona,
)
from desirepath.demo.clock import HOUR, MINUTE, in_oslo
from desirepath.demo.people import draw
from desirepath.records import Record

APART = 2 * HOUR  # longer than this after the last moment, a new sitting begins
AFTER_A_LETTER = 10 * MINUTE
TRIES = 40
SATURDAY = 5
STRETCHES = {
    name: {(opens, closes): weight * (closes - opens) for (opens, closes), weight in hours.items()}
    for name, hours in RHYTHMS.items()
}

Possible = Callable[[str, int], bool]


class Told(Record):
    """A moment and when it was, before its hour of the day is settled."""

    moment: str
    at: int
    channel: str = ""


class _Sitting(Record):
    """Moments that belong together; how long after the ones before it begins at least."""

    moments: list[Told]
    apart: int

    @property
    def at(self) -> int:
        return self.moments[0].at

    @property
    def lasts(self) -> int:
        return self.moments[-1].at - self.at


def by_the_clock(
    moments: Sequence[Told], persona: Persona, rng: Random, *, is_possible: Possible
) -> list[int]:
    """The times of these moments, each on its date, in their order, at hours that suit them."""
    times: list[int] = []
    for _, group in groupby(_sittings(moments), key=lambda sitting: in_oslo(sitting.at).date()):
        day = list(group)
        starts = _day(day, persona, rng, after=times[-1] if times else 0, is_possible=is_possible)
        for sitting, start in zip(day, starts, strict=True):
            times += [told.at + start - sitting.at for told in sitting.moments]
    return times


def _sittings(moments: Sequence[Told]) -> Iterator[_Sitting]:
    """The moments as sittings; a letter is one of its own: sent in the morning, read when it suits."""
    current: list[Told] = []
    apart = 0
    for told in moments:
        if current:
            pause = told.at - current[-1].at
            by_letter = MOMENTS[current[-1].moment].system == "email"
            if pause > APART or by_letter:
                yield _Sitting(moments=current, apart=apart)
                current, apart = [], APART + 1 if pause > APART else AFTER_A_LETTER
        current.append(told)
    if current:
        yield _Sitting(moments=current, apart=apart)


def _day(
    day: list[_Sitting], persona: Persona, rng: Random, *, after: int, is_possible: Possible
) -> list[int]:
    """When each sitting of one day begins; as they were where nothing better is found."""
    for _ in range(TRIES):
        starts: list[int] = []
        ended = after
        for sitting in day:
            start = _drawn(sitting, persona, rng)
            if start < ended + sitting.apart or not _fits(sitting, start, is_possible):
                break
            starts.append(start)
            ended = start + sitting.lasts
        else:
            return starts
    return [sitting.at for sitting in day]


def _drawn(sitting: _Sitting, persona: Persona, rng: Random) -> int:
    local = in_oslo(sitting.at)
    opens, closes = draw(rng, STRETCHES[_rhythm(sitting.moments[0], persona, local)])
    second = opens * HOUR + int(rng.random() * (closes - opens) * HOUR)
    midnight = local.replace(hour=0, minute=0, second=0)
    return int((midnight + timedelta(seconds=second)).timestamp())  # on the clock, whatever summer time does


def _rhythm(told: Told, persona: Persona, local: datetime) -> str:
    system = MOMENTS[told.moment].system
    name = OF_MOMENTS.get(told.moment, OF_SYSTEMS[system])
    if system == "support":
        name = OF_CHANNELS.get(told.channel, name)
    if local.weekday() >= SATURDAY and name in ON_WEEKENDS:
        return ON_WEEKENDS[name]
    return persona.rhythms.get(name, name)


def _fits(sitting: _Sitting, start: int, is_possible: Possible) -> bool:
    moved = start - sitting.at
    return start + sitting.lasts < END and all(
        is_possible(told.moment, told.at + moved) for told in sitting.moments
    )
