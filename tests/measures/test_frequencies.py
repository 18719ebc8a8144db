"""Frequencies against a twin that counts what each person does, one by one."""

from fractions import Fraction
from itertools import pairwise
from math import ceil, sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.clocks import HOUR, OSLO, SPRING, begins
from tests.measures.worlds import (
    NODES,
    Journey,
    Step,
    World,
    answered,
    kinds_of,
    later,
    lives,
    person,
    share,
    went,
    worlds,
)

from desirepath.errors import QuestionError
from desirepath.journeys import CLOSED, Gap
from desirepath.measures import Transitions
from desirepath.measures.framing import frame
from desirepath.measures.frequencies import Frequency
from desirepath.measures.intervals import t_95
from desirepath.testing import ask

CHANNELS = dict(zip(NODES, ["paid_ad", "website", "website", "in_person"], strict=True))
KINDS = kinds_of(NODES, channel=list(CHANNELS.values()))
MINUTE = 60_000_000
BUCKETS = [(None, -1), (0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 10), (11, 20), (21, 50), (51, 100),
           (101, 200), (201, 500), (501, 1000), (1001, 2000), (2001, 5000)]  # fmt: skip


def habits(steps: list[Step], question: Frequency, as_of: int) -> dict[str, int]:
    times = [step.at for step in steps if step.at is not None]
    values = [step.value for step in steps if step.value is not None]
    days = {begins("day", time) for time in times}
    lately = [day for day in days if (begins("day", as_of) - day).days < question.last_days]
    gaps = [b - a for a, b in pairwise(times)]
    found = {
        "interactions": len(steps),
        "sessions": 1 + sum(gap > question.session_minutes * MINUTE for gap in gaps),
        "channels": len({CHANNELS[step.node or ""] for step in steps}),
        "days": len(days),
        "days_lately": len(lately),
    }
    found = {metric: value for metric, value in found.items() if value}
    return {**found, "value_minor": sum(values)} if values else found


def twin(world: World, question: Frequency, as_of: int) -> list[dict[str, Any]]:
    people = [habits(steps, question, as_of) for steps in lives(world)]
    rows = []
    for metric in ("interactions", "sessions", "channels", "days", "days_lately", "value_minor"):
        values = sorted(mine[metric] for mine in people if metric in mine)
        if not values:
            continue
        mean, low, high = mean_of(values)
        n, none = len(values), (None, None, None)
        low = low if low is None or metric == "value_minor" else max(low, 1.0)
        middle = (values[ceil(0.5 * n) - 1], values[ceil(Fraction(9, 10) * n) - 1])
        rows.append(row(metric, "(all)", (None, None), n, none, middle, (mean, low, high), n))
        hit = [sum((least is None or least <= v) and v <= most for v in values) for least, most in BUCKETS]
        full = [place for place, count in enumerate(hit) if count]
        for place in range(full[0], full[-1] + 1):
            least, most = BUCKETS[place]
            name = "below 0" if most < 0 else str(most) if least == most else f"{least}–{most}"
            of = share([(1, 1)] * hit[place] + [(0, 1)] * (n - hit[place]))
            rows.append(row(metric, name, (least, most), hit[place], of, (None, None), none, n))
    return rows


def mean_of(values: list[int]) -> tuple[float, float | None, float | None]:
    n, mean = len(values), Fraction(sum(values), len(values))
    if n == 1:
        return float(mean), None, None
    half = t_95(n - 1) * sqrt(sum((value - mean) ** 2 for value in values) / (n - 1) / n)
    return float(mean), float(mean) - half, float(mean) + half


