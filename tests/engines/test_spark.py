"""Spark as an engine: what comes in comes out as it does on DuckDB, and failures are said in words."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.waiting import SECONDS

from desirepath.engines import DuckDBEngine, Engine, SparkEngine, Spreads, started
from desirepath.engines.spark_failures import explained
from desirepath.errors import Cancelled, Fault, QuestionError, WorkspaceError

pytestmark = pytest.mark.xdist_group("spark")

STRUCTS = pa.table(
    {
        "channel": ["email", None, "app"],
        "count": pa.array([3, None, 1], pa.int32()),
        "identifiers": [[{"type": "email", "value": "a@b"}], [], None],
        "numbers": [[7, 8], [9], []],
        "score": [1.5, float("nan"), None],
        "properties": pa.array([[("k", "v")], [], None], pa.map_(pa.string(), pa.string())),
    }
)


def test_what_goes_in_comes_out_with_the_types_of_every_other_engine(spark: Engine) -> None:
    local = DuckDBEngine(threads=1)
    there, here = (engine.run(engine.table(STRUCTS)) for engine in (spark, local))
    assert there.schema.equals(here.schema)
    assert repr(there.to_pylist()) == repr(here.to_pylist())


def test_what_is_written_to_a_part_is_read_back(spark: Engine, tmp_path: Path) -> None:
    assert spark.write(spark.table(STRUCTS), str(tmp_path / "part.parquet")) == 3

    read = spark.run(spark.parquet([str(tmp_path / "part.parquet")]))

    assert repr(read.to_pylist()) == repr(STRUCTS.to_pylist())
    assert [file.name for file in tmp_path.iterdir()] == ["part.parquet"]


def test_several_parts_are_one_relation_and_a_part_written_anew_is_read_anew(
    spark: Engine, tmp_path: Path
) -> None:
    folder = tmp_path / "acme [2025] *? {a}"
    folder.mkdir()
    paths = [str(folder / f"{number}.parquet") for number in range(3)]
    for number, path in enumerate(paths):
        pq.write_table(pa.table({"number": [number]}), path)
    assert spark.run(spark.parquet(paths).order_by("number"))["number"].to_pylist() == [0, 1, 2]

    pq.write_table(pa.table({"number": [7, 8]}), paths[0])

    assert spark.run(spark.parquet(paths).order_by("number"))["number"].to_pylist() == [1, 2, 7, 8]


def test_rows_come_in_batches_in_the_order_asked_for(spark: Engine) -> None:
    many = spark.table(pa.table({"number": range(25_000)}))
    batches = list(spark.batches(many.order_by(ibis.desc("number"))))
    assert len(batches) > 1
    assert [row for batch in batches for row in batch["number"].to_pylist()] == list(range(24_999, -1, -1))


def test_what_is_not_in_a_list_is_null_and_what_is_no_number_is_not(spark: Engine) -> None:
    local = DuckDBEngine(threads=1)

    def asked(engine: Engine) -> list[dict[str, Any]]:
        table = engine.table(STRUCTS)
        found = table.select(
            second=table.numbers[1],
            named=table.identifiers[0]["value"],
            known=table.score.notnull(),
            length=table.numbers.length(),
            kind=table.channel.re_search(r"^(?:\w+l|a.p)$"),
        )
        return engine.run(found).to_pylist()

    assert asked(spark) == asked(local)
    assert asked(local)[1] == {"second": None, "named": None, "known": True, "length": 1, "kind": None}


def test_what_is_held_is_worked_out_once(spark: Engine, tmp_path: Path) -> None:
    path = tmp_path / "part.parquet"
    pq.write_table(pa.table({"number": [1, 2]}), path)
    held = spark.held(spark.parquet([str(path)]).filter(lambda row: row.number > 1))
    path.unlink()
    assert spark.run(held)["number"].to_pylist() == [2]


def test_tables_are_forgotten_with_their_last_use(spark: SparkEngine) -> None:
    for number in range(3):
        spark.run(spark.table(pa.table({"number": [number]})))
    views = [view.name for view in spark._session.catalog.listTables() if "desirepath" in view.name]
    before = len(views)
    for number in range(5):
        spark.run(spark.table(pa.table({"number": [number]})))
    after = [view.name for view in spark._session.catalog.listTables() if "desirepath" in view.name]
    assert len(after) <= before + 1


def test_a_query_that_fails_shows_itself(spark: Engine) -> None:
    with pytest.raises(Fault, match=r"cannot be cast[\s\S]*while running:\nSELECT CAST\('many'"):
        spark.run(ibis.literal("many").cast("int64").name("number"))


def test_an_overflow_fails_as_it_does_elsewhere(spark: Engine) -> None:
    table = spark.table(pa.table({"large": [2**62]}))
    with pytest.raises(Fault, match="overflow"):
        spark.run(table.select(larger=table.large * 4))


def test_a_part_that_is_gone_is_named(spark: Engine, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"gone\.parquet is listed but is not on the disk"):
        spark.parquet([str(tmp_path / "gone.parquet")])
    with pytest.raises(Fault, match="no part at all"):
        spark.parquet([])


def test_work_is_done_by_the_workers_on_every_row_group(spark: SparkEngine, tmp_path: Path) -> None:
    pq.write_table(pa.table({"number": range(100)}), tmp_path / "part.parquet", row_group_size=10)
    here = os.getpid()

    def sums(batches: Iterator[pa.RecordBatch]) -> Iterator[bytes]:
        for batch in batches:
            yield f"{pc.sum(batch['number'])} {os.getpid() == here}".encode()

    made = [one.decode().split() for one in spark.spread([str(tmp_path / "part.parquet")], sums)]

    assert isinstance(spark, Spreads)
    assert sum(int(total) for total, _ in made) == 4950
    assert {same for _, same in made} == {"False"}


def test_a_worker_that_is_killed_is_replaced_and_its_work_done_again(
    spark: SparkEngine, tmp_path: Path
) -> None:
    pq.write_table(pa.table({"number": [1, 2, 3]}), tmp_path / "part.parquet")
    killed = tmp_path / "killed"

    def dies_once(batches: Iterator[pa.RecordBatch]) -> Iterator[bytes]:
        if not killed.exists():
            killed.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        for batch in batches:
            yield str(batch["number"].to_pylist()).encode()

    assert spark.spread([str(tmp_path / "part.parquet")], dies_once) == [b"[1, 2, 3]"]


def test_workers_that_die_every_time_are_an_error_that_says_so(spark: SparkEngine, tmp_path: Path) -> None:
    pq.write_table(pa.table({"number": [1]}), tmp_path / "part.parquet")

    def dies(batches: Iterator[pa.RecordBatch]) -> Iterator[bytes]:
        os.kill(os.getpid(), signal.SIGKILL)
        yield from ()

    with pytest.raises(WorkspaceError, match="Spark lost the process that did the work"):
        spark.spread([str(tmp_path / "part.parquet")], dies)


GONE = "Checkpoint block rdd_9_0 not found! Either the executor that checkpointed it is no longer alive, or …"
FAILED = """An error occurred while calling o76.getResult.
: org.apache.spark.SparkException: Exception thrown in awaitResult:
Caused by: org.apache.spark.SparkException: Job aborted due to stage failure: ResultStage 2 has failed the
 maximum number of times. Most recent failure reason: MetadataFetchFailedException: Missing an output location
