"""Finding people and telling their stories at the command line, also when the question is odd."""

from pathlib import Path

import pytest
from tests.cli.bakery import Shell


def test_a_person_is_found_by_a_part_of_an_identifier(shell: Shell, bakery: Path) -> None:
    found = shell("person", "find", "ANA@", "--format", "json", at=bakery).json
    assert [(match["type"], match["value"], match["seen"]) for match in found] == [
        ("email", "ana@mail.example", 2)
    ]
    lines = shell("person", "find", "ana@", "--format", "csv", at=bakery).rows
    assert lines == [
        {
            "person": found[0]["subject"],
            "type": "email",
            "identifier": "ana@mail.example",
            "seen": "2",
        }
    ]
    assert "ana@mail.example" in shell("person", "find", "ana@", at=bakery).out


@pytest.mark.parametrize("text", ["nobody-like-this", "%", ".*", "'; DROP TABLE loads; --", "☃"])
def test_finding_nobody_is_an_answer(text: str, shell: Shell, bakery: Path) -> None:
    said = shell("person", "find", text, at=bakery)
    assert said.code == 0
    assert f'No identifier contains "{text}".' in said.out
    assert shell("person", "find", text, "--format", "json", at=bakery).json == []


def test_letters_of_any_alphabet_are_looked_for(shell: Shell, bakery: Path) -> None:
    found = shell("person", "find", "ÅSE", "--format", "json", at=bakery).json
    assert [match["value"] for match in found] == ["åse@mail.example"]
    assert shell("person", "show", "Åse@mail.example", at=bakery).code == 0


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_to_look_for_is_a_question_back(text: str, shell: Shell, bakery: Path) -> None:
    said = shell("person", "find", text, at=bakery)
    assert said.code == 2
    assert said.err.startswith("Say what to look for")


@pytest.mark.parametrize("limit", ["0", "-1", "few"])
def test_a_limit_is_one_or_more(limit: str, shell: Shell, bakery: Path) -> None:
    said = shell("person", "find", "ana", "--limit", limit, at=bakery)
    assert said.code == 2
    assert "Try: desirepath person find --help" in said.err


def test_a_person_is_shown_with_the_reason_for_each_identifier(shell: Shell, bakery: Path) -> None:
    person = shell("person", "show", "bo@mail.example", "--format", "json", at=bakery).json
    assert person["traits"] == {"plan": "family"}
    assert [step["touchpoint"] for step in person["timeline"]] == [
        "Search ad", "Home page", "Menu", "Order form", "Survey",
    ]  # fmt: skip
    assert {each["type"]: bool(each["why"]) for each in person["identifiers"]} == {
        "email": True,
        "device": True,
    }
    assert shell("person", "show", person["subject"], "--format", "json", at=bakery).json == person
    assert shell("person", "show", " BO@mail.example ", "--format", "json", at=bakery).json == person


def test_a_timeline_is_a_table_or_csv_and_says_what_it_hides(shell: Shell, bakery: Path) -> None:
    table = shell("person", "show", "bo@mail.example", "--limit", "2", at=bakery).out
    assert "3 earlier interactions are not shown: --limit 5" in table
    lines = shell("person", "show", "bo@mail.example", "--format", "csv", at=bakery).rows
    assert [line["touchpoint"] for line in lines] == [
        "Search ad",
        "Home page",
        "Menu",
        "Order form",
        "Survey",
    ]
    assert lines[0]["when"] == "2025-03-02 09:00"  # Oslo's clock


def test_a_shared_device_is_nobodys_and_says_why(shell: Shell, bakery: Path) -> None:
    said = shell("person", "show", "kiosk-1", at=bakery)
    assert said.code == 2
    assert '"kiosk-1" is nobody\'s: as device it is shared' in said.err
    assert shell("person", "find", "kiosk-1", "--format", "json", at=bakery).json == []


def test_a_blocked_value_is_nobodys_and_says_why(shell: Shell, bakery: Path) -> None:
    said = shell("person", "show", "test@test.com", at=bakery)
    assert said.code == 2
    assert '"test@test.com" is nobody\'s: as email it is blocked' in said.err


@pytest.mark.parametrize("text", ["nobody@mail.example", "", "☃", "00000000-0000-7000-8000-000000000000"])
def test_nobody_is_shown_for_an_unknown_name(text: str, shell: Shell, bakery: Path) -> None:
    said = shell("person", "show", text, at=bakery)
    assert said.code == 2
    assert "Look for a part of it: desirepath person find" in said.err


def test_who_was_shown_personal_data_is_written_down(shell: Shell, own_bakery: Path) -> None:
    shell("person", "find", "ana@", at=own_bakery)
    person = shell("person", "show", "ana@mail.example", "--format", "json", at=own_bakery).json
    seen = shell("person", "disclosures", person["subject"], "--format", "json", at=own_bakery).json
    assert [(each["what"], each["author"], each["subjects"]) for each in seen[:2]] == [
        ("story", "local", [person["subject"]]),
        ("search", "local", [person["subject"]]),
    ]
    assert "ana@" not in shell("person", "disclosures", at=own_bakery).out
    assert shell("person", "disclosures", "nobody", "--format", "csv", at=own_bakery).rows == []
