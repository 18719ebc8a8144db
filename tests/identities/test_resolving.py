"""Who is who, told as rows that name identifiers: what links, what does not, and what stays."""

import random

import msgspec
import pyarrow as pa
import pytest
from tests.identities.worlds import ENGINE, Row, facts, numbering, people, resolved, states, together

from desirepath.errors import DocumentError
from desirepath.identities import Identities, IdentityRules, resolve


def test_identifiers_seen_on_one_row_are_one_person() -> None:
    found = resolved(["email:ana@shop.org", "device:d1"], ["device:d1", "cookie:c1"], ["user:bo"])

    assert people(found) == together(["email:ana@shop.org", "device:d1", "cookie:c1"], ["user:bo"])


def test_somebody_else_on_a_row_is_not_linked() -> None:
    found = resolved(["user:ana", "other email:friend@shop.org"], ["email:friend@shop.org"])

    assert people(found) == together(["user:ana"], ["email:friend@shop.org"])


def test_traits_link_as_interactions_do() -> None:
    card = facts(["contact:17", "email:ana@shop.org"], source="crm").drop(["fact"])

    found = resolved(["email:ana@shop.org"], traits=card)

    assert people(found) == together(["contact:17", "email:ana@shop.org"])
    assert found.links.select(["source", "first_fact", "count", "kept"]).to_pylist() == [
        {"source": "crm", "first_fact": None, "count": 1, "kept": True}
    ]


def test_a_device_used_by_two_people_links_neither() -> None:
    found = resolved(["user:ana", "device:d"], ["user:bo", "device:d"], ["device:d", "cookie:c"])

    assert people(found) == together(["user:ana"], ["user:bo"], ["cookie:c"])
    assert states(found)["device:d"] == "shared"
    assert "seen with 2 different people" in found.identifiers["reason"].to_pylist()


def test_two_addresses_of_one_customer_do_not_make_their_device_shared() -> None:
    found = resolved(
        ["email:ana@shop.org", "device:d"],
        ["email:ana@work.org", "device:d"],
        ["email:ana@shop.org", "customer:7"],
        ["email:ana@work.org", "customer:7"],
    )

    assert people(found) == together(["customer:7", "email:ana@shop.org", "email:ana@work.org", "device:d"])


def test_an_address_that_many_customers_gave_is_nobodys() -> None:
    rows = [["email:info@school.org", f"customer:{number}"] for number in range(1, 6)]

    found = resolved(*rows)

    assert people(found) == together(*[[f"customer:{number}"] for number in range(1, 6)])
    assert states(found)["email:info@school.org"] == "shared"


def test_many_old_numbers_of_one_person_are_still_one_person() -> None:
    numbers = [f"customer:{number}" for number in range(1, 6)]
    rows = [["email:ana@shop.org", number] for number in numbers] + [["user:ana", each] for each in numbers]

    found = resolved(*rows, rules=IdentityRules(caps={"user": 9}))

    assert people(found) == together(["user:ana", "email:ana@shop.org", *numbers])


@pytest.mark.parametrize(
    "junk",
    [
        "user:null",
        "user:NULL",
        "user:(not set)",
        "user:N/A",
        "user:anonymous",
        "user:undefined",
        "user:[object Object]",
        "user:0",
        "device:00000000-0000-0000-0000-000000000000",
        "email:test@test.com",
        "email:noreply@shop.org",
        "email:no-reply@shop.org",
        "email:email@example.com",
        "email:a@b.c",
        "email:none@none.com",
        "phone:+4",
        "phone:0000000000",
        "phone:1234567890",
        "phone:99999999",
        "device:111111",
        "cookie:123456",
        "customer:000000",
    ],
)
def test_junk_links_nobody(junk: str) -> None:
    found = resolved([junk, "customer:17"], [junk, "customer:18"])

    assert people(found) == together(["customer:17"], ["customer:18"])
    assert states(found)[junk] == "blocked"
    assert set(found.links["reason"].to_pylist()) == {"one of the two is a blocked value"}


def test_values_of_ones_own_can_be_blocked_too() -> None:
    rules = IdentityRules(also_blocked=["Desk@shop.org", "a.c d", "Άγνωστος"])

    junk = ["email:desk@shop.org", "user:a.c d", "user:null", "user:ΆΓΝΩΣΤΟΣ"]
    found = resolved(*([one] for one in junk), ["user:abc d"], rules=rules)

    assert people(found) == together(["user:abc d"])


