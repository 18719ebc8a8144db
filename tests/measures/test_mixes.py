"""Mixes against a twin that asks of each person and cell whether they were there, and what came after."""

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.measures.worlds import Person, Step, World, kinds_of, share, stage_frame, told, worlds

from desirepath.errors import UnknownName
from desirepath.journeys import OPEN, Stage, StageDocument, StageRule, Store
from desirepath.measures import measure
from desirepath.measures.mixes import Mix
from desirepath.testing import little, microseconds, store_of

STAGES = ["aware", "buy", "use"]
CHANNELS = ["email", "phone"]
ALL = "(all)"
PLACES = [f"{stage} {channel}" for stage in STAGES for channel in CHANNELS]
LETTERS = [place[-1] for place in PLACES]  # actions: "l" by email, "e" by phone
KINDS = kinds_of(PLACES, channel=CHANNELS * 3, action=LETTERS)
STAGE_OF = np.repeat(np.arange(3, dtype=np.int32), 2)
MONEY = {"email": 1_000, "phone": 77, "fair": 5}
SPEND = pa.table(
    {
        "day": [date(1970, 1, 1)] * 4,
        "channel": ["email", "phone", "email", "fair"],
        "cost_minor": [600, 77, 400, 5],
        "currency": ["EUR", "EUR", None, "EUR"],
    }
)


def answered(question: Mix, world: World) -> list[dict[str, Any]]:
    steps = Counter(step.node for part in world for one in part for j in one.journeys for step in j.shown)
    kinds = KINDS.append_column("steps", pa.array([1 + steps[place] for place in PLACES], pa.int64()))
    names = replace(stage_frame(*STAGES), kinds=kinds, spend=SPEND)
    partials = []
    for people in world:
        journeys = told(people, PLACES)
        partials.append(question.scan(replace(journeys, nodes=STAGE_OF[journeys.nodes]), names))
    rows: list[dict[str, Any]] = question.finish(question.merge(*partials), names).to_pylist()
    return rows


def split(step: Step) -> list[str]:
    return str(step.node).split()


def leads_on(steps: list[Step], cell: tuple[str, str], goal: list[str]) -> bool:
    """Whether, after their first step in a cell, somebody was in a later stage, or in a goal."""
    first = next(place for place, step in enumerate(steps) if inside(step, cell))
    after = [split(step)[0] for step in steps[first + 1 :]]
    if goal:
        return any(stage in goal for stage in after)
    return any(STAGES.index(stage) > STAGES.index(cell[0]) for stage in after)


def inside(step: Step, cell: tuple[str, str]) -> bool:
    return all(wanted in (ALL, found) for wanted, found in zip(cell, split(step), strict=True))


def twin(world: World, goal: list[str]) -> list[dict[str, Any]]:
    people = [(mine, shown(mine)) for part in world for mine in part if shown(mine)]
    had = Counter(split(step)[1] for _, steps in people for step in steps)
    rows = []
    for cell in product([*STAGES, ALL], [*sorted([*CHANNELS, "fair"]), ALL]):
        here = [(mine, steps) for mine, steps in people if any(inside(step, cell) for step in steps)]
        there = [step for _, steps in here for step in steps if inside(step, cell)]
        values = [step.value for step in there if step.value is not None]
        onward = open_still = None
        n, of = 0, share([])
        if goal or cell[0] in STAGES[:-1]:
            lead = [leads_on(steps, cell, goal) for _, steps in here]
            still = [not on and is_open(mine) for on, (mine, _) in zip(lead, here, strict=True)]
            onward, open_still, n = sum(lead), sum(still), len(here) - sum(still)
            of = share([(1, 1)] * onward + [(0, 1)] * (n - onward))
        cost, is_allocated = cost_of(cell, Counter(split(step)[1] for step in there), had)
        rows.append(
            {
                "stage": cell[0],
                "channel": cell[1],
                "subjects": len(here),
                "interactions": len(there),
                "first_touches": sum(inside(steps[0], cell) for _, steps in people),
                "last_touches": sum(inside(steps[-1], cell) for _, steps in people),
                "value_minor": sum(values) if values else None,
                "cost_minor": cost,
                "cost_allocated": is_allocated,
                "onward": onward,
                "still_open": open_still,
                "onward_share": of[0],
                "onward_share_low": of[1],
                "onward_share_high": of[2],
                "n": n,
                "too_few": n < 30,
            }
        )
    return rows


def cost_of(cell: tuple[str, str], here: Counter[str], had: Counter[str]) -> tuple[int | None, bool]:
    stage, channel = cell
    if stage == ALL:
        return MONEY.get(channel, sum(MONEY.values())), False
    if channel == "fair":
        return None, False
    # `answered` says of each of a channel's three places that it had one more interaction, of somebody else
    parts = [Fraction(MONEY[one] * here[one], had[one] + 3) for one in CHANNELS if channel in (ALL, one)]
    return round(sum(parts)), True


def shown(mine: Person) -> list[Step]:
    return [step for journey in mine.journeys for step in journey.shown]


