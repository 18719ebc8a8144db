"""Who is behind a figure: as many as the answer counts, whatever the question and whoever they are."""

from itertools import pairwise
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.worlds import (
    NODES,
    World,
    answered,
    later,
    person,
    stage_frame,
    went,
    worlds,
)

from desirepath.errors import QuestionError
from desirepath.journeys import CLOSED, OPEN, PeriodUnit
from desirepath.measures import DropOff, Exclusion, Flow, Funnel, Paths, Retention, Stages
from desirepath.measures.behind import Behind
from desirepath.measures.framing import Frame, frame
from desirepath.measures.places_asked import (
    AtLink,
    AtNode,
    AtPath,
    CameTo,
    InCohort,
    LostAfter,
    Place,
    Standing,
    Stands,
)

LITTLE: World = [
    [person("ana", went("ad", "home", "cart", "shop")), person("bo", went("ad", "home", state=OPEN))],
    [person("cy", went("ad", "cart"), went("ad", "home", "cart")), person("di", went("home"))],
]


def behind(question: Any, place: Place, world: World, names: Frame | None = None) -> dict[str, Any]:
    (row,) = answered(Behind(of=question, place=place), world, names=names)
    return row


def place_of(row: dict[str, Any], rows: list[dict[str, Any]]) -> Place:
    """The place that a row of a flow is."""

    def shown(step: int) -> list[str]:
        return [
            one["from_node"]
            for one in rows
            if one["kind"] == "node" and one["step"] == step and one["from_node"] != "(other)"
        ]

    step = row["step"]
    if row["kind"] == "node":
        return AtNode(node=row["from_node"], step=step, but=shown(step))
    return AtLink(
        from_node=row["from_node"],
        to_node=row["to_node"],
        step=step,
        from_but=shown(step),
        to_but=shown(step + 1),
    )


def test_a_link_says_who_went_there_how_soon_and_where_they_went_next() -> None:
    found = behind(Flow(), AtLink(from_node="ad", to_node="home", step=1), LITTLE)
    assert (found["journeys"], found["subjects"], found["still_open"]) == (3, 3, 1)
    assert (found["took_p50_us"], found["took_n"], found["next_p50_us"], found["next_n"]) == (10, 3, 10, 2)
    onward = {row["node"]: (row["journeys"], row["share"]) for row in found["next"]}
    assert onward == {"cart": (2, 2 / 3), "(still open)": (1, 1 / 3)}
    assert all(row["share_low"] < row["share"] < row["share_high"] for row in found["next"])
    people = {row["subject"]: row for row in found["people"]}
    assert set(people) == {"ana", "bo", "cy"}
    ana = people["ana"]
    assert (ana["path"], ana["place"], ana["steps"]) == (["ad", "home", "cart", "shop"], 1, 4)
    assert (ana["began_us"], ana["at_us"], ana["ended_us"]) == (0, 10, 30)
    assert (found["n"], found["too_few"]) == (3, True)


def test_leaving_is_a_link_too() -> None:
    found = behind(Flow(), AtLink(from_node="cart", to_node="(end)"), LITTLE)
    assert (found["journeys"], found["subjects"], found["took_n"]) == (2, 1, 0)
    assert [(row["node"], row["journeys"]) for row in found["next"]] == [("(end)", 2)]


def test_who_is_lost_in_a_funnel_does_something_else_next() -> None:
    funnel = Funnel(steps=["ad", "cart"])
    lost = behind(funnel, LostAfter(step=1), LITTLE)
    assert [row["subject"] for row in lost["people"]] == ["bo"]
    assert [(row["node"], row["journeys"]) for row in lost["next"]] == [("home", 1)]
    came = behind(funnel, CameTo(step=2), LITTLE)
    assert (came["journeys"], came["took_p50_us"]) == (3, 20)


def test_of_nobody_nothing_is_said() -> None:
    found = behind(Flow(), AtNode(node="shop", step=1), LITTLE)
    assert (found["journeys"], found["next"], found["people"], found["took_p50_us"]) == (0, [], [], None)


def test_a_place_that_the_answer_has_not_is_refused() -> None:
    with pytest.raises(QuestionError, match='An answer of flow has no place "lost"'):
        Behind(of=Flow(), place=LostAfter(step=1))
    with pytest.raises(QuestionError, match="Expected a step from 1 to 1 of this funnel, found 2"):
        Behind(of=Funnel(steps=["ad", "cart"]), place=LostAfter(step=2))
    with pytest.raises(QuestionError, match="Only stages have an order to go back in"):
        Behind(of=DropOff(), place=Stands(node="ad", state="went_back"))
    with pytest.raises(QuestionError, match="no one path"):
        behind(Paths(), AtPath(path=["(other)"]), LITTLE)


