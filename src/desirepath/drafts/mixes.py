"""Mixes: what is counted of people in two windows of time, part by part: ways, channels, groups.

A mix is what `drifting` compares. Each part has a number, so that counting needs no names.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from desirepath.drafts.counting import Bools, Int64s, Mask
from desirepath.journeys import UNKNOWN_TIME, Lens, Split, Store, Timelines, cut, lens_by
from desirepath.measures import Groups
from desirepath.records import Record

Parts = Callable[[int, Timelines], tuple[Int64s, Int64s, Int64s]]
"""Of one partition: of each thing counted its part, whose row it is, and its window."""


class Windows(Record):
    """From `from_us` up to `since_us`, and from there to `to_us` (included)."""

    from_us: int
    since_us: int
    to_us: int

    def of(self, times: Int64s) -> Int64s:
        """0 before, 1 since, −1 in neither."""
        inside = (times >= self.from_us) & (times <= self.to_us) & (times != UNKNOWN_TIME)
        window: Int64s = np.where(inside, (times >= self.since_us).astype(np.int64), -1)
        return window


class Walked(Record):
    """How timelines are read as journeys over a map, and what its steps are called."""

    lens: Lens
    split: Split
    as_of_us: int
    zone: str = "UTC"
    names: Mapping[str, str] = {}  # by node; without one, the node itself


class Mix(Record):
    """Something that has parts: how many, what each is called, and where they are found."""

    what: str
    count: int
    name: Callable[[int], str]
    parts: Parts


def mixes_of(
    store: Store,
    walked: Walked,
    windows: Windows,
    *,
    mask: Mask = None,
    others: Mapping[str, Groups] | None = None,
) -> Iterator[Mix]:
    """The ways between steps, the channels, and these other mixes."""
    size = len(walked.lens.nodes)
    named = [walked.names.get(node, node) for node in walked.lens.nodes]
    yield Mix(
        what="ways between steps",
        count=size * size,
        name=lambda way: f"{named[way // size]} → {named[way % size]}",
        parts=_ways(walked, mask, windows),
    )
    channels = lens_by("channel", store.kinds)
    yield _listed("channels", channels.nodes, _channels(channels, mask, windows))
    for what, groups in (others or {}).items():
        yield _listed(what, [*groups.names, groups.unknown], _grouped(groups, mask, windows))


def _listed(what: str, names: Sequence[str], parts: Parts) -> Mix:
    return Mix(what=what, count=len(names), name=names.__getitem__, parts=parts)


def _ways(walked: Walked, mask: Mask, windows: Windows) -> Parts:
    lens, size = walked.lens, len(walked.lens.nodes)

    def found(number: int, timelines: Timelines) -> tuple[Int64s, Int64s, Int64s]:
        journeys = cut(
            timelines,
            lens,
            walked.split,
            as_of_us=walked.as_of_us,
            mask=_asked(mask, number),
            zone=walked.zone,
        )
        nodes = journeys.nodes.astype(np.int64)
        owner = np.repeat(np.arange(len(journeys.state)), np.diff(journeys.offsets))
        moved = np.flatnonzero((nodes[1:] != nodes[:-1]) & (owner[1:] == owner[:-1])) + 1
        people = journeys.subject[owner[moved]].astype(np.int64)
        return nodes[moved - 1] * size + nodes[moved], people, windows.of(journeys.happened_at_us[moved])

    return found


def _channels(channels: Lens, mask: Mask, windows: Windows) -> Parts:
    def found(number: int, timelines: Timelines) -> tuple[Int64s, Int64s, Int64s]:
        codes = channels.codes.take(timelines.kinds).astype(np.int64)
        return _interactions(timelines, codes, _asked(mask, number), windows)

    return found


def _grouped(groups: Groups, mask: Mask, windows: Windows) -> Parts:
    def of_steps(number: int, timelines: Timelines) -> tuple[Int64s, Int64s, Int64s]:
        return _interactions(timelines, _codes(groups, number), _asked(mask, number), windows)

    def of_people(number: int, timelines: Timelines) -> tuple[Int64s, Int64s, Int64s]:
        whole = np.zeros(len(timelines.kinds), np.int64)
        _, people, window = _interactions(timelines, whole, _asked(mask, number), windows)
        seen = np.unique(people[window >= 0] * 2 + window[window >= 0])  # each person once a window
        return _codes(groups, number)[seen // 2], seen // 2, seen % 2

    return of_steps if groups.each == "step" else of_people


def _codes(groups: Groups, number: int) -> Int64s:
    """The part of each step or person of a partition; who is in no group is in the last."""
    codes: Int64s = np.where(groups.of[number] < 0, len(groups.names), groups.of[number]).astype(np.int64)
    return codes


def _interactions(
    timelines: Timelines, codes: Int64s, asked: Bools | None, windows: Windows
) -> tuple[Int64s, Int64s, Int64s]:
    people = np.repeat(np.arange(len(timelines.subjects)), np.diff(timelines.offsets))
    window = windows.of(timelines.happened_at_us)
    if asked is not None:
        window[~asked[people]] = -1
    return codes, people, window


def _asked(mask: Mask, number: int) -> Bools | None:
    return None if mask is None else mask[number]