def is_open(mine: Person) -> bool:
    return [journey for journey in mine.journeys if journey.shown][-1].state == OPEN


@settings(max_examples=150, deadline=None)
@given(worlds(PLACES), st.sampled_from([[], ["buy"], ["aware", "use"]]))
def test_mixes_agree_with_the_twin(world: World, goal: list[str]) -> None:
    found, expected = answered(Mix(goal=goal), world), twin(world, goal)
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(worlds(PLACES))
def test_cells_add_up(world: World) -> None:
    rows = {(row["stage"], row["channel"]): row for row in answered(Mix(), world)}
    inner = [row for cell, row in rows.items() if ALL not in cell]
    everybody = rows[ALL, ALL]
    assert sum(row["interactions"] for row in inner) == everybody["interactions"]
    assert sum(row["first_touches"] for row in inner) == everybody["subjects"]
    assert sum(row["last_touches"] for row in inner) == everybody["subjects"]
    assert sum(row["value_minor"] or 0 for row in inner) == (everybody["value_minor"] or 0)


@settings(max_examples=40, deadline=None)
@given(worlds(PLACES))
def test_another_thing_across_counts_the_same_interactions(world: World) -> None:
    by_channel = {(row["stage"], row["channel"]): row for row in answered(Mix(), world)}
    for row in answered(Mix(across="action"), world):
        channel = {"l": "email", "e": "phone"}.get(row["action"], ALL)
        other = by_channel[row["stage"], channel]
        assert row["subjects"] == other["subjects"]
        assert row["interactions"] == other["interactions"]
        if ALL not in (row["stage"], row["action"]):
            assert row["cost_minor"] == other["cost_minor"]


LIFE = StageDocument(
    key="life",
    stages=[Stage(key="aware", name="Aware"), Stage(key="buy", name="Buy")],
    rules=[StageRule(stage="aware", touchpoint="ad"), StageRule(stage="buy", touchpoint="shop")],
)
AD = {"channel": "paid_ad"}


def stored(folder: Path) -> Store:
    story = (
        ("Ana", "ad", "2025-01-01 10:00", AD),
        ("Ana", "shop", "2025-01-01 11:00", {"value_minor": 500}),
        ("Bo", "ad", "2025-01-01 12:00", AD),
        ("Bo", "help", "2025-01-01 13:00", AD),  # in no stage
        ("Cy", "ad", "2025-03-01 10:00", AD),
    )
    return store_of(little(*story), folder, as_of="2025-03-02 00:00")


def costs(store: Store, spend: pa.Table | None, **asked: Any) -> dict[tuple[str, str], int | None]:
    rows = measure(Mix(), store, stages=LIFE, spend=spend, **asked).rows()
    return {(row["stage"], row["channel"]): row["cost_minor"] for row in rows}


def money(*lines: tuple[date, str, int, str]) -> pa.Table:
    day, channel, cost, currency = zip(*lines, strict=True)
    return pa.table({"day": day, "channel": channel, "cost_minor": cost, "currency": currency})


def test_a_segment_bears_the_cost_of_its_own_interactions_only(tmp_path: Path) -> None:
    store, spend = stored(tmp_path), money((date(2025, 1, 1), "paid_ad", 1_000, "EUR"))
    assert costs(store, spend)["aware", "paid_ad"] == 750  # three of four; one is in no stage
    some = store.mask(["p0"])
    found = costs(store, spend, mask=some)
    assert (found["aware", "paid_ad"], found[ALL, "paid_ad"]) == (250, 1_000)


def test_neither_spend_nor_interactions_after_the_moment_asked_of_count(tmp_path: Path) -> None:
    store = stored(tmp_path)
    spend = money((date(2025, 1, 1), "paid_ad", 1_000, "EUR"), (date(2025, 3, 1), "paid_ad", 99, "EUR"))
    found = costs(store, spend, as_of_us=microseconds("2025-02-01 00:00"))
    assert (found["aware", "paid_ad"], found[ALL, "paid_ad"]) == (667, 1_000)  # two of three


def test_money_of_another_currency_is_not_added(tmp_path: Path) -> None:
    spend = money(
        (date(2025, 1, 1), "paid_ad", 1_000, "EUR"),
        (date(2025, 1, 2), "paid_ad", 1_000, "USD"),
        (date(2025, 1, 1), "website", 10, "EUR"),
    )
    found = costs(stored(tmp_path), spend)
    assert (found[ALL, "paid_ad"], found["aware", "paid_ad"], found[ALL, ALL]) == (None, None, None)
    assert (found[ALL, "website"], found["buy", "website"]) == (10, 10)


def test_without_spend_nothing_is_said_of_cost(tmp_path: Path) -> None:
    assert set(costs(stored(tmp_path), None).values()) == {None}


def test_of_nobody_every_cell_is_empty() -> None:
    rows = answered(Mix(), [[]])
    assert {row["subjects"] for row in rows} == {0}
    assert len(rows) == 4 * 4


def test_a_goal_that_is_no_stage_is_refused() -> None:
    with pytest.raises(UnknownName, match="There is no stage node"):
        answered(Mix(goal=["byu"]), [[]])
