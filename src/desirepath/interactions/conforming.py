"""Conforming: raw rows and a mapping become facts, and whatever does not fit is named with its reason.

Pure: Arrow in, Arrow out, a whole batch at once. A raw row is taken as a whole: when any rule that
applies to it fails, nothing of it becomes a fact. `interaction_rows` and `other_rows` apply one rule.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.interactions.arrays import Array, null_mask, pc
from desirepath.interactions.conditions import holds
from desirepath.interactions.facts import INTERACTIONS, SPEND, TRAITS
from desirepath.interactions.fingerprints import fingerprints, numbered, spelled
from desirepath.interactions.interaction_rows import PIECE, apply_interaction
from desirepath.interactions.mappings import Mapping
from desirepath.interactions.other_rows import apply_spend, apply_trait
from desirepath.interactions.sightings import Seen
from desirepath.interactions.texts import Batch, batch_of, complain, legible, narrow, shown
from desirepath.interactions.times import read_times
from desirepath.records import Record
from desirepath.sources import RawRows, Reject

__all__ = ["Conformed", "Shaped", "conform", "identified", "shape"]

_DAY_US = 86_400_000_000
_RAW_LIMIT = 65_536


class Conformed(Record):
    """The facts of one batch of raw rows. `fact` is still null: a fact gets its number when written."""

    interactions: pa.Table
    traits: pa.Table
    spend: pa.Table
    rejects: list[Reject]  # those of the reader, and the rows that do not fit the mapping
    accepted: int  # raw rows that became facts
    keyed: np.ndarray  # per interaction: whether the mapping gave it a key
    has_self: np.ndarray  # per interaction: whether anything says who did it
    contents: np.ndarray  # per interaction: the fingerprint behind content_hash, 16 bytes
    ids: np.ndarray  # per interaction: the fingerprint behind interaction_id, 16 bytes


class Shaped(Record):
    """The same before equal rows without a key are numbered: of them `ids` and `interaction_id` are blank.

    Shaping takes most of the time and knows nothing of other batches, so it may be done anywhere.
    """

    read: int  # raw rows, with those that could not be read
    interactions: pa.Table
    traits: pa.Table
    spend: pa.Table
    rejects: list[Reject]
    accepted: int
    keyed: np.ndarray
    has_self: np.ndarray
    contents: np.ndarray
    ids: np.ndarray
    file: str | None = None  # of a folder: which of its files


def conform(
    rows: RawRows, mapping: Mapping, *, load: int, loaded_at_us: int | None, seen: Seen | None = None
) -> Conformed:
    """The facts that a mapping makes of raw rows.

    A time later than `loaded_at_us` and a day is in the future, and goes to quarantine; None means
    that no time does. `seen` numbers the equal rows of one file: hand in the same for all its batches.
    """
    return identified(shape(rows, mapping, load=load, loaded_at_us=loaded_at_us), mapping, seen or Seen())


def identified(shaped: Shaped, mapping: Mapping, seen: Seen) -> Conformed:
    """The facts with their ids: of (source, mapping, key), else of (source, content, how often seen)."""
    ids, keyed = shaped.ids, shaped.keyed
    if not keyed.all():
        contents = shaped.contents[~keyed]
        ids = ids.copy()
        ids[~keyed] = numbered(contents, seen.contents.count(contents), mapping.source)
    at = shaped.interactions.schema.get_field_index("interaction_id")
    return Conformed(
        interactions=shaped.interactions.set_column(at, INTERACTIONS.field(at), spelled(ids)),
        traits=shaped.traits,
        spend=shaped.spend,
        rejects=shaped.rejects,
        accepted=shaped.accepted,
        keyed=keyed,
        has_self=shaped.has_self,
        contents=shaped.contents,
        ids=ids,
    )


def shape(rows: RawRows, mapping: Mapping, *, load: int, loaded_at_us: int | None) -> Shaped:
    """The facts of one batch, as far as it alone tells them."""
    batch = batch_of(rows.columns)
    ordinals = pa.array(rows.ordinals, pa.int64())
    latest_us = None if loaded_at_us is None else loaded_at_us + _DAY_US
    kept = _set_aside(mapping, batch)
    stamps = _stamps(mapping, kept, load=load, loaded_at_us=loaded_at_us or 0, latest_us=latest_us)
    touched = np.zeros(batch.rows, np.bool_)

    def applied(
        rules: Sequence[Any], apply: Callable[..., tuple[pa.Table, np.ndarray]], schema: pa.Schema
    ) -> pa.Table:
        pieces = []
        for rule in rules:
            part = narrow(kept, holds(rule.when, kept))
            piece, positions = apply(rule, part, stamps, latest_us=latest_us)
            touched[positions] = True
            pieces.append(piece)
        return pa.concat_tables(pieces) if pieces else schema.empty_table()

    interactions = applied(mapping.interactions, apply_interaction, PIECE)
    traits = applied(mapping.traits, apply_trait, _with_position(TRAITS))
    spend = applied(mapping.spend, apply_spend, _with_position(SPEND))
    complain(batch, ~touched, "no rule of the mapping applies")
    _refuse_shared_keys(mapping, batch, interactions)
    good = _good(batch)
    return _shaped(
        rows, batch, _only(interactions, good, ordinals), mapping,
        traits=_finished(_only(traits, good, ordinals), TRAITS),
        spend=_finished(_only(spend, good, ordinals), SPEND),
    )  # fmt: skip


def _shaped(
    rows: RawRows, batch: Batch, piece: pa.Table, mapping: Mapping, *, traits: pa.Table, spend: pa.Table
) -> Shaped:
    contents = fingerprints(_one(piece, "content"))
    keys = _one(piece, "key")
    keyed = ~null_mask(keys)
    ids = np.zeros_like(contents)
    if keyed.any():
        names = pc.binary_join_element_wise(mapping.source, mapping.key, keys.drop_null(), "\x1f")
        ids[keyed] = fingerprints(names)
    at = piece.schema.get_field_index("content_hash")
    return Shaped(
        read=len(rows.ordinals) + len(rows.rejects),
        interactions=_finished(piece.set_column(at, "content_hash", spelled(contents)), INTERACTIONS),
        traits=traits,
        spend=spend,
        rejects=[*rows.rejects, *_rejects(rows, batch)],
        accepted=batch.rows - len(batch.problems),
        keyed=keyed,
        has_self=_one(piece, "has_self").to_numpy(zero_copy_only=False),
        contents=contents,
        ids=ids,
        file=rows.file,
    )


def _set_aside(mapping: Mapping, batch: Batch) -> Batch:
    """The rows that the mapping does not set aside."""
    for rule in mapping.set_aside:
        complain(batch, holds(rule.when, batch), rule.reason)
    return narrow(batch, _good(batch))


def _stamps(
    mapping: Mapping, batch: Batch, *, load: int, loaded_at_us: int, latest_us: int | None
) -> dict[str, Any]:
    """What every fact of the batch carries: source, load, when it was loaded, and when each raw row was
    received: null where the row should say and does not."""
    received = pa.repeat(pa.scalar(loaded_at_us, pa.int64()), _last_position(batch) + 1)
    if mapping.received_at is not None:
        moments = read_times(mapping.received_at, batch, "received_at", latest_us=latest_us)
        places = np.zeros(len(received), np.int64)
        places[batch.positions] = np.arange(batch.rows)
        received = moments.at_us.take(pa.array(places))
    return {
        "source": mapping.source,
        "load": load,
        "loaded_at_us": loaded_at_us,
        "received_at_us": received,
    }


def _last_position(batch: Batch) -> int:
    return int(batch.positions[-1]) if batch.rows else -1


def _good(batch: Batch) -> np.ndarray:
    good = np.ones(batch.rows, np.bool_)
    good[list(batch.problems)] = False
    return good


def _only(piece: pa.Table, good: np.ndarray, ordinals: Array) -> pa.Table:
    """The facts of raw rows without a problem, with their place in the file."""
    if not piece.num_rows:
        return piece
    kept = piece if good.all() else piece.filter(pa.array(good[piece["position"].to_numpy()]))
    places = ordinals.take(kept["position"].combine_chunks())
    return kept.set_column(kept.schema.get_field_index("ordinal"), "ordinal", places)


def _refuse_shared_keys(mapping: Mapping, batch: Batch, interactions: pa.Table) -> None:
    """Two interactions of one raw row under one key would pass for versions of each other."""
    if sum(rule.key is not None for rule in mapping.interactions) < 2 or not interactions.num_rows:
        return
    keys = interactions["key"].combine_chunks().dictionary_encode()
    known = ~null_mask(keys)
    positions = interactions["position"].to_numpy()[known].astype(np.int64)
    codes = keys.indices.fill_null(0).to_numpy(zero_copy_only=False)[known].astype(np.int64)
    _, first, count = np.unique(positions << 32 | codes, return_index=True, return_counts=True)
    for place in first[count > 1].tolist():
        key = shown(keys.dictionary[int(codes[place])].as_py())
        reason = f"two rules give this row the same key {key}; make them differ, like order-{{id}}"
        batch.problems.setdefault(int(positions[place]), reason)


def _one(table: pa.Table, column: str) -> Array:
    return table[column].combine_chunks()


def _finished(piece: pa.Table, schema: pa.Schema) -> pa.Table:
    return piece.select(schema.names).cast(schema)


def _with_position(schema: pa.Schema) -> pa.Schema:
    return schema.append(pa.field("position", pa.int64()))


def _rejects(rows: RawRows, batch: Batch) -> list[Reject]:
    places = sorted(batch.problems)
    raw = legible(batch.table.take(pa.array(places, pa.int64()))).to_pylist()
    return [
        Reject(
            ordinal=int(rows.ordinals[place]),
            line=int(rows.lines[place]),
            reason=batch.problems[place],
            raw=_raw_text(columns),
            file=rows.file,
        )
        for place, columns in zip(places, raw, strict=True)
    ]


def _raw_text(columns: dict[str, Any]) -> str:
    known = {name: value for name, value in columns.items() if value is not None}
    return msgspec.json.encode(known, enc_hook=str).decode()[:_RAW_LIMIT]
