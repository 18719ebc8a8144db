"""The house rules that no linter knows: names, sizes, doors."""

import importlib
import pkgutil
from pathlib import Path

import pytest

import desirepath

SOURCE = Path(desirepath.__file__).parent
ROOT = SOURCE.parent.parent
FILES = sorted(SOURCE.rglob("*.py"))
BANNED = {"utils", "util", "helpers", "misc", "common", "base", "manager", "service", "types"}
PACKAGES = sorted(each.name for each in pkgutil.iter_modules([str(SOURCE)]) if each.ispkg)


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [str(file) for file in FILES if file.stem in BANNED] == []


def test_every_file_is_one_thing_short_enough_to_read() -> None:
    long = {str(file.relative_to(SOURCE)): len(file.read_text().splitlines()) for file in FILES}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_what_a_door_names_is_there(package: str) -> None:
    door = importlib.import_module(f"desirepath.{package}")
    assert [name for name in door.__all__ if not hasattr(door, name)] == []


def test_the_public_face_is_complete_and_small() -> None:
    assert [name for name in desirepath.__all__ if not hasattr(desirepath, name)] == []
    assert len(desirepath.__all__) <= 30


def test_nothing_of_a_machine_is_in_the_tree() -> None:
    texts = [*FILES, *ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), ROOT / "Makefile"]
    assert [str(text) for text in texts if "/work/" in text.read_text() or "/root/" in text.read_text()] == []


def test_the_architecture_fits_in_one_sitting() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text().splitlines()) <= 150
