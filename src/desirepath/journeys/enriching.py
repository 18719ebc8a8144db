"""The step columns that only some generations have: value, score, wait, who began it, what it is about.

They are asked of the engine for the rows that have one and put beside the steps by fact, so a world
without scores pays nothing for them.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias, cast

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.engines import Engine
from desirepath.feedback import listen
from desirepath.journeys.addresses import Addresses
from desirepath.journeys.batches import (
    CUSTOMER,
    ORGANISATION,
    UNKNOWN_VALENCE,
    UNKNOWN_VALUE,
    Int32s,
    Int64s,
)
from desirepath.journeys.indexing import numbers
from desirepath.records import Record

__all__ = [
    "ABOUT_TYPES",
    "NOT_SAID",
    "SAID",
    "Known",
    "Lookup",
    "Worth",
    "about",
    "beside",
    "hashed",
    "known_of",
    "lookups",
    "retold",
    "said",
    "things",
    "ties_of",
    "told",
    "worth_of",
]

ABOUT_TYPES = ("order", "ticket", "visit", "case", "appointment", "booking")
ABOUT = rf"(^|_)({'|'.join(ABOUT_TYPES)})(_|$)"
POSITIVE = np.uint64(2**63 - 1)

Column = npt.NDArray[np.generic]
Known: TypeAlias = tuple[str, Int64s, Column]  # a column's name, the facts that have it, their values
SAID = ("value_minor", "score", "duration_us", "initiator")
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


class Lookup(Record):
    """One column for any steps: where the fact at each address has its value, −1 where it says nothing."""

    name: str
    place: Int32s
    values: Column


def known_of(engine: Engine, interactions: ibis.Table, *, worth: Worth) -> list[Known]:
    """The columns in `NOT_SAID` that some interaction says anything in.

    Values are those in the currency of `worth`, or in none. What a step is about is asked only where
    there are scores or the organisation began something: it tells what belongs together.
    """
    named = interactions.select("fact", **said(interactions, worth))
    known = told(engine.run(named.filter(ibis.or_(*(named[name].notnull() for name in SAID)))))
    if any(name in {"score", "initiator"} for name, *_ in known):
        known.append(_about_all(engine, interactions))
    return known


def lookups(known: Sequence[Known], owner: Int32s, addresses: Addresses) -> list[Lookup]:
    """What is known of facts that somebody owns; a column that no step has is left out."""
    found = []
    for name, of_facts, values in known:
        at = addresses.at(of_facts)
        rows = np.flatnonzero(at >= 0)
        rows = rows[owner[at[rows]] >= 0]
        if len(rows):
            place = np.full(addresses.size, -1, np.int32)
            place[at[rows]] = rows
            found.append(Lookup(name=name, place=place, values=values))
    return found


def beside(found: Sequence[Lookup], at: Int64s) -> dict[str, Any]:
    """The columns of the steps at these addresses."""
    columns = dict[str, Any]()
    for one in found:
        dtype, not_said = NOT_SAID[one.name]
        columns[one.name] = np.full(len(at), not_said, dtype)
        place = one.place[at]
        says = np.flatnonzero(place >= 0)
        columns[one.name][says] = one.values[place[says]]
    return columns


def said(interactions: ibis.Table, worth: Worth) -> dict[str, ir.Value]:
    """What each interaction says of itself, as `told` takes it: null where it is not said."""
    ours = interactions.currency.isnull() | (interactions.currency == (worth.currency or ""))
    by_us = (interactions.initiator == "organisation").ifelse(ORGANISATION, ibis.null("int8"))
    return {
        "score": interactions.score,
        "scale": interactions.scale,
        "duration_us": interactions.duration_us,
        "value_minor": ours.ifelse(interactions.value_minor, ibis.null("int64")),
        "initiator": by_us.cast("int8"),
    }


def told(rows: pa.Table) -> list[Known]:
    """The columns that some of these rows (fact, and what `said` names) say anything in."""
    if not rows.num_rows:
        return []
    felt = rows.append_column("valence_milli", listen(rows))
    told_of = [name for name in NOT_SAID if name in felt.column_names]
    return [_known(felt, name) for name in told_of if felt[name].null_count < felt.num_rows]


def things(interactions: ibis.Table) -> dict[str, ir.Value]:
    """What each interaction is about: `hashes` of the orders, tickets, … it names, by a word of the type
    (also `order_id`), as hex digits, and whether it is an answer."""
    named = interactions.identifiers.filter(
        lambda one: (one["role"] == "other") & one["type"].re_search(ABOUT)
    )
    hashes = named.map(lambda one: (one["type"] + ":" + one["value"]).hexdigest("md5").substr(0, 16))
    return {"is_answer": interactions.score.notnull(), "hashes": hashes}


def about(rows: pa.Table, ties: Int64s | None = None) -> Known:
    """What each of these rows (fact, and what `things` names) is about; all of them name something.

    Of several the first that an answer and something that is none both name: that ties the two. `ties`
    are those of all rows, in order; left out, they are found in these.
    """
    lists = cast("pa.ListArray[Any]", rows["hashes"].combine_chunks())
    hashes = hashed(pa.chunked_array([lists.flatten()], pa.string()))
    row = lists.value_parent_indices().to_numpy()
    if ties is None:
        answers = rows["is_answer"].to_numpy()[row]
        ties = np.intersect1d(hashes[answers], hashes[~answers])
    order = np.lexsort((~np.isin(hashes, ties), row))  # stable: as they are named
    _, first = np.unique(row[order], return_index=True)
    return "about", rows["fact"].to_numpy(), hashes[order][first]


def ties_of(engine: Engine, interactions: ibis.Table) -> Int64s | None:
    """The things that an answer and something else both name, in order; None where nobody asks for them."""
    asks = interactions.filter(interactions.score.notnull() | (interactions.initiator == "organisation"))
    if not engine.run(asks.select("fact").limit(1)).num_rows:
        return None
    each = interactions.select(**things(interactions))
    named = each.select("is_answer", thing=each.hashes.unnest())
    answers = named.filter(named.is_answer).select("thing")
    others = named.filter(~named.is_answer).select("thing")
    both = engine.run(answers.semi_join(others, "thing").distinct())
    return np.unique(hashed(both["thing"].cast(pa.string())))


def retold(engine: Engine, interactions: ibis.Table, *, are_told: bool) -> tuple[Int64s, Int64s]:
    """What interactions that were placed before are about now that more have come: facts in order, things.

    Where it was told already (`are_told`), only what names several things may have changed: anybody's new
    answer may tie another of them.
    """
    ties = ties_of(engine, interactions)
    if ties is None:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    named = interactions.select("fact", **things(interactions))
    rows = engine.run(named.filter(named.hashes.length() > int(are_told)).order_by("fact"))
    _, facts, now = about(rows, ties)
    return facts, now.astype(np.int64, copy=False)


def hashed(hexes: "pa.ChunkedArray[Any]") -> Int64s:
    """Hashes of things as positive numbers: 0 means about nothing."""
    numbered: Int64s = np.maximum(numbers(hexes) & POSITIVE, 1).astype(np.int64)
    return numbered


def _about_all(engine: Engine, interactions: ibis.Table) -> Known:
    roles = interactions.identifiers.map(lambda one: one["role"])
    naming = interactions.filter(roles.contains("other"))
    named = naming.select("fact", **things(naming))
    return about(engine.run(named.filter(named.hashes.length() > 0).order_by("fact")))


def _known(table: pa.Table, name: str) -> Known:
    known = table.select(["fact", name]).filter(pc.is_valid(table[name]))
    return name, known["fact"].to_numpy(), known[name].to_numpy()