@settings(max_examples=40, deadline=None)
@given(
    worlds(),
    st.sampled_from([None, "cart", ["home", "shop"], "ad -> home"]),
    st.sampled_from(["first", "last", 2]),
    st.integers(1, 3),
    st.integers(0, 2),
)
def test_behind_every_row_of_a_flow_are_as_many_as_it_counts(
    world: World, anchor: Any, occurrence: Any, top: int, before: int
) -> None:
    before = before if anchor else 0
    flow = Flow(steps=before + 2, top=top, anchor=anchor, occurrence=occurrence, before=before)
    rows = answered(flow, world)
    for row in rows:
        found = behind(flow, place_of(row, rows), world)
        assert found["journeys"] == row["count"], row
        assert row["subjects"] in (None, found["subjects"])
        assert sum(one["journeys"] for one in found["next"]) == row["count"]


@settings(max_examples=60, deadline=None)
@given(
    worlds(),
    st.lists(st.sampled_from([*NODES, ["ad", "shop"]]), min_size=1, max_size=4),
    st.sampled_from(["ordered", "strict", "unordered"]),
    st.sampled_from([None, 8, 20]),
    st.sampled_from([None, "home", Exclusion(nodes=["home"], after=1)]),
)
def test_behind_every_step_of_a_funnel_are_as_many_as_it_counts(
    world: World,
    steps: list[Any],
    order: Literal["ordered", "strict", "unordered"],
    window: int | None,
    exclude: Any,
) -> None:
    days = None if window is None else window / 86_400_000_000
    try:
        funnel = Funnel(
            steps=steps, order=order, within_days=days, exclude=[] if exclude is None else [exclude]
        )
    except QuestionError:
        return
    rows = answered(funnel, world)
    counts = [(row["journeys"], row["subjects"]) for row in rows]
    found = [behind(funnel, CameTo(step=step), world) for step in range(1, len(steps) + 1)]
    assert [(one["journeys"], one["subjects"]) for one in found] == counts
    lost = [behind(funnel, LostAfter(step=step), world)["journeys"] for step in range(1, len(steps))]
    assert lost == [one[0] - other[0] for one, other in pairwise(counts)]


@settings(max_examples=30, deadline=None)
@given(worlds(), st.sampled_from([[], ["shop"]]))
def test_behind_how_journeys_stand_are_as_many_as_stages_and_drop_offs_count(
    world: World, goal: list[str]
) -> None:
    names = stage_frame(*NODES)
    stages: list[tuple[Any, Frame, str]] = [
        (Stages(goal=goal), names, "stage"),
        (DropOff(goal=goal), frame("touchpoint", NODES, as_of_us=10**15), "node"),
    ]
    for question, seen, column in stages:
        for row in answered(question, world, names=seen):
            states: list[Standing] = ["moved_on", "dropped_off", "still_open", "went_back"]
            for state in states if column == "stage" else states[:3]:
                found = behind(question, Stands(node=row[column], state=state), world, seen)
                assert found["journeys"] == row[state], (row, state)


@settings(max_examples=30, deadline=None)
@given(worlds(), st.sampled_from([None, 1, 3]))
def test_behind_every_path_are_as_many_as_it_counts(world: World, prefix: int | None) -> None:
    paths = Paths(top=5, prefix=prefix)
    for row in answered(paths, world):
        if row["path"] != ["(other)"]:
            found = behind(paths, AtPath(path=row["path"]), world)
            assert (found["journeys"], found["subjects"]) == (row["count"], row["subjects"])


@settings(max_examples=30, deadline=None)
@given(
    worlds(),
    st.sampled_from(["day", "week", "month"]),
    st.sampled_from(["first", "any"]),
    st.booleans(),
    st.sampled_from([[], ["ad", "home"]]),
)
def test_behind_every_cohort_are_as_many_as_came_back(
    world: World, unit: PeriodUnit, cohorts: Literal["first", "any"], rolling: bool, start: list[str]
) -> None:
    day_us = 86_400_000_000
    told = later(world, start_us=1_735_732_800_000_000, every_us=3 * day_us)
    names = frame("touchpoint", NODES, as_of_us=1_735_732_800_000_000 + 400 * day_us)
    question = Retention(unit=unit, cohorts=cohorts, rolling=rolling, start=start, periods=6)
    for row in answered(question, told, names=names):
        of = {"cohort": row["cohort"], "period": row["period"]}
        back = behind(question, InCohort(**of), told, names)
        gone = behind(question, InCohort(**of, came_back=False), told, names)
        assert back["subjects"] + gone["subjects"] == row["subjects"], row
        if row["cohort"] == "(all)" and cohorts == "any":  # who is in several is counted once in each
            assert (back["subjects"] > 0, back["subjects"] <= row["returned"]) == (row["returned"] > 0, True)
        else:
            assert back["subjects"] == row["returned"], row
        if row["cohort"] != "(all)" or row["period"] == 0:
            everybody = behind(question, InCohort(cohort=row["cohort"]), told, names)
            assert everybody["subjects"] == row["subjects"]


def test_the_same_people_are_shown_wherever_they_are() -> None:
    crowd = [person(f"p{number:02}", went("ad", "home", state=CLOSED)) for number in range(40)]
    together, apart = [crowd], [crowd[20:], crowd[:20]]
    place = AtNode(node="home", step=2)
    one, other = behind(Flow(), place, together), behind(Flow(), place, apart)
    assert one == other
    assert len(one["people"]) == 8
