"""The one page, its script and its style; its colours are the picture's own tokens."""

from pathlib import Path

from litestar import MediaType, Response, get
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler

from desirepath.drawing import page_style

STATIC = Path(__file__).parent.parent / "static"


@get("/", operation_id="page", media_type=MediaType.HTML, include_in_schema=False, sync_to_thread=True)
def index() -> Response[str]:
    """The page."""
    return Response((STATIC / "index.html").read_text(encoding="utf-8"), media_type=MediaType.HTML)


@get(
    "/tokens.css",
    operation_id="tokens",
    media_type=MediaType.CSS,
    include_in_schema=False,
    sync_to_thread=False,
)
def tokens() -> Response[str]:
    """The bundled typeface, and the colour tokens as custom properties in both themes."""
    _, style = page_style()
    return Response(style, media_type=MediaType.CSS)


ROUTES: list[ControllerRouterHandler] = [
    index,
    tokens,
    create_static_files_router(path="/static", directories=[STATIC], include_in_schema=False),
]
