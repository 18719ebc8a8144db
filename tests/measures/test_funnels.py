"""Funnels against a twin that tries every combination of interactions."""

from collections.abc import Iterator
from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.worlds import (
    DAY,
    NODES,
    Journey,
    Step,
    World,
    all_journeys,
    answered,
    by_person,
    person,
    rank,
    share,
    stage_frame,
    went,
    worlds,
)

from desirepath.errors import UnknownName
from desirepath.journeys import OPEN
from desirepath.measures import DropOff, Exclusion, Funnel, Stages, Transitions

Passage = tuple[int, ...]  # places in the journey, one for each step


def passages(journey: Journey, question: Funnel) -> Iterator[Passage]:
    """Every passage of all steps of the question, in the words of its docstring."""
    shown = journey.shown
    steps = [{step} if isinstance(step, str) else set(step) for step in question.steps]
    choose = permutations if question.order == "unordered" else combinations
    for chain in choose(range(len(shown)), len(steps)):
        if not all(shown[place].node in step for place, step in zip(chain, steps, strict=True)):
            continue
        first, last = min(chain), max(chain)
        if question.order == "strict" and last - first != len(steps) - 1:
            continue
        if any(voids(journey, chain, one) for one in question.exclude):
            continue
        if question.within_days is not None:
            times = [shown[place].at for place in chain]
            known = [time for time in times if time is not None]
            if len(known) < len(times) or known_between(journey, first, last) > question.within_days * DAY:
                continue
        yield chain


def voids(journey: Journey, chain: Passage, one: str | Exclusion) -> bool:
    whole = (min(chain), max(chain))
    start, end = whole if isinstance(one, str) else (chain[one.after - 1], chain[one.after])
    wanted = [one] if isinstance(one, str) else one.nodes
    return any(journey.shown[place].node in wanted for place in range(start + 1, end))


def known_between(journey: Journey, start: int, end: int) -> int:
    found = between(journey, start, end)
    assert found is not None
    return found


def between(journey: Journey, start: int, end: int) -> int | None:
    first, last = journey.shown[start].at, journey.shown[end].at
    return None if first is None or last is None else last - first


def counted(journey: Journey, question: Funnel) -> list[Passage]:
    """The passages that count: again and again the one that ends first; of those the one that starts last."""
    every = list(passages(journey, question))
    found: list[Passage] = []
    while every:
        best = min(every, key=lambda chain: (max(chain), -min(chain), [-place for place in reversed(chain)]))
        found.append(best)
        every = [chain for chain in every if min(chain) > max(best)]
    return found[:1] if question.reentry == "once" else found


def most(chains: list[Passage], after: int = -1) -> int:
    """The most passages one after another, by trying each as the next."""
    return max((1 + most(chains, max(chain)) for chain in chains if min(chain) > after), default=0)


def shorter(question: Funnel, steps: int) -> Funnel:
    """The funnel of the first steps only."""
    return Funnel(
        steps=question.steps[:steps],
        order=question.order,
        within_days=question.within_days,
        exclude=[
            one for one in question.exclude if (isinstance(one, str) and steps > 1)
            or (isinstance(one, Exclusion) and one.after < steps)
        ],
        reentry=question.reentry,
    )  # fmt: skip


def twin(journeys: list[Journey], question: Funnel) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    many = range(1, len(question.steps) + 1)
    found = [[counted(journey, shorter(question, k)) for journey in journeys] for k in many]
    by_journey = {id(journey): number for number, journey in enumerate(journeys)}
    mine = [
        [sum(len(found[k - 1][by_journey[id(j)]]) for j in one) for k in many] for one in by_person(journeys)
    ]
    begun = any(hits[0] for hits in mine)
    for k, of_step in enumerate(found):
        before = max(k - 1, 0)
        first = share([(hits[k], hits[0]) for hits in mine]) if k else ((1.0,) * 3 if begun else (None,) * 3)
        previous = share([(hits[k], hits[before]) for hits in mine]) if k else (None, None, None)
        chains = [(journey, chain) for journey, some in zip(journeys, of_step, strict=True) for chain in some]
        whole = [between(journey, min(chain), max(chain)) for journey, chain in chains]
        last = [between(j, chain[-2], chain[-1]) for j, chain in chains] if k else []
        last = [] if question.order == "unordered" else last
        step = question.steps[k]
        rows.append(
            {
                "step": k + 1,
                "node": step if isinstance(step, str) else " | ".join(step),
                "passages": len(chains),
                "journeys": sum(bool(some) for some in of_step),
                "subjects": sum(hits[k] > 0 for hits in mine),
                **dict(
                    zip(("share_of_first", "share_of_first_low", "share_of_first_high"), first, strict=True)
                ),
                **dict(
                    zip(
                        ("share_of_previous", "share_of_previous_low", "share_of_previous_high"),
                        previous,
                        strict=True,
                    )
                ),
                **{
                    f"time_from_first_p{percent}_us": rank(whole, percent) if k else (0 if begun else None)
                    for percent in (50, 90)
                },
                **{f"time_from_previous_p{percent}_us": rank(last, percent) for percent in (50, 90)},
                "n": sum(len(some) for some in found[before]),
                "too_few": sum(len(some) for some in found[before]) < 30,
            }
        )
    return rows


