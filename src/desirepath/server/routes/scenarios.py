"""Scenarios over HTTP: what each is called, for who reads a map that names one by its key."""

from litestar.di import NamedDependency

from desirepath.records import Record
from desirepath.server.addresses import reading
from desirepath.workspace import Workspace


class ScenarioName(Record):
    """A scenario by its key and its name."""

    key: str
    title: str


@reading("/api/scenarios", operation_id="listScenarios", summary="The scenarios")
def list_all(workspace: NamedDependency[Workspace]) -> list[ScenarioName]:
    """Every scenario that is kept, by its key."""
    kept = workspace.catalog.documents("scenario")
    return [ScenarioName(key=each.key, title=str(each.body["title"])) for each in kept]


ROUTES = [list_all]
