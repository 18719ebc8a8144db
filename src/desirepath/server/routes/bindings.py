"""Steps and what people did: what there is to bind to, and what a binding would reach."""

from typing import Annotated

from litestar.di import NamedDependency
from litestar.params import Body, FromPath, QueryParameter

from desirepath.drafts import Bindable, Reach, Suggestion
from desirepath.server.addresses import posting, reading
from desirepath.server.reports import Bound
from desirepath.workspace import Workspace, previewed, suggested_for, to_bind


@reading("/api/bindables", operation_id="findBindables", summary="What a step can be bound to")
def find(
    workspace: NamedDependency[Workspace],
    find: Annotated[str, QueryParameter(max_length=200, description="Words that are in it")] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=500, description="How many at most")] = 50,
) -> list[Bindable]:
    """Channels, touchpoints and actions, the most frequent first."""
    return to_bind(workspace, find, limit=limit)


@posting(
    "/api/maps/{key:str}/bindings/preview",
    operation_id="previewBindings",
    summary="What bindings would reach",
)
def preview(
    workspace: NamedDependency[Workspace], key: FromPath[str], data: Annotated[Bound, Body()]
) -> Reach:
    """How many of the map's people would be at the step, and what of theirs; nothing is changed."""
    return previewed(workspace, workspace.kept_map(key), data.bindings, step=data.step)


@reading(
    "/api/maps/{key:str}/bindings/suggestions",
    operation_id="suggestBindings",
    summary="What a step may be bound to",
)
def suggestions(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    step: Annotated[str, QueryParameter(max_length=200, description="The id of a step")],
) -> list[Suggestion]:
    """What a step's name is like, most alike first."""
    return suggested_for(workspace, workspace.kept_map(key), step)


ROUTES = [find, preview, suggestions]
