"""How long `assemble` takes and how much memory it needs: facts with string ids → published generation.

`python -m benchmarks.assembling CLICKSTREAM.parquet FOLDER` turns a clickstream (user_id, event,
timestamp) into parts of facts once, then measures a warm run and the first cuts over the result.
"""

import argparse
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from desirepath.engines import DuckDBEngine
from desirepath.interactions import INTERACTIONS
from desirepath.journeys import Gap, Split, Store, WholeLife, assemble, cut, lens_by

PART_ROWS = 1_000_000
OWNERS = pa.schema([("fact", pa.int64()), ("subject", pa.int64()), ("subject_id", pa.string())])


def make_facts(clickstream: Path, folder: Path) -> None:
    """Write the parts `folder`/facts and the owners `folder`/owners, as loads and resolving would."""
    (folder / "facts").mkdir(parents=True)
    (folder / "owners").mkdir()
    for number, batch in enumerate(_batches(clickstream), 1):
        facts = pa.array((number << 32) + np.arange(batch.num_rows))
        user = batch["user_id"].cast(pa.string())
        pq.write_table(
            _facts(facts, user, batch), folder / "facts" / f"{number:06d}.parquet", compression="zstd"
        )
        columns = {"fact": facts, "subject": batch["user_id"], "subject_id": _subject_ids(batch["user_id"])}
        owners = pa.table(columns, schema=OWNERS)
        pq.write_table(owners, folder / "owners" / f"{number:06d}.parquet", compression="zstd")


def measured(folder: Path, *, spelt: bool) -> dict[str, Any]:
    """One run: seconds, peak memory in MB, and what came out; `spelt`: owners carry ids, not numbers."""
    engine = DuckDBEngine()
    interactions = engine.parquet(sorted(map(str, (folder / "facts").glob("*.parquet"))))
    owners = engine.parquet(sorted(map(str, (folder / "owners").glob("*.parquet"))))
    names = None if spelt else engine.run(owners.select("subject", "subject_id").distinct())
    owners = owners.select("fact", "subject_id" if spelt else "subject")
    generation = folder / "generation"
    shutil.rmtree(generation, ignore_errors=True)
    Path("/proc/self/clear_refs").write_text("5")
    started, cpu = time.perf_counter(), time.process_time()
    summary = assemble(engine, interactions, owners, folder=generation, as_of_us=2**60, subjects=names)
    result = {
        "interactions": summary.interactions,
        "subjects": summary.subjects,
        "assemble_s": round(time.perf_counter() - started, 2),
        "assemble_cpu_s": round(time.process_time() - cpu, 2),
        "peak_mb": _peak_mb(),
        "disk_mb": sum(file.stat().st_size for file in generation.iterdir()) >> 20,
    }
    started = time.perf_counter()
    store = Store.open(generation)
    result["open_ms"] = round(1000 * (time.perf_counter() - started), 1)
    return {**result, "transitions": _transitions(store), "sessions": _sessions(store)}


def _transitions(store: Store) -> dict[str, float]:
    journeys, steps, seconds = _cut(store, WholeLife())
    return {"found": steps - journeys, "cut_s": seconds}


def _sessions(store: Store) -> dict[str, float]:
    journeys, _, seconds = _cut(store, Gap(minutes=30))
    return {"found": journeys, "cut_s": seconds}


def _cut(store: Store, split: Split) -> tuple[int, int, float]:
    lens = lens_by("touchpoint", store.kinds)
    started = time.perf_counter()
    journeys = steps = 0
    for timelines in store.partitions:
        found = cut(timelines, lens, split, as_of_us=store.as_of_us)
        journeys += len(found.subject)
        steps += len(found.nodes)
    return journeys, steps, round(time.perf_counter() - started, 3)


def _batches(clickstream: Path) -> Iterator[pa.Table]:
    for batch in pq.ParquetFile(clickstream).iter_batches(PART_ROWS):
        yield pa.Table.from_batches([batch])


def _facts(facts: pa.Array, user: pa.ChunkedArray, batch: pa.Table) -> pa.Table:
    rows = batch.num_rows
    ids = pc.binary_join_element_wise(facts.cast(pa.string()), user, "-")
    identifier = pa.StructArray.from_arrays(
        [pa.repeat("user", rows), user.combine_chunks(), pa.repeat("self", rows)],
        fields=list(INTERACTIONS.field("identifiers").type.value_type),
    )
    known = {
        "fact": facts,
        "interaction_id": ids,
        "content_hash": ids,
        "source": pa.repeat("web", rows),
        "load": pa.repeat(pa.scalar(1, pa.int64()), rows),
        "happened_at_us": batch["timestamp"].cast(pa.int64()),
        "precision": pa.repeat("instant", rows),
        "received_at_us": batch["timestamp"].cast(pa.int64()),
        "ordinal": pa.array(np.arange(rows)),
        "channel": pa.repeat("website", rows),
        "touchpoint": batch["event"],
        "action": pa.repeat("viewed", rows),
        "initiator": pa.repeat("customer", rows),
        "identifiers": pa.ListArray.from_arrays(np.arange(rows + 1, dtype=np.int32), identifier),
    }
    columns = [known.get(field.name, pa.nulls(rows, field.type)) for field in INTERACTIONS]
    return pa.table(columns, schema=INTERACTIONS)


def _subject_ids(users: pa.ChunkedArray) -> pa.Array:
    # Shaped like minted ids (UUIDv7): 36 characters with a long common beginning.
    return pa.array([f"0193a5b2-7c00-7{user % 4096:03x}-8000-{user:012x}" for user in users.to_pylist()])


def _peak_mb() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) >> 10 for line in lines if line.startswith("VmHWM"))


def main() -> None:
    """Make the facts when they are not there, run twice, print the second run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clickstream", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--spelt", action="store_true", help="owners carry ids as text instead of numbers")
    asked = parser.parse_args()
    if not asked.folder.exists():
        make_facts(asked.clickstream, asked.folder)
    measured(asked.folder, spelt=asked.spelt)
    print(json.dumps(measured(asked.folder, spelt=asked.spelt), indent=2))


if __name__ == "__main__":
    main()
