"""The first page of a workspace: what needs attention; and everything by a part of its name."""

from typing import Annotated

from litestar.di import NamedDependency
from litestar.params import QueryParameter

from desirepath.server.addresses import reading
from desirepath.workspace import Hit, Home, Workspace, home, named_like


@reading("/api/home", operation_id="home", summary="What needs attention")
def show(workspace: NamedDependency[Workspace]) -> Home:
    """What needs attention, most important first; checks that are not worked out yet are in `to_check`."""
    return home(workspace)


@reading("/api/search", operation_id="search", summary="Everything by name")
def search(
    workspace: NamedDependency[Workspace],
    q: Annotated[str, QueryParameter(min_length=1, max_length=100, description="A part of a name")],
    limit: Annotated[int, QueryParameter(ge=1, le=50, description="How many of each kind at most")] = 6,
) -> list[Hit]:
    """Maps, their steps, views, segments, personas, touchpoints and people, the best of each kind first."""
    return named_like(workspace, q, limit=limit)


ROUTES = [show, search]
