"""Paths: which whole routes people take, how many take each, and how long it lasts them.

The question and its fold; grouping journeys by their node sequence is in `routes`.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from desirepath.errors import QuestionError
from desirepath.journeys import UNKNOWN_TIME, Journeys, LensTable, Split, WholeLife
from desirepath.measures.arrays import Bools, Int64s
from desirepath.measures.columns import sample_columns, share_columns, whole
from desirepath.measures.framing import OTHER, Frame
from desirepath.measures.intervals import Clustered
from desirepath.measures.quantiles import median_of_sets
from desirepath.measures.routes import Routes, grouped, most_frequent, sequence, together
from desirepath.measures.sums import sum_by_person
from desirepath.records import Record

__all__ = ["Paths", "Taken"]


class Taken(Record):
    """The partial answer: the distinct routes, and for every journey its route, person and duration."""

    routes: Routes
    route: Int64s
    person: Int64s  # numbered from 0; a person's journeys stand together
    duration_us: Int64s  # UNKNOWN_TIME where no step of the journey has a time
    people: int


class Paths(Record, tag_field="measure", tag="paths"):
    """Which whole routes people take: journeys grouped by their exact sequence of nodes.

    Columns: `path` (the nodes in order), `count` of journeys, `subjects`, `share` of all journeys
    with its 95 % interval (`intervals.share_estimates`), `median_duration_us` (nearest rank of the
    time from the first to the last step of the path that has a time, over the journeys that have
    one; a collapsed loop stands at its first step), `n` = all journeys. The `top` most frequent
    paths come first (ties by name); the rest is one row ["(other)"], so that counts sum to the
    journeys. `prefix` looks at the first steps only.

    Sequences are grouped through a 64-bit hash and compared node by node: a collision costs time,
    never truth.

    >>> Paths(lens="channel", prefix=3).top
    20
    """

    lens: str | LensTable = "touchpoint"
    split: Split = WholeLife()
    collapse_loops: bool = False
    top: int = 20
    prefix: int | None = None

    def __post_init__(self) -> None:
        if self.top < 1:
            raise QuestionError(f"Expected top to be 1 or more, found {self.top}.")
        if self.prefix is not None and self.prefix < 1:
            raise QuestionError(
                f"Expected prefix to be 1 or more, found {self.prefix}. Leave it out for whole paths."
            )

    def scan(self, journeys: Journeys, frame: Frame) -> Taken:  # noqa: ARG002 - every scan is given its frame
        """Group the journeys of one partition."""
        starts, ends = journeys.offsets[:-1], journeys.offsets[1:]
        if self.prefix is not None:
            ends = np.minimum(ends, starts + self.prefix)
        routes, route = grouped(journeys.nodes, starts, ends)
        new = np.diff(journeys.subject, prepend=-1) != 0
        person = np.cumsum(new) - 1
        duration = _durations(journeys.happened_at_us, starts, ends)
        return Taken(
            routes=routes, route=route, person=person, duration_us=duration, people=int(np.count_nonzero(new))
        )

    def merge(self, *partials: Taken) -> Taken:
        """The journeys of several parts, their equal routes made one."""
        if len(partials) == 1:
            return partials[0]
        routes, renamed = together([partial.routes for partial in partials])
        first_person = np.cumsum([0, *(partial.people for partial in partials)])
        persons = [part.person + first for part, first in zip(partials, first_person[:-1], strict=True)]
        named = [names[part.route] for part, names in zip(partials, renamed, strict=True)]
        return Taken(
            routes=routes,
            route=_joined(named),
            person=_joined(persons),
            duration_us=_joined([partial.duration_us for partial in partials]),
            people=int(first_person[-1]),
        )

    def finish(self, partial: Taken, frame: Frame) -> pa.Table:
        """The table: the most frequent paths, then the rest in one row."""
        routes, journeys = partial.routes, len(partial.route)
        counts = np.bincount(partial.route, minlength=len(routes.hashes))
        best = most_frequent(routes, counts, frame.nodes, self.top)
        paths = [[frame.nodes[node] for node in sequence(routes, route)] for route in best]
        if len(best) < len(counts):
            paths.append([OTHER])
        row_of_route = np.full(len(counts), len(best))
        row_of_route[best] = np.arange(len(best))
        row = row_of_route[partial.route]
        sums, rows_squared = sum_by_person(row, partial.person, len(paths))
        timed = partial.duration_us != UNKNOWN_TIME
        return pa.table(
            {
                "path": pa.array(paths, pa.list_(pa.string())),
                "count": whole(sums[:, 0]),
                "subjects": whole(sums[:, 1]),
                **share_columns("share", _clustered(sums, rows_squared, journeys, partial.people)),
                "median_duration_us": whole(_medians(partial.duration_us, row, timed, len(paths))),
                **sample_columns(np.full(len(paths), journeys)),
            }
        )


def _durations(times: Int64s, starts: Int64s, ends: Int64s) -> Int64s:
    # Times ascend within a journey and steps without one are the least number there is, so the last
    # time is the last step's; the first is searched for only where the first step has none.
    first, last = times[starts].copy(), times[ends - 1]
    for journey in np.flatnonzero((first == UNKNOWN_TIME) & (last != UNKNOWN_TIME)):
        steps = times[starts[journey] : ends[journey]]
        first[journey] = steps[steps != UNKNOWN_TIME][0]
    return np.where(last == UNKNOWN_TIME, UNKNOWN_TIME, last - first)


def _clustered(sums: Int64s, rows_squared: int, journeys: int, people: int) -> Clustered:
    same = np.ones(len(sums), np.int64)
    return Clustered(
        hits=sums[:, 0],
        rows=same * journeys,
        people=same * people,
        hits_squared=sums[:, 2],
        hits_rows=sums[:, 3],
        rows_squared=same * rows_squared,
    )


def _medians(durations: Int64s, row: Int64s, timed: Bools, rows: int) -> list[int | None]:
    if not rows:
        return []
    last = timed & (row == rows - 1)  # often nearly all journeys: set aside before sorting by row
    rest = timed & (row != rows - 1)
    return [
        *median_of_sets(durations[rest], row[rest], rows - 1),
        *median_of_sets(durations[last], row[last] * 0, 1),
    ]


def _joined(parts: list[Any]) -> Int64s:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)
