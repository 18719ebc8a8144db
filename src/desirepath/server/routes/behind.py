"""Figures opened over HTTP: who is behind one, when, and what they do next; and the nodes of a lens."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, cast

from litestar.di import NamedDependency
from litestar.openapi.spec import Operation
from litestar.params import Body as JsonBody
from litestar.params import QueryParameter

from desirepath.server.addresses import posting, reading
from desirepath.server.answering import Answers
from desirepath.server.asking import KEY
from desirepath.server.behind import Behind, BehindAsking, asked_behind
from desirepath.server.describing import body_of
from desirepath.server.forms import Told
from desirepath.workspace import NodeEntry, Workspace, nodes_of

LensName = Literal["touchpoint", "channel", "action", "interaction", "source", "stage"]


@dataclass
class Opens(Operation):
    """An operation that takes a question and a place in its answer."""

    def __post_init__(self) -> None:
        self.request_body = body_of(BehindAsking)


@posting("/api/behind", operation_id="behind", operation_class=Opens, summary="Who is behind a figure")
def open_figure(
    workspace: NamedDependency[Workspace],
    answers: NamedDependency[Answers],
    data: Annotated[dict[str, Any], JsonBody()],
) -> Behind:
    """As many as the answer counts: a few of them, when they were there, what they do next and how soon."""
    found = cast("Told", answers.answer(asked_behind(data, workspace)).answer)
    return cast("Behind", found.said)


@reading("/api/nodes", operation_id="listNodes", summary="The steps that a lens shows")
def nodes(
    workspace: NamedDependency[Workspace],
    lens: Annotated[LensName, QueryParameter(description="What a step is shown as")] = "touchpoint",
    stages: Annotated[
        str | None, QueryParameter(pattern=KEY, description="The stage document, where there are several")
    ] = None,
) -> list[NodeEntry]:
    """Every node with how many interactions it stands for, the most frequent first; stages in their order."""
    return nodes_of(workspace, lens, stages=stages)


ROUTES = [open_figure, nodes]
