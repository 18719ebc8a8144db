"""Two maps compared, a map's opportunities and the atlas, at the command line."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.cli.bakery import Shell

PNG = b"\x89PNG\r\n\x1a\n"


def renamed(shell: Shell, bakery: Path) -> None:
    """A second revision of the map, in which the first step has another name."""
    shell("export", bakery / "out", at=bakery)
    file = bakery / "out" / "map-current.yaml"
    text = file.read_text(encoding="utf-8")
    assert "    name: " in text
    head, steps, rest = text.partition("  steps:")
    old = rest.split("name: ", 1)[1].split("\n", 1)[0]
    file.write_text(head + steps + rest.replace(f"name: {old}", "name: Begins here", 1), encoding="utf-8")
    assert shell("apply", file, at=bakery).code == 0


def test_a_map_is_compared_with_an_earlier_revision_of_itself(shell: Shell, own_bakery: Path) -> None:
    renamed(shell, own_bakery)
    table = shell("map", "compare", "current@1", "current", at=own_bakery)
    assert (table.code, table.err) == (0, "")
    assert "1 step changed." in table.out
    assert "renamed from" in table.out
    lines = shell("map", "compare", "current@1", "current", "-f", "csv", at=own_bakery).rows
    assert next(line["what"] for line in lines if line["state"] == "changed") == "step"
    found = shell("map", "compare", "current@1", "current", "-f", "json", at=own_bakery).json
    assert (found["before"]["name"], found["after"]["name"]) == ("current@1", "current")
    assert [column["name"] for column in found["columns"] if column["state"] == "changed"] == ["Begins here"]


@pytest.mark.parametrize("mode", ["overlay", "stacked", "table"])
def test_a_comparison_is_drawn_by_the_ending_of_the_name(
    mode: str, shell: Shell, bakery: Path, tmp_path: Path
) -> None:
    endings = ["html", "pptx"] if mode == "table" else ["svg", "png", "html", "pptx"]
    for ending in endings:
        file = tmp_path / f"x.{ending}"
        said = shell("map", "compare", "current", "current", "--as", mode, "-o", file, at=bakery)
        assert (said.code, said.out) == (0, "")
        assert "The same steps and cards." in said.err
    if mode != "table":
        ET.fromstring((tmp_path / "x.svg").read_bytes())  # noqa: S314  (our own drawing)
        assert (tmp_path / "x.png").read_bytes().startswith(PNG)
    assert "<table>" in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_a_language_and_a_density_are_asked_for(shell: Shell, bakery: Path, tmp_path: Path) -> None:
    for words, said in (
        (["compare", "current", "current"], "VERGLEICH"),
        (["matrix", "current"], "CHANCENMATRIX"),
        (["atlas"], "Alle Karten"),
    ):
        file = tmp_path / "x.svg"
        assert shell("map", *words, "--language", "de", "-o", file, at=bakery).code == 0
        assert said in file.read_text(encoding="utf-8")
    widths = []
    for scale in ("0.5", "1"):
        assert shell("map", "atlas", "--scale", scale, "-o", tmp_path / "x.png", at=bakery).code == 0
        widths.append(int.from_bytes((tmp_path / "x.png").read_bytes()[16:20]))
    assert widths == [740, 1480]
    refused = shell("map", "render", "current", "--scale", "900", "-o", tmp_path / "y.png", at=bakery)
    assert (refused.code, "found 900" in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["compare", "current", "curent"], 'Did you mean "current"?'),
        (["compare", "current", "current@99"], "99"),
        (["matrix", "current", "--language", "no one", "-o", "x.svg"], "A language is named like"),
        (["compare", "current", "current@x"], 'Name a revision as "current@3"'),
        (["compare", "current", "current", "-o", "x.gif"], r"drawn as .svg, .png, .html or .pptx"),
        (["compare", "current", "current", "--as", "table", "-o", "x.svg"], "written as .html or .pptx"),
        (["matrix", "current", "-o", "nowhere/x.svg"], "There is no folder nowhere"),
        (["atlas", "curent"], 'Did you mean "current"?'),
    ],
)
def test_what_cannot_be_drawn_says_what_to_try(
    arguments: list[str],
    says: str,
    shell: Shell,
    bakery: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    said = shell("map", *arguments, at=bakery)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert list(tmp_path.iterdir()) == []


def test_opportunities_and_the_atlas_are_drawn(shell: Shell, bakery: Path, tmp_path: Path) -> None:
    for ending in ("svg", "png", "html"):
        for words in (["matrix", "current"], ["atlas"], ["atlas", "current"]):
            assert shell("map", *words, "-o", tmp_path / f"x.{ending}", at=bakery).code == 0
    assert "All maps" in (tmp_path / "x.svg").read_text(encoding="utf-8")
    table = shell("map", "atlas", at=bakery)
    assert "Buying bread" in table.out
    assert shell("map", "atlas", "-f", "json", at=bakery).json["entries"][0]["key"] == "current"
    assert shell("map", "atlas", "-f", "csv", at=bakery).rows[0]["map"] == "current"


def test_maps_in_a_ring_are_refused_by_the_ring(shell: Shell, own_bakery: Path) -> None:
    shell("export", own_bakery / "out", at=own_bakery)
    file = own_bakery / "out" / "map-current.yaml"
    text = file.read_text(encoding="utf-8")
    codes = []
    for key, child in (("current", "other"), ("other", "current")):
        told = re.sub(
            r"^( +)lineage_id: ", rf"\1child: {child}\n\1lineage_id: ", text, count=1, flags=re.MULTILINE
        )
        file.write_text(told.replace("key: current", f"key: {key}", 1), encoding="utf-8")
        said = shell("apply", file, at=own_bakery)
        codes.append(said.code)
    assert codes == [0, 2]
    assert "other → current → other" in said.err
    assert shell("map", "atlas", at=own_bakery).code == 0
