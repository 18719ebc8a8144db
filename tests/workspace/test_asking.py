"""Asking a workspace of some journeys: traits, segments, fields, periods, groups; a method a measure."""

import inspect

import msgspec
import pytest

from desirepath import workspace
from desirepath.errors import InputError, QuestionError, UnknownName
from desirepath.journeys import Gap, LensTable
from desirepath.measures import MEASURES, Answer, Breakdown, Funnel, Paths, Transitions
from desirepath.workspace import Workspace
from desirepath.workspace.choosing import Asked

NOON_30_JUNE = 1_751_284_800_000_000
MAPPING = """
kind: mapping
key: visits
source: shop
interactions:
  - time: "{at}"
    channel: website
    touchpoint: "{place}"
    action: visited
    campaign: "{campaign}"
    device: "{device}"
    properties: {size: "{size}"}
    identifiers: [{select: "{who}", type: user}]
traits:
  - identifiers: [{select: "{who}", type: user}]
    since: "{at}"
    values: {plan: "{plan}"}
"""
SEGMENTS = """
kind: segment
key: buyers
title: Buyers
rule: {by: did, touchpoint: Order}
---
kind: segment
key: pro
title: Pro
rule: {by: trait, name: plan, value: pro}
"""
ROWS = """who,at,place,plan,how,campaign,device,size
ana,2025-01-05T10:00:00Z,Ad,basic,website,spring,mobile,
ana,2025-01-06T10:00:00Z,Order,basic,website,,desktop,L
ana,2025-03-31T22:30:00Z,Order,pro,website,,desktop,S
bo,2025-02-05T10:00:00Z,Ad,pro,website,fall,mobile,
bo,2025-06-20T10:00:00Z,Shop,pro,website,,mobile,
cleo,2025-06-29T10:00:00Z,Shop,,website,,,
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("asking")
    opened = workspace.create(folder / "w", zone="Europe/Oslo", clock=lambda: NOON_30_JUNE)
    (folder / "visits.yaml").write_text(MAPPING)
    (folder / "segments.yaml").write_text(SEGMENTS)
    (folder / "visits.csv").write_text(ROWS)
    opened.load(folder / "visits.csv", mapping=str(folder / "visits.yaml"))
    opened.apply(folder / "segments.yaml")
    opened.refresh()
    return opened


def routes(answer: Answer) -> list[list[str]]:
    return sorted(row["path"] for row in answer.rows())


def groups(answer: Answer) -> dict[str, int]:
    return {name: entered.journeys for name, entered in answer.groups.items()}


def test_people_by_trait_and_by_segment(shop: Workspace) -> None:
    assert routes(shop.measure(Paths(), where={"plan": "pro"})) == [["Ad", "Order", "Order"], ["Ad", "Shop"]]
    assert routes(shop.measure(Paths(), segment="buyers")) == [["Ad", "Order", "Order"]]
    assert routes(shop.measure(Paths(), segment="pro", where={"plan": "pro"})) == routes(
        shop.measure(Paths(), segment="pro")
    )
    january = shop.moment("2025-01-31")
    assert routes(shop.measure(Paths(), where={"plan": "basic"}, as_of_us=january)) == [["Ad", "Order"]]
    with pytest.raises(UnknownName, match='Did you mean "buyers"'):
        shop.measure(Paths(), segment="buyer")


def test_steps_by_any_field(shop: Workspace) -> None:
    assert routes(shop.measure(Paths(), only={"campaign": ["spring", "fall"]})) == [["Ad"]]
    assert routes(shop.measure(Paths(), only={"device": "mobile"})) == [["Ad"], ["Ad", "Shop"]]
    assert routes(shop.measure(Paths(), only={"properties.size": "L"})) == [["Order"]]
    assert routes(shop.measure(Paths(), containing={"properties.size": "L"})) == [["Ad", "Order", "Order"]]
    with pytest.raises(UnknownName, match='Did you mean "spring"'):
        shop.measure(Paths(), only={"campaign": "sprin"})


def test_periods_are_of_the_workspaces_zone(shop: Workspace) -> None:
    gap = Gap(minutes=60)
    assert routes(shop.measure(Paths(split=gap), period="2025-04")) == [["Order"]]  # 00:30 in Oslo
    assert shop.measure(Paths(split=gap), period="2025-01..2025-04").entered.journeys == 3
    with pytest.raises(QuestionError, match="from 2025-01-05 to 2025-06-29"):
        shop.measure(Paths(), period="2024")


@pytest.mark.parametrize(
    ("breakdown", "expected"),
    [
        ("campaign", {"fall": 1, "spring": 1, "(unknown)": 1}),
        ("last device", {"desktop": 1, "mobile": 1, "(unknown)": 1}),
        ("touchpoint", {"Ad": 2, "Shop": 1}),
        ("properties.size", {"L": 1, "(unknown)": 2}),
        ("traits.plan", {"pro": 2, "(unknown)": 1}),
        ("segments.buyers|pro", {"buyers": 1, "pro": 1, "(in none)": 1}),
        (Breakdown(by="campaign", top=1), {"fall": 1, "(other)": 1, "(unknown)": 1}),
    ],
)
def test_breakdowns_of_every_sort(shop: Workspace, breakdown: str, expected: dict[str, int]) -> None:
    answer = shop.measure(Transitions(), breakdown=breakdown)
    assert groups(answer) == expected
    assert sum(groups(answer).values()) == answer.entered.journeys == 3


def test_a_trait_is_what_was_known_at_the_moment(shop: Workspace) -> None:
    january = shop.moment("2025-01-31")
    assert groups(shop.measure(Paths(), breakdown="traits.plan", as_of_us=january)) == {"basic": 1}


@pytest.mark.parametrize(
    "breakdown", ["campain", "traits.plam", "segments.buyer", "properties.siz", "", "last"]
)
def test_an_unknown_breakdown_suggests_one(shop: Workspace, breakdown: str) -> None:
    with pytest.raises(InputError, match=r"Did you mean|There are|There is no"):
        shop.measure(Paths(), breakdown=breakdown)


def test_chosen_journeys_are_asked_by_method(shop: Workspace) -> None:
    chosen = shop.journeys(where={"plan": "pro"}, split="gap:60", lens=LensTable(show={"Ad": None}))
    assert routes(chosen.paths(top=5)) == [["Order"], ["Shop"]]
    assert shop.journeys().funnel(["Ad", ["Order", "Shop"]], within="7d").question == Funnel(
        steps=["Ad", ["Order", "Shop"]], within_days=7.0
    )
    assert routes(shop.journeys(collapse_loops=True).paths()) == [["Ad", "Order"], ["Ad", "Shop"], ["Shop"]]
    assert shop.journeys(as_of="2025-01-31").paths().entered.journeys == 1
    assert chosen.ask(Paths()).rows() == shop.measure(Paths(), where={"plan": "pro"}).rows()
    with pytest.raises(InputError, match="7 dayz"):
        chosen.funnel("Ad > Order", within="7 dayz")
    with pytest.raises(QuestionError, match="lens table itself"):
        shop.journeys(lens=LensTable(), collapse_loops=True)


def test_every_measure_has_a_method_with_its_options_and_defaults() -> None:
    shared = {"lens", "split", "collapse_loops"}
    for name, kind in MEASURES.items():
        assert hasattr(Asked, name), f"journeys have no method for the measure {name}"
        parameters = inspect.signature(getattr(Asked, name)).parameters
        told = {"within_days" if each == "within" else each for each in parameters} - {"self"}
        fields = {field.name: field for field in msgspec.structs.fields(kind)}
        assert told == set(fields) - shared, name
        for each, parameter in parameters.items():
            if parameter.default not in {parameter.empty, ()} and each != "within":
                assert parameter.default == fields[each].default, (name, each)
        assert (getattr(Asked, name).__doc__ or "").strip()


def test_journeys_are_compared_with_others(shop: Workspace) -> None:
    buyers, rest = shop.journeys(segment="buyers"), shop.journeys(where={"plan": "basic"}, as_of="2025-01-31")
    both = buyers.compared_with(shop.journeys(only={"device": "mobile"}), names=("buyers", "mobile"))
    answer = both.transitions()
    assert (answer.question.of, answer.question.a, answer.question.b) == (Transitions(), "buyers", "mobile")
    [row] = [
        row
        for row in answer.rows()
        if (row["from_node"], row["to_node"], row["figure"]) == ("Ad", "Order", "share_out")
    ]
    assert (row["value_a"], row["value_b"], row["n_a"], row["n_b"]) == (1.0, 0.0, 1, 2)
    assert (answer.groups["buyers"].journeys, answer.groups["mobile"].journeys) == (1, 2)
    before, after = shop.journeys(period="2025-01"), shop.journeys(period="2025-02..2025-07")
    assert before.compared_with(after).paths().groups["b"].journeys == 2
    with pytest.raises(QuestionError, match="1 person is on both sides"):
        buyers.compared_with(shop.journeys(segment="pro")).paths()
    with pytest.raises(QuestionError, match="same journeys"):
        buyers.compared_with(buyers).paths()
    with pytest.raises(QuestionError, match="everybody"):
        buyers.compared_with(shop.journeys()).paths()
    assert rest.paths().entered.journeys == 1


def test_journeys_may_be_asked_for_by_a_path_pattern(shop: Workspace) -> None:
    everybody = shop.measure(Paths())
    some = shop.measure(Paths(), matching="Ad -> Order")
    with_order = [row for row in everybody.rows() if "Ad,Order" in ",".join(row["path"])]
    assert [row["path"] for row in some.rows()] == [row["path"] for row in with_order]
    assert 0 < some.entered.journeys < everybody.entered.journeys
    with pytest.raises(UnknownName, match='Did you mean "Order"'):
        shop.measure(Paths(), matching="Ad -> Ordr")
