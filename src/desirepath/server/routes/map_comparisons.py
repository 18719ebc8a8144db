"""Two maps compared, a map's opportunities, and all maps in one overview: as data, and as pictures."""

from typing import Annotated, Literal

from litestar import Response
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, QueryParameter

from desirepath.maps import Atlas, Comparison
from desirepath.server.addresses import reading
from desirepath.server.looks import picture_look
from desirepath.workspace import PICTURES, ComparisonMode, Look, Workspace, atlas_as, matrix_as

LOOK = {"look": Provide(picture_look, sync_to_thread=False)}
FormParameter = Annotated[Literal["svg", "png", "html"], QueryParameter(description="svg, png or html")]
ModeParameter = Annotated[
    ComparisonMode, QueryParameter(description="overlay, stacked, or table (as html only)")
]


@reading(
    "/api/maps/{before:str}/comparison/{after:str}", operation_id="compareMaps", summary="Two maps compared"
)
def comparison(
    workspace: NamedDependency[Workspace], before: FromPath[str], after: FromPath[str]
) -> Comparison:
    """Every step of either map with what is different; a key may name a revision: current@3."""
    return workspace.compare_kept_maps(before, after).comparison


@reading(
    "/api/maps/{before:str}/comparison/{after:str}/picture",
    operation_id="compareMapsPicture",
    summary="Two maps as one picture",
    media_type="image/svg+xml",
    dependencies=LOOK,
)
def comparison_picture(
    workspace: NamedDependency[Workspace],
    before: FromPath[str],
    after: FromPath[str],
    look: NamedDependency[Look],
    *,
    mode: ModeParameter = "overlay",
    format: FormParameter = "svg",  # noqa: A002
) -> Response[bytes]:
    """Two maps over one another, one under the other, or the table of changes."""
    found = workspace.compare_kept_maps(before, after, language=look.language)
    ending = f".{format}"
    drawn = workspace.comparison_as(found, ending, look, mode=mode)
    return Response(drawn, media_type=PICTURES[ending])


@reading(
    "/api/maps/{key:str}/matrix",
    operation_id="mapMatrix",
    summary="A map's opportunities as a picture",
    media_type="image/svg+xml",
    dependencies=LOOK,
)
def matrix(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    look: NamedDependency[Look],
    *,
    format: FormParameter = "svg",  # noqa: A002
) -> Response[bytes]:
    """A map's opportunities between effort and value."""
    ending = f".{format}"
    drawn = matrix_as(workspace.kept_map(key), ending, look, fonts=workspace.fonts())
    return Response(drawn, media_type=PICTURES[ending])


@reading("/api/atlas", operation_id="showAtlas", summary="All maps")
def atlas(workspace: NamedDependency[Workspace]) -> Atlas:
    """All maps, nested under the steps that name them."""
    return workspace.atlas()


@reading(
    "/api/atlas/picture",
    operation_id="atlasPicture",
    summary="All maps as one picture",
    media_type="image/svg+xml",
    dependencies=LOOK,
)
def atlas_picture(
    workspace: NamedDependency[Workspace],
    look: NamedDependency[Look],
    *,
    format: FormParameter = "svg",  # noqa: A002
) -> Response[bytes]:
    """The overview of all maps."""
    ending = f".{format}"
    found = workspace.atlas(language=look.language)
    drawn = atlas_as(found, ending, look, fonts=workspace.fonts())
    return Response(drawn, media_type=PICTURES[ending])


ROUTES = [comparison, comparison_picture, matrix, atlas, atlas_picture]
