"""The Litestar application of one workspace."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig

from desirepath import __version__
from desirepath.server.answering import Answers
from desirepath.server.describing import WholeDescription
from desirepath.server.guarding import HEADERS, LoopbackOnly
from desirepath.server.jobs import Jobs, Limits
from desirepath.server.problems import HANDLERS, known_parameters_only
from desirepath.server.routes import ROUTES
from desirepath.workspace import open as open_workspace

LARGEST_BODY = 1_000_000
AT_THE_DOOR = 64  # requests that may wait for an answer at once, each in a thread that sleeps


def create_app(folder: Path, *, limits: Limits | None = None) -> Litestar:
    """The API and the page for the workspace in this folder; `WorkspaceError` when there is none."""
    workspace = open_workspace(folder)
    answers = Answers(workspace)
    jobs = Jobs(answers, limits=limits)

    def given(value: Any) -> Provide:
        return Provide(lambda: value, sync_to_thread=False)

    return Litestar(
        route_handlers=[Router("/", route_handlers=ROUTES)],  # so each is set up once
        dependencies={"workspace": given(workspace), "answers": given(answers), "jobs": given(jobs)},
        middleware=[LoopbackOnly()],
        response_headers=HEADERS,
        exception_handlers=HANDLERS,
        before_request=known_parameters_only,
        on_startup=[_make_room, workspace.uploads.sweep],
        on_shutdown=[jobs.close],
        openapi_config=OpenAPIConfig(
            title="desirepath",
            version=__version__,
            description="Journey maps drawn from what customers really did.",
            path="/api/openapi",
            use_handler_docstrings=True,
            render_plugins=[WholeDescription()],
        ),
        request_max_body_size=LARGEST_BODY,
        logging_config=None,  # what is logged is said on stderr as it is; nobody else's logging changes
    )


async def _make_room() -> None:
    """As many threads as requests may wait: with the few there are by default, who waits keeps others out."""
    asyncio.get_running_loop().set_default_executor(
        ThreadPoolExecutor(AT_THE_DOOR, thread_name_prefix="door")
    )
