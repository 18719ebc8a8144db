"""Several questions asked of one store in one pass: what they share is cut once.

A map asks a dozen questions of the same journeys, through lenses that only name the same steps differently.
Each partition is read once; journeys are cut once for all questions that cut alike.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.engines import Engine
from desirepath.journeys import Goal, Journeys, Lens, Split, StageDocument, Store, Timelines, begin, cut
from desirepath.measures.arrays import Bools, Int32s
from desirepath.measures.besides import Beside, besides
from desirepath.measures.framing import Frame, frame
from desirepath.measures.questions import Measure
from desirepath.measures.runs import scan_runs
from desirepath.records import Record

__all__ = ["Viewed", "measure_together"]

RUN = 60_000  # steps scanned at a time, at least


class Viewed(Record):
    """A question with the lens it is seen through, whatever lens it names itself."""

    question: Any
    lens: Lens
    stages: StageDocument | None = None  # what its nodes are, where the question asks for stages


class Seat(Record):
    """A question's place in a group: the codes it is seen by, and all it needs to scan."""

    place: int
    question: Any
    codes: Int32s | None  # None: the group's own
    frame: Frame


class Group(Record):
    """Questions whose journeys are cut alike, and the lens they are cut by."""

    lens: Lens
    split: Split
    seats: list[Seat]


def measure_together(
    questions: Sequence[Viewed],
    store: Store,
    *,
    mask: Sequence[Bools] | None = None,
    as_of_us: int | None = None,
    zone: str = "UTC",
    threads: int | None = None,
    engine: Engine | None = None,
) -> list[pa.Table]:
    """The answers' tables, in the order of the questions: each as `measure` would give it alone.

    Journeys are cut alike by the same split and by lenses that show the same kinds. A lens with conditions
    or collapsed loops, and a split that ends at a goal, is cut on its own.
    """
    moment = store.as_of_us if as_of_us is None else as_of_us
    frames = [
        frame(
            one.lens.name,
            one.lens.nodes,
            as_of_us=moment,
            stages=one.stages,
            kinds=store.kinds,
            zone=zone,
        )
        for one in questions
    ]
    begin(partitions=len(store.partitions), rounds=1)
    scan = partial(scan_together, groups=_groups(questions, frames))
    beside = besides(store, mask=mask)
    found = scan_runs(scan, store, beside, least_steps=RUN, engine=engine, threads=threads)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:  # sorting lets go of the lock
        finish = partial(_finished, questions=questions, found=found, frames=frames)
        return list(pool.map(finish, range(len(questions))))


def scan_together(timelines: Timelines, beside: Beside, *, groups: Sequence[Group]) -> list[Any]:
    """The partial answers of one partition, in the order of the questions."""
    partials: list[Any] = [None] * sum(len(group.seats) for group in groups)
    for group in groups:
        first = group.seats[0].frame
        journeys = cut(
            timelines,
            group.lens,
            group.split,
            as_of_us=first.as_of_us,
            mask=beside.mask,
            zone=first.zone,
        )
        kinds = _kinds(journeys) if any(seat.codes is not None for seat in group.seats) else None
        seen: dict[int, Journeys] = {}
        for seat in group.seats:
            if seat.codes is None or kinds is None:
                partials[seat.place] = seat.question.scan(journeys, seat.frame)
                continue
            if id(seat.codes) not in seen:
                seen[id(seat.codes)] = _renamed(journeys, seat.codes, kinds)
            partials[seat.place] = seat.question.scan(seen[id(seat.codes)], seat.frame)
    return partials


def _finished(
    place: int, *, questions: Sequence[Viewed], found: Sequence[list[Any]], frames: Sequence[Frame]
) -> pa.Table:
    question: Measure[Any] = questions[place].question
    return question.finish(question.merge(*(part[place] for part in found)), frames[place])


def _kinds(journeys: Journeys) -> Int32s:
    kinds = journeys.timelines.kinds
    if len(journeys.position) == len(kinds):  # every step is shown, in its place
        return kinds
    return kinds[journeys.position]


def _renamed(journeys: Journeys, codes: Int32s, kinds: Int32s) -> Journeys:
    nodes = codes.take(kinds)
    nodes.flags.writeable = False  # as what is cut is: a kernel compiles once
    return msgspec.structs.replace(journeys, nodes=nodes)


def _groups(questions: Sequence[Viewed], frames: Sequence[Frame]) -> list[Group]:
    by_cut: dict[Any, Group] = {}
    for place, (one, names) in enumerate(zip(questions, frames, strict=True)):
        split = one.question.split
        key = (msgspec.json.encode(split), _kinds_shown(one.lens) if _is_plain(one.lens, split) else place)
        group = by_cut.setdefault(key, Group(lens=one.lens, split=split, seats=[]))
        codes = None if one.lens is group.lens else one.lens.codes
        group.seats.append(Seat(place=place, question=one.question, codes=codes, frame=names))
    return list(by_cut.values())


def _is_plain(lens: Lens, split: Split) -> bool:
    return not lens.conditions and not lens.collapse_loops and not isinstance(split, Goal)


def _kinds_shown(lens: Lens) -> tuple[int, bytes]:
    return len(lens.codes), np.packbits(lens.codes >= 0).tobytes()
