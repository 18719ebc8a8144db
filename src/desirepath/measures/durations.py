"""Durations: how long from one anchor to another, those that are still waiting included."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.journeys import OPEN, UNKNOWN_TIME, Journeys, LensTable, Split, WholeLife, compiled
from desirepath.measures.arrays import Bools, Int32s, Int64s, UInt8s
from desirepath.measures.asked import Asked
from desirepath.measures.columns import FEW, estimate_columns, whole
from desirepath.measures.framing import Frame
from desirepath.measures.intervals import Estimates
from desirepath.measures.survival import Curve, bounds, curve_of, lasting_columns
from desirepath.records import Record

__all__ = ["Durations", "Spans"]

ENDED, STILL_OPEN, NOT_REACHED = range(3)
MOST_ROWS = 100  # of a curve: more than can be seen


class Spans(Record):
    """The partial answer: how many began, and how long those took whose time is known."""

    counts: Int64s  # began, journeys, subjects
    times_us: list[Int64s]  # ended, still open, not reached


class Durations(Asked, tag_field="measure", tag="durations"):
    """How long from `start` to `end`: how many took how long, and how many have not come there.

    A duration begins with an interaction at one of the nodes of `start` and ends with the first one
    after it at one of `end`, later in the total order, in the same journey. With `start_at` "first" it
    begins with the first start of the journey, with "last" with the latest start before that end.
    With `reentry` "once" a journey gives one; with "total" the next begins with the next start, at the
    earliest with the interaction that ended the one before (so start and end may be the same nodes).

    What has not ended is censored: it takes longer than we have seen, nobody knows how much. Of a
    journey that is still open we have seen until `as_of`. Of one that is over we have seen until its
    last interaction: later than that the person was not on this journey, and may have left it for good
    a moment after; to say that they waited until today would make every abandoned journey a long one.

    One row: `began`, in so many `journeys` of so many `subjects`; `ended`, `still_open`, `not_reached`
    (the journey is over), `untimed` (start or end has no time), which add up to `began`; the times by
    which 25, 50, 75 and 90 % have ended, `p25_us` … `p90_us`, by Kaplan and Meier (null where the curve
    never falls so far), for the median with its 95 % interval, `p50_us_low` and `p50_us_high` (Brookmeyer &
    Crowley 1982, on the log-log scale; null where it has no end); `n` = began without the untimed.

    With `curve` the rows are the curve instead, from time 0 and wherever another ends (at most about a
    hundred, a hundredth apart): `time_us`, `at_risk` (that lasted so long or longer), `ended` (by then, in
    all), `censored` (before then, in all), `surviving` with its 95 % interval (Greenwood's, log-log; null
    where all survive, or none), `n`.

    >>> Durations(start=["cart"], end=["order"], start_at="last").end
    ['order']
    """

    start: list[str]
    end: list[str]
    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    start_at: Literal["first", "last"] = "first"
    reentry: Literal["once", "total"] = "once"
    curve: bool = False

    def _check(self) -> None:
        if not all((self.start, self.end, *self.start, *self.end)):
            raise QuestionError("Durations need the nodes where they start, and the nodes where they end.")

    def scan(self, journeys: Journeys, frame: Frame) -> Spans:
        """Time the durations of one partition."""
        counts, took, how = time_spans(
            journeys.offsets,
            journeys.nodes,
            journeys.happened_at_us,
            journeys.subject,
            journeys.state,
            _among(self.start, frame),
            _among(self.end, frame),
            frame.as_of_us,
            self.start_at == "last",
            self.reentry == "once",
        )
        known = took != UNKNOWN_TIME
        return Spans(counts=counts, times_us=[took[known & (how == one)] for one in range(3)])

    def merge(self, *partials: Spans) -> Spans:
        """The counts and times of several parts."""
        none = Spans(counts=np.zeros(3, np.int64), times_us=[np.empty(0, np.int64)] * 3)
        parts = [none, *partials]
        times = zip(*(part.times_us for part in parts), strict=True)
        return Spans(
            counts=np.sum([part.counts for part in parts], axis=0),
            times_us=[np.concatenate(some) for some in times],
        )

    def finish(self, partial: Spans, frame: Frame) -> pa.Table:  # noqa: ARG002 - every finish is given its frame
        """The table: one row, or the curve."""
        ended, still_open, not_reached = partial.times_us
        censored = np.concatenate([still_open, not_reached])
        curve = curve_of(ended, censored)
        if self.curve:
            return _rows(curve, censored)
        timed = len(ended) + len(censored)
        began, journeys, subjects = partial.counts.tolist()
        counts = {
            "began": began,
            "journeys": journeys,
            "subjects": subjects,
            "ended": len(ended),
            "still_open": len(still_open),
            "not_reached": len(not_reached),
            "untimed": began - timed,
        }
        return pa.table(
            {
                **{name: whole([count]) for name, count in counts.items()},
                **lasting_columns([curve], 25, 50, 75, 90),
                "n": whole([timed]),
                "too_few": pa.array([timed < FEW], pa.bool_()),
            }
        )


def _among(names: Sequence[str], frame: Frame) -> Bools:
    among = np.zeros(len(frame.nodes), np.bool_)
    among[[frame.node(name) for name in names]] = True
    return among


def _rows(curve: Curve, censored: Int64s) -> pa.Table:
    """The curve from time 0, at the first time in every hundredth that it falls through."""
    n = int(curve.ended.sum()) + len(censored)
    if n and not (len(curve.time_us) and curve.time_us[0] == 0):
        curve = _from_zero(curve, n)
    low, high = bounds(curve)
    depth = np.floor(curve.surviving * MOST_ROWS)
    shown = np.union1d(np.flatnonzero(np.diff(depth, prepend=np.inf)), np.arange(len(depth))[-1:])
    by_then = np.cumsum(curve.ended)
    before = n - curve.at_risk - (by_then - curve.ended)
    estimates = Estimates(value=curve.surviving[shown], low=low[shown], high=high[shown])
    return pa.table(
        {
            "time_us": whole(curve.time_us[shown]),
            "at_risk": whole(curve.at_risk[shown]),
            "ended": whole(by_then[shown]),
            "censored": whole(before[shown]),
            **estimate_columns("surviving", estimates),
            "n": whole(np.full(len(shown), n)),
            "too_few": pa.array(np.full(len(shown), n < FEW), pa.bool_()),
        }
    )


def _from_zero(curve: Curve, n: int) -> Curve:
    return Curve(
        time_us=np.concatenate([[0], curve.time_us]),
        at_risk=np.concatenate([[n], curve.at_risk]),
        ended=np.concatenate([[0], curve.ended]),
        surviving=np.concatenate([[1.0], curve.surviving]),
    )


@compiled
def time_spans(  # noqa: PLR0917 - one pass over all interactions; a kernel takes no keywords
    offsets: Int64s,
    nodes: Int32s,
    times: Int64s,
    subjects: Int32s,
    states: UInt8s,
    starts: Bools,
    ends: Bools,
    as_of_us: int,
    latest: bool,
    once: bool,
) -> tuple[Int64s, Int64s, UInt8s]:
    """How many began, in how many journeys, of how many subjects; how long each took; how it stands."""
    counts = np.zeros(3, np.int64)
    room = len(subjects) if once else len(nodes)
    took, how = np.empty(room, np.int64), np.empty(room, np.uint8)
    held, person = 0, -1
    for journey in range(len(subjects)):
        before, since = held, -1  # since: where the one under way began
        for at in range(offsets[journey], offsets[journey + 1]):
            if since >= 0 and ends[nodes[at]]:
                took[held] = times[at] - times[since] if times[since] != UNKNOWN_TIME else UNKNOWN_TIME
                how[held] = ENDED
                held, since = held + 1, -1
                if once:
                    break
            if starts[nodes[at]] and (since < 0 or latest):
                since = at
        if since >= 0:
            state = states[journey]
            seen = as_of_us if state == OPEN else times[offsets[journey + 1] - 1]
            took[held] = seen - times[since] if times[since] != UNKNOWN_TIME else UNKNOWN_TIME
            how[held] = STILL_OPEN if state == OPEN else NOT_REACHED
            held += 1
        if held > before:
            counts[1] += 1
            counts[2] += subjects[journey] != person
            person = subjects[journey]
    counts[0] = held
    return counts, took[:held], how[:held]
