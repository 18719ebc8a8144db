"""The kernel of conditions in order once more, with every index checked."""

from pathlib import Path

import pytest
from tests.bounds import held

STORY = """
import numpy as np
from desirepath.journeys import UNKNOWN_TIME
from desirepath.segments.folding import NO_WINDOW, pass_in_order

draw = np.random.default_rng(1)
for _ in range(300):
    offsets = np.cumsum([0, *draw.integers(0, 6, draw.integers(0, 5))])
    times = np.sort(draw.integers(0, 20, offsets[-1]))
    times[: draw.integers(0, 2)] = UNKNOWN_TIME
    steps = int(draw.integers(1, 5))
    bits = draw.integers(0, 1 << steps, offsets[-1])
    window = int(draw.choice([3, NO_WINDOW]))
    assert len(pass_in_order(offsets, times, bits, steps, window)) == len(offsets) - 1
"""


@pytest.mark.xdist_group("kernels")
def test_no_index_is_out_of_bounds(checked_kernels: Path) -> None:
    held(STORY, checked_kernels)
