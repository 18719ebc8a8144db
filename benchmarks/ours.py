"""desirepath's side: load a clickstream, refresh it, and ask; one JSON line an operation.

python -m benchmarks.ours load|build|assemble|ask|apart|add …
"""

import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import desirepath
from benchmarks.parts import parts
from benchmarks.timing import timed
from desirepath import Gap
from desirepath.identities import Identities, owned
from desirepath.journeys import AssembledSummary, LensTable, assemble
from desirepath.measures import Answer, Flow, Funnel, Paths, Retention, StepMatrix, Transitions, measure
from desirepath.server.memory import keep_freed
from desirepath.workspace import Workspace

Asked = Callable[..., Answer]
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
    identities = who_is_who(folder)
    pa.default_memory_pool().release_unused()
    opened = desirepath.open(folder)
    timed(
        "assemble",
        lambda: assembled(opened, identities),
        runs=int(runs),
        check=lambda made: made.interactions,
    )


def who_is_who(folder: str) -> Identities:
    """As much of it as timelines are made of: whose each identifier is, and what each subject is called."""
    known = desirepath.open(folder).identities()
    return msgspec.structs.replace(
        known,
        links=known.links.schema.empty_table(),
        log=known.log.schema.empty_table(),
        subjects=known.subjects.select(["subject", "subject_id"]),
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
    """Questions on a published generation, in a warm process that keeps what it frees, as the server does."""
    keep_freed()
    for name, question, asked, check in questions(folder):
        timed(name, partial(asked, question), runs=int(runs), check=check)


def apart(runs: str, folder: str) -> None:
    """The same questions, taken apart."""
    keep_freed()
    for name, question, asked, _ in questions(folder):
        parts(name, question, asked, runs=int(runs))


def questions(folder: str) -> list[tuple[str, Any, Asked, Callable[[Answer], Any]]]:
    """What is asked, how, and what is compared of the answer."""
    opened = desirepath.open(folder)
    store = opened.store()
    every_other = [np.arange(len(one.subjects)) % 2 == 0 for one in store.partitions]
    everybody, half = partial(measure, store=store), partial(measure, store=store, mask=every_other)
    counting = Transitions(gaps=False)
    return [
        ("transitions", counting, everybody, within),
        ("transitions, changed lens", Transitions(lens=PAGES, gaps=False), everybody, within),
        ("transitions, median and p90 gaps", Transitions(), everybody, within),
        ("step matrix, 10 steps", StepMatrix(steps=10), everybody, entered),
        ("flow, 6 steps", Flow(), everybody, entered),
        ("paths, top 1,000", Paths(top=1000), everybody, most_frequent),
        ("7-day funnel, 5 steps", Funnel(steps=STEPS, within_days=7), everybody, journeys),
        ("7-day funnel, 20 steps", Funnel(steps=STEPS * 4, within_days=7), everybody, journeys),
        ("retention, 12 weeks", Retention(), everybody, entered),
        ("sessions, 30 min gap", Transitions(split=Gap(minutes=30), gaps=False), everybody, entered),
        ("transitions, half the people", counting, half, within),
    ]


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
    work = {"load": load, "build": build, "assemble": put_together, "add": add, "ask": ask, "apart": apart}
    work[sys.argv[1]](*sys.argv[2:])
