"""Retention: of the people who begin in a period, how many come back in the periods after it.

The question, its fold and its kernel. Who is new, comes back or stays away in each period is asked of
`lifecycles`.
"""

from typing import Literal

import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.journeys import UNKNOWN_TIME, Journeys, LensTable, PeriodUnit, Split, WholeLife, compiled
from desirepath.measures.arrays import Bools, Int32s, Int64s, UInt8s
from desirepath.measures.asked import Asked
from desirepath.measures.columns import estimate_columns, named, sample_columns, whole
from desirepath.measures.framing import Frame
from desirepath.measures.intervals import Clustered, Estimates, one_row_a_person, share_estimates
from desirepath.measures.lives import (
    ALL,
    current_period,
    dates,
    life_offsets,
    periods_of,
    unfinished_period,
)
from desirepath.measures.tallies import Tally, added
from desirepath.records import Record

__all__ = ["Retention", "Returning"]

MOST_PERIODS = 400
NEVER = np.iinfo(np.int64).max
BEGINS, COMES_BACK = 1, 2  # what a node can do; bits of `roles`
SUMS = 6  # columns of `curve`: Σ h, Σ r, persons, Σ h², Σ h·r, Σ r²


class Returning(Record):
    """The partial answer."""

    cohorts: Tally  # by period: subjects in the cohort, then how many of them returned in period 0, 1, …
    curve: Int64s  # by period after the cohort's: sums over persons, all cohorts that are so far


class Retention(Asked, tag_field="measure", tag="retention"):
    """Who comes back: of the people who begin in a period, the share that comes back k periods later.

    Periods are days, weeks (from Monday), months, quarters or years (`unit`) of the workspace's zone. A
    person's cohort is the period of their first interaction with a node of `start` (any, when it is
    empty); with `cohorts="any"` they are in the cohort of every period in which they have one. They
    `returned` in period k ≥ 1 when an interaction with a node of `back` (any, when it is empty) lies in
    the k-th period after the cohort's; in period 0, when one comes after the first start in the cohort's
    own period. With `rolling`, an interaction in period k or in any later one counts. Interactions
    without a time count for nothing.

    Columns, one row a cohort and period up to `periods`: `cohort` (the first day of its period), `period`
    (k), `subjects` in the cohort, `returned`, `share` = returned / subjects with its 95 % interval
    (Wilson's: one row a person), `is_over`, `periods_watched` = the periods from k on that are over,
    `n` = subjects. A period that has not begun has no row; one that is not over has `returned` so far,
    and no share: what has not happened yet is no loss. A rolling share can still rise; compare those
    with equal `periods_watched`. Cohorts of nobody have no rows.

    The rows "(all)", last, are about every cohort whose period k is over: `n` = its subjects, a person
    counted once a cohort (`intervals.share_estimates`), `subjects` = the persons.

    >>> Retention(unit="month", start=["order placed"], rolling=True).periods
    12
    """

    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    unit: PeriodUnit = "week"
    periods: int = 12
    start: list[str] = []
    back: list[str] = []
    cohorts: Literal["first", "any"] = "first"
    rolling: bool = False

    def _check(self) -> None:
        if not 0 < self.periods <= MOST_PERIODS:
            raise QuestionError(f"Expected periods to be 1 to {MOST_PERIODS}, found {self.periods}.")

    def scan(self, journeys: Journeys, frame: Frame) -> Returning:
        """Count who began and who came back in one partition."""
        calendar = periods_of(self.unit, journeys, frame)
        cohorts, curve = count_returns(
            life_offsets(journeys),
            journeys.nodes,
            journeys.happened_at_us,
            calendar.starts,
            self._roles(frame),
            unfinished_period(self.unit, frame) - calendar.first,
            self.periods,
            self.cohorts == "any",
            self.rolling,
        )
        used = np.flatnonzero(cohorts[:, 0])
        return Returning(cohorts=Tally(keys=used + calendar.first, counts=cohorts[used]), curve=curve)

    def merge(self, *partials: Returning) -> Returning:
        """The sums of several parts."""
        none = np.zeros((self.periods + 1, SUMS), np.int64)
        return Returning(
            cohorts=added([partial.cohorts for partial in partials], columns=self.periods + 2),
            curve=np.sum([none, *(partial.curve for partial in partials)], axis=0),
        )

    def finish(self, partial: Returning, frame: Frame) -> pa.Table:
        """The table: one row a cohort and period, then the curve of all cohorts."""
        return pa.concat_tables([self._by_cohort(partial.cohorts, frame), _overall(partial.curve)])

    def _by_cohort(self, cohorts: Tally, frame: Frame) -> pa.Table:
        begun = np.minimum(current_period(self.unit, frame) - cohorts.keys, self.periods) + 1
        row = np.repeat(np.arange(len(begun)), begun)
        period = np.arange(len(row)) - np.repeat(np.cumsum(begun) - begun, begun)
        watched = np.maximum(unfinished_period(self.unit, frame) - cohorts.keys[row] - period, 0)
        subjects, returned = cohorts.counts[row, 0], cohorts.counts[row, 1 + period]
        share = share_estimates(one_row_a_person(returned, subjects))
        return pa.table(
            {
                "cohort": named(dates(self.unit, cohorts.keys)).take(whole(row)),
                "period": whole(period),
                "subjects": whole(subjects),
                "returned": whole(returned),
                **estimate_columns("share", _where(watched > 0, share)),
                "is_over": pa.array(watched > 0, pa.bool_()),
                "periods_watched": whole(watched),
                **sample_columns(subjects),
            }
        )

    def _roles(self, frame: Frame) -> UInt8s:
        roles = np.zeros(len(frame.nodes), np.uint8)
        for names, role in ((self.start, BEGINS), (self.back, COMES_BACK)):
            roles[[frame.node(name) for name in names] if names else slice(None)] |= role
        return roles


