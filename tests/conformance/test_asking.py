"""Of whom, of what and of when: what a question is asked under means the same on DuckDB and on Spark."""

from typing import Any

import pyarrow as pa
import pytest
from tests.conformance.test_resolving import assert_same, who
from tests.identities.worlds import ENGINE, facts

from desirepath.engines import Engine, SparkEngine
from desirepath.errors import UnknownName
from desirepath.measures import Funnel, Transitions
from desirepath.segments import Segment
from desirepath.segments.comparing import holds
from desirepath.segments.rules import AllOf, Answered, AnyOf, Did, NotThis, Rule, Step, Then, Trait, Where
from desirepath.workspace import Workspace

pytestmark = pytest.mark.xdist_group("spark")

UNDER: list[dict[str, Any]] = [
    {"only": {"initiator": "customer", "channel": ["website", "email"]}, "breakdown": "traits.persona"},
    {"containing": {"properties.path": "/"}, "period": "2025-Q2", "breakdown": "last campaign"},
    {"where": {"persona": "Busy family"}, "breakdown": "properties.plan", "resamples": 40},
]
RULES: list[Rule] = [
    Trait(name="language", op="contains", value="NB"),
    Trait(name="age", op="is_not", value="35-44"),
    Did(touchpoint="*page", where=[Where(field="properties.path", op="contains", value="/PLANS")]),
    Did(where=[Where(field="value", op="at_least", value=500)], during="2025-Q2"),
    Did(where=[Where(field="properties.waited_minutes", op="greater", value=4)]),
    Did(where=[Where(field="duration_seconds", op="known")], at_most=2),
    Then(steps=[Step(where=[Where(field="device", value="mobile")]), Step(channel="email")], within_days=30),
    Answered(band="promoter"),
    NotThis(of=Answered(band="detractor", which="any")),
]
TEXTS = [
    "12", "+5", "007", "12.", "1e400", "-0", "0x10", "１２", "NaN", "", "a%b", "a\\b", "a'b", "True", "İzmir",
    "ΟΔΟΣ", "straße", "2025-06-30", "2025-06-30T10:00", "2025-06-30 x\ny", "2025-6-30", None,
]  # fmt: skip
TESTS: list[dict[str, Any]] = [
    {"op": "is", "value": 12}, {"op": "less", "value": 6}, {"op": "is_not", "value": 7}, {"value": True},
    {"op": "one_of", "value": ["a%b", "İzmir"]}, {"op": "contains", "value": "%"},
    {"op": "contains", "value": "\\"}, {"op": "contains", "value": "İZ"}, {"op": "contains", "value": "οδος"},
    {"op": "at_least", "value": "2025-06-30"}, {"op": "known"}, {"value": "a'b"},
]  # fmt: skip


@pytest.mark.parametrize("under", UNDER, ids=" ".join)
def test_filters_and_breakdowns_leave_the_same_journeys(
    here: Workspace, there: Workspace, under: dict[str, Any]
) -> None:
    question = Funnel(steps=["Home page", "Plans page", "Order form"], within_days=7)
    ours, theirs = here.measure(question, **under), there.measure(question, **under)

    assert len(ours.groups) > 2
    assert theirs.table.equals(ours.table)
    assert (theirs.entered, theirs.groups) == (ours.entered, ours.groups)


def test_a_rule_means_the_same_people(here: Workspace, there: Workspace) -> None:
    every = Segment(key="every", title="Every one of these", rule=AllOf(of=RULES))
    some = Segment(key="some", title="Some of these", rule=AnyOf(of=RULES[2:5]), as_of="2025-06-30")

    ours, theirs = ([one.segment(asked) for asked in (every, some)] for one in (here, there))

    assert all(0 < part.count < here.identities().subjects.num_rows for part in ours[0].parts)
    assert theirs[0].parts == ours[0].parts
    assert 0 < ours[1].count < here.identities().subjects.num_rows
    assert theirs[1].ids.equals(ours[1].ids)


def test_what_nobody_knows_is_named_there_too(there: Workspace) -> None:
    with pytest.raises(UnknownName, match=r'no trait "Persona"\. Did you mean "persona"'):
        there.measure(Transitions(), breakdown="traits.Persona")
    with pytest.raises(UnknownName, match='no campaign "Sprin"'):
        there.measure(Transitions(), only={"campaign": "Sprin"})


def test_facts_that_name_nobody_are_nobody_s_there_too(spark: SparkEngine) -> None:
    seen = facts([], [])
    here, there = (who(engine, seen) for engine in (ENGINE, spark))
    assert here.subjects.num_rows == 0
    assert_same(spark, here, there)


def test_a_text_is_compared_alike_there(spark: SparkEngine) -> None:
    ours, theirs = (held(engine) for engine in (ENGINE, spark))
    assert theirs == ours
    assert ours[8] == ["ΟΔΟΣ"]


def held(engine: Engine) -> list[list[str]]:
    """For each test the texts that are as it asks."""
    table = engine.table(pa.table({"text": pa.array(TEXTS, pa.string())}))
    asked = [holds(table.text, Trait(name="text", **test)) for test in TESTS]
    found = engine.run(table.select("text", **{f"of_{place}": one for place, one in enumerate(asked)}))
    rows = found.to_pylist()
    return [sorted(str(row["text"]) for row in rows if row[f"of_{place}"]) for place in range(len(TESTS))]
