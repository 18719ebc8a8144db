"""A published generation, opened: read by anybody at once, and plain about what is wrong with it."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from tests.journeys.worlds import generation, read
from tests.waiting import SECONDS

from desirepath.errors import InputError, WorkspaceError
from desirepath.journeys import Store
from desirepath.journeys.storing import partition_of
from desirepath.testing import little, microseconds

STORY = little(
    ("ana", "ad", "10:00"),
    ("bob", "ad", None),
    ("ana", "shop", "11:00"),
    ("bob", "shop", "12:00"),
    ("cleo", "ad", None),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return generation(tmp_path / "gen", STORY)


def test_every_subject_is_listed_with_their_place_and_time(store: Store) -> None:
    subjects = {row.pop("subject_id"): row for row in store.subjects.to_pylist()}
    assert subjects == {
        "ana": {
            "partition": partition_of("ana"), "row": 0, "steps": 2,
            "first_at_us": microseconds("10:00"), "last_at_us": microseconds("11:00"),
        },
        "bob": {
            "partition": partition_of("bob"), "row": 0, "steps": 2,
            "first_at_us": microseconds("12:00"), "last_at_us": microseconds("12:00"),
        },
        "cleo": {
            "partition": partition_of("cleo"), "row": 0, "steps": 1, "first_at_us": None, "last_at_us": None,
        },
    }  # fmt: skip


def test_one_subject_is_found_by_id(store: Store) -> None:
    timelines, row = store.find("bob")
    assert (timelines.partition, timelines.subjects[row].as_py()) == (partition_of("bob"), "bob")
    assert store.facts_of("bob").tolist() == [1, 3]
    assert store.timeline("bob").select(["fact", "touchpoint"]).to_pylist() == [
        {"fact": 1, "touchpoint": "ad"},
        {"fact": 3, "touchpoint": "shop"},
    ]
    with pytest.raises(InputError, match='There is no person with the id "dan"'):
        store.find("dan")


@pytest.mark.parametrize(
    "wanted", [["ana", "zoe"], {"ana"}, pa.array(["ana", "zoe"]), pa.chunked_array([["zoe"], ["ana"]])]
)
def test_a_mask_tells_for_every_partition_who_is_meant(store: Store, wanted: list[str]) -> None:
    chosen = zip(store.partitions, store.mask(wanted), strict=True)
    assert [one.subjects.to_pylist()[0] for one, mask in chosen if mask[0]] == ["ana"]
    assert [mask.dtype for mask in store.mask([])] == [np.bool_] * 3


def test_what_is_read_is_the_file_itself(store: Store) -> None:
    steps = store.partitions[0].kinds
    assert not steps.flags.owndata
    assert not steps.flags.writeable


def test_a_folder_without_a_generation_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"There are no timelines in .*desirepath refresh"):
        Store.open(tmp_path)


@pytest.mark.parametrize("name", ["timelines.arrow", "kinds.parquet", "meta.json"])
@pytest.mark.parametrize("harm", ["cut short", "overwritten", "empty"])
def test_a_damaged_generation_says_that_nothing_is_lost(store: Store, name: str, harm: str) -> None:
    file = store.folder / name
    whole = file.read_bytes()
    file.unlink()
    file.write_bytes({"cut short": whole[:-20], "overwritten": b"\0" * len(whole), "empty": b""}[harm])
    with pytest.raises(WorkspaceError, match=r"damaged .*Nothing is lost"):
        Store.open(store.folder)


def test_a_missing_file_is_damage_too(store: Store) -> None:
    (store.folder / "kinds.parquet").unlink()
    with pytest.raises(WorkspaceError, match="damaged"):
        Store.open(store.folder)


def test_a_newer_generation_asks_for_a_newer_desirepath(store: Store) -> None:
    file = store.folder / "meta.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "schema_version": 2, "colour": "blue"}))
    with pytest.raises(WorkspaceError, match="have schema 2, this desirepath knows up to 1"):
        Store.open(store.folder)


READER = """
import sys, time
from pathlib import Path
from desirepath.journeys import Store

folder, last, seen = Path(sys.argv[1]), int(sys.argv[2]), {}
print("ready", flush=True)
while last not in seen:
    time.sleep(0.01)
    for number in range(last + 1):
        home = folder / f"gen-{number}"
        if home.exists():  # the name is there only when all of it is
            seen[number] = sum(len(one.fact) for one in Store.open(home).partitions)
print(sorted(seen.items()))
"""


def test_two_processes_read_while_a_third_publishes(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", READER, str(tmp_path), "3"]
    readers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root)
        for _ in range(2)
    ]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    opened = [generation(tmp_path / f"gen-{n}", STORY.slice(0, n + 1)) for n in range(4)]
    for reader in readers:
        said, complaint = reader.communicate(timeout=SECONDS)
        assert complaint == ""
        assert said == "[(0, 1), (1, 2), (2, 3), (3, 4)]\n"
    assert [len(read(one)) for one in opened] == [1, 2, 2, 2]
