"""Waits against a twin that looks for each question's answer by itself."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.test_survival import lasting, median_between
from tests.measures.worlds import (
    DAY,
    NODES,
    Journey,
    Step,
    World,
    answered,
    person,
    told,
    worlds,
)

from desirepath.errors import UnknownName
from desirepath.journeys import OPEN
from desirepath.measures import Waits
from desirepath.measures.framing import frame

AS_OF = 10**15  # of `answered`
Wait = tuple[str, str, str, str, int]  # node, sort, person, how it stands, how long


def waits(world: World, question: Waits) -> list[Wait]:
    found: list[Wait] = []
    for one in (one for people in world for one in people):
        told_in_order = [(journey, step) for journey in one.journeys for step in journey.shown]
        for place, (journey, step) in enumerate(told_in_order):
            node = step.node or ""
            if step.took is not None:
                found.append((node, "carried", one.name, "ended", step.took))
            if step.by_us or step.at is None or (question.asked and node not in question.asked):
                continue
            before = [other for other in told_in_order[:place] if together(other, journey, step)]
            after = [other for other in told_in_order[place + 1 :] if together(other, journey, step)]
            if still_asking(before, step, question):
                continue
            answers = [other.at for _, other in after if answers_to(other, question)]
            how, until = until_when(journey, step, answers)
            found.append((node, "answer", one.name, how, until - step.at))
    return found


def together(other: tuple[Journey, Step], journey: Journey, step: Step) -> bool:
    """Whether what happens there can answer this question, or repeat it."""
    return other[1].about == step.about if step.about else other[0] is journey


def answers_to(step: Step, question: Waits) -> bool:
    return step.by_us and (not question.answered_by or step.node in question.answered_by)


def still_asking(before: list[tuple[Journey, Step]], step: Step, question: Waits) -> bool:
    """Whether the same was asked at this node before, and not answered since."""
    for _, other in reversed(before):
        if answers_to(other, question):
            return False
        if not other.by_us and other.at is not None and (other.node, other.about) == (step.node, step.about):
            return True
    return False


def until_when(journey: Journey, step: Step, answers: list[int | None]) -> tuple[str, int]:
    if answers:
        assert answers[0] is not None
        return "ended", answers[0]
    if step.about or journey.state == OPEN:
        return "still_waiting", AS_OF
    last = journey.shown[-1].at
    assert last is not None
    return "unanswered", last


def twin(world: World, question: Waits) -> list[dict[str, Any]]:
    every = waits(world, question)
    rows = []
    for node, sort in {(node, sort) for node, sort, *_ in every}:
        mine = [(name, how, took) for place, kind, name, how, took in every if (place, kind) == (node, sort)]
        times = [(took, how == "ended") for _, how, took in mine]
        low, high = median_between(times)
        rows.append(
            {
                "node": node,
                "wait": sort,
                "subjects": len({name for name, _, _ in mine}),
                **{
                    name: sum(how == name for _, how, _ in mine)
                    for name in ("ended", "still_waiting", "unanswered")
                },
                "p50_us": lasting(times, 50),
                "p50_us_low": low,
                "p50_us_high": high,
                "p90_us": lasting(times, 90),
                "n": len(mine),
                "too_few": len(mine) < 30,
            }
        )
    return sorted(rows, key=lambda row: (-row["n"], row["node"], row["wait"]))


some = st.lists(st.sampled_from(NODES), max_size=2, unique=True)


@settings(max_examples=300, deadline=None)
@given(worlds(), some, some)
def test_waits_agree_with_the_twin(world: World, asked: list[str], answered_by: list[str]) -> None:
    question = Waits(asked=asked, answered_by=answered_by)
    assert answered(question, world) == twin(world, question)


def rows(*journeys: Journey, **options: Any) -> list[dict[str, Any]]:
    return answered(Waits(**options), [[person("ana", *journeys)]])


def test_an_answer_is_the_next_thing_the_organisation_does_in_the_journey() -> None:
    journey = Journey(
        (Step("home", 0), Step("cart", 1), Step("shop", 5, by_us=True), Step("ad", 7, by_us=True))
    )
    found = {(row["node"], row["wait"]): row["p50_us"] for row in rows(journey)}
    assert found == {("home", "answer"): 5, ("cart", "answer"): 4}


def test_a_question_about_a_thing_waits_for_an_answer_about_it_in_whichever_journey() -> None:
    asks = Journey(
        (Step("home", 0, about=7), Step("shop", 5, by_us=True), Step("shop", 6, about=8, by_us=True))
    )
    answers = Journey((Step("shop", 3 * DAY, about=7, by_us=True),))
    (row,) = rows(asks, answers)
    assert (row["p50_us"], row["ended"]) == (3 * DAY, 1)


def test_who_asks_again_is_still_waiting_since_the_first_time() -> None:
    journey = Journey((Step("home", 0), Step("home", 4), Step("shop", 5, by_us=True), Step("home", 6)))
    (row,) = rows(journey)
    assert (row["n"], row["ended"], row["unanswered"], row["p50_us"]) == (2, 1, 1, 5)


def test_without_an_answer_one_still_waits_or_has_gone() -> None:
    over = Journey((Step("home", 0), Step("ad", 9)))
    still = Journey((Step("home", 20),), OPEN)
    thing = Journey((Step("home", 30, about=5),))
    row = next(row for row in rows(over, still, thing, asked=["home"]) if row["node"] == "home")
    assert (row["ended"], row["still_waiting"], row["unanswered"]) == (0, 2, 1)
    assert row["p50_us"] is None


def test_a_duration_that_an_interaction_carries_is_a_wait_of_its_own() -> None:
    took = [person(f"p{i}", Journey((Step("home", 0, took=i, by_us=True),))) for i in (30, 10, 20)]
    (row,) = answered(Waits(), [took])
    assert (row["wait"], row["subjects"], row["n"], row["p50_us"], row["p90_us"]) == ("carried", 3, 3, 20, 30)


def test_where_the_organisation_is_silent_nothing_is_a_question() -> None:
    journeys = told([person("ana", Journey((Step("home", 0), Step("ad", 5))))])
    mute = msgspec.structs.replace(journeys.timelines, initiator=None, duration_us=None, about=None)
    silent = msgspec.structs.replace(journeys, timelines=mute)
    names = frame("touchpoint", NODES, as_of_us=AS_OF)
    assert Waits().finish(Waits().scan(silent, names), names).num_rows == 0


def test_nodes_that_there_are_not_are_named() -> None:
    with pytest.raises(UnknownName, match='Did you mean "home"'):
        rows(Journey((Step("home", 0),)), asked=["hom"])
