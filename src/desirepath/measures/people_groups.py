"""Groups of people: by the newest known value of a trait, or by which of several segments they are in."""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.engines import Engine
from desirepath.errors import QuestionError, UnknownName
from desirepath.identities import Identities
from desirepath.journeys import Store, told_apart
from desirepath.measures.arrays import Bools, Int64s
from desirepath.measures.groups import Groups
from desirepath.segments import known_by, newest_traits

__all__ = ["IN_NONE", "groups_by_segment", "groups_by_trait"]

IN_NONE = "(in none)"


def groups_by_trait(
    store: Store,
    name: str,
    *,
    engine: Engine,
    traits: ibis.Table | None,
    identities: Identities,
    as_of_us: int | None = None,
    top: int = 12,
) -> Groups:
    """Everybody by the newest value of a trait, as known at `as_of_us`; UnknownName if nobody ever has it."""
    if traits is None:
        raise UnknownName("trait", name, [])
    newest = newest_traits(engine, known_by(traits.filter(traits.name == name), as_of_us), identities)
    names = engine.table(identities.subjects.select(["subject", "subject_id"]))
    found = engine.run(newest.join(names, "subject").select("subject_id", "value"))
    if not found.num_rows:
        known = engine.run(traits.name.name("known").as_table().distinct())["known"].to_pylist()
        if name not in known:
            raise UnknownName("trait", name, [str(one) for one in known])
    texts = [str(value) for value in found["value"].to_pylist()]
    values = sorted(set(texts))
    place = {value: number for number, value in enumerate(values)}
    codes = np.array([*(place[value] for value in texts), -1], np.int32)  # the last: of whom none is known
    ids = found["subject_id"].combine_chunks()
    of = [codes[_rows(part.subjects, ids)] for part in store.partitions]
    return Groups(names=[told_apart(value) for value in values], of=of, each="subject", top=top)


def groups_by_segment(
    store: Store, segments: Mapping[str, Sequence[Bools]], *, top: int | None = None
) -> Groups:
    """Everybody by the first of these segments (name → mask) they are in; who is in none is "(in none)"."""
    if not segments:
        raise QuestionError("A breakdown by segments needs at least one.")
    of = [np.full(len(part.subjects), -1, np.int32) for part in store.partitions]
    for number, masks in reversed(list(enumerate(segments.values()))):
        for codes, mask in zip(of, masks, strict=True):
            codes[mask] = number
    return Groups(names=list(segments), of=of, each="subject", top=top or len(segments), unknown=IN_NONE)


def _rows(subjects: "pa.Array[Any]", ids: "pa.Array[Any]") -> Int64s:
    """Where each subject is among these ids; −1 for nowhere."""
    found: Any = pc.index_in(subjects, value_set=ids)
    rows: Int64s = found.fill_null(-1).to_numpy(zero_copy_only=False)
    return rows
