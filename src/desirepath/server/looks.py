"""How a map's picture is asked for over HTTP: the same words as at the shell, as query parameters."""

from typing import Annotated, Literal

from litestar.params import QueryParameter

from desirepath.workspace import LOCALE, Look

MOST_PIXELS = 50e6  # of one picture: a quarter of a gigabyte and a second of work
Theme = Annotated[Literal["light", "dark"], QueryParameter(description="light or dark, of SVG and PNG")]
Language = Annotated[
    str | None, QueryParameter(description="Said in it: de, ar, pt-BR", pattern=LOCALE, max_length=35)
]
Scale = Annotated[
    float | None, QueryParameter(description="Of PNG: pixels for each unit of the drawing", ge=0.1, le=4)
]
Paper = Literal["a3", "a4", "poster"]
Role = Literal["viewer", "commenter", "editor", "owner"]


def look_from(
    *,
    theme: Theme = "light",
    page: Annotated[Paper, QueryParameter(description="a3, a4 or poster, of PDF")] = "a3",
    scale: Scale = None,
    language: Language = None,
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
        scale=scale,
        most_pixels=MOST_PIXELS,
        language=language,
        layers=names,
        layer_set=layer_set,
        role=role,
        reality=reality,
    )


def picture_look(*, theme: Theme = "light", scale: Scale = None, language: Language = None) -> Look:
    """The same for a picture that has neither paper nor layers."""
    return Look(theme=theme, scale=scale, most_pixels=MOST_PIXELS, language=language)
