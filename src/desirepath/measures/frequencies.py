"""Frequencies: how often people come, on how many channels and days, and what they are worth.

The question, its fold and its kernel. Each person is one value of each metric; what is kept of them is
how many people have which value, so every quantile is exact.
"""

from collections.abc import Sequence
from math import isfinite

import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.journeys import (
    UNKNOWN_TIME,
    UNKNOWN_VALUE,
    Journeys,
    LensTable,
    Split,
    WholeLife,
    compiled,
)
from desirepath.measures.arrays import Int32s, Int64s
from desirepath.measures.asked import Asked
from desirepath.measures.columns import Column, estimate_columns, named, sample_columns, whole
from desirepath.measures.framing import Frame
from desirepath.measures.intervals import Estimates, mean_estimates, one_row_a_person, share_estimates
from desirepath.measures.lives import (
    ALL,
    current_period,
    life_offsets,
    periods_of,
    second_lens,
)
from desirepath.measures.tallies import Tally, added
from desirepath.records import Record

__all__ = ["Frequency", "Habits"]

METRICS = ("interactions", "sessions", "channels", "days", "days_lately", "value_minor")
INTERACTIONS, SESSIONS, CHANNELS, DAYS, DAYS_LATELY = range(5)  # columns of what the kernel counts
NONE = -1  # this person has no such value
MINUTE_US = 60_000_000
# Up to and including: below 0, 0, each of 1 … 5, then 10, 20, 50, 100, 200, 500 …
LIMITS = np.array(
    [*range(-1, 5), *(n * 10**k for k in range(18) for n in (5, 10, 20)), np.iinfo(np.int64).max], np.int64
)
NO_NUMBER = np.array([np.nan])


class Habits(Record):
    """The partial answer: of each metric, how many people have which value."""

    values: list[Tally]


class Frequency(Asked, tag_field="measure", tag="frequency"):
    """How often people come: interactions, sessions, channels, active days and value, one value a person.

    - `interactions` that the lens shows;
    - `sessions`: a silence longer than `session_minutes` begins another (as the split `gap` would cut);
    - `channels`: how many different ones;
    - `days` of the workspace's zone with an interaction whose time is known;
    - `days_lately`: of the last `last_days` days (that of `as_of` is the last), how many with an interaction,
      over the people who have any; its mean / `last_days` is the stickiness, daily over monthly users;
    - `value_minor`: the sum of what their interactions are worth, over the people of whom any is known.

    Columns: `metric`; `bucket` with its ends `from_value` and `to_value` (both included); `subjects` in it
    and their `share` of the metric's people with its 95 % interval (Wilson's: one row a person); `n` = the
    metric's people. A metric's first row is "(all)": `p50`, `p90` (nearest rank) and the `mean` with its
    95 % t-interval, over all its people (cut at 1, except of a value). Its other rows are the histogram,
    empty buckets between full ones included. A metric of nobody has no rows.

    >>> Frequency(lens="channel", session_minutes=15).last_days
    28
    """

    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    session_minutes: float = 30.0
    last_days: int = 28

    def _check(self) -> None:
        minutes, days = self.session_minutes, self.last_days
        if not (isfinite(minutes) and 0 < minutes < 1e10):
            raise QuestionError(f"Expected session_minutes to be above 0 and to end, found {minutes:g}.")
        if days < 1:
            raise QuestionError(f"Expected last_days to be 1 or more, found {days}.")

    def scan(self, journeys: Journeys, frame: Frame) -> Habits:
        """Count what each person of one partition does, and how many do how much."""
        calendar = periods_of("day", journeys, frame)
        channels, count = _channels(journeys, frame)
        lives = life_offsets(journeys)
        habits = count_habits(
            lives,
            journeys.happened_at_us,
            channels,
            count,
            calendar.starts,
            round(self.session_minutes * MINUTE_US),
            max(current_period("day", frame) - calendar.first - self.last_days, -1),
        )
        if frame.kinds is None:
            habits[:, CHANNELS] = NONE
        columns = [column[column != NONE] for column in habits.T]
        return Habits(values=[_tallied(column) for column in (*columns, _worth(journeys, lives))])

    def merge(self, *partials: Habits) -> Habits:
        """The counts of several parts."""
        return Habits(
            values=[
                added([partial.values[metric] for partial in partials], columns=1)
                for metric in range(len(METRICS))
            ]
        )

    def finish(self, partial: Habits, frame: Frame) -> pa.Table:  # noqa: ARG002 - every measure's
        """The table: of each metric a row about all, then its histogram."""
        some = [pair for pair in zip(METRICS, partial.values, strict=True) if len(pair[1].keys)]
        rows = [
            part for metric, tally in some for part in (_summary(metric, tally), _histogram(metric, tally))
        ]
        return pa.concat_tables([_nobody(), *rows])


def _channels(journeys: Journeys, frame: Frame) -> tuple[Int32s, int]:
    """The channel of every step, and how many channels there are."""
    if frame.kinds is None:
        return np.zeros(len(journeys.nodes), np.int32), 1
    lens = second_lens("channel", frame)
    return lens.codes.take(journeys.timelines.kinds[journeys.position]), len(lens.nodes)


def _worth(journeys: Journeys, lives: Int64s) -> Int64s:
    """The value of each person of whom any is known."""
    values = journeys.timelines.value_minor
    if values is None or not len(journeys.nodes):
        return np.empty(0, np.int64)
    mine = values[journeys.position]
    known = mine != UNKNOWN_VALUE
    total = np.add.reduceat(np.where(known, mine, 0), lives[:-1])
    worth: Int64s = total[np.logical_or.reduceat(known, lives[:-1])]
    return worth


