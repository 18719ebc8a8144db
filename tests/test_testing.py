import pytest

from desirepath.errors import InputError, UnknownName
from desirepath.interactions import INTERACTIONS
from desirepath.testing import little, microseconds


def test_a_story_becomes_facts_in_the_order_told() -> None:
    facts = little(("Ana", "ad", "10:00"), ("bo", "site", "09:00"), ("Ana", "shop", "2025-01-03 10:00"))

    assert facts.schema.equals(INTERACTIONS)
    assert facts.select(["fact", "ordinal", "interaction_id", "touchpoint"]).to_pylist() == [
        {"fact": 0, "ordinal": 0, "interaction_id": "little-000000", "touchpoint": "ad"},
        {"fact": 1, "ordinal": 1, "interaction_id": "little-000001", "touchpoint": "site"},
        {"fact": 2, "ordinal": 2, "interaction_id": "little-000002", "touchpoint": "shop"},
    ]
    assert facts["happened_at_us"].to_pylist() == [
        microseconds("2025-01-01 10:00"),
        microseconds("2025-01-01 09:00"),
        microseconds("2025-01-03 10:00"),
    ]


def test_the_same_story_told_twice_is_the_same_table() -> None:
    story = (("ana", "ad", "10:00"), ("ana", "shop", None, {"value_minor": 500, "properties": {"a": "b"}}))
    assert little(*story).equals(little(*story))


def test_any_column_can_be_set_by_name() -> None:
    row = little(
        ("ana", "survey", "10:00", {"channel": "email", "score": 9.0, "scale": "0..10"}),
    ).to_pylist()[0]
    assert (row["channel"], row["score"], row["scale"], row["currency"]) == ("email", 9.0, "0..10", None)


def test_a_time_may_be_known_to_the_day_or_only_by_its_order() -> None:
    facts = little(("ana", "deal", "2025-01-01"), ("ana", "call", None))
    assert facts["precision"].to_pylist() == ["day", "order_only"]
    assert facts["happened_at_us"].to_pylist() == [microseconds("2025-01-02 00:00") - 1, None]


def test_nobody_leaves_no_identifier() -> None:
    assert little(("", "kiosk", "10:00"), (None, "kiosk", "10:01"))["identifiers"].to_pylist() == [[], []]


def test_an_unknown_column_is_named_with_a_suggestion() -> None:
    with pytest.raises(UnknownName, match='Did you mean "channel"'):
        little(("ana", "ad", "10:00", {"chanel": "email"}))


def test_a_time_that_is_none_says_how_to_write_one() -> None:
    with pytest.raises(InputError, match='write "10:00"'):
        microseconds("ten o'clock")
