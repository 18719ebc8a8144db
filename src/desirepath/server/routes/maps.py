"""Maps: the documents, their pictures, and the texts their quotes point at."""

from typing import Annotated, Literal

import msgspec
from litestar import MediaType, Response
from litestar.di import NamedDependency, Provide
from litestar.params import Body, FromPath

from desirepath.errors import InputError
from desirepath.maps import JourneyMap, MapKind
from desirepath.records import Record
from desirepath.server.addresses import making, reading
from desirepath.server.looks import look_from
from desirepath.workspace import Look, MapEntry, Workspace

Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Title = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class NewMap(Record):
    """What a new map begins as.

    blank: three stages to be written; template: one of `/api/templates`; copy: of the map `of`. One is
    drafted from what people did at `/api/drafts`.
    """

    begin: Literal["blank", "template", "copy"]
    title: Title | None = None
    key: Key | None = None
    template: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    of: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    map_kind: MapKind = "current_state"


class Begun(Record):
    """The map that was made."""

    key: str
    title: str


@reading("/api/maps", operation_id="listMaps", summary="The maps")
def list_maps(workspace: NamedDependency[Workspace]) -> list[MapEntry]:
    """The maps of the workspace, the one that was changed last first."""
    return workspace.map_entries()


@making("/api/maps", operation_id="newMap", summary="Begin a map")
def new_map(workspace: NamedDependency[Workspace], data: Annotated[NewMap, Body()]) -> Begun:
    """Make a map and keep it as a draft: blank, from a template, or as a copy."""
    made = _begun(workspace, data)
    return Begun(key=made.key, title=made.title)


def _begun(workspace: Workspace, asked: NewMap) -> JourneyMap:
    if asked.begin == "blank":
        title = asked.title or "New map"
        return workspace.blank_map(title, key=asked.key, kind=asked.map_kind)
    if asked.begin == "template":
        name = _named(asked.template, "template", "GET /api/templates lists them")
        key = asked.key or workspace.free_key(asked.title or name)
        return workspace.new_map(name, key=key, title=asked.title)
    of = _named(asked.of, "of", "the key of a map")
    return workspace.copy_map(of, key=asked.key, title=asked.title)


def _named(value: str | None, field: str, hint: str) -> str:
    if value is None:
        raise InputError(f"Say `{field}`: {hint}.")
    return value


@reading("/api/maps/{key:str}", operation_id="showMap", summary="A map")
def show_map(workspace: NamedDependency[Workspace], key: FromPath[str]) -> JourneyMap:
    """A map's document, with the evidence behind each card."""
    return workspace.kept_map(key)


@reading("/api/maps/{key:str}/texts", operation_id="mapTexts", summary="The texts of a map's quotes")
def texts(workspace: NamedDependency[Workspace], key: FromPath[str]) -> dict[str, str]:
    """The redacted texts of a map's quotes, by interaction id: read from the facts, never kept in the map."""
    return dict(workspace.texts(workspace.kept_map(key)))


@reading(
    "/api/maps/{key:str}/picture",
    operation_id="mapPicture",
    summary="A map's picture",
    media_type="image/svg+xml",
    dependencies={"look": Provide(look_from, sync_to_thread=False)},
)
def picture(
    workspace: NamedDependency[Workspace], key: FromPath[str], look: NamedDependency[Look]
) -> Response[bytes]:
    """A map drawn as SVG."""
    return Response(workspace.drawn_as(key, ".svg", look), media_type="image/svg+xml")


@reading(
    "/api/maps/{key:str}/page",
    operation_id="mapPage",
    summary="A map as a page",
    media_type=MediaType.HTML,
    dependencies={"look": Provide(look_from, sync_to_thread=False)},
)
def as_page(
    workspace: NamedDependency[Workspace], key: FromPath[str], look: NamedDependency[Look]
) -> Response[bytes]:
    """A map as one self-contained, accessible page."""
    return Response(workspace.drawn_as(key, ".html", look), media_type=MediaType.HTML)


ROUTES = [list_maps, new_map, show_map, texts, picture, as_page]
