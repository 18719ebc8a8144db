"""What the workspace holds, and where it came from."""

from typing import Any

from litestar.di import NamedDependency

from desirepath.catalog import Load
from desirepath.server.addresses import reading
from desirepath.workspace import Workspace


@reading("/api/summary", operation_id="summary", summary="The workspace")
def summary(workspace: NamedDependency[Workspace]) -> dict[str, Any]:
    """The workspace in a few figures."""
    return workspace.summary()


@reading("/api/ledger", operation_id="ledger", summary="The ledger")
def ledger(workspace: NamedDependency[Workspace]) -> list[Load]:
    """Every load: read = loaded + duplicates + changed + quarantined."""
    return workspace.ledger()


@reading("/api/quarantine", operation_id="quarantine", summary="What was set aside")
def quarantine(workspace: NamedDependency[Workspace]) -> list[dict[str, Any]]:
    """Why rows were set aside, with counts; never the rows themselves."""
    return workspace.quarantine_reasons()


ROUTES = [summary, ledger, quarantine]
