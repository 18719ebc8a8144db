"""Drafting, drawing and checking maps at the command line, also maps that a hand has changed."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.cli.bakery import Shell

PNG = b"\x89PNG\r\n\x1a\n"


def test_a_map_is_drafted_to_standard_output_or_into_a_file(
    shell: Shell, own_bakery: Path, tmp_path: Path
) -> None:
    yaml = shell("map", "draft", "--key", "first", at=own_bakery)
    assert yaml.code == 0
    assert yaml.out.startswith("kind: map\nschema_version: 2\nkey: first\n")
    assert "Next: desirepath map render first -o first.svg" in yaml.err
    document = shell("map", "draft", "--key", "first", "--format", "json", at=own_bakery).json
    assert document["n_subjects"] == 60
    assert [stage["name"] for stage in document["stages"]] == ["Hear of it", "Look around", "Buy"]

    written = shell("map", "draft", "--key", "first", "-o", tmp_path / "first.yaml", at=own_bakery)
    assert (written.code, written.out) == (0, "")
    assert (tmp_path / "first.yaml").read_text(encoding="utf-8") == yaml.out


def test_a_map_may_be_of_some_people_at_an_earlier_time_with_a_goal(shell: Shell, own_bakery: Path) -> None:
    asked = ("--where", "plan=family", "--goal", "Order form", "--split", "gap:600", "--as-of", "2025-03-20")
    document = shell("map", "draft", "--key", "some", *asked, "-f", "json", at=own_bakery)
    assert document.code == 0
    assert document.json["where"] == {"plan": "family"}
    assert document.json["n_subjects"] < 30


def test_the_other_kinds_of_map_are_drafted_from_a_map_or_from_the_clock(
    shell: Shell, own_bakery: Path
) -> None:
    kinds = {
        "future_state": ("--from", "current"),
        "service_blueprint": ("--from", "current"),
        "day_in_the_life": (),
    }
    drawn = {}
    for kind, options in kinds.items():
        said = shell("map", "draft", "--kind", kind, *options, "-f", "json", at=own_bakery)
        assert said.code == 0, said.err
        drawn[said.json["key"]] = said.json
    assert {key: each["map_kind"] for key, each in drawn.items()} == {
        "future": "future_state",
        "blueprint": "service_blueprint",
        "day": "day_in_the_life",
    }
    assert (drawn["future"]["baseline"], drawn["blueprint"]["accompanies"]) == ("current", "current")
    assert drawn["day"]["axis"] == "clock"


def test_a_future_state_has_the_targets_that_are_said(shell: Shell, own_bakery: Path) -> None:
    steps = [
        step["name"]
        for stage in shell("map", "draft", "-f", "json", at=own_bakery).json["stages"]
        for step in stage["steps"]
    ]
    future = ("map", "draft", "--kind", "future_state", "-f", "json")
    said = shell(
        *future, "--target", f"{steps[0]}: drops 10 %", "--target", f"{steps[-1]}: feels +1.5", at=own_bakery
    )
    assert said.code == 0, said.err
    assert [kpi["target"] for kpi in said.json["kpis"] if kpi["name"].endswith(steps[0])] == [0.1]
    assert 1.5 in [one["value"] for one in said.json["emotions"] if one["source"] == "target"]
    wrong = shell(*future, "--target", f"{steps[0]}: much better", at=own_bakery)
    assert (wrong.code, "Expected a target such as" in wrong.err) == (2, True)
    refused = shell("map", "draft", "--target", f"{steps[0]}: drops 10 %", at=own_bakery)
    assert (refused.code, "takes no targets" in refused.err) == (2, True)


def test_a_draft_by_fidelity_says_what_it_reached(shell: Shell, own_bakery: Path) -> None:
    said = shell("map", "draft", "--key", "true", "--fidelity", "0.9", "-f", "json", at=own_bakery)
    assert any(note.startswith("The steps explain") for note in said.json["footnotes"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--key", ""], "such as first-year"),
        (["--key", "a/b"], "such as first-year"),
        (["--key", "current.yaml"], "such as first-year"),
        (["--split", "goal:Menu"], "say what has arrived with --goal"),
        (["--split", "bogus"], "There are: calendar, gap, goal, whole_life"),
        (["--goal", "Nowhere"], "Nowhere"),
        (["--where", "plan=famly"], 'Did you mean "family"?'),
        (["--as-of", "1999-01-01"], "there is nothing to map"),
        (["--as-of", "soon"], "Write 2025-06-30"),
        (["--stages", "nope"], "nope"),
        (["-o", "nowhere/x.yaml"], "There is no folder nowhere"),
        (["-o", "."], "is a folder: name a file"),
        (["--fidelity", "80"], "above 0, up to 1, found 80"),
        (["--kind", "future_state", "--fidelity", "0.8"], "takes no fidelity. It takes: base, targets"),
        (["--kind", "future_state", "--key", "then", "--from", "nope"], "nope"),
    ],
)
def test_a_map_that_cannot_be_drafted_is_not_kept(
    arguments: list[str], says: str, shell: Shell, bakery: Path
) -> None:
    said = shell("map", "draft", *arguments, at=bakery)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert "There are: current." in shell("map", "check", "x1y2z3", at=bakery).err


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_map_is_drawn_by_the_ending_of_the_name(
    theme: str, shell: Shell, bakery: Path, tmp_path: Path
) -> None:
    for name in ("x.svg", "x.PNG", "x.html"):
        said = shell("map", "render", "current", "-o", tmp_path / name, "--theme", theme, at=bakery)
        assert (said.code, said.out) == (0, "")
    ET.fromstring((tmp_path / "x.svg").read_bytes())  # noqa: S314  (our own drawing)
    assert (tmp_path / "x.PNG").read_bytes().startswith(PNG)
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "Buying bread" in page


def test_a_map_is_printed_for_the_office(shell: Shell, bakery: Path, tmp_path: Path) -> None:
    for name, begins in (("x.pdf", b"%PDF-1.7"), ("x.pptx", b"PK"), ("x.xlsx", b"PK")):
        said = shell("map", "render", "current", "-o", tmp_path / name, "--page", "a4", at=bakery)
        assert (said.code, said.out) == (0, "")
        assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["current", "-o", "x.gif"], 'as .svg, .png, .html, .pdf, .pptx or .xlsx; found "x.gif".'),
        (["current", "-o", "x.pdf", "--page", "a5"], 'Choose from: "a3", "a4", "poster"'),
        (["current", "-o", "x"], 'found "x"'),
        (["current", "-o", "nowhere/x.svg"], "There is no folder nowhere"),
        (["curent", "-o", "x.svg"], 'There is no map "curent". Did you mean "current"?'),
        (["nope.yaml", "-o", "x.svg"], "There is no file nope.yaml."),
        (["documents/stages.yaml", "-o", "x.svg"], "holds no document of the kind map"),
        (["workspace.yaml", "-o", "x.svg"], '"workspace" is not a kind read here'),
    ],
)
def test_a_map_that_cannot_be_drawn_draws_nothing(
    arguments: list[str],
    says: str,
    shell: Shell,
    own_bakery: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(own_bakery)
    said = shell("map", "render", *arguments)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert list(own_bakery.glob("x*")) == []


def test_a_map_that_holds_good_has_no_errors(shell: Shell, bakery: Path) -> None:
    table = shell("map", "check", "current", at=bakery)
    report = shell("map", "check", "current", "--format", "json", at=bakery)
    lines = shell("map", "check", "current", "--format", "csv", at=bakery)
    assert (table.code, report.code, lines.code) == (0, 0, 0)
    assert {problem["severity"] for problem in report.json["problems"]} == {"note"}
    assert [line["problem"] for line in lines.rows] == [each["message"] for each in report.json["problems"]]
    assert f"{len(lines.rows)} problems." in table.out


def edited(bakery: Path, shell: Shell, found: str, put: str) -> Path:
    """The drafted map, exported and changed by hand in one place."""
    shell("export", bakery / "out", at=bakery)
    file = bakery / "out" / "map-current.yaml"
    text = file.read_text(encoding="utf-8")
    assert found in text
    file.write_text(text.replace(found, put, 1), encoding="utf-8")
    return file


def test_a_map_changed_by_hand_is_drawn_with_the_change(shell: Shell, own_bakery: Path) -> None:
    file = edited(own_bakery, shell, "title: Buying bread", "title: Kjøpe brød & <kaker>")
    assert shell("map", "render", file, "-o", own_bakery / "x.svg", at=own_bakery).code == 0
    drawn = (own_bakery / "x.svg").read_text(encoding="utf-8")
    ET.fromstring(drawn)  # noqa: S314  (our own drawing)
    assert "Kjøpe brød &amp; &lt;kaker&gt;" in drawn


@pytest.mark.parametrize(
    ("found", "put", "says"),
    [
        ("n_subjects:", "n_subjcts:", 'unknown field "n_subjcts": did you mean "n_subjects"?'),
        ("schema_version: 2", "schema_version: 9", "written by a newer desirepath"),
        ("n_subjects: 60", "n_subjects: many", "expected a whole number"),
        ("key: current", "key: current\nkey: other", '"key" is written twice'),
    ],
)
def test_a_map_broken_by_hand_names_the_place(
    found: str, put: str, says: str, shell: Shell, own_bakery: Path
) -> None:
    file = edited(own_bakery, shell, found, put)
    for command in (
        ["apply", file],
        ["map", "check", file],
        ["map", "render", file, "-o", own_bakery / "x.svg"],
    ):
        said = shell(*command, at=own_bakery)
        assert (said.code, said.out) == (2, "")
        assert f"{file}, line " in said.err
        assert says in said.err


def test_a_card_at_no_step_is_an_error_that_a_pipeline_stops_on(shell: Shell, own_bakery: Path) -> None:
    file = edited(own_bakery, shell, "        step: ", "        step: nowhere-")
    for command in (["map", "check", file], ["map", "render", file, "-o", own_bakery / "x.svg"]):
        said = shell(*command, at=own_bakery)
        assert said.code == 2
        assert 'there is no step "nowhere-' in said.err


def test_every_command_about_maps_is_listed_with_what_it_does(shell: Shell, tmp_path: Path) -> None:
    told = shell("map", "--help", at=tmp_path).out
    for name in ("check", "undo", "atlas", "import", "templates", "draft"):
        (line,) = [each for each in told.splitlines() if each.startswith(f"│ {name} ")]
        assert len(line.strip("│ ").split()) > 3
