"""Personas over HTTP: the list, what the data say of one's people, and keeping one."""

from typing import Annotated, Any

from litestar.di import NamedDependency
from litestar.params import Body as JsonBody
from litestar.params import FromPath, QueryParameter

from desirepath.server.addresses import keeping, reading
from desirepath.server.changing import Kept
from desirepath.workspace import (
    PersonaEntry,
    PersonaFigures,
    Workspace,
    keep_persona,
    list_personas,
    persona_figures,
)


@reading("/api/personas", operation_id="listPersonas", summary="The personas")
def list_all(workspace: NamedDependency[Workspace]) -> list[PersonaEntry]:
    """Every persona with its segment in a sentence and the maps made for it."""
    return list_personas(workspace)


@reading(
    "/api/personas/{key:str}/figures", operation_id="personaFigures", summary="What the data say of a persona"
)
def figures(workspace: NamedDependency[Workspace], key: FromPath[str]) -> PersonaFigures:
    """How many there are, how they feel, whether they buy, where they go."""
    return persona_figures(workspace, key)


@keeping("/api/personas/{key:str}", operation_id="keepPersona", summary="Keep a persona")
def keep(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    data: Annotated[dict[str, Any], JsonBody()],
    onto: Annotated[
        int | None, QueryParameter(ge=0, description="The revision it was made of; 0 where it is new")
    ] = None,
) -> Kept:
    """A persona document as its next revision; 409 when another came before it."""
    made = keep_persona(workspace, key, data, onto=onto)
    return Kept(key=made.key, revision=made.number)


ROUTES = [list_all, figures, keep]