def _overall(curve: Int64s) -> pa.Table:
    period = np.flatnonzero(curve[:, 1])
    hits, rows, people, hits_squared, hits_rows, rows_squared = curve[period].T
    sums = Clustered(
        hits=hits, rows=rows, people=people,
        hits_squared=hits_squared, hits_rows=hits_rows, rows_squared=rows_squared,
    )  # fmt: skip
    return pa.table(
        {
            "cohort": named([ALL] * len(period)),
            "period": whole(period),
            "subjects": whole(people),
            "returned": whole(hits),
            **estimate_columns("share", share_estimates(sums)),
            "is_over": pa.array(np.ones(len(period), np.bool_), pa.bool_()),
            "periods_watched": pa.nulls(len(period), pa.int64()),
            **sample_columns(rows),
        }
    )


def _where(known: Bools, estimates: Estimates) -> Estimates:
    return Estimates(
        value=np.where(known, estimates.value, np.nan),
        low=np.where(known, estimates.low, np.nan),
        high=np.where(known, estimates.high, np.nan),
    )


@compiled
def count_returns(  # noqa: C901, PLR0917 - one pass over all steps; a kernel takes no keywords
    lives: Int64s,
    nodes: Int32s,
    times: Int64s,
    starts: Int64s,
    roles: UInt8s,
    unfinished: int,
    periods: int,
    every_start: bool,
    rolling: bool,
) -> tuple[Int64s, Int64s]:
    """Subjects and those who returned, by cohort and period; sums over persons by period."""
    cohorts = np.zeros((len(starts), periods + 2), np.int64)
    curve = np.zeros((periods + 1, SUMS), np.int64)
    own, unread = np.zeros((periods + 1, 2), np.int64), np.zeros((periods + 1, 2), np.int64)
    alone = np.zeros((len(starts), periods + 2), np.int64)  # cohorts of persons who are in one only
    begun, came = np.empty(len(starts), np.int64), np.empty(len(starts), np.int64)
    again = np.zeros(len(starts), np.bool_)  # whether they came back in the period they began in
    for life in range(len(lives) - 1):
        cohort_count = came_count = 0
        period, until, settled = -1, UNKNOWN_TIME, UNKNOWN_TIME
        for at in range(np.uint64(lives[life]), np.uint64(lives[life + 1])):
            time = times[at]
            if time == UNKNOWN_TIME or time < settled:
                continue
            if time >= until:
                period = np.searchsorted(starts, time, side="right") - 1
                until = starts[period + 1] if period + 1 < len(starts) else NEVER
            role = roles[nodes[at]]
            if role & COMES_BACK and cohort_count:
                if begun[cohort_count - 1] == period:
                    again[cohort_count - 1] = True
                if came_count == 0 or came[came_count - 1] != period:
                    came[came_count] = period
                    came_count += 1
                    if not every_start:
                        settled = until  # nothing more can be learnt of this period
            if role & BEGINS and (cohort_count == 0 or (every_start and begun[cohort_count - 1] != period)):
                begun[cohort_count] = period
                again[cohort_count] = False
                cohort_count += 1
        mine, theirs = begun[:cohort_count], came[:came_count]
        if cohort_count == 1:
            settle_returns(mine, again, theirs, unfinished, rolling, alone, unread)
        elif cohort_count:
            settle_rows(mine, unfinished, own)
            settle_returns(mine, again, theirs, unfinished, rolling, cohorts, own)
            settle_curve(own, curve)
    settle_alone(alone, unfinished, cohorts, curve)
    return cohorts, curve


