"""The same facts refreshed on DuckDB and on Spark are the same generation, to the last number."""

import shutil
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from desirepath.engines import SparkEngine
from desirepath.errors import DesirepathError
from desirepath.interactions import current, current_spend, current_traits
from desirepath.journeys import aligned
from desirepath.workspace import Workspace
from desirepath.workspace import open as open_workspace

pytestmark = pytest.mark.xdist_group("spark")

IDENTITIES = ("identifiers", "links", "subjects", "log")


def home(opened: Workspace) -> Path:
    generation = opened.generation()
    assert generation is not None
    return opened.folder / generation.path


def in_order(table: pa.Table) -> list[str]:
    return sorted(repr(row) for row in table.to_pylist())


def test_the_workspace_says_spark_and_nothing_else_changes(there: Workspace) -> None:
    assert isinstance(there.engine, SparkEngine)


@pytest.mark.parametrize("name", IDENTITIES)
def test_who_is_who_is_the_same(here: Workspace, there: Workspace, name: str) -> None:
    tables = [pq.read_table(home(one) / f"identity-{name}.parquet") for one in (here, there)]
    assert tables[0].num_rows > 100
    assert tables[0].equals(tables[1])


def test_timelines_are_the_same_bit_for_bit(here: Workspace, there: Workspace) -> None:
    ours, theirs = here.store(), there.store()
    assert ours.contents == theirs.contents
    assert ours.kinds.equals(theirs.kinds)
    for one, other in zip(ours.partitions, theirs.partitions, strict=True):
        assert one.subjects.equals(other.subjects)
        for name in set(one.__struct_fields__) - {"partition", "subjects"}:
            assert np.array_equal(getattr(one, name), getattr(other, name), equal_nan=name == "score"), name


@pytest.mark.parametrize("facts", [current, current_traits, current_spend])
def test_the_facts_that_count_are_the_same(here: Workspace, there: Workspace, facts: object) -> None:
    assert callable(facts)
    tables = []
    for one in (here, there):
        relation = facts(one.catalog, one.engine, one.folder)
        assert isinstance(relation, ibis.Table)
        tables.append(one.engine.run(relation))
    assert tables[0].schema.equals(tables[1].schema)
    assert in_order(tables[0]) == in_order(tables[1])


@pytest.mark.parametrize("column", ["campaign", "value_minor", "score"])
def test_what_is_asked_of_the_facts_lies_beside_the_same_steps(
    here: Workspace, there: Workspace, column: str
) -> None:
    ours, theirs = (aligned(one.store(), one.interactions(), one.engine, column) for one in (here, there))
    assert all(one.equals(other) for one, other in zip(ours, theirs, strict=True))


def test_what_is_known_of_people_is_the_same(here: Workspace, there: Workspace) -> None:
    subject = here.store().subjects["subject_id"][0].as_py()
    assert here.person(subject) == there.person(subject)


def test_a_refresh_that_fails_on_spark_leaves_the_previous_generation(
    there: Workspace, tmp_path: Path
) -> None:
    shutil.copytree(there.folder, tmp_path / "company")
    opened = open_workspace(tmp_path / "company")
    before = opened.generation()
    last = opened.catalog.loads()[-1].number
    opened.withdraw(last)
    damaged = opened.folder / opened.catalog.parts("interactions")[0].path
    damaged.write_bytes(damaged.read_bytes()[:-1000] + bytes(1000))

    with pytest.raises(DesirepathError):
        opened.refresh()

    assert before is not None
    assert opened.generation() == before
    assert opened.store().contents == there.store().contents
    assert not [each for each in (opened.folder / "tables").iterdir() if each.name > Path(before.path).name]
