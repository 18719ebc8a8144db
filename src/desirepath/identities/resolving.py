"""Working out who is who: from facts to subjects with stable ids, and the evidence for every link.

`sightings` says what was seen together, `linking` judges it, `subjects` keeps ids; here they are put
in line and turned into tables.
"""

from collections.abc import Sequence
from typing import Any

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.engines import Engine
from desirepath.identities.components import Int64s
from desirepath.identities.joining import Join, join_by
from desirepath.identities.linking import BLOCKED, KEPT, LINKS, SHARED, VERDICTS, Linked, link
from desirepath.identities.rules import IdentityRules, blocks_runs, shortest_of, strength
from desirepath.identities.sighted import sighted
from desirepath.identities.sightings import (
    identifiers_added,
    identifiers_seen,
    pairs_added,
    ranked,
    seen_together,
)
from desirepath.identities.subjects import Mint, keep_ids
from desirepath.records import Record

__all__ = ["Identities", "resolve"]

LOGGED = ["type", "value", "subject_id"]
LINKED = ["type_a", "value_a", "type_b", "value_b", "source", "first_fact", "count"]
STATES = ("links", "shared", "blocked")


class Identities(Record):
    """Who is who: four tables that `owned`, `explain` and the next `resolve` read, and whose each fact is.

    `identifiers`, the strongest first: type, value, subject_id and subject (its row in `subjects`; null
    when it does not link), state ("links", "shared" or "blocked"), reason, seen (rows), first_fact,
    strength (0 for the strongest).
    `links`: type_a, value_a, type_b, value_b, source, first_fact, count, kept, reason, subject_id.
    `subjects`: subject (the row), subject_id, its strongest type and value, identifiers (how many).
    `log`: type, value, subject_id: whose each identifier was last, also those no longer seen.
    """

    identifiers: pa.Table
    links: pa.Table
    subjects: pa.Table
    log: pa.Table
    # fact, subject: whose each fact is, here or with the engine's workers; only fresh from `resolve`
    owners: pa.Table | ibis.Table | None = None
    most_per_row: int = 16  # as the rules had it: a row with more of its own is nobody's
    widest: int | None = None  # the most identifiers on one row; None: not counted


def resolve(
    engine: Engine,
    interactions: ibis.Table,
    traits: ibis.Table | None,
    rules: IdentityRules,
    *,
    previous: pa.Table | None,
    mint: Mint,
    before: Identities | None = None,
    join: Join | None = None,
) -> Identities:
    """The subjects behind the identifiers of these facts.

    `previous` is the `log` of the last time (ids must sort by age, as UUIDv7 do), `mint` makes new ids.
    With `before`, the facts and traits are those that have come since: all is as if both were given at
    once, but that `owners` are of the new facts alone. `moved` says whether that touches older facts.
    `join` says which identifiers hang together; left out, `join_by` chooses.

    An engine with workers keeps the facts: only distinct identifiers and pairs of them are fetched.

    >>> from desirepath.engines import DuckDBEngine
    >>> def seen(fact, *who):
    ...     return {"fact": fact, "source": "shop", "identifiers": [
    ...         {"type": kind, "value": value, "role": "self"} for kind, value in who]}
    >>> engine = DuckDBEngine(threads=1)
    >>> facts = engine.table(pa.Table.from_pylist([
    ...     seen(1, ("device", "d1"), ("email", "ana@shop.org")), seen(2, ("device", "d1"))]))
    >>> mint = lambda count: [f"id-{number}" for number in range(count)]
    >>> found = resolve(engine, facts, None, IdentityRules(), previous=None, mint=mint)
    >>> found.identifiers.select(["type", "value", "subject_id", "seen"]).to_pylist()
    [{'type': 'email', 'value': 'ana@shop.org', 'subject_id': 'id-0', 'seen': 1},
     {'type': 'device', 'value': 'd1', 'subject_id': 'id-0', 'seen': 2}]
    """
    told = sighted(engine, interactions, traits, rules)
    identifiers = _strongest_first(engine, told.own, rules, before)
    strengths = engine.table(identifiers.select(["type", "value", "strength"]))
    seen = told.numbered(strengths)
    pairs = _pairs(engine, seen, strengths, before)
    linked = _judged(identifiers, pairs, rules, join=join or join_by(engine))
    roots, subject = _placed(linked)
    kept = {} if previous is None else _kept_ids(_claims(engine, strengths, previous), subject)
    ids = _subject_ids(roots.size, kept, mint)
    identified = _identified(identifiers, linked, subject, ids)
    return Identities(
        identifiers=identified,
        links=_evidence(identified, pairs, linked),
        subjects=_subjects(identified, roots, ids),
        log=_logged(engine, identified, previous),
        owners=told.owners(seen, subject),
        most_per_row=rules.most_per_row,
        widest=None if before else told.widest(),
    )


