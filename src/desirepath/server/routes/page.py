"""The web app: one page for every address that is not the API's, and the files it is made of.

The files' names hold a fingerprint of what is in them, so a browser may keep them; the page itself it asks
for again each time.
"""

from pathlib import Path

from litestar import MediaType, Response, get
from litestar.datastructures import CacheControlHeader
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler

APP = Path(__file__).parent.parent / "app"
A_YEAR = 365 * 24 * 3600
NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>desirepath</title>
<h1>The web app is not built</h1>
<p>This is a checkout without it. Run <code>make web</code>, and load this page again.
The API is here all the same: <a href="/api/openapi">/api/openapi</a>.</p></html>"""
SINGLE_FILES = {"mark.svg": "image/svg+xml", "first-paint.js": "text/javascript"}


def page() -> Response[str]:
    """The page, whatever it is to show: it reads its own address."""
    file = APP / "index.html"
    content = file.read_text(encoding="utf-8") if file.is_file() else NOT_BUILT
    return Response(content, media_type=MediaType.HTML, headers={"Cache-Control": "no-cache"})


@get("/", operation_id="page", include_in_schema=False, sync_to_thread=True)
def index() -> Response[str]:
    """The page at the start."""
    return page()


@get("/{address:path}", operation_id="deepPage", include_in_schema=False, sync_to_thread=True)
def deep(address: FromPath[Path]) -> Response[str] | Response[bytes]:
    """The page at any of its addresses; none of the API, and no file that is not there."""
    first, *rest = str(address).strip("/").split("/")
    if first in SINGLE_FILES and not rest and (APP / first).is_file():
        headers = {"Cache-Control": "no-cache"}
        return Response((APP / first).read_bytes(), media_type=SINGLE_FILES[first], headers=headers)
    if first in {"api", "assets"} or "." in first:
        raise NotFoundException
    return page()


def assets() -> list[ControllerRouterHandler]:
    """The scripts, styles and fonts of the built app; none where it is not built."""
    folder = APP / "assets"
    if not folder.is_dir():
        return []
    kept = CacheControlHeader(max_age=A_YEAR, public=True, immutable=True)
    return [
        create_static_files_router(
            path="/assets", directories=[folder], include_in_schema=False, cache_control=kept
        )
    ]


ROUTES: list[ControllerRouterHandler] = [index, deep, *assets()]
