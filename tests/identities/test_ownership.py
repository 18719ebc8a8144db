"""Whose a row is."""

from tests.identities.worlds import ENGINE, Row, facts, ids, owner_of_rows, people, resolved, together

from desirepath.identities import IdentityRules, owned


def test_a_row_belongs_to_the_subject_of_its_strongest_identifier_that_links() -> None:
    rows: list[Row] = [
        ["device:kiosk", "email:ana@shop.org"],
        ["device:kiosk", "email:bo@shop.org"],
        ["device:kiosk"],
        ["user:null", "email:bo@shop.org"],
        ["other email:bo@shop.org", "email:ana@shop.org"],
    ]
    found = resolved(*rows)
    ana, bo = ids(found)["email:ana@shop.org"], ids(found)["email:bo@shop.org"]

    assert owner_of_rows(found, *rows) == [ana, bo, None, bo, ana]


def test_a_row_of_nobody_or_of_junk_or_of_a_crowd_is_without_subject() -> None:
    crowd = [f"email:guest{number}@shop.org" for number in range(17)]
    rows: list[Row] = [[], ["user:null"], crowd, ["other user:ana"], [crowd[0]]]

    assert owner_of_rows(resolved(*rows), *rows) == [None, None, None, None, "p000"]


def test_a_long_basket_does_not_make_a_customer_a_crowd() -> None:
    basket = [f"other product:{number}" for number in range(20)]
    rows: list[Row] = [
        ["user:ana", *basket],
        [*basket, "user:bo", "email:bo@shop.org"],
        ["email:bo@shop.org"],
        [*["user:cy"] * 17],
        basket,
    ]
    found = resolved(*rows)

    assert people(found) == together(["user:ana"], ["user:bo", "email:bo@shop.org"], ["user:cy"])
    ana, bo, cy = (ids(found)[f"user:{name}"] for name in ("ana", "bo", "cy"))
    assert owner_of_rows(found, *rows) == [ana, bo, bo, cy, None]


def test_nobody_owns_anything_where_there_is_no_identifier() -> None:
    assert owner_of_rows(resolved([], []), [], []) == [None, None]


def test_rows_keep_all_their_columns_and_gain_the_number_of_their_subject() -> None:
    rows = facts(["user:bo"], ["user:ana"], ["user:null"])
    found = resolved(["user:bo"], ["user:ana"], ["user:null"])

    mine = ENGINE.run(owned(ENGINE, ENGINE.table(rows), found).order_by("fact"))

    assert mine.column_names == [*rows.column_names, "subject"]
    assert mine["subject"].to_pylist() == [1, 0, None]
    assert found.subjects["value"].to_pylist() == ["ana", "bo"]


def test_of_two_values_that_were_not_joined_the_stronger_has_the_row() -> None:
    rules = IdentityRules(strong_cap=1)
    rows: list[Row] = [
        ["email:ana@shop.org", "customer:1"],
        ["email:ana@shop.org", "customer:2"],
        ["device:d", "email:ana@shop.org"],
    ]
    found = resolved(*rows, rules=rules)

    assert owner_of_rows(found, *rows) == [
        ids(found)["customer:1"],
        ids(found)["customer:2"],
        ids(found)["device:d"],
    ]
