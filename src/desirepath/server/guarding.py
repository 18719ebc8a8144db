"""Who may ask: this machine's own browser and programs.

The server listens on loopback and has no login, so a web page elsewhere must not reach it through
the visitor's browser: a rebound host name is refused by `Host`, a foreign page by `Origin` and, where
a browser sends none, by `Sec-Fetch-Site`. Following a link to the page is allowed. What starts or stops
something (POST, PUT, DELETE) must come as JSON, which a foreign form cannot send, and from no page but ours;
the bytes of a file come as such, with a header that no form can set.
"""

from urllib.parse import urlsplit

from litestar.datastructures import Headers, MutableScopeHeaders, ResponseHeader
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException, PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.status_codes import HTTP_415_UNSUPPORTED_MEDIA_TYPE
from litestar.types import ASGIApp, Message, Receive, Scope, Send

NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
FOREIGN = frozenset({"cross-site", "same-site"})
HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
UPLOADS = frozenset({"/api/uploads", "/api/attachments"})
BYTES = "application/octet-stream"
# Styles may stand in the page: the parts of the app and the pictures of maps bring theirs. Scripts may not.
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
        method = str(scope.get("method", "GET"))
        is_harmless = method in HARMLESS
        is_link = is_harmless and headers.get("sec-fetch-mode") == "navigate"
        if headers.get("sec-fetch-site") in FOREIGN and not is_link:
            raise PermissionDeniedException(
                "Requests from another page are refused: only this server's own page may ask."
            )
        if not is_harmless and not _is_upload(headers, str(scope.get("path", ""))):
            _check_body(headers, method)
        await next_app(scope, receive, with_headers(send))


def with_headers(send: Send) -> Send:
    """The same, with the headers of every answer on those that have none, such as files of the app."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            known = MutableScopeHeaders.from_message(message)
            for header in HEADERS:
                known.setdefault(header.name, str(header.value))
        await send(message)

    return sent


def _is_upload(headers: Headers, path: str) -> bool:
    """Bytes for an address that takes them, from a page that may set headers: ours."""
    content_type = headers.get("content-type", "").strip().lower()
    return path in UPLOADS and content_type == BYTES and headers.get("x-desirepath") == "upload"


def _check_body(headers: Headers, method: str) -> None:
    """A foreign page can send a form or a text without asking first, but no JSON."""
    content_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    has_body = method == "POST" or content_type or headers.get("content-length", "0") != "0"
    if has_body and content_type != "application/json":
        raise HTTPException(
            f'Send JSON, with the header Content-Type: application/json; found "{content_type}".',
            status_code=HTTP_415_UNSUPPORTED_MEDIA_TYPE,
        )


def _host_name(host: str) -> str | None:
    try:
        return None if "@" in host else urlsplit(f"//{host}").hostname  # no host has a user part
    except ValueError:  # such as an unclosed bracket
        return None
