"""Durations against a twin that reads each journey from its first start."""

from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.test_survival import band, lasting, median_between, surviving
from tests.measures.worlds import (
    DAY,
    NODES,
    Journey,
    Step,
    World,
    all_journeys,
    answered,
    person,
    went,
    worlds,
)

from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import CLOSED, OPEN, REACHED
from desirepath.measures import Durations, Funnel

AS_OF = 10**15  # of `answered`
Found = tuple[str, int | None]  # how it stands, how long


def durations(journey: Journey, question: Durations) -> list[Found]:
    """What began in a journey, in the words of the docstring."""
    steps, place = journey.shown, 0
    found: list[Found] = []
    while True:
        begins = [i for i in range(place, len(steps)) if steps[i].node in question.start]
        if not begins:
            return found
        ends = [i for i in range(begins[0] + 1, len(steps)) if steps[i].node in question.end]
        until = ends[0] if ends else len(steps)
        begin = max(i for i in begins if i < until) if question.start_at == "last" else begins[0]
        since = steps[begin].at
        if ends:
            now, how = steps[until].at, "ended"
        elif journey.state == OPEN:
            now, how = AS_OF, "still_open"
        else:
            now, how = steps[-1].at, "not_reached"
        found.append((how, None if since is None or now is None else now - since))
        if not ends or question.reentry == "once":
            return found
        place = until


def twin(journeys: list[Journey], question: Durations) -> dict[str, Any]:
    mine = [(journey, durations(journey, question)) for journey in journeys]
    every = [one for _, some in mine for one in some]
    times = [(took, how == "ended") for how, took in every if took is not None]
    low, high = median_between(times)
    return {
        "began": len(every),
        "journeys": sum(bool(some) for _, some in mine),
        "subjects": len({journey.person for journey, some in mine if some}),
        **{
            name: sum(how == name and took is not None for how, took in every)
            for name in ("ended", "still_open", "not_reached")
        },
        "untimed": len(every) - len(times),
        "p25_us": lasting(times, 25),
        "p50_us": lasting(times, 50),
        "p50_us_low": low,
        "p50_us_high": high,
        "p75_us": lasting(times, 75),
        "p90_us": lasting(times, 90),
        "n": len(times),
        "too_few": len(times) < 30,
    }


some_nodes = st.lists(st.sampled_from(NODES), min_size=1, max_size=2, unique=True)
questions = st.builds(
    Durations,
    start=some_nodes,
    end=some_nodes,
    start_at=st.sampled_from(["first", "last"]),
    reentry=st.sampled_from(["once", "total"]),
)


@settings(max_examples=200, deadline=None)
@given(worlds(), questions)
def test_durations_agree_with_the_twin(world: World, question: Durations) -> None:
    assert answered(question, world) == [twin(all_journeys(world), question)]


@settings(max_examples=100, deadline=None)
@given(worlds(), questions)
def test_the_curve_is_that_of_the_same_durations(world: World, question: Durations) -> None:
    every = [one for journey in all_journeys(world) for one in durations(journey, question)]
    times = [(took, how == "ended") for how, took in every if took is not None]
    curve = answered(Durations(**{**fields(question), "curve": True}), world)
    moments = sorted({0} | {time for time, over in times if over}) if times else []
    assert [row["time_us"] for row in curve] == moments
    for row in curve:
        now = row["time_us"]
        low, high = band(times, now) if surviving(times, now) < 1 else (None, None)
        assert row == {
            "time_us": now,
            "at_risk": sum(time >= now for time, _ in times),
            "ended": sum(over and time <= now for time, over in times),
            "censored": sum(not over and time < now for time, over in times),
            "surviving": pytest.approx(surviving(times, now), abs=1e-12),
            "surviving_low": low if low is None else pytest.approx(low),
            "surviving_high": high if high is None else pytest.approx(high),
            "n": len(times),
            "too_few": len(times) < 30,
        }


def fields(question: Durations) -> dict[str, Any]:
    return {name: getattr(question, name) for name in question.__struct_fields__}


