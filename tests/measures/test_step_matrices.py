"""Step matrices against a twin that counts along each story."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.worlds import (
    Journey,
    World,
    all_journeys,
    answered,
    by_person,
    person,
    share,
    went,
    worlds,
)

from desirepath.errors import QuestionError, UnknownName
from desirepath.measures import Funnel, StepMatrix, question_from
from desirepath.measures import places as places_module
from desirepath.testing import ask


def anchor_of(journey: Journey, anchor: list[str] | None, occurrence: Any) -> int | None:
    at = [place for place, node in enumerate(journey.nodes) if anchor is None or node in anchor]
    if anchor is None:
        return 0
    wanted = {"first": 0, "last": len(at) - 1}.get(occurrence, occurrence)
    number = wanted if isinstance(occurrence, str) else occurrence - 1
    return at[number] if 0 <= number < len(at) else None


def node_at(journey: Journey, place: int) -> str:
    if place < 0:
        return "(start)"
    return journey.nodes[place] if place < len(journey.nodes) else "(end)"


def twin(
    journeys: list[Journey], anchor: list[str] | None, occurrence: Any, steps: range
) -> list[dict[str, Any]]:
    have = [(one, anchor_of(one, anchor, occurrence)) for one in journeys]
    anchored = [(one, at) for one, at in have if at is not None]
    rows = []
    for number, step in enumerate(steps):
        ahead = number if anchor is None else step
        where = {id(one): node_at(one, at + ahead) for one, at in anchored}
        for node in set(where.values()):
            mine = [
                [where[id(one)] == node for one in ones if id(one) in where] for ones in by_person(journeys)
            ]
            p, low, high = share([(sum(hits), len(hits)) for hits in mine])
            rows.append(
                {
                    "step": step,
                    "node": node,
                    "journeys": sum(map(sum, mine)),
                    "subjects": sum(map(any, mine)),
                    "share": p,
                    "share_low": low,
                    "share_high": high,
                    "n": len(anchored),
                    "too_few": len(anchored) < 30,
                }
            )
    return sorted(rows, key=lambda r: (r["step"], r["node"][0] == "(", -r["journeys"], r["node"]))


STORY = [[person("ana", went("ad", "home", "cart", "shop"), went("home", "cart")), person("bo", went("ad"))]]


def test_the_journeys_of_every_step_are_all_journeys() -> None:
    rows = answered(StepMatrix(steps=3), STORY)
    assert [(row["step"], row["node"], row["journeys"]) for row in rows] == [
        (1, "ad", 2), (1, "home", 1),
        (2, "cart", 1), (2, "home", 1), (2, "(end)", 1),
        (3, "cart", 1), (3, "(end)", 2),
    ]  # fmt: skip


def test_steps_are_counted_from_the_anchor_both_ways() -> None:
    rows = answered(StepMatrix(anchor="cart", before=2, after=1), STORY)
    assert [(row["step"], row["node"], row["journeys"]) for row in rows] == [
        (-2, "ad", 1), (-2, "(start)", 1),
        (-1, "home", 2),
        (0, "cart", 2),
        (1, "shop", 1), (1, "(end)", 1),
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    worlds(),
    st.sampled_from([None, ["cart"], ["ad", "shop"]]),
    st.sampled_from(["first", "last", 1, 2]),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_step_matrices_agree_with_the_twin(
    world: World, anchor: list[str] | None, occurrence: Any, before: int, after: int
) -> None:
    if anchor is None:
        question, steps = StepMatrix(steps=before + 1), range(1, before + 2)
    else:
        question = StepMatrix(anchor=anchor, occurrence=occurrence, before=before, after=after)
        steps = range(-before, after + 1)
    expected = twin(all_journeys(world), anchor, occurrence, steps)
    found = answered(question, world)
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(worlds(), st.sampled_from(["ad", "cart"]))
def test_journeys_with_the_anchor_are_those_at_the_first_step_of_a_funnel(world: World, node: str) -> None:
    matrix = [row for row in answered(StepMatrix(anchor=node, after=2), world) if row["step"] == 0]
    (first,) = answered(Funnel(steps=[node]), world)
    assert [(row["journeys"], row["subjects"]) for row in matrix] == (
        [(first["journeys"], first["subjects"])] if first["journeys"] else []
    )


@settings(max_examples=30, deadline=None)
@given(worlds())
def test_cells_that_are_numbered_are_counted_like_cells_that_have_a_place(world: World) -> None:
    question = StepMatrix(anchor="cart", before=2, after=2)
    expected = answered(question, world)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(places_module, "DENSE", -(10**9))
        patched.setattr(places_module, "ROOM", -(10**9))
        assert answered(question, world) == expected


def test_nobody_has_the_anchor() -> None:
    assert answered(StepMatrix(anchor="shop"), [[person("ana", went("ad"))]]) == []
    assert answered(StepMatrix(), []) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"before": "2"}, "Expected an anchor to look before or after, found none"),
        ({"anchor": "ad", "before": "-1"}, "Expected before and after to be 0 or more"),
        ({"anchor": "ad", "before": "10"}, "Expected the anchor to be among the 10 steps"),
        ({"steps": "0"}, "Expected from 1 to 1000 steps, found 0"),
        ({"anchor": "ad", "occurrence": "0"}, "Expected occurrence to be first, last, or 1 or more, found 0"),
        ({"anchor": "ad", "occurrence": "middle"}, "occurrence"),
    ],
)
def test_a_window_without_sense_is_told(options: dict[str, str], message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        question_from("step_matrix", options)


@pytest.mark.parametrize("anchor", ["cart", "ad -> cart"])
def test_an_occurrence_that_no_journey_has_is_nowhere(anchor: str) -> None:
    assert answered(StepMatrix(anchor=anchor, occurrence=1 << 70), STORY) == []


def test_an_anchor_is_read_as_names() -> None:
    found = question_from("step_matrix", {"anchor": "ad | shop", "occurrence": "2", "before": "1"})
    assert found == StepMatrix(anchor=["ad", "shop"], occurrence=2, before=1)


def test_an_anchor_that_is_no_node_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match='Did you mean "cart"'):
        answered(StepMatrix(anchor="carts"), STORY)


def test_an_anchor_may_be_a_path_pattern_and_stands_where_a_match_begins() -> None:
    answer = ask(
        StepMatrix(anchor="ad -> . -> cart", after=1),
        ("ana", "home", "10:00"), ("ana", "ad", "10:01"), ("ana", "shop", "10:02"), ("ana", "cart", "10:03"),
        ("bob", "ad", "10:00"), ("bob", "cart", "10:01"),
        as_of="2025-06-01 00:00",
    )  # fmt: skip
    assert [(row["step"], row["node"], row["journeys"]) for row in answer.rows() if row["journeys"]] == [
        (0, "ad", 1),
        (1, "shop", 1),
    ]


def test_a_pattern_that_names_no_node_is_shown_with_a_caret() -> None:
    with pytest.raises(UnknownName, match='Did you mean "cart"'):
        ask(StepMatrix(anchor="ad -> card"), ("ana", "ad", "10:00"), ("ana", "cart", "10:03"))
