"""Two maps compared, a map's opportunities, and all maps in one overview: as data, and as pictures."""

from typing import Annotated, Literal

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from desirepath.maps import Atlas, Comparison
from desirepath.server.addresses import reading
from desirepath.workspace import PICTURES, ComparisonMode, Workspace, atlas_as, matrix_as

ThemeParameter = Annotated[Literal["light", "dark"], QueryParameter(description="light or dark")]
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
)
def comparison_picture(
    workspace: NamedDependency[Workspace],
    before: FromPath[str],
    after: FromPath[str],
    *,
    mode: ModeParameter = "overlay",
    theme: ThemeParameter = "light",
    format: FormParameter = "svg",  # noqa: A002
) -> Response[bytes]:
    """Two maps over one another, one under the other, or the table of changes."""
    found = workspace.compare_kept_maps(before, after)
    ending = f".{format}"
    drawn = workspace.comparison_as(found, ending, mode=mode, theme=theme)
    return Response(drawn, media_type=PICTURES[ending])


@reading(
    "/api/maps/{key:str}/matrix",
    operation_id="mapMatrix",
    summary="A map's opportunities as a picture",
    media_type="image/svg+xml",
)
def matrix(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    *,
    theme: ThemeParameter = "light",
    format: FormParameter = "svg",  # noqa: A002
) -> Response[bytes]:
    """A map's opportunities between effort and value."""
    ending = f".{format}"
    drawn = matrix_as(workspace.kept_map(key), ending, theme=theme, fonts=workspace.fonts())
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
)
def atlas_picture(
    workspace: NamedDependency[Workspace],
    *,
    theme: ThemeParameter = "light",
    format: FormParameter = "svg",  # noqa: A002
) -> Response[bytes]:
    """The overview of all maps."""
    ending = f".{format}"
    drawn = atlas_as(workspace.atlas(), ending, theme=theme, fonts=workspace.fonts())
    return Response(drawn, media_type=PICTURES[ending])


ROUTES = [comparison, comparison_picture, matrix, atlas, atlas_picture]
