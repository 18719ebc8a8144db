"""Personas over HTTP: the list, what the data say of one's people, and keeping one."""

from typing import Annotated, Any

from litestar import get, put
from litestar.di import NamedDependency
from litestar.exceptions import ClientException
from litestar.params import Body as JsonBody
from litestar.params import FromPath, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_409_CONFLICT

from desirepath.errors import Overtaken
from desirepath.records import Record
from desirepath.server.problems import ANSWERS
from desirepath.workspace import (
    PersonaEntry,
    PersonaFigures,
    Workspace,
    keep_persona,
    list_personas,
    persona_figures,
)


class KeptPersona(Record):
    """The revision that a change made."""

    key: str
    revision: int


@get(
    "/api/personas",
    operation_id="listPersonas",
    responses=ANSWERS,
    summary="The personas",
    sync_to_thread=True,
)
def list_all(workspace: NamedDependency[Workspace]) -> list[PersonaEntry]:
    """Every persona with its segment in a sentence and the maps made for it."""
    return list_personas(workspace)


@get(
    "/api/personas/{key:str}/figures",
    operation_id="personaFigures",
    responses=ANSWERS,
    summary="What the data say of a persona",
    sync_to_thread=True,
)
def figures(workspace: NamedDependency[Workspace], key: FromPath[str]) -> PersonaFigures:
    """How many there are, how they feel, whether they buy, where they go."""
    return persona_figures(workspace, key)


@put(
    "/api/personas/{key:str}",
    operation_id="keepPersona",
    responses=ANSWERS,
    summary="Keep a persona",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
)
def keep(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    data: Annotated[dict[str, Any], JsonBody()],
    onto: Annotated[
        int | None, QueryParameter(ge=0, description="The revision it was made of; 0 where it is new")
    ] = None,
) -> KeptPersona:
    """A persona document as its next revision; 409 when another came before it."""
    try:
        made = keep_persona(workspace, key, data, onto=onto)
    except Overtaken as error:
        raise ClientException(
            f"{error} Open it again to see what changed.", status_code=HTTP_409_CONFLICT
        ) from error
    return KeptPersona(key=made.key, revision=made.number)


ROUTES = [list_all, figures, keep]
