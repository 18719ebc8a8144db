"""Files handed over in the browser: streamed in, listed, looked at, taken away. None is ever given back."""

import asyncio
from typing import Annotated

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.exceptions import ClientException
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from litestar.params import Body, FromPath, QueryParameter
from litestar.status_codes import HTTP_201_CREATED, HTTP_413_REQUEST_ENTITY_TOO_LARGE

from desirepath.errors import InputError
from desirepath.interactions import FileSample, Mapping
from desirepath.records import Record
from desirepath.server.addresses import posting, reading, removing
from desirepath.server.parameters import AnyRequest
from desirepath.server.problems import ANSWERS, Problem
from desirepath.workspace import Arrival, TooLarge, Trial, Upload, Workspace

CHUNK_BYTES = 1 << 20  # handed to the disk at once


class TakesBytes(Operation):
    """An operation whose body is the bytes of a file."""

    def __post_init__(self) -> None:
        content = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY))
        self.request_body = RequestBody(content={"application/octet-stream": content}, required=True)


class Suggested(Record):
    """A first mapping, and the same as YAML with remarks on what is a guess."""

    mapping: Mapping
    text: str


class Trying(Record):
    """A mapping to be tried."""

    mapping: Mapping


@post(
    "/api/uploads",
    operation_id="sendUpload",
    operation_class=TakesBytes,
    responses=ANSWERS,
    summary="Hand a file over",
    status_code=HTTP_201_CREATED,
    request_max_body_size=None,
)
async def send(
    request: AnyRequest,
    workspace: NamedDependency[Workspace],
    name: Annotated[
        str, QueryParameter(description="What the file is called.", min_length=1, max_length=500)
    ],
) -> Upload | Response[Problem]:
    """Bytes, with the header X-Desirepath: upload; counted as they come; too many, and all are forgotten."""
    expected = _length(request)
    try:
        arriving = await asyncio.to_thread(workspace.uploads.begin, name, expected=expected)
        return workspace.uploads.show(await _received(request, arriving, expected))
    except TooLarge as error:
        told = Problem(title="Too large", status=HTTP_413_REQUEST_ENTITY_TOO_LARGE, detail=str(error))
        return Response(told, status_code=told.status, media_type="application/problem+json")


@reading("/api/uploads", operation_id="listUploads", summary="The uploads")
def list_uploads(workspace: NamedDependency[Workspace]) -> list[Upload]:
    """The files that are here whole, newest first."""
    return workspace.uploads.all()


@reading("/api/uploads/{upload:str}", operation_id="showUpload", summary="An upload")
def show(workspace: NamedDependency[Workspace], upload: FromPath[str]) -> Upload:
    """What is known of one file."""
    return workspace.uploads.show(upload)


@removing("/api/uploads/{upload:str}", operation_id="dropUpload", summary="Take an upload away")
def drop(workspace: NamedDependency[Workspace], upload: FromPath[str]) -> Upload:
    """Delete the file; what was loaded from it stays."""
    return workspace.uploads.drop(upload)


@reading(
    "/api/uploads/{upload:str}/columns", operation_id="uploadColumns", summary="The columns of an upload"
)
def columns(workspace: NamedDependency[Workspace], upload: FromPath[str]) -> FileSample:
    """How the file is written, its columns with values of each, its first rows."""
    return workspace.intake.columns(upload)


@reading(
    "/api/uploads/{upload:str}/suggestion", operation_id="suggestMapping", summary="A mapping for an upload"
)
def suggestion(workspace: NamedDependency[Workspace], upload: FromPath[str]) -> Suggested:
    """A first mapping, by the names of the columns and their first values."""
    found = workspace.intake.suggest(upload)
    return Suggested(mapping=found.mapping, text=found.text)


@posting("/api/uploads/{upload:str}/preview", operation_id="previewMapping", summary="Try a mapping")
def preview(
    workspace: NamedDependency[Workspace], upload: FromPath[str], data: Annotated[Trying, Body()]
) -> Trial:
    """Five interactions that a mapping makes of the first rows, and what it would set aside."""
    return workspace.intake.try_mapping(upload, data.mapping)


def _length(request: AnyRequest) -> int | None:
    told = request.headers.get("content-length", "")
    return int(told) if told.isdecimal() else None


async def _received(request: AnyRequest, arriving: Arrival, expected: int | None) -> str:
    """All that comes, in pieces large enough that the disk is seldom asked; the id of the file."""
    waiting = bytearray()
    try:
        async for chunk in request.stream():
            waiting += chunk
            if len(waiting) >= CHUNK_BYTES:
                await asyncio.to_thread(arriving.add, bytes(waiting))
                waiting.clear()
        arriving.add(bytes(waiting))
        path = await asyncio.to_thread(arriving.keep, expected=expected)
    except ClientException as error:  # who sent it has gone
        arriving.drop()
        raise InputError("The file broke off on its way. Send it again.") from error
    except BaseException:
        arriving.drop()
        raise
    return path.parent.name


ROUTES = [send, list_uploads, show, drop, columns, suggestion, preview]
