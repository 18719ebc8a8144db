"""Segments over HTTP: the documents, what may be said in one, and whom they mean."""

from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.openapi.spec import OpenAPIMediaType
from litestar.params import Body as JsonBody
from litestar.params import FromPath, QueryParameter
from litestar.status_codes import HTTP_200_OK

from desirepath.records import Record
from desirepath.segments import Segment, segment_schema
from desirepath.server.answering import Answers
from desirepath.server.describing import MEMBERS, body_of
from desirepath.server.forms import Body
from desirepath.server.members import AskingMembers, members_from_body
from desirepath.server.parameters import FORM_PARAMETER, AnyRequest
from desirepath.server.problems import ANSWERS
from desirepath.server.routes.measures import Answered, answered
from desirepath.workspace import Workspace

AS_OF = "As things stood then: 2025-06-30 or 2025-06-30T12:00:00Z."


class SegmentEntry(Record):
    """A segment in the list."""

    key: str
    title: str
    revision: int


@dataclass
class Means(Answered):
    """An operation that says whom a segment means."""

    def __post_init__(self) -> None:
        super().__post_init__()
        told = self.responses["200"]  # type: ignore[index]
        told.content["application/json"] = OpenAPIMediaType(schema=MEMBERS)  # type: ignore[union-attr,index]
        del told.content["image/svg+xml"]  # type: ignore[union-attr]


@dataclass
class MeansOfBody(Means):
    """The same of a document."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.request_body = body_of(AskingMembers)


@get(
    "/api/segments",
    operation_id="listSegments",
    responses=ANSWERS,
    summary="The segments",
    sync_to_thread=True,
)
def list_segments(workspace: NamedDependency[Workspace]) -> list[SegmentEntry]:
    """The segments of the workspace."""
    return [
        SegmentEntry(key=each.key, title=each.body["title"], revision=each.number)
        for each in workspace.catalog.documents("segment")
    ]


@get(
    "/api/segments/schema",
    operation_id="segmentSchema",
    responses=ANSWERS,
    summary="What may be said in a segment",
    media_type="application/schema+json",
    sync_to_thread=False,
)
def schema() -> dict[str, Any]:
    """The JSON Schema of a segment document."""
    return segment_schema()


@get(
    "/api/segments/{key:str}",
    operation_id="showSegment",
    responses=ANSWERS,
    summary="A segment",
    sync_to_thread=True,
)
def show(workspace: NamedDependency[Workspace], key: FromPath[str]) -> Segment:
    """A segment's document."""
    return msgspec.convert(workspace.catalog.document("segment", key).body, Segment)


@get(
    "/api/segments/{key:str}/members",
    operation_id="segmentMembers",
    operation_class=Means,
    responses=ANSWERS,
    summary="Whom a segment means",
    sync_to_thread=True,
)
def members(
    request: AnyRequest,
    workspace: NamedDependency[Workspace],
    answers: NamedDependency[Answers],
    key: FromPath[str],
    *,
    as_of: Annotated[str | None, QueryParameter(description=AS_OF)] = None,
    format: Annotated[Body | None, FORM_PARAMETER] = None,  # noqa: A002
) -> Response[bytes]:
    """Its rule in a sentence and how many it means, as JSON; everybody by id, in the other forms."""
    body = {"members_of": key, "as_of": as_of}
    return answered(request, answers, members_from_body(body, workspace), format)


@post(
    "/api/segments/members",
    operation_id="members",
    operation_class=MeansOfBody,
    responses=ANSWERS,
    summary="Whom a rule means",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
)
def members_of(
    request: AnyRequest,
    workspace: NamedDependency[Workspace],
    answers: NamedDependency[Answers],
    data: Annotated[dict[str, Any], JsonBody()],
    *,
    format: Annotated[Body | None, FORM_PARAMETER] = None,  # noqa: A002
) -> Response[bytes]:
    """The same of a segment that is not kept: nothing of it stays."""
    return answered(request, answers, members_from_body(data, workspace), format)


ROUTES = [list_segments, schema, show, members, members_of]