\tat org.apache.spark"""
DEAD = "Error while sending or receiving"
ABSENT = "PythonUtils does not exist in the JVM"
MISSING = "MetadataFetchFailedException: Missing an output location"


@pytest.mark.parametrize(
    ("said", "why"),
    [(FAILED, MISSING), (GONE, GONE), (DEAD, DEAD), (ABSENT, ABSENT)],
    ids=["every time", "with its rows", "Java itself", "Java itself, asked for a class"],
)
def test_executors_that_are_lost_are_an_error_that_says_so(said: str, why: str) -> None:
    told = explained(RuntimeError(said))
    assert isinstance(told, WorkspaceError)
    assert str(told).startswith("Spark lost the process that did the work")
    assert str(told).endswith(f"\n{why}")


def test_what_fails_after_ctrl_c_is_ctrl_c() -> None:
    failed = RuntimeError("An error occurred while calling o83.getResult.")
    failed.__context__ = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        explained(failed)


def test_what_fails_in_the_work_is_told_without_javas_stack(spark: SparkEngine, tmp_path: Path) -> None:
    pq.write_table(pa.table({"number": [1]}), tmp_path / "part.parquet")

    def fails(batches: Iterator[pa.RecordBatch]) -> Iterator[bytes]:
        raise QuestionError("Nobody knows.")

    with pytest.raises(Fault) as caught:
        spark.spread([str(tmp_path / "part.parquet")], fails)
    assert str(caught.value) == "desirepath.errors.QuestionError: Nobody knows."


class Waiting:
    """Who waits for work, until a file is there."""

    def __init__(self, until: Path) -> None:
        self.until, self.told = until, list[tuple[int, int]]()

    def tell(self, done: int, of: int) -> None:
        self.told.append((done, of))

    def is_unwanted(self) -> bool:
        return self.until.exists()


def test_work_that_nobody_wants_any_more_ends_in_the_middle(spark: SparkEngine, tmp_path: Path) -> None:
    paths = [str(tmp_path / f"{number}.parquet") for number in range(2)]
    for number, path in enumerate(paths):
        pq.write_table(pa.table({"number": [number]}), path)
    begun = tmp_path / "begun"

    def takes_an_hour(batches: Iterator[pa.RecordBatch]) -> Iterator[bytes]:
        for batch in batches:
            begun.touch()
            time.sleep(3600)
            yield str(batch["number"].to_pylist()).encode()

    with pytest.raises(Cancelled, match="was cancelled"):
        spark.spread(paths, takes_an_hour, watcher=Waiting(begun))

    begun.unlink()
    assert len(spark.spread(paths, lambda batches: (b"done" for _ in batches))) == 2


def test_who_waits_is_told_how_far_the_work_is(spark: SparkEngine, tmp_path: Path) -> None:
    paths = [str(tmp_path / f"{number}.parquet") for number in range(2)]
    for number, path in enumerate(paths):
        pq.write_table(pa.table({"number": [number]}), path)

    def one_is_slow(batches: Iterator[pa.RecordBatch]) -> Iterator[bytes]:
        for batch in batches:
            time.sleep(2 * batch["number"][0].as_py())
            yield b"done"

    waiting = Waiting(tmp_path / "never")
    assert spark.spread(paths, one_is_slow, watcher=waiting) == [b"done", b"done"]
    assert waiting.told
    assert all(0 < done <= of for done, of in waiting.told)


def test_rows_are_dealt_out_by_what_they_have_in_common(spark: SparkEngine) -> None:
    rows = spark.table(pa.table({"number": range(30_000), "digit": [one % 10 for one in range(30_000)]}))

    def by_digit(batches: Iterator[pa.RecordBatch]) -> Iterator[bytes]:
        seen: list[tuple[int, int]] = []
        for batch in batches:
            seen += [(row["digit"], row["number"]) for row in batch.to_pylist()]
        digits = [digit for digit, _ in seen]
        assert digits == sorted(digits)
        for digit in sorted(set(digits)):
            yield f"{digit} {sum(number for one, number in seen if one == digit)}".encode()

    kept = spark._session.sparkContext._jsc.getPersistentRDDs
    before = set(kept())
    made = sorted(one.decode() for one in spark.deal(rows, by_digit, by="digit"))
    assert made == [f"{digit} {sum(range(digit, 30_000, 10))}" for digit in range(10)]
    assert set(kept()) <= before


PRELUDE = "from desirepath.engines import started\nfrom desirepath.errors import WorkspaceError\n"
TRIES = (
    "try:\n    started('spark', spark_master={master!r})\nexcept WorkspaceError as error:\n    print(error)\n"
)


def said(tries: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PRELUDE + tries],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    return done.stdout


def test_without_java_it_says_what_to_install(tmp_path: Path) -> None:
    words = said(TRIES.format(master="local[1]"), PATH=str(tmp_path), JAVA_HOME=str(tmp_path))
    assert "it needs Java 17 or newer" in words
    assert "openjdk-17" in words


def test_without_pyspark_it_says_what_to_install() -> None:
    hidden = "import sys\nsys.modules['pyspark'] = None\nsys.modules['pyspark.errors'] = None\n"
    assert 'pip install "desirepath[spark]"' in said(hidden + TRIES.format(master="local[1]"))


def test_a_cluster_that_nobody_answers_at_is_named_at_once() -> None:
    words = said(TRIES.format(master="spark://127.0.0.1:1"))
    assert words.startswith("No Spark answers at spark://127.0.0.1:1.")


def test_nothing_of_spark_is_imported_before_it_is_asked_for() -> None:
    script = "import sys, desirepath, desirepath.workspace\nprint('pyspark' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_engine_is_the_one_that_is_named() -> None:
    assert isinstance(started("duckdb"), DuckDBEngine)
