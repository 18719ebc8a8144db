"""Whom a segment means, in stories short enough to check by eye, and what is refused in a workspace."""

from pathlib import Path

import pytest
from tests.segments.worlds import known, names, segment, who

from desirepath.errors import DocumentError, QuestionError, UnknownName
from desirepath.journeys import Gap, Goal
from desirepath.segments import (
    Knowledge,
    Segment,
    catalogue,
    check_segment,
    members,
    select,
    where_segment,
)
from desirepath.segments.rules import (
    AllOf,
    Answered,
    AnyOf,
    Did,
    Followed,
    InSegment,
    InStage,
    NotThis,
    Rule,
    Step,
    Then,
    Trait,
    Where,
)
from desirepath.testing import microseconds


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return known(
        tmp_path_factory.mktemp("shop"),
        ("Ana", "ad", "2025-01-01 10:00", {"channel": "email", "properties": {"size": "10"}}),
        ("Ana", "shop", "2025-01-05 10:00", {"value_minor": 2000, "currency": "EUR", "campaign": "Spring"}),
        ("Bo", "ad", "2025-01-02 10:00"),
        ("Bo", "help", "2025-03-01 10:00", {"score": 9.0, "scale": "0..10"}),
        ("Cy", "shop", "2025-02-20 10:00", {"value_minor": 2000, "currency": "JPY"}),
        traits=(
            ("Ana", "plan", "pro", "2025-01-01 00:00"),
            ("Ana", "plan", "free", "2025-02-01 00:00"),
            ("Bo", "plan", "pro"),
            ("Ana", "age", "30"),
            ("Dan", "age", "9"),
            ("Bo", "since", "2024-05-01"),
        ),
        segments={
            "buyers": Segment(key="buyers", title="Buyers", rule=Did(touchpoint="shop")),
            "then": Segment(
                key="then", title="Buyers then", rule=InSegment(key="buyers"), as_of="2025-01-31"
            ),
            "egg": Segment(key="egg", title="Egg", rule=NotThis(of=InSegment(key="hen"))),
            "hen": Segment(key="hen", title="Hen", rule=AllOf(of=[InSegment(key="egg")])),
        },
    )


def test_a_segment_says_its_sentence_its_count_and_a_few_of_its_people(shop: Knowledge) -> None:
    found = members(segment(Did(touchpoint="shop")), shop)

    assert found.says == 'People who had at least 1 interaction (touchpoint "shop"). 2 in all.'
    assert (found.count, found.with_journeys, found.sample) == (2, 2, found.ids.to_pylist())


def test_who_is_known_by_a_trait_alone_is_meant_but_has_no_journey(shop: Knowledge) -> None:
    found = members(segment(Trait(name="age", op="known")), shop)

    assert names(found, shop) == ["ana", "dan"]
    assert (found.count, found.with_journeys) == (2, 1)
    assert who(Did(touchpoint="shop", exactly=0), shop) == ["bo", "dan"]


def test_nobody_is_an_answer_too(shop: Knowledge) -> None:
    rule = AllOf(of=[Trait(name="plan", value="pro"), Did(touchpoint="shop")])
    found = members(segment(rule), shop)

    assert found.says == (
        'People whose plan is "pro" and who had at least 1 interaction (touchpoint "shop"). Nobody is. '
        'On their own: 1 whose plan is "pro"; 2 who had at least 1 interaction (touchpoint "shop").'
    )
    assert (found.count, found.sample, sum(one.sum() for one in found.mask)) == (0, [], 0)


def test_as_of_an_earlier_moment_nothing_later_is_known(shop: Knowledge) -> None:
    rule = AllOf(of=[Trait(name="plan", value="pro"), Did(touchpoint="shop")])

    assert who(rule, shop) == []
    assert who(rule, shop, as_of="2025-01-31") == ["ana"]
    assert who(rule, shop, as_of="2025-01-05T09:00") == []
    asked = members(segment(rule), shop, as_of_us=microseconds("2025-01-31 00:00"))
    assert names(asked, shop) == ["ana"]


def test_the_day_of_the_last_event_is_known_as_far_as_that_event(shop: Knowledge) -> None:
    found = members(segment(Did(), as_of="2025-03-01"), shop)
    assert found.as_of_us == microseconds("2025-03-01 10:00")
    with pytest.raises(QuestionError, match="after the last load"):
        members(segment(Did(), as_of="2025-03-03"), shop)


def test_a_segment_of_segments_speaks_of_each_one_s_own_moment(shop: Knowledge) -> None:
    assert who(InSegment(key="buyers"), shop) == ["ana", "cy"]
    assert who(InSegment(key="then"), shop) == ["ana"]
    assert who(AllOf(of=[InSegment(key="buyers"), NotThis(of=InSegment(key="then"))]), shop) == ["cy"]


def test_segments_made_of_each_other_are_named(shop: Knowledge) -> None:
    with pytest.raises(DocumentError, match="made of each other: egg → hen → egg"):
        members(shop.segments["egg"], shop)
    mine = Segment(key="mine", title="Mine", rule=AnyOf(of=[Did(), InSegment(key="mine")]))
    with pytest.raises(DocumentError, match="made of each other: mine → mine"):
        members(mine, shop)


