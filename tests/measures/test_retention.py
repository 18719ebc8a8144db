"""Retention against a twin that asks of each person, cohort and period whether they came back."""

from collections import defaultdict
from datetime import date
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.measures.clocks import HOUR, OSLO, SPRING, after, begins
from tests.measures.worlds import NODES, Journey, Step, World, answered, later, lives, person, share, worlds

from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import Calendar, Gap
from desirepath.measures.framing import frame
from desirepath.measures.retention import Retention
from desirepath.testing import ask, microseconds


def cohorts_of(steps: list[Step], question: Retention) -> dict[date, int]:
    """The cohorts of a person, and which of their steps put them there."""
    found: dict[date, int] = {}
    for place, step in enumerate(steps):
        if step.at is not None and (not question.start or step.node in question.start):
            found.setdefault(begins(question.unit, step.at), place)
    return found if question.cohorts == "any" else dict(list(found.items())[:1])


def came_back(steps: list[Step], place: int, question: Retention, period: date, until: date) -> bool:
    """Whether a later step lies in one of the periods from `period` up to, not including, `until`."""
    return any(
        step.at is not None
        and (not question.back or step.node in question.back)
        and period <= begins(question.unit, step.at) < until
        for step in steps[place + 1 :]
    )


def twin(world: World, question: Retention, as_of: int) -> list[dict[str, Any]]:
    unit, unfinished = question.unit, begins(question.unit, as_of + 1)
    people = [(steps, cohorts_of(steps, question)) for steps in lives(world)]
    rows: list[dict[str, Any]] = []
    overall: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for cohort in sorted({cohort for _, mine in people for cohort in mine}):
        for k in range(question.periods + 1):
            period = after(unit, cohort, k)
            if period > begins(unit, as_of):
                break
            until = date.max if question.rolling else after(unit, period)
            hits = {
                number: came_back(steps, mine[cohort], question, period, until)
                for number, (steps, mine) in enumerate(people)
                if cohort in mine
            }
            is_over = period < unfinished
            watched = next(i for i in count() if after(unit, period, i) >= unfinished)
            rows.append(
                row(cohort.isoformat(), k, [(int(hit), 1) for hit in hits.values()], is_over, watched)
            )
            if is_over:
                overall[k] += [(number, int(hit)) for number, hit in hits.items()]
    for k, hits_of in sorted(overall.items()):
        by_number = defaultdict(list)
        for number, hit in hits_of:
            by_number[number].append(hit)
        rows.append(row("(all)", k, [(sum(hits), len(hits)) for hits in by_number.values()], True, None))
    return rows


def row(
    cohort: str, k: int, people: list[tuple[int, int]], is_over: bool, watched: int | None
) -> dict[str, Any]:
    value, low, high = share(people) if is_over else (None, None, None)
    n = sum(rows for _, rows in people)
    return {
        "cohort": cohort,
        "period": k,
        "subjects": len(people),
        "returned": sum(hits for hits, _ in people),
        "share": value,
        "share_low": low,
        "share_high": high,
        "is_over": is_over,
        "periods_watched": watched,
        "n": n,
        "too_few": n < 30,
    }


