"""What the workspace holds, and where it came from."""

from typing import Any

from litestar import get
from litestar.di import NamedDependency

from desirepath.catalog import Load
from desirepath.server.problems import ANSWERS
from desirepath.workspace import Workspace


@get("/api/summary", operation_id="summary", responses=ANSWERS, summary="The workspace", sync_to_thread=True)
def summary(workspace: NamedDependency[Workspace]) -> dict[str, Any]:
    """The workspace in a few figures."""
    return workspace.summary()


@get("/api/ledger", operation_id="ledger", responses=ANSWERS, summary="The ledger", sync_to_thread=True)
def ledger(workspace: NamedDependency[Workspace]) -> list[Load]:
    """Every load: read = loaded + duplicates + changed + quarantined."""
    return workspace.ledger()


@get(
    "/api/quarantine",
    operation_id="quarantine",
    responses=ANSWERS,
    summary="What was set aside",
    sync_to_thread=True,
)
def quarantine(workspace: NamedDependency[Workspace]) -> list[dict[str, Any]]:
    """Why rows were set aside, with counts; never the rows themselves."""
    return workspace.quarantine_reasons()


ROUTES = [summary, ledger, quarantine]
