"""Measures over HTTP: the same questions and the same tables as everywhere else."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, Operation
from litestar.params import Body as JsonBody
from litestar.params import FromPath
from litestar.status_codes import HTTP_304_NOT_MODIFIED
from litestar.types import ControllerRouterHandler

from desirepath.errors import UnknownName
from desirepath.measures import MEASURES, definition
from desirepath.records import Record, spelt_out
from desirepath.server.addresses import posting
from desirepath.server.answering import Answers, Found
from desirepath.server.asking import Askable, Asking, asked_from_body, asked_from_parameters
from desirepath.server.describing import ANSWER, body_of
from desirepath.server.forms import BODIES, Body, chosen
from desirepath.server.parameters import FORM_PARAMETER, AnyRequest, asking_handler
from desirepath.server.problems import ANSWERS
from desirepath.workspace import Workspace

BINARY = {"type": "string", "format": "binary"}


class MeasureEntry(Record):
    """A measure in the list: what it says, and its options with what they are when left out."""

    name: str
    about: str
    required: list[str]
    options: dict[str, Any]


@get(
    "/api/measures",
    operation_id="listMeasures",
    responses=ANSWERS,
    summary="The measures there are",
    sync_to_thread=False,
)
def list_measures() -> list[MeasureEntry]:
    """Each measure with its first sentence and its options, as they are when left out."""
    return [_entry(name) for name in MEASURES]


@dataclass
class Answered(Operation):
    """An operation that answers in any of the forms there are."""

    def __post_init__(self) -> None:
        told = OpenAPIResponse(description="The answer", content={})
        told.content = {
            form.media_type: OpenAPIMediaType(schema=ANSWER if name == "json" else BINARY)  # type: ignore[arg-type]
            for name, form in BODIES.items()
        }
        same = OpenAPIResponse(description="The same as the one whose ETag was sent")
        self.responses = {**(self.responses or {}), "200": told, "304": same}


@dataclass
class Asks(Answered):
    """An operation that takes a question as JSON."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.request_body = body_of(Asking)


def given(
    request: AnyRequest, answers: Answers, form: Body, *, key: str, find: Callable[[], Found]
) -> Response[bytes]:
    """The answer in this form; only that it is the same, where the asker holds it already."""
    etag = f'"{key}-{form}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Accept"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=headers)
    found = find()
    headers["ETag"] = f'"{found.key}-{form}"'
    if BODIES[form].is_file:
        name = f"{spelt_out(found.answer.question)['measure']}.{form}"
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(answers.body(found, form), media_type=BODIES[form].media_type, headers=headers)


def answered(request: AnyRequest, answers: Answers, asked: Askable, form: Body | None) -> Response[bytes]:
    """The answer to this question, in the form that is accepted."""
    found = chosen(request.headers.get("accept", ""), form)
    return given(request, answers, found, key=answers.key(asked), find=partial(answers.answer, asked))


@posting("/api/answers", operation_id="answer", operation_class=Asks, summary="Ask a question")
def answer(
    request: AnyRequest,
    workspace: NamedDependency[Workspace],
    answers: NamedDependency[Answers],
    data: Annotated[dict[str, Any], JsonBody()],
    *,
    format: Annotated[Body | None, FORM_PARAMETER] = None,  # noqa: A002
) -> Response[bytes]:
    """Rows, each with how many it rests on; every share with its 95 % interval."""
    return answered(request, answers, asked_from_body(data, workspace), format)


def _route(name: str) -> ControllerRouterHandler:
    """A measure's own address."""

    def by_address(
        request: AnyRequest, workspace: Workspace, answers: Answers, said: dict[str, Any]
    ) -> Response[bytes]:
        form = said.pop("format")
        return answered(request, answers, asked_from_parameters(name, said, workspace), form)

    return get(
        f"/api/measures/{name}",
        operation_id=f"measure{name.title().replace('_', '')}",
        operation_class=Answered,
        responses=ANSWERS,
        summary=definition(name).split("\n")[0].rstrip("."),
        sync_to_thread=True,
    )(asking_handler(name, by_address))


@get("/api/measures/{name:str}", include_in_schema=False, sync_to_thread=False)
def unknown(name: FromPath[str]) -> None:
    """There is no such measure."""
    raise UnknownName("measure", name, MEASURES)


def _entry(name: str) -> MeasureEntry:
    fields = msgspec.structs.fields(MEASURES[name])
    return MeasureEntry(
        name=name,
        about=definition(name).split("\n")[0],
        required=[field.name for field in fields if field.required],
        options={field.name: spelt_out(_default(field)) for field in fields if not field.required},
    )


def _default(field: msgspec.structs.FieldInfo) -> Any:
    return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()


ROUTES: list[ControllerRouterHandler] = [
    list_measures,
    answer,
    unknown,
    *(_route(name) for name in MEASURES),
]
