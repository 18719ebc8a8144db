"""People at sets of steps, against a slow count."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bounds import held
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


@pytest.mark.xdist_group("kernels")
def test_the_kernel_keeps_within_bounds(checked_kernels: Path) -> None:
    story = "from tests.drafts import test_reaching as tests\ntests.test_each_person_counts_once_in_a_set()"
    held(story, checked_kernels)
