"""Jobs over HTTP: what takes long, how far it is, its answer, and no more of it. `changes` begins others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Response, delete, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Operation
from litestar.params import Body as JsonBody
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK, HTTP_202_ACCEPTED

from desirepath.errors import InputError
from desirepath.server.addresses import reading, starting
from desirepath.server.answering import Answers
from desirepath.server.asking import Askable, Asking, asked_from_body
from desirepath.server.behind import BehindAsking, asked_behind
from desirepath.server.changing import Change
from desirepath.server.comparing import Comparing, compared_from_body
from desirepath.server.describing import body_of
from desirepath.server.forms import Body, chosen
from desirepath.server.jobs import Job, Jobs
from desirepath.server.members import AskingMembers, members_from_body
from desirepath.server.parameters import FORM_PARAMETER, AnyRequest
from desirepath.server.problems import ANSWERS
from desirepath.server.reports import (
    REPORTS,
    AskingCheck,
    AskingFigures,
    AskingReach,
    report_from_body,
)
from desirepath.server.routes.measures import Answered, given
from desirepath.workspace import Workspace


@dataclass
class Starts(Operation):
    """An operation that takes what is asked as JSON, to be answered later."""

    def __post_init__(self) -> None:
        self.request_body = body_of(
            Asking, Comparing, BehindAsking, AskingMembers, AskingCheck, AskingFigures, AskingReach
        )


@starting(
    "/api/jobs", operation_id="startJob", operation_class=Starts, summary="Ask a question that takes long"
)
def start(
    workspace: NamedDependency[Workspace],
    jobs: NamedDependency[Jobs],
    data: Annotated[dict[str, Any], JsonBody()],
) -> Response[Job]:
    """The question is asked when its turn comes; `Location` says where to look how far it is."""
    return begun(jobs, _asked(data, workspace))


@get("/api/jobs/{job:str}", operation_id="showJob", responses=ANSWERS, summary="A job", sync_to_thread=False)
def show(jobs: NamedDependency[Jobs], job: FromPath[str]) -> Job:
    """How a job stands, which step it does and how far it is.

    A question that nobody asks about for two minutes is stopped; a change is done to its end.
    """
    return jobs.look(job)


@delete(
    "/api/jobs/{job:str}",
    operation_id="cancelJob",
    responses=ANSWERS,
    summary="Cancel a job",
    status_code=HTTP_200_OK,
    sync_to_thread=False,
)
def cancel(jobs: NamedDependency[Jobs], job: FromPath[str]) -> Job:
    """Stop it in the middle of a scan or a query; what has ended stays so.

    A change is `cancelled` once it has stopped, and `done` if it was done before: look again.
    """
    return jobs.cancel(job)


@reading(
    "/api/jobs/{job:str}/answer",
    operation_id="jobAnswer",
    operation_class=Answered,
    summary="The answer of a job",
)
def answer(
    request: AnyRequest,
    answers: NamedDependency[Answers],
    jobs: NamedDependency[Jobs],
    job: FromPath[str],
    *,
    format: Annotated[Body | None, FORM_PARAMETER] = None,  # noqa: A002
) -> Response[bytes]:
    """The answer of a job that is done, of what there was when it was worked out."""
    stands, found = jobs.result(job)
    if found is None:
        raise InputError(f"This job is {stands.state}: {stands.detail or 'there is no answer of it.'}")
    form = chosen(request.headers.get("accept", ""), format)
    return given(request, answers, form, key=found.key, find=lambda: found)


def begun(jobs: Jobs, asked: Askable | Change) -> Response[Job]:
    """The job of what was begun, and where to look how far it is."""
    job = jobs.start(asked)
    return Response(job, status_code=HTTP_202_ACCEPTED, headers={"Location": f"/api/jobs/{job.id}"})


def _asked(data: dict[str, Any], workspace: Workspace) -> Askable:
    """A question, a figure opened, two sides, whom a segment means, or a report: by what its fields are."""
    if "place" in data:
        return asked_behind(data, workspace)
    if "question" not in data:
        for field, from_body in OF.items():
            if field in data:
                return from_body(data, workspace)
    return (compared_from_body if {"a", "b"} & set(data) else asked_from_body)(data, workspace)


OF: dict[str, Callable[[dict[str, Any], Workspace], Askable]] = {
    "members_of": members_from_body,
    **dict.fromkeys(REPORTS, report_from_body),
}


ROUTES = [start, show, cancel, answer]
