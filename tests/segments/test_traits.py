"""Segments by traits: the newest known value of each person, however they were known then."""

import pyarrow as pa
import pytest

from desirepath.engines import DuckDBEngine
from desirepath.errors import InputError, UnknownName
from desirepath.identities import Identities, IdentityRules, resolve
from desirepath.interactions import INTERACTIONS, TRAITS
from desirepath.segments import select, traits_of

ENGINE = DuckDBEngine(threads=1)


def known(who: str, name: str, value: str | None, since: int | None, load: int = 1) -> dict[str, object]:
    return {"who": who, "name": name, "value": value, "known_since_us": since, "load": load}


def world(*told: dict[str, object]) -> tuple[pa.Table, Identities]:
    """Traits as told, of Ana (a user and her address), Bo and Cy."""
    rows = [
        {**each, "source": "crm", "ordinal": ordinal, "identifiers": named(str(each["who"]))}
        for ordinal, each in enumerate(told)
    ]
    traits = pa.Table.from_pylist(rows, schema=TRAITS)
    seen = [["user:ana", "email:ana@shop.org"], ["user:bo"], ["user:cy"]]
    facts = [
        {"fact": number, "source": "shop", "identifiers": [one for name in names for one in named(name)]}
        for number, names in enumerate(seen)
    ]
    interactions = ENGINE.table(pa.Table.from_pylist(facts, schema=INTERACTIONS))
    identities = resolve(
        ENGINE,
        interactions,
        ENGINE.table(traits),
        IdentityRules(),
        previous=None,
        mint=lambda count: ["ana", "bo", "cy"][:count],
    )
    return traits, identities


def named(name: str) -> list[dict[str, str]]:
    kind, _, value = name.partition(":")
    return [{"type": kind, "value": value, "role": "self"}]


def chosen(told: tuple[pa.Table, Identities], **where: str) -> list[object]:
    return select(ENGINE, ENGINE.table(told[0]), told[1], where).to_pylist()


def test_a_trait_that_is_true_chooses_its_people() -> None:
    told = world(known("user:ana", "plan", "pro", 1), known("user:bo", "plan", "free", 1))

    assert chosen(told, plan="pro") == ["ana"]


def test_everybody_is_meant_when_nothing_is_asked() -> None:
    assert chosen(world()) == ["ana", "bo", "cy"]


def test_the_newest_value_counts_through_whichever_identifier_it_came() -> None:
    told = world(known("email:ana@shop.org", "plan", "pro", 2), known("user:ana", "plan", "free", 1))

    assert chosen(told, plan="pro") == ["ana"]
    assert chosen(told, plan="free") == []


def test_of_two_values_equally_new_the_later_load_counts() -> None:
    told = world(known("user:ana", "plan", "pro", 1, load=2), known("user:ana", "plan", "free", 1, load=1))

    assert chosen(told, plan="pro") == ["ana"]


def test_a_value_known_since_nobody_knows_when_gives_way() -> None:
    told = world(known("user:ana", "plan", "pro", 1), known("user:ana", "plan", "free", None, load=9))

    assert chosen(told, plan="pro") == ["ana"]


def test_all_conditions_must_hold() -> None:
    told = world(
        known("user:ana", "plan", "pro", 1),
        known("user:ana", "city", "Oslo", 1),
        known("user:bo", "plan", "pro", 1),
        known("user:bo", "city", "Bergen", 1),
    )

    assert chosen(told, plan="pro") == ["ana", "bo"]
    assert chosen(told, plan="pro", city="Oslo") == ["ana"]


def test_a_misspelt_trait_or_value_is_answered_with_a_guess() -> None:
    told = world(known("user:ana", "plan", "pro", 1), known("user:bo", "city", "Oslo", 1))

    with pytest.raises(UnknownName, match=r'no trait "plam"\. Did you mean "plan"'):
        chosen(told, plam="pro")
    with pytest.raises(UnknownName, match=r'no value of city "Olso"\. Did you mean "Oslo"'):
        chosen(told, city="Olso")


def test_a_workspace_without_traits_has_none_to_ask_for() -> None:
    _, identities = world()

    with pytest.raises(UnknownName, match=r'no trait "plan"\. There are none yet'):
        select(ENGINE, None, identities, {"plan": "pro"})


def test_what_is_known_of_one_person() -> None:
    traits, identities = world(
        known("user:ana", "plan", "free", 1),
        known("email:ana@shop.org", "plan", "pro", 2),
        known("user:ana", "city", "Oslo", None),
        known("user:bo", "city", "Bergen", 1),
    )

    assert traits_of(ENGINE, ENGINE.table(traits), identities, "ana") == {
        "city": ("Oslo", None),
        "plan": ("pro", 2),
    }
    assert traits_of(ENGINE, None, identities, "ana") == {}


def test_nobody_by_that_name_is_known() -> None:
    traits, identities = world()

    with pytest.raises(InputError, match='no subject "dan"'):
        traits_of(ENGINE, ENGINE.table(traits), identities, "dan")
