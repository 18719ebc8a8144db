"""The kernels once more, with every index checked: numba writes out of bounds without a word otherwise."""

from pathlib import Path

import pytest
from tests.bounds import held

STORY = """
import numpy as np
from hypothesis import given, seed, settings
from tests.measures.test_folds import FRAME, QUESTIONS, STAGES
from desirepath.measures import Behind, CameTo, Funnel, InCohort, Paths, Retention, routes
from desirepath.measures.groups import groups_by_step
from desirepath.measures.weights import person_keys, weights
from tests.measures.worlds import answered, worlds
import pyarrow as pa

@seed(1)
@settings(max_examples=40, deadline=None)
@given(worlds(STAGES))
def no_index_is_out_of_bounds(world):
    for question in QUESTIONS:
        answered(question, world, STAGES, FRAME)

@seed(1)
@settings(max_examples=10, deadline=None)
@given(worlds(STAGES))
def routes_that_are_shared_out_stay_within_theirs(world):
    answered(Paths(top=2), world, STAGES, FRAME)

def everybody_is_drawn_and_grouped():
    keys = person_keys(pa.array(["ana", "", "bo"], pa.string()).slice(1))
    assert len(weights(keys, 7)) == 2
    groups = groups_by_step(np.array([0, 2, 3]), np.array([-1, 4, -1], np.int32), True)
    assert groups.tolist() == [4, -1]

@seed(1)
@settings(max_examples=20, deadline=None)
@given(worlds(STAGES))
def who_is_behind_a_figure_is_found_within_them(world):
    for question in QUESTIONS:
        if isinstance(question, Funnel):
            for step in range(1, len(question.steps) + 1):
                answered(Behind(of=question, place=CameTo(step=step)), world, STAGES, FRAME)
        if isinstance(question, Retention):
            for cohort in ("1970-01-01", "2000-01-01"):
                answered(Behind(of=question, place=InCohort(cohort=cohort, period=1)), world, STAGES, FRAME)

no_index_is_out_of_bounds()
who_is_behind_a_figure_is_found_within_them()
routes.MANY = 1
routes_that_are_shared_out_stay_within_theirs()
everybody_is_drawn_and_grouped()
"""


@pytest.mark.xdist_group("kernels")
def test_no_kernel_reads_or_writes_out_of_bounds(checked_kernels: Path) -> None:
    held(STORY, checked_kernels)
