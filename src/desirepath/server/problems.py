"""Errors as answers: problem+json with a sentence and, where there is one, the next step."""

from collections.abc import Callable
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.status_codes import HTTP_400_BAD_REQUEST, HTTP_404_NOT_FOUND, HTTP_500_INTERNAL_SERVER_ERROR

from desirepath.errors import Fault, InputError, UnknownName
from desirepath.records import Record

AnyRequest = Request[Any, Any, Any]


class Problem(Record):
    """RFC 9457: what went wrong with a request."""

    title: str
    status: int
    detail: str


def _answer(title: str, status: int, detail: str) -> Response[Problem]:
    problem = Problem(title=title, status=status, detail=detail)
    return Response(problem, status_code=status, media_type="application/problem+json")


def unknown(_: AnyRequest, error: UnknownName) -> Response[Problem]:
    """A name that is not there."""
    return _answer("Not found", HTTP_404_NOT_FOUND, str(error))


def refused(_: AnyRequest, error: InputError) -> Response[Problem]:
    """Something the asker can mend."""
    return _answer("Cannot be answered", HTTP_400_BAD_REQUEST, str(error))


def failed(_: AnyRequest, error: Fault) -> Response[Problem]:
    """Something for us to mend."""
    return _answer("Our fault", HTTP_500_INTERNAL_SERVER_ERROR, str(error))


def http(_: AnyRequest, error: HTTPException) -> Response[Problem]:
    """What the framework itself refuses."""
    extra = f" {error.extra}" if error.extra else ""
    return _answer("Request refused", error.status_code, f"{error.detail}{extra}")


HANDLERS: dict[int | type[Exception], Callable[[AnyRequest, Any], Response[Any]]] = {
    UnknownName: unknown,
    InputError: refused,
    Fault: failed,
    HTTPException: http,
}
__all__ = ["HANDLERS", "Problem"]
