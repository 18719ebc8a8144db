"""Stages against a twin that walks each journey stage by stage."""

from itertools import groupby, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.test_drop_offs import outcomes
from tests.measures.test_survival import lasting
from tests.measures.worlds import (
    DAY,
    Journey,
    Step,
    World,
    all_journeys,
    answered,
    person,
    rank,
    share,
    stage_frame,
    went,
    worlds,
)

from desirepath.journeys import CLOSED, OPEN, REACHED
from desirepath.measures import Stages, Transitions

STAGES = ["aware", "consider", "buy", "use"]
AS_OF = 10**15  # of `stage_frame`


def first_visit(journey: Journey, stage: str, as_of: int) -> tuple[int, bool] | None:
    """How long the first stretch of steps in a stage took or has lasted, and whether it is over."""
    visits = [(key, list(steps)) for key, steps in groupby(journey.shown, key=lambda step: step.node)]
    place = [key for key, _ in visits].index(stage)
    times = [step.at for step in visits[place][1] if step.at is not None]
    if not times:
        return None
    if place + 1 < len(visits):
        after = visits[place + 1][1][0].at
        return None if after is None else (after - times[0], True)
    return (as_of - times[0], False) if journey.state == OPEN else (times[-1] - times[0], True)


def returns(journey: Journey, stage: str) -> int:
    return max(0, [key for key, _ in groupby(journey.nodes)].count(stage) - 1)


def went_back(journey: Journey, stage: str) -> bool:
    ranks = [STAGES.index(node) for node in journey.nodes]
    here = [place for place, rank in enumerate(ranks) if rank == STAGES.index(stage)]
    return any(max(ranks[i:j]) > ranks[i] for i in here for j in here if i < j)


def skipped(journey: Journey, stage: str) -> bool:
    ranks = [STAGES.index(node) for node in journey.nodes]
    over = any(a < STAGES.index(stage) < b for a, b in pairwise(ranks))
    return over and stage not in journey.nodes


def twin(journeys: list[Journey], goal: set[str]) -> list[dict[str, Any]]:
    rows = []
    for stage in STAGES:
        entered = [journey for journey in journeys if stage in journey.nodes]
        people = outcomes(journeys, stage, goal)
        every = [how for one in people for how in one]
        moved = share([(one.count("moved_on"), len(one)) for one in people])
        dropped = share([(one.count("dropped_off"), len(one)) for one in people])
        worth = [s.value for j in journeys for s in j.shown if s.node == stage and s.value is not None]
        visits = [first_visit(journey, stage, AS_OF) for journey in entered]
        times = [visit for visit in visits if visit is not None]
        over = [time for time, is_over in times if is_over]
        rows.append(
            {
                "stage": stage,
                "name": stage.title(),
                "journeys": len(entered),
                "subjects": len(people),
                "moved_on": every.count("moved_on"),
                "went_back": sum(went_back(journey, stage) for journey in entered),
                "returns": sum(returns(journey, stage) for journey in entered),
                "skipped": sum(skipped(journey, stage) for journey in journeys),
                "dropped_off": every.count("dropped_off"),
                "still_open": every.count("still_open"),
                **dict(
                    zip(("moved_on_share", "moved_on_share_low", "moved_on_share_high"), moved, strict=True)
                ),
                **dict(
                    zip(
                        ("dropped_off_share", "dropped_off_share_low", "dropped_off_share_high"),
                        dropped,
                        strict=True,
                    )
                ),
                **{f"time_in_stage_p{percent}_us": lasting(times, percent) for percent in (50, 90)},
                **{f"completed_visit_p{percent}_us": rank(over, percent) for percent in (50, 90)},
                "value_minor": sum(worth) if worth else None,
                "n": len(entered),
                "too_few": len(entered) < 30,
            }
        )
    return rows


def asked(world: World, goal: list[str] | None = None) -> list[dict[str, Any]]:
    return answered(Stages(goal=goal or []), world, STAGES, stage_frame(*STAGES))


