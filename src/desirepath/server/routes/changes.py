"""What takes long and changes something, as jobs; `jobs` says how far they are.

Loading an upload, taking in what was set aside, withdrawing, computing again: one after the other. Drafting a
map and counting its figures again: one after the other too, beside those.
"""

from typing import Annotated

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import Body, FromPath

from desirepath.errors import InputError
from desirepath.maps import MapKind
from desirepath.records import Record
from desirepath.server.addresses import starting
from desirepath.server.asking import Key
from desirepath.server.changing import (
    drafting,
    drawing_for,
    filling,
    loading,
    refreshing,
    replaying,
    withdrawing,
)
from desirepath.server.jobs import Job, Jobs
from desirepath.server.routes.jobs import begun
from desirepath.workspace import Workspace, require_load

FROM_A_MAP: tuple[MapKind, ...] = ("future_state", "service_blueprint")


class Plainly(Record):
    """A change of which there is nothing to be said."""


Sent = Annotated[Plainly, Body()]  # as JSON all the same, which no form of a foreign page can send


class Loading(Record):
    """An upload to be loaded."""

    upload: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}$", description="The id of an upload.")]
    mapping: Annotated[Key, msgspec.Meta(description="The key of a mapping that is kept.")]
    replace: Annotated[bool, msgspec.Meta(description="Instead of the earlier load of the same content.")] = (
        False
    )


class Replaying(Record):
    """Which load's rows to take in after all; every load's when it is left out."""

    load: int | None = None


class Drafting(Record):
    """A map to be drafted: from what people did, or (a future state, a blueprint) from the map `of`."""

    map_kind: MapKind = "current_state"
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=300)] | None = None
    key: Key | None = None
    of: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    stages: Key | None = None


class ForPersona(Record):
    """For whom a map is to be drawn too."""

    persona: Annotated[str, msgspec.Meta(min_length=1, max_length=100, description="The id of a persona")]
    scenario: Annotated[str, msgspec.Meta(max_length=100)] | None = None


@starting("/api/loads", operation_id="startLoad", summary="Load an upload")
def load(
    workspace: NamedDependency[Workspace], jobs: NamedDependency[Jobs], data: Annotated[Loading, Body()]
) -> Response[Job]:
    """A job: it tells what it reads and how much of it; done, what came of the file (`loads`).

    Cancelled, or failed, it leaves nothing. What is loaded counts from the next refresh on, and its file is
    taken away; it stays when all of it was there already.
    """
    workspace.uploads.path(data.upload)
    workspace.catalog.document("mapping", data.mapping)
    return begun(jobs, loading(workspace.folder, data.upload, mapping=data.mapping, replace=data.replace))


@starting("/api/refresh", operation_id="startRefresh", summary="Compute again what is stale")
def refresh(
    workspace: NamedDependency[Workspace],
    jobs: NamedDependency[Jobs],
    data: Sent,  # noqa: ARG001
) -> Response[Job]:
    """A job: it tells its steps; done, the `generation` that is published.

    Cancelled, or failed, what was published before stays.
    """
    return begun(jobs, refreshing(workspace.folder))


@starting("/api/quarantine/replay", operation_id="startReplay", summary="Take in what was set aside")
def replay(
    workspace: NamedDependency[Workspace], jobs: NamedDependency[Jobs], data: Annotated[Replaying, Body()]
) -> Response[Job]:
    """A job: through the mappings as they are now; done, what came of the rows (`replayed`).

    What still does not fit stays, with its reason. Cancelled, no row of the file under way was taken in.
    """
    if data.load is not None:
        require_load(workspace.catalog, data.load)
    return begun(jobs, replaying(workspace.folder, data.load))


@starting("/api/loads/{load:int}/withdraw", operation_id="startWithdrawal", summary="Withdraw a load")
def withdraw(
    workspace: NamedDependency[Workspace],
    jobs: NamedDependency[Jobs],
    load: FromPath[int],
    data: Sent,  # noqa: ARG001
) -> Response[Job]:
    """A job: takes a load back, with what was replayed of it (`withdrawn`).

    From the next refresh on they do not count.
    """
    require_load(workspace.catalog, load)
    return begun(jobs, withdrawing(workspace.folder, load))


@starting("/api/drafts", operation_id="startDraft", summary="Draft a map")
def draft(
    workspace: NamedDependency[Workspace], jobs: NamedDependency[Jobs], data: Annotated[Drafting, Body()]
) -> Response[Job]:
    """A job: a map from what people did, or from another map; done, its key (`map`).

    Cancelled, there is none.
    """
    if data.key is not None and workspace.catalog.revisions("map", data.key):
        raise InputError(f'There is a map "{data.key}" already: give the new one another key.')
    change = drafting(
        workspace.folder,
        key=data.key,
        name=data.title or data.map_kind.replace("_", "-"),
        title=data.title,
        kind=data.map_kind,
        **_from(workspace, data),
    )
    return begun(jobs, change)


def _from(workspace: Workspace, data: Drafting) -> dict[str, str]:
    """What a map of this kind is drafted from, besides what people did."""
    if data.map_kind in FROM_A_MAP:
        if data.of is None:
            raise InputError("Say `of`: the key of the map to begin from.")
        workspace.kept_map(data.of)
        return {"base": data.of}
    if data.map_kind == "current_state" and data.stages is not None:
        workspace.catalog.document("stages", data.stages)
        return {"stages": data.stages}
    return {}


@starting("/api/maps/{key:str}/fill", operation_id="startFilling", summary="Count a map's figures again")
def fill(
    workspace: NamedDependency[Workspace],
    jobs: NamedDependency[Jobs],
    key: FromPath[str],
    data: Sent,  # noqa: ARG001
) -> Response[Job]:
    """A job: every figure as it is now, kept as a revision if any is another (`map`).

    Cancelled, the figures are what they were.
    """
    return begun(jobs, filling(workspace.folder, workspace.kept_map(key).key))


@starting(
    "/api/maps/{key:str}/personas", operation_id="startDrawing", summary="The same map for another persona"
)
def for_persona(
    workspace: NamedDependency[Workspace],
    jobs: NamedDependency[Jobs],
    key: FromPath[str],
    *,
    data: Annotated[ForPersona, Body()],
) -> Response[Job]:
    """A job: a new map from this one, its figures counted from the persona's journeys alone (`map`)."""
    drawn = workspace.kept_map(key)
    workspace.catalog.document("persona", data.persona)
    change = drawing_for(workspace.folder, drawn.key, persona=data.persona, scenario=data.scenario)
    return begun(jobs, change)


ROUTES = [load, refresh, replay, withdraw, draft, fill, for_persona]
