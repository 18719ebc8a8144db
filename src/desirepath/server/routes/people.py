"""People over HTTP: looking for them, one person's portrait, and what they did, page by page.

Personal data is masked; who may see it as it was told asks for it with `unmasked`.
"""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath, QueryParameter

from desirepath.server.asking import KEY
from desirepath.server.problems import ANSWERS
from desirepath.workspace import (
    LOCAL_ROLE,
    FoundPeople,
    JournalPage,
    Portrait,
    Voice,
    Workspace,
    journal,
    may_unmask,
    people_like,
    portrait,
    voices,
)

UNMASKED = "Personal data as it was told, and not masked; only for those who may see it."
Unmasked = Annotated[bool, QueryParameter(description=UNMASKED)]
Offset = Annotated[int, QueryParameter(ge=0, le=10_000_000, description="How many to leave out")]
Limit = Annotated[int, QueryParameter(ge=1, le=200, description="How many at most")]


@get("/api/people", operation_id="listPeople", responses=ANSWERS, summary="People", sync_to_thread=True)
def list_people(
    workspace: NamedDependency[Workspace],
    search: Annotated[
        str,
        QueryParameter(max_length=200, description="A part of an identifier or of a trait's value, or an id"),
    ] = "",
    segment: Annotated[
        str | None, QueryParameter(pattern=KEY, description="Only people of this segment")
    ] = None,
    *,
    offset: Offset = 0,
    limit: Limit = 20,
    unmasked: Unmasked = False,
) -> FoundPeople:
    """People like this, those who did something last first."""
    allow(unmasked)
    return people_like(workspace, search, segment=segment, offset=offset, limit=limit, unmasked=unmasked)


@get(
    "/api/people/voices",
    operation_id="listVoices",
    responses=ANSWERS,
    summary="What a few people said",
    sync_to_thread=True,
)
def list_voices(
    workspace: NamedDependency[Workspace],
    of: Annotated[list[str], QueryParameter(min_items=1, max_items=20, description="Ids of people")],
) -> list[Voice]:
    """What each is known as, masked, and the last that they said."""
    return voices(workspace, of)


@get(
    "/api/people/{subject:str}",
    operation_id="showPerson",
    responses=ANSWERS,
    summary="A person",
    sync_to_thread=True,
)
def show(
    workspace: NamedDependency[Workspace], subject: FromPath[str], *, unmasked: Unmasked = False
) -> Portrait:
    """What is known of a person, and why these identifiers are theirs."""
    allow(unmasked)
    return portrait(workspace, subject, unmasked=unmasked)


@get(
    "/api/people/{subject:str}/journal",
    operation_id="personJournal",
    responses=ANSWERS,
    summary="What a person did",
    sync_to_thread=True,
)
def show_journal(
    workspace: NamedDependency[Workspace], subject: FromPath[str], offset: Offset = 0, limit: Limit = 50
) -> JournalPage:
    """Their interactions, oldest first."""
    return journal(workspace, subject, offset=offset, limit=limit)


def allow(unmasked: bool) -> None:
    """403 where personal data is asked for by somebody who may not see it."""
    if unmasked and not may_unmask(LOCAL_ROLE):
        raise PermissionDeniedException("Your role does not show personal data. Ask the workspace's owner.")


ROUTES = [list_voices, list_people, show, show_journal]
