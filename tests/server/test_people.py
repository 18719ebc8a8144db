"""People over HTTP: found by what is known of them, told page by page, and masked unless asked otherwise."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.server.companies import SCRIPT, Client, drawn, served

IDENTIFIERS = '[{select: "{who}", type: user}, {select: "{mail}", type: email}]'
TRAITS = f"""
kind: mapping
key: members
source: club
format: {{type: csv}}
traits:
  - values: {{plan: "{{plan}}", first_name: "{{name}}"}}
    identifiers: {IDENTIFIERS}
"""
MEMBERS = """who,mail,plan,name
who-1,ana@shop.no,family,Ana
who-2,bo@shop.no,single,Bo
who-99,idle@shop.no,family,Ida
"""


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A shop that also knows the names and plans of three people, one of whom never came."""
    folder = tmp_path_factory.mktemp("people") / "shop"
    mine = drawn(folder)
    (folder / "members.yaml").write_text(TRAITS, encoding="utf-8")
    (folder / "members.csv").write_text(MEMBERS, encoding="utf-8")
    mine.apply(folder / "members.yaml")
    mine.load(folder / "members.csv", mapping="members")
    mine.refresh()
    with served(folder) as client:
        yield client


def found(client: Client, **asked: Any) -> list[dict[str, Any]]:
    reply = client.get("/api/people", params=asked)
    assert reply.status_code == 200, reply.text
    return list(reply.json()["people"])


def test_what_is_shown_unmasked_is_written_down_with_who_when_and_whose(club: Client) -> None:
    assert club.get("/api/people/who-1").json()["is_masked"]
    assert club.get("/api/disclosures").json() == []
    seen = club.get("/api/people/who-1", params={"unmasked": True}).json()
    found(club, search="ana@", unmasked=True)
    found(club, search="nobody at all", unmasked=True)
    search, page = club.get("/api/disclosures", params={"subject": seen["subject"]}).json()
    assert (page["what"], page["author"], page["subjects"]) == ("page", "local", [seen["subject"]])
    assert page["shown"] == ["email", "first_name", "user"]
    assert (search["what"], search["shown"]) == ("search", ["email", "identifiers"])
    assert page["at_us"] <= search["at_us"]
    assert "ana" not in str(club.get("/api/disclosures").json())
    assert club.get("/api/disclosures", params={"subject": "%"}).json() == []


def test_everybody_is_listed_the_latest_first(club: Client) -> None:
    whole = club.get("/api/people", params={"limit": 200}).json()
    last = [one["last_at_us"] for one in whole["people"] if one["last_at_us"]]
    assert (whole["total"], last) == (61, sorted(last, reverse=True))
    assert whole["people"][-1]["interactions"] == 0
    page = club.get("/api/people", params={"offset": 10, "limit": 5}).json()["people"]
    assert page == whole["people"][10:15]


def test_people_are_found_by_identifier_trait_and_id(club: Client) -> None:
    (ana,) = found(club, search="ANA@")
    assert ana["known_as"] == "a•••@shop.no"
    assert (ana["what"], ana["by"], ana["value"], ana["interactions"]) == (
        "identifier",
        "email",
        "a•••@shop.no",
        5,
    )
    assert {one["value"] for one in found(club, search="famil")} == {"family"}
    (bo,) = found(club, search="bo@shop", unmasked=True)
    assert bo["value"] == "bo@shop.no"
    assert [one["what"] for one in found(club, search=ana["subject"])] == ["id"]
    assert found(club, search="nobody at all") == []
    assert [one["value"] for one in found(club, search="Ida")] != ["Ida"]


def test_people_of_a_segment_are_listed(club: Client) -> None:
    missing = club.get("/api/people", params={"segment": "nobody"})
    assert (missing.status_code, "no segment" in missing.json()["detail"]) == (404, True)


