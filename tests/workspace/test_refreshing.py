"""What stays the same from refresh to refresh: people's ids, and what nothing has changed."""

import csv
import shutil
from pathlib import Path

import pytest

from desirepath import workspace as workspaces
from desirepath.errors import InputError
from desirepath.workspace import Workspace

MAPPING = """
kind: mapping
schema_version: 1
key: calls
source: phone
files: ["*.csv"]
interactions:
  - time: "{at}"
    channel: phone
    touchpoint: Hotline
    action: called
    identifiers:
      - {select: "{email}", type: email}
      - {select: "{phone}", type: phone}
"""
ANA = ("2025-01-01T10:00:00Z", "ana@mail.example", "")
BO = ("2025-01-02T10:00:00Z", "", "+4791234567")
CY = ("2025-01-03T10:00:00Z", "cy@mail.example", "")
ANA_AND_BO = ("2025-01-04T10:00:00Z", "ana@mail.example", "+4791234567")


@pytest.fixture
def hotline(tmp_path: Path) -> Workspace:
    (tmp_path / "calls.yaml").write_text(MAPPING)
    opened = workspaces.create(tmp_path / "hotline", zone="Europe/Oslo")
    opened.apply(tmp_path / "calls.yaml")
    return opened


def load(hotline: Workspace, name: str, *calls: tuple[str, str, str]) -> int:
    file = hotline.folder.parent / f"{name}.csv"
    with file.open("w", newline="") as text:
        csv.writer(text).writerows([("at", "email", "phone"), *calls])
    return hotline.load(file)[0].load.number


def people(hotline: Workspace) -> dict[str, str]:
    """Whose each identifier is, after a refresh."""
    hotline.refresh()
    rows = hotline.identities().identifiers.to_pylist()
    return {row["value"]: row["subject_id"] for row in rows}


def test_people_keep_their_ids_when_more_is_loaded(hotline: Workspace) -> None:
    load(hotline, "first", ANA, BO)
    before = people(hotline)
    load(hotline, "second", CY)
    after = people(hotline)
    assert before.items() <= after.items()
    assert len(set(after.values())) == 3


def test_people_keep_their_ids_when_the_tables_are_deleted(hotline: Workspace) -> None:
    load(hotline, "first", ANA, BO)
    before = people(hotline)
    shutil.rmtree(hotline.folder / "tables")
    assert people(workspaces.open(hotline.folder)) == before


def test_a_withdrawn_and_reloaded_person_is_the_same_person(hotline: Workspace) -> None:
    load(hotline, "first", ANA)
    second = load(hotline, "second", CY)
    before = people(hotline)
    hotline.withdraw(second)
    assert people(hotline) == {"ana@mail.example": before["ana@mail.example"]}
    load(hotline, "second", CY)
    assert people(hotline) == before


def test_who_turn_out_to_be_one_person_keep_one_of_their_ids(hotline: Workspace) -> None:
    load(hotline, "first", ANA, BO)
    before = people(hotline)
    joint = load(hotline, "second", ANA_AND_BO)
    merged = set(people(hotline).values())
    assert len(merged) == 1
    assert merged < set(before.values())
    hotline.withdraw(joint)
    parted = people(hotline)
    assert len(set(parted.values())) == 2


def test_when_nothing_changed_nothing_is_computed(hotline: Workspace) -> None:
    load(hotline, "first", ANA)
    first = hotline.refresh()
    assert hotline.refresh() == first
    load(hotline, "first", ANA)
    assert hotline.refresh() == first


def test_without_a_load_there_is_nothing_to_compute_from(hotline: Workspace) -> None:
    with pytest.raises(InputError, match="no load is live"):
        hotline.refresh()
    assert hotline.generation() is None


def test_a_file_loaded_twice_in_one_command_is_loaded_once(hotline: Workspace) -> None:
    load(hotline, "first", ANA)
    file = hotline.folder.parent / "first.csv"
    (hotline.folder.parent / "copy.csv").write_bytes(file.read_bytes())
    outcomes = hotline.load(file, hotline.folder.parent / "copy.csv")
    assert [outcome.was_there for outcome in outcomes] == [True, True]
    assert len(hotline.ledger()) == 1
