"""What holds for every measure: the answer does not depend on how the data was cut or added up."""

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from tests.measures.worlds import World, answered, person, stage_frame, told, went, worlds

from desirepath.measures import (
    MEASURES,
    DropOff,
    Durations,
    Emotion,
    Fidelity,
    Flow,
    Frequency,
    Funnel,
    Lifecycle,
    Mix,
    Paths,
    Retention,
    Stages,
    StepMatrix,
    Transitions,
    Waits,
)
from desirepath.records import Record

STAGES = ["aware", "consider", "buy", "use"]
FRAME = stage_frame(*STAGES)
QUESTIONS: list[Any] = [
    Transitions(),
    Paths(top=3),
    Stages(goal=["use"]),
    Funnel(steps=["aware", ["consider", "buy"], "use"], within_days=1e-10),
    Funnel(steps=["aware", "buy", "use"], exclude=["consider"], reentry="total"),
    Funnel(steps=["use", "aware", "use"], order="unordered", reentry="total"),
    DropOff(goal=["use"], examples=2),
    Durations(start=["aware"], end=["buy", "use"], reentry="total"),
    Durations(start=["aware"], end=["use"], curve=True),
    Waits(asked=["aware", "buy"]),
    Emotion(),
    Frequency(last_days=1),
    Mix(),
    Mix(across="touchpoint", goal=["buy"]),
    Retention(unit="day", start=["aware"], cohorts="any", rolling=True),
    Lifecycle(unit="month", nodes=["aware", "use"]),
    StepMatrix(anchor="buy", before=2, after=2),
    Flow(anchor=["consider", "buy"], before=1, steps=4, top=2),
    Fidelity(nodes=["buy"], edges=[["aware", "consider"], ["consider", "use"]], by="week", top=2),
]
every_measure = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: type(question).__name__)


def test_every_measure_is_held_to_these_laws() -> None:
    assert {type(question) for question in QUESTIONS} == set(MEASURES.values())


@every_measure
@settings(max_examples=30, deadline=None)
@given(worlds(STAGES))
def test_merging_is_associative_and_commutative(question: Any, world: World) -> None:
    parts = [question.scan(told(people, STAGES), FRAME) for people in world]
    expected = question.finish(question.merge(*parts), FRAME)
    for a, *rest in permutations(parts):
        stepwise = a
        for b in rest:
            stepwise = question.merge(stepwise, b)
        nested = question.merge(a, question.merge(*rest)) if rest else a
        assert question.finish(stepwise, FRAME).equals(expected)
        assert question.finish(nested, FRAME).equals(expected)


@every_measure
def test_merging_nothing_gives_what_adds_nothing(question: Any) -> None:
    part = question.scan(told([person("ana", went("aware", "use"))], STAGES), FRAME)
    expected = question.finish(part, FRAME)
    assert question.finish(question.merge(part), FRAME).equals(expected)
    assert question.finish(question.merge(part, question.merge()), FRAME).equals(expected)


@every_measure
@settings(max_examples=30, deadline=None)
@given(worlds(STAGES))
def test_the_answer_does_not_depend_on_the_partitions(question: Any, world: World) -> None:
    people = [one for part in world for one in part]
    expected = answered(question, world, STAGES, FRAME)
    assert answered(question, [people], STAGES, FRAME) == expected
    assert answered(question, [[one] for one in reversed(people)] or [[]], STAGES, FRAME) == expected


@every_measure
@settings(max_examples=20, deadline=None)
@given(worlds(STAGES))
def test_the_order_of_people_does_not_matter(question: Any, world: World) -> None:
    turned = [list(reversed(people)) for people in world]
    assert answered(question, turned, STAGES, FRAME) == answered(question, world, STAGES, FRAME)


@every_measure
def test_partials_hold_integers_only(question: Any) -> None:
    partial = question.scan(told([person("ana", went("aware", "use"))], STAGES), FRAME)
    assert {kind for array in arrays(partial) for kind in array.dtype.kind} == {"i"}


def arrays(part: Any) -> list[np.ndarray]:
    if isinstance(part, np.ndarray):
        return [part]
    if isinstance(part, list):
        return [array for one in part for array in arrays(one)]
    if isinstance(part, Record):
        return [array for name in part.__struct_fields__ for array in arrays(getattr(part, name))]
    assert isinstance(part, int)
    return []
