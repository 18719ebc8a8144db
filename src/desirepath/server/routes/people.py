"""People over HTTP: looking for them, one person's portrait, and what they did, page by page.

Personal data is masked; who may see it as it was told asks for it with `unmasked`, which is written down.
"""

from typing import Annotated

from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from desirepath.catalog import Disclosure
from desirepath.server.addresses import reading
from desirepath.server.asking import KEY
from desirepath.server.unmasking import Unmasked, allow
from desirepath.workspace import (
    FoundPeople,
    JournalPage,
    Portrait,
    Voice,
    Workspace,
    journal,
    people_like,
    portrait,
    voices,
)

Offset = Annotated[int, QueryParameter(ge=0, le=10_000_000, description="How many to leave out")]
Limit = Annotated[int, QueryParameter(ge=1, le=200, description="How many at most")]


@reading("/api/people", operation_id="listPeople", summary="People")
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


@reading("/api/people/voices", operation_id="listVoices", summary="What a few people said")
def list_voices(
    workspace: NamedDependency[Workspace],
    of: Annotated[list[str], QueryParameter(min_items=1, max_items=20, description="Ids of people")],
) -> list[Voice]:
    """What each is known as, masked, and the last that they said."""
    return voices(workspace, of)


@reading("/api/people/{subject:str}", operation_id="showPerson", summary="A person")
def show(
    workspace: NamedDependency[Workspace], subject: FromPath[str], *, unmasked: Unmasked = False
) -> Portrait:
    """What is known of a person, and why these identifiers are theirs."""
    allow(unmasked)
    return portrait(workspace, subject, unmasked=unmasked)


@reading("/api/people/{subject:str}/journal", operation_id="personJournal", summary="What a person did")
def show_journal(
    workspace: NamedDependency[Workspace], subject: FromPath[str], offset: Offset = 0, limit: Limit = 50
) -> JournalPage:
    """Their interactions, oldest first."""
    return journal(workspace, subject, offset=offset, limit=limit)


@reading("/api/disclosures", operation_id="listDisclosures", summary="Who was shown personal data")
def list_disclosures(
    workspace: NamedDependency[Workspace],
    subject: Annotated[str | None, QueryParameter(max_length=200, description="Of this person alone")] = None,
    limit: Limit = 50,
) -> list[Disclosure]:
    """Every time that somebody was shown personal data as it was told, the latest first."""
    return workspace.disclosures.all(subject=subject, limit=limit)


ROUTES = [list_voices, list_people, show, show_journal, list_disclosures]
