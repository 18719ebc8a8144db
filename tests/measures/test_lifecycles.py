"""Lifecycles against a twin that looks at each person in each period."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.clocks import HOUR, OSLO, SPRING, after, begins
from tests.measures.worlds import NODES, World, answered, later, lives, share, worlds

from desirepath.measures.framing import frame
from desirepath.measures.lifecycles import Lifecycle
from desirepath.testing import ask


def twin(world: World, question: Lifecycle, as_of: int) -> list[dict[str, Any]]:
    unit = question.unit
    people = [
        {
            begins(unit, step.at)
            for step in steps
            if step.at is not None and (not question.nodes or step.node in question.nodes)
        }
        for steps in lives(world)
    ]
    rows = []
    period = min((day for mine in people for day in mine), default=date.max)
    before = date.min
    while period <= begins(unit, as_of):
        active = [mine for mine in people if period in mine]
        kept = [(int(period in mine), 1) for mine in people if before in mine]
        is_over = period < begins(unit, as_of + 1)
        value, low, high = share(kept) if is_over else (None, None, None)
        rows.append(
            {
                "period": period.isoformat(),
                "active": len(active),
                "new": sum(min(mine) == period for mine in active),
                "returning": sum(before in mine for mine in active),
                "resurrected": sum(before not in mine and min(mine) < period for mine in active),
                "dormant": sum(not hit for hit, _ in kept) if is_over else None,
                "kept": value,
                "kept_low": low,
                "kept_high": high,
                "is_over": is_over,
                "n": len(kept),
                "too_few": len(kept) < 30,
            }
        )
        before, period = period, after(unit, period)
    return rows


questions = st.builds(
    Lifecycle,
    unit=st.sampled_from(["day", "week", "month"]),
    nodes=st.sampled_from([[], ["ad"], ["shop", "cart"]]),
)


@settings(max_examples=150, deadline=None)
@given(worlds(), questions, st.sampled_from([1, 5, 24, 200]), st.sampled_from([0, 1, 30 * HOUR, 999 * HOUR]))
def test_lifecycles_agree_with_the_twin(world: World, question: Lifecycle, hours: int, since: int) -> None:
    world = later(world, start_us=SPRING, every_us=hours * HOUR)
    as_of = max((step.at for steps in lives(world) for step in steps if step.at), default=SPRING) + since
    names = frame("touchpoint", NODES, as_of_us=as_of, zone=OSLO)
    found, expected = answered(question, world, names=names), twin(world, question, as_of)
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)
        assert one["active"] == one["new"] + one["returning"] + one["resurrected"]
        if one["is_over"]:
            assert one["dormant"] == one["n"] - one["returning"]


STORY = (
    ("Ana", "ad", "2025-01-06 10:00"),
    ("Ana", "ad", "2025-01-13 10:00"),
    ("Ana", "ad", "2025-01-27 10:00"),
    ("Bo", "ad", "2025-01-13 10:00"),
)


def counts(as_of: str) -> dict[str, tuple[int, int, int, int | None]]:
    rows = ask(Lifecycle(), *STORY, as_of=as_of).rows()
    return {row["period"]: (row["new"], row["returning"], row["resurrected"], row["dormant"]) for row in rows}


def test_a_person_is_new_then_returns_then_is_dormant_then_resurrected() -> None:
    assert counts("2025-02-03 00:00") == {
        "2025-01-06": (1, 0, 0, 0),
        "2025-01-13": (1, 1, 0, 0),
        "2025-01-20": (0, 0, 0, 2),  # a quiet week has a row
        "2025-01-27": (0, 0, 1, 0),
        "2025-02-03": (0, 0, 0, None),  # it has begun: nobody is dormant yet
    }


def test_who_has_not_come_in_an_unfinished_week_is_not_dormant() -> None:
    assert counts("2025-01-20 09:00")["2025-01-20"] == (0, 0, 0, None)


def test_nobody_has_no_periods() -> None:
    assert ask(Lifecycle(nodes=["shop"]), ("Ana", "ad", "10:00"), ("Bo", "shop", None)).rows() == []
