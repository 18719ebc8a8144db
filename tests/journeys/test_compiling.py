"""Kernels compile where they can be kept, are checked for bounds, and work from a read-only install."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.bounds import held
from tests.waiting import SECONDS

import desirepath

CHECKED = """
from tests.journeys import test_aligning, test_assembling, test_cutting, test_picking

test_assembling.test_timelines_are_what_the_slow_twin_finds()
test_aligning.test_every_step_gets_its_own_facts_value()
test_cutting.test_journeys_are_what_the_slow_twin_finds()
test_cutting.test_a_calendar_period_is_a_journey_and_the_one_of_the_moment_is_open()
test_cutting.test_a_journey_of_a_hundred_thousand_steps()
test_picking.test_groups_share_the_journeys_out()
test_picking.test_a_journey_belongs_to_the_period_it_started_in()
test_picking.test_only_what_was_answered_during_a_picked_journey_is_heard()
"""


@pytest.mark.xdist_group("kernels")
def test_no_kernel_reads_or_writes_out_of_bounds(checked_kernels: Path) -> None:
    held(CHECKED, checked_kernels)


READ_ONLY = """
import os
real = os.access
os.access = lambda path, mode, **options: "site" not in str(path) and real(path, mode, **options)
import numpy as np
from desirepath.journeys.addresses import addressed
numbers = np.arange(2)
print(addressed(numbers, numbers[:1], numbers[1:] + 1).tolist(), os.environ["NUMBA_CACHE_DIR"])
"""


def test_a_read_only_install_keeps_its_kernels_in_the_users_cache(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(
        Path(desirepath.__file__).parent, site / "desirepath", ignore=shutil.ignore_patterns("__pycache__")
    )
    kept = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    kept |= {
        "PYTHONPATH": str(site),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY],
        env=kept,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert done.stdout == f"[0, 1] {tmp_path / 'cache' / 'desirepath' / 'kernels'}\n", done.stderr
    assert list((tmp_path / "cache").rglob("*.nbi")) != []
