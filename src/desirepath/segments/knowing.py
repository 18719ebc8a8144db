"""What a rule is asked of: a workspace's tables, and the other documents that a rule may name."""

from collections.abc import Callable, Mapping
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.engines import Engine
from desirepath.errors import IntegrityError, QuestionError
from desirepath.identities import Identities
from desirepath.journeys import StageDocument, Store
from desirepath.records import Record
from desirepath.segments.arrays import Int64s
from desirepath.segments.rules import Segment
from desirepath.segments.walking import moment

__all__ = ["Ground", "Knowledge", "ground_of", "places_in"]

DAY_US = 86_400_000_000


class Knowledge(Record):
    """All that is known of people: who they are, what they did, what is known of them."""

    engine: Engine
    store: Store
    identities: Identities
    interactions: ibis.Table | None = None
    traits: ibis.Table | None = None
    stages: Callable[[str | None], StageDocument] | None = None  # the document of a key; None: the only one
    segments: Mapping[str, Segment] = {}
    zone: str = "UTC"
    places: list[Int64s] | None = None  # `places_in`, where it is kept from one question to the next


class Ground(Record):
    """What is known, as of a moment."""

    known: Knowledge
    as_of_us: int
    told_by_us: int | None = None  # traits known only later are not; None: no moment is asked about


def ground_of(segment: Segment, known: Knowledge, asked_us: int | None) -> Ground:
    """What a segment speaks about: things as of its own moment; else as of the one asked about; else all.

    The day of the last event is known only as far as that event; of a later day nothing is known yet. What is
    told of people may be newer than all they did: without a moment it counts, as it does for `where`.
    """
    last = known.store.as_of_us
    own = None if segment.as_of is None else moment(segment.as_of, known.zone)
    found = asked_us if own is None else own
    if found is None:
        return Ground(known=known, as_of_us=last)
    if found >= last + DAY_US or (own is None and found > last):
        raise QuestionError(
            f'The segment "{segment.key}" is asked as of a moment after the last load: nothing is known of '
            "it yet. Ask as of an earlier one, or load newer data."
        )
    return Ground(known=known, as_of_us=min(found, last), told_by_us=min(found, last))


def places_in(known: Knowledge) -> list[Int64s]:
    """For each partition of the store, the number of each of its subjects among the identities."""
    partitions = known.store.partitions
    if known.places is not None or not partitions:
        return known.places or []
    everybody = pa.chunked_array([one.subjects for one in partitions], pa.string())
    ids = known.identities.subjects["subject_id"].combine_chunks()
    found: pa.ChunkedArray[Any] = pc.index_in(everybody, value_set=ids)  # type: ignore[assignment]
    if found.null_count:
        raise IntegrityError("The timelines name subjects that the identities do not; refresh again.")
    sizes = np.cumsum([len(one.subjects) for one in partitions])[:-1]
    numbers = found.combine_chunks().to_numpy().astype(np.int64)
    return list(np.split(numbers, sizes))
