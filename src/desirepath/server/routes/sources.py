"""Sources over HTTP: how fresh each is, its loads and their ledgers, what was set aside, touchpoints."""

from typing import Annotated

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import Body, FromPath, QueryParameter
from litestar.status_codes import HTTP_200_OK

from desirepath.drafts import Coverage
from desirepath.records import Record
from desirepath.server.problems import ANSWERS
from desirepath.server.routes.uploads import Trying
from desirepath.workspace import Freshness, LoadEntry, Source, Trial, Workspace, load_entries


class Withdrawn(Record):
    """The loads that no longer count: the one that was named, and its replays."""

    loads: list[int]


class SetAsideReason(Record):
    """A reason for which a load set rows aside."""

    load: int
    file: str
    reason: str
    rows: int
    first_line: int


class RawRow(Record):
    """A row that was set aside, as it was read."""

    file: str
    line: int
    reason: str
    raw: str


class Replaying(Record):
    """Which load's rows to take in after all; every load's when it is left out."""

    load: int | None = None


class ReplayedRows(Record):
    """What came of rows that were set aside."""

    of: int
    file: str
    rows: int
    mapping: str
    mapping_revision: int
    as_load: int | None  # None: the mapping as it is makes nothing of them
    loaded: int
    still_set_aside: int


@get(
    "/api/sources", operation_id="listSources", responses=ANSWERS, summary="The sources", sync_to_thread=True
)
def list_sources(workspace: NamedDependency[Workspace]) -> list[Source]:
    """Every source with a live load: how much came of it, and how new it is."""
    return workspace.sources()


@get(
    "/api/freshness",
    operation_id="freshness",
    responses=ANSWERS,
    summary="How fresh the tables are",
    sync_to_thread=True,
)
def show_freshness(workspace: NamedDependency[Workspace]) -> Freshness:
    """Whether what has been computed tells of the facts as they are now."""
    return workspace.freshness()


@get("/api/loads", operation_id="listLoads", responses=ANSWERS, summary="The loads", sync_to_thread=True)
def list_loads(workspace: NamedDependency[Workspace]) -> list[LoadEntry]:
    """Every load, newest first: read = loaded + duplicates + changed + quarantined."""
    return load_entries(workspace.catalog)


@post(
    "/api/loads/{load:int}/withdraw",
    operation_id="withdrawLoad",
    responses=ANSWERS,
    summary="Withdraw a load",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
)
def withdraw(workspace: NamedDependency[Workspace], load: FromPath[int]) -> Withdrawn:
    """Take a load back, with what was replayed of it: from the next refresh on they do not count."""
    return Withdrawn(loads=workspace.withdraw(load))


@get(
    "/api/quarantine/reasons",
    operation_id="quarantineReasons",
    responses=ANSWERS,
    summary="Why rows were set aside",
    sync_to_thread=True,
)
def reasons(
    workspace: NamedDependency[Workspace],
    load: Annotated[int | None, QueryParameter(description="Of this load alone.", ge=1)] = None,
) -> list[SetAsideReason]:
    """By load and reason: how many rows, and the first line."""
    return [SetAsideReason(**each) for each in workspace.quarantine_reasons(load=load)]


@get(
    "/api/loads/{load:int}/quarantine",
    operation_id="quarantineRows",
    responses=ANSWERS,
    summary="The rows that a load set aside",
    sync_to_thread=True,
)
def raw_rows(
    workspace: NamedDependency[Workspace],
    load: FromPath[int],
    limit: Annotated[int, QueryParameter(description="How many, at most.", ge=1, le=500)] = 50,
) -> list[RawRow]:
    """As they were read, in the order of the file, each with its reason."""
    rows = workspace.quarantine_rows(load=load, limit=limit)
    return [RawRow(**{**each, "raw": each["raw"][:5_000]}) for each in rows]


@post(
    "/api/loads/{load:int}/quarantine/preview",
    operation_id="previewReplay",
    responses=ANSWERS,
    summary="Try a mapping on what was set aside",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
)
def preview(
    workspace: NamedDependency[Workspace], load: FromPath[int], data: Annotated[Trying, Body()]
) -> Trial:
    """What a mended mapping would make of the first rows in quarantine."""
    return workspace.intake.try_again(load, data.mapping)


@post(
    "/api/quarantine/replay",
    operation_id="replayQuarantine",
    responses=ANSWERS,
    summary="Take in what was set aside",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
)
def replay(workspace: NamedDependency[Workspace], data: Annotated[Replaying, Body()]) -> list[ReplayedRows]:
    """Through the mappings as they are now; what still does not fit stays, with its reason."""
    return [
        ReplayedRows(
            of=each.of,
            file=each.file,
            rows=each.rows,
            mapping=each.mapping,
            mapping_revision=each.mapping_revision,
            as_load=each.load.number if each.load else None,
            loaded=each.load.ledger.read - each.load.ledger.quarantined if each.load else 0,
            still_set_aside=each.load.ledger.quarantined if each.load else each.rows,
        )
        for each in workspace.replay(load=data.load)
    ]


@get(
    "/api/touchpoints",
    operation_id="listTouchpoints",
    responses=ANSWERS,
    summary="The touchpoints",
    sync_to_thread=True,
)
def touchpoints(workspace: NamedDependency[Workspace]) -> Coverage:
    """Every touchpoint, measured or not, and where it is on the maps."""
    return workspace.coverage()


ROUTES = [list_sources, show_freshness, list_loads, withdraw, reasons, raw_rows, preview, replay, touchpoints]
