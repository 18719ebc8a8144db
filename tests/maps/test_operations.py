"""Edits of a little shop's map, told as stories; and properties over maps of any shape."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.maps.worlds import maps

from desirepath.errors import InputError
from desirepath.maps import (
    Add,
    Card,
    EditConflict,
    JourneyMap,
    Lane,
    MapStage,
    Move,
    Operation,
    Remove,
    Set,
    Step,
    apply,
    difference,
    invert,
    rebase,
)
from desirepath.maps.trees import Place

LOOKS = Step(id="looks", name="Looks", lineage_id="looks")
PAYS = Step(id="pays", name="Pays", lineage_id="pays")
CARD = Card(id="card", step="pays", text="Pays by card")
SHOP = JourneyMap(
    key="shop",
    title="Shop",
    stages=[MapStage(id="find", name="Find", steps=[LOOKS]), MapStage(id="buy", name="Buy", steps=[PAYS])],
    lanes=[Lane(id="doing", role="actions", label="Actions", cards=[CARD])],
)
IN_BUY, LAST = Place(into="buy", list="steps"), Place(into="map", list="stages")
RENAMED = Set(id="pays", field="name", value="Pays online", was="Pays")


def names(journey_map: JourneyMap) -> list[list[str]]:
    return [[step.name for step in stage.steps] for stage in journey_map.stages]


def test_a_step_gets_another_name_and_its_old_one_back() -> None:
    renamed = apply(SHOP, [RENAMED])
    assert names(renamed) == [["Looks"], ["Pays online"]]
    assert apply(renamed, invert([RENAMED])) == SHOP


def test_a_step_moves_to_another_stage_before_one_that_stands_there() -> None:
    to, was = Place(into="find", list="steps", before="looks"), Place(into="buy", list="steps")
    moved = apply(SHOP, [move := Move(id="pays", to=to, was=was)])
    assert names(moved) == [["Pays", "Looks"], []]
    assert apply(moved, invert([move])) == SHOP


def test_a_lane_goes_with_its_cards_and_comes_back_with_them() -> None:
    lane = msgspec.to_builtins(SHOP.lanes[0])
    gone = apply(SHOP, [remove := Remove(thing=lane, into="map", list="lanes")])
    assert gone.lanes == []
    assert apply(gone, invert([remove])) == SHOP


def test_an_edit_that_finds_something_else_than_it_says_changes_nothing() -> None:
    with pytest.raises(EditConflict, match='“Pays”: "name" is now “Pays”, and was “Pay”'):
        apply(SHOP, [Set(id="pays", field="name", value="Buys", was="Pay")])


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (Set(id="card", field="severity", value=9), r"cannot be made.*severity"),
        (Set(id="card", field="colour", value="red"), "colour"),
        (Set(id="map", field="key", value="../x", was="shop"), "cannot be made"),
        (Set(id="card", field="id", value="x", was="card"), "a thing keeps its id"),
        (Set(id="doing", field="cards", value=[{"id": "x"}]), "cannot be set"),
        (Set(id="card", field="step", value="nowhere", was="pays"), 'no step "nowhere"'),
        (Add(thing={"text": "no id"}, into="doing", list="cards"), "needs an `id`"),
        (Add(thing={"id": "c2", "step": "pays"}, into="doing", list="cards"), "text"),
        (Add(thing={"id": "x"}, into="doing", list="nothing"), "nothing"),
        (
            Move(id="pays", to=Place(into="doing", list="cards"), was=Place(into="buy", list="steps")),
            "stands in",
        ),
        (
            Move(id="buy", to=Place(into="pays", list="stages"), was=Place(into="map", list="stages")),
            "only be",
        ),
        (Remove(thing={"id": "map"}, into="map", list="stages"), "cannot be removed from itself"),
        (Remove(thing=msgspec.to_builtins(PAYS), into="buy", list="steps"), 'there is no step "pays"'),
    ],
)
def test_an_edit_that_no_map_can_take_is_refused_in_words(edit: Operation, says: str) -> None:
    with pytest.raises(InputError, match=says):
        apply(SHOP, [edit])


def test_two_people_edit_two_fields_and_both_edits_stay() -> None:
    theirs = apply(SHOP, [Set(id="card", field="text", value="Pays by phone", was="Pays by card")])
    both = rebase([RENAMED], onto=theirs)
    assert both.conflicts == []
    assert (names(both.journey_map)[1], both.journey_map.lanes[0].cards[0].text) == (
        ["Pays online"],
        "Pays by phone",
    )


def test_two_people_edit_one_card_and_both_texts_are_shown() -> None:
    theirs = apply(SHOP, [Set(id="card", field="text", value="Pays by phone", was="Pays by card")])
    found = rebase([Set(id="card", field="text", value="Pays cash", was="Pays by card")], onto=theirs)
    assert [(each.theirs, each.mine) for each in found.conflicts] == [("Pays by phone", "Pays cash")]
    assert found.journey_map == theirs


def test_one_removes_what_another_has_edited_and_is_told() -> None:
    theirs = apply(SHOP, [Set(id="card", field="text", value="Pays by phone", was="Pays by card")])
    found = rebase([Remove(thing=msgspec.to_builtins(CARD), into="doing", list="cards")], onto=theirs)
    assert [each.says for each in found.conflicts] == [
        "“Pays by phone” was to be removed, and has been changed"
    ]


def test_one_edits_what_another_has_removed_and_is_told() -> None:
    theirs = apply(SHOP, [Remove(thing=msgspec.to_builtins(CARD), into="doing", list="cards")])
    found = rebase([Set(id="card", field="text", value="Pays cash", was="Pays by card")], onto=theirs)
    assert [(each.says, each.mine) for each in found.conflicts] == [
        ('"card" is not on the map any more', "Pays cash")
    ]


def test_what_both_did_is_done_once() -> None:
    found = rebase([RENAMED], onto=apply(SHOP, [RENAMED]))
    assert (found.operations, found.conflicts) == ([], [])


def test_two_add_a_card_each_and_both_stand() -> None:
    add = [
        Add(thing={"id": name, "step": "pays", "text": name}, into="doing", list="cards")
        for name in ("a", "b")
    ]
    both = rebase([add[1]], onto=apply(SHOP, [add[0]])).journey_map
    assert [card.id for card in both.lanes[0].cards] == ["card", "a", "b"]


def test_a_changed_document_becomes_the_edits_that_change_it() -> None:
    new = Step(id="waits", name="Waits", lineage_id="waits")
    changed = msgspec.structs.replace(
        SHOP,
        title="The shop",
        stages=[
            MapStage(id="buy", name="Buy", steps=[PAYS, new]),
            MapStage(id="find", name="Find", steps=[LOOKS]),
        ],
        lanes=[],
    )
    edits = difference(SHOP, changed)
    assert [type(edit).__name__ for edit in edits] == ["Move", "Add", "Remove", "Set"]
    assert apply(SHOP, edits) == changed


@settings(max_examples=60, deadline=None)
@given(maps(), maps())
def test_a_difference_makes_the_second_map_of_the_first_and_undone_the_first(
    before: JourneyMap, after: JourneyMap
) -> None:
    """The ids of two maps drawn here overlap by chance, also those of different kinds of thing."""
    edits = difference(before, after)
    assert apply(before, edits) == after
    assert apply(after, invert(edits)) == before


@settings(max_examples=40, deadline=None)
@given(maps())
def test_a_map_does_not_differ_from_itself(journey_map: JourneyMap) -> None:
    assert difference(journey_map, journey_map) == []


@settings(max_examples=40, deadline=None)
@given(maps(), st.data())
def test_edits_of_different_things_do_not_stand_against_each_other(
    base: JourneyMap, data: st.DataObject
) -> None:
    """Whoever comes second, both edits are on the map, and it is the same map."""
    cards = [card for lane in base.lanes for card in lane.cards]
    steps = [step for stage in base.stages for step in stage.steps]
    mine = [Set(id=card.id, field="text", value=f"{card.text}!", was=card.text) for card in cards]
    theirs = [Set(id=step.id, field="name", value=f"{step.name}?", was=step.name) for step in steps]
    one = rebase(mine, onto=apply(base, theirs))
    other = rebase(theirs, onto=apply(base, mine))
    assert one.conflicts == other.conflicts == []
    assert one.journey_map == other.journey_map


SPELT_OUT = [
    Set(id="map", field="status", value="draft", was="published"),
    Set(id="map", field="where", value={}, was={"plan": "family"}),
    Set(
        id="pays",
        field="bindings",
        value=[{"channel": "shop", "is_assumed": False}],
        was=[{"channel": "web", "touchpoint": None}],
    ),
    Add(
        thing={"id": "more", "role": "custom", "label": "More", "is_collapsed": False, "cards": []},
        into="map",
        list="lanes",
    ),
    Remove(
        thing=msgspec.to_builtins(CARD) | {"is_locked": False, "evidence": [], "severity": None},
        into="doing",
        list="cards",
    ),
]


@pytest.mark.parametrize("edit", SPELT_OUT)
def test_an_edit_that_spells_defaults_out_is_made_and_undone(edit: Operation) -> None:
    before = apply(
        SHOP,
        [
            Set(id="map", field="status", value="published"),
            Set(id="map", field="where", value={"plan": "family"}),
            Set(id="pays", field="bindings", value=[{"channel": "web"}]),
        ],
    )
    found = rebase([edit], onto=before)
    assert (found.conflicts, len(found.operations)) == ([], 1)
    assert apply(found.journey_map, invert(found.operations)) == before
    assert apply(apply(before, [edit]), invert([edit])) == before


@pytest.mark.parametrize("field", ["key", "kind", "schema_version", "revision"])
def test_what_a_map_is_kept_by_cannot_be_edited(field: str) -> None:
    with pytest.raises(InputError, match=f'keeps its "{field}"'):
        apply(SHOP, [Set(id="map", field=field, value="other", was=getattr(SHOP, field))])


def test_things_go_into_lists_of_things_only() -> None:
    chance = Add(thing={"id": "chance", "title": "C", "steps": ["pays"]}, into="map", list="opportunities")
    into = Move(id="pays", to=Place(into="chance", list="steps"), was=IN_BUY)
    tries: list[list[Operation]] = [
        [Set(id="map", field="n_subjects", value=0), Add(thing={"id": "x"}, into="map", list="n_subjects")],
        [Set(id="map", field="owner", value=""), Add(thing={"id": "x"}, into="map", list="owner")],
        [Set(id="map", field="new", value={}), Add(thing={"id": "x"}, into="map", list="new")],
        [chance, into],
    ]
    for edits in tries:
        with pytest.raises(InputError, match="Nothing can be put in"):
            apply(SHOP, edits)


def test_values_nested_without_end_and_numbers_no_other_program_reads_are_refused() -> None:
    deep: dict[str, object] = {}
    for _ in range(5_000):
        deep = {"a": deep}
    for value in (deep, [deep]):
        with pytest.raises(InputError, match="too deeply"):
            apply(SHOP, [Set(id="map", field="where", value=value)])
        with pytest.raises(InputError, match="too deeply"):
            rebase([Add(thing={"id": "x", "label": value}, into="map", list="lanes")], onto=SHOP)
    for reach in (10**40, -(2**53)):
        with pytest.raises(InputError, match="at most 9007199254740991"):
            apply(SHOP, [Set(id="pays", field="reach", value=reach)])
    with pytest.raises(InputError, match="not a number"):
        apply(SHOP, [Add(thing={"id": "k", "name": "K", "target": float("inf")}, into="map", list="kpis")])


def test_what_was_moved_meanwhile_is_not_removed_without_a_word() -> None:
    theirs = apply(SHOP, [Move(id="pays", to=Place(into="find", list="steps"), was=IN_BUY)])
    found = rebase([Remove(thing=msgspec.to_builtins(PAYS), into="buy", list="steps")], onto=theirs)
    assert [each.says for each in found.conflicts] == [
        '“Pays” was to be removed, and has been moved to "find"'
    ]


def test_a_conflict_is_shown_also_where_the_other_edits_hang_on_it() -> None:
    theirs = apply(SHOP, [Remove(thing=msgspec.to_builtins(SHOP.stages[0]), into="map", list="stages")])
    mine: list[Operation] = [
        Add(thing={"id": "asks", "name": "Asks", "lineage_id": "asks"}, into="find", list="steps"),
        Add(thing={"id": "c2", "step": "asks", "text": "Asks"}, into="doing", list="cards"),
    ]
    with pytest.raises(EditConflict, match='"find" is not on the map any more'):
        rebase(mine, onto=theirs)
