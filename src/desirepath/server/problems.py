"""Errors as answers: problem+json with a sentence and, where there is one, the next step."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, NotFoundException
from litestar.openapi.datastructures import ResponseSpec
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_404_NOT_FOUND,
    HTTP_409_CONFLICT,
    HTTP_429_TOO_MANY_REQUESTS,
    HTTP_500_INTERNAL_SERVER_ERROR,
)

from desirepath.errors import Fault, InputError, Overtaken, UnknownName
from desirepath.records import Record
from desirepath.server.guarding import HEADERS
from desirepath.server.jobs import Crowded

__all__ = ["ANSWERS", "HANDLERS", "Problem", "known_parameters_only"]

LOG = logging.getLogger(__name__)
AnyRequest = Request[Any, Any, Any]
UNEXPECTED = "Something went wrong on our side. The terminal that runs desirepath serve says what."
BROKEN_OFF = "client disconnected"  # what the framework says of a body that ends too soon; nobody's fault
SENTENCES = {
    404: "There is nothing at {path}. /api/openapi lists what there is.",
    405: "{path} does not take {method}. /api/openapi lists what each address takes.",
    413: "What was sent is larger than {path} takes. Make it smaller, or send it in parts.",
}


class Problem(Record):
    """RFC 9457: what went wrong with a request."""

    title: str
    status: int
    detail: str


ANSWERS = {
    status: ResponseSpec(Problem, description=reason, media_type="application/problem+json")
    for status, reason in (
        (400, "The question cannot be answered; the detail says why"),
        (403, "Not asked by this machine"),
        (404, "A name that is not there; the detail says which there are"),
        (406, "No form that is accepted"),
        (413, "The body is too long"),
        (415, "Not JSON"),
        (429, "Too many questions are waiting"),
    )
}


def known_parameters_only(request: AnyRequest) -> None:
    """Refuse a query parameter that the route does not know: a misspelt one must not pass as left out."""
    if not request.url.path.startswith("/api/"):
        return
    handler = request.route_handler
    if not handler.include_in_schema:  # an address that is there to say what there is
        return
    provided = handler.resolve_dependencies()
    signatures = [handler.parsed_fn_signature, *(each.parsed_fn_signature for each in provided.values())]
    ours = {*provided, *request.path_params, "request", "data"}
    known = {name for each in signatures for name in each.parameters} - ours
    for name in request.query_params:
        if name not in known:
            raise InputError(str(UnknownName("parameter of this address", name, known)))


def unknown(_: AnyRequest, error: UnknownName) -> Response[Problem]:
    """A name that is not there."""
    return _answer("Not found", HTTP_404_NOT_FOUND, str(error))


def refused(_: AnyRequest, error: InputError) -> Response[Problem]:
    """Something the asker can mend."""
    return _answer("Cannot be answered", HTTP_400_BAD_REQUEST, str(error))


def overtaken(_: AnyRequest, error: Overtaken) -> Response[Problem]:
    """Somebody else was faster."""
    return _answer("Others came first", HTTP_409_CONFLICT, f"{error} Open it again to see what changed.")


def too_deep(request: AnyRequest, error: RecursionError) -> Response[Problem]:
    """JSON that is nested without end, or so deep that walking it ends; without a body it is our fault."""
    if "deserializing" not in str(error) and request.method not in {"POST", "PUT"}:
        return unexpected(request, error)
    return _answer("Request refused", HTTP_400_BAD_REQUEST, "The JSON is nested too deeply.")


def not_text(request: AnyRequest, error: UnicodeDecodeError) -> Response[Problem]:
    """A body that is no text at all."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    if place and place.tb_frame.f_globals.get("__name__", "").startswith("desirepath"):
        return unexpected(request, error)
    return _answer("Request refused", HTTP_400_BAD_REQUEST, "The body is not UTF-8 text.")


def crowded(_: AnyRequest, error: Crowded) -> Response[Problem]:
    """No room for another job."""
    return _answer("Too many questions", HTTP_429_TOO_MANY_REQUESTS, str(error), headers={"Retry-After": "5"})


def failed(_: AnyRequest, error: Fault) -> Response[Problem]:
    """Something for us to mend."""
    return _answer("Our fault", HTTP_500_INTERNAL_SERVER_ERROR, str(error))


def http(request: AnyRequest, error: HTTPException) -> Response[Problem]:
    """What the framework itself refuses, in a sentence."""
    status = error.status_code
    if BROKEN_OFF in error.detail:
        return _answer("Broken off", HTTP_400_BAD_REQUEST, "The request broke off on its way. Send it again.")
    if status >= HTTP_500_INTERNAL_SERVER_ERROR:
        return unexpected(request, error)
    detail = _flaws(error.extra) or error.detail
    if status in SENTENCES and not isinstance(error.extra, list):
        detail = SENTENCES[status].format(path=request.url.path, method=request.method)
    allowed = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
    return _answer("Request refused", status, detail, headers=allowed)


def unexpected(request: AnyRequest, error: Exception) -> Response[Problem]:
    """What nobody thought of: told in full on standard error, and not to the asker."""
    if request.url.path.startswith("/assets/") and isinstance(error.__cause__ or error, ValueError | OSError):
        return http(request, NotFoundException())  # no file can have this name
    LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _answer("Our fault", HTTP_500_INTERNAL_SERVER_ERROR, UNEXPECTED)


def _flaws(extra: object) -> str:
    """The framework's list of misfits: "limit: expected `int` >= 1"."""
    if not isinstance(extra, list):
        return ""
    told = [each for each in extra if isinstance(each, dict) and each.get("message")]
    if any(each.get("key") == "data" and each["message"] == "'data'" for each in told):
        return "The body is empty: send a question as JSON."
    return "; ".join(f"{each.get('key', 'request')}: {_lowered(str(each['message']))}" for each in told)


def _lowered(message: str) -> str:
    return f"{message[:1].lower()}{message[1:]}"


def _answer(
    title: str, status: int, detail: str, *, headers: Mapping[str, str] | None = None
) -> Response[Problem]:
    return Response(
        Problem(title=title, status=status, detail=detail),
        status_code=status,
        headers={**{each.name: str(each.value) for each in HEADERS}, **(headers or {})},
        media_type="application/problem+json",
    )


HANDLERS: dict[int | type[Exception], Callable[[AnyRequest, Any], Response[Any]]] = {
    UnknownName: unknown,
    Overtaken: overtaken,
    InputError: refused,
    Crowded: crowded,
    Fault: failed,
    HTTPException: http,
    RecursionError: too_deep,
    UnicodeDecodeError: not_text,
    Exception: unexpected,
}
