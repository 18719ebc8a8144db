"""Documents: every change a revision, nothing lost, no revision without a change."""

from pathlib import Path

import pytest

from desirepath.catalog import Catalog
from desirepath.errors import UnknownName

FIRST = {"key": "shop", "stages": [{"key": "buy", "name": "Purchase"}], "note": "først"}
SECOND = {**FIRST, "note": "så"}


def test_a_change_is_a_revision_and_the_old_one_stays(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)

    catalog.put("stages", "shop", FIRST, author="ana", reason="workshop", at_us=1)
    catalog.put("stages", "shop", SECOND, author="bo", reason="typo", at_us=2)

    assert [(each.number, each.author, each.body) for each in catalog.revisions("stages", "shop")] == [
        (1, "ana", FIRST),
        (2, "bo", SECOND),
    ]
    assert catalog.document("stages", "shop").body == SECOND
    assert catalog.document("stages", "shop", 1).body == FIRST


def test_the_same_again_is_no_revision(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    first = catalog.put("stages", "shop", FIRST, author="ana", reason="workshop", at_us=1)

    again = catalog.put("stages", "shop", dict(reversed(FIRST.items())), author="bo", reason="apply", at_us=2)

    assert again == first
    assert catalog.revisions("stages", "shop") == [first]


def test_going_back_to_an_old_state_is_a_new_revision(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    for at_us, body in enumerate([FIRST, SECOND, FIRST]):
        catalog.put("stages", "shop", body, author="ana", reason="", at_us=at_us)

    assert catalog.document("stages", "shop").number == 3


def test_the_newest_of_each_document_is_listed(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    for kind, key, body in [("stages", "b", FIRST), ("map", "a", FIRST), ("stages", "a", FIRST)]:
        catalog.put(kind, key, body, author="ana", reason="", at_us=1)
    catalog.put("stages", "b", SECOND, author="ana", reason="", at_us=2)

    listed = [(each.kind, each.key, each.number) for each in catalog.documents()]

    assert listed == [("map", "a", 1), ("stages", "a", 1), ("stages", "b", 2)]
    assert [each.key for each in catalog.documents("map")] == ["a"]


def test_a_document_that_is_not_there_is_answered_with_a_guess(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    catalog.put("identity_rules", "default", {}, author="ana", reason="", at_us=1)

    with pytest.raises(UnknownName, match=r'no set of identity rules "defualt"\. Did you mean "default"'):
        catalog.document("identity_rules", "defualt")
    with pytest.raises(UnknownName, match=r'no revision of identity_rules default "2"\. There are: 1'):
        catalog.document("identity_rules", "default", 2)