@settings(max_examples=200, deadline=None)
@given(worlds(STAGES), st.sets(st.sampled_from(STAGES), max_size=1))
def test_stages_agree_with_the_twin(world: World, goal: set[str]) -> None:
    expected = twin(all_journeys(world), goal)
    for one, other in zip(asked(world, sorted(goal)), expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(worlds(STAGES))
def test_who_entered_moved_on_dropped_off_or_is_still_there(world: World) -> None:
    rows = asked(world)
    assert all(r["journeys"] == r["moved_on"] + r["dropped_off"] + r["still_open"] for r in rows)
    assert all(row["went_back"] <= row["journeys"] for row in rows)
    assert all(row["journeys"] + row["skipped"] <= len(all_journeys(world)) for row in rows)


def column(rows: list[dict[str, Any]], name: str) -> list[Any]:
    return [row[name] for row in rows]


def test_a_loop_back_from_a_later_stage_is_going_back() -> None:
    rows = asked([[person("ana", went("consider", "buy", "consider", "consider", "buy"))]])
    assert column(rows, "went_back") == [0, 1, 0, 0]  # buy was entered twice, but from an earlier stage


def test_passing_over_a_stage_is_skipping_it_and_starting_late_is_not() -> None:
    rows = asked([[person("ana", went("aware", "buy")), person("bo", went("buy", "use"))]])
    assert column(rows, "skipped") == [0, 1, 0, 0]


def test_coming_to_a_stage_after_all_is_not_skipping_it() -> None:
    rows = asked([[person("ana", went("aware", "buy", "consider"))]])
    assert column(rows, "skipped") == [0, 0, 0, 0]


def test_reaching_the_goal_counts_as_moving_on_from_the_last_stage() -> None:
    world = [[person("ana", went("buy", "use")), person("bo", went("buy", "use", state=REACHED))]]
    assert column(asked(world), "moved_on") == [0, 0, 2, 1]
    assert column(asked(world, ["buy"]), "moved_on") == [0, 0, 2, 2]


def test_time_in_a_stage_runs_to_the_first_step_of_the_next() -> None:
    stay = Journey((Step("aware", 0), Step("aware", DAY), Step("buy", 3 * DAY), Step("buy", 4 * DAY)), CLOSED)
    rows = asked([[person("ana", stay)]])
    assert column(rows, "time_in_stage_p50_us") == [3 * DAY, None, DAY, None]
    assert column(rows, "completed_visit_p90_us") == [3 * DAY, None, DAY, None]


def test_a_visit_that_is_still_open_has_lasted_until_now_and_is_not_over() -> None:
    stay = Journey((Step("aware", 0), Step("buy", 3 * DAY), Step("buy", 4 * DAY)), OPEN)
    rows = asked([[person("ana", stay)]])
    assert column(rows, "time_in_stage_p50_us") == [3 * DAY, None, None, None]
    assert column(rows, "completed_visit_p50_us") == [3 * DAY, None, None, None]


def test_open_journeys_lengthen_the_time_in_a_stage() -> None:
    gone = [person(f"a{days}", Journey((Step("buy", 0), Step("use", days * DAY)))) for days in (1, 2, 3)]
    there = [person(f"b{i}", Journey((Step("buy", AS_OF - 2 * DAY),), OPEN)) for i in range(3)]
    buy = asked([gone + there])[2]
    # six stay a day or more, one leaves: 5/6; five two days or more, one leaves: 5/6 · 4/5 = 2/3; then one: 0
    assert (buy["completed_visit_p50_us"], buy["time_in_stage_p50_us"]) == (2 * DAY, 3 * DAY)


def test_every_return_counts_from_whichever_stage() -> None:
    rows = asked([[person("ana", went("buy", "use", "buy", "buy", "aware", "buy"))]])
    assert column(rows, "returns") == [0, 0, 2, 0]
    assert column(rows, "went_back") == [0, 0, 1, 0]


@settings(max_examples=50, deadline=None)
@given(worlds(STAGES))
def test_stages_agree_with_the_transitions_between_them(world: World) -> None:
    pairs = answered(Transitions(lens="stage"), world, STAGES, stage_frame(*STAGES))
    for row in asked(world):
        here = row["stage"]
        entries = [p["count"] for p in pairs if p["to_node"] == here and p["from_node"] != here]
        ends = [p["count"] for p in pairs if (p["from_node"], p["to_node"]) == (here, "(end)")]
        reached = sum(j.state == REACHED and j.nodes[-1] == here for j in all_journeys(world))
        assert row["journeys"] + row["returns"] == sum(entries)
        assert row["dropped_off"] + row["still_open"] + reached == sum(ends)


def test_every_stage_of_the_document_has_a_row() -> None:
    assert column(asked([[]]), "journeys") == column(asked([]), "journeys") == [0, 0, 0, 0]
    assert column(asked([[]]), "moved_on_share") == [None] * 4
