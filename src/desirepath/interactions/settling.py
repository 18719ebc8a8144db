"""Settling: rows that came twice, within one file and across loads.

Within a file a row that repeats the latest version of its id is dropped. Whatever else stands under
an id that another row has is kept and *contested*: `current` lets the newest version win, so that
withdrawing a load brings the other's row back.
"""

import ibis
import numpy as np
import pyarrow as pa

from desirepath.engines import Engine
from desirepath.interactions.arrays import Array
from desirepath.interactions.conforming import Conformed
from desirepath.interactions.sightings import Seen
from desirepath.records import Record

__all__ = ["Meetings", "Settled", "meet", "settle"]


class Settled(Record):
    """What is left of a batch, and which raw rows (by ordinal) were seen before in this file."""

    interactions: pa.Table
    duplicates: np.ndarray  # raw rows of which nothing new is left
    changed: np.ndarray  # raw rows that carry another version of a row of this file
    contested: Array  # the ids of those


def settle(conformed: Conformed, seen: Seen) -> Settled:
    """Drop keyed rows that say what their key said last, and find those that say something else."""
    table, keyed = conformed.interactions, conformed.keyed
    ordinals = table["ordinal"].to_numpy()
    duplicate = np.zeros(len(keyed), np.bool_)
    changed = np.zeros(len(keyed), np.bool_)
    earlier, duplicate[keyed] = seen.latest.meet(conformed.ids[keyed], conformed.contents[keyed])
    changed[keyed] = earlier & ~duplicate[keyed]
    if not earlier.any():
        nothing = np.zeros(0, np.int64)
        return Settled(
            interactions=table, duplicates=nothing, changed=nothing, contested=pa.array([], pa.string())
        )
    changed_rows = np.unique(ordinals[changed])
    gone = np.setdiff1d(ordinals[duplicate], ordinals[~duplicate])
    return Settled(
        interactions=table.filter(pa.array(~duplicate)),
        duplicates=gone,
        changed=changed_rows,
        contested=table["interaction_id"].combine_chunks().filter(pa.array(changed)).unique(),
    )


class Meetings(Record):
    """What a load's rows have in common with other live loads."""

    duplicates: int  # raw rows that bring nothing new
    changed: int  # raw rows that bring another version of a known row
    contested: ibis.Table | None  # interaction_id of all of them; None when there are none


def meet(engine: Engine, new: str, live: list[str], *, changed: np.ndarray, contested: Array) -> Meetings:
    """Compare the part `new` with the live parts of its source.

    `changed` are the raw rows already counted as changed within the file, `contested` their ids. They
    are not counted again, but what they meet is contested like the rest.
    """
    own = engine.table(pa.table({"interaction_id": contested})) if len(contested) else None
    if not live:
        return Meetings(duplicates=0, changed=0, contested=own)
    fresh = engine.parquet([new]).select("interaction_id", "content_hash", "ordinal")
    known = engine.parquet(live).select("interaction_id", known_content="content_hash").distinct()
    meetings = _meetings(fresh, known)
    verdicts = _verdicts(fresh, meetings)
    counted = ibis.literal(False)
    if len(changed):
        known_rows = engine.table(pa.table({"ordinal": pa.array(changed, pa.int64())}))
        counted = verdicts.ordinal.isin(known_rows.ordinal)
    totals = verdicts.agg(
        duplicates=(verdicts.is_duplicate & ~counted).cast("int64").sum().fill_null(0),
        changed=(verdicts.is_changed & ~counted).cast("int64").sum().fill_null(0),
        met=verdicts.count(),
    )
    count = engine.run(totals).to_pylist()[0]
    ids = meetings.select("interaction_id").distinct() if count["met"] else None
    if ids is not None and own is not None:
        ids = ids.union(own).distinct()
    return Meetings(
        duplicates=int(count["duplicates"]), changed=int(count["changed"]),
        contested=ids if ids is not None else own,
    )  # fmt: skip


def _meetings(fresh: ibis.Table, known: ibis.Table) -> ibis.Table:
    """New interactions whose id is known, and whether with this very content."""
    pairs = fresh.inner_join(known, "interaction_id")
    pairs = pairs.mutate(same=(pairs.content_hash == pairs.known_content).cast("int64"))
    return pairs.group_by("ordinal", "interaction_id", "content_hash").agg(same=pairs.same.max())


def _verdicts(fresh: ibis.Table, meetings: ibis.Table) -> ibis.Table:
    """Raw rows that met something: all of it known (duplicate), or some of it other (changed)."""
    met = meetings.group_by("ordinal").agg(same=meetings.same.sum(), met=meetings.count())
    whole = fresh.group_by("ordinal").agg(rows=fresh.count())
    rows = met.inner_join(whole, "ordinal")
    return rows.mutate(is_changed=rows.same < rows.met, is_duplicate=rows.same == rows.rows)
