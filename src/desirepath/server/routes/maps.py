"""Maps: the documents, their pictures, and the texts their quotes point at."""

from typing import Annotated, Literal

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from desirepath.drawing import drawn_with
from desirepath.maps import JourneyMap
from desirepath.prints import render, to_html
from desirepath.records import Record
from desirepath.server.problems import ANSWERS
from desirepath.workspace import Workspace

Theme = Literal["light", "dark"]


class MapEntry(Record):
    """A map in the list."""

    key: str
    title: str
    revision: int


@get("/api/maps", operation_id="listMaps", responses=ANSWERS, summary="The maps", sync_to_thread=True)
def list_maps(workspace: NamedDependency[Workspace]) -> list[MapEntry]:
    """The maps of the workspace."""
    return [
        MapEntry(key=each.key, title=each.body["title"], revision=each.number)
        for each in workspace.catalog.documents("map")
    ]


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
    sync_to_thread=True,
)
def picture(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    theme: Annotated[Theme, QueryParameter(description="light or dark")] = "light",
) -> Response[bytes]:
    """A map drawn as SVG."""
    drawn = workspace.kept_map(key)
    with drawn_with(workspace.fonts()):
        svg = render(workspace.shown(drawn), theme=theme, texts=workspace.texts(drawn).get)
    return Response(svg.encode(), media_type="image/svg+xml")


@get(
    "/maps/{key:str}",
    operation_id="mapPage",
    responses=ANSWERS,
    summary="A map as a page",
    media_type=MediaType.HTML,
    sync_to_thread=True,
)
def as_page(workspace: NamedDependency[Workspace], key: FromPath[str]) -> Response[str]:
    """A map as one self-contained, accessible page."""
    drawn = workspace.kept_map(key)
    return Response(
        to_html(workspace.shown(drawn), texts=workspace.texts(drawn).get), media_type=MediaType.HTML
    )


ROUTES = [list_maps, show_map, texts, picture, as_page]
