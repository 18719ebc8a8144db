"""The ends of all matches, against the twin of `test_patterns`; and with every index checked."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bounds import held
from tests.journeys.test_patterns import NODES, Told, journeys, patterns, ready, told, twin, went

from desirepath.journeys import match_ends, matcher, pattern


@settings(max_examples=60, deadline=None)
@given(
    patterns,
    st.lists(journeys(), max_size=4),
    st.tuples(st.booleans(), st.booleans(), st.sampled_from([None, None, 1, 3])),
)
def test_every_match_ends_where_the_twin_says(
    written: tuple[str, str], world: list[Told], ends: tuple[bool, bool, int | None]
) -> None:
    from_start, to_end, seconds = ends
    text = ("^" if from_start else "") + written[0] + ("$" if to_end else "")
    text += "" if seconds is None else f" within {seconds}s"
    read = ready(text)
    if isinstance(read, str):
        return
    window = None if seconds is None else seconds * 1_000_000
    expected = [
        sum(map(len, world[:number])) + end
        for number, journey in enumerate(world)
        for _, end in twin(written[1], journey, window, from_start=from_start, to_end=to_end)
    ]
    assert match_ends(read, told(*world)).tolist() == expected


def test_each_match_is_caught_at_its_last_step() -> None:
    journey = went("ad", "ad", "shop", "ad", "shop", "cart")
    assert match_ends(matcher(pattern("ad -> shop"), NODES), told(journey)).tolist() == [2, 4]


@pytest.mark.xdist_group("kernels")
def test_the_kernel_keeps_within_bounds(checked_kernels: Path) -> None:
    story = (
        "from tests.journeys import test_patterns_catching as tests\n"
        "tests.test_every_match_ends_where_the_twin_says()"
    )
    held(story, checked_kernels)
