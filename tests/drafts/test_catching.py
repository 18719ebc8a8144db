"""Steps bound to a path pattern, against a slow reading of everybody's touchpoints."""

import re
from pathlib import Path
from random import Random

import msgspec
import pytest
from tests.drafts.worlds import AS_OF, World, world

from desirepath.drafts import ask_of, fill
from desirepath.drafts.catching import caught
from desirepath.drafts.step_lenses import step_parts
from desirepath.journeys import WholeLife
from desirepath.maps import Binding, JourneyMap, MapStage, Step, steps_of
from desirepath.testing import Told

LETTERS = {"Ad": "a", "Cart": "c", "Help": "h", "Paid": "p"}


def wanderers(seed: int, people: int = 60) -> list[Told]:
    random = Random(seed)  # noqa: S311 - a story, not a secret
    told: list[Told] = []
    for person in range(people):
        for at in range(random.randrange(1, 12)):
            place = random.choice(list(LETTERS))
            more = {"channel": random.choice(["app", "website"])}
            told.append((f"p{person:02d}", place, f"2025-03-{at + 1:02d} 10:00", more))
    return told


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("told"), *wanderers(5))


def a_map(**bindings: list[Binding]) -> JourneyMap:
    steps = [Step(id=name, name=name, lineage_id=name, bindings=some) for name, some in bindings.items()]
    return JourneyMap(key="m", title="M", stages=[MapStage(id="all", name="All", steps=steps)])


def lives(told: World) -> list[list[tuple[str, str]]]:
    """Everybody's touchpoints and channels, in order."""
    found = []
    for subject in told.store.subjects["subject_id"].to_pylist():
        table = told.store.timeline(str(subject))
        places = [str(place) for place in table["touchpoint"].to_pylist()]
        found.append(list(zip(places, map(str, table["channel"].to_pylist()), strict=True)))
    return found


def ends(life: list[tuple[str, str]], regex: str) -> list[int]:
    word = "".join(LETTERS[place] for place, _ in life)
    return [match.end() - 1 for match in re.finditer(regex, word)]


def test_a_pattern_catches_the_last_interaction_of_every_match(told: World) -> None:
    drawn = a_map(
        back=[Binding(pattern="Cart -> Help -> Cart")],
        cart=[Binding(touchpoint="Cart")],
        help=[Binding(touchpoint="Help")],
    )
    filled = fill(drawn, ask_of(told.store, drawn))
    back = [ends(life, "chc") for life in lives(told)]
    carts = [
        [at for at, (place, _) in enumerate(life) if place == "Cart" and at not in mine]
        for life, mine in zip(lives(told), back, strict=True)
    ]
    helps = [any(place == "Help" for place, _ in life) for life in lives(told)]
    assert sum(map(len, back)) > 3
    assert [step.reach for step in steps_of(filled)] == [
        sum(map(bool, back)),
        sum(map(bool, carts)),
        sum(helps),
    ]
    on_map = sum(place in {"Cart", "Help"} for life in lives(told) for place, _ in life)
    assert filled.n_interactions == on_map


def test_what_else_a_pattern_binding_says_holds_too(told: World) -> None:
    drawn = a_map(app=[Binding(pattern="Ad ... Paid", channel="app")], paid=[Binding(touchpoint="Paid")])
    filled = fill(drawn, ask_of(told.store, drawn))
    expected = [any(life[at][1] == "app" for at in ends(life, "a.*?p")) for life in lives(told)]
    assert next(iter(steps_of(filled))).reach == sum(expected) > 3


def test_what_two_patterns_catch_is_the_steps_further_left(told: World) -> None:
    drawn = a_map(first=[Binding(pattern="Ad -> Cart")], second=[Binding(pattern="[Ad|Help] -> Cart")])
    filled = fill(drawn, ask_of(told.store, drawn))
    first = [bool(ends(life, "ac")) for life in lives(told)]
    second = [bool(set(ends(life, "[ah]c")) - set(ends(life, "ac"))) for life in lives(told)]
    assert [step.reach for step in steps_of(filled)] == [sum(first), sum(second)]


def test_a_pattern_that_cannot_be_read_catches_nothing_and_says_why(told: World) -> None:
    drawn = a_map(a=[Binding(pattern="Card -> Paid")], b=[Binding(pattern="Cart -> ->")])
    found = caught(told.store, drawn, split=WholeLife())
    assert 'Did you mean "Cart"' in found.wrong["Card -> Paid"]
    assert "Expected a name" in found.wrong["Cart -> ->"]
    filled = fill(drawn, ask_of(told.store, drawn))
    assert [step.reach for step in steps_of(filled)] == [0, 0]


def test_the_parts_of_a_pattern_step_keep_their_touchpoint(told: World) -> None:
    drawn = a_map(back=[Binding(pattern="Cart -> Help -> Cart")])
    seen = caught(told.store, drawn, split=WholeLife(), as_of_us=AS_OF).store
    parts = step_parts(drawn, seen.kinds, lens="step_touchpoint")
    assert {part.touchpoint for part in parts} == {"Cart"}
    assert sum(part.interactions for part in parts) == sum(len(ends(life, "chc")) for life in lives(told))


def test_without_patterns_the_store_is_the_same(told: World) -> None:
    drawn = a_map(cart=[Binding(touchpoint="Cart")])
    assert caught(told.store, drawn, split=WholeLife()).store is told.store


def test_patterns_look_at_the_journeys_of_the_maps_split(told: World) -> None:
    drawn = a_map(back=[Binding(pattern="Cart -> Help -> Cart")])
    daily = msgspec.structs.replace(drawn, split="calendar:day")  # one interaction a day: no path at all
    filled = fill(daily, ask_of(told.store, daily))
    assert next(iter(steps_of(filled))).reach == 0


def test_nobody_else_has_a_say(tmp_path: Path) -> None:
    some, others = wanderers(1, people=10), [(f"q{p}", *rest) for p, *rest in wanderers(2, people=10)]
    drawn = a_map(back=[Binding(pattern="Cart -> Help")])
    alone = world(tmp_path / "alone", *some)
    both = world(tmp_path / "both", *some, *others)
    names = [f"p{number:02d}" for number in range(10)]
    one = fill(drawn, ask_of(alone.store, drawn), as_of_us=AS_OF)
    other = fill(drawn, ask_of(both.store, drawn, mask=both.store.mask(names)), as_of_us=AS_OF)
    assert one == other
