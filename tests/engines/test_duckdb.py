"""DuckDB as an engine: what comes in comes out, and failures are said in words."""

import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import ibis
import pyarrow as pa
import pytest
from tests.waiting import SECONDS

from desirepath.engines import DuckDBEngine, Engine
from desirepath.errors import Cancelled, Fault, WorkspaceError


@pytest.fixture
def engine() -> Engine:
    return DuckDBEngine(threads=1)


def test_what_is_written_to_a_part_is_read_back(engine: Engine, tmp_path: Path) -> None:
    seen = pa.table({"channel": ["email", None], "count": [3, 1]})

    assert engine.write(engine.table(seen), str(tmp_path / "part.parquet")) == 2

    assert engine.run(engine.parquet([str(tmp_path / "part.parquet")])).equals(seen)
    assert [file.name for file in tmp_path.iterdir()] == ["part.parquet"]


def test_several_parts_are_one_relation(engine: Engine, tmp_path: Path) -> None:
    paths = [str(tmp_path / f"{number}.parquet") for number in range(3)]
    for number, path in enumerate(paths):
        engine.write(engine.table(pa.table({"number": [number]})), path)

    parts = engine.parquet(paths)

    assert engine.run(parts.order_by("number"))["number"].to_pylist() == [0, 1, 2]


