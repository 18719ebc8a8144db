"""Values of a row in quarantine, put right by a person: kept beside the row as it was read, and replayed.

The row itself is never changed. What was said last of a row counts; who said it and when stays, as does what
was said before.
"""

from collections.abc import Mapping as Fields
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from desirepath.catalog import Catalog, Correction
from desirepath.errors import InputError, UnknownName
from desirepath.interactions import Corrected, Mapping, cells_of, columns_read, origin_of, preview_again
from desirepath.records import Record, is_text
from desirepath.sources import RAW_LIMIT
from desirepath.workspace import documents

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["CorrectedRow", "correct", "corrected", "mapping_of", "newest"]

LONGEST_VALUE = 20_000


class CorrectedRow(Record):
    """What was said of a row, and whether it would be taken in now: `reason` is why it would not."""

    correction: Correction
    fits: bool
    reason: str | None = None


def correct(workspace: "Workspace", load: int, ordinal: int, values: Fields[str, str]) -> CorrectedRow:
    """Say what some columns of a row that this load set aside should hold; "" for nothing.

    `replay` takes it in. InputError for a row that is not in quarantine; UnknownName for a column that
    neither the row nor its mapping knows.
    """
    row = _row(workspace, load, ordinal)
    mapping, before = mapping_of(workspace, load), newest(workspace.catalog, load).get(ordinal)
    known = before.values if before else cells_of(row["raw"])
    wanted = _checked(values, {*known, *columns_read(mapping)})
    after = {name: value for name, value in {**known, **wanted}.items() if value.strip()}
    if before is None or after != before.values:
        origin, at_us = origin_of(workspace.catalog, load).number, workspace.now()
        before = workspace.catalog.correct(origin, ordinal, after, author=workspace.author, at_us=at_us)
    return _tried(before, mapping, row, workspace.now())


def corrected(catalog: Catalog, load: int) -> Corrected:
    """What counts of the rows that a load or its replays set aside, by their ordinals."""
    return {ordinal: said.values for ordinal, said in newest(catalog, load).items()}


def newest(catalog: Catalog, load: int) -> dict[int, Correction]:
    """What was said last of each row of the file that a load or its replays read, by its ordinal."""
    return {each.ordinal: each for each in catalog.corrections(origin_of(catalog, load).number)}


def _row(workspace: "Workspace", load: int, ordinal: int) -> dict[str, Any]:
    found = workspace.quarantine_rows(load=load, ordinal=ordinal, limit=1)
    if not found:
        raise InputError(
            f"Load {load} has no row {ordinal} in quarantine (any more). What is there: "
            f"desirepath quarantine show {load}"
        )
    if len(found[0]["raw"]) >= RAW_LIMIT:
        raise InputError("This row is too long to be put right here. Mend it in the file, and load that.")
    return found[0]


def mapping_of(workspace: "Workspace", load: int) -> Mapping:
    """The mapping, as it is now, that a load was read through."""
    source = next(each for each in workspace.catalog.loads() if each.number == load)
    found = documents.record_of(workspace.catalog.document("mapping", source.mapping))
    assert isinstance(found, Mapping)  # noqa: S101  (KINDS says so)
    return found


def _checked(values: Fields[str, str], known: set[str]) -> Fields[str, str]:
    for name, value in values.items():
        if name not in known:
            raise UnknownName("column of this row or its mapping", name, sorted(known))
        if not is_text(value):
            raise InputError(f"A value is text, without half a character in it; found {value!r} for {name}.")
        if len(value) > LONGEST_VALUE:
            raise InputError(f"A value has at most {LONGEST_VALUE:,} characters; {name} has {len(value):,}.")
    return values


def _tried(said: Correction, mapping: Mapping, row: dict[str, Any], at_us: int) -> CorrectedRow:
    kept = pa.table({"line": [row["line"]], "raw": [row["raw"]], "ordinal": [said.ordinal]})
    seen = preview_again(kept, mapping, at_us=at_us, corrected={said.ordinal: said.values})
    return CorrectedRow(
        correction=said,
        fits=seen.quarantined == 0,
        reason=seen.refusals[0].reason if seen.refusals else None,
    )
