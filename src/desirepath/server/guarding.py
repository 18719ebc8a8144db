"""Who may ask: this machine's own browser and programs.

The server listens on loopback and has no login, so a web page elsewhere must not reach it through
the visitor's browser: a rebound host name is refused by `Host`, a foreign page by `Origin`.
"""

from urllib.parse import urlsplit

from litestar import Request
from litestar.datastructures import ResponseHeader, State
from litestar.exceptions import PermissionDeniedException

NAMES = ("127.0.0.1", "localhost", "[::1]")
HOSTS = [*NAMES, "testserver.local"]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = [
    ResponseHeader(name="Content-Security-Policy", value=POLICY),
    ResponseHeader(name="X-Content-Type-Options", value="nosniff"),
    ResponseHeader(name="Referrer-Policy", value="no-referrer"),
    ResponseHeader(name="Cross-Origin-Resource-Policy", value="same-origin"),
]


def refuse_foreign_origins(request: Request[object, object, State]) -> None:
    """Refuse a request that a page of another origin has sent."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise PermissionDeniedException(f"Requests from {origin} are refused: this server answers only its own page.")