def test_a_folder_with_signs_that_mean_something_to_a_glob_is_just_a_folder(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "acme [2025] *?" / "part.parquet"
    path.parent.mkdir()
    (tmp_path / "acme 2 xx").mkdir()

    engine.write(engine.table(pa.table({"a": [1]})), str(path))

    assert engine.run(engine.parquet([str(path)]))["a"].to_pylist() == [1]


def test_a_scalar_comes_out_as_a_table_of_one_row(engine: Engine) -> None:
    seen = engine.table(pa.table({"a": [1, 2, 3]}))

    assert engine.run(seen.a.sum().name("total")).to_pylist() == [{"total": 6}]


def test_a_query_that_fails_shows_itself(engine: Engine) -> None:
    wrong = engine.table(pa.table({"amount": ["12", "twelve"]}))

    with pytest.raises(Fault, match=r"(?s)Could not convert string 'twelve'.*while running:.*SELECT"):
        engine.run(wrong.mutate(number=wrong.amount.cast("int64")))


def test_a_write_that_fails_leaves_no_file(engine: Engine, tmp_path: Path) -> None:
    wrong = engine.table(pa.table({"amount": ["twelve"]}))

    with pytest.raises(Fault):
        engine.write(wrong.mutate(number=wrong.amount.cast("int64")), str(tmp_path / "part.parquet"))

    assert list(tmp_path.iterdir()) == []


def test_a_listed_part_that_is_gone_is_named(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"gone\.parquet is listed but is not on the disk"):
        engine.parquet([str(tmp_path / "gone.parquet")])


def test_a_part_written_anew_is_read_anew(engine: Engine, tmp_path: Path) -> None:
    path = str(tmp_path / "part.parquet")
    read = []
    for table in (pa.table({"a": [1]}), pa.table({"b": ["one", "two"]})):
        engine.write(engine.table(table), path)
        read.append(engine.run(engine.parquet([path])))

    assert [table.column_names for table in read] == [["a"], ["b"]]
    assert engine.parquet([path]) is engine.parquet([path])


def test_a_part_that_is_not_parquet_is_a_fault(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "part.parquet").write_text("rows, so they say")

    with pytest.raises(Fault, match=r"while reading 1 parts, the first of them .*part\.parquet"):
        engine.parquet([str(tmp_path / "part.parquet")])


def test_no_part_at_all_has_no_columns_to_show(engine: Engine) -> None:
    with pytest.raises(Fault, match="no part at all"):
        engine.parquet([])


def test_times_are_utc_wherever_the_machine_stands(engine: Engine) -> None:
    zone = engine.run(ibis.literal(0).as_timestamp("s").strftime("%H").name("hour"))

    assert zone.to_pylist() == [{"hour": "00"}]


def test_threads_take_turns_on_one_engine(engine: Engine) -> None:
    def total(number: int) -> int:
        table = engine.table(pa.table({"a": [number] * 1000}))
        return int(engine.run(table.a.sum().name("total"))["total"][0].as_py())

    with ThreadPoolExecutor(4) as pool:
        totals = list(pool.map(total, range(40)))

    assert totals == [1000 * number for number in range(40)]


def test_a_full_disk_is_said_in_words_and_leaves_nothing(tmp_path: Path) -> None:
    story = textwrap.dedent("""
        import resource, signal, sys
        import numpy as np
        import pyarrow as pa
        from desirepath.engines import DuckDBEngine
        from desirepath.errors import WorkspaceError

        noise = pa.table({"noise": np.random.default_rng(1).integers(0, 2**60, 400_000)})
        engine = DuckDBEngine(threads=1)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            engine.write(engine.table(noise), sys.argv[1])
        except WorkspaceError as error:
            print(error)
    """)

    told = subprocess.run(
        [sys.executable, "-c", story, str(tmp_path / "part.parquet")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "There is no room left on the disk" in told.stdout
    assert "Nothing was changed" in told.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_table_in_memory_is_forgotten_with_its_last_use() -> None:
    engine = DuckDBEngine(threads=1)
    for number in range(5):
        engine.run(engine.table(pa.table({"number": [number]})))
    engine.table(pa.table({"number": [5]}))  # never asked anything
    engine.run(ibis.literal(1).name("n").as_table())

    held = engine._backend.con.execute("FROM duckdb_views() WHERE view_name LIKE '%memtable%'").fetchall()
    assert held == []


class Impatient:
    """Who wants work for so many looks, and then no more."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def tell(self, done: int, of: int) -> None: ...

    def is_unwanted(self) -> bool:
        self.looks -= 1
        return self.looks < 0


def endless(engine: DuckDBEngine) -> ibis.Table:
    """A join that takes hours."""
    many, more = (engine.table(pa.table({name: range(300_000)})) for name in "ab")
    pairs = many.cross_join(more)
    return pairs.filter((pairs.a * pairs.b) % 7 == 1).aggregate(pairs=ibis._.count())


def test_a_query_that_nobody_wants_any_more_ends_in_the_middle() -> None:
    engine = DuckDBEngine(threads=1)
    with pytest.raises(Cancelled), engine.watched(Impatient(3)):
        engine.run(endless(engine))
    assert engine.run(engine.table(pa.table({"a": [1]}))).num_rows == 1


def test_nothing_more_is_begun_and_nothing_is_left_of_a_file() -> None:
    engine = DuckDBEngine(threads=1)
    with tempfile.TemporaryDirectory() as folder, engine.watched(Impatient(0)):
        with pytest.raises(Cancelled):
            engine.write(engine.table(pa.table({"a": [1]})), f"{folder}/part.parquet")
        assert list(Path(folder).iterdir()) == []


def test_who_gives_up_leaves_the_questions_of_others_alone() -> None:
    engine = DuckDBEngine(threads=1)
    begun, answers = Event(), list[int]()

    def asks() -> None:
        begun.set()
        for _ in range(100):
            answers.append(engine.run(engine.table(pa.table({"a": [1]}))).num_rows)

    other = Thread(target=asks)
    other.start()
    assert begun.wait(SECONDS)
    with pytest.raises(Cancelled), engine.watched(Impatient(5)):
        engine.run(endless(engine))
    other.join(SECONDS)
    assert answers == [1] * 100


def test_ctrl_c_in_the_middle_of_a_query_is_ctrl_c() -> None:
    program = """
        from desirepath.engines import DuckDBEngine
        from tests.engines.test_duckdb import endless

        engine = DuckDBEngine(threads=1)
        query = endless(engine)
        print("asking", flush=True)
        engine.run(query)
    """
    asking = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert asking.stdout is not None
        assert asking.stdout.readline() == b"asking\n"
        time.sleep(0.5)
        asking.send_signal(signal.SIGINT)
        _, said = asking.communicate(timeout=SECONDS)
    finally:
        asking.kill()
    assert said.rstrip().endswith(b"KeyboardInterrupt"), said
