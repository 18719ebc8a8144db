"""The demo company on both engines, computed once."""

import pytest
from tests.conformance.companies import copied, written

from desirepath import workspace
from desirepath.engines import SparkEngine


@pytest.fixture(scope="session")
def here(tmp_path_factory: pytest.TempPathFactory) -> workspace.Workspace:
    """The demo company on DuckDB."""
    return workspace.open(written(tmp_path_factory.mktemp("conformance") / "duckdb"))


@pytest.fixture(scope="session")
def there(here: workspace.Workspace, spark: SparkEngine) -> workspace.Workspace:
    """The same facts on Spark, refreshed there."""
    opened = workspace.open(copied(here.folder, here.folder.with_name("spark")))
    opened.refresh()
    return opened
