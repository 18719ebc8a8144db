"""How a map stands: whether it is true, can be published; and its being reviewed, published, retired."""

from collections.abc import Callable
from typing import Annotated, Any

from litestar.di import NamedDependency
from litestar.params import Body, FromPath

from desirepath.catalog import Revision
from desirepath.drafts import Report
from desirepath.maps import unpublishable
from desirepath.records import Record
from desirepath.server.addresses import posting, reading
from desirepath.server.changing import Kept
from desirepath.workspace import Workspace


class Signing(Record):
    """A change of a map's standing; there is nothing more to be said of it."""


class Ready(Record):
    """What keeps a map from being published, a sentence each; empty when nothing does."""

    lacking: list[str]


@reading("/api/maps/{key:str}/check", operation_id="checkMap", summary="Whether a map is true")
def check(workspace: NamedDependency[Workspace], key: FromPath[str]) -> Report:
    """How much of what people do a map explains, what it lacks, and what is wrong with it.

    It may take long: `{"check_of": KEY}` at `/api/jobs` tells how far it is, and can be cancelled.
    """
    return workspace.check(workspace.kept_map(key))


@reading("/api/maps/{key:str}/ready", operation_id="readyMap", summary="Whether a map can be published")
def ready(workspace: NamedDependency[Workspace], key: FromPath[str]) -> Ready:
    """What a map needs before it is published: an owner, a review interval, a goal, and no twin."""
    drawn = workspace.kept_map(key)
    others = [
        workspace.kept_map(each.key) for each in workspace.catalog.documents("map") if each.key != drawn.key
    ]
    return Ready(lacking=list(unpublishable(drawn, others)))


def _verb(verb: str, summary: str, about: str, change: Callable[[Any], Revision]) -> Any:
    """The address that makes a map stand otherwise."""

    @posting(f"/api/maps/{{key:str}}/{verb}", operation_id=f"{verb}Map", summary=summary, description=about)
    def stand(
        workspace: NamedDependency[Workspace],
        key: FromPath[str],
        data: Annotated[Signing, Body()],  # noqa: ARG001 - so that it is sent as JSON
    ) -> Kept:
        return Kept(key=key, revision=change(workspace.revisions(key)).number)

    return stand


review = _verb(
    "review",
    "Say that a map was reviewed",
    "Somebody has looked at the whole map today and stands by it.",
    lambda kept: kept.review(),
)
publish = _verb(
    "publish",
    "Publish a map",
    "Make a map the one that holds; refused, with all that it lacks, when it lacks anything.",
    lambda kept: kept.publish(),
)
retire = _verb(
    "retire", "Take a map out of use", "It stays, with all its revisions.", lambda kept: kept.retire()
)

ROUTES = [check, ready, review, publish, retire]
