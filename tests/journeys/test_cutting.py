"""Journeys are cut as the words say: silences, goals, loops, what is hidden, and what is still open."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import get_args
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.journeys.worlds import AS_OF, MINUTE, NODES, Journey, journeys_of, stored, timelines

from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import (
    CLOSED,
    OPEN,
    REACHED,
    Calendar,
    Gap,
    Goal,
    Journeys,
    Lens,
    PeriodUnit,
    Split,
    WholeLife,
    cut,
)
from desirepath.testing import microseconds

DAY = 24 * 60
SPLITS = [
    WholeLife(quiet_days=10 / DAY), WholeLife(), Gap(minutes=5), Gap(minutes=0),
    Goal(nodes=["shop"]), Goal(nodes=["ad", "shop"], quiet_days=10 / DAY), Goal(nodes=[]),
]  # fmt: skip

Told = list[list[tuple[int | None, int]]]


def seen(journeys: Journeys) -> list[Journey]:
    """The journeys as plain tuples."""
    slices = [slice(*journeys.offsets[number : number + 2]) for number in range(len(journeys.subject))]
    steps = [
        list(zip(journeys.nodes[one].tolist(), journeys.position[one].tolist(), strict=True))
        for one in slices
    ]
    return list(zip(journeys.subject.tolist(), steps, journeys.state.tolist(), strict=True))


def through(codes: list[int], *, collapse_loops: bool = False) -> Lens:
    """A lens over the kinds 0, 1, 2 … ."""
    return Lens(name="test", nodes=NODES, codes=np.array(codes, np.int32), collapse_loops=collapse_loops)


def parts(
    told: list[tuple[int | None, str]], split: Split, *, collapse_loops: bool = False
) -> list[list[str]]:
    """One person's story, cut."""
    steps = [(minute, NODES.index(node)) for minute, node in told]
    lens = through([0, 1, 2], collapse_loops=collapse_loops)
    found = seen(cut(stored([steps]), lens, split, as_of_us=AS_OF))
    return [[NODES[node] for node, _ in steps] for _, steps, _ in found]


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(
    told=timelines(),
    codes=st.lists(st.integers(-1, len(NODES) - 1), min_size=len(NODES) + 1, max_size=len(NODES) + 1),
    split=st.sampled_from(SPLITS),
    collapse=st.booleans(),
)
def test_journeys_are_what_the_slow_twin_finds(
    told: Told, codes: list[int], split: Split, collapse: bool
) -> None:
    lens = through(codes, collapse_loops=collapse)
    journeys = cut(stored(told), lens, split, as_of_us=AS_OF)
    assert seen(journeys) == journeys_of(told, codes, split, collapse=collapse)
    assert journeys.happened_at_us.tolist() == stored(told).happened_at_us[journeys.position].tolist()


@settings(max_examples=50, deadline=None, database=None, derandomize=True)
@given(told=timelines(), split=st.sampled_from(SPLITS))
def test_a_mask_leaves_the_others_as_they_were(told: Told, split: Split) -> None:
    lens = through([0, 1, 2, -1])
    mask: npt.NDArray[np.bool_] = np.arange(len(told)) % 2 == 0
    everybody = seen(cut(stored(told), lens, split, as_of_us=AS_OF))
    some = seen(cut(stored(told), lens, split, as_of_us=AS_OF, mask=mask))
    assert some == [journey for journey in everybody if journey[0] % 2 == 0]


def test_a_silence_longer_than_the_gap_starts_a_new_journey() -> None:
    story: list[tuple[int | None, str]] = [(0, "ad"), (5, "shop"), (11, "help")]
    assert parts(story, Gap(minutes=5)) == [["ad", "shop"], ["help"]]
    assert parts(story, Gap(minutes=6)) == [["ad", "shop", "help"]]


def test_what_the_lens_hides_does_not_bridge_a_silence() -> None:
    told = [[(0, 0), (4, 1), (8, 0)]]
    journeys = cut(stored(told), through([0, -1]), Gap(minutes=5), as_of_us=AS_OF)
    assert [len(steps) for _, steps, _ in seen(journeys)] == [1, 1]