def test_money_is_counted_in_its_own_currency(shop: Knowledge) -> None:
    assert who(Did(where=[Where(field="value", op="at_least", value=20)]), shop) == ["ana", "cy"]
    assert who(Did(where=[Where(field="value", op="greater", value=20)]), shop) == ["cy"]
    assert who(Did(where=[Where(field="value", op="one_of", value=[20, 21])]), shop) == ["ana"]
    assert who(Did(where=[Where(field="value", op="known")]), shop) == ["ana", "cy"]


def test_numbers_and_days_are_put_in_their_order(shop: Knowledge) -> None:
    assert who(Trait(name="age", op="greater", value=9), shop) == ["ana"]
    assert who(Trait(name="since", op="less", value="2024-05-02"), shop) == ["bo"]
    assert who(Did(where=[Where(field="properties.size", op="at_least", value=10)]), shop) == ["ana"]


def test_a_stretch_of_time_and_a_wildcard(shop: Knowledge) -> None:
    assert who(Did(touchpoint="SH*", during="2025-02"), shop) == ["cy"]
    assert who(Did(channel=["email", "e*"], within_days=7), shop) == []


def test_a_journey_of_another_split(shop: Knowledge) -> None:
    gap = Gap(minutes=60)
    assert who(Followed(pattern="ad -> shop|help"), shop) == ["ana", "bo"]
    assert who(Followed(pattern="ad -> shop|help", split=gap), shop) == []
    assert who(InStage(stage="see", state="dropped_off", split=gap), shop) == ["ana", "bo"]
    assert who(InStage(stage="buy", state="moved_on", split=Goal(nodes=["buy"])), shop) == ["ana", "cy"]
    assert who(Followed(pattern="see -> buy", lens="stage"), shop) == ["ana"]


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (Trait(name="plam", value="pro"), r'no trait "plam"\. Did you mean "plan"'),
        (Trait(name="plan", value="por"), r'no value of plan "por"\. Did you mean "pro"'),
        (Did(touchpoint="shp"), r'no touchpoint "shp"\. Did you mean "shop"'),
        (Did(channel=["email", "emial"]), r'no channel "emial"\. Did you mean "email"'),
        (Did(where=[Where(field="properties.siz", op="known")]), r'no property "siz"\. Did you mean "size"'),
        (Did(where=[Where(field="campaign", value="Sprin")]), r'value of campaign "Sprin"\. Did .* "Spring"'),
        (Then(steps=[Step(action="di")]), r'no action "di"\. Did you mean "did"'),
        (Answered(source="littel"), r'no source "littel"\. Did you mean "little"'),
        (InStage(stage="by"), r'no stage "by"\. Did you mean "buy"'),
        (InStage(stage="buy", goal=["yuse"]), r'no stage "yuse"\. Did you mean "use"'),
        (Followed(pattern="ad -> sho"), r'no touchpoint node "sho"\. Did you mean "shop"'),
        (InSegment(key="buyer"), r'no segment "buyer"\. Did you mean "buyers"'),
    ],
)
def test_a_name_that_nobody_knows_is_answered_with_the_nearest(
    shop: Knowledge, rule: Rule, says: str
) -> None:
    with pytest.raises(UnknownName, match=says):
        check_segment(segment(rule), shop)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (Trait(name="plan", op="greater", value=3), 'asks for a number, but plan is a text: "pro", "free"'),
        (Trait(name="age", op="less", value="2025-01-01"), "asks for a day, but age is a number"),
        (Did(where=[Where(field="device", value="phone")]), "No interaction has a device"),
    ],
)
def test_a_value_of_another_type_is_refused(shop: Knowledge, rule: Rule, says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        check_segment(segment(rule), shop)


def test_a_flaw_in_a_segment_made_in_python_is_told_with_its_place(shop: Knowledge) -> None:
    with pytest.raises(DocumentError, match=r"asked, rule\.of\.0\.of: expected at least one condition"):
        members(segment(AllOf(of=[AnyOf(of=[])])), shop)


def test_without_stages_there_is_no_stage_to_ask_for(tmp_path: Path) -> None:
    told = known(tmp_path, ("Ana", "ad", "10:00"), stages=None)
    with pytest.raises(QuestionError, match="needs a stage document"):
        who(InStage(stage="buy"), told)


def test_the_catalogue_lists_what_a_rule_may_ask_for(shop: Knowledge) -> None:
    listed = catalogue(shop)

    assert listed.touchpoints == ["ad", "help", "shop"]
    assert listed.stages == ["see", "buy", "use"]
    assert listed.segments == ["buyers", "egg", "hen", "then"]
    assert {name: (one.type, one.values) for name, one in listed.traits.items()} == {
        "age": ("number", ["30", "9"]),
        "plan": ("text", ["pro", "free"]),
        "since": ("day", ["2024-05-01"]),
    }
    assert sorted(listed.fields) == [
        "campaign", "cost", "currency", "duration_seconds", "initiator", "properties.size", "score", "value",
    ]  # fmt: skip


def test_where_is_short_for_a_segment(shop: Knowledge) -> None:
    assert shop.traits is not None
    for where in ({"plan": "pro"}, {"plan": "pro", "since": "2024-05-01"}, {"plan": "free"}):
        found = members(where_segment(where), shop)
        assert found.ids.to_pylist() == select(shop.engine, shop.traits, shop.identities, where).to_pylist()
