"""Saved views over HTTP, and figures pinned to maps."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import get
from litestar.di import NamedDependency
from litestar.openapi.spec import Operation
from litestar.params import Body as JsonBody
from litestar.params import FromPath, QueryParameter

from desirepath.errors import InputError
from desirepath.server.addresses import keeping, posting, reading, removing
from desirepath.server.asking import body_as
from desirepath.server.describing import body_of
from desirepath.server.problems import ANSWERS
from desirepath.workspace import (
    Pin,
    Pinned,
    SavedView,
    View,
    ViewEntry,
    Workspace,
    listed_views,
    pin,
    view_schema,
)


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


@reading("/api/views", operation_id="listViews", summary="The saved views")
def list_views(workspace: NamedDependency[Workspace]) -> list[ViewEntry]:
    """Every view, the last changed first, each with the maps on which figures of it stand."""
    return listed_views(workspace)


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


@reading("/api/views/{key:str}", operation_id="showView", summary="A saved view")
def show(workspace: NamedDependency[Workspace], key: FromPath[str]) -> SavedView:
    """A view with its revision."""
    return workspace.views.get(key)


@keeping("/api/views/{key:str}", operation_id="saveView", operation_class=Saves, summary="Save a view")
def save(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    data: Annotated[dict[str, Any], JsonBody()],
    onto: Annotated[
        int | None, QueryParameter(ge=0, description="The revision it was made of; 0: a new one")
    ] = None,
) -> SavedView:
    """Keep a view as its next revision; one that somebody changed meanwhile is not overwritten."""
    view = body_as(View, data)
    if view.key != key:
        raise InputError(f'The address names the view "{key}", its document "{view.key}".')
    return workspace.views.save(view, onto=onto)


@removing("/api/views/{key:str}", operation_id="removeView", summary="Remove a view")
def remove(workspace: NamedDependency[Workspace], key: FromPath[str]) -> SavedView:
    """Archive a view: its revisions stay, and saving it again brings it back."""
    return workspace.views.remove(key)


@posting(
    "/api/maps/{key:str}/pins",
    operation_id="pinFigure",
    operation_class=PinsDown,
    summary="Pin a figure to a map",
)
def pin_figure(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    data: Annotated[dict[str, Any], JsonBody()],
) -> Pinned:
    """Put a figure on a card, or at a step, as evidence that is filled again with the map."""
    return pin(workspace, key, body_as(Pin, data))


ROUTES = [list_views, schema, show, save, remove, pin_figure]
