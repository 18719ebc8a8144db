from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drafts.worlds import World, world

from desirepath.drafts import Against, ask_of, check, day_in_the_life, fill, known_to_the_day, period_of
from desirepath.drafts.clocks import local_hours
from desirepath.drafts.counting import Mask
from desirepath.drafts.hours import busiest, own_hours
from desirepath.errors import QuestionError
from desirepath.maps import JourneyMap, map_flaws, steps_of
from desirepath.testing import Told, microseconds

COUNTS = st.lists(st.integers(0, 30), min_size=24, max_size=24).filter(any)


def a_day(told: World, *, zone: str = "UTC") -> JourneyMap:
    return day_in_the_life(
        told.store,
        key="day",
        title="A day",
        zone=zone,
        interactions=told.interactions,
        engine=told.engine,
    )


def commuters() -> list[Told]:
    """Forty people who read the news at eight, phone at nine in the evening, and shop whenever."""
    told: list[Told] = []
    for number in range(40):
        name = f"p{number:02d}"
        told += [(name, "News", "2025-03-03 08:10", {"action": "read", "channel": "email"})]
        told += [(name, "Hotline", "2025-03-03 21:40", {"action": "called", "channel": "phone"})]
        told += [(name, "Shop", f"2025-03-04 {8 + number % 14:02d}:05", {"action": "viewed"})]
    return told


def hours(drawn: JourneyMap) -> list[tuple[str, str, str | None, str | None, int | None]]:
    return [
        (stage.name, step.name, step.starts_at, step.ends_at, step.reach)
        for stage in drawn.stages
        for step in stage.steps
    ]


def test_what_has_its_hours_stands_at_them_and_the_rest_is_all_day(tmp_path: Path) -> None:
    drawn = a_day(world(tmp_path, *commuters()))
    assert (drawn.map_kind, drawn.axis, list(map_flaws(drawn))) == ("day_in_the_life", "clock", [])
    assert hours(drawn) == [
        ("All day", "Shop", "08:00", "20:00", 36),  # nine in ten of its interactions
        ("Morning", "News", "08:00", "09:00", 40),
        ("Evening", "Calls the hotline", "21:00", "22:00", 40),
    ]


def test_hours_are_those_of_the_clock_on_the_wall(tmp_path: Path) -> None:
    drawn = a_day(world(tmp_path, *commuters()), zone="Asia/Kolkata")  # five and a half hours later
    starts = {name: (stage, start) for stage, name, start, _, _ in hours(drawn)}
    assert starts["News"] == ("Afternoon", "13:00")
    assert starts["Calls the hotline"] == ("Night", "03:00")


def test_a_place_is_guessed_and_a_count_is_not(tmp_path: Path) -> None:
    drawn = a_day(world(tmp_path, *commuters()))
    places = next(lane for lane in drawn.lanes if lane.label == "Place")
    assert [(card.text, card.status) for card in places.cards][1:] == [
        ("In the inbox", "assumed"),
        ("On the phone", "assumed"),
    ]
    metrics = [card for lane in drawn.lanes if lane.role == "metrics" for card in lane.cards]
    assert {card.status for card in metrics} == {"observed"}
    assert [card.text for card in metrics if card.step == "news"] == ["40", "100 %"]


def test_what_we_began_and_what_is_known_to_the_day_only_is_no_part_of_it(tmp_path: Path) -> None:
    told = commuters()
    told += [
        (f"p{number:02d}", "Letter", "2025-03-05 06:00", {"initiator": "organisation"})
        for number in range(40)
    ]
    told += [(f"p{number:02d}", "Fair", "2025-03-06 12:00", {"precision": "day"}) for number in range(40)]
    names = [step.name for step in steps_of(a_day(world(tmp_path, *told)))]
    assert names == ["Shop", "News", "Calls the hotline"]


def test_a_day_of_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="there is no day to draw"):
        a_day(world(tmp_path, *commuters()[:12]))


@given(st.lists(st.integers(1_577_836_800, 1_767_225_600), min_size=1, max_size=20))
@settings(max_examples=40, deadline=None)
def test_local_hours_are_those_of_every_single_moment(seconds: list[int]) -> None:
    for zone in ("Europe/Oslo", "Australia/Lord_Howe", "America/St_Johns"):
        expected = [datetime.fromtimestamp(each, ZoneInfo(zone)).hour for each in seconds]
        assert local_hours(np.array(seconds) * 1_000_000, zone=zone).tolist() == expected


def held(counts: Sequence[int], start: int, length: int) -> int:
    return sum(counts[start : start + length])


@given(COUNTS, st.floats(0.1, 1.0))
@settings(max_examples=50, deadline=None)
def test_the_busiest_hours_are_the_fewest_that_hold_enough(counts: list[int], within: float) -> None:
    start, length = busiest(counts, within)
    assert held(counts, start, length) >= within * sum(counts)
    shorter = [held(counts, at, length - 1) for at in range(24 - length + 2)]
    assert all(each < within * sum(counts) for each in shorter)