@settings(max_examples=60, deadline=None)
@given(worlds(), some_nodes, some_nodes, st.sampled_from(["once", "total"]))
def test_as_many_end_as_a_funnel_counts(
    world: World, start: list[str], end: list[str], reentry: Literal["once", "total"]
) -> None:
    if set(start) & set(end):
        return
    (row,) = answered(Durations(start=start, end=end, reentry=reentry, start_at="last"), world)
    begun, ended = answered(Funnel(steps=[start, end], reentry=reentry), world)
    assert (row["journeys"], row["subjects"]) == (begun["journeys"], begun["subjects"])
    question = Durations(start=start, end=end, reentry=reentry)
    every = [one for journey in all_journeys(world) for one in durations(journey, question)]
    assert ended["passages"] == sum(how == "ended" for how, _ in every)
    if not row["still_open"] + row["not_reached"]:
        assert row["p90_us"] == ended["time_from_first_p90_us"]


def row(question: Durations, *journeys: Journey) -> dict[str, Any]:
    (found,) = answered(question, [[person(f"p{i}", journey) for i, journey in enumerate(journeys)]])
    return found


ASKED = Journey((Step("ad", 0), Step("ad", DAY), Step("home", 2 * DAY), Step("shop", 3 * DAY)))


def test_a_duration_runs_from_the_first_start_to_the_first_end_after_it() -> None:
    assert row(Durations(start=["ad"], end=["shop", "cart"]), ASKED)["p50_us"] == 3 * DAY
    assert row(Durations(start=["ad"], end=["shop"], start_at="last"), ASKED)["p50_us"] == 2 * DAY


def test_what_ends_one_may_begin_the_next() -> None:
    question = Durations(start=["shop"], end=["shop"], reentry="total")
    found = row(question, went("shop", "ad", "shop", "shop", every=DAY))
    assert (found["began"], found["ended"], found["not_reached"]) == (3, 2, 1)
    assert (found["p25_us"], found["p75_us"]) == (DAY, 2 * DAY)


def test_an_open_journey_waits_until_now_and_a_closed_one_until_it_was_last_seen() -> None:
    rows = {state: at_the_end(state) for state in (OPEN, CLOSED, REACHED)}
    assert rows == {OPEN: (1, 0, 2), CLOSED: (0, 1, 1), REACHED: (0, 1, 1)}


def at_the_end(state: int) -> tuple[int, int, int]:
    """Still open, not reached, and how many are at risk when the other one ends after seven days."""
    waits = Journey((Step("ad", AS_OF - 9 * DAY), Step("home", AS_OF - 5 * DAY)), state)
    ends = Journey((Step("ad", AS_OF - 7 * DAY), Step("shop", AS_OF)))
    world = [[person("ana", waits), person("bo", ends)]]
    (summary,) = answered(Durations(start=["ad"], end=["shop"]), world)
    last = answered(Durations(start=["ad"], end=["shop"], curve=True), world)[-1]
    return summary["still_open"], summary["not_reached"], last["at_risk"]


def test_a_start_without_a_time_began_and_lasted_nobody_knows_how_long() -> None:
    found = row(Durations(start=["ad"], end=["shop"]), Journey((Step("ad", None), Step("shop", 5))))
    assert (found["began"], found["untimed"], found["ended"], found["n"]) == (1, 1, 0, 0)
    assert (found["p50_us"], found["too_few"]) == (None, True)


def test_a_long_curve_is_told_in_about_a_hundred_rows_and_loses_nobody() -> None:
    people = [person(f"p{i}", Journey((Step("ad", 0), Step("shop", i)))) for i in range(2_000)]
    rows = answered(Durations(start=["ad"], end=["shop"], curve=True), [people])
    assert 100 <= len(rows) <= 102
    assert (rows[0]["time_us"], rows[0]["at_risk"]) == (0, 2_000)
    assert (rows[-1]["time_us"], rows[-1]["ended"], rows[-1]["surviving"]) == (1_999, 2_000, 0.0)


def test_anchors_that_are_nothing_are_refused() -> None:
    with pytest.raises(QuestionError, match="the nodes where they start"):
        Durations(start=[], end=["shop"])
    with pytest.raises(UnknownName, match='Did you mean "shop"'):
        answered(Durations(start=["ad"], end=["shpo"]), [[]])