def test_reaching_the_goal_ends_a_journey_and_the_next_begins() -> None:
    story: list[tuple[int | None, str]] = [(0, "ad"), (1, "shop"), (2, "help"), (3, "shop"), (4, "ad")]
    assert parts(story, Goal(nodes=["shop"])) == [["ad", "shop"], ["help", "shop"], ["ad"]]


def test_a_loop_is_shown_once_inside_a_journey() -> None:
    story: list[tuple[int | None, str]] = [(0, "ad"), (1, "ad"), (9, "ad"), (10, "shop"), (11, "shop")]
    assert parts(story, WholeLife(), collapse_loops=True) == [["ad", "shop"]]
    assert parts(story, Gap(minutes=5), collapse_loops=True) == [["ad"], ["ad", "shop"]]
    assert parts(story, Goal(nodes=["shop"]), collapse_loops=True) == [["ad", "shop"]]


def test_steps_without_a_time_never_break_a_journey_and_are_closed() -> None:
    told: Told = [[(None, 0), (None, 1)], [(None, 0), (40, 1)]]
    assert [
        (len(steps), state)
        for _, steps, state in seen(cut(stored(told), through([0, 1]), Gap(), as_of_us=AS_OF))
    ] == [
        (2, CLOSED),
        (2, OPEN),
    ]


def test_a_journey_is_open_until_its_quiet_time_is_over() -> None:
    told: Told = [[(30, 0)], [(29, 0)], [(29, 1)]]
    states = [
        state
        for _, _, state in seen(
            cut(stored(told), through([0, 1]), Goal(nodes=["shop"], quiet_days=10 / DAY), as_of_us=AS_OF)
        )
    ]
    assert states == [OPEN, CLOSED, REACHED]


def test_what_happened_after_the_asked_moment_is_not_seen() -> None:
    told: Told = [[(10, 0), (41, 1)], [(50, 0)]]
    assert seen(cut(stored(told), through([0, 1]), WholeLife(), as_of_us=AS_OF)) == [(0, [(0, 0)], OPEN)]


