"""Suggesting and checking mappings at the command line, and mappings that cannot be."""

from pathlib import Path

import pytest
from tests.cli.bakery import VISITS_MAPPING, Shell


def test_a_suggested_mapping_can_be_checked_and_loaded_as_it_is(
    shell: Shell, tmp_path: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    suggested = shell("mapping", "suggest", empty / "visits.csv", "-o", "first.yaml")
    assert (suggested.code, suggested.out) == (0, "")
    assert "Next: desirepath mapping check" in suggested.err
    checked = shell("mapping", "check", empty / "visits.csv", "--mapping", "first.yaml", "--format", "json")
    assert checked.code == 0
    assert len(checked.json["interactions"]) == 5
    assert shell("load", empty / "visits.csv", "-m", "first.yaml", at=empty).code == 0


def test_a_suggestion_goes_to_standard_output_alone(shell: Shell, empty: Path) -> None:
    said = shell("mapping", "suggest", empty / "visits.csv")
    assert (said.code, said.err) == (0, "")
    assert "kind: mapping" in said.out


def test_a_check_shows_what_would_be_set_aside(shell: Shell, bakery: Path) -> None:
    table = shell("mapping", "check", bakery / "visits.csv", "--mapping", "visits", at=bakery)
    assert table.code == 0
    assert "Interactions, 5" in table.out
    assert "would load" in table.err
    broken = bakery / "documents" / "visits.yaml"
    seen = shell("mapping", "check", bakery / "visits.csv", "-f", "json", "--mapping", broken, at=bakery).json
    assert seen["accepted"] + seen["quarantined"] == seen["rows"]


def test_the_schema_is_one_json_document(shell: Shell) -> None:
    said = shell("mapping", "schema")
    assert (said.code, said.err) == (0, "")
    assert said.json["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["suggest", "nope.csv"], "nope.csv does not exist"),
        (["suggest", "facts"], "The files of facts do not agree"),
        (["suggest", "documents"], "is not Parquet"),
        (["suggest", "table:sales.clicks"], "have sales.clicks written as Parquet"),
        (["check", "table:sales.clicks", "--mapping", "visits"], "Say `engine: spark` in workspace.yaml"),
        (["suggest", "visits.csv", "-o", "nowhere/x.yaml"], "There is no folder"),
        (["suggest", "visits.csv", "-o", "facts"], "is a folder: name a file"),
        (["check", "visits.csv", "--mapping", "vists"], 'Did you mean "visits"?'),
        (["check", "visits.csv", "--mapping", "nope.yaml"], "There is no file nope.yaml"),
        (["check", "visits.csv", "--mapping", "documents/stages.yaml"], "holds no mapping"),
        (["check", "nope.csv", "--mapping", "visits"], "nope.csv does not exist"),
        (["check", "contacts.csv", "--mapping", "visits"], 'reads the column "'),
    ],
)
def test_a_mapping_command_that_cannot_be_done_says_why(
    arguments: list[str], says: str, shell: Shell, bakery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bakery)
    said = shell("mapping", *arguments)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


@pytest.mark.parametrize(
    ("found", "put", "says"),
    [
        ("{place}", "{plase}", '"plase", but visits.csv has no such column. Did you mean "place"?'),
        ("touchpoint:", "touchpont:", 'unknown field "touchpont": did you mean "touchpoint"?'),
        ("schema_version: 1", "schema_version: 2", "line 3, schema_version: written by a newer desirepath"),
        ("schema_version: 1", "schema_version: one", "expected a whole number"),
        ("source: site", "source: site\nsource: web", '"source" is written twice, on lines 5 and 6'),
        ("source: site", "source: [", "this is not YAML"),
        ("key: visits", "key: My Visits", "a key of at most 64 small letters"),
        ("zone: UTC", "zone: Mars/Base", '"Mars/Base" is not a time zone'),
        ('"{place}"', "{do: explode, of: x}", "expected one of: lookup, first, choose"),
        ('"{place}"', '{do: extract, of: "{place}", pattern: "(a"}', "is not a regular expression"),
        (VISITS_MAPPING, "", "the file is empty"),
        (VISITS_MAPPING, "[" * 5_000 + "]" * 5_000, "nested too deeply"),
        (VISITS_MAPPING, "- a\n- b\n", "found a list"),
        (VISITS_MAPPING, '!!python/object/apply:os.system ["exit 3"]', "expected a document with fields"),
        ("kind: mapping", "kind: maping", 'did you mean "mapping"?'),
    ],
    ids=range(15),
)  # fmt: skip
def test_a_mapping_that_cannot_be_names_the_place_and_loads_nothing(
    found: str, put: str, says: str, shell: Shell, empty: Path
) -> None:
    mapping = empty / "odd.yaml"
    mapping.write_text(VISITS_MAPPING.replace(found, put, 1), encoding="utf-8")
    said = shell("load", empty / "visits.csv", "--mapping", mapping, at=empty)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert shell("ledger", "--format", "json", at=empty).json == []


def test_a_mapping_that_is_no_text_is_said_so(shell: Shell, empty: Path) -> None:
    (empty / "odd.yaml").write_bytes(VISITS_MAPPING.replace("viewed", "så").encode() + b"\xff\xfe")
    said = shell("load", empty / "visits.csv", "--mapping", empty / "odd.yaml", at=empty)
    assert said.code == 2
    assert "is not UTF-8 text" in said.err