questions = st.builds(
    Retention,
    unit=st.sampled_from(["day", "week", "month"]),
    periods=st.sampled_from([1, 3, 40]),
    start=st.sampled_from([[], ["ad"], ["ad", "home"]]),
    back=st.sampled_from([[], ["ad"], ["shop", "cart"]]),
    cohorts=st.sampled_from(["first", "any"]),
    rolling=st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(worlds(), questions, st.sampled_from([1, 5, 24]), st.sampled_from([0, 1, 30 * HOUR, 2000 * HOUR]))
def test_retention_agrees_with_the_twin(world: World, question: Retention, hours: int, since: int) -> None:
    world = later(world, start_us=SPRING, every_us=hours * HOUR)
    as_of = max((step.at for steps in lives(world) for step in steps if step.at), default=SPRING) + since
    names = frame("touchpoint", NODES, as_of_us=as_of, zone=OSLO)
    found, expected = answered(question, world, names=names), twin(world, question, as_of)
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(worlds(), questions)
def test_a_rolling_share_never_grows_and_is_never_below_the_bounded(
    world: World, question: Retention
) -> None:
    world = later(world, start_us=SPRING, every_us=9 * HOUR)
    names = frame("touchpoint", NODES, as_of_us=SPRING + 5000 * HOUR, zone=OSLO)
    bounded = answered(replace(question, rolling=False), world, names=names)
    rolling = answered(replace(question, rolling=True), world, names=names)
    for one, other in zip(bounded, rolling, strict=True):
        assert one["returned"] <= other["returned"]
    for one, following in pairwise(rolling):
        if following["period"]:
            assert following["returned"] <= one["returned"]


STORY = (
    ("Ana", "ad", "2025-01-06 10:00"),
    ("Ana", "shop", "2025-01-14 10:00"),
    ("Bo", "ad", "2025-01-07 10:00"),
    ("Bo", "shop", "2025-01-07 11:00"),
    ("Cy", "ad", "2025-01-13 10:00"),
)


def shares(question: Retention, as_of: str) -> dict[tuple[str, int], tuple[int, float | None]]:
    rows = ask(question, *STORY, as_of=as_of).rows()
    return {(row["cohort"], row["period"]): (row["returned"], row["share"]) for row in rows}


def test_a_week_that_is_not_over_has_no_share_and_one_not_begun_no_row() -> None:
    assert shares(Retention(), "2025-01-19 23:59:59") == {
        ("2025-01-06", 0): (1, 0.5),
        ("2025-01-06", 1): (1, None),
        ("2025-01-13", 0): (0, None),
        ("(all)", 0): (1, 0.5),
    }


def test_a_week_is_over_with_its_last_microsecond() -> None:
    assert shares(Retention(), "2025-01-19 23:59:59.999998")["2025-01-06", 1] == (1, None)
    found = shares(Retention(), "2025-01-19 23:59:59.999999")
    assert found["2025-01-06", 1] == (1, 0.5)
    assert ("2025-01-06", 2) not in found
    assert found["(all)", 0] == (1, 1 / 3)


def test_the_split_makes_no_difference() -> None:
    whole = ask(Retention(), *STORY, as_of="2025-01-30 00:00").rows()
    for split in (Gap(minutes=5), Calendar(unit="day")):
        assert ask(Retention(split=split), *STORY, as_of="2025-01-30 00:00").rows() == whole


def test_coming_back_may_mean_something_else_than_beginning() -> None:
    asked = Retention(start=["ad"], back=["shop"])
    assert shares(asked, "2025-01-20 00:00")["2025-01-06", 1] == (1, 0.5)
    assert shares(Retention(start=["shop"]), "2025-01-20 00:00")["2025-01-06", 0] == (0, 0.0)


def test_a_person_begins_and_comes_back_in_the_zones_weeks() -> None:
    late = microseconds("2025-01-12 23:30")  # Monday in Oslo
    world = [[person("ana", Journey((Step("ad", late),)))]]
    for zone, cohort in (("UTC", "2025-01-06"), (OSLO, "2025-01-13")):
        names = frame("touchpoint", NODES, as_of_us=late, zone=zone)
        assert [row["cohort"] for row in answered(Retention(), world, names=names)] == [cohort]


def test_nobody_is_no_cohort() -> None:
    assert ask(Retention(start=["shop"]), ("Ana", "ad", "10:00"), ("Bo", "shop", None)).rows() == []


def test_what_cannot_be_asked_is_said_in_words() -> None:
    with pytest.raises(QuestionError, match="Expected periods to be 1 to 400, found 0"):
        Retention(periods=0)
    with pytest.raises(UnknownName, match=r'There is no touchpoint node "shp"\. Did you mean "shop"\?'):
        ask(Retention(back=["shp"]), *STORY)
