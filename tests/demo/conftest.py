"""One small demo company, written once for all tests of the folder."""

import pytest
from tests.demo.companies import PEOPLE, SEED, Company

from desirepath.demo import write_demo


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    folder = tmp_path_factory.mktemp("hearthline")
    return Company(folder, write_demo(folder, people=PEOPLE, seed=SEED))
