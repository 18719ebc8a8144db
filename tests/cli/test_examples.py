"""Every example that the manual shows of asking a measure can be run on the demo company."""

import re
import shlex
from pathlib import Path

import pytest
from tests.cli.bakery import Shell

from desirepath import cli

EXAMPLES = re.findall(r"^Example: `desirepath ((?:measure|compare) [^`]*)`$", cli.reference(), re.MULTILINE)


@pytest.mark.parametrize("example", sorted({*EXAMPLES}))
def test_an_example_of_the_manual_has_an_answer(
    example: str, shell: Shell, demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = shell(*shlex.split(example), at=demo_folder)
    assert said.code == 0, said.err
    assert len(said.out.splitlines()) > 3 or list(tmp_path.iterdir())
