"""Who is behind a figure: of one place in an answer the people, when, what they do next and how soon.

`places_asked` are the places, `finding` the journeys at one. It is a fold as every measure is, so that it
is asked under the same period, segment and filters as the answer it opens.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from desirepath.journeys import OPEN, UNKNOWN_TIME, Journeys, LensTable, Split
from desirepath.measures.arrays import Int64s
from desirepath.measures.columns import FEW, known
from desirepath.measures.finding import Picked, check_place, pick
from desirepath.measures.framing import END, OTHER, Frame
from desirepath.measures.intervals import share_estimates
from desirepath.measures.lives import dates, periods_of
from desirepath.measures.places import Hits, Lines, clustered, everybody, hits_of, together
from desirepath.measures.places_asked import Place
from desirepath.measures.quantiles import nearest_rank
from desirepath.measures.tallies import Tally, added
from desirepath.measures.weights import person_keys
from desirepath.records import Record

__all__ = ["STILL_OPEN", "Behind", "Story", "Those"]

STILL_OPEN = "(still open)"  # where a journey goes on from its last step while it is not over
PEOPLE, NEXT = 8, 10  # how many are shown of each
BEFORE, AFTER = 3, 4  # steps of a story that are shown around the place


class Story(Record):
    """One of those people, and the first of their journeys that is meant; nodes by number."""

    key: int  # a hash of the id: the smallest are shown
    subject: str
    nodes: list[int]  # those around the place
    place: int  # which of them is the place
    skipped: int  # steps before those that are shown
    steps: int  # of the whole journey
    began_us: int
    at_us: int
    ended_us: int


class Those(Record):
    """The partial answer."""

    journeys: int
    subjects: int
    still_open: int  # journeys that are at their last step there, and not over
    onward: Hits  # by next node; two numbers more: the end, and still open
    took_us: Int64s  # from the step before, where one is meant and both times are known
    next_us: Int64s  # to the next step
    months: Tally
    stories: list[Story]


class Behind(Record, tag_field="measure", tag="behind"):
    """Who is behind one figure of an answer: how many, since when, what they do next, and a few of them.

    `of` is the question (flow, funnel, stages, drop_off, paths or retention), `place` names the figure
    in the answer's own words. One row. `journeys` and `subjects` are as the answer counts them;
    `still_open` are journeys whose last step so far it is. `next` lists the nodes that follow, with
    share and 95 % interval (`intervals.share_estimates`); "(end)" is a journey that is over,
    "(still open)" one that is not. `took_p50_us` and `_p90_us` are the time from the step before
    (of a link, a funnel's step or a path from its first), `next_p50_us` and `_p90_us` that to the next step,
    each a nearest rank of `took_n` or `next_n` times that are known. `months` counts the journeys by the
    month they were there, as far as that is known; `people` are a few, the same ones whenever and wherever
    they are asked for.
    """

    of: Any
    place: Place

    def __post_init__(self) -> None:
        check_place(self.of, self.place)

    @property
    def lens(self) -> str | LensTable:
        """The lens of the question."""
        found: str | LensTable = self.of.lens
        return found

    @property
    def split(self) -> Split:
        """What one journey is to the question."""
        found: Split = self.of.split
        return found

    @property
    def collapse_loops(self) -> bool:
        """Whether the question shows a node that follows itself once."""
        return bool(getattr(self.of, "collapse_loops", False))

    def scan(self, journeys: Journeys, frame: Frame) -> Those:
        """The journeys of one partition that are meant."""
        found = pick(self.of, self.place, journeys, frame)
        of, ends = found.journeys, journeys.offsets[1:][found.journeys]
        is_last, subjects = found.at + 1 == ends, journeys.subject[of]
        is_open = is_last & (journeys.state[of] == OPEN)
        size = len(frame.nodes)
        after = np.where(is_open, size + 1, size)
        after[~is_last] = journeys.nodes[found.at[~is_last] + 1]
        goes_on = found.at[~is_last]
        return Those(
            journeys=len(of),
            subjects=len(np.unique(subjects)),
            still_open=int(is_open.sum()),
            onward=hits_of(_one_column(after), subjects, columns=1, size=size + 2),
            took_us=_between(found.came[found.came >= 0], found.at[found.came >= 0], journeys),
            next_us=_between(goes_on, goes_on + 1, journeys),
            months=_months(found.at, journeys, frame),
            stories=_stories(found, journeys),
        )

    def merge(self, *partials: Those) -> Those:
        """Those of several parts."""
        none = np.empty(0, np.int64)
        return Those(
            journeys=sum(part.journeys for part in partials),
            subjects=sum(part.subjects for part in partials),
            still_open=sum(part.still_open for part in partials),
            onward=together([part.onward for part in partials]),
            took_us=np.concatenate([none, *(part.took_us for part in partials)]),
            next_us=np.concatenate([none, *(part.next_us for part in partials)]),
            months=added([part.months for part in partials], columns=1),
            stories=_fewest([story for part in partials for story in part.stories]),
        )

    def finish(self, partial: Those, frame: Frame) -> pa.Table:
        """The table: one row."""
        row = {
            "journeys": partial.journeys,
            "subjects": partial.subjects,
            "still_open": partial.still_open,
            **_quantiles("took", partial.took_us),
            **_quantiles("next", partial.next_us),
            "next": _onward(partial.onward, frame),
            "months": [
                {"month": day, "journeys": count}
                for day, count in zip(
                    dates("month", partial.months.keys), partial.months.counts[:, 0].tolist(), strict=True
                )
            ],
            "people": [_told(story, frame) for story in partial.stories],
            "n": partial.journeys,
            "too_few": partial.journeys < FEW,
        }
        return pa.Table.from_pylist([row], schema=SCHEMA)


TIMES = {f"{name}_{figure}": pa.int64() for name in ("took", "next") for figure in ("p50_us", "p90_us", "n")}
SHARE: dict[str, pa.DataType] = {name: pa.float64() for name in ("share", "share_low", "share_high")}
NEXT_NODE: dict[str, pa.DataType] = {"node": pa.string(), "journeys": pa.int64(), **SHARE}
MONTH: dict[str, pa.DataType] = {"month": pa.string(), "journeys": pa.int64()}
WHO: dict[str, pa.DataType] = {
    "subject": pa.string(),
    "path": pa.list_(pa.string()),
    "place": pa.int64(),
    "skipped": pa.int64(),
    "steps": pa.int64(),
    "began_us": pa.int64(),
    "at_us": pa.int64(),
    "ended_us": pa.int64(),
}
COLUMNS: dict[str, pa.DataType] = {
    "journeys": pa.int64(),
    "subjects": pa.int64(),
    "still_open": pa.int64(),
    **TIMES,
    "next": pa.list_(pa.struct(list(NEXT_NODE.items()))),
    "months": pa.list_(pa.struct(list(MONTH.items()))),
    "people": pa.list_(pa.struct(list(WHO.items()))),
    "n": pa.int64(),
    "too_few": pa.bool_(),
}
SCHEMA = pa.schema(COLUMNS)


def _between(starts: Int64s, ends: Int64s, journeys: Journeys) -> Int64s:
    begun, over = journeys.happened_at_us[starts], journeys.happened_at_us[ends]
    both = (begun != UNKNOWN_TIME) & (over != UNKNOWN_TIME)
    took: Int64s = over[both] - begun[both]
    return took


def _one_column(cells: Int64s) -> Lines:
    each = np.arange(len(cells))
    return Lines(cells=cells, starts=each, ends=each + 1, low=np.zeros_like(each))


def _months(at: Int64s, journeys: Journeys, frame: Frame) -> Tally:
    times = journeys.happened_at_us[at]
    numbers = periods_of("month", journeys, frame).numbers(times[times != UNKNOWN_TIME])
    keys, counts = np.unique(numbers, return_counts=True)
    return Tally(keys=keys.astype(np.int64), counts=counts.astype(np.int64).reshape(-1, 1))


def _stories(found: Picked, journeys: Journeys) -> list[Story]:
    people, first = np.unique(journeys.subject[found.journeys], return_index=True)
    if not len(people):
        return []
    ids = journeys.timelines.subjects.take(pa.array(people, pa.int64()))
    keys = (person_keys(ids) >> np.uint64(1)).astype(np.int64)
    return [
        _story(int(first[row]), found, journeys, key=int(keys[row]))
        for row in np.argsort(keys, kind="stable")[:PEOPLE].tolist()
    ]


def _story(row: int, found: Picked, journeys: Journeys, *, key: int) -> Story:
    journey, at = int(found.journeys[row]), int(found.at[row])
    begin, end = int(journeys.offsets[journey]), int(journeys.offsets[journey + 1])
    first, last = max(at - BEFORE, begin), min(at + AFTER + 1, end)
    times = journeys.happened_at_us
    return Story(
        key=key,
        subject=str(journeys.timelines.subjects[int(journeys.subject[journey])]),
        nodes=journeys.nodes[first:last].tolist(),
        place=at - first,
        skipped=first - begin,
        steps=end - begin,
        began_us=int(times[begin]),
        at_us=int(times[at]),
        ended_us=int(times[end - 1]),
    )


def _fewest(stories: list[Story]) -> list[Story]:
    return sorted(stories, key=lambda story: (story.key, story.subject))[:PEOPLE]


def _told(story: Story, frame: Frame) -> dict[str, Any]:
    times = {"began_us": story.began_us, "at_us": story.at_us, "ended_us": story.ended_us}
    return {
        "subject": story.subject,
        "path": [frame.nodes[node] for node in story.nodes],
        "place": story.place,
        "skipped": story.skipped,
        "steps": story.steps,
        **{name: None if moment == UNKNOWN_TIME else moment for name, moment in times.items()},
    }


def _quantiles(name: str, times: Int64s) -> dict[str, int | None]:
    ranks = {f"{name}_p{percent}_us": nearest_rank(times, percent) for percent in (50, 90)}
    return {**ranks, f"{name}_n": len(times)}


def _onward(hits: Hits, frame: Frame) -> list[dict[str, Any]]:
    """What comes next, most frequent first; what is beyond the tenth is one row without a share."""
    names = [*frame.nodes, END, STILL_OPEN]
    cells = everybody(hits)
    if not len(cells.keys):
        return []
    totals = hits.columns.counts[np.zeros(len(cells.keys), np.int64)]
    shares = share_estimates(clustered(cells.counts, totals))
    columns = [known(one).to_pylist() for one in (shares.value, shares.low, shares.high)]
    rows = [
        {
            "node": names[key],
            "journeys": count,
            "share": columns[0][at],
            "share_low": columns[1][at],
            "share_high": columns[2][at],
        }
        for at, (key, count) in enumerate(zip(cells.keys.tolist(), cells.counts[:, 0].tolist(), strict=True))
    ]
    rows.sort(key=lambda row: (-row["journeys"], row["node"]))
    rest = sum(row["journeys"] for row in rows[NEXT:])
    return [*rows[:NEXT], *([{"node": OTHER, "journeys": rest}] if rest else [])]
