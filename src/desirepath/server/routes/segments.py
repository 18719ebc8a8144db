"""Segments over HTTP: the documents, what may be said in one, and whom they mean."""

from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType
from litestar.params import Body as JsonBody
from litestar.params import FromPath, QueryParameter
from litestar.status_codes import HTTP_400_BAD_REQUEST

from desirepath.records import Record
from desirepath.segments import Misfit, Segment, segment_schema
from desirepath.server.addresses import keeping, posting, reading, removing
from desirepath.server.answering import Answers
from desirepath.server.changing import Kept
from desirepath.server.describing import MEMBERS, body_of
from desirepath.server.forms import Body, MembersAnswer, Told
from desirepath.server.members import AskedMembers, AskingMembers, members_from_body
from desirepath.server.parameters import FORM_PARAMETER, AnyRequest
from desirepath.server.problems import ANSWERS, Problem
from desirepath.server.routes.measures import Answered, answered
from desirepath.workspace import (
    SegmentEntry,
    Unfit,
    Vocabulary,
    Workspace,
    judged_segment,
    keep_segment,
    list_segments,
    retire_segment,
    vocabulary,
)

AS_OF = "As things stood then: 2025-06-30 or 2025-06-30T12:00:00Z."


class UnfitSegment(Problem):
    """A segment that cannot be kept as it is: what is wrong, each thing at its place in the document."""

    problems: list[Misfit]


class SegmentDraft(Record):
    """A segment as it is being written."""

    segment: dict[str, Any]
    as_of: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class TriedSegment(Record):
    """What a segment says so far: all that is wrong with it or, when nothing is, whom it means."""

    problems: list[Misfit]
    sentence: str | None = None
    means: MembersAnswer | None = None


UNFIT = {400: ResponseSpec(UnfitSegment, description="It cannot be meant; the problems say what and where")}


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


@reading("/api/segments", operation_id="listSegments", summary="The segments")
def list_all(workspace: NamedDependency[Workspace]) -> list[SegmentEntry]:
    """The segments of the workspace, each with its rule in a sentence."""
    return list_segments(workspace)


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


@reading("/api/segments/{key:str}", operation_id="showSegment", summary="A segment")
def show(workspace: NamedDependency[Workspace], key: FromPath[str]) -> Segment:
    """A segment's document."""
    return msgspec.convert(workspace.catalog.document("segment", key).body, Segment)


@reading(
    "/api/segments/{key:str}/members",
    operation_id="segmentMembers",
    operation_class=Means,
    summary="Whom a segment means",
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


@posting(
    "/api/segments/members", operation_id="members", operation_class=MeansOfBody, summary="Whom a rule means"
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


@posting("/api/segments/check", operation_id="checkSegment", summary="What a rule says so far")
def check(
    workspace: NamedDependency[Workspace],
    answers: NamedDependency[Answers],
    data: Annotated[SegmentDraft, JsonBody()],
) -> TriedSegment:
    """A document as it is being written: what is wrong and where, or its sentence and whom it means."""
    judged = judged_segment(workspace, data.segment)
    if judged.problems or judged.segment is None:
        return TriedSegment(problems=judged.problems)
    asked = AskedMembers(segment=judged.segment, as_of_us=workspace.moment(data.as_of))
    found = answers.answer(asked).answer
    assert isinstance(found, Told)  # noqa: S101 - what asking for members gives
    assert isinstance(found.said, MembersAnswer)  # noqa: S101 - so too
    return TriedSegment(problems=[], sentence=judged.sentence, means=found.said)


@keeping(
    "/api/segments/{key:str}", operation_id="keepSegment", responses=ANSWERS | UNFIT, summary="Keep a segment"
)
def keep(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    data: Annotated[dict[str, Any], JsonBody()],
    onto: Annotated[
        int | None, QueryParameter(ge=0, description="The revision it was made of; 0 where it is new")
    ] = None,
) -> Kept | Response[UnfitSegment]:
    """A document as the newest revision of this key; 409 when another came before it."""
    try:
        made = keep_segment(workspace, key, data, onto=onto)
    except Unfit as error:
        told = UnfitSegment(
            title="Cannot be kept", status=HTTP_400_BAD_REQUEST, detail=str(error), problems=error.problems
        )
        return Response(told, status_code=HTTP_400_BAD_REQUEST, media_type="application/problem+json")
    return Kept(key=made.key, revision=made.number)


@removing("/api/segments/{key:str}", operation_id="retireSegment", summary="Retire a segment")
def retire(workspace: NamedDependency[Workspace], key: FromPath[str]) -> Kept:
    """Take a segment off the list; maps and segments made of it still mean the same people."""
    made = retire_segment(workspace, key)
    return Kept(key=made.key, revision=made.number)


@reading("/api/vocabulary", operation_id="vocabulary", summary="The names that there are")
def names(workspace: NamedDependency[Workspace]) -> Vocabulary:
    """Traits with their values, touchpoints, actions, channels, surveys, stages, campaigns, properties."""
    return vocabulary(workspace)


ROUTES = [list_all, schema, show, members, members_of, check, keep, retire, names]