def _pairs(engine: Engine, seen: ibis.Table, strengths: ibis.Table, before: Identities | None) -> pa.Table:
    pairs = engine.run(seen_together(seen))
    if before is None or not before.links.num_rows:
        return pairs
    return engine.run(pairs_added(engine.table(pairs), engine.table(before.links.select(LINKED)), strengths))


def _strongest_first(
    engine: Engine, own: ibis.Table, rules: IdentityRules, before: Identities | None
) -> pa.Table:
    since = identifiers_seen(own)
    if before is not None:
        since = identifiers_added(since, engine.table(before.identifiers.select(since.columns)))
    seen = engine.run(since)
    names = [str(name) for name in seen["type"].unique().to_pylist()]
    types = pa.table(
        {
            "type": pa.array(names, pa.string()),
            "rank": pa.array([strength(rules, name) for name in names], pa.int64()),
            "shortest": pa.array([shortest_of(rules, name) for name in names], pa.int64()),
            "blocks_runs": pa.array([blocks_runs(rules, name) for name in names], pa.bool_()),
        }
    )
    identifiers = engine.run(ranked(engine.table(seen), engine.table(types), rules))
    return identifiers.append_column("strength", pa.array(np.arange(identifiers.num_rows), pa.int64()))


def _judged(identifiers: pa.Table, pairs: pa.Table, rules: IdentityRules, *, join: Join) -> Linked:
    types = identifiers["type"].combine_chunks().dictionary_encode()
    return link(
        [str(name) for name in types.dictionary.to_pylist()],
        _int64s(types.indices.cast(pa.int64())),
        identifiers["blocked"].to_numpy().astype(np.bool_),
        (_int64s(pairs["a"]), _int64s(pairs["b"])),
        rules=rules,
        join=join,
    )


def _placed(linked: Linked) -> tuple[Int64s, Int64s]:
    """The strongest identifier of each subject, strongest first; and each identifier's subject, or −1."""
    links = linked.state == LINKS
    roots, positions = np.unique(linked.root[links], return_inverse=True)
    subject = np.full(links.size, -1, dtype=np.int64)
    subject[links] = positions
    return roots, subject


def _claims(engine: Engine, strengths: ibis.Table, previous: pa.Table) -> pa.Table:
    before = engine.table(previous.select(LOGGED))
    return engine.run(before.join(strengths, ["type", "value"]).select("strength", "subject_id"))


def _kept_ids(claims: pa.Table, subject: Int64s) -> dict[int, str]:
    """Which subjects keep an id of before; `claims` gives identifiers (strength) the id they had."""
    mine = subject[_int64s(claims["strength"])]
    ids = claims["subject_id"].combine_chunks().dictionary_encode()
    names = ids.dictionary.to_pylist()
    had = ids.indices.to_numpy()[mine >= 0].astype(np.int64)
    pairs, counts = np.unique(mine[mine >= 0] * max(len(names), 1) + had, return_counts=True)
    whose, which = np.divmod(pairs, max(len(names), 1))
    plain = (np.bincount(whose)[whose] == 1) & (np.bincount(which)[which] == 1) if pairs.size else pairs > 0
    unmoved = {int(one): names[name] for one, name in zip(whose[plain], which[plain], strict=True)}
    moved = zip(whose[~plain].tolist(), which[~plain].tolist(), counts[~plain].tolist(), strict=True)
    return unmoved | keep_ids((one, names[name], count) for one, name, count in moved)


