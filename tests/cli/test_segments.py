"""Segments at the command line: whom one means, said, counted and sampled."""

from pathlib import Path

import pytest
from tests.cli.bakery import Shell

BUYERS = """
kind: segment
key: buyers
title: Families that ordered
rule:
  by: all
  of:
    - {by: trait, name: plan, value: family}
    - {by: did, touchpoint: Order form}
"""


@pytest.fixture
def buyers(tmp_path: Path) -> Path:
    """A file with the segment of the twenty families that ordered."""
    file = tmp_path / "buyers.yaml"
    file.write_text(BUYERS, encoding="utf-8")
    return file


def test_a_segment_says_whom_it_means_and_how_many(shell: Shell, bakery: Path, buyers: Path) -> None:
    shown = shell("segment", "show", buyers, at=bakery)
    assert shown.code == 0
    assert 'People whose plan is "family" and who had at least 1 interaction' in shown.out
    assert "20 in all." in shown.out
    document = shell("segment", "show", buyers, "--format", "json", at=bakery).json
    assert (document["count"], [part["count"] for part in document["parts"]]) == (20, [30, 40])


def test_a_segment_is_counted_as_of_a_moment(shell: Shell, bakery: Path, buyers: Path) -> None:
    assert "20 people, 20 of them with a journey." in shell("segment", "count", buyers, at=bakery).out
    (row,) = shell("segment", "count", buyers, "--as-of", "2025-03-03", "-f", "csv", at=bakery).rows
    assert row["count"] == "2"


def test_the_people_of_a_sample_can_be_looked_at(shell: Shell, bakery: Path, buyers: Path) -> None:
    people = shell("segment", "sample", buyers, "--format", "json", at=bakery).json
    assert people == shell("segment", "sample", buyers, "--format", "json", at=bakery).json
    assert len(people) == 5
    told = shell("person", "show", people[0], "--format", "json", at=bakery).json
    assert told["traits"]["plan"] == "family"
    assert "Order form" in [step["touchpoint"] for step in told["timeline"]]


def test_segments_taken_in_are_listed(shell: Shell, own_bakery: Path, buyers: Path) -> None:
    assert "There are none yet" in shell("segment", "list", at=own_bakery).out
    assert shell("apply", buyers, at=own_bakery).code == 0
    (row,) = shell("segment", "list", "-f", "csv", at=own_bakery).rows
    assert row == {"segment": "buyers", "revision": "1", "title": "Families that ordered"}
    assert shell("segment", "count", "buyers", "-f", "json", at=own_bakery).json["count"] == 20


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("{by: trait, name: pln, value: family}", 'Did you mean "plan"?'),
        ("{by: did, touchpoint: Meny}", 'Did you mean "Menu"?'),
        ("{by: segment, key: buyers}", "buyers"),
        ("{by: magic}", "magic"),
        ("{by: path, pattern: '([Menu] | '}", "^"),
    ],
)
def test_a_rule_that_makes_no_sense_says_why(
    rule: str, says: str, shell: Shell, bakery: Path, tmp_path: Path
) -> None:
    file = tmp_path / "odd.yaml"
    file.write_text(f"kind: segment\nkey: odd\ntitle: Odd\nrule: {rule}\n", encoding="utf-8")
    for command in ("show", "count", "sample"):
        said = shell("segment", command, file, at=bakery)
        assert (said.code, said.out) == (2, "")
        assert says in said.err


def test_a_segment_that_is_not_there_is_said_so(shell: Shell, bakery: Path) -> None:
    said = shell("segment", "show", "byers", at=bakery)
    assert (said.code, said.err) == (2, 'There is no segment "byers". There are none yet.\n')
