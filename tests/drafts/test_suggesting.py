"""Bindings by the likeness of words, as a template needs them."""

import pyarrow as pa

from desirepath.drafts.suggesting import stems, suggest, with_suggestions
from desirepath.maps import Binding, JourneyMap, MapStage, Step, steps_of

KINDS = pa.table(
    {
        "code": pa.array([0, 1, 2, 3, 4], pa.int32()),
        "source": ["web"] * 5,
        "channel": ["website", "website", "app", "email", "phone"],
        "touchpoint": ["Pricing page", "Checkout", "Checkout", "Newsletter", "Hotline"],
        "action": ["viewed", "Order Completed", "Cart filled", "opened", "called"],
        "steps": pa.array([50, 20, 30, 40, 10], pa.int64()),
    }
)


def template(*names: str) -> JourneyMap:
    steps = [Step(id=f"s{number}", name=name, lineage_id=f"s{number}") for number, name in enumerate(names)]
    return JourneyMap(key="t", title="T", stages=[MapStage(id="all", name="All", steps=steps)])


def test_a_step_is_bound_to_what_shares_its_words() -> None:
    found = suggest(template("Looks at the prices", "Completes the order", "Waits for the parcel"), KINDS)
    assert [(one.step, one.binding, one.interactions) for one in found] == [
        ("s0", Binding(touchpoint="Pricing page", is_assumed=True), 50),
        ("s1", Binding(touchpoint="Checkout", action="Order Completed", is_assumed=True), 20),
    ]


def test_a_suggestion_says_why() -> None:
    (one,) = suggest(template("Reads the newsletter"), KINDS)
    assert (one.words, one.likeness, one.interactions) == (["newsletter"], 2 / 3, 40)


def test_of_two_steps_the_more_alike_gets_it() -> None:
    found = suggest(template("Fills the cart", "Completes the order"), KINDS)
    assert [(one.step, one.binding.action) for one in found] == [
        ("s0", "Cart filled"),
        ("s1", "Order Completed"),
    ]


def test_what_is_bound_already_is_left_alone() -> None:
    bound = template("Opens the newsletter")
    mine = with_suggestions(bound, suggest(bound, KINDS))
    (step,) = steps_of(mine)
    assert step.bindings == [Binding(touchpoint="Newsletter", is_assumed=True)]
    assert suggest(mine, KINDS) == []


def test_a_verb_that_says_little_makes_nothing_alike() -> None:
    assert suggest(template("Views something else"), KINDS) == []
    assert stems("Visits the shop") & stems("shopping") == {"shop"}
