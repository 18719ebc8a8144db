"""People at sets of steps, against a slow count."""

import os
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.worlds import NODES, World, answered, lives, worlds

from desirepath.drafts.reaching import Reached

SETS = st.dictionaries(st.sampled_from("xyz"), st.lists(st.sampled_from([*NODES, "gone"]), max_size=4))


@settings(max_examples=50, deadline=None)
@given(worlds(NODES), SETS)
def test_each_person_counts_once_in_a_set(world: World, sets: dict[str, list[str]]) -> None:
    rows = {row["node"]: row for row in answered(Reached(sets=sets), world, NODES)}
    assert set(rows) == set(sets)
    for name, steps in sets.items():
        people = [[step.node in steps for step in life] for life in lives(world)]
        assert rows[name]["subjects"] == sum(map(any, people))
        assert rows[name]["interactions"] == sum(map(sum, people))


def test_the_kernel_keeps_within_bounds(tmp_path: Path) -> None:
    story = (
        "from tests.drafts import test_reaching as tests\n"
        "tests.test_each_person_counts_once_in_a_set(); print('held')"
    )
    checked = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    checked["PYTHONPATH"] = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", story], env=checked, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.stdout == "held\n", done.stderr