some_nodes = st.lists(st.sampled_from(NODES), min_size=1, max_size=2, unique=True).map(sorted)


@st.composite
def funnels(draw: st.DrawFn) -> Funnel:
    """A funnel that can be asked, of up to four steps."""
    order: Any = draw(st.sampled_from(["ordered", "strict", "unordered"]))
    if order == "unordered":
        split = draw(st.integers(1, 3))
        pools = [NODES[:split], NODES[split:]] if draw(st.booleans()) else [[node] for node in NODES]
        steps = draw(st.lists(st.sampled_from(pools), min_size=1, max_size=4))
    else:
        steps = draw(st.lists(some_nodes, min_size=1, max_size=4))
    window = draw(st.sampled_from([None, None, 0.5, 1, 5, 10]))
    wanted = {node for step in steps for node in step}
    exclude: list[str | Exclusion] = list(draw(st.sets(st.sampled_from(NODES), max_size=2)) - wanted)
    if order == "ordered":
        for gap in range(1, len(steps)):
            free = sorted(set(NODES) - {*steps[gap - 1], *steps[gap]})
            if free and draw(st.integers(0, 2)) == 0:
                exclude.append(Exclusion(nodes=draw(st.lists(st.sampled_from(free), min_size=1)), after=gap))
    return Funnel(
        steps=list(steps),
        order=order,
        within_days=None if window is None else window / DAY,
        exclude=exclude if order != "strict" and len(steps) > 1 else [],
        reentry=draw(st.sampled_from(["once", "total"])),
    )