@compiled
def settle_returns(  # noqa: PLR0917 - a kernel takes no keywords; all of a person's cohorts
    begun: Int64s, again: Bools, came: Int64s, unfinished: int, rolling: bool, cohorts: Int64s, own: Int64s
) -> None:
    """Add one person to their cohorts, and to `own` their hits by period, where it is over."""
    periods = len(own) - 1
    later = 0  # the first of `came` after the cohort's period
    for one in range(len(begun)):
        cohort = begun[one]
        over = min(unfinished - cohort, periods + 1)  # periods 0 … over − 1 of this cohort are over
        cohorts[cohort, 0] += 1
        while later < len(came) and came[later] <= cohort:
            later += 1
        if rolling:
            last = came[-1] - cohort if later < len(came) else np.int64(again[one]) - 1
            for period in range(min(last, periods) + 1):
                settle_return(cohort, period, over, cohorts, own)
        else:
            if again[one]:
                settle_return(cohort, 0, over, cohorts, own)
            for place in range(later, len(came)):
                if came[place] - cohort > periods:
                    break
                settle_return(cohort, came[place] - cohort, over, cohorts, own)


@compiled
def settle_rows(begun: Int64s, unfinished: int, own: Int64s) -> None:
    """Add one person's rows by period: one a cohort whose period is over."""
    for cohort in begun:
        for period in range(min(unfinished - cohort, len(own))):
            own[period, 1] += 1


@compiled
def settle_return(  # noqa: PLR0917 - a kernel takes no keywords
    cohort: int, period: int, over: int, cohorts: Int64s, own: Int64s
) -> None:
    """Count that one of a cohort returned in a period."""
    cohorts[cohort, 1 + period] += 1
    own[period, 0] += period < over


@compiled
def settle_curve(own: Int64s, curve: Int64s) -> None:
    """Add one person's hits and rows to the sums, and set them back to zero."""
    for period in range(len(own)):
        hits, rows = own[period, 0], own[period, 1]
        if rows == 0:
            break  # a later period of a cohort is over only after an earlier one
        curve[period, 0] += hits
        curve[period, 1] += rows
        curve[period, 2] += 1
        curve[period, 3] += hits * hits
        curve[period, 4] += hits * rows
        curve[period, 5] += rows * rows
        own[period, :] = 0


@compiled
def settle_alone(alone: Int64s, unfinished: int, cohorts: Int64s, curve: Int64s) -> None:
    """Add persons who are in one cohort each: each is one row, and hits it once or not at all."""
    for cohort in range(len(alone)):
        cohorts[cohort] += alone[cohort]
        for period in range(min(unfinished - cohort, len(curve))):
            hits, rows = alone[cohort, 1 + period], alone[cohort, 0]
            curve[period, 0] += hits
            curve[period, 1] += rows
            curve[period, 2] += rows
            curve[period, 3] += hits
            curve[period, 4] += hits
            curve[period, 5] += rows