def test_a_portrait_says_what_is_known_and_masks_who_it_is(club: Client) -> None:
    (ana,) = found(club, search="ana@shop.no")
    told = club.get(f"/api/people/{ana['subject']}").json()
    assert (told["is_masked"], told["interactions"], len(told["marks"])) == (True, 5, 5)
    assert {one["name"]: one["value"] for one in told["traits"]} == {"plan": "family", "first_name": "•••"}
    assert [(one["type"], one["value"]) for one in told["identifiers"]] == [
        ("user", "•••"),
        ("email", "a•••@shop.no"),
    ]
    strongest, mail = told["identifiers"]
    assert strongest["because"] == []
    (link,) = mail["because"]
    assert {link["type"], link["with_type"], link["source"], link["times"]} == {"user", "email", "club", 2}
    assert [one["key"] for one in told["stages"]] == ["awareness", "purchase"]
    whole = club.get(f"/api/people/{ana['subject']}", params={"unmasked": True}).json()
    assert {one["value"] for one in whole["identifiers"]} == {"who-1", "ana@shop.no"}
    assert "ana@shop.no" not in club.get(f"/api/people/{ana['subject']}").text


def test_a_journal_is_told_page_by_page(club: Client) -> None:
    (ana,) = found(club, search="ana@shop.no")
    address = f"/api/people/{ana['subject']}/journal"
    whole = club.get(address).json()
    assert (whole["total"], [one["place"] for one in whole["entries"]]) == (5, [0, 1, 2, 3, 4])
    assert [one["clock"] for one in whole["entries"]] == ["10:00", "11:00", "12:00", "13:00", "14:00"]
    assert [one["after_us"] for one in whole["entries"]] == [None, *[3_600_000_000] * 4]
    last = whole["entries"][-1]
    assert (last["score"], last["scale"], last["valence"], last["stage_name"]) == (
        2.0,
        "1..5",
        -1.0,
        "Buying",
    )
    assert SCRIPT in last["text"]
    assert club.get(address, params={"offset": 3, "limit": 1}).json()["entries"] == whole["entries"][3:4]
    assert club.get(address, params={"offset": 500}).json()["entries"] == []


def test_who_did_nothing_has_a_portrait_all_the_same(club: Client) -> None:
    (ida,) = found(club, search="idle@shop")
    told = club.get(f"/api/people/{ida['subject']}").json()
    assert (told["interactions"], told["marks"], told["first_at_us"]) == (0, [], None)
    assert [one["value"] for one in told["traits"] if one["name"] == "plan"] == ["family"]
    assert club.get(f"/api/people/{ida['subject']}/journal").json()["entries"] == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/people/nobody", 400),
        ("/api/people/nobody/journal", 400),
        ("/api/people?limit=0", 400),
        ("/api/people?offset=-1", 400),
        ("/api/people?serach=ana", 400),
        ("/api/people?segment=../x", 400),
    ],
)
def test_what_cannot_be_answered_says_so(club: Client, address: str, status: int) -> None:
    reply = club.get(address)
    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json"), (
        reply.text
    )


def test_a_few_people_are_heard_by_masked_names(club: Client) -> None:
    (ana,), (bo,) = found(club, search="ana@"), found(club, search="bo@")
    ids = [bo["subject"], ana["subject"]]
    told = club.get("/api/people/voices", params={"of": ids}).json()
    assert [(one["subject"], one["known_as"]) for one in told] == list(
        zip(ids, ["b•••@shop.no", "a•••@shop.no"], strict=True)
    )
    last = {one["text"] for one in club.get(f"/api/people/{ids[0]}/journal").json()["entries"] if one["text"]}
    assert told[0]["text"] in (last or {None})
    assert club.get("/api/people/voices", params={"of": ["nobody"]}).status_code == 400


def test_the_values_that_a_rule_may_name_are_no_personal_ones(club: Client) -> None:
    traits = club.get("/api/vocabulary").json()["traits"]
    assert [(one["name"], one.get("values", []), one["distinct"]) for one in traits] == [
        ("first_name", [], 3),
        ("plan", ["family", "single"], 2),
    ]
