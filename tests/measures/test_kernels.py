"""The kernels once more, with every index checked: numba writes out of bounds without a word otherwise."""

import os
import subprocess
import sys
from pathlib import Path

STORY = """
import numpy as np
from hypothesis import HealthCheck, given, seed, settings
from tests.measures.test_folds import FRAME, QUESTIONS, STAGES
from tests.measures.worlds import answered, worlds

@seed(1)
@settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(worlds(STAGES))
def no_index_is_out_of_bounds(world):
    for question in QUESTIONS:
        answered(question, world, STAGES, FRAME)

no_index_is_out_of_bounds()
print("held")
"""


def test_no_kernel_reads_or_writes_out_of_bounds(tmp_path: Path) -> None:
    checked = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    checked["PYTHONPATH"] = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", STORY], env=checked, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.stdout == "held\n", done.stderr
