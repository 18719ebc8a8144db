"""Ids stay with people: through new facts, merges, splits and days without them."""

from collections import Counter

from tests.identities.worlds import ids, people, resolved

from desirepath.identities import minting
from desirepath.identities.subjects import keep_ids

ANA, BO = ["user:ana", "device:a"], ["user:bo", "device:b"]


def test_the_same_facts_give_the_same_ids() -> None:
    first = resolved(ANA, BO)

    again = resolved(ANA, BO, previous=first, prefix="q")

    assert ids(again) == ids(first)
    assert again.subjects == first.subjects


def test_a_new_person_gets_a_new_id_and_changes_nobodys() -> None:
    first = resolved(ANA, BO)

    later = resolved(ANA, BO, ["user:aaron", "device:c"], previous=first, prefix="q")

    assert ids(later) == {**ids(first), "user:aaron": "q000", "device:c": "q000"}


def test_a_merge_keeps_the_older_id() -> None:
    first = resolved(["user:bo"])
    second = resolved(
        ["user:bo"], ["email:bo@shop.org"], ["email:bo@shop.org", "device:b"], previous=first, prefix="q"
    )
    assert ids(second) == {"user:bo": "p000", "email:bo@shop.org": "q000", "device:b": "q000"}

    merged = resolved(
        ["user:bo", "email:bo@shop.org"], ["email:bo@shop.org", "device:b"], previous=second, prefix="r"
    )

    assert set(ids(merged).values()) == {"p000"}


def test_a_split_leaves_the_id_with_most_and_gives_the_rest_a_new_one() -> None:
    first = resolved(["user:ana", "email:ana@shop.org"], ["user:ana", "device:a"])

    apart = resolved(["user:ana", "device:a"], ["email:ana@shop.org"], previous=first, prefix="q")

    assert ids(apart) == {"user:ana": "p000", "device:a": "p000", "email:ana@shop.org": "q000"}


def test_who_was_away_comes_back_as_who_they_were() -> None:
    first = resolved(ANA, BO)
    without = resolved(ANA, previous=first, prefix="q")
    assert people(without) == {frozenset(ANA)}

    back = resolved(ANA, BO, previous=without, prefix="r")

    assert ids(back) == ids(first)


def test_ids_are_given_away_from_the_oldest() -> None:
    # subject 0 has most of a; but b, the younger, is all that subject 1 can have
    assert keep_ids([(0, "a", 3), (0, "b", 9), (1, "a", 1), (1, "b", 1)]) == {0: "a", 1: "b"}
    assert keep_ids([(5, "a", 1), (4, "a", 1)]) == {4: "a"}
    assert keep_ids([]) == {}


def test_minted_ids_are_uuids_of_the_moment_in_order() -> None:
    mint = minting(1_700_000_000_123_000)
    minted = mint(3000) + mint(2)

    assert minted == sorted(minted)
    assert max(Counter(minted).values()) == 1
    assert {len(each) for each in minted} == {36}
    assert {each[:15] for each in minted} == {"018bcfe5-687b-7"}
    assert minting(1_700_000_000_124_000)(1)[0] > minted[-1]
