"""A Parquet file read piece by piece, anywhere, is the file read whole."""

import pickle
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from desirepath.sources import RawRows, read, read_stretch, stretches


def as_told(batches: list[RawRows]) -> list[object]:
    return [(one.columns.to_pydict(), one.ordinals.tolist(), one.lines.tolist()) for one in batches]


@pytest.mark.parametrize("group", [7_000, 50_000, 60_000, 200_000])
def test_the_pieces_are_the_batches_of_the_whole(tmp_path: Path, group: int) -> None:
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"number": np.arange(130_001)}), path, row_group_size=group)

    pieces = pickle.loads(pickle.dumps(stretches(path)))  # noqa: S301 - ours
    found = [rows for piece in pieces for rows in read_stretch(path, piece)]

    assert as_told(found) == as_told(list(read(path)))
    assert [row for rows in found for row in rows.ordinals.tolist()] == list(range(130_001))
    assert max(len(rows.ordinals) for rows in found) <= 50_000
    assert sum(piece.rows for piece in pieces) == 130_001


def test_what_is_no_plain_parquet_file_has_no_pieces(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"PAR1 and then nothing")
    assert stretches(tmp_path / "x.parquet") == []
