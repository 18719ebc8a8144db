"""What is known already is recognised on Spark as on DuckDB: duplicates, changes, withdrawals."""

from pathlib import Path

import pytest
from tests.conformance.companies import SPARK

from desirepath import workspace
from desirepath.engines import SparkEngine
from desirepath.interactions import current_traits
from desirepath.workspace import Workspace

pytestmark = pytest.mark.xdist_group("spark")

MAPPING = """
kind: mapping
schema_version: 1
key: visits
source: site
format: {type: csv}
interactions:
  - key: "{id}"
    time: {of: "{at}", zone: UTC}
    channel: website
    touchpoint: "{page}"
    action: viewed
    identifiers: [{select: "{who}", type: customer}]
traits:
  - identifiers: [{select: "{who}", type: customer}]
    values: {plan: "{plan}"}
"""
FIRST = """id,at,page,who,plan
1,2025-03-01 10:00,Home,c1,basic
2,2025-03-01 10:05,Cart,c1,basic
3,2025-03-01 11:00,Home,c2,basic
3,2025-03-01 11:00,Home,c2,basic
4,never,Home,c3,basic
"""
SECOND = """id,at,page,who,plan
2,2025-03-01 10:05,Cart,c1,basic
3,2025-03-01 11:30,Checkout,c2,plus
5,2025-03-02 09:00,Cart,c2,plus
"""


def told(folder: Path, *, settings: str = "") -> Workspace:
    workspace.create(folder, name="Shop")
    with (folder / "workspace.yaml").open("a") as file:
        file.write(settings)
    for name, text in (("visits.yaml", MAPPING), ("first.csv", FIRST), ("second.csv", SECOND)):
        (folder / name).write_text(text)
    opened = workspace.open(folder, clock=lambda: 1_760_000_000_000_000)
    opened.apply(folder / "visits.yaml")
    for name in ("first.csv", "second.csv"):
        opened.load(folder / name, mapping="visits")
    return opened


def ledger(opened: Workspace) -> list[object]:
    return [(load.number, load.ledger) for load in opened.ledger()]


def facts(opened: Workspace) -> list[tuple[str, str]]:
    """Who was where, in the order of time."""
    rows = opened.engine.run(opened.interactions().order_by("happened_at_us")).to_pylist()
    return [(row["identifiers"][0]["value"], row["touchpoint"]) for row in rows]


def plans(opened: Workspace) -> list[str]:
    traits = current_traits(opened.catalog, opened.engine, opened.folder)
    return sorted(str(plan) for plan in opened.engine.run(traits)["value"].to_pylist())


def test_loads_meet_each_other_the_same_way(spark: SparkEngine, tmp_path: Path) -> None:
    here, there = told(tmp_path / "here"), told(tmp_path / "there", settings=SPARK)
    assert isinstance(there.engine, type(spark))
    assert ledger(there) == ledger(here)
    assert facts(there) == facts(here) == [("c1", "Home"), ("c1", "Cart"), ("c2", "Checkout"), ("c2", "Cart")]
    assert plans(there) == plans(here)

    for one in (here, there):
        one.withdraw(one.ledger()[-1].number)

    assert facts(there) == facts(here) == [("c1", "Home"), ("c1", "Cart"), ("c2", "Home")]
