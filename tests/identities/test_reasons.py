"""Why an identifier is somebody's."""

import pytest
from tests.identities.worlds import resolved

from desirepath.errors import InputError
from desirepath.identities import explain


def test_each_identifier_is_explained_from_the_strongest_on() -> None:
    found = resolved(
        ["device:d", "cookie:c"],
        ["email:ana@shop.org", "device:d"],
        ["email:ana@shop.org", "device:d"],
        ["customer:7", "email:ana@shop.org"],
        ["customer:8", "device:x"],
    )

    told = [
        (f"{each.type}:{each.value}", each.seen, [link.words for link in each.path])
        for each in explain(found, "p000")
    ]

    bought = "customer 7 and email ana@shop.org: seen together once (shop)"
    browsed = "email ana@shop.org and device d: seen together 2 times (shop)"
    stayed = "cookie c and device d: seen together once (shop)"
    assert told == [
        ("customer:7", 1, []),
        ("email:ana@shop.org", 3, [bought]),
        ("cookie:c", 1, [bought, browsed, stayed]),
        ("device:d", 3, [bought, browsed]),
    ]


def test_the_shortest_way_is_told() -> None:
    found = resolved(["user:ana", "device:d"], ["device:d", "cookie:c"], ["user:ana", "cookie:c"])

    assert [len(each.path) for each in explain(found, "p000")] == [0, 1, 1]


def test_nobody_by_that_name() -> None:
    with pytest.raises(InputError, match='no subject "p009"'):
        explain(resolved(["user:ana"]), "p009")
