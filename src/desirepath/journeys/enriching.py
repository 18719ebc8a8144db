"""The step columns that only some generations have: value, score, wait, who began it, what it is about.

They are asked of the engine for the rows that have one and put beside the steps by fact, so a world
without scores pays nothing for them.
"""

from typing import Any, cast

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.engines import Engine
from desirepath.feedback import listen
from desirepath.journeys.addresses import Addresses
from desirepath.journeys.batches import CUSTOMER, ORGANISATION, UNKNOWN_VALENCE, UNKNOWN_VALUE, Int64s
from desirepath.journeys.indexing import numbers
from desirepath.journeys.scattering import slots_of
from desirepath.records import Record

__all__ = ["ABOUT_TYPES", "NOT_SAID", "Worth", "enriched", "worth_of"]

ABOUT_TYPES = ("order", "ticket", "visit", "case", "appointment", "booking")
ABOUT = rf"(^|_)({'|'.join(ABOUT_TYPES)})(_|$)"
POSITIVE = np.uint64(2**63 - 1)

Column = npt.NDArray[np.generic]
# Of each column, the type and what stands for "not said".
NOT_SAID: dict[str, tuple[npt.DTypeLike, float]] = {
    "value_minor": (np.int64, UNKNOWN_VALUE),
    "valence_milli": (np.int32, UNKNOWN_VALENCE),
    "score": (np.float64, np.nan),
    "duration_us": (np.int64, UNKNOWN_VALUE),
    "initiator": (np.int8, CUSTOMER),
    "about": (np.int64, 0),
}


class Worth(Record):
    """Which currency the values of a generation are in, and how many interactions name another one."""

    currency: str | None
    others: dict[str, int]


def worth_of(engine: Engine, interactions: ibis.Table) -> Worth:
    """The currency of most interactions with a value, the first by name of several: others are not added."""
    valued = interactions.filter(interactions.value_minor.notnull() & interactions.currency.notnull())
    counted = engine.run(valued.group_by("currency").agg(count=valued.count()))
    most_first = sorted(counted.to_pylist(), key=lambda row: (-row["count"], row["currency"]))
    counts = {str(row["currency"]): int(row["count"]) for row in most_first}
    main = next(iter(counts), None)
    return Worth(currency=main, others={name: many for name, many in counts.items() if name != main})


def enriched(
    engine: Engine, interactions: ibis.Table, steps: Int64s, addresses: Addresses, *, worth: Worth
) -> dict[str, Column]:
    """The columns in `NOT_SAID`, for each step: those that at least one step has.

    Values are those in the currency of `worth`, or in none. What a step is about is asked only where
    there are scores or the organisation began something: it tells what belongs together. `steps` are packed
    as in `scattering`; `addresses`
    cover all their facts.
    """
    known = _told(engine, interactions, worth)
    if not known:
        return {}
    if any(name in {"score", "initiator"} for name, *_ in known):
        known.append(_about(engine, interactions))
    slots = np.full(addresses.size, -1, np.int64)
    slots_of(steps, slots, addresses.starts, addresses.rows)
    columns = {}
    for name, of_facts, values in known:
        at = addresses.at(of_facts)
        slot = np.where(at >= 0, slots[at], -1)  # −1 is also the address of what is in no timeline here
        if (slot >= 0).any():
            dtype, not_said = NOT_SAID[name]
            columns[name] = np.full(len(steps), not_said, dtype)
            columns[name][slot[slot >= 0]] = values[slot >= 0]
    return columns


Known = tuple[str, Int64s, Column]  # a column's name, the facts that have it, their values


def _told(engine: Engine, interactions: ibis.Table, worth: Worth) -> list[Known]:
    ours = interactions.currency.isnull() | (interactions.currency == (worth.currency or ""))
    by_us = (interactions.initiator == "organisation").ifelse(ORGANISATION, ibis.null("int8"))
    named = interactions.select(
        "fact",
        "score",
        "scale",
        "duration_us",
        value_minor=ours.ifelse(interactions.value_minor, ibis.null("int64")),
        initiator=by_us.cast("int8"),
    )
    some = [named[name].notnull() for name in ("value_minor", "score", "duration_us", "initiator")]
    told = engine.run(named.filter(ibis.or_(*some)))
    if not told.num_rows:
        return []
    felt = told.append_column("valence_milli", listen(told))
    told_of = [name for name in NOT_SAID if name in felt.column_names]
    return [_known(felt, name) for name in told_of if felt[name].null_count < felt.num_rows]


def _about(engine: Engine, interactions: ibis.Table) -> Known:
    """What each fact that names an order, a ticket, … is about, by a word of the type: also `order_id`.

    Of several the first that an answer and something that is none both name: that ties the two.
    """
    roles = interactions.identifiers.map(lambda one: one["role"])
    naming = interactions.filter(roles.contains("other"))
    things = naming.identifiers.filter(lambda one: (one["role"] == "other") & one["type"].re_search(ABOUT))
    named = naming.select("fact", is_answer=naming.score.notnull(), things=things)
    hexes = named.things.map(lambda one: (one["type"] + ":" + one["value"]).hexdigest("md5").substr(0, 16))
    some = named.filter(named.things.length() > 0).select("fact", "is_answer", hashes=hexes)
    found = engine.run(some.order_by("fact"))
    lists = cast("pa.ListArray[Any]", found["hashes"].combine_chunks())
    flat = numbers(pa.chunked_array([lists.flatten()], pa.string())) & POSITIVE
    hashes = np.maximum(flat, 1).astype(np.int64)  # 0 means: about nothing
    rows = lists.value_parent_indices().to_numpy()
    answers = found["is_answer"].to_numpy()[rows]
    ties = np.isin(hashes, np.intersect1d(hashes[answers], hashes[~answers]))
    order = np.lexsort((~ties, rows))  # stable: as they are named
    _, first = np.unique(rows[order], return_index=True)
    return "about", found["fact"].to_numpy(), hashes[order][first]


def _known(table: pa.Table, name: str) -> Known:
    known = table.select(["fact", name]).filter(pc.is_valid(table[name]))
    return name, known["fact"].to_numpy(), known[name].to_numpy()
