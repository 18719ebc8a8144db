"""Maps through time: edits, revisions, what became of one thing, restoring."""

from typing import Annotated

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Body, FromPath, QueryParameter
from litestar.status_codes import HTTP_409_CONFLICT

from desirepath.errors import InputError
from desirepath.maps import Conflict, EditConflict, Operation
from desirepath.records import Record
from desirepath.server.addresses import posting, reading
from desirepath.server.problems import ANSWERS, Problem
from desirepath.workspace import Change, Workspace

MOST_AT_ONCE = 5_000


class Edits(Record):
    """Edits to be made on the newest revision, in order.

    `batch` is a name that the sender makes up: sent again after a lost answer, the edits are not made twice.
    `base` is the revision that the sender had.
    """

    operations: Annotated[list[Operation], msgspec.Meta(min_length=1, max_length=MOST_AT_ONCE)]
    label: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    batch: Annotated[str, msgspec.Meta(min_length=8, max_length=64)] | None = None
    base: Annotated[int, msgspec.Meta(ge=1)] | None = None


class MadeRevision(Record):
    """The revision that a change made."""

    key: str
    revision: int
    onto: int | None = None  # of a named batch: what it was made on; `revision` when it changed nothing


class Newest(Record):
    """The number of a map's newest revision."""

    key: str
    revision: int


class Refused(Problem):
    """Edits that somebody else's edits stand against: nothing was changed."""

    conflicts: list[Conflict]


class Wanted(Record):
    """Which revision to go back to."""

    revision: int


CONFLICT = {409: ResponseSpec(Refused, description="Others have changed the same; the conflicts say what")}


@reading("/api/maps/{key:str}/revisions", operation_id="mapRevisions", summary="A map's revisions")
def revisions(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    of: Annotated[
        str | None, QueryParameter(description="The id of a card, step or lane: only its changes")
    ] = None,
    since: Annotated[int, QueryParameter(description="Only revisions after this one", ge=0)] = 0,
) -> list[Change]:
    """Who changed what, oldest first."""
    return workspace.revisions(key).history(of, since=since)


@reading("/api/maps/{key:str}/newest", operation_id="newestRevision", summary="A map's newest revision")
def newest(workspace: NamedDependency[Workspace], key: FromPath[str]) -> Newest:
    """Its number alone: cheap enough to be asked every second."""
    return Newest(key=key, revision=workspace.revisions(key).newest())


@posting(
    "/api/maps/{key:str}/edits", operation_id="editMap", responses=ANSWERS | CONFLICT, summary="Edit a map"
)
def edit(
    workspace: NamedDependency[Workspace], key: FromPath[str], data: Annotated[Edits, Body()]
) -> MadeRevision | Response[Refused]:
    """Make edits as one revision; all of them or, when one no longer fits, none."""
    kept = workspace.revisions(key)
    if data.base is not None and data.base > (newest := kept.newest()):
        raise InputError(f'The map "{key}" has {newest} revisions, not {data.base}: load it again.')
    try:
        made = kept.edit(data.operations, label=data.label, batch=data.batch)
    except EditConflict as error:
        told = Refused(
            title="Others came first",
            status=HTTP_409_CONFLICT,
            detail=str(error),
            conflicts=error.conflicts,
        )
        return Response(told, status_code=HTTP_409_CONFLICT, media_type="application/problem+json")
    onto = None if data.batch is None else made.number - (made.batch == data.batch)
    return MadeRevision(key=key, revision=made.number, onto=onto)


@posting("/api/maps/{key:str}/restore", operation_id="restoreMap", summary="Go back to a revision")
def restore(
    workspace: NamedDependency[Workspace], key: FromPath[str], data: Annotated[Wanted, Body()]
) -> MadeRevision:
    """Make an older state the newest; those between stay."""
    return MadeRevision(key=key, revision=workspace.revisions(key).restore(data.revision).number)


ROUTES = [revisions, newest, edit, restore]
