"""The first page of a workspace: what needs attention; and everything by a part of its name."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from desirepath.server.problems import ANSWERS
from desirepath.workspace import Hit, Home, Workspace, home, named_like


@get("/api/home", operation_id="home", responses=ANSWERS, summary="What needs attention", sync_to_thread=True)
def show(workspace: NamedDependency[Workspace]) -> Home:
    """What needs attention, most important first; checks that are not worked out yet are in `to_check`."""
    return home(workspace)


@get(
    "/api/search",
    operation_id="search",
    responses=ANSWERS,
    summary="Everything by name",
    sync_to_thread=True,
)
def search(
    workspace: NamedDependency[Workspace],
    q: Annotated[str, QueryParameter(min_length=1, max_length=100, description="A part of a name")],
    limit: Annotated[int, QueryParameter(ge=1, le=50, description="How many of each kind at most")] = 6,
) -> list[Hit]:
    """Maps, their steps, views, segments, personas, touchpoints and people, the best of each kind first."""
    return named_like(workspace, q, limit=limit)


ROUTES = [show, search]
