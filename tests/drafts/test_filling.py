import msgspec
import pytest
from tests.drafts.worlds import AS_OF, STAGES, World, shoppers, world

from desirepath.drafts import ask_of, check, draft, fill
from desirepath.errors import DocumentError
from desirepath.maps import JourneyMap, write_map
from desirepath.maps.documents import Card
from desirepath.maps.layers import Hotspot


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("before"), *shoppers())


@pytest.fixture(scope="module")
def drafted(before: World) -> JourneyMap:
    return draft(
        before.store,
        STAGES,
        key="m",
        title="M",
        interactions=before.interactions,
        engine=before.engine,
        currency="EUR",
    )


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same company once setting up works: nobody leaves there any more."""
    return world(tmp_path_factory.mktemp("after"), *shoppers(leaving_at_setup=0, staying=120, sad=0))


def card(journey_map: JourneyMap, role: str, step: str, figure: str | None = None) -> Card:
    found = [
        card
        for lane in journey_map.lanes
        if lane.role == role
        for card in lane.cards
        if (card.step, card.figure) == (step, figure)
    ]
    return found[0]


def edited(journey_map: JourneyMap, role: str, **changes: object) -> JourneyMap:
    """The map with the first card of a lane changed by hand."""
    lanes = [
        msgspec.structs.replace(
            lane, cards=[msgspec.structs.replace(lane.cards[0], **changes), *lane.cards[1:]]
        )
        if lane.role == role
        else lane
        for lane in journey_map.lanes
    ]
    return msgspec.structs.replace(journey_map, lanes=lanes)


def test_filling_a_draft_from_the_same_data_changes_nothing(drafted: JourneyMap, before: World) -> None:
    assert [(edge.id, edge.kind, edge.measured_share, edge.n) for edge in drafted.edges] == [
        ("real-starts-the-setup..", "exit", 40 / 120, 120)
    ]
    filled = fill(drafted, ask_of(before.store, drafted))
    assert filled == drafted
    assert write_map(filled) == write_map(drafted)


def test_filling_from_new_data_moves_figures_texts_curve_and_hotspots(
    drafted: JourneyMap, after: World
) -> None:
    filled = fill(drafted, ask_of(after.store, drafted), as_of_us=AS_OF)

    assert card(filled, "metrics", "starts-the-setup", "Dropped off").text == "0 %"
    assert card(filled, "metrics", "uses-the-router", "Reach").text == "120"
    assert filled.emotions == []  # nobody says anything about it any more: a gap
    assert filled.hotspots == []
    assert filled.n_subjects == 124


def test_an_obstacle_that_is_gone_stays_and_is_contradicted(drafted: JourneyMap, after: World) -> None:
    obstacle = card(fill(drafted, ask_of(after.store, drafted)), "obstacles", "starts-the-setup")
    assert obstacle.text == "0 % leave here for good, 0 points above the map's median"
    assert (obstacle.status, obstacle.severity) == ("contradicted", 0)


def test_words_that_somebody_changed_are_left_alone(drafted: JourneyMap, after: World) -> None:
    mine = edited(drafted, "obstacles", text="Nobody finds the code on the box")
    filled = fill(mine, ask_of(after.store, mine))
    assert card(filled, "obstacles", "starts-the-setup").text == "Nobody finds the code on the box"


def test_a_hand_placed_hotspot_survives(drafted: JourneyMap, after: World) -> None:
    placed = Hotspot(id="mine", step="starts-the-setup", score=0.4, origin="manual")
    mine = msgspec.structs.replace(drafted, hotspots=[*drafted.hotspots, placed])
    assert fill(mine, ask_of(after.store, mine)).hotspots == [placed]


CITES = {"measure": "drop_off", "lens": "step"}


@pytest.mark.parametrize(
    ("question", "column", "says"),
    [
        ({"lens": "step"}, "hazard", "names its measure as a text; found nothing"),
        ({"measure": ["drop_off"]}, "hazard", "names its measure as a text"),
        (CITES | {"lens": 7}, "hazard", "names its lens as a text; found 7"),
        (CITES, "node", 'The column "node" holds no figure'),
    ],
)
def test_evidence_that_cites_no_question_is_told_and_spoils_nothing_else(
    drafted: JourneyMap, before: World, question: dict[str, object], column: str, says: str
) -> None:
    step = drafted.stages[0].steps[0].id
    (first,) = card(drafted, "metrics", step, "Reach").evidence
    cites = msgspec.structs.replace(
        first, id="by-hand", measure="drop_off", question=question, row={"node": step}, column=column
    )
    changed = edited(drafted, "actions", evidence=[cites])
    with pytest.raises(DocumentError, match=says):
        fill(changed, ask_of(before.store, changed))
    told = [one for one in check(changed, before.store).problems if one.code == "bad_question"]
    assert [says in one.message for one in told] == [True]
