"""The Litestar application of one workspace."""

from pathlib import Path

from litestar import Litestar
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from desirepath import __version__
from desirepath.server.guarding import HEADERS, LoopbackOnly
from desirepath.server.problems import HANDLERS, known_parameters_only
from desirepath.server.routes import ROUTES
from desirepath.workspace import Workspace
from desirepath.workspace import open as open_workspace


def create_app(folder: Path) -> Litestar:
    """The API and the page for the workspace in this folder; `WorkspaceError` when there is none."""
    workspace = open_workspace(folder)

    def opened() -> Workspace:
        return workspace

    return Litestar(
        route_handlers=ROUTES,
        dependencies={"workspace": Provide(opened, sync_to_thread=False)},
        middleware=[LoopbackOnly()],
        response_headers=HEADERS,
        exception_handlers=HANDLERS,
        before_request=known_parameters_only,
        openapi_config=OpenAPIConfig(
            title="desirepath",
            version=__version__,
            description="Journey maps drawn from what customers really did.",
            path="/api/openapi",
            use_handler_docstrings=True,
            render_plugins=[JsonRenderPlugin()],
        ),
        request_max_body_size=1_000_000,
    )
