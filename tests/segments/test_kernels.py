"""The kernel of conditions in order once more, with every index checked."""

import os
import subprocess
import sys
from pathlib import Path

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
print("held")
"""


def test_no_index_is_out_of_bounds(tmp_path: Path) -> None:
    checked = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", STORY], env=checked, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.stdout == "held\n", done.stderr