def _subject_ids(count: int, kept: dict[int, str], mint: Mint) -> "pa.Array[Any]":
    """The id of each subject, in order: the one that it keeps, else a new one."""
    keeps = np.zeros(count, np.bool_)
    keeps[list(kept)] = True
    new = count - len(kept)
    names = pa.array([*(kept[number] for number in sorted(kept)), *(mint(new) if new else [])], pa.string())
    place = np.where(keeps, np.cumsum(keeps) - 1, len(kept) + np.cumsum(~keeps) - 1)
    return names.take(pa.array(place, pa.int64()))


def _identified(identifiers: pa.Table, linked: Linked, subject: Int64s, ids: "pa.Array[Any]") -> pa.Table:
    whose = pa.array(subject, pa.int64(), mask=subject < 0)
    columns = {
        "type": identifiers["type"],
        "value": identifiers["value"],
        "subject_id": ids.take(whose),
        "subject": whose,
        "state": _named(STATES, linked.state),
        "reason": _reasons(linked),
        "seen": identifiers["seen"],
        "first_fact": identifiers["first_fact"],
        "strength": identifiers["strength"],
    }
    return pa.table(columns)


def _reasons(linked: Linked) -> "pa.Array[Any]":
    reasons = np.full(linked.state.size, None, dtype=object)
    reasons[linked.state == BLOCKED] = "a junk value"
    for number in np.flatnonzero(linked.state == SHARED):
        reasons[number] = f"seen with {linked.seen_with[number]} different people"
    return pa.array(reasons, pa.string())


def _subjects(identified: pa.Table, roots: Int64s, ids: "pa.Array[Any]") -> pa.Table:
    subject = _int64s(identified["subject"].drop_null())
    strongest = identified.take(pa.array(roots, pa.int64()))
    columns = {
        "subject": pa.array(np.arange(roots.size), pa.int64()),
        "subject_id": ids,
        "type": strongest["type"],
        "value": strongest["value"],
        "identifiers": pa.array(np.bincount(subject, minlength=roots.size), pa.int64()),
    }
    return pa.table(columns)


def _evidence(identified: pa.Table, pairs: pa.Table, linked: Linked) -> pa.Table:
    a, b = (identified.select([*LOGGED]).take(pairs[end]) for end in ("a", "b"))
    kept = linked.verdict == KEPT
    row_if_kept = pa.array(np.arange(kept.size), pa.int64(), mask=~kept)
    columns = {
        "type_a": a["type"],
        "value_a": a["value"],
        "type_b": b["type"],
        "value_b": b["value"],
        "source": pairs["source"],
        "first_fact": pairs["first_fact"],
        "count": pairs["count"],
        "kept": pa.array(kept, pa.bool_()),
        "reason": _named(VERDICTS, linked.verdict),
        "subject_id": a["subject_id"].take(row_if_kept),
    }
    return pa.table(columns)


def _named(names: Sequence[str], codes: npt.NDArray[np.int8]) -> "pa.Array[Any]":
    return pa.array(names, pa.string()).take(pa.array(codes, pa.int8()))


def _logged(engine: Engine, identified: pa.Table, previous: pa.Table | None) -> pa.Table:
    now = identified.select(LOGGED).filter(pc.is_valid(pc.field("subject_id")))
    if previous is None:
        return now
    gone = engine.table(previous.select(LOGGED)).anti_join(engine.table(now), ["type", "value"])
    return pa.concat_tables([now, engine.run(gone.order_by("type", "value")).cast(now.schema)])


def _int64s(column: "pa.ChunkedArray[Any] | pa.Array[Any]") -> Int64s:
    return np.asarray(column).astype(np.int64, copy=False)
