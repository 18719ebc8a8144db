"""What the store lacks is asked of the facts and stands beside the steps it belongs to."""

import tempfile
from pathlib import Path

import ibis
from hypothesis import given
from tests.journeys.test_assembling import SLOW
from tests.journeys.worlds import Done, facts, generation, interactions, one_engine, owners

from desirepath.journeys import aligned
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
