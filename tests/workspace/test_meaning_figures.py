"""Cohorts and groups as segments, in a real workspace: the rule means whom the answer counts."""

import random
from typing import Any

import pytest

from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import Gap
from desirepath.measures import AtNode, Breakdown, CameTo, Flow, Funnel, InCohort, LostAfter, Retention
from desirepath.workspace import Workspace, behind, create

MAPPING = """
kind: mapping
key: visits
source: shop
format: {type: csv}
interactions:
  - key: "{id}"
    time: "{at}"
    channel: "{way}"
    touchpoint: "{page}"
    action: viewed
    device: "{device}"
    identifiers: [{select: "{who}", type: user}]
traits:
  - since: "{since}"
    identifiers: [{select: "{who}", type: user}]
    values: {plan: "{plan}"}
"""
SEGMENTS = """
kind: segment
key: {key}
title: {key}
rule: {{by: did, touchpoint: {page}}}
"""
PAGES = ["Ad", "Shop", "Till", "Odd * page"]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Eighty people over five months, on three devices and two ways; of some nobody knows the plan."""
    folder = tmp_path_factory.mktemp("figures")
    drawn = random.Random(7)  # noqa: S311
    lines = ["id,at,way,page,device,who,plan,since"]
    for who in range(80):
        plan = drawn.choice(["pro", "free", "(end)", ""])
        for number in range(drawn.randint(1, 9)):
            day = f"2025-{drawn.randint(1, 5):02}-{drawn.randint(1, 28):02}"
            at = f"{day}T{drawn.randint(0, 23):02}:{number:02}:00Z"
            way, device = (
                drawn.choice(["website", "in_person"]),
                drawn.choice(["phone", "desk", "tablet", ""]),
            )
            lines.append(f"{who}-{number},{at},{way},{drawn.choice(PAGES)},{device},w{who},{plan},2024-12-01")
    (folder / "visits.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "visits.yaml").write_text(MAPPING, encoding="utf-8")
    made = create(folder / "shop", zone="Europe/Oslo")
    made.load(folder / "visits.csv", mapping=str(folder / "visits.yaml"))
    for key, page in (("payers", "Till"), ("lookers", "Shop")):
        (folder / f"{key}.yaml").write_text(SEGMENTS.format(key=key, page=page), encoding="utf-8")
        made.apply(folder / f"{key}.yaml")
    made.refresh()
    return made


def meant(shop: Workspace, question: Any, place: Any, **about: Any) -> tuple[int, int | None, list[str]]:
    """How many people a figure counts, how many its segment means, and what is said of the segment."""
    found = behind(shop, question, place, **about)
    (row,) = found.answer.rows()
    segment = found.meant.segment
    count = None if segment is None else shop.segment(segment).count
    return row["subjects"], count, found.meant.caveats


@pytest.mark.parametrize(
    ("unit", "rolling", "cohorts"),
    [("month", False, "first"), ("month", True, "any"), ("week", True, "first"), ("quarter", False, "any")],
)
def test_the_segment_of_a_cohort_is_whom_it_counts(
    shop: Workspace, unit: Any, rolling: bool, cohorts: Any
) -> None:
    question = Retention(unit=unit, periods=3, rolling=rolling, cohorts=cohorts)
    rows = [row for row in shop.measure(question).rows() if row["cohort"] != "(all)"]
    for row in rows[:: max(len(rows) // 5, 1)]:
        cohort, period = row["cohort"], row["period"]
        came, stayed = (
            meant(shop, question, InCohort(cohort=cohort, period=period, came_back=back))
            for back in (True, False)
        )
        assert came == (row["returned"], row["returned"], [])
        assert stayed == (row["subjects"] - row["returned"], row["subjects"] - row["returned"], [])
        assert meant(shop, question, InCohort(cohort=cohort)) == (row["subjects"], row["subjects"], [])


@pytest.mark.parametrize(
    "asked",
    [
        {"start": ["Ad", "Odd * page"], "back": ["Till"]},
        {"lens": "channel", "start": ["website"]},
        {"start": ["Ad"], "back": ["Ad"]},
    ],
)
def test_a_cohort_begins_and_comes_back_where_it_is_asked(shop: Workspace, asked: dict[str, Any]) -> None:
    question = Retention(unit="month", periods=3, **asked)
    counted = [
        meant(shop, question, InCohort(cohort=row["cohort"], period=row["period"]))
        for row in shop.measure(question).rows()
        if row["cohort"] != "(all)" and (row["period"] > 0 or asked.get("start") == asked.get("back"))
    ]
    assert [people for people, _, _ in counted] == [by_rule for _, by_rule, _ in counted]


def test_what_no_rule_can_say_of_a_cohort_is_said_in_words(shop: Workspace) -> None:
    same_month = Retention(unit="month", start=["Ad"], back=["Till"])
    _, segment, caveats = meant(shop, same_month, InCohort(cohort="2025-01-01", period=0))
    assert (segment, caveats) == (
        None,
        ["No rule of a segment can say what came after the beginning within the same month."],
    )
    _, segment, (caveat,) = meant(shop, Retention(unit="month"), InCohort(cohort="2025-01-15"))
    assert (segment, caveat) == (None, "No month begins on 2025-01-15.")


FUNNEL = Funnel(steps=["Ad", "Shop"])


@pytest.mark.parametrize("by", ["traits.plan", "segments.payers|lookers", "channel", "last touchpoint"])
def test_the_segment_of_a_groups_figure_is_whom_it_counts(shop: Workspace, by: str) -> None:
    rows = shop.measure(FUNNEL, breakdown=by).rows()
    assert len({row["group"] for row in rows}) > 1
    for row in rows:
        about = {"breakdown": by, "group": row["group"]}
        reached = meant(shop, FUNNEL, CameTo(step=row["step"]), **about)
        assert reached == (row["subjects"], row["subjects"], []), row
    lost = meant(shop, FUNNEL, LostAfter(step=1), breakdown=by, group=rows[0]["group"])
    assert lost[:2] == (rows[0]["subjects"] - rows[1]["subjects"],) * 2


def test_those_of_the_other_groups_are_meant_too(shop: Workspace) -> None:
    for field in ("traits.plan", "channel"):
        by = Breakdown(by=field, top=1)
        rows = shop.measure(FUNNEL, breakdown=by).rows()
        (people,) = [row["subjects"] for row in rows if (row["group"], row["step"]) == ("(other)", 1)]
        assert meant(shop, FUNNEL, CameTo(step=1), breakdown=by, group="(other)") == (people, people, [])


def test_of_a_device_the_rule_means_more_and_says_so(shop: Workspace) -> None:
    people, by_rule, caveats = meant(shop, FUNNEL, CameTo(step=1), breakdown="device", group="phone")
    assert by_rule is not None
    assert people < by_rule
    assert caveats == [
        "No rule can say which device came first: the segment holds those too who had it at another time."
    ]
    unknown = meant(shop, FUNNEL, CameTo(step=1), breakdown="device", group="(unknown)")
    assert unknown[0] == unknown[1]


def test_a_journey_that_is_not_a_life_is_said(shop: Workspace) -> None:
    visits = Funnel(steps=["Ad", "Shop"], split=Gap(minutes=30))
    _, _, caveats = meant(shop, visits, CameTo(step=1), breakdown="channel", group="website")
    assert caveats == [
        "The segment means people with at least one such journey.",
        "The first channel may be that of another of their journeys.",
    ]


def test_a_figure_is_opened_of_one_group_and_of_one_that_there_is(shop: Workspace) -> None:
    with pytest.raises(QuestionError, match="say the breakdown and the group"):
        behind(shop, FUNNEL, CameTo(step=1), breakdown="channel")
    with pytest.raises(QuestionError, match="say the breakdown and the group"):
        behind(shop, FUNNEL, CameTo(step=1), group="website")
    with pytest.raises(UnknownName, match=r'group "webiste"\. Did you mean "website"'):
        behind(shop, FUNNEL, CameTo(step=1), breakdown="channel", group="webiste")


def test_other_nodes_of_a_flow_are_those_that_the_group_does_not_show(shop: Workspace) -> None:
    narrow = Flow(steps=2, top=1)
    rows = shop.measure(narrow, breakdown="channel").rows()
    (row,) = [
        row
        for row in rows
        if (row["group"], row["kind"], row["step"], row["from_node"]) == ("website", "node", 1, "(other)")
    ]
    place = AtNode(node="(other)", step=1)
    assert meant(shop, narrow, place, breakdown="channel", group="website")[:2] == (row["subjects"],) * 2
