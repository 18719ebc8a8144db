"""Maps from other tools, at the shell."""

from pathlib import Path

import pytest
from tests.cli.bakery import Shell

TEA = "journey\n title Tea\n section Kitchen\n  Make tea: 7: Me, Cat\n  Drink it: 4: Me\n"


def test_a_mermaid_journey_is_brought_in_drawn_and_handed_out_again(shell: Shell, own_bakery: Path) -> None:
    (own_bakery / "tea.mmd").write_text(TEA, encoding="utf-8")
    said = shell("map", "import", own_bakery / "tea.mmd", "--key", "tea", at=own_bakery)
    assert "The feeling at “Make tea” was +4: it is +2 now." in said.err
    assert "Brought in 2 steps in 1 stage." in said.err
    assert shell("map", "render", "tea", "-o", own_bakery / "tea.svg", at=own_bakery).code == 0
    out = shell("map", "export", "tea", "--as", "mermaid", at=own_bakery)
    assert out.out == (
        "journey\n    title Tea\n    section Kitchen\n        Make tea: 5: Me, Cat\n        Drink it: 4: Me\n"
    )


@pytest.mark.parametrize("ending", ["yaml", "json", "cjml", "csv", "mmd", "bpmn"])
def test_a_drafted_map_is_handed_out_in_every_form(shell: Shell, own_bakery: Path, ending: str) -> None:
    file = own_bakery / f"current.{ending}"
    said = shell("map", "export", "current", "-o", file, at=own_bakery)
    assert (said.code, said.out) == (0, "")
    assert file.stat().st_size > 200


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.docx", "x", "no ending of a map's file"),
        ("a.mmd", "flowchart TD", "line 1: a Mermaid user journey begins"),
        ("a.yaml", "kind: map\nkey: m\ntitle: M\nschema_version: 9", "written by a newer desirepath"),
        ("a.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><journey>&b;</journey>", "refused"),
    ],
)
def test_a_file_that_is_no_map_is_refused(
    shell: Shell, own_bakery: Path, name: str, text: str, says: str
) -> None:
    (own_bakery / name).write_text(text, encoding="utf-8")
    said = shell("map", "import", own_bakery / name, "--key", "m", at=own_bakery)
    assert said.code == 2
    assert says in said.err
    assert "Traceback" not in said.err
