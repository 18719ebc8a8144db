"""Saved views over HTTP, and figures pinned to maps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import msgspec
from litestar import delete, get, post, put
from litestar.di import NamedDependency
from litestar.openapi.spec import Operation
from litestar.params import Body as JsonBody
from litestar.params import FromPath, QueryParameter
from litestar.status_codes import HTTP_200_OK

from desirepath.errors import InputError
from desirepath.records import Record
from desirepath.server.asking import known_fields, lowered
from desirepath.server.describing import body_of
from desirepath.server.problems import ANSWERS
from desirepath.workspace import Pin, Pinned, SavedView, View, Workspace, pin, view_schema

Body = TypeVar("Body", bound=Record)


@dataclass
class Saves(Operation):
    """An operation that takes a view."""

    def __post_init__(self) -> None:
        self.request_body = body_of(View)


@dataclass
class PinsDown(Operation):
    """An operation that takes a figure to be pinned."""

    def __post_init__(self) -> None:
        self.request_body = body_of(Pin)


@get(
    "/api/views", operation_id="listViews", responses=ANSWERS, summary="The saved views", sync_to_thread=True
)
def list_views(workspace: NamedDependency[Workspace]) -> list[SavedView]:
    """Every view, the last changed first."""
    return workspace.views.all()


@get(
    "/api/views/schema",
    operation_id="viewSchema",
    responses=ANSWERS,
    summary="What may be said in a view",
    media_type="application/schema+json",
    sync_to_thread=False,
)
def schema() -> dict[str, Any]:
    """The JSON Schema of a view."""
    return view_schema()


@get(
    "/api/views/{key:str}",
    operation_id="showView",
    responses=ANSWERS,
    summary="A saved view",
    sync_to_thread=True,
)
def show(workspace: NamedDependency[Workspace], key: FromPath[str]) -> SavedView:
    """A view with its revision."""
    return workspace.views.get(key)


@put(
    "/api/views/{key:str}",
    operation_id="saveView",
    operation_class=Saves,
    responses=ANSWERS,
    summary="Save a view",
    sync_to_thread=True,
)
def save(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    data: Annotated[dict[str, Any], JsonBody()],
    onto: Annotated[
        int | None, QueryParameter(ge=0, description="The revision it was made of; 0: a new one")
    ] = None,
) -> SavedView:
    """Keep a view as its next revision; one that somebody changed meanwhile is not overwritten."""
    view = _read(data, View)
    if view.key != key:
        raise InputError(f'The address names the view "{key}", its document "{view.key}".')
    return workspace.views.save(view, onto=onto)


@delete(
    "/api/views/{key:str}",
    operation_id="removeView",
    responses=ANSWERS,
    summary="Remove a view",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
)
def remove(workspace: NamedDependency[Workspace], key: FromPath[str]) -> SavedView:
    """Archive a view: its revisions stay, and saving it again brings it back."""
    return workspace.views.remove(key)


@post(
    "/api/maps/{key:str}/pins",
    operation_id="pinFigure",
    operation_class=PinsDown,
    responses=ANSWERS,
    summary="Pin a figure to a map",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
)
def pin_figure(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    data: Annotated[dict[str, Any], JsonBody()],
) -> Pinned:
    """Put a figure on a card, or at a step, as evidence that is filled again with the map."""
    return pin(workspace, key, _read(data, Pin))


def _read(body: Mapping[str, Any], kind: type[Body]) -> Body:
    known_fields(body, kind)
    try:
        return msgspec.convert(body, kind)
    except msgspec.ValidationError as error:
        raise InputError(f"{lowered(str(error))}.") from error


ROUTES = [list_views, schema, show, save, remove, pin_figure]
