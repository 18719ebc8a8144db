"""The documentation runs: its Python, its commands, and the names it must not forget."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.copying import copied

import desirepath
from desirepath import cli
from desirepath.interactions import mapping_schema
from desirepath.maps import map_schema
from desirepath.measures import MEASURES
from desirepath.segments import segment_schema

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
    *sorted((ROOT / "docs" / "reference").rglob("*.md")),
]
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WRITE = "from desirepath.cli import reference; print(reference(), end='')"
RUNNABLE = {"python", "console"}


def blocks(page: Path) -> Iterator[tuple[str, str, str]]:
    for language, options, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        yield language, options.strip(), text


@pytest.mark.parametrize(
    "page", [page for page in PAGES if any(b[0] in RUNNABLE for b in blocks(page))], ids=lambda p: p.name
)
def test_every_block_of_a_page_runs_in_order(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    if page.name == "tutorial.md":  # it begins where `make demo` ends
        copied(request.getfixturevalue("demo_folder"), tmp_path / "demo")
        capsys.readouterr()
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for language, options, text in blocks(page):
        if options.startswith("file="):
            Path(options.removeprefix("file=")).write_text(text, encoding="utf-8")
        elif language == "python":
            exec(compile(text, str(page), "exec"), names)  # noqa: S102
        elif language == "console":
            for command in (line[2:] for line in text.splitlines() if line.startswith("$ ")):
                run_command(command, capsys)


def run_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    program, *arguments = shlex.split(command, comments=True)
    assert program == "desirepath", command
    output: Path | None = None
    if ">" in arguments:
        place = arguments.index(">")
        output = Path(arguments[place + 1])
        arguments = arguments[:place]
    code = cli.run(arguments)
    said = capsys.readouterr()
    assert code == 0, f"{command}\n{said.err}"
    if output is not None:
        output.write_text(said.out, encoding="utf-8")


def test_the_readme_shows_twelve_lines_of_python() -> None:
    code = next(text for language, _, text in blocks(ROOT / "README.md") if language == "python")
    assert len([line for line in code.splitlines() if line.strip()]) == 12


def test_every_measure_is_documented() -> None:
    measures = (ROOT / "docs" / "reference" / "measures.md").read_text()
    assert [name for name in MEASURES if f"`{name}`" not in measures] == []


def test_the_command_lines_manual_is_what_the_commands_say() -> None:
    kept = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    # A fresh process: a command that has run remembers more of itself than the manual shows.
    written = subprocess.run([sys.executable, "-c", WRITE], capture_output=True, check=True).stdout.decode()
    assert kept == written, "run `make reference`"


def test_the_published_schema_is_the_mappings_own() -> None:
    kept = (ROOT / "docs" / "reference" / "mapping.schema.json").read_text(encoding="utf-8")
    assert json.loads(kept) == mapping_schema(), "run `make reference`"


def test_the_published_schema_is_the_maps_own() -> None:
    kept = (ROOT / "docs" / "reference" / "map.schema.json").read_text(encoding="utf-8")
    assert json.loads(kept) == map_schema(), "run `make reference`"


def test_the_published_schema_is_the_segments_own() -> None:
    kept = (ROOT / "docs" / "reference" / "segment.schema.json").read_text(encoding="utf-8")
    assert json.loads(kept) == segment_schema(), "run `make reference`"


def test_every_command_shows_an_example() -> None:
    sections = re.split(r"^##+ desirepath ", cli.reference(), flags=re.MULTILINE)[1:]
    assert len(sections) > len(cli.COMMANDS)
    assert [section.split("\n")[0] for section in sections if "Example: " not in section] == []


def test_the_version_is_the_packages() -> None:
    assert desirepath.__version__ in (ROOT / "pyproject.toml").read_text()
    assert sys.version_info >= (3, 11)
