"""The kernel of patterns once more, with every index checked: numba reads out of bounds without a word."""

from pathlib import Path

import pytest
from tests.bounds import held

STORY = """
from hypothesis import seed
from tests.journeys.test_patterns import test_patterns_agree_with_the_twin as agree

seed(1)(agree)()
"""


@pytest.mark.xdist_group("kernels")
def test_no_index_is_out_of_bounds(checked_kernels: Path) -> None:
    held(STORY, checked_kernels)
