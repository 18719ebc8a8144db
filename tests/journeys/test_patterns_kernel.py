"""The kernel of patterns once more, with every index checked: numba reads out of bounds without a word."""

import os
import subprocess
import sys
from pathlib import Path

STORY = """
from hypothesis import HealthCheck, seed, settings

settings.register_profile("fixed", database=None, suppress_health_check=list(HealthCheck))
settings.load_profile("fixed")
from tests.journeys.test_patterns import test_patterns_agree_with_the_twin as agree

seed(1)(agree)()
print("held")
"""


def test_no_index_is_out_of_bounds(tmp_path: Path) -> None:
    checked = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    checked["PYTHONPATH"] = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", STORY], env=checked, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.stdout == "held\n", done.stderr
