"""Axes: how far they reach, where their ticks stand, where a value lies on them."""

from math import ceil, floor, log10

from desirepath.charts.figures import DAY, HOUR, MINUTE, SECOND
from desirepath.records import Record

__all__ = ["Scale", "reach", "ticks_of", "time_scale"]

NICE = (1, 2, 5, 10)
TIMES = (
    SECOND,
    10 * SECOND,
    MINUTE,
    10 * MINUTE,
    HOUR,
    6 * HOUR,
    DAY,
    4 * DAY,
    14 * DAY,
    60 * DAY,
    240 * DAY,
    1000 * DAY,
    4000 * DAY,
    16000 * DAY,
    64000 * DAY,
)


class Scale(Record):
    """Values from `low` to `high` on `room` pixels from `left`; `logarithmic` for lengths of time."""

    low: float
    high: float
    left: float
    room: float
    ticks: list[float]
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """Where a value lies; one beyond an end lies at it."""
        if self.logarithmic:
            value, low, high = (log10(max(each, self.low)) for each in (value, self.low, self.high))
        else:
            low, high = self.low, self.high
        part = (value - low) / (high - low) if high > low else 0.0
        return self.left + self.room * min(max(part, 0.0), 1.0)


def reach(most: float) -> float:
    """A round number that is not below the most there is.

    >>> reach(0.31), reach(0.9), reach(47), reach(0)
    (0.4, 1.0, 50.0, 1.0)
    """
    if most <= 0:
        return 1.0
    step = step_of(most)
    return round(ceil(round(most / step, 9)) * step, 12)


def step_of(most: float, *, steps: int = 5) -> float:
    """The distance of round ticks up to `most`."""
    rough = most / steps
    power = 10.0 ** floor(log10(rough))
    return float(next(power * nice for nice in NICE if power * nice >= rough * 0.999))


def ticks_of(low: float, high: float, *, steps: int = 5) -> list[float]:
    """Round values from low to high, both of which are round.

    >>> ticks_of(0, 0.4)
    [0.0, 0.1, 0.2, 0.3, 0.4]
    """
    step = step_of(high - low, steps=steps)
    first, last = ceil(round(low / step, 9)), floor(round(high / step, 9))
    return [round(number * step, 12) for number in range(first, last + 1)]


def time_scale(times: list[float], *, left: float, room: float) -> Scale:
    """A logarithmic scale of lengths of time that shows all of these.

    >>> [tick / HOUR for tick in time_scale([2.0 * HOUR, 3.0 * DAY], left=0, room=300).ticks]
    [1.0, 6.0, 24.0, 96.0]
    """
    some = [time for time in times if time > 0] or [float(SECOND)]
    below: list[float] = [tick for tick in TIMES if tick <= min(some)] or [min(some)]
    above: list[float] = [tick for tick in TIMES if tick >= max(some)] or [max(some)]
    low, high = float(below[-1]), float(above[0])
    if low == high:
        low, high = low / 10, high * 10
    ticks = [float(tick) for tick in TIMES if low <= tick <= high]
    return Scale(low=low, high=high, left=left, room=room, ticks=ticks, logarithmic=True)
