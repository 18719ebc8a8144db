"""The bakery's workspace, made once for all tests of the folder, and a shell to run commands in."""

import shutil
from pathlib import Path

import pytest
from tests.cli.bakery import Said, Shell, write_bakery

from desirepath import cli
from desirepath import workspace as workspaces


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """Runs a command line in this process; no command may ever show a traceback."""

    def run(*arguments: object, at: Path | None = None) -> Said:
        capsys.readouterr()
        code = cli.run([*(["-w", str(at)] if at else []), *map(str, arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err, err
        return Said(code, out, err)

    return run


@pytest.fixture(scope="session")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bakery's workspace, loaded and refreshed, with a map drafted. Read it; do not change it."""
    folder = tmp_path_factory.mktemp("cli") / "bakery"
    write_bakery(folder)
    opened = workspaces.create(folder, name="Bakery", zone="Europe/Oslo")
    opened.apply(folder / "documents")
    opened.load(folder / "visits.csv", folder / "contacts.csv")
    opened.refresh()
    opened.draft(key="current", title="Buying bread")
    return folder


@pytest.fixture
def own_bakery(bakery: Path, tmp_path: Path) -> Path:
    """A copy of the bakery's workspace that a test may change."""
    return shutil.copytree(bakery, tmp_path / "bakery")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A workspace with the bakery's documents and files beside it, and nothing loaded."""
    folder = tmp_path / "empty"
    write_bakery(folder)
    workspaces.create(folder, name="Bakery").apply(folder / "documents")
    return folder
