from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drafts.worlds import STAGES, World, shoppers, world

from desirepath.drafts import draft
from desirepath.drafts.choosing_steps import DraftRules
from desirepath.drafts.explaining import Visits, explained, most_explaining
from desirepath.journeys import WholeLife
from desirepath.maps import JourneyMap, steps_of
from desirepath.measures import Fidelity, measure

PLACES = 5  # the last one is everywhere else


def seen(journeys: list[list[int]]) -> Visits:
    pairs = sorted({(number, place) for number, journey in enumerate(journeys) for place in journey})
    return Visits(
        journey=np.array([pair[0] for pair in pairs], np.int64),
        place=np.array([pair[1] for pair in pairs], np.int64),
        interactions=np.bincount([place for journey in journeys for place in journey], minlength=PLACES),
        journeys=len(journeys),
    )


def drawing(places: list[int]) -> np.ndarray:
    return np.isin(np.arange(PLACES), places)


WORLDS = st.lists(st.lists(st.integers(0, PLACES - 1), min_size=1, max_size=8), min_size=1, max_size=12)


@given(WORLDS, st.sets(st.integers(0, PLACES - 1)))
@settings(max_examples=50, deadline=None)
def test_an_interaction_is_explained_at_a_drawn_place_and_a_journey_when_all_of_its_are(
    journeys: list[list[int]], places: set[int]
) -> None:
    found = explained(seen(journeys), drawing(sorted(places)))
    assert found.interactions == sum(place in places for journey in journeys for place in journey)
    assert found.journeys == sum(places.issuperset(journey) for journey in journeys)
    assert (found.of_interactions, found.of_journeys) == (sum(map(len, journeys)), len(journeys))


@given(WORLDS)
@settings(max_examples=50, deadline=None)
def test_every_place_chosen_raises_what_is_explained_as_no_other_would(journeys: list[list[int]]) -> None:
    of = seen(journeys)
    chosen = most_explaining(of, [], fidelity=1.0, most=PLACES)
    for number, place in enumerate(chosen):
        before = chosen[:number]
        others = [each for each in range(PLACES - 1) if each not in before]
        worth = {each: sum(explained(of, drawing([*before, each])).shares) for each in others}
        assert worth[place] == pytest.approx(max(worth.values()))


def test_choosing_ends_when_enough_is_explained_or_there_are_enough_places() -> None:
    of = seen([[0]] * 8 + [[1]] * 4 + [[0, 2]] * 2 + [[4]])
    assert most_explaining(of, [], fidelity=0.8, most=5) == [0, 1]  # 14 of 17 interactions, 12 of 15 journeys
    assert most_explaining(of, [], fidelity=1.0, most=5) == [0, 1, 2]  # elsewhere is never drawn
    assert most_explaining(of, [], fidelity=1.0, most=1) == [0]
    assert most_explaining(of, [2], fidelity=0.8, most=5) == [2, 0, 1]


def drafted(told: World, fidelity: float | None, **rules: int) -> JourneyMap:
    return draft(told.store, STAGES, key="m", title="M", rules=DraftRules(fidelity=fidelity, **rules))


def note(journey_map: JourneyMap) -> str:
    return next(each for each in journey_map.footnotes if each.startswith("The steps explain"))


def test_a_draft_says_what_it_explains_and_that_is_what_the_measure_says(tmp_path: Path) -> None:
    told = world(tmp_path, *shoppers(sad=0))
    small = drafted(told, 0.5)
    drawn = [step.bindings[0].touchpoint or "" for step in steps_of(small)]
    edges = [[left, right] for left in drawn for right in drawn]
    rows = measure(Fidelity(nodes=drawn, edges=edges, split=WholeLife()), told.store).table.to_pylist()
    share = {row["what"]: row["share"] for row in rows if row["what"] in {"journeys", "interactions"}}
    interactions, journeys = f"{share['interactions']:.0%}", f"{share['journeys']:.0%}"
    said = f"The steps explain {interactions} of interactions, and {journeys} of 124 journeys whole."
    assert note(small) == said.replace("%", " %")


def test_a_draft_that_cannot_explain_enough_says_so(tmp_path: Path) -> None:
    told = world(tmp_path, *shoppers(sad=0))
    reached = note(drafted(told, 1.0, most_steps=3))
    assert reached.endswith("Asked for were 100 % of both: 3 steps are the limit.")
    assert len(list(steps_of(drafted(told, 1.0)))) == 5


def test_a_draft_by_fidelity_gathers_nothing_as_other(tmp_path: Path) -> None:
    told = world(tmp_path, *shoppers(sad=0))
    assert not any(step.is_other for step in steps_of(drafted(told, 0.8)))