@given(COUNTS, st.integers(4, 24))
@settings(max_examples=40, deadline=None)
def test_own_hours_hold_more_beyond_an_even_day_than_any_others(counts: list[int], day: int) -> None:
    found = own_hours(counts, day, apart=0.2)
    more = {
        (at, length): held(counts, at, length) / sum(counts) - length / day
        for length in range(1, day + 1)
        for at in range(24 - length + 1)
    }
    assert (not found) == (max(more.values()) < 0.2)
    assert not found or more[found[0]] == max(more.values())


@given(COUNTS, st.integers(4, 24))
@settings(max_examples=40, deadline=None)
def test_two_stretches_stand_apart_and_hold_enough_together(counts: list[int], day: int) -> None:
    found = own_hours(counts, day, apart=0.2, second=0.06)
    assert found == sorted(found)
    assert set(own_hours(counts, day, apart=0.2)) <= set(found)
    if len(found) == 2:
        (one, first), (other, _) = found
        assert one + first <= other
        more = [held(counts, at, size) / sum(counts) - size / day for at, size in found]
        assert sum(more) >= 0.2
        assert min(more) >= 0.06


def rushes() -> list[Told]:
    """Sixty people who open the app on the way to work and back, and read three pages late in the evening."""
    told: list[Told] = []
    for number in range(60):
        name = f"p{number:02d}"
        told += [
            (
                name,
                "App",
                f"2025-03-{3 + number % 20:02d} {hour:02d}:15",
                {"action": "opened", "channel": "app"},
            )
            for hour in (7, 7, 8, 16, 17, 17, 10 + number % 5, 19 + number % 3)
        ]
        told += [
            (name, page, f"2025-03-05 {hour}:{10 + at}", {"action": "viewed", "channel": "website"})
            for at, page in enumerate(("Home page", "Plans page", "Reviews"))
            for hour in (20, 21)
        ]
    return told


def test_a_day_with_two_rushes_has_both_and_pages_of_one_evening_are_one_step(tmp_path: Path) -> None:
    drawn = a_day(world(tmp_path, *rushes()))
    assert hours(drawn) == [
        ("Morning", "Opens the app", "07:00", "09:00", 60),
        ("Afternoon", "Opens the app", "16:00", "18:00", 60),
        ("Evening", "Is at our website", "20:00", "22:00", 60),
    ]
    told = next(lane for lane in drawn.lanes if lane.role == "touchpoints")
    assert [card.text for card in told.cards] == ["App", "App", "Home page", "Plans page", "Reviews"]


def filled_again(
    drawn: JourneyMap, told: World, *, mask: Mask = None, as_of_us: int | None = None
) -> JourneyMap:
    daily = known_to_the_day(told.interactions, told.engine)
    moment = as_of_us or told.store.as_of_us
    ask = ask_of(told.store, drawn, mask=mask, as_of_us=moment, daily=daily)
    period = period_of(told.store, mask=mask, as_of_us=moment, zone="UTC")
    return fill(drawn, ask, as_of_us=moment, period=period)


def test_filling_a_drafted_day_changes_nothing(tmp_path: Path) -> None:
    told = world(tmp_path, *commuters(), *rushes())
    drawn = a_day(told)
    assert filled_again(drawn, told) == drawn


def figures(drawn: JourneyMap, step: str) -> list[str]:
    return [
        card.text
        for lane in drawn.lanes
        if lane.role == "metrics"
        for card in lane.cards
        if card.step == step
    ]


def test_a_day_is_counted_again_for_other_people(tmp_path: Path) -> None:
    told = world(tmp_path, *commuters(), ("p00", "News", "2025-03-07 08:30", {"precision": "day"}))
    drawn = a_day(told)
    some = told.store.mask([f"p{number:02d}" for number in range(10)])
    again = filled_again(drawn, told, mask=some)
    assert (again.n_subjects, figures(again, "news")) == (10, ["10", "100 %"])
    assert {step.name: step.reach for step in steps_of(again)}["News"] == 10
    assert figures(drawn, "news") == ["40", "100 %"]


def test_a_day_is_counted_again_at_an_earlier_moment(tmp_path: Path) -> None:
    told = world(tmp_path, *commuters())
    drawn = a_day(told)
    before_the_shop = filled_again(drawn, told, as_of_us=microseconds("2025-03-03 23:00"))
    assert figures(before_the_shop, "shop") == ["0", "not known"]
    assert figures(before_the_shop, "news") == ["40", "100 %"]


def test_a_check_of_a_day_asks_for_no_bindings_and_sees_what_changed(tmp_path: Path) -> None:
    told = world(tmp_path, *rushes())
    drawn = a_day(told)
    codes = {problem.code for problem in check(drawn, told.store).problems}
    assert not codes & {"unbound", "off_the_map", "same_name", "changed_source", "bad_question"}
    later = check(drawn, told.store, Against(as_of_us=microseconds("2025-03-08 00:00")))
    assert "changed_source" in {problem.code for problem in later.problems}