@pytest.mark.parametrize(
    "real",
    ["user:7", "customer:1000", "email:ana@example.com", "email:anna.test@shop.org", "email:x@shop.org",
     "email:user@shop.org", "device:d", "phone:+4791234567", "user:ana", "user:testa", "loyalty:10020030",
     "user:123456", "customer:111111", "crm_contact:99999"],
)  # fmt: skip
def test_what_only_looks_a_little_like_junk_is_kept(real: str) -> None:
    assert states(resolved([real])) == {real: "links"}


def test_a_row_that_names_a_crowd_links_nobody() -> None:
    crowd = [f"email:guest{number}@shop.org" for number in range(17)]

    found = resolved(crowd, [crowd[0], "user:ana"])

    assert people(found) == together([crowd[0], "user:ana"])


def test_anonymous_devices_link_what_nobody_known_has_touched() -> None:
    found = resolved(["device:d1", "cookie:c1"], ["cookie:c1", "device:d2"], ["device:d3"])

    assert people(found) == together(["device:d1", "cookie:c1", "device:d2"], ["device:d3"])


def test_a_cookie_between_devices_of_two_people_joins_neither() -> None:
    found = resolved(
        ["user:ana", "device:a"], ["user:bo", "device:b"], ["device:a", "cookie:c"], ["device:b", "cookie:c"]
    )

    assert people(found) == together(["user:ana", "device:a"], ["user:bo", "device:b"], ["cookie:c"])
    refused = [row["reason"] for row in found.links.to_pylist() if not row["kept"]]
    assert refused == ["it would join people who are known apart"] * 2


def test_a_kiosk_that_nobody_signs_in_at_is_shared() -> None:
    rules = IdentityRules(crowd=3)

    found = resolved(*[["device:kiosk", f"cookie:c{number}"] for number in range(4)], rules=rules)

    assert states(found)["device:kiosk"] == "shared"
    assert people(found) == together(*[[f"cookie:c{number}"] for number in range(4)])


def test_the_rules_say_how_many_people_may_share() -> None:
    rows: list[Row] = [["user:ana", "device:d"], ["user:bo", "device:d"]]

    assert people(resolved(*rows, rules=IdentityRules(caps={"device": 2}))) == together(
        ["user:ana", "user:bo", "device:d"]
    )
    assert people(resolved(*rows, rules=IdentityRules(strong=["email"]))) == together(
        ["user:ana", "user:bo", "device:d"]
    )


def test_every_link_is_kept_as_evidence() -> None:
    found = resolved(["user:ana", "device:d"], ["device:d", "user:ana"], ["user:bo", "device:x"])

    assert found.links.drop(["subject_id"]).to_pylist() == [
        {"type_a": "user", "value_a": "ana", "type_b": "device", "value_b": "d", "source": "shop",
         "first_fact": 0, "count": 2, "kept": True, "reason": "seen on one row"},
        {"type_a": "user", "value_a": "bo", "type_b": "device", "value_b": "x", "source": "shop",
         "first_fact": 2, "count": 1, "kept": True, "reason": "seen on one row"},
    ]  # fmt: skip


def test_the_order_of_the_rows_does_not_matter() -> None:
    world = facts(
        ["user:ana", "device:d"], ["user:bo", "device:d"], ["user:ana", "email:ana@shop.org"], ["cookie:c"]
    )
    order = list(range(world.num_rows))
    random.Random(7).shuffle(order)  # noqa: S311
    tables = []
    for rows in (world, world.take(order)):
        found = resolved_table(rows)
        tables.append([found.identifiers, found.links, found.subjects, found.log])

    assert tables[0] == tables[1]


def test_a_world_without_identifiers_has_no_subjects() -> None:
    found = resolved([], [])

    assert (found.identifiers.num_rows, found.links.num_rows, found.subjects.num_rows) == (0, 0, 0)


@pytest.mark.parametrize("pattern", ["(", "(?!x)y"])
def test_a_pattern_that_the_engine_cannot_match_is_refused_with_the_document(pattern: str) -> None:
    body = {"key": "default", "kind": "identity_rules", "blocklist": ["null", pattern]}

    with pytest.raises(DocumentError, match=r"default, blocklist: .* is not a regular expression") as told:
        msgspec.convert(body, IdentityRules)

    assert f'"{pattern}"' in str(told.value)


def resolved_table(rows: pa.Table) -> Identities:
    return resolve(ENGINE, ENGINE.table(rows), None, IdentityRules(), previous=None, mint=numbering())
