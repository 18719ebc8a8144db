"""desirepath's side: load a clickstream, refresh it, and ask; one JSON line an operation.

python -m benchmarks.ours FILE.parquet RUNS FOLDER
"""

import shutil
import sys
from pathlib import Path

import pyarrow.compute as pc

import desirepath
from benchmarks.timing import timed
from desirepath import Funnel, Gap, Paths, Transitions
from desirepath.identities import Identities, owned
from desirepath.journeys import AssembledSummary, assemble
from desirepath.measures import Answer
from desirepath.workspace import Workspace

MAPPING = """
kind: mapping
schema_version: 1
key: clicks
source: web
format: {type: parquet}
interactions:
  - time: "{timestamp}"
    channel: website
    touchpoint: "{event}"
    action: viewed
    identifiers: [{select: "u{user_id}", type: user}]
"""
STEPS: list[str | list[str]] = ["home", "catalog", "product", "cart", "checkout"]


def load(file: str, folder: str) -> None:
    """What `desirepath load` does, from an empty workspace."""
    home = Path(folder)
    shutil.rmtree(home, ignore_errors=True)
    opened = desirepath.create(home)
    mapping = home / "clicks.yaml"
    mapping.write_text(MAPPING)
    timed(
        "load",
        lambda: opened.load(file, mapping=str(mapping)),
        runs=1,
        check=lambda done: done[0].load.ledger.loaded,
    )


def build(runs: str, folder: str) -> None:
    """What the first `desirepath refresh` does; then its second half alone, who-is-who being known."""
    opened = desirepath.open(folder)
    timed("refresh", opened.refresh, runs=1, check=lambda made: made.interactions)
    identities = opened.identities()
    timed(
        "assemble",
        lambda: assembled(opened, identities),
        runs=int(runs),
        check=lambda made: made.interactions,
    )


def ask(runs: str, folder: str) -> None:
    """What `desirepath refresh` and `measure` do, in a process of their own as at the shell."""
    count = int(runs)
    opened = desirepath.open(folder)
    timed("transitions", lambda: opened.measure(Transitions()), runs=count, check=within)
    timed(
        "paths",
        lambda: opened.measure(Paths(top=20)),
        runs=count,
        check=lambda got: got.table["count"][0].as_py(),
    )
    timed(
        "7-day funnel, 5 steps",
        lambda: opened.measure(Funnel(steps=STEPS, within_days=7)),
        runs=count,
        check=lambda got: got.table["journeys"].to_pylist(),
    )
    timed(
        "sessions, 30 min gap",
        lambda: opened.measure(Transitions(split=Gap(minutes=30))),
        runs=count,
        check=lambda got: got.entered.journeys,
    )


def assembled(opened: Workspace, identities: Identities) -> AssembledSummary:
    """Facts and whose they are into a generation, from nothing."""
    place = opened.folder / "benchmark"
    shutil.rmtree(place, ignore_errors=True)
    facts = opened.interactions()
    owners = owned(opened.engine, facts, identities).select("fact", "subject")
    return assemble(opened.engine, facts, owners, folder=place, as_of_us=0, subjects=identities.subjects)


def within(got: Answer) -> int:
    """Transitions between two interactions of one person."""
    table = got.table
    inner = pc.and_(pc.not_equal(table["from_node"], "(start)"), pc.not_equal(table["to_node"], "(end)"))
    total: int = pc.sum(table.filter(inner)["count"]).as_py()
    return total


if __name__ == "__main__":
    {"load": load, "build": build, "ask": ask}[sys.argv[1]](*sys.argv[2:])
