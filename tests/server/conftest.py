"""A served shop, made once for the tests that only read it."""

from collections.abc import Iterator

import pytest
from tests.server.companies import Client, drawn, served


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The API of a shop with a published generation and a map."""
    folder = tmp_path_factory.mktemp("served") / "shop"
    drawn(folder)
    with served(folder) as client:
        yield client
