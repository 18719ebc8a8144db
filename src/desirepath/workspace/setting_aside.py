"""Rows that were set aside, as everybody may see them: identifiers and personal columns masked.

What a column feeds says whether it is personal: what becomes a touchpoint or a text is shown as those are;
of one that feeds a trait, a property or nothing, a name says so. A row that could not be parted into columns
keeps its shape and the first letter of each word. Who asks for rows as they were read is shown them, and that
is noted.
"""

import re
from collections.abc import Mapping as Fields
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from desirepath.catalog import Correction
from desirepath.interactions import (
    IDENTIFIER,
    Mapping,
    Preview,
    Refusal,
    cells_of,
    columns_of_people,
    columns_read,
)
from desirepath.records import Record
from desirepath.sources import redact_text
from desirepath.workspace.correcting import CorrectedRow, correct, mapping_of
from desirepath.workspace.intake import Trial
from desirepath.workspace.masking import DOTS, masked, masked_trait

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["RawRow", "correct_masked", "note_rows", "rows_set_aside", "tried_again"]

LONGEST_RAW = 5_000  # characters that are shown
OF_NOBODY = ""  # no trait is called so
WORD = re.compile(r"\w{3,}")


class RawRow(Record):
    """A row that was set aside, and what somebody said that it should hold; masked unless asked for."""

    file: str
    line: int
    reason: str
    raw: str
    ordinal: int
    correction: Correction | None
    cells: dict[str, str]  # by column; none where it was no row of columns, or a very long one


def rows_set_aside(workspace: "Workspace", load: int, *, limit: int, unmasked: bool = False) -> list[RawRow]:
    """The rows of a load that are in quarantine, in the order of the file; shown unmasked, that is noted."""
    rows = [_row(each) for each in workspace.quarantine_rows(load=load, limit=limit)]
    if unmasked:
        note_rows(workspace, load, [row.raw for row in rows])
        return rows
    if not rows:
        return []
    feeds = _feeds(mapping_of(workspace, load))
    return [_masked_row(row, feeds) for row in rows]


def note_rows(workspace: "Workspace", load: int, rows: Sequence[str]) -> None:
    """Somebody is about to be shown these rows of a load as they were read."""
    feeds = _feeds(mapping_of(workspace, load)) if rows else {}
    shown: set[str] = set()
    for raw in rows:
        cells = _cells(raw)
        hidden = _masked_cells(cells, feeds)
        shown |= {name for name in cells if hidden[name] != cells[name]} if cells else {"whole rows"}
    if shown:
        workspace.disclosures.note_rows(load, shown)


def correct_masked(workspace: "Workspace", load: int, ordinal: int, values: Fields[str, str]) -> CorrectedRow:
    """`correct`, and what is told of the row masked: who put it right has seen it, if they were shown it."""
    done = correct(workspace, load, ordinal, values)
    feeds = _feeds(mapping_of(workspace, load))
    said = replace(done.correction, values=_masked_cells(done.correction.values, feeds))
    return replace(done, correction=said, reason=done.reason and redact_text(done.reason))


def tried_again(workspace: "Workspace", load: int, mapping: Mapping) -> Trial:
    """What a mapping would make of the first rows in quarantine, masked."""
    trial, feeds = workspace.intake.try_again(load, mapping), _feeds(mapping)
    return trial if trial.preview is None else replace(trial, preview=_masked_preview(trial.preview, feeds))


def _feeds(mapping: Mapping) -> dict[str, str]:
    """What each column that a mapping reads becomes: an identifier, a trait by its name, or another thing."""
    return dict.fromkeys(columns_read(mapping), OF_NOBODY) | columns_of_people(mapping)


def _row(row: Fields[str, Any]) -> RawRow:
    return RawRow(**{**row, "raw": row["raw"][:LONGEST_RAW]}, cells=_cells(row["raw"]))


def _cells(raw: str) -> dict[str, str]:
    return cells_of(raw) if len(raw) <= LONGEST_RAW else {}


def _masked_row(row: RawRow, feeds: Fields[str, str]) -> RawRow:
    said = row.correction
    return replace(
        row,
        reason=redact_text(row.reason),
        raw=_masked_raw(row.raw, feeds),
        cells=_masked_cells(row.cells, feeds),
        correction=None if said is None else replace(said, values=_masked_cells(said.values, feeds)),
    )


def _masked_raw(raw: str, feeds: Fields[str, str]) -> str:
    cells = _cells(raw)
    if cells:
        return msgspec.json.encode(_masked_cells(cells, feeds)).decode()
    return WORD.sub(lambda word: f"{word[0][0]}{DOTS}", raw[:LONGEST_RAW])


def _masked_cells(cells: Fields[str, str], feeds: Fields[str, str]) -> dict[str, str]:
    return {name: _masked_cell(name, value, feeds.get(name)) for name, value in cells.items()}


def _masked_cell(name: str, value: str, feeds: str | None) -> str:
    if feeds == IDENTIFIER:
        return masked(value)
    if feeds == OF_NOBODY:
        return redact_text(value)
    for called in (name, feeds):
        hidden = value if called is None else masked_trait(called, value)
        if hidden != value:
            return hidden
    return redact_text(value)


def _masked_preview(preview: Preview, feeds: Fields[str, str]) -> Preview:
    return replace(
        preview,
        interactions=[_masked_fact(row) for row in preview.interactions],
        traits=[_masked_fact(row) for row in preview.traits],
        refusals=[_masked_refusal(each, feeds) for each in preview.refusals],
    )


def _masked_fact(row: Fields[str, Any]) -> dict[str, Any]:
    found = dict(row)
    if IDENTIFIER in found:
        found[IDENTIFIER] = [{**each, "value": masked(each["value"])} for each in found[IDENTIFIER]]
    if "name" in found and "value" in found:  # a trait
        found["value"] = masked_trait(found["name"], str(found["value"]))
    return found


def _masked_refusal(refusal: Refusal, feeds: Fields[str, str]) -> Refusal:
    return replace(refusal, reason=redact_text(refusal.reason), raw=_masked_raw(refusal.raw, feeds))