def _tallied(values: Int64s) -> Tally:
    keys, counts = np.unique(values, return_counts=True)
    return Tally(keys=keys, counts=counts.astype(np.int64)[:, None])


def _nobody() -> pa.Table:
    nothing = np.empty(0)
    none = Estimates(value=nothing, low=nothing, high=nothing)
    no_one = np.empty(0, np.int64)
    return _table(
        "", [], ends=[], subjects=no_one, n=no_one, share=none, quantiles=(whole([]), whole([])), mean=none
    )


def _summary(metric: str, tally: Tally) -> pa.Table:
    """The row about all the people of a metric."""
    people = tally.counts.sum(axis=0)
    share = Estimates(value=NO_NUMBER, low=NO_NUMBER, high=NO_NUMBER)  # all of all: nothing to estimate
    quantiles = whole([_rank(tally, 50)]), whole([_rank(tally, 90)])
    mean = _mean(tally, least=None if metric == "value_minor" else 1)
    return _table(metric, [ALL], ends=[(None, None)], subjects=people, n=people, share=share,
                  quantiles=quantiles, mean=mean)  # fmt: skip


def _histogram(metric: str, tally: Tally) -> pa.Table:
    """The buckets of a metric, from the first to the last that anybody is in."""
    place = np.searchsorted(LIMITS, tally.keys)
    first, last = int(place[0]), int(place[-1])
    subjects = np.zeros(last - first + 1, np.int64)
    np.add.at(subjects, place - first, tally.counts[:, 0])
    ends = [
        (int(LIMITS[bucket - 1]) + 1 if bucket else None, int(LIMITS[bucket]))
        for bucket in range(first, last + 1)
    ]
    people, nothing = np.full(len(ends), subjects.sum()), np.full(len(ends), np.nan)
    no_quantile = pa.nulls(len(ends), pa.int64())
    return _table(
        metric,
        [_said(low, high) for low, high in ends],
        ends=ends,
        subjects=subjects,
        n=people,
        share=share_estimates(one_row_a_person(subjects, people)),
        quantiles=(no_quantile, no_quantile),
        mean=Estimates(value=nothing, low=nothing, high=nothing),
    )


def _table(
    metric: str,
    buckets: list[str],
    *,
    ends: Sequence[tuple[int | None, int | None]],
    subjects: Int64s,
    n: Int64s,
    share: Estimates,
    quantiles: tuple[Column, Column],
    mean: Estimates,
) -> pa.Table:
    return pa.table(
        {
            "metric": named([metric] * len(buckets)),
            "bucket": named(buckets),
            "from_value": whole([low for low, _ in ends]),
            "to_value": whole([high for _, high in ends]),
            "subjects": whole(subjects),
            **estimate_columns("share", share),
            "p50": quantiles[0],
            "p90": quantiles[1],
            **estimate_columns("mean", mean),
            **sample_columns(n),
        }
    )


def _said(low: int | None, high: int) -> str:
    if low is None:
        return "below 0"
    return str(high) if low == high else f"{low}–{high}"


def _rank(tally: Tally, percent: int) -> int:
    """The nearest-rank quantile of the values, as `quantiles.nearest_rank` of them one by one."""
    reached = np.cumsum(tally.counts[:, 0])
    rank = max(1, -(-percent * int(reached[-1]) // 100))
    return int(tally.keys[np.searchsorted(reached, rank)])


def _mean(tally: Tally, *, least: int | None) -> Estimates:
    """The mean with its interval; cut at the least that a mean can be."""
    values, counts = tally.keys.tolist(), tally.counts[:, 0].tolist()
    # Python's own integers: a sum of squares of money may need more than 64 bits
    total = np.array([sum(v * c for v, c in zip(values, counts, strict=True))], object)
    squares = np.array([sum(v * v * c for v, c in zip(values, counts, strict=True))], object)
    mean = mean_estimates(np.array([sum(counts)], np.int64), total, squares)
    low = mean.low.astype(np.float64)
    return Estimates(
        value=mean.value.astype(np.float64),
        low=low if least is None else np.maximum(low, least),
        high=mean.high.astype(np.float64),
    )


@compiled
def count_habits(  # noqa: PLR0917 - one pass over all steps; a kernel takes no keywords
    lives: Int64s,
    times: Int64s,
    channels: Int32s,
    channel_count: int,
    starts: Int64s,
    gap_us: int,
    before_lately: int,
) -> Int64s:
    """What each person does, in the columns of METRICS; NONE where there is nothing to count."""
    habits = np.empty((len(lives) - 1, DAYS_LATELY + 1), np.int64)
    seen_by = np.full(channel_count, -1, np.int64)
    for life in range(len(lives) - 1):
        sessions, different, days, lately = 1, 0, 0, 0
        last = until = UNKNOWN_TIME
        for at in range(lives[life], lives[life + 1]):
            if seen_by[channels[at]] != life:
                seen_by[channels[at]] = life
                different += 1
            time = times[at]
            if time == UNKNOWN_TIME:
                continue
            sessions += last != UNKNOWN_TIME and time - last > gap_us
            last = time
            if time >= until:
                day = np.searchsorted(starts, time, side="right") - 1
                until = starts[day + 1] if day + 1 < len(starts) else np.iinfo(np.int64).max
                days += 1
                lately += day > before_lately
        habits[life, INTERACTIONS] = lives[life + 1] - lives[life]
        habits[life, SESSIONS] = sessions
        habits[life, CHANNELS] = different
        habits[life, DAYS] = days or NONE
        habits[life, DAYS_LATELY] = lately or NONE
    return habits
