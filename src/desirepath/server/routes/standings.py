"""How a map stands: whether it is true, reviewed, published; and for whom else it could be drawn."""

from typing import Annotated

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import Body, FromPath
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from desirepath.drafts import Report
from desirepath.maps import unpublishable
from desirepath.records import Record
from desirepath.server.problems import ANSWERS
from desirepath.server.routes.revisions import MadeRevision
from desirepath.workspace import Workspace


class Signing(Record):
    """A change of a map's standing; there is nothing more to be said of it."""


class ForPersona(Record):
    """For whom a map is to be drawn too."""

    persona: Annotated[str, msgspec.Meta(min_length=1, max_length=100, description="The id of a persona")]
    scenario: Annotated[str, msgspec.Meta(max_length=100)] | None = None


class Ready(Record):
    """What keeps a map from being published, a sentence each; empty when nothing does."""

    lacking: list[str]


@get(
    "/api/maps/{key:str}/check",
    operation_id="checkMap",
    responses=ANSWERS,
    summary="Whether a map is true",
    sync_to_thread=True,
)
def check(workspace: NamedDependency[Workspace], key: FromPath[str]) -> Report:
    """How much of what people do a map explains, what it lacks, and what is wrong with it."""
    return workspace.check(key)


@get(
    "/api/maps/{key:str}/ready",
    operation_id="readyMap",
    responses=ANSWERS,
    summary="Whether a map can be published",
    sync_to_thread=True,
)
def ready(workspace: NamedDependency[Workspace], key: FromPath[str]) -> Ready:
    """What a map needs before it is published: an owner, a review interval, a goal, and no twin."""
    drawn = workspace.kept_map(key)
    others = [workspace.kept_map(each.key) for each in workspace.map_entries() if each.key != drawn.key]
    return Ready(lacking=list(unpublishable(drawn, others)))


@post(
    "/api/maps/{key:str}/fill",
    operation_id="fillMap",
    responses=ANSWERS,
    summary="Recompute a map's figures",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
)
def fill(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    data: Annotated[Signing, Body()],  # noqa: ARG001 - so that it is sent as JSON
) -> MadeRevision:
    """Every figure as it is now, kept as a revision if any is another."""
    return MadeRevision(key=workspace.fill(key).key, revision=workspace.revisions(key).newest())


@post(
    "/api/maps/{key:str}/review",
    operation_id="reviewMap",
    responses=ANSWERS,
    summary="Say that a map was reviewed",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
)
def review(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    data: Annotated[Signing, Body()],  # noqa: ARG001 - so that it is sent as JSON
) -> MadeRevision:
    """Somebody has looked at the whole map today and stands by it."""
    return MadeRevision(key=key, revision=workspace.revisions(key).review().number)


@post(
    "/api/maps/{key:str}/publish",
    operation_id="publishMap",
    responses=ANSWERS,
    summary="Publish a map",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
)
def publish(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    data: Annotated[Signing, Body()],  # noqa: ARG001 - so that it is sent as JSON
) -> MadeRevision:
    """Make a map the one that holds; refused, with all that it lacks, when it lacks anything."""
    return MadeRevision(key=key, revision=workspace.revisions(key).publish().number)


@post(
    "/api/maps/{key:str}/retire",
    operation_id="retireMap",
    responses=ANSWERS,
    summary="Take a map out of use",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
)
def retire(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    data: Annotated[Signing, Body()],  # noqa: ARG001 - so that it is sent as JSON
) -> MadeRevision:
    """It stays, with all its revisions."""
    return MadeRevision(key=key, revision=workspace.revisions(key).retire().number)


@post(
    "/api/maps/{key:str}/personas",
    operation_id="drawForPersona",
    responses=ANSWERS,
    summary="The same map for another persona",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
)
def for_persona(
    workspace: NamedDependency[Workspace], key: FromPath[str], data: Annotated[ForPersona, Body()]
) -> MadeRevision:
    """A new map from this one, of the persona's people: its figures counted from their journeys alone."""
    made = workspace.fill_for(key, data.persona, scenario=data.scenario)
    return MadeRevision(key=made.key, revision=workspace.revisions(made.key).newest())


ROUTES = [check, ready, fill, review, publish, retire, for_persona]
