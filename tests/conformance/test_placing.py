"""Timelines placed by Spark's workers are, byte for byte, those that DuckDB's process writes."""

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from desirepath.engines import DuckDBEngine, Engine, SparkEngine
from desirepath.errors import IntegrityError
from desirepath.journeys import Store, assemble, extend
from desirepath.testing import little

pytestmark = pytest.mark.xdist_group("spark")

PEOPLE, STEPS = 300, 4000
FILES = ("timelines.arrow", "kinds.parquet", "meta.json")


def drawn() -> tuple[pa.Table, pa.Table]:
    """Many ties, steps without a time or an owner, answers about orders, waits, values in two currencies."""
    chance = random.Random(8)  # noqa: S311 - the same people every time
    rows, whose = [], []
    for number in range(STEPS):
        person = chance.choice([None, *range(PEOPLE)])
        others = [
            {"type": kind, "value": str(chance.randrange(400)), "role": "other"}
            for kind in chance.choices(["order", "crm_ticket", "product"], k=chance.randrange(3))
        ]
        columns: dict[str, Any] = {
            "fact": chance.randrange(1, 3) << 32 | number,
            "interaction_id": f"{chance.random():.12f}",
            "source": chance.choice(["web", "crm", "Ärende"]),
            "ordinal": chance.randrange(3),
            "happened_at_us": chance.choice([None, *range(20)]),
            "identifiers": others,
            "value_minor": chance.choice([None, -5, 700]),
            "currency": chance.choice([None, "EUR", "EUR", "NOK"]),
            "score": chance.choice([None, None, 0.0, 7.5]),
            "scale": "0..10",
            "duration_us": chance.choice([None, 0, 12]),
            "initiator": chance.choice(["customer", "organisation"]),
        }
        rows.append((None, chance.choice(["ad", "shop", "help"]), None, columns))
        whose.append(None if person is None else f"person {person}")
    facts = little(*rows)
    return facts, pa.table({"fact": facts["fact"], "subject_id": pa.array(whose, pa.string())})


def files(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in FILES]


def test_the_files_are_the_same_byte_for_byte(spark: SparkEngine, tmp_path: Path) -> None:
    facts, whose = drawn()
    engines: dict[str, Engine] = {"here": DuckDBEngine(threads=2), "there": spark}
    for name, engine in engines.items():
        assemble(engine, engine.table(facts), engine.table(whose), folder=tmp_path / name, as_of_us=50)
    assert files(tmp_path / "there") == files(tmp_path / "here")
    steps = Store.open(tmp_path / "there").partitions
    assert sum(int((one.about != 0).sum()) for one in steps if one.about is not None) > 500


def test_what_came_since_is_added_there_as_it_is_here(spark: SparkEngine, tmp_path: Path) -> None:
    facts, whose = drawn()
    engine = DuckDBEngine(threads=2)
    since, known = slice(STEPS - 100, None), slice(0, STEPS - 100)
    before, owned = engine.table(facts[known]), engine.table(whose[known])
    assemble(engine, before, owned, folder=tmp_path / "before", as_of_us=50)
    engines: dict[str, Engine] = {"here": engine, "there": spark}
    for name, one in engines.items():
        extend(
            one,
            one.table(facts),
            Store.open(tmp_path / "before"),
            owners=whose[since].filter(whose[since]["subject_id"].is_valid()),
            arrived=100,
            heirs={},
            folder=tmp_path / name,
            as_of_us=50,
        )
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_a_fact_of_two_people_is_refused_and_nothing_published(spark: SparkEngine, tmp_path: Path) -> None:
    rows = little(("ana", "ad", "10:00"), ("bob", "ad", "10:00"))
    whose = pa.table({"fact": [0, 0, 1], "subject_id": ["ana", "bob", "bob"]})
    with pytest.raises(IntegrityError, match="1 interactions belong to more than one subject"):
        assemble(spark, spark.table(rows), spark.table(whose), folder=tmp_path / "gen", as_of_us=50)
    assert list(tmp_path.iterdir()) == []
