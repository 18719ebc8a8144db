"""What changes the answers, as jobs: loading an upload, computing again. `jobs` says how far they are."""

from typing import Annotated

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import Body
from litestar.status_codes import HTTP_202_ACCEPTED

from desirepath.records import Record
from desirepath.server.asking import Key
from desirepath.server.changing import Change, loading, refreshing
from desirepath.server.jobs import Job, Jobs
from desirepath.server.problems import ANSWERS
from desirepath.workspace import Workspace


class Loading(Record):
    """An upload to be loaded."""

    upload: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}$", description="The id of an upload.")]
    mapping: Annotated[Key, msgspec.Meta(description="The key of a mapping that is kept.")]
    replace: Annotated[bool, msgspec.Meta(description="Instead of the earlier load of the same content.")] = (
        False
    )


class Refreshing(Record):
    """A refresh; there is nothing to be said of it."""


@post(
    "/api/loads",
    operation_id="startLoad",
    responses=ANSWERS,
    summary="Load an upload",
    status_code=HTTP_202_ACCEPTED,
    sync_to_thread=True,
)
def load(
    workspace: NamedDependency[Workspace], jobs: NamedDependency[Jobs], data: Annotated[Loading, Body()]
) -> Response[Job]:
    """A job: it tells what it reads and how much of it; done, what came of the file (`loads`).

    Cancelled, or failed, it leaves nothing. What is loaded counts from the next refresh on, and its file is
    taken away; it stays when all of it was there already.
    """
    workspace.uploads.path(data.upload)
    workspace.catalog.document("mapping", data.mapping)
    return _begun(jobs, loading(workspace.folder, data.upload, mapping=data.mapping, replace=data.replace))


@post(
    "/api/refresh",
    operation_id="startRefresh",
    responses=ANSWERS,
    summary="Compute again what is stale",
    status_code=HTTP_202_ACCEPTED,
    sync_to_thread=True,
)
def refresh(
    workspace: NamedDependency[Workspace],
    jobs: NamedDependency[Jobs],
    data: Annotated[Refreshing, Body()],  # noqa: ARG001 - so that it is sent as JSON
) -> Response[Job]:
    """A job: it tells its steps; done, the `generation` that is published.

    Cancelled, or failed, what was published before stays. Changes are made one after the other.
    """
    return _begun(jobs, refreshing(workspace.folder))


def _begun(jobs: Jobs, change: Change) -> Response[Job]:
    job = jobs.start(change)
    return Response(job, status_code=HTTP_202_ACCEPTED, headers={"Location": f"/api/jobs/{job.id}"})


ROUTES = [load, refresh]
