"""desirepath's side: load a clickstream, refresh it, and ask; one JSON line an operation.

python -m benchmarks.ours load|build|add|ask …
"""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import desirepath
from benchmarks.timing import timed
from desirepath import Gap
from desirepath.identities import Identities, owned
from desirepath.journeys import AssembledSummary, LensTable, assemble
from desirepath.measures import Answer, Flow, Funnel, Paths, Retention, StepMatrix, Transitions, measure
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
PAGES = LensTable(lens="touchpoint", show={"catalog": "shop", "product": "shop", "cart": "shop"})


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


def build(folder: str) -> None:
    """What the first `desirepath refresh` does, in a cold process."""
    opened = desirepath.open(folder)
    timed("refresh", opened.refresh, runs=1, check=lambda made: made.interactions)


def put_together(runs: str, folder: str) -> None:
    """`assemble`: facts with string ids, it being known who is who → a generation."""
    opened = desirepath.open(folder)
    identities = opened.identities()
    timed(
        "assemble",
        lambda: assembled(opened, identities),
        runs=int(runs),
        check=lambda made: made.interactions,
    )


def add(file: str, folder: str) -> None:
    """A hundredth of the interactions comes on top, and the workspace is refreshed."""
    opened = desirepath.open(folder)
    rows = pq.ParquetFile(file)
    day = Path(folder) / "day.parquet"
    first = next(rows.iter_batches(max(1, rows.metadata.num_rows // 100)))
    later = pc.add(first.column("timestamp").cast(pa.int64()), 1_000_000)  # other interactions, same people
    moved = {"timestamp": later.cast(pa.timestamp("us"))}
    columns = [moved.get(name, first.column(name)) for name in first.schema.names]
    pq.write_table(pa.table(columns, names=first.schema.names), day)
    opened.load(day, mapping="clicks")
    timed("refresh after 1 % more", opened.refresh, runs=1, check=lambda made: made.interactions)
    number = opened.ledger()[-1].number
    opened.withdraw(number)
    opened.refresh()


def ask(runs: str, folder: str) -> None:
    """Questions on a published generation, in a warm process."""
    opened = desirepath.open(folder)
    store = opened.store()
    every_other = [np.arange(len(one.subjects)) % 2 == 0 for one in store.partitions]
    counting = Transitions(gaps=False)

    def asked(question: Any, **options: Any) -> Callable[[], Answer]:
        return lambda: opened.measure(question, **options)

    seven_days = Funnel(steps=STEPS, within_days=7)
    questions: list[tuple[str, Callable[[], Answer], Callable[[Answer], Any]]] = [
        ("transitions", asked(counting), within),
        ("transitions, changed lens", asked(Transitions(lens=PAGES, gaps=False)), within),
        ("transitions, median and p90 gaps", asked(Transitions()), within),
        ("step matrix, 10 steps", asked(StepMatrix(steps=10)), entered),
        ("flow, 6 steps", asked(Flow()), entered),
        ("paths, top 1,000", asked(Paths(top=1000)), most_frequent),
        ("7-day funnel, 5 steps", asked(seven_days), journeys),
        ("7-day funnel, 20 steps", asked(Funnel(steps=STEPS * 4, within_days=7)), journeys),
        ("retention, 12 weeks", asked(Retention()), entered),
        ("sessions, 30 min gap", asked(Transitions(split=Gap(minutes=30), gaps=False)), entered),
    ]
    for name, work, check in questions:
        timed(name, work, runs=int(runs), check=check)
    timed(
        "transitions, half the people",
        lambda: measure(counting, store, mask=every_other),
        runs=int(runs),
        check=within,
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


def most_frequent(got: Answer) -> int:
    """How many took the most frequent whole path."""
    count: int = got.table["count"][0].as_py()
    return count


def journeys(got: Answer) -> list[int]:
    """How many reached each step."""
    counts: list[int] = got.table["journeys"].to_pylist()
    return counts


def entered(got: Answer) -> int:
    """How many journeys the answer is about."""
    return got.entered.journeys


if __name__ == "__main__":
    work = {"load": load, "build": build, "assemble": put_together, "add": add, "ask": ask}
    work[sys.argv[1]](*sys.argv[2:])
