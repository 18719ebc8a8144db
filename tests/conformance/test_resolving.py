"""Who is who is the same, and whose each fact is, wherever the facts and the joining are."""

from itertools import pairwise
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from tests.identities.test_laws import RULES, a_row
from tests.identities.worlds import ENGINE, facts, numbering

from desirepath.engines import Engine, SparkEngine
from desirepath.identities import Identities, IdentityRules, resolve
from desirepath.identities.joining import Join, join_by
from desirepath.interactions import TRAITS

pytestmark = pytest.mark.xdist_group("spark")

TABLES = ("identifiers", "links", "subjects", "log")


def who(
    engine: Engine,
    seen: pa.Table,
    *,
    rules: IdentityRules | None = None,
    traits: pa.Table | None = None,
    join: Join | None = None,
) -> Identities:
    told = None if traits is None else engine.table(traits)
    mint = numbering()
    return resolve(
        engine, engine.table(seen), told, rules or IdentityRules(), previous=None, mint=mint, join=join
    )


def whose(engine: Engine, found: Identities) -> list[Any]:
    owners = found.owners if isinstance(found.owners, pa.Table) else engine.run(found.owners)
    return sorted(zip(*owners.to_pydict().values(), strict=True))


def assert_same(spark: SparkEngine, here: Identities, there: Identities) -> None:
    for name in TABLES:
        assert getattr(there, name).equals(getattr(here, name)), name
    assert there.widest == here.widest
    assert whose(spark, there) == whose(ENGINE, here)


def test_hundreds_of_small_worlds_are_resolved_the_same(spark: SparkEngine) -> None:
    random = Random(5)  # noqa: S311 - the same worlds every time
    rows = [a_row(random, world) for world in range(200) for _ in range(random.randint(1, 10))]
    seen = facts(*([f"{kind}:{value}" for kind, value in row] for row in rows))
    named = seen["identifiers"].take(pa.array(range(0, seen.num_rows, 7)))
    told = {"source": ["crm"] * len(named), "load": [2] * len(named), "ordinal": range(len(named))}
    traits = pa.table(
        {**told, "identifiers": named, "name": ["plan"] * len(named), "value": ["x"] * len(named),
         "known_since_us": [0] * len(named)},
        schema=TRAITS,
    )  # fmt: skip
    here, there = (who(engine, seen, rules=RULES, traits=traits) for engine in (ENGINE, spark))
    assert here.subjects.num_rows > 300
    assert_same(spark, here, there)


def test_a_long_path_of_devices_is_one_person_wherever_it_is_joined(spark: SparkEngine) -> None:
    size, few = 20_000, 5_000
    order = list(range(size))
    Random(3).shuffle(order)  # noqa: S311
    seen = facts(*([f"device:d{one:05d}", f"device:d{other:05d}"] for one, other in pairwise(order)))
    rules = IdentityRules(weak_cap=3)
    here = who(ENGINE, seen, rules=rules)
    assert here.subjects.num_rows == 1

    there = who(spark, seen, rules=rules, join=join_by(spark, most_here=few))

    assert_same(spark, here, there)
