"""Maps: the documents, their pictures, and the texts their quotes point at."""

from typing import Annotated, Literal

import msgspec
from litestar import MediaType, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import Body, FromPath
from litestar.status_codes import HTTP_201_CREATED

from desirepath.errors import InputError
from desirepath.maps import JourneyMap, MapKind
from desirepath.records import Record
from desirepath.server.looks import look_from
from desirepath.server.problems import ANSWERS
from desirepath.workspace import Look, MapEntry, Workspace

Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Title = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class NewMap(Record):
    """What a new map begins as.

    blank: three stages to be written; template: one of `/api/templates`; copy: of the map `of`; draft: from
    what people did (a current state, a day in the life), or from the map `of` (a future state, a blueprint).
    """

    begin: Literal["blank", "template", "copy", "draft"]
    title: Title | None = None
    key: Key | None = None
    template: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    of: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    map_kind: MapKind = "current_state"
    stages: Key | None = None


class Begun(Record):
    """The map that was made."""

    key: str
    title: str


@get("/api/maps", operation_id="listMaps", responses=ANSWERS, summary="The maps", sync_to_thread=True)
def list_maps(workspace: NamedDependency[Workspace]) -> list[MapEntry]:
    """The maps of the workspace, the one that was changed last first."""
    return workspace.map_entries()


@post(
    "/api/maps",
    operation_id="newMap",
    responses=ANSWERS,
    summary="Begin a map",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
)
def new_map(workspace: NamedDependency[Workspace], data: Annotated[NewMap, Body()]) -> Begun:
    """Make a map and keep it as a draft: blank, from a template, as a copy, or from what people did."""
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
    if asked.begin == "copy":
        return workspace.copy_map(
            _named(asked.of, "of", "the key of a map"), key=asked.key, title=asked.title
        )
    return _drafted(workspace, asked)


def _drafted(workspace: Workspace, asked: NewMap) -> JourneyMap:
    key = asked.key or workspace.free_key(asked.title or asked.map_kind.replace("_", "-"))
    if workspace.catalog.revisions("map", key):
        raise InputError(f'There is a map "{key}" already: give the new one another key.')
    if asked.map_kind in ("future_state", "service_blueprint"):
        base = _named(asked.of, "of", "the key of the map to begin from")
        return workspace.draft(key=key, title=asked.title, kind=asked.map_kind, base=base)
    if asked.map_kind == "day_in_the_life":
        return workspace.draft(key=key, title=asked.title, kind=asked.map_kind)
    return workspace.draft(key=key, title=asked.title, kind=asked.map_kind, stages=asked.stages)


def _named(value: str | None, field: str, hint: str) -> str:
    if value is None:
        raise InputError(f"Say `{field}`: {hint}.")
    return value


@get("/api/maps/{key:str}", operation_id="showMap", responses=ANSWERS, summary="A map", sync_to_thread=True)
def show_map(workspace: NamedDependency[Workspace], key: FromPath[str]) -> JourneyMap:
    """A map's document, with the evidence behind each card."""
    return workspace.kept_map(key)


@get(
    "/api/maps/{key:str}/texts",
    operation_id="mapTexts",
    responses=ANSWERS,
    summary="The texts of a map's quotes",
    sync_to_thread=True,
)
def texts(workspace: NamedDependency[Workspace], key: FromPath[str]) -> dict[str, str]:
    """The redacted texts of a map's quotes, by interaction id: read from the facts, never kept in the map."""
    return dict(workspace.texts(workspace.kept_map(key)))


@get(
    "/api/maps/{key:str}/picture",
    operation_id="mapPicture",
    responses=ANSWERS,
    summary="A map's picture",
    media_type="image/svg+xml",
    dependencies={"look": Provide(look_from, sync_to_thread=False)},
    sync_to_thread=True,
)
def picture(
    workspace: NamedDependency[Workspace], key: FromPath[str], look: NamedDependency[Look]
) -> Response[bytes]:
    """A map drawn as SVG."""
    return Response(workspace.drawn_as(key, ".svg", look), media_type="image/svg+xml")


@get(
    "/api/maps/{key:str}/page",
    operation_id="mapPage",
    responses=ANSWERS,
    summary="A map as a page",
    media_type=MediaType.HTML,
    dependencies={"look": Provide(look_from, sync_to_thread=False)},
    sync_to_thread=True,
)
def as_page(
    workspace: NamedDependency[Workspace], key: FromPath[str], look: NamedDependency[Look]
) -> Response[bytes]:
    """A map as one self-contained, accessible page."""
    return Response(workspace.drawn_as(key, ".html", look), media_type=MediaType.HTML)


ROUTES = [list_maps, new_map, show_map, texts, picture, as_page]