@settings(max_examples=400, deadline=None)
@given(worlds(), funnels())
def test_funnels_agree_with_the_twin(world: World, question: Funnel) -> None:
    expected = twin(all_journeys(world), question)
    for one, other in zip(answered(question, world), expected, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(worlds(), funnels())
def test_in_total_a_funnel_counts_the_most_passages_one_after_another(world: World, question: Funnel) -> None:
    journeys = all_journeys(world)
    rows = answered(Funnel(**{**fields(question), "reentry": "total"}), world)
    for k, row in enumerate(rows, start=1):
        every = [list(passages(journey, shorter(question, k))) for journey in journeys]
        assert row["passages"] == sum(most(chains) for chains in every)


def fields(question: Funnel) -> dict[str, Any]:
    return {name: getattr(question, name) for name in question.__struct_fields__}


@settings(max_examples=60, deadline=None)
@given(worlds(), funnels())
def test_a_funnel_never_grows(world: World, question: Funnel) -> None:
    counts = [(row["passages"], row["journeys"], row["subjects"]) for row in answered(question, world)]
    assert counts == sorted(counts, reverse=True)
    assert all(subjects <= journeys <= count for count, journeys, subjects in counts)


@settings(max_examples=60, deadline=None)
@given(worlds(), funnels())
def test_counting_every_attempt_leaves_the_journeys_as_they_were(world: World, question: Funnel) -> None:
    once, total = (
        answered(Funnel(**{**fields(question), "reentry": rule}), world) for rule in ("once", "total")
    )
    for one, other in zip(once, total, strict=True):
        assert one["passages"] == one["journeys"]
        assert (one["journeys"], one["subjects"]) == (other["journeys"], other["subjects"])


@settings(max_examples=60, deadline=None)
@given(worlds(), funnels().filter(lambda question: not question.exclude))
def test_less_order_is_never_less(world: World, question: Funnel) -> None:
    if question.order != "unordered":
        return
    orders: list[Any] = ["strict", "ordered", "unordered"]
    strict, ordered, unordered = (
        [
            row["journeys"]
            for row in answered(Funnel(**{**fields(question), "order": order, "reentry": "once"}), world)
        ]
        for order in orders
    )
    assert all(a <= b <= c for a, b, c in zip(strict, ordered, unordered, strict=True))


@settings(max_examples=60, deadline=None)
@given(worlds(), st.sampled_from(NODES), st.sampled_from(NODES))
def test_two_steps_at_once_are_the_transitions_between_them(world: World, left: str, entered: str) -> None:
    if left == entered:
        return
    question = Funnel(steps=[left, entered], order="strict", reentry="total")
    begun, passed = answered(question, world)
    pairs = answered(Transitions(), world)
    pair = next((row for row in pairs if (row["from_node"], row["to_node"]) == (left, entered)), None)
    assert begun["passages"] == sum(row["count"] for row in pairs if row["to_node"] == left)
    assert passed["passages"] == (pair["count"] if pair else 0)
    assert passed["subjects"] == (pair["subjects"] if pair else 0)
    if pair:
        assert passed["share_of_previous"] == pytest.approx(pair["share_out"])
        assert passed["n"] == pair["n"]


STAGES = ["aware", "consider", "buy", "use"]


@settings(max_examples=60, deadline=None)
@given(worlds(STAGES), st.sampled_from(STAGES))
def test_who_reaches_a_stage_is_who_entered_it(world: World, stage: str) -> None:
    names = stage_frame(*STAGES)
    (reached,) = answered(Funnel(steps=[stage], lens="stage"), world, STAGES, names)
    entered = next(row for row in answered(Stages(), world, STAGES, names) if row["stage"] == stage)
    left = [row for row in answered(DropOff(lens="stage"), world, STAGES, names) if row["node"] == stage]
    assert (reached["journeys"], reached["subjects"]) == (entered["journeys"], entered["subjects"])
    assert [(row["journeys"], row["subjects"]) for row in left] == [
        (reached["journeys"], reached["subjects"])
    ] * len(left)


def counts(question: Funnel, *journeys: Journey) -> list[int]:
    return [row["journeys"] for row in answered(question, [[person("ana", *journeys)]])]


def test_other_steps_may_come_between() -> None:
    assert counts(Funnel(steps=["ad", "shop"]), went("ad", "home", "home", "shop")) == [1, 1]


def test_one_interaction_never_serves_two_steps() -> None:
    assert counts(Funnel(steps=["ad", "ad"]), went("ad")) == [1, 0]
    assert counts(Funnel(steps=["ad", "ad"]), went("ad", "ad")) == [1, 1]


def test_the_window_includes_its_end() -> None:
    a_day_apart = Journey((Step("ad", 0), Step("shop", DAY)))
    a_moment_longer = Journey((Step("ad", 0), Step("shop", DAY + 1)))
    assert counts(Funnel(steps=["ad", "shop"], within_days=1), a_day_apart, a_moment_longer) == [2, 1]


def test_a_later_first_step_begins_the_window_anew() -> None:
    journey = Journey((Step("ad", 0), Step("ad", 10 * DAY), Step("cart", 11 * DAY), Step("shop", 12 * DAY)))
    rows = answered(Funnel(steps=["ad", "cart", "shop"], within_days=2), [[person("ana", journey)]])
    assert [(row["journeys"], row["time_from_first_p50_us"]) for row in rows] == [
        (1, 0),
        (1, DAY),
        (1, 2 * DAY),
    ]


def test_what_happened_at_the_same_moment_has_an_order_all_the_same() -> None:
    journey = Journey((Step("shop", 5), Step("ad", 5)))
    assert counts(Funnel(steps=["shop", "ad"], within_days=1), journey) == [1, 1]
    assert counts(Funnel(steps=["ad", "shop"], within_days=1), journey) == [1, 0]


def test_without_a_time_a_step_counts_in_order_but_never_in_a_window() -> None:
    journey = Journey((Step("ad", None), Step("shop", 5)))
    assert counts(Funnel(steps=["ad", "shop"]), journey) == [1, 1]
    assert counts(Funnel(steps=["ad", "shop"], within_days=1), journey) == [0, 0]


def test_a_funnel_of_thirty_steps_is_followed_to_its_end() -> None:
    route = ["ad", "shop", "home"] * 10
    assert counts(Funnel(steps=list(route), within_days=1), went(*route), went(*route[:-1])) == [2] * 29 + [1]


def test_a_step_that_nobody_reached_has_no_share_of_it() -> None:
    rows = answered(Funnel(steps=["cart", "shop"]), [[person("ana", went("ad", state=OPEN))]])
    assert [(row["journeys"], row["share_of_first"], row["share_of_previous"]) for row in rows] == [
        (0, None, None),
        (0, None, None),
    ]


def test_an_unknown_node_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r'There is no touchpoint node "chart". Did you mean "cart"?'):
        counts(Funnel(steps=["ad", "chart"]), went("ad"))


