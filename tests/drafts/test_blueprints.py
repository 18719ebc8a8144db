from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drafts.worlds import STAGES, World, shoppers, world

from desirepath.drafts import ask_of, draft, fill, service_blueprint
from desirepath.drafts.following import begun
from desirepath.drafts.step_lenses import step_ids
from desirepath.errors import QuestionError
from desirepath.maps import Binding, Card, JourneyMap, MapStage, Step, map_flaws, steps_of
from desirepath.testing import Told

OURS = {"initiator": "organisation", "channel": "email", "action": "sent"}


def mailed() -> list[Told]:
    """Forty people who see an ad and get a newsletter; thirty of them then come to the home page."""
    told: list[Told] = []
    for number in range(40):
        name = f"p{number:02d}"
        told += [(name, "Ad", "2025-03-01 10:00", {"action": "clicked", "channel": "paid_ad"})]
        told += [(name, "Blog", "2025-03-02 10:00", OURS)]
        told += [(name, "Blog", "2025-03-02 11:00", {"action": "opened", "channel": "email"})]
        calls = ("Hotline", {"action": "called", "channel": "phone"})
        looks = ("Home page", {"action": "viewed", "channel": "website"})
        where, how = looks if number < 30 else calls
        told += [(name, where, "2025-03-03 10:00", how)]
    return told


def drafted(told: World) -> JourneyMap:
    return draft(told.store, STAGES, key="now", title="Finding us")


def cards(drawn: JourneyMap, role: str) -> list[Card]:
    return [card for lane in drawn.lanes if lane.role == role for card in lane.cards]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("mailed"), *mailed())


@pytest.fixture(scope="module")
def blueprint(sent: World) -> JourneyMap:
    return service_blueprint(drafted(sent), sent.store, key="behind", systems={"little": "The mail system"})


def test_a_blueprint_stands_beside_its_map_with_the_same_steps(blueprint: JourneyMap) -> None:
    assert (blueprint.map_kind, blueprint.accompanies) == ("service_blueprint", "now")
    roles = [lane.role for lane in blueprint.lanes]
    assert roles[:5] == ["physical_evidence", "actions", "frontstage", "backstage", "support"]
    assert list(map_flaws(blueprint)) == []


def test_what_we_sent_is_counted_and_who_must_have_been_there_is_assumed(blueprint: JourneyMap) -> None:
    assert [(card.step, card.text, card.body, card.status) for card in cards(blueprint, "frontstage")] == [
        ("opens-the-blog", "Sends the blog", "40 times, with 40 people", "observed"),
        ("calls-the-hotline", "Talks to the customer on the phone", None, "assumed"),
    ]


def test_what_is_behind_is_assumed_from_where_the_data_came_from(blueprint: JourneyMap) -> None:
    assert [(card.text, card.status) for card in cards(blueprint, "backstage")] == [
        ("Writes the blog and says who gets it", "assumed"),
        ("Looks up the case and keeps a record", "assumed"),
    ]
    assert {card.text for card in cards(blueprint, "support")} == {"The mail system"}


def test_an_edge_leads_to_where_the_customer_went_next(blueprint: JourneyMap) -> None:
    assert [(edge.from_step, edge.to_step, edge.measured_share, edge.n) for edge in blueprint.edges] == [
        ("opens-the-blog", "views-the-home-page", 0.75, 40),
        ("opens-the-blog", "calls-the-hotline", 0.25, 40),
    ]
    assert blueprint.edges[0].from_card == cards(blueprint, "frontstage")[0].id


def test_filling_a_blueprint_leaves_feelings_and_ways_to_its_journey(
    blueprint: JourneyMap, sent: World
) -> None:
    assert fill(blueprint, ask_of(sent.store, blueprint)) == blueprint


def test_a_blueprint_is_hot_where_its_journey_is(tmp_path: Path) -> None:
    told = world(tmp_path, *shoppers())
    journey = draft(
        told.store, STAGES, key="now", title="N", interactions=told.interactions, engine=told.engine
    )
    drawn = service_blueprint(journey, told.store, key="behind")
    filled = fill(drawn, ask_of(told.store, drawn))
    assert filled.hotspots == drawn.hotspots != []
    assert (filled.emotions, filled.edges) == ([], drawn.edges)


def test_a_map_that_binds_nothing_has_no_blueprint(tmp_path: Path) -> None:
    told = world(tmp_path, *mailed())
    bare = JourneyMap(key="bare", title="Bare", stages=[MapStage(id="s", name="S")])
    with pytest.raises(QuestionError, match="binds anything"):
        service_blueprint(bare, told.store, key="behind")


PLACES = ("Ad", "Home page", "Checkout", "Elsewhere")
STEPS = [
    Step(
        id=name.casefold().replace(" ", "-"), name=name, lineage_id=name, bindings=[Binding(touchpoint=name)]
    )
    for name in PLACES[:3]
]
LIVES = st.lists(
    st.lists(st.tuples(st.sampled_from(PLACES), st.booleans()), min_size=1, max_size=8),
    min_size=1,
    max_size=4,
)


@given(LIVES)
@settings(max_examples=25, deadline=None)
def test_the_next_step_is_the_customers_first_at_another_step(
    tmp_path_factory: pytest.TempPathFactory, lives: list[list[tuple[str, bool]]]
) -> None:
    told: list[Told] = [
        (f"p{person}", place, f"2025-03-01 10:{minute:02d}", OURS if is_ours else {"action": "sent"})
        for person, life in enumerate(lives)
        for minute, (place, is_ours) in enumerate(life)
    ]
    drawn = JourneyMap(key="m", title="M", stages=[MapStage(id="all", name="All", steps=STEPS)])
    store = world(tmp_path_factory.mktemp("lives"), *told).store
    found = begun(drawn, store, mask=None, as_of_us=store.as_of_us)
    ids = step_ids(drawn)
    expected = {(left, entered): 0 for left in ids for entered in ids}
    names = {step.name: step.id for step in steps_of(drawn)}
    for life in lives:
        for at, (place, is_ours) in enumerate(life):
            later = [names[each] for each, ours in life[at + 1 :] if not ours and each in names]
            elsewhere = [each for each in later if place in names and each != names[place]]
            if is_ours and elsewhere:
                expected[names[place], elsewhere[0]] += 1
    assert {
        (left, entered): int(found.then[ids.index(left), ids.index(entered)])
        for left in ids
        for entered in ids
    } == expected
