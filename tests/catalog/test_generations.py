"""Generations are published by one row; sweeping removes only what no row lists."""

import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from tests.catalog.listings import a_generation, loaded

from desirepath.catalog import Catalog
from desirepath.errors import Fault, IntegrityError


def test_the_newest_published_generation_is_the_current_one(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    assert catalog.generation() is None

    for _ in range(2):
        catalog.publish(a_generation(tmp_path, catalog.reserve_generation()))

    current = Catalog.open(tmp_path).generation()
    assert current is not None
    assert current.number == 2


def test_a_generation_that_was_never_written_is_not_published(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    generation = a_generation(tmp_path, 1)
    (tmp_path / generation.path / "steps.arrow").unlink()
    (tmp_path / generation.path).rmdir()

    with pytest.raises(IntegrityError, match="Generation 1"):
        catalog.publish(generation)

    assert catalog.generation() is None


def test_sweeping_keeps_listed_parts_and_the_last_two_generations(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    loaded(catalog, tmp_path)
    loaded(catalog, tmp_path)
    catalog.withdraw(2, at_us=1)
    for number in (1, 2, 3):
        catalog.publish(a_generation(tmp_path, number))
    a_generation(tmp_path, 4)  # written, never published
    (tmp_path / "facts" / "000009-interactions.parquet.partial").write_bytes(b"ro")

    with catalog.writer_lock():
        assert catalog.sweep() == 3

    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == ["gen-000002", "gen-000003"]
    assert [path.name for path in sorted((tmp_path / "facts").iterdir())] == [
        "000001-interactions.parquet",
        "000002-interactions.parquet",
    ]


def test_sweeping_without_the_lock_is_a_fault_of_ours(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="writer_lock"):
        Catalog.open(tmp_path).sweep()


def test_a_process_killed_while_writing_a_part_leaves_only_what_sweeping_removes(tmp_path: Path) -> None:
    writing = textwrap.dedent("""
        import sys
        from pathlib import Path
        import numpy as np
        import pyarrow as pa
        import pyarrow.parquet as pq
        from desirepath.catalog import Catalog
        from desirepath.engines import whole_file

        folder = Path(sys.argv[1])
        catalog = Catalog.open(folder)
        with catalog.writer_lock(doing="load web.csv"):
            number = catalog.reserve_parts(1).start
            (folder / "facts").mkdir()
            rows = pa.table({"fact": np.random.default_rng(1).integers(0, 2**60, 50_000)})
            with whole_file(folder / f"facts/{number:06d}-interactions.parquet") as unfinished:
                writer = pq.ParquetWriter(unfinished, rows.schema)
                while True:
                    writer.write_table(rows)
                    print("writing", flush=True)
    """)
    process = subprocess.Popen([sys.executable, "-c", writing, str(tmp_path)], stdout=subprocess.PIPE)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        process.send_signal(signal.SIGKILL)

    catalog = Catalog.open(tmp_path)

    assert catalog.loads() == []
    assert catalog.parts("interactions", live=False) == []
    assert list(catalog.reserve_parts(1)) == [2]
    assert [path.suffix for path in (tmp_path / "facts").iterdir()] == [".partial"]
    with catalog.writer_lock(timeout_seconds=5):
        assert catalog.sweep() == 1
    assert list((tmp_path / "facts").iterdir()) == []