def test_strict_steps_follow_each_other_at_once() -> None:
    straight, around = went("ad", "cart", "shop"), went("ad", "home", "cart", "shop")
    assert counts(Funnel(steps=["ad", "cart", "shop"], order="strict"), straight, around) == [2, 1, 1]
    assert counts(Funnel(steps=["ad", "cart"], order="strict"), went("ad", "ad", "cart")) == [1, 1]


def test_unordered_steps_come_as_they_like_each_by_its_own_interaction() -> None:
    assert counts(Funnel(steps=["ad", "shop"], order="unordered"), went("shop", "home", "ad")) == [1, 1]
    assert counts(Funnel(steps=["ad", "ad"], order="unordered"), went("ad", "shop")) == [1, 0]


def test_an_unordered_window_runs_from_whatever_came_first() -> None:
    journey = Journey((Step("shop", 0), Step("home", 3 * DAY), Step("ad", 5 * DAY)))
    question = Funnel(steps=["ad", "home", "shop"], order="unordered", within_days=4)
    assert counts(question, journey) == [1, 1, 0]


def test_what_is_excluded_voids_an_attempt_and_another_may_follow() -> None:
    question = Funnel(steps=["ad", "shop"], exclude=["home"])
    assert counts(question, went("ad", "home", "shop")) == [1, 0]
    assert counts(question, went("ad", "home", "ad", "shop")) == [1, 1]
    assert counts(question, went("home", "ad", "shop", "home")) == [1, 1]


def test_an_exclusion_may_stand_between_two_steps_only() -> None:
    late = Funnel(steps=["ad", "cart", "shop"], exclude=[Exclusion(nodes=["home"], after=2)])
    assert counts(late, went("ad", "home", "cart", "shop")) == [1, 1, 1]
    assert counts(late, went("ad", "cart", "home", "shop")) == [1, 1, 0]
    assert counts(late, went("ad", "cart", "home", "cart", "shop")) == [1, 1, 1]


def test_in_total_every_attempt_counts() -> None:
    rows = answered(
        Funnel(steps=["ad", "shop"], reentry="total"),
        [[person("ana", went("ad", "shop", "ad", "ad", "shop", "shop")), person("bo", went("ad"))]],
    )
    assert [(row["passages"], row["journeys"], row["subjects"]) for row in rows] == [(4, 2, 2), (2, 1, 1)]
    assert rows[1]["share_of_previous"] == pytest.approx(2 / 4)


def test_times_are_told_from_the_first_step_and_from_the_step_before() -> None:
    journey = Journey((Step("ad", 0), Step("cart", 2 * DAY), Step("cart", 3 * DAY), Step("shop", 7 * DAY)))
    row = answered(Funnel(steps=["ad", "cart", "shop"]), [[person("ana", journey)]])[-1]
    assert (row["time_from_first_p50_us"], row["time_from_first_p90_us"]) == (7 * DAY, 7 * DAY)
    assert row["time_from_previous_p50_us"] == 4 * DAY


def test_an_excluded_node_that_is_none_is_named() -> None:
    with pytest.raises(UnknownName, match='Did you mean "home"'):
        counts(Funnel(steps=["ad", "shop"], exclude=["hom"]), went("ad", "shop"))


def test_what_is_excluded_after_a_step_may_be_wanted_elsewhere() -> None:
    straight = Funnel(steps=["ad", "cart", "shop"], exclude=[Exclusion(nodes=["ad"], after=2)])
    assert counts(straight, went("ad", "cart", "shop")) == [1, 1, 1]
    assert counts(straight, went("ad", "cart", "ad", "shop")) == [1, 1, 0]
