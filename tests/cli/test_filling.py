"""Filling, checking and binding a map at the shell."""

from pathlib import Path

import pytest
from tests.cli.bakery import Shell

PERSONA = """
kind: persona
schema_version: 1
key: {key}
name: {name}
segment: {key}
"""
SEGMENT = """
kind: segment
schema_version: 1
key: {key}
title: {name}
rule: {rule}
"""
SCENARIO = """
kind: scenario
schema_version: 1
key: first-loaf
title: The first loaf
goal: [Order form]
"""
RULES = {
    "buyers": "{by: did, touchpoint: Order form}",
    "lookers": "{by: not, of: {by: did, touchpoint: Order form}}",
    "guests": "{by: did, touchpoint: Kiosk}",
}
TEMPLATE = """
kind: map
schema_version: 2
key: plan
title: Buying bread, as we think
stages:
  - id: s
    name: All
    steps:
      - {id: menu, name: Looks at the menu, lineage_id: menu}
      - {id: order, name: Fills in the order form, lineage_id: order}
      - {id: send, name: Send email, lineage_id: send}
"""


@pytest.fixture
def peopled(own_bakery: Path, shell: Shell) -> Path:
    """The bakery with three personas, each of a segment, and a scenario."""
    for key, rule in RULES.items():
        for kind, text in (("segment", SEGMENT), ("persona", PERSONA)):
            file = own_bakery / "documents" / f"{kind}-{key}.yaml"
            file.write_text(text.format(key=key, rule=rule, name=key.title()), encoding="utf-8")
    (own_bakery / "documents" / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    assert shell("apply", own_bakery / "documents", at=own_bakery).code == 0
    return own_bakery


def test_filling_a_fresh_draft_says_how_many_and_keeps_no_second_copy(shell: Shell, own_bakery: Path) -> None:
    first = shell("map", "fill", "current", at=own_bakery)
    revisions = shell("map", "log", "current", "-f", "json", at=own_bakery).json
    second = shell("map", "fill", "current", at=own_bakery)
    assert (first.code, second.code) == (0, 0)
    assert first.err.startswith("Filled current: 60 people at 5 steps")
    assert shell("map", "log", "current", "-f", "json", at=own_bakery).json == revisions


def test_three_personas_give_three_maps_from_one_draft(shell: Shell, peopled: Path) -> None:
    said = {}
    for key in RULES:
        file = peopled / f"{key}.json"
        done = shell(
            "map", "fill", "current", "--persona", key, "--scenario", "first-loaf", "-o", file, at=peopled
        )
        assert done.code == 0, done.err
        said[key] = done.err.split(" people")[0]
        assert f'"persona": "{key}"' in file.read_text(encoding="utf-8")
    assert said == {
        "buyers": "Filled current-buyers: 40",
        "lookers": "Filled current-lookers: 20",
        "guests": "Filled current-guests: 6",
    }
    again = shell("map", "fill", "current-buyers", at=peopled)  # kept, and it knows whose it is
    assert again.err.startswith("Filled current-buyers: 40 people")
    checked = shell("map", "check", "current-buyers", "-f", "json", at=peopled).json
    assert checked["truth"]["journeys"]["n"] == 40


def test_a_persona_without_a_segment_or_of_another_name_is_told(shell: Shell, peopled: Path) -> None:
    nobody = shell("map", "fill", "current", "--persona", "buyer", at=peopled)
    assert nobody.code == 2
    assert 'Did you mean "buyers"' in nobody.err
    (peopled / "documents" / "p.yaml").write_text(
        "{kind: persona, schema_version: 1, key: ghost, name: G}", encoding="utf-8"
    )
    assert shell("apply", peopled / "documents" / "p.yaml", at=peopled).code == 0
    ghost = shell("map", "fill", "current", "--persona", "ghost", at=peopled)
    assert ghost.code == 2
    assert "has no segment" in ghost.err


def test_a_template_is_bound_as_suggested_and_fills_itself(shell: Shell, own_bakery: Path) -> None:
    file = own_bakery / "plan.yaml"
    file.write_text(TEMPLATE, encoding="utf-8")
    assert shell("apply", file, at=own_bakery).code == 0
    found = shell("map", "suggest", "plan", "--apply", "-f", "json", at=own_bakery)
    assert found.code == 0
    assert {(one["step"], one["binding"]["touchpoint"]) for one in found.json} == {
        ("menu", "Menu"),
        ("order", "Order form"),
    }
    out = own_bakery / "filled.yaml"
    assert shell("map", "fill", "plan", "-o", out, at=own_bakery).code == 0
    text = out.read_text(encoding="utf-8")
    assert "is_assumed: true" in text
    assert "figure: Dropped off" in text
    report = shell("map", "check", "plan", "-f", "json", at=own_bakery).json
    codes = {problem["code"] for problem in report["problems"]}
    assert {"assumed_binding", "organisations_words", "unbound", "fidelity"} <= codes


def test_the_exit_code_is_what_a_pipeline_asks_for(shell: Shell, own_bakery: Path) -> None:
    file = own_bakery / "plan.yaml"
    file.write_text(TEMPLATE, encoding="utf-8")
    assert shell("apply", file, at=own_bakery).code == 0
    assert shell("map", "check", "plan", at=own_bakery).code == 0  # warnings alone
    strict = shell("map", "check", "plan", "--fail-on", "warning", at=own_bakery)
    assert strict.code == 2
    assert "named from the organisation's side" in strict.out
    assert "Rename it" in strict.out
    other = shell("map", "check", "plan", "--fail-on", "note", at=own_bakery)
    assert other.code != 0
    assert "Traceback" not in other.err


def test_nothing_to_suggest_is_said(shell: Shell, bakery: Path) -> None:
    said = shell("map", "suggest", "current", at=bakery)
    assert (said.code, said.err.split(":")[0]) == (0, "Nothing to suggest")


def test_a_title_too_long_for_a_map_is_the_users_mistake(shell: Shell, own_bakery: Path) -> None:
    made = shell("map", "draft", "--key", "long", "--title", "x" * 3_000, at=own_bakery)
    assert (made.code, "does not make a map" in made.err) == (2, True)


def test_a_segment_that_means_nobody_known_spoils_no_check_of_another_map(
    shell: Shell, peopled: Path
) -> None:
    lost = SEGMENT.format(key="lost", name="Lost", rule="{by: did, touchpoint: Zeppelin}")
    (peopled / "lost.yaml").write_text(lost, encoding="utf-8")
    assert shell("apply", peopled / "lost.yaml", at=peopled).code == 0
    assert shell("map", "review", "current", at=peopled).code == 0
    told = shell("map", "check", "current", at=peopled)
    assert "Zeppelin" not in told.out + told.err
    assert "explains" in told.out + told.err


def test_an_imported_maps_key_is_checked_in_words(shell: Shell, own_bakery: Path) -> None:
    (own_bakery / "cards.csv").write_text("stage,step\nBuy,Pays\n", encoding="utf-8")
    told = shell("map", "import", own_bakery / "cards.csv", "--key", "My Map", at=own_bakery)
    assert (told.code, "A key has at most 64" in told.err) == (2, True)


def test_a_scenario_is_of_a_persona_and_says_what_one_journey_is(peopled: Path, shell: Shell) -> None:
    alone = shell("map", "fill", "current", "--scenario", "first-loaf", at=peopled)
    assert (alone.code, alone.err.strip()) == (
        2,
        "A scenario is filled for a persona: add --persona to --scenario first-loaf.",
    )
    file = peopled / "documents" / "scenario.yaml"
    file.write_text(SCENARIO + "split: gap:x\n", encoding="utf-8")
    said = shell("apply", file, at=peopled)
    assert said.code == 2
    assert "scenario.yaml, line 7, split: expected whole_life, gap:30 (minutes)" in said.err