def row(
    metric: str, bucket: str, ends: Any, subjects: int, of: Any, middle: Any, mean: Any, n: int
) -> dict[str, Any]:
    return {
        "metric": metric, "bucket": bucket, "from_value": ends[0], "to_value": ends[1], "subjects": subjects,
        "share": of[0], "share_low": of[1], "share_high": of[2], "p50": middle[0], "p90": middle[1],
        "mean": mean[0], "mean_low": mean[1], "mean_high": mean[2], "n": n, "too_few": n < 30,
    }  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    worlds(),
    st.builds(
        Frequency, session_minutes=st.sampled_from([60, 300, 1440]), last_days=st.sampled_from([1, 3, 28])
    ),
    st.sampled_from([1, 5, 24]),
    st.sampled_from([0, 30 * HOUR, 2000 * HOUR]),
)
def test_frequencies_agree_with_the_twin(world: World, question: Frequency, hours: int, since: int) -> None:
    world = later(world, start_us=SPRING, every_us=hours * HOUR)
    as_of = max((step.at for steps in lives(world) for step in steps if step.at), default=SPRING) + since
    names = frame("touchpoint", NODES, as_of_us=as_of, zone=OSLO, kinds=KINDS)
    found, expected = answered(question, world, names=names), twin(world, question, as_of)
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


STORY = (
    ("Ana", "ad", "2025-03-01 10:00"),
    ("Ana", "shop", "2025-03-01 10:30", {"channel": "in_person", "value_minor": 4_900}),
    ("Ana", "shop", "2025-03-01 11:01", {"channel": "in_person", "value_minor": -900}),
    ("Bo", "ad", "2025-01-05 10:00"),
)


def of(metric: str, question: Frequency) -> dict[str, int]:
    rows = ask(question, *STORY, as_of="2025-03-02 00:00").rows()
    return {row["bucket"]: row["subjects"] for row in rows if row["metric"] == metric}


def test_a_silence_longer_than_the_gap_begins_another_session() -> None:
    assert of("sessions", Frequency()) == {"(all)": 2, "1": 1, "2": 1}
    assert of("sessions", Frequency(session_minutes=31)) == {"(all)": 2, "1": 2}


def test_sessions_are_the_journeys_of_the_split_by_gap() -> None:
    journeys = ask(Transitions(split=Gap(minutes=30)), *STORY).entered.journeys
    rows = ask(Frequency(), *STORY).rows()
    [row] = [row for row in rows if (row["metric"], row["bucket"]) == ("sessions", "(all)")]
    assert row["mean"] * row["n"] == journeys == 3


def test_who_was_not_here_lately_is_not_among_the_lately_active() -> None:
    assert of("days_lately", Frequency()) == {"(all)": 1, "1": 1}
    assert of("days_lately", Frequency(last_days=57)) == {"(all)": 2, "1": 2}  # 5 January is the first of 57


def test_who_spent_nothing_that_is_known_has_no_value() -> None:
    assert of("value_minor", Frequency()) == {"(all)": 1, "2001–5000": 1}


def test_money_whose_squares_need_more_than_sixty_four_bits_is_added_exactly() -> None:
    rich = [person(f"p{i}", Journey((Step("shop", 0, value=4 * 10**12 + i),), CLOSED)) for i in range(2)]
    rows = answered(Frequency(), [rich])
    [row] = [row for row in rows if (row["metric"], row["bucket"]) == ("value_minor", "(all)")]
    assert row["mean"] == pytest.approx(4e12)
    assert row["mean_high"] - row["mean_low"] == pytest.approx(2 * t_95(1) * sqrt(0.5 / 2), rel=1e-3)


def test_without_kinds_nothing_is_said_of_channels() -> None:
    rows = answered(Frequency(), [[person("ana", went("ad", "shop"))]])
    assert "channels" not in {row["metric"] for row in rows}


def test_nobody_has_no_rows() -> None:
    assert answered(Frequency(), [[]]) == []


def test_more_days_than_there_were_are_all_days() -> None:
    world = [[person("ana", went("ad", "shop"))]]
    rows = answered(Frequency(last_days=1 << 70), world)
    assert [row["n"] for row in rows if (row["metric"], row["bucket"]) == ("days_lately", "(all)")] == [1]


def test_what_cannot_be_asked_is_said_in_words() -> None:
    with pytest.raises(QuestionError, match="Expected session_minutes to be above 0 and to end, found 0"):
        Frequency(session_minutes=0)
    with pytest.raises(QuestionError, match="Expected last_days to be 1 or more, found 0"):
        Frequency(last_days=0)
