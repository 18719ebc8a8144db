"""Sources over HTTP: how fresh each is, its loads and their ledgers, what was set aside, touchpoints."""

from typing import Annotated

import msgspec
from litestar.di import NamedDependency
from litestar.params import Body, FromPath, QueryParameter

from desirepath.drafts import Coverage
from desirepath.records import Record
from desirepath.server.addresses import keeping, posting, reading
from desirepath.server.routes.uploads import Trying
from desirepath.server.unmasking import Unmasked, allow
from desirepath.workspace import (
    CorrectedRow,
    Freshness,
    LoadEntry,
    RawRow,
    Source,
    Trial,
    Workspace,
    correct_masked,
    load_entries,
    rows_set_aside,
    tried_again,
)


class SetAsideReason(Record):
    """A reason for which a load set rows aside."""

    load: int
    file: str
    reason: str
    rows: int
    first_line: int


class Correcting(Record):
    """What some columns of a row should hold; "" for nothing."""

    values: Annotated[dict[str, str], msgspec.Meta(min_length=1, max_length=1_000)]


@reading("/api/sources", operation_id="listSources", summary="The sources")
def list_sources(workspace: NamedDependency[Workspace]) -> list[Source]:
    """Every source with a live load: how much came of it, and how new it is."""
    return workspace.sources()


@reading("/api/freshness", operation_id="freshness", summary="How fresh the tables are")
def show_freshness(workspace: NamedDependency[Workspace]) -> Freshness:
    """Whether what has been computed tells of the facts as they are now."""
    return workspace.freshness()


@reading("/api/loads", operation_id="listLoads", summary="The loads")
def list_loads(workspace: NamedDependency[Workspace]) -> list[LoadEntry]:
    """Every load, newest first: read = loaded + duplicates + changed + quarantined."""
    return load_entries(workspace.catalog)


@reading("/api/quarantine/reasons", operation_id="quarantineReasons", summary="Why rows were set aside")
def reasons(
    workspace: NamedDependency[Workspace],
    load: Annotated[int | None, QueryParameter(description="Of this load alone.", ge=1)] = None,
) -> list[SetAsideReason]:
    """By load and reason: how many rows, and the first line."""
    return [SetAsideReason(**each) for each in workspace.quarantine_reasons(load=load)]


@reading(
    "/api/loads/{load:int}/quarantine",
    operation_id="quarantineRows",
    summary="The rows that a load set aside",
)
def raw_rows(
    workspace: NamedDependency[Workspace],
    load: FromPath[int],
    limit: Annotated[int, QueryParameter(description="How many, at most.", ge=1, le=500)] = 50,
    *,
    unmasked: Unmasked = False,
) -> list[RawRow]:
    """In the order of the file, each with its reason; as they were read with `unmasked`."""
    allow(unmasked)
    return rows_set_aside(workspace, load, limit=limit, unmasked=unmasked)


@keeping(
    "/api/loads/{load:int}/quarantine/{ordinal:int}",
    operation_id="correctRow",
    summary="Put a row right that was set aside",
)
def correct_row(
    workspace: NamedDependency[Workspace],
    load: FromPath[int],
    ordinal: FromPath[int],
    *,
    data: Annotated[Correcting, Body()],
) -> CorrectedRow:
    """Kept beside the row as it was read, with who and when; a replay takes it in, if it `fits` now."""
    return correct_masked(workspace, load, ordinal, data.values)


@posting(
    "/api/loads/{load:int}/quarantine/preview",
    operation_id="previewReplay",
    summary="Try a mapping on what was set aside",
)
def preview(
    workspace: NamedDependency[Workspace], load: FromPath[int], data: Annotated[Trying, Body()]
) -> Trial:
    """What a mended mapping would make of the first rows in quarantine, personal data masked."""
    return tried_again(workspace, load, data.mapping)


@reading("/api/touchpoints", operation_id="listTouchpoints", summary="The touchpoints")
def touchpoints(workspace: NamedDependency[Workspace]) -> Coverage:
    """Every touchpoint, measured or not, and where it is on the maps."""
    return workspace.coverage()


ROUTES = [list_sources, show_freshness, list_loads, reasons, raw_rows, correct_row, preview, touchpoints]
