"""Measuring: one question asked of one generation, partition by partition, on all cores.

The same `scan` runs wherever the partitions are; `spreading` says where that is.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from desirepath.engines import Engine
from desirepath.errors import QuestionError
from desirepath.journeys import Lens, StageDocument, Store, Timelines, cut, lens_by
from desirepath.measures.answers import Answer, Entered
from desirepath.measures.arrays import Bools
from desirepath.measures.framing import Frame, frame
from desirepath.measures.questions import Measure
from desirepath.measures.spreading import spread
from desirepath.records import Record

__all__ = ["measure"]


class Scanned(Record):
    """What one partition contributes."""

    partial: Any
    journeys: int
    subjects: int


def measure(
    question: Measure[Any],
    store: Store,
    *,
    stages: StageDocument | None = None,
    mask: Sequence[Bools] | None = None,
    as_of_us: int | None = None,
    zone: str = "UTC",
    spend: pa.Table | None = None,
    threads: int | None = None,
    engine: Engine | None = None,
) -> Answer:
    """The answer to a question, about the subjects in `mask` (`Store.mask`; everybody without it).

    `stages` is needed where the lens is "stage". `as_of_us` asks as of an earlier moment: what came
    later is not seen. The answer is the same for any number of `threads` (all cores when left out) and on any
    `engine`: one that spreads work scans the partitions where they are.

    QuestionError or UnknownName when the question has no answer in this store.
    """
    moment = _moment(as_of_us, store)
    lens = lens_by(
        question.lens, store.kinds, stages, collapse_loops=getattr(question, "collapse_loops", False)
    )
    shared = frame(
        lens.name, lens.nodes, as_of_us=moment, stages=stages, kinds=store.kinds, zone=zone, spend=spend
    )

    def scan(timelines: Timelines, chosen: Bools | None) -> Scanned:
        return _scanned(timelines, chosen, question=question, lens=lens, shared=shared)

    masks = [None] * len(store.partitions) if mask is None else _fitting(mask, store)
    parts = spread(scan, store, masks, engine=engine, threads=threads)
    partial = question.merge(*(part.partial for part in parts))
    return Answer(
        question=question,
        table=question.finish(partial, shared),
        as_of_us=moment,
        entered=Entered(
            journeys=sum(part.journeys for part in parts), subjects=sum(part.subjects for part in parts)
        ),
    )


def _scanned(
    timelines: Timelines, chosen: Bools | None, *, question: Measure[Any], lens: Lens, shared: Frame
) -> Scanned:
    journeys = cut(timelines, lens, question.split, as_of_us=shared.as_of_us, mask=chosen, zone=shared.zone)
    return Scanned(
        partial=question.scan(journeys, shared),
        journeys=len(journeys.subject),
        subjects=int(np.count_nonzero(np.diff(journeys.subject, prepend=-1))),
    )


def _moment(as_of_us: int | None, store: Store) -> int:
    if as_of_us is None:
        return store.as_of_us
    if as_of_us > store.as_of_us:
        raise QuestionError(
            "The question is about a moment after the last load: nothing is known of it yet. "
            "Ask as of an earlier one, or load newer data."
        )
    return as_of_us


def _fitting(mask: Sequence[Bools], store: Store) -> list[Bools | None]:
    expected = [len(timelines.subjects) for timelines in store.partitions]
    if [len(part) for part in mask] != expected:
        raise QuestionError("The mask is not of this store's subjects: make it with `Store.mask`.")
    return list(mask)
