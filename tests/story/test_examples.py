"""What an example's README says to type is typed, where the public data are there to be loaded."""

import re
import shlex
from pathlib import Path

import pytest

from desirepath import cli

EXAMPLES = Path(__file__).parents[2] / "examples"
READMES = sorted(EXAMPLES.glob("*/README.md"))
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
pytestmark = pytest.mark.shared


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.parent.name)
def test_the_commands_of_an_example_run_and_draw_its_map(
    readme: Path,
    shared_data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "examples").symlink_to(EXAMPLES)
    (tmp_path / readme.parent.name).symlink_to(shared_data / readme.parent.name)
    monkeypatch.chdir(tmp_path)
    commands = [
        line.removeprefix("$ ")
        for block in BLOCK.findall(readme.read_text(encoding="utf-8"))
        for line in block.splitlines()
    ]
    for command in commands:
        type_in(command, monkeypatch, capsys)
    (drawn,) = Path.cwd().glob("*.html")
    assert drawn.stat().st_size > 10_000


def type_in(command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    program, *arguments = shlex.split(command)
    if program == "cd":
        monkeypatch.chdir(arguments[0])
        return
    assert program == "desirepath", command
    assert cli.run(arguments) == 0, f"{command}\n{capsys.readouterr().err}"


def test_every_example_shows_how_it_is_drawn() -> None:
    assert [path.parent.name for path in READMES if not BLOCK.search(path.read_text(encoding="utf-8"))] == []
    assert {path.parent for path in READMES} == {path for path in EXAMPLES.iterdir() if path.is_dir()}
