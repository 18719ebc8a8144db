"""People: finding one, and what one did."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from desirepath.server.problems import ANSWERS
from desirepath.workspace import Match, Person, Workspace


@get(
    "/api/subjects",
    operation_id="findSubjects",
    responses=ANSWERS,
    summary="Find a person",
    sync_to_thread=True,
)
def find(
    workspace: NamedDependency[Workspace],
    find: Annotated[str, QueryParameter(min_length=1, max_length=200, description="A part of an identifier")],
    limit: Annotated[int, QueryParameter(ge=1, le=200, description="How many at most")] = 20,
) -> list[Match]:
    """Subjects with an identifier like this text."""
    return workspace.find(find, limit=limit)


@get(
    "/api/subjects/{subject:str}",
    operation_id="showSubject",
    responses=ANSWERS,
    summary="A person's story",
    sync_to_thread=True,
)
def show(workspace: NamedDependency[Workspace], subject: FromPath[str]) -> Person:
    """One subject's identifiers, traits and timeline."""
    return workspace.person(subject)


ROUTES = [find, show]
