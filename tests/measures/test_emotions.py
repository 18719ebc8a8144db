"""Emotions against a twin that decides for each answer, one by one, where it belongs."""

from collections import defaultdict
from fractions import Fraction
from math import sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.worlds import DAY, NODES, Journey, Person, Step, World, answered, person, worlds

from desirepath.errors import QuestionError
from desirepath.journeys import CLOSED
from desirepath.measures import Emotion
from desirepath.measures.framing import frame
from desirepath.measures.intervals import t_95

HAPPY, SAD = 2000, -2000


def where(one: Person, answer: Step, window: int) -> str:
    """The node an answer belongs to, in the words of the docstring of `Emotion`."""
    steps = [step for journey in one.journeys for step in journey.steps]
    place = next(i for i, step in enumerate(steps) if step is answer)
    others = [(i, step) for i, step in enumerate(steps) if step.node is not None and step.valence is None]
    same = [(i, step) for i, step in others if answer.about and step.about == answer.about]
    before = [step for i, step in same if i < place]
    if same:
        return str((before[-1] if before else same[0][1]).node)
    begun = [
        journey
        for journey in one.journeys
        if journey.shown and next(i for i, step in enumerate(steps) if step is journey.shown[0]) <= place
    ]
    if not begun or answer.at is None:
        return "(journey)"
    earlier = [
        step for i, step in others
        if i < place and any(step is mine for mine in begun[-1].steps) and step.at is not None
    ]  # fmt: skip
    close = earlier and answer.at - (earlier[-1].at or 0) <= window
    return str(earlier[-1].node) if close else "(journey)"


def twin(world: World, window: int) -> list[dict[str, Any]]:
    felt: dict[str, list[int]] = defaultdict(list)
    for one in (one for people in world for one in people):
        mine: dict[str, list[int]] = defaultdict(list)
        if not any(journey.shown for journey in one.journeys):
            continue
        for journey in one.journeys:
            for step in journey.steps:
                if step.valence is not None:
                    mine[where(one, step, window)].append(step.valence)
        for node, answers in mine.items():
            felt[node].append(round(Fraction(sum(answers), len(answers))))  # round() is half to even
    return [summed(node, felt[node]) for node in sorted(felt, key=lambda name: (name == "(journey)", name))]


def summed(node: str, values: list[int]) -> dict[str, Any]:
    n, mean = len(values), Fraction(sum(values), len(values))
    low = high = None
    if n > 1:
        half = t_95(n - 1) * sqrt(sum((value - mean) ** 2 for value in values) / (n - 1) / n)
        low, high = max(-2.0, (float(mean) - half) / 1000), min(2.0, (float(mean) + half) / 1000)
    return {
        "node": node,
        "mean": float(mean) / 1000,
        "mean_low": low,
        "mean_high": high,
        "n": n,
        "too_few": n < 30,
    }


def unique(world: World) -> World:
    """The same world with every step another object, so that the twin can tell them apart."""
    return [
        [
            person(
                one.name,
                *(
                    Journey(tuple(Step(s.node, s.at, s.valence, s.about, s.value) for s in j.steps), j.state)
                    for j in one.journeys
                ),
            )
            for one in people
        ]
        for people in world
    ]


@settings(max_examples=250, deadline=None)
@given(worlds(), st.sampled_from([1, 5, 10]))
def test_emotions_agree_with_the_twin(world: World, window: int) -> None:
    expected = twin(unique(world), window)
    found = answered(Emotion(window_days=window / DAY), world)
    assert [row["node"] for row in found] == [row["node"] for row in expected]
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


def felt(*journeys: Journey, **options: Any) -> dict[str, float]:
    rows = answered(Emotion(**options), [[person("ana", *journeys)]])
    return {row["node"]: row["mean"] for row in rows}


def life(*steps: Step) -> Journey:
    return Journey(steps, CLOSED)


def test_an_answer_belongs_to_the_order_it_names_even_when_more_happened_since() -> None:
    order, browse = Step("shop", 0, about=7), Step("home", DAY)
    assert felt(life(order, browse, Step(None, 2 * DAY, SAD, about=7))) == {"shop": -2.0}


def test_an_answer_that_names_nothing_belongs_to_the_last_interaction_of_fourteen_days() -> None:
    answer = Step(None, 14 * DAY, HAPPY)
    assert felt(life(Step("ad", 0), answer)) == {"ad": 2.0}
    assert felt(life(Step("ad", -1), answer)) == {"(journey)": 2.0}
    assert felt(life(Step("ad", -1), answer), window_days=15) == {"ad": 2.0}


def test_an_answer_does_not_belong_to_another_answer() -> None:
    assert felt(life(Step("ad", 0), Step("shop", 1, SAD), Step(None, 2, SAD))) == {"ad": -2.0}


def test_an_answer_reaches_back_no_further_than_its_journey() -> None:
    first, second = life(Step("ad", 0)), life(Step("shop", DAY, HAPPY), Step("home", 2 * DAY))
    assert felt(first, second) == {"(journey)": 2.0}


def test_the_order_an_answer_names_may_be_booked_later_than_the_answer() -> None:
    assert felt(life(Step("ad", 0), Step(None, 1, HAPPY, about=7), Step("shop", DAY, about=7))) == {
        "shop": 2.0
    }


def test_one_person_is_one_value_however_much_they_say() -> None:
    loud = person("ana", life(Step("ad", 0), *(Step(None, 1, SAD) for _ in range(9))))
    quiet = person("bo", life(Step("ad", 0), Step(None, 1, HAPPY)))
    [row] = answered(Emotion(), [[loud, quiet]])
    assert (row["node"], row["mean"], row["n"]) == ("ad", 0.0, 2)
    assert (row["mean_low"], row["mean_high"]) == (-2.0, 2.0)  # two people who disagree: anything is possible


def test_no_evidence_is_a_gap_and_one_person_has_no_interval() -> None:
    [row] = answered(Emotion(), [[person("ana", life(Step("ad", 0), Step("shop", 1), Step(None, 2, SAD)))]])
    assert row == {
        "node": "shop",
        "mean": -2.0,
        "mean_low": None,
        "mean_high": None,
        "n": 1,
        "too_few": True,
    }


def test_an_answer_given_after_the_moment_asked_of_is_not_heard() -> None:
    world = [[person("ana", life(Step("ad", 0), Step(None, 10, SAD)))]]
    assert answered(Emotion(), world, names=frame("touchpoint", NODES, as_of_us=9)) == []


def test_a_window_that_holds_nothing_is_refused() -> None:
    with pytest.raises(QuestionError, match="Expected window_days to be above 0 and below 100,000, found 0"):
        Emotion(window_days=0)
