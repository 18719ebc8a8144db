"""Filters and breakdowns by what interactions carry, beside the steps they belong to."""

from pathlib import Path
from typing import Any

import ibis
import pytest

from desirepath.engines import DuckDBEngine
from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import Store
from desirepath.measures import Paths, measure
from desirepath.measures.fields import groups_by_field, steps_where
from desirepath.testing import little, store_of

TOLD: list[Any] = [
    ("ana", "ad", "10:00", {"campaign": "spring", "device": "mobile", "properties": {"plan": "pro"}}),
    ("ana", "shop", "10:05", {"device": "desktop"}),
    ("bo", "ad", "09:00", {"campaign": "fall", "channel": "email"}),
    ("bo", "shop", "09:10", {"properties": {"plan": "free", "size": "1"}}),
    (None, "kiosk", "09:00", {"device": "tablet"}),  # of nobody: in no timeline
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, DuckDBEngine, ibis.Table]:
    engine, facts = DuckDBEngine(threads=1), little(*TOLD)
    return store_of(facts, tmp_path_factory.mktemp("fields")), engine, engine.table(facts)


def where(asked: Any, **wanted: Any) -> list[tuple[str, str]]:
    """Who did what, of the steps that match."""
    store, engine, interactions = asked
    masks = steps_where(store, wanted, engine=engine, interactions=interactions)
    facts = sorted(
        fact for part, mask in zip(store.partitions, masks, strict=True) for fact in part.fact[mask].tolist()
    )
    return [TOLD[fact][:2] for fact in facts]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [("ana", "ad"), ("ana", "shop"), ("bo", "ad"), ("bo", "shop")]),
        ({"campaign": "spring"}, [("ana", "ad")]),
        ({"device": ["mobile", "desktop"]}, [("ana", "ad"), ("ana", "shop")]),
        ({"channel": "website", "touchpoint": "ad"}, [("ana", "ad")]),
        ({"properties.plan": ["pro", "free"], "touchpoint": "shop"}, [("bo", "shop")]),
        ({"campaign": "spring", "channel": "email"}, []),
        ({"device": "tablet"}, []),
    ],
)
def test_steps_have_all_the_values_that_are_asked_for(
    asked: Any, wanted: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert where(asked, **wanted) == expected


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"campaign": "sprin"}, 'no campaign "sprin". Did you mean "spring"'),
        ({"chanel": "app"}, 'no field of interactions "chanel". Did you mean "channel"'),
        ({"channel": "emial"}, 'no channel "emial". Did you mean "email"'),
        ({"properties.plam": "pro"}, 'no property "plam". Did you mean "plan"'),
        ({"properties.plan": "prp"}, 'Did you mean "pro"'),
        ({"properties.plan": ["pro", "fre"]}, 'Did you mean "free"'),
        ({"device": ["mobile", "desktpo"]}, 'no device "desktpo". Did you mean "desktop"'),
        ({"properties.": "pro"}, "no field of interactions"),
    ],
)
def test_what_no_interaction_has_is_said(asked: Any, wanted: dict[str, Any], says: str) -> None:
    with pytest.raises(UnknownName, match=says):
        where(asked, **wanted)


def test_facts_are_needed_for_what_only_they_have(asked: Any) -> None:
    store, engine, _ = asked
    assert steps_where(store, {"channel": "email"}, engine=engine, interactions=None)
    with pytest.raises(QuestionError, match="no load is live"):
        steps_where(store, {"campaign": "spring"}, engine=engine, interactions=None)


@pytest.mark.parametrize(
    ("field", "take", "expected"),
    [
        ("campaign", "first", {"spring": 1, "fall": 1}),
        ("device", "first", {"mobile": 1, "(unknown)": 1}),
        ("device", "last", {"desktop": 1, "(unknown)": 1}),
        ("properties.plan", "first", {"free": 1, "pro": 1}),
        ("touchpoint", "last", {"shop": 2}),
        ("channel", "first", {"email": 1, "website": 1}),
    ],
)
def test_a_breakdown_by_any_field(asked: Any, field: str, take: Any, expected: dict[str, int]) -> None:
    store, engine, interactions = asked
    groups = groups_by_field(store, field, engine=engine, interactions=interactions, take=take)
    found = measure(Paths(), store, breakdown=groups)
    assert {name: one.journeys for name, one in found.groups.items()} == expected


def test_a_breakdown_by_what_nobody_has_is_refused(asked: Any) -> None:
    store, engine, interactions = asked
    for field in ("properties.plam", "campain"):
        with pytest.raises(UnknownName, match="Did you mean"):
            groups_by_field(store, field, engine=engine, interactions=interactions)


def test_a_field_that_is_empty_everywhere_puts_all_in_one_group(tmp_path: Path) -> None:
    engine, facts = DuckDBEngine(threads=1), little(("ana", "ad", "10:00"))
    groups = groups_by_field(
        store_of(facts, tmp_path), "campaign", engine=engine, interactions=engine.table(facts)
    )
    assert list(measure(Paths(), store_of(facts, tmp_path / "again"), breakdown=groups).groups) == [
        "(unknown)"
    ]
