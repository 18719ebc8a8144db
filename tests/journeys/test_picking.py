"""Journeys picked from those that were cut: by group, by period, by what they contain."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.journeys.test_cutting import seen, through
from tests.journeys.worlds import AS_OF, MINUTE, stored, timelines

from desirepath.journeys import UNKNOWN_VALENCE, Gap, Journeys, Period, Timelines, cut
from desirepath.journeys.picking import containing, picked, sorted_out, started_in

Told = list[list[tuple[int | None, int]]]


def some(told: Told) -> Journeys:
    return cut(stored(told), through([0, 1, 2, -1]), Gap(minutes=5), as_of_us=AS_OF)


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(timelines(), st.integers(1, 3), st.randoms(use_true_random=False))
def test_groups_share_the_journeys_out(told: Told, groups: int, draw: object) -> None:
    journeys = some(told)
    choose = draw.randint  # type: ignore[attr-defined]
    group = np.array([choose(-1, groups - 1) for _ in journeys.state], np.int32)
    parts = sorted_out(journeys, group, groups)
    for number, part in enumerate(parts):
        mine = [one for one, which in zip(seen(journeys), group.tolist(), strict=True) if which == number]
        assert seen(part) == mine
        assert part.offsets[0] == 0
        assert part.happened_at_us.tolist() == journeys.timelines.happened_at_us[part.position].tolist()


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(timelines(), st.integers(0, 30), st.integers(1, 30))
def test_a_journey_belongs_to_the_period_it_started_in(told: Told, begin: int, length: int) -> None:
    journeys = some(told)
    period = Period(from_us=begin * MINUTE, to_us=(begin + length) * MINUTE)
    flat = [minute for one in told for minute, _ in one]
    expected = []
    for _, steps, _ in seen(journeys):
        known = [flat[at] for _, at in steps if flat[at] is not None]
        expected.append(bool(known) and begin <= (known[0] or 0) < begin + length)
    assert started_in(journeys, period).tolist() == expected


def test_a_journey_contains_a_step_that_is_marked() -> None:
    journeys = some([[(0, 0), (1, 3), (20, 1)], [(2, 2)]])
    marked = np.array([False, True, True, False])  # the second is hidden by the lens
    assert containing(journeys, marked).tolist() == [False, True, False]
    assert containing(some([]), np.empty(0, np.bool_)).tolist() == []


def test_only_what_was_answered_during_a_picked_journey_is_heard() -> None:
    told: Told = [[(0, 3), (1, 0), (2, 3), (20, 1), (21, 3)], [(5, 3), (6, 0)]]
    bare = stored(told)
    fields = {name: getattr(bare, name) for name in bare.__struct_fields__}
    felt = Timelines(**{**fields, "valence_milli": np.arange(1, 8, dtype=np.int32)})
    journeys = cut(felt, through([0, 1, 2, -1]), Gap(minutes=5), as_of_us=AS_OF)

    def heard(*keep: bool) -> list[int]:
        valence = picked(journeys, np.array(keep)).timelines.valence_milli
        assert valence is not None
        return [value for value in valence.tolist() if value != UNKNOWN_VALENCE]

    assert heard(True, True, True) == [1, 2, 3, 4, 5, 6, 7]
    assert heard(True, False, False) == [1, 2, 3]
    assert heard(False, True, False) == [4, 5]
    assert heard(False, False, True) == [6, 7]
