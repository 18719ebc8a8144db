"""Steps that are too many for memory wait in a file, and come out as if they had never left it."""

import tempfile
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from tests.journeys.test_assembling import SLOW
from tests.journeys.test_workers import files, story, whose
from tests.journeys.worlds import Done, facts, generation, interactions, owners

from desirepath.errors import IntegrityError, WorkspaceError
from desirepath.journeys import assembling
from desirepath.journeys.keeping import Filed, Held


@SLOW
@given(interactions())
def test_steps_in_a_file_make_the_same_generation(world: list[Done]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        held = generation(Path(folder) / "held", facts(world), owners(world))
        with patch.object(assembling, "MANY", -1):
            filed = generation(Path(folder) / "filed", facts(world, shuffle=1), owners(world))
        assert files(filed) == files(held)
        assert sorted(each.name for each in Path(folder).iterdir()) == ["filed", "held"]


def test_numbered_owners_and_what_only_some_steps_have_come_by_way_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbered = pa.table({"fact": range(7), "subject": pa.array([7, 7, 3, 7, 3, 9, None], pa.int64())})
    names = pa.table({"subject": [3, 7, 9], "subject_id": ["bob", "ana", "cleo"]})
    held = generation(tmp_path / "held", story(), whose(story()))
    monkeypatch.setattr(assembling, "MANY", -1)
    filed = generation(tmp_path / "filed", story(), numbered, subjects=names)
    assert files(filed) == files(held)


def test_a_fact_of_two_people_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembling, "MANY", -1)
    rows = story()
    both = pa.concat_tables([whose(rows), pa.table({"fact": [0], "subject_id": ["bob"]})])
    with pytest.raises(IntegrityError, match="more than one subject"):
        generation(tmp_path / "gen", rows, both)
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_is_read_wherever_it_is_kept(tmp_path: Path) -> None:
    told = np.arange(12).reshape(3, 4)
    with Filed(tmp_path / "steps") as filed:
        for steps in (Held(5), filed):
            steps.write(1, told)
            assert steps.read(2, 4).tolist() == told[1:].tolist()
            assert steps.read(3, 3).tolist() == []


def test_a_full_disk_is_told() -> None:
    with Filed(Path("/dev/full")) as steps, pytest.raises(WorkspaceError, match="no room left"):
        steps.write(0, np.ones((1, 4), np.int64))
