"""Who may ask: this machine's own browser and programs.

The server listens on loopback and has no login, so a web page elsewhere must not reach it through
the visitor's browser: a rebound host name is refused by `Host`, a foreign page by `Origin` and, where
a browser sends none, by `Sec-Fetch-Site`. Following a link to the page is allowed.
"""

from urllib.parse import urlsplit

from litestar.datastructures import Headers, ResponseHeader
from litestar.enums import ScopeType
from litestar.exceptions import PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
FOREIGN = frozenset({"cross-site", "same-site"})
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


class LoopbackOnly(ASGIMiddleware):
    """Refuse what was not asked of this machine by its own name, or was sent by a foreign page."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Pass the request on, or refuse it."""
        headers = Headers.from_scope(scope)
        host = headers.get("host", "")
        if _host_name(host) not in NAMES:
            raise PermissionDeniedException(f'The host "{host}" is refused: ask for 127.0.0.1 or localhost.')
        origin = headers.get("origin")
        if origin is not None and origin.casefold() != f"http://{host}".casefold():
            raise PermissionDeniedException(
                f"Requests from {origin} are refused: only this server's own page may ask."
            )
        if headers.get("sec-fetch-site") in FOREIGN and headers.get("sec-fetch-mode") != "navigate":
            raise PermissionDeniedException(
                "Requests from another page are refused: only this server's own page may ask."
            )
        await next_app(scope, receive, send)


def _host_name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:  # such as an unclosed bracket
        return None
