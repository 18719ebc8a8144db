"""Kernels once more, with every index checked: numba else reads and writes out of bounds without a word."""

import os
import subprocess
import sys
from pathlib import Path

from tests.waiting import SECONDS

ROOT = Path(__file__).parent.parent
BEGIN = "import tests.examples\n"


def held(story: str, kernels: Path) -> None:
    """Run this in a process of its own; what it compiles is kept in this folder, for the next story."""
    checked = {
        **os.environ,
        "NUMBA_BOUNDSCHECK": "1",
        "NUMBA_CACHE_DIR": str(kernels),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", f"{BEGIN}{story}\nprint('held')"],
        env=checked,
        capture_output=True,
        text=True,
        check=False,
        timeout=2 * SECONDS,
    )
    assert done.stdout == "held\n", done.stderr
