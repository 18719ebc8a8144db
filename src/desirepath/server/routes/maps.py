"""Maps: the documents, their pictures, and the texts their quotes point at."""

from litestar import MediaType, Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath

from desirepath.maps import JourneyMap
from desirepath.records import Record
from desirepath.server.looks import look_from
from desirepath.server.problems import ANSWERS
from desirepath.workspace import Look, Workspace


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
    dependencies={"look": Provide(look_from, sync_to_thread=False)},
    sync_to_thread=True,
)
def picture(
    workspace: NamedDependency[Workspace], key: FromPath[str], look: NamedDependency[Look]
) -> Response[bytes]:
    """A map drawn as SVG."""
    return Response(workspace.drawn_as(key, ".svg", look), media_type="image/svg+xml")


@get(
    "/maps/{key:str}",
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


ROUTES = [list_maps, show_map, texts, picture, as_page]
