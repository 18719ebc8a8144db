"""Previewing: what a mapping would make of the first rows of a file, and what it would refuse.

Nothing is written. This is behind `mapping check`.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from desirepath.engines import Engine
from desirepath.interactions.conforming import Conformed, conform
from desirepath.interactions.loading import file_format
from desirepath.interactions.mapping_columns import columns_read, require_columns
from desirepath.interactions.mappings import Mapping
from desirepath.interactions.replaying import Corrected, with_corrections
from desirepath.interactions.sampling import first_rows
from desirepath.records import Record
from desirepath.sources import RawRows, Reject, rows_of_json

__all__ = ["Preview", "Refusal", "preview", "preview_again"]

_SHOWN = 5
_QUOTED = re.compile(r'"[^"]*"')
_OURS = ("fact", "interaction_id", "content_hash", "load", "received_at_us", "ordinal", "known_since_us")


class Refusal(Record):
    """One kind of reason rows would go to quarantine for, with the first such row."""

    reason: str
    rows: int
    line: int
    raw: str


class Preview(Record):
    """What the first rows of a file become: samples, counts, and what would be refused."""

    rows: int
    accepted: int
    quarantined: int
    interactions: list[dict[str, Any]]  # the first five, what is not known left out
    traits: list[dict[str, Any]]
    spend: list[dict[str, Any]]
    refusals: list[Refusal]  # most frequent first
    warnings: list[str]


def preview(
    path: Path,
    mapping: Mapping,
    rows: int = 200,
    *,
    at_us: int | None = None,
    engine: Engine | None = None,
) -> Preview:
    """The first interactions, traits and spend that a mapping makes of a file, and its refusals.

    Without `at_us` (now, in microseconds UTC) no time counts as lying in the future. A table of a catalogue
    ("table:sales.clicks") is looked up by its `engine`.

    Raises `DocumentError` when the mapping reads a column that a table does not have.
    """
    form, raw = first_rows(path, file_format(mapping.format), rows, engine=engine)
    warnings = []
    if form.is_sparse:
        warnings = _never_seen(mapping, raw, path)
    else:
        require_columns(mapping, raw.columns.column_names, file=path.name)
    return _preview(raw, conform(raw, mapping, load=0, loaded_at_us=at_us), warnings)


def preview_again(
    kept: pa.Table, mapping: Mapping, *, at_us: int | None = None, corrected: Corrected | None = None
) -> Preview:
    """The same of rows that a load set aside: `line`, `ordinal` and `raw`, as the quarantine keeps them.

    `corrected` rows, by their ordinal, are read as they should have been.
    """
    read = with_corrections(kept, corrected or {})
    texts = [str(text).encode() for text in read["raw"].to_pylist()]
    batches = rows_of_json(texts, kept["line"].to_numpy().tolist())
    found = [_preview(rows, conform(rows, mapping, load=0, loaded_at_us=at_us), []) for rows in batches]
    return Preview(
        rows=sum(each.rows for each in found),
        accepted=sum(each.accepted for each in found),
        quarantined=sum(each.quarantined for each in found),
        interactions=[row for each in found for row in each.interactions][:_SHOWN],
        traits=[row for each in found for row in each.traits][:_SHOWN],
        spend=[row for each in found for row in each.spend][:_SHOWN],
        refusals=[refusal for each in found for refusal in each.refusals],
        warnings=[],
    )


def _preview(raw: RawRows, conformed: Conformed, warnings: list[str]) -> Preview:
    return Preview(
        rows=len(raw.ordinals) + len(raw.rejects),
        accepted=conformed.accepted,
        quarantined=len(conformed.rejects),
        interactions=_first(conformed.interactions),
        traits=_first(conformed.traits),
        spend=_first(conformed.spend),
        refusals=_refusals(conformed.rejects),
        warnings=warnings,
    )


def _never_seen(mapping: Mapping, raw: RawRows, path: Path) -> list[str]:
    """JSON may leave a field out of every row, so this is no mistake for certain."""
    seen = set(raw.columns.column_names)
    return [
        f'no row looked at in {path.name} has the field "{column}"'
        for column in columns_read(mapping)
        if column not in seen
    ]


def _first(facts: pa.Table) -> list[dict[str, Any]]:
    shown = facts.slice(0, _SHOWN).drop_columns([name for name in _OURS if name in facts.column_names])
    rows = []
    for row in shown.to_pylist():
        known = {name: value for name, value in row.items() if value not in (None, [])}
        happened = known.pop("happened_at_us", None)
        when = {} if happened is None else {"happened_at": _spelled(happened)}
        rows.append(when | known)
    return rows


def _spelled(at_us: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at_us)).isoformat()


def _refusals(rejects: list[Reject]) -> list[Refusal]:
    kinds: dict[str, list[Reject]] = {}
    for reject in rejects:
        kinds.setdefault(_QUOTED.sub('"…"', reject.reason), []).append(reject)
    refusals = [
        Refusal(reason=same[0].reason, rows=len(same), line=same[0].line, raw=same[0].raw)
        for same in kinds.values()
    ]
    return sorted(refusals, key=lambda refusal: -refusal.rows)