def test_a_journey_of_a_hundred_thousand_steps() -> None:
    told: Told = [[(number // 5000, number % 3) for number in range(100_000)]]
    journeys = cut(stored(told), through([0, 1, 2]), WholeLife(), as_of_us=AS_OF)
    assert (len(journeys.subject), len(journeys.nodes)) == (1, 100_000)


def test_nobody_has_no_journeys() -> None:
    journeys = cut(stored([]), through([0]), WholeLife(), as_of_us=AS_OF)
    assert (journeys.offsets.tolist(), seen(journeys)) == ([0], [])


def test_a_goal_that_is_no_node_suggests_one_that_is() -> None:
    with pytest.raises(UnknownName, match='Did you mean "shop"'):
        cut(stored([[(0, 0)]]), through([0]), Goal(nodes=["shops"]), as_of_us=AS_OF)


@pytest.mark.parametrize(
    "split", [Gap(minutes=-1), Gap(minutes=float("nan")), WholeLife(quiet_days=float("inf"))]
)
def test_a_split_without_sense_is_refused(split: Split) -> None:
    with pytest.raises(QuestionError, match="zero or more"):
        cut(stored([[(0, 0)]]), through([0]), split, as_of_us=AS_OF)


def test_partitions_do_not_matter() -> None:
    told: Told = [[(0, 0), (3, 1)], [(1, 1), (20, 0)], [(2, 2)]]
    lens = through([0, 1, 2])
    together = [
        (steps[0][0], len(steps), state)
        for _, steps, state in seen(cut(stored(told), lens, Gap(), as_of_us=AS_OF))
    ]
    apart = [
        (steps[0][0], len(steps), state)
        for one in told
        for _, steps, state in seen(cut(stored([one]), lens, Gap(), as_of_us=AS_OF))
    ]
    assert together == apart
    assert pa.types.is_string(stored(told).subjects.type)


def period(unit: PeriodUnit, zone: str, minute: int) -> object:
    """The twin of the calendar: which period the clock on the wall shows."""
    there = (datetime.fromisoformat("1970-01-01T00:00+00:00") + timedelta(minutes=minute)).astimezone(
        ZoneInfo(zone)
    )
    return {
        "day": there.date(),
        "week": there.isocalendar()[:2],
        "month": (there.year, there.month),
        "quarter": (there.year, (there.month - 1) // 3),
        "year": there.year,
    }[unit]


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(
    told=st.lists(st.lists(st.none() | st.integers(-300_000, 700_000), max_size=12), min_size=1, max_size=4),
    unit=st.sampled_from(get_args(PeriodUnit)),
    zone=st.sampled_from(["UTC", "America/New_York", "Asia/Kathmandu", "Africa/Monrovia"]),
)
def test_a_calendar_period_is_a_journey_and_the_one_of_the_moment_is_open(
    told: list[list[int | None]], unit: PeriodUnit, zone: str
) -> None:
    people = [sorted(one, key=lambda at: -(10**9) if at is None else at) for one in told]
    as_of = 400_000
    expected: list[tuple[int, list[int | None], int]] = []
    for subject, minutes in enumerate(people):
        heard = [at for at in minutes if at is not None and at <= as_of]
        untimed: list[int | None] = [at for at in minutes if at is None]
        for number, (_, group) in enumerate(groupby(heard, lambda at: period(unit, zone, at))):
            steps = [*(untimed if number == 0 else []), *group]
            now = period(unit, zone, as_of) == period(unit, zone, steps[-1] or 0)
            expected.append((subject, steps, OPEN if now else CLOSED))
        if untimed and not heard:
            expected.append((subject, untimed, CLOSED))
    timelines = stored([[(at, 0) for at in one] for one in people])
    journeys = cut(timelines, through([0]), Calendar(unit=unit), as_of_us=as_of * MINUTE, zone=zone)
    flat = [at for one in people for at in one]
    assert [
        (subject, [flat[at] for _, at in steps], state) for subject, steps, state in seen(journeys)
    ] == expected


def test_a_calendar_period_ends_at_midnight_where_the_workspace_is() -> None:
    minutes = [
        (microseconds(f"2025-03-31 {at}") - microseconds("1970-01-01 00:00")) // MINUTE
        for at in ("21:59", "22:00")
    ]
    timelines = stored([[(at, 0) for at in minutes]])
    as_of_us = microseconds("2025-04-01 12:00")
    oslo, utc = (
        cut(timelines, through([0]), Calendar(unit="month"), as_of_us=as_of_us, zone=zone)
        for zone in ("Europe/Oslo", "UTC")
    )
    assert (len(oslo.state), oslo.state.tolist()) == (2, [CLOSED, OPEN])
    assert (len(utc.state), utc.state.tolist()) == (1, [CLOSED])


def test_a_hidden_step_does_not_exist() -> None:
    told: Told = [[(0, 0), (4, 1), (8, 0)]]
    steps = np.array([True, False, True])
    assert seen(cut(stored(told), through([0, 1]), Gap(minutes=5), as_of_us=AS_OF, steps=steps)) == seen(
        cut(stored(told), through([0, -1]), Gap(minutes=5), as_of_us=AS_OF)
    )


@settings(max_examples=60, deadline=None)
@given(timelines(), st.sampled_from([WholeLife(quiet_days=10 / DAY), WholeLife()]))
def test_what_need_not_be_cut_is_what_cutting_gives(told: Told, split: Split) -> None:
    world, lens = stored(told), through([0, 1, 2, 0])
    as_it_stands = cut(world, lens, split, as_of_us=10**12)
    taken_apart = cut(world, lens, split, as_of_us=10**12, mask=np.ones(len(told), np.bool_))
    for name in ("offsets", "nodes", "happened_at_us", "position", "subject", "state"):
        np.testing.assert_array_equal(getattr(as_it_stands, name), getattr(taken_apart, name))
