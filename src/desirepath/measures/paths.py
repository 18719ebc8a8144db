"""Paths: which whole routes people take, how many take each and get there, and how long it lasts.

The question and its fold; grouping journeys by their node sequence is in `routes`.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.journeys import REACHED, UNKNOWN_TIME, Goal, Journeys, LensTable, Split, WholeLife, compiled
from desirepath.measures.arrays import Int8s, Int32s, Int64s
from desirepath.measures.asked import Asked
from desirepath.measures.columns import Column, estimate_columns, sample_columns, share_columns, whole
from desirepath.measures.framing import OTHER, Frame
from desirepath.measures.intervals import Clustered, Estimates
from desirepath.measures.ranks import quantiles_by_row
from desirepath.measures.routes import Sequences, grouped, most_frequent, sequence, sequences_of
from desirepath.measures.sums import sum_by_person
from desirepath.records import Record

__all__ = ["Paths", "Taken"]


class Taken(Record):
    """The partial answer: of every journey its sequence of nodes, person, duration, and goal."""

    sequences: list[Sequences]
    person: Int32s  # numbered from 0; a person's journeys stand together
    duration_us: Int64s  # UNKNOWN_TIME where no step of the journey has a time
    reached: Int8s  # 1 where the journey reached the goal
    people: int


class Paths(Asked, tag_field="measure", tag="paths"):
    """Which whole routes people take: journeys grouped by their exact sequence of nodes.

    Columns: `path` (the nodes in order), `count` of journeys, `subjects`, `share` of all journeys
    with its 95 % interval (`intervals.share_estimates`), `converted` = those that reached the goal (the
    split's, or any node in `goal`, anywhere in the journey), `conversion` = converted / count with its
    95 % interval (both null where there is no goal), `median_duration_us` (nearest rank of the
    time from the first to the last step of the path that has a time, over the journeys that have
    one; a collapsed loop stands at its first step), `n` = all journeys. The `top` most frequent
    paths come first (ties by name); the rest is one row ["(other)"], so that counts sum to the
    journeys. `prefix` looks at the first steps only: the journeys that begin alike are one path.

    Sequences are grouped through a 64-bit hash and compared node by node: a collision costs time,
    never truth.

    >>> Paths(lens="channel", prefix=3, goal=["email"]).top
    20
    """

    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    collapse_loops: bool = False
    top: int = 20
    prefix: int | None = None
    goal: list[str] = []

    def _check(self) -> None:
        if self.top < 1:
            raise QuestionError(f"Expected top to be 1 or more, found {self.top}.")
        if self.prefix is not None and self.prefix < 1:
            raise QuestionError(
                f"Expected prefix to be 1 or more, found {self.prefix}. Leave it out for whole paths."
            )

    def scan(self, journeys: Journeys, frame: Frame) -> Taken:
        """List the journeys of one partition."""
        starts, ends = journeys.offsets[:-1], journeys.offsets[1:]
        if self.prefix is not None:
            ends = np.minimum(ends, starts + min(self.prefix, len(journeys.nodes)))
        person, people = people_of(journeys.subject)
        return Taken(
            sequences=[sequences_of(journeys.nodes, starts, ends, width=len(frame.nodes))],
            person=person,
            duration_us=durations(journeys.happened_at_us, starts, ends),
            reached=self._reached(journeys, frame),
            people=people,
        )

    def merge(self, *partials: Taken) -> Taken:
        """The journeys of several parts."""
        first = np.cumsum([0, *(partial.people for partial in partials)])
        persons = [part.person + at for part, at in zip(partials, first.astype(np.int32), strict=False)]
        return Taken(
            sequences=[one for partial in partials for one in partial.sequences],
            person=_joined(persons, np.int32),
            duration_us=_joined([partial.duration_us for partial in partials], np.int64),
            reached=_joined([partial.reached for partial in partials], np.int8),
            people=int(first[-1]),
        )

    def finish(self, partial: Taken, frame: Frame) -> pa.Table:
        """The table: the most frequent paths, then the rest in one row."""
        routes, route = grouped(partial.sequences)
        journeys, counts = len(route), np.bincount(route, minlength=len(routes.starts))
        best = most_frequent(routes, counts, frame.nodes, self.top)
        paths = [[frame.nodes[node] for node in sequence(routes, one)] for one in best]
        if len(best) < len(counts):
            paths.append([OTHER])
        row_of_route = np.full(len(counts), len(best), np.int32)
        row_of_route[best] = np.arange(len(best), dtype=np.int32)
        row = row_of_route[route]
        sums, rows_squared = sum_by_person(row, partial.person, partial.reached, len(paths))
        timed = partial.duration_us != UNKNOWN_TIME
        (medians,) = quantiles_by_row(partial.duration_us[timed], row[timed], rows=len(paths), percents=[50])
        return pa.table(
            {
                "path": pa.array(paths, pa.list_(pa.string())),
                "count": whole(sums[:, 0]),
                "subjects": whole(sums[:, 1]),
                **share_columns("share", _taken(sums, rows_squared, journeys, partial.people)),
                **self._conversion(sums),
                "median_duration_us": whole(medians),
                **sample_columns(np.full(len(paths), journeys)),
            }
        )

    def _has_goal(self) -> bool:
        return bool(self.goal) or isinstance(self.split, Goal)

    def _reached(self, journeys: Journeys, frame: Frame) -> Int8s:
        reached = journeys.state == REACHED
        if self.goal and len(reached):
            wanted = np.zeros(len(frame.nodes), np.bool_)
            wanted[[frame.node(name) for name in self.goal]] = True
            reached |= np.logical_or.reduceat(wanted[journeys.nodes], journeys.offsets[:-1])
        found: Int8s = reached.astype(np.int8)
        return found

    def _conversion(self, sums: Int64s) -> dict[str, Column]:
        if not self._has_goal():
            unknown = np.full(len(sums), np.nan)
            nothing = estimate_columns("conversion", Estimates(value=unknown, low=unknown, high=unknown))
            return {"converted": whole([None] * len(sums)), **nothing}
        won = Clustered(
            hits=sums[:, 4],
            rows=sums[:, 0],
            people=sums[:, 1],
            hits_squared=sums[:, 5],
            hits_rows=sums[:, 6],
            rows_squared=sums[:, 2],
        )
        return {"converted": whole(sums[:, 4]), **share_columns("conversion", won)}


def _taken(sums: Int64s, rows_squared: int, journeys: int, people: int) -> Clustered:
    same = np.ones(len(sums), np.int64)
    return Clustered(
        hits=sums[:, 0],
        rows=same * journeys,
        people=same * people,
        hits_squared=sums[:, 2],
        hits_rows=sums[:, 3],
        rows_squared=same * rows_squared,
    )


def _joined(parts: list[Any], kind: type[np.signedinteger[Any]]) -> Any:
    return np.concatenate(parts) if parts else np.empty(0, kind)


@compiled
def people_of(subjects: Int32s) -> tuple[Int32s, int]:
    """Whose each journey is, numbered from 0 in the order of the journeys; and how many they are."""
    person, people = np.empty(len(subjects), np.int32), 0
    for journey in range(len(subjects)):
        people += journey == 0 or subjects[journey] != subjects[journey - 1]
        person[journey] = people - 1
    return person, people


@compiled
def durations(times: Int64s, starts: Int64s, ends: Int64s) -> Int64s:
    """From the first step of each journey that has a time to the last; steps without one come first."""
    found = np.empty(len(starts), np.int64)
    for journey in range(len(starts)):
        first, last = starts[journey], times[ends[journey] - 1]
        while times[first] != last and times[first] == UNKNOWN_TIME:
            first += 1
        found[journey] = UNKNOWN_TIME if last == UNKNOWN_TIME else last - times[first]
    return found
