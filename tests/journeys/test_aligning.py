"""What the store lacks is asked of the facts and stands beside the steps it belongs to."""

import tempfile
from pathlib import Path

import ibis
from hypothesis import given
from tests.journeys.test_assembling import SLOW
from tests.journeys.worlds import Done, facts, generation, interactions, one_engine, owners

from desirepath.journeys import aligned, coded, marked
from desirepath.testing import little


@SLOW
@given(interactions())
def test_every_step_gets_its_own_facts_value(world: list[Done]) -> None:
    rows = facts(world, shuffle=5)
    with tempfile.TemporaryDirectory() as folder:
        store = generation(Path(folder) / "gen", rows, owners(world))
        told = aligned(store, one_engine().table(rows), one_engine(), "interaction_id")
        names = {one.fact: one.interaction_id for one in world}
        assert [part.to_pylist() for part in told] == [
            [names[fact] for fact in one.fact.tolist()] for one in store.partitions
        ]


def test_a_step_whose_fact_has_none_gets_null(tmp_path: Path) -> None:
    rows = little(
        ("ana", "ad", "10:00"), ("ana", "shop", "11:00", {"campaign": "spring"}), (None, "ad", "09:00")
    )
    store = generation(tmp_path / "gen", rows)
    interactions = one_engine().table(rows)
    assert [part.to_pylist() for part in aligned(store, interactions, one_engine(), "campaign")] == [
        [None, "spring"]
    ]
    early = interactions.mutate(early=interactions.ordinal < ibis.literal(1))
    assert [part.to_pylist() for part in aligned(store, early, one_engine(), "early")] == [[True, False]]
    assert [part.to_pylist() for part in aligned(store, interactions, one_engine(), "text")] == [[None, None]]


@SLOW
@given(interactions())
def test_texts_are_numbered_and_interactions_found_step_by_step(world: list[Done]) -> None:
    rows = facts(world, shuffle=5)
    with tempfile.TemporaryDirectory() as folder:
        store = generation(Path(folder) / "gen", rows, owners(world))
        table = one_engine().table(rows)
        late = table.mutate(late=ibis.ifelse(table.ordinal > ibis.literal(0), table.touchpoint, None))
        names, codes = coded(store, late, one_engine(), "late")
        told = {one.fact: one.touchpoint if one.ordinal > 0 else None for one in world}
        expected = [[told[fact] for fact in part.fact.tolist()] for part in store.partitions]
        assert names == sorted({name for name in told.values() if name is not None})
        assert [[names[code] if code >= 0 else None for code in part.tolist()] for part in codes] == expected
        found = marked(store, late.filter(late.late.notnull()), one_engine())
        assert [part.tolist() for part in found] == [[one is not None for one in part] for part in expected]
