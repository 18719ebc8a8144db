"""Drop-offs against a twin that looks at where each journey ends."""

from collections.abc import Sequence
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.worlds import (
    NODES,
    Journey,
    Person,
    World,
    all_journeys,
    answered,
    by_person,
    person,
    share,
    told,
    went,
    worlds,
)

from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import CLOSED, OPEN, REACHED
from desirepath.measures import DropOff
from desirepath.measures.framing import frame


def outcome(journey: Journey, node: str, goal: set[str]) -> str:
    """How a journey that visited a node went on from it."""
    if journey.nodes[-1] != node or journey.state == REACHED or goal & set(journey.nodes):
        return "moved_on"
    return "dropped_off" if journey.state == CLOSED else "still_open"


def outcomes(journeys: list[Journey], node: str, goal: set[str]) -> list[list[str]]:
    """For each person who visited the node, how each of their journeys went on from it."""
    mine = ([outcome(j, node, goal) for j in one if node in j.nodes] for one in by_person(journeys))
    return [one for one in mine if one]


def twin(journeys: list[Journey], goal: set[str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for node in {node for journey in journeys for node in journey.nodes}:
        people = outcomes(journeys, node, goal)
        every = [how for one in people for how in one]
        dropped = [(one.count("dropped_off"), len(one) - one.count("still_open")) for one in people]
        hazard, low, high = share(dropped)
        rows.append(
            {
                "node": node,
                "journeys": len(every),
                "subjects": len(people),
                **{how: every.count(how) for how in ("moved_on", "dropped_off", "still_open")},
                "hazard": hazard,
                "hazard_low": low,
                "hazard_high": high,
                "excess": None,
                "n": sum(closed for _, closed in dropped),
                "too_few": sum(closed for _, closed in dropped) < 30,
            }
        )
    enough = [row["hazard"] for row in rows if not row["too_few"]]
    for row in rows:
        if enough and row["hazard"] is not None:
            row["excess"] = row["hazard"] - median(enough)
    return sorted(rows, key=lambda row: (-row["journeys"], row["node"]))


@settings(max_examples=150, deadline=None)
@given(worlds(), st.sets(st.sampled_from(NODES), max_size=2))
def test_drop_offs_agree_with_the_twin(world: World, goal: set[str]) -> None:
    expected = twin(all_journeys(world), goal)
    found = answered(DropOff(goal=sorted(goal)), world)
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(worlds())
def test_who_visited_moved_on_dropped_off_or_is_still_there(world: World) -> None:
    rows = answered(DropOff(), world)
    assert all(r["journeys"] == r["moved_on"] + r["dropped_off"] + r["still_open"] for r in rows)
    ended = sum(journey.state != REACHED for journey in all_journeys(world))
    assert sum(row["dropped_off"] + row["still_open"] for row in rows) == ended


def test_people_leave_at_their_last_node_unless_they_reached_the_goal_or_are_still_there() -> None:
    world = [
        [
            person("ana", went("ad", "cart", state=CLOSED)),
            person("bo", went("ad", "cart", state=OPEN)),
            person("cy", went("ad", "cart", state=REACHED)),
            person("di", went("shop", "cart", state=CLOSED)),
        ]
    ]
    cart = next(row for row in answered(DropOff(goal=["shop"]), world) if row["node"] == "cart")
    assert (cart["journeys"], cart["moved_on"], cart["dropped_off"], cart["still_open"]) == (4, 2, 1, 1)
    assert cart["hazard"] == pytest.approx(1 / 3)


def test_excess_is_over_the_median_of_the_nodes_known_well_enough() -> None:
    leave = [person(f"a{i}", went("cart")) for i in range(30)]
    stay = [person(f"b{i}", went("ad", "home", "shop")) for i in range(40)]
    rows = {
        row["node"]: row for row in answered(DropOff(), [leave + stay + [person("c", went("cart", "ad"))]])
    }
    assert rows["cart"]["hazard"] == pytest.approx(30 / 31)
    # hazards of the nodes with n ≥ 30: ad 1/41, cart 30/31, home 0, shop 1
    middle = (1 / 41 + 30 / 31) / 2
    assert rows["cart"]["excess"] == pytest.approx(30 / 31 - middle)
    assert rows["home"]["excess"] == pytest.approx(0 - middle)


def fnv(name: str) -> int:
    """Fowler, Noll and Vo's 1a."""
    key = 0xCBF29CE484222325
    for letter in name.encode():
        key = (key ^ letter) * 0x100000001B3 % 2**64
    return key


@settings(max_examples=100, deadline=None)
@given(worlds(), st.sets(st.sampled_from(NODES), max_size=1), st.integers(1, 3))
def test_examples_are_those_who_left_with_the_smallest_keys(world: World, goal: set[str], most: int) -> None:
    for row in answered(DropOff(goal=sorted(goal), examples=most), world):
        node = row["node"]
        left = {j.person for j in all_journeys(world)
                if node in j.nodes and outcome(j, node, goal) == "dropped_off"}  # fmt: skip
        assert row["examples"] == sorted(left, key=fnv)[:most]
        assert bool(row["examples"]) == bool(row["dropped_off"])


def test_persons_are_named_only_when_asked_for_and_never_a_list_of_them() -> None:
    world = [[person("zoë", went("ad"))]]
    assert "examples" not in answered(DropOff(), world)[0]
    assert answered(DropOff(examples=1), world)[0]["examples"] == ["zoë"]
    for many in (-1, 6):
        with pytest.raises(QuestionError, match="Expected 0 to 5 examples"):
            DropOff(examples=many)


def by_group(groups: Sequence[World]) -> list[dict[str, Any]]:
    names, question = frame("touchpoint", NODES), DropOff()
    partials = [question.merge(*(question.scan(told(people), names) for people in world)) for world in groups]
    rows: list[dict[str, Any]] = question.finish_by_group(partials, names).to_pylist()
    return rows


def standardised(groups: Sequence[World], node: str) -> float | None:
    """The hazard if every node saw the same mix of groups, in the words of the docstring."""
    parts = []
    for world in groups:
        ends = [(n, outcome(j, n, set())) for j in all_journeys(world) for n in set(j.nodes)]
        over = [(n, how) for n, how in ends if how != "still_open"]
        here = [how for n, how in over if n == node]
        if here:
            parts.append((len(over), here.count("dropped_off") / len(here)))
    weight = sum(over for over, _ in parts)
    return sum(over * hazard for over, hazard in parts) / weight if parts else None


@settings(max_examples=60, deadline=None)
@given(st.lists(worlds(), min_size=1, max_size=3))
def test_the_standardised_hazard_agrees_with_the_twin(groups: list[World]) -> None:
    together = [people for world in groups for people in world]
    rows = by_group(groups)
    kept = [
        {k: v for k, v in row.items() if k not in {"hazard_standardised", "excess_beyond_mix"}}
        for row in rows
    ]
    assert [row["node"] for row in kept] == [row["node"] for row in answered(DropOff(), together)]
    for row in rows:
        assert row["hazard_standardised"] == pytest.approx(standardised(groups, row["node"]))
        if len(groups) == 1:
            assert row["hazard_standardised"] == pytest.approx(row["hazard"])


def test_where_only_the_mix_differs_nothing_is_left_of_the_excess() -> None:
    def crowd(name: str, node: str, leave: int, stay: int) -> list[Person]:
        gone = [person(f"{name}{node}x{i}", went(node)) for i in range(leave)]
        return gone + [person(f"{name}{node}y{i}", went(node, state=REACHED)) for i in range(stay)]

    # the hurried leave everywhere with 60 %, the patient with 20 %; the cart sees mostly the hurried
    hurried = [crowd("h", "cart", 54, 36) + crowd("h", "ad", 6, 4)]
    patient = [crowd("p", "cart", 2, 8) + crowd("p", "ad", 18, 72)]
    rows = {row["node"]: row for row in by_group([hurried, patient])}
    assert rows["cart"]["hazard"] == pytest.approx(0.56)
    assert rows["cart"]["excess"] == pytest.approx(0.16)
    assert rows["cart"]["hazard_standardised"] == pytest.approx(0.4)
    assert rows["cart"]["excess_beyond_mix"] == pytest.approx(0, abs=1e-12)


def test_a_goal_that_is_no_node_is_named() -> None:
    with pytest.raises(UnknownName, match=r'There is no touchpoint node "shopp". Did you mean "shop"?'):
        answered(DropOff(goal=["shopp"]), [[person("ana", went("ad"))]])
