"""Comparisons over HTTP: every measure, asked of two sides."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import Body as JsonBody
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from desirepath.errors import UnknownName
from desirepath.measures import MEASURES, definition
from desirepath.server.addresses import posting
from desirepath.server.answering import Answers
from desirepath.server.comparing import Comparing, compared_from_body, compared_from_parameters
from desirepath.server.describing import body_of
from desirepath.server.forms import Body
from desirepath.server.parameters import FORM_PARAMETER, OF_TWO, AnyRequest, asking_handler
from desirepath.server.problems import ANSWERS
from desirepath.server.routes.measures import Answered, answered
from desirepath.workspace import Workspace


@dataclass
class ComparesTwo(Answered):
    """An operation that takes a comparison as JSON."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.request_body = body_of(Comparing)


@posting(
    "/api/comparisons",
    operation_id="compare",
    operation_class=ComparesTwo,
    summary="Ask a question of two sides",
)
def compare(
    request: AnyRequest,
    workspace: NamedDependency[Workspace],
    answers: NamedDependency[Answers],
    data: Annotated[dict[str, Any], JsonBody()],
    *,
    format: Annotated[Body | None, FORM_PARAMETER] = None,  # noqa: A002
) -> Response[bytes]:
    """One row a figure: both values, their difference with its 95 % interval, ratio, p and q."""
    return answered(request, answers, compared_from_body(data, workspace), format)


def _route(name: str) -> ControllerRouterHandler:
    """The address at which a measure is asked of two sides."""

    def by_address(
        request: AnyRequest, workspace: Workspace, answers: Answers, said: dict[str, Any]
    ) -> Response[bytes]:
        form = said.pop("format")
        return answered(request, answers, compared_from_parameters(name, said, workspace), form)

    return get(
        f"/api/comparisons/{name}",
        operation_id=f"compare{name.title().replace('_', '')}",
        operation_class=Answered,
        responses=ANSWERS,
        summary=f"Of two sides: {definition(name).split(chr(10))[0].rstrip('.')}",
        sync_to_thread=True,
    )(asking_handler(name, by_address, OF_TWO))


@get("/api/comparisons/{name:str}", include_in_schema=False, sync_to_thread=False)
def unknown(name: FromPath[str]) -> None:
    """There is no such measure."""
    raise UnknownName("measure", name, MEASURES)


ROUTES: list[ControllerRouterHandler] = [compare, unknown, *(_route(name) for name in MEASURES)]
