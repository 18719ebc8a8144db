"""The truth tells what was planted, and scores identities fairly."""

import json
from collections import Counter
from pathlib import Path
from statistics import median

import pytest
from tests.demo.companies import Company

from desirepath.demo import Score, score
from desirepath.errors import InputError

Identifiers = dict[tuple[str, str], str]


def owners(company: Company) -> Identifiers:
    return {(line["type"], line["value"]): line["person"] for line in company.truth("identifiers.csv.gz")}


def test_identities_that_are_the_truth_score_full_marks(company: Company) -> None:
    found = score(owners(company), company.folder / "truth")
    assert (found.precision, found.recall) == (1.0, 1.0)


def test_identities_that_are_the_reachable_parts_score_the_reachable_recall(company: Company) -> None:
    lines = company.truth("identifiers.csv.gz")
    parts = {(line["type"], line["value"]): f"{line['person']}-{line['part']}" for line in lines}
    found = score(parts, company.folder / "truth")
    assert found.recall == found.reachable_recall == company.summary.reachable_recall
    assert found.share_of_reachable == 1.0
    assert 0.85 < found.reachable_recall < 1.0
    assert json.loads((company.folder / "truth" / "reachable.json").read_text())["recall"] == found.recall


def test_everybody_as_one_person_is_complete_and_wrong(company: Company) -> None:
    found = score(dict.fromkeys(owners(company), "all"), company.folder / "truth")
    assert found.recall == 1.0
    assert found.precision < 0.01


def test_nobody_linked_is_right_and_finds_nothing(company: Company) -> None:
    found = score({}, company.folder / "truth")
    assert found == Score(precision=1.0, recall=0.0, reachable_recall=company.summary.reachable_recall)


def test_spelling_does_not_matter_to_the_score(company: Company) -> None:
    spelled = {(kind, f" {value.upper()} "): person for (kind, value), person in owners(company).items()}
    assert score(spelled, company.folder / "truth").recall == 1.0


def test_a_folder_without_truth_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no truth"):
        score({}, tmp_path)


def test_an_identifier_of_two_people_is_nobodys(company: Company) -> None:
    lines = list(company.truth("identifiers.csv.gz"))
    assert len(owners(company)) == len(lines)
    assert not [
        line for line in lines if line["value"] in ("null", "undefined", "test@test.com", "0000000000")
    ]


def test_mistyped_people_fall_into_parts(company: Company) -> None:
    parts: dict[str, set[str]] = {}
    for line in company.truth("identifiers.csv.gz"):
        parts.setdefault(line["person"], set()).add(line["part"])
    typos = [person for person, line in company.people.items() if line["typo"]]
    assert all(len(parts[person]) > 1 for person in typos)


def test_the_planted_troubles_are_the_causes_of_many(company: Company) -> None:
    causes = {line["cause"]: line for line in company.truth("causes.csv")}
    assert [cause for cause, line in causes.items() if line["planted"] == "yes"] == [
        "activation_failure",
        "price_notice",
    ]
    assert all(
        int(causes[cause]["people"]) > 0.08 * len(company.people)
        for cause in ("activation_failure", "price_notice")
    )
    assert sum(int(line["people"]) for line in causes.values()) == len(company.people)


def test_people_leave_where_the_trouble_is(company: Company) -> None:
    where = {
        cause: Counter(line["last_touchpoint"] for line in company.people.values() if line["left"] == cause)
        for cause in ("activation_failure", "price_notice")
    }
    assert where["activation_failure"].most_common(1)[0][0] == "Activation"
    assert where["price_notice"].most_common(1)[0][0] == "Price notice"


def test_the_planted_hazards_stand_well_above_the_rest(company: Company) -> None:
    reached: dict[str, set[str]] = {}
    for line in company.rows:
        if line["person"] and line["stage"] == "onboarding":
            reached.setdefault("onboarding", set()).add(line["person"])
        if line["cause"] == "price_notice":
            reached.setdefault("told", set()).add(line["person"])
    left = Counter(line["left"] for line in company.people.values())
    rest = Counter(
        line["last_touchpoint"]
        for line in company.people.values()
        if line["left"] in ("drifted", "never_bought")
    )
    ordinary = median(rest.values()) / len(company.people)
    assert left["activation_failure"] / len(reached["onboarding"]) > ordinary + 0.15
    assert left["price_notice"] / len(reached["told"]) > ordinary + 0.15


def test_failed_activations_and_the_notice_are_rated_badly(company: Company) -> None:
    told = {line["key"]: line["cause"] for line in company.rows}
    failed: list[int] = []
    worked: list[int] = []
    for line in company.export("web"):
        if line.get("event") == "Activation Rated":
            trouble = told[line["messageId"]] == "activation_failure"
            (failed if trouble else worked).append(int(line["properties"]["rating"]))
    notices = [int(line["property_rating"]) for line in company.export("email") if line["property_rating"]]
    assert sum(failed) / len(failed) < 2.0 < 3.5 < sum(worked) / len(worked)
    assert sum(notices) / len(notices) < 2.0
    assert len(failed) > len(worked)


def test_those_whose_activation_fails_wait_longest_for_support(company: Company) -> None:
    waits: dict[bool, list[int]] = {True: [], False: []}
    for ticket in company.export("tickets"):
        if ticket["via"]["channel"] == "voice":
            minutes = ticket["metric_set"]["requester_wait_time_in_minutes"]["calendar"]
            waits["activation" in ticket["tags"]].append(minutes)
    assert median(waits[True]) > 3 * median(waits[False])


def test_the_personas_behave_differently(company: Company) -> None:
    crowd: dict[str, list[str]] = {}
    for person, line in company.people.items():
        crowd.setdefault(line["persona"], []).append(person)
    stores = {line["person"] for line in company.rows if line["file"].startswith("store")}

    def share(persona: str, people: set[str]) -> float:
        return len(people & set(crowd[persona])) / len(crowd[persona])

    failed = {person for person, line in company.people.items() if line["left"] == "activation_failure"}
    assert set(crowd) == {"busy-family", "remote-professional", "careful-retiree"}
    assert share("careful-retiree", stores) > 2 * share("remote-professional", stores)
    assert share("careful-retiree", failed) > share("remote-professional", failed)


def test_the_zone_trap_is_written_down(company: Company) -> None:
    zones = json.loads((company.folder / "truth" / "zones.json").read_text())
    assert zones["survey_responses.csv"]["zone"] == "America/Denver"
    assert zones["survey_responses.csv"]["hours_early_if_read_as_utc"] == [6, 7]
