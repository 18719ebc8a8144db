"""Errors as answers: problem+json with a sentence and, where there is one, the next step."""

import logging
from collections.abc import Callable
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.openapi.datastructures import ResponseSpec
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_404_NOT_FOUND,
    HTTP_405_METHOD_NOT_ALLOWED,
    HTTP_500_INTERNAL_SERVER_ERROR,
)

from desirepath.errors import Fault, InputError, UnknownName
from desirepath.records import Record

__all__ = ["ANSWERS", "HANDLERS", "Problem", "known_parameters_only"]

LOG = logging.getLogger(__name__)
AnyRequest = Request[Any, Any, Any]
UNEXPECTED = "Something went wrong on our side. The terminal that runs desirepath serve says what."
SENTENCES = {
    404: "There is nothing at {path}. /api/openapi lists what there is.",
    405: "{path} does not take {method}: this server only answers questions.",
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
    )
}


def known_parameters_only(request: AnyRequest) -> None:
    """Refuse a query parameter that the route does not know: a misspelt one must not pass as left out."""
    if not request.url.path.startswith("/api/"):
        return
    handler = request.route_handler
    provided = handler.resolve_dependencies()
    signatures = [handler.parsed_fn_signature, *(each.parsed_fn_signature for each in provided.values())]
    known = {name for each in signatures for name in each.parameters} - {*provided, *request.path_params}
    for name in request.query_params:
        if name not in known:
            raise InputError(str(UnknownName("parameter of this address", name, known)))


def unknown(_: AnyRequest, error: UnknownName) -> Response[Problem]:
    """A name that is not there."""
    return _answer("Not found", HTTP_404_NOT_FOUND, str(error))


def refused(_: AnyRequest, error: InputError) -> Response[Problem]:
    """Something the asker can mend."""
    return _answer("Cannot be answered", HTTP_400_BAD_REQUEST, str(error))


def failed(_: AnyRequest, error: Fault) -> Response[Problem]:
    """Something for us to mend."""
    return _answer("Our fault", HTTP_500_INTERNAL_SERVER_ERROR, str(error))


def http(request: AnyRequest, error: HTTPException) -> Response[Problem]:
    """What the framework itself refuses, in a sentence."""
    status = error.status_code
    if status >= HTTP_500_INTERNAL_SERVER_ERROR:
        return unexpected(request, error)
    detail = _flaws(error.extra) or error.detail
    if status in SENTENCES and not isinstance(error.extra, list):
        detail = SENTENCES[status].format(path=request.url.path, method=request.method)
    return _answer("Request refused", status, detail)


def unexpected(request: AnyRequest, error: Exception) -> Response[Problem]:
    """What nobody thought of: told in full on standard error, and not to the asker."""
    LOG.error("%s %s failed", request.method, request.url, exc_info=error)
    return _answer("Our fault", HTTP_500_INTERNAL_SERVER_ERROR, UNEXPECTED)


def _flaws(extra: object) -> str:
    """The framework's list of misfits: "limit: expected `int` >= 1"."""
    if not isinstance(extra, list):
        return ""
    told = [each for each in extra if isinstance(each, dict) and each.get("message")]
    return "; ".join(f"{each.get('key', 'request')}: {_lowered(str(each['message']))}" for each in told)


def _lowered(message: str) -> str:
    return f"{message[:1].lower()}{message[1:]}"


def _answer(title: str, status: int, detail: str) -> Response[Problem]:
    problem = Problem(title=title, status=status, detail=detail)
    headers = {"X-Content-Type-Options": "nosniff"}
    if status == HTTP_405_METHOD_NOT_ALLOWED:
        headers["Allow"] = "GET, OPTIONS"
    return Response(problem, status_code=status, headers=headers, media_type="application/problem+json")


HANDLERS: dict[int | type[Exception], Callable[[AnyRequest, Any], Response[Any]]] = {
    UnknownName: unknown,
    InputError: refused,
    Fault: failed,
    HTTPException: http,
    Exception: unexpected,
}
