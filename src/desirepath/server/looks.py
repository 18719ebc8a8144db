"""How a map's picture is asked for over HTTP: the same words as at the shell, as query parameters."""

from typing import Annotated, Literal

from litestar.params import QueryParameter

from desirepath.workspace import Look

Theme = Literal["light", "dark"]
Paper = Literal["a3", "a4", "poster"]
Role = Literal["viewer", "commenter", "editor", "owner"]


def look_from(
    *,
    theme: Annotated[Theme, QueryParameter(description="light or dark, of SVG and PNG")] = "light",
    page: Annotated[Paper, QueryParameter(description="a3, a4 or poster, of PDF")] = "a3",
    language: Annotated[str | None, QueryParameter(description="Texts translated into it: nb, ar")] = None,
    layers: Annotated[str | None, QueryParameter(description="Layers to show, with commas")] = None,
    layer_set: Annotated[str | None, QueryParameter(description="A saved set of layers")] = None,
    role: Annotated[Role | None, QueryParameter(description="Who looks")] = None,
    reality: Annotated[bool | None, QueryParameter(description="The ways people really take")] = None,
) -> Look:
    """The look that a request asks for."""
    names = None if layers is None else tuple(each.strip() for each in layers.split(",") if each.strip())
    return Look(
        theme=theme,
        page=page,
        language=language,
        layers=names,
        layer_set=layer_set,
        role=role,
        reality=reality,
    )
