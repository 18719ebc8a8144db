"""Maps as they change: two people at once, an older text applied, going back, publishing."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from desirepath import workspace as workspaces
from desirepath.catalog import Catalog, Revision
from desirepath.errors import InputError, UnknownName
from desirepath.maps import Add, EditConflict, Set
from desirepath.workspace import Workspace

SHOP = """\
kind: map
schema_version: 2
key: shop
title: Shop
stages:
- {id: buy, name: Buy, steps: [{id: pays, name: Pays, lineage_id: pays}]}
lanes:
- {id: doing, role: actions, label: Actions, cards: [{id: card, step: pays, text: Pays by card}]}
"""
RENAMED = Set(id="pays", field="name", value="Pays online", was="Pays")


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    (tmp_path / "shop.yaml").write_text(SHOP, encoding="utf-8")
    made = workspaces.create(tmp_path / "company")
    made.apply(tmp_path / "shop.yaml")
    return made


def text_of(shop: Workspace) -> str:
    return shop.map("shop").lanes[0].cards[0].text


def test_an_edit_is_a_revision_that_says_who_and_what(shop: Workspace) -> None:
    shop.revisions("shop", author="ana").edit([RENAMED], label="clearer")
    changes = shop.revisions("shop").history()
    assert [(each.number, each.author, each.label, each.operations) for each in changes] == [
        (1, "local", "from shop.yaml", []),
        (2, "ana", "clearer", [RENAMED]),
    ]


def test_undoing_brings_the_old_name_back_and_keeps_what_came_after(shop: Workspace) -> None:
    revisions = shop.revisions("shop")
    revisions.edit([RENAMED])
    revisions.edit([Set(id="card", field="text", value="Pays cash", was="Pays by card")])
    revisions.undo(2)
    assert (revisions.map().stages[0].steps[0].name, text_of(shop)) == ("Pays", "Pays cash")


def test_an_older_state_comes_back_as_a_new_revision(shop: Workspace) -> None:
    revisions = shop.revisions("shop")
    revisions.edit([RENAMED])
    restored = revisions.restore(1)
    assert (restored.number, restored.reason) == (3, "restore")
    assert shop.map("shop") == shop.map("shop@1")
    assert shop.map("shop@2").stages[0].steps[0].name == "Pays online"


def test_the_history_of_one_card_is_only_its_own(shop: Workspace) -> None:
    revisions = shop.revisions("shop")
    revisions.edit([RENAMED])
    edit = Set(id="card", field="text", value="Pays cash", was="Pays by card")
    revisions.edit([edit])
    assert [(each.number, each.operations) for each in revisions.history("card")] == [(3, [edit])]


def test_a_text_written_from_an_older_revision_keeps_what_others_did_since(
    shop: Workspace, tmp_path: Path
) -> None:
    """Ana exports, Bo renames the step, Ana changes a card in her file and applies it."""
    [file] = shop.export(tmp_path / "out")
    shop.revisions("shop", author="bo").edit([RENAMED])
    file.write_text(file.read_text("utf-8").replace("Pays by card", "Pays cash"), encoding="utf-8")
    shop.apply(file)
    assert (shop.map("shop").stages[0].steps[0].name, text_of(shop)) == ("Pays online", "Pays cash")


def test_a_text_that_changes_what_others_changed_is_refused_and_both_are_shown(
    shop: Workspace, tmp_path: Path
) -> None:
    [file] = shop.export(tmp_path / "out")
    edit = Set(id="card", field="text", value="Pays by phone", was="Pays by card")
    shop.revisions("shop", author="bo").edit([edit])
    file.write_text(file.read_text("utf-8").replace("Pays by card", "Pays cash"), encoding="utf-8")
    with pytest.raises(EditConflict, match=r"now “Pays by phone”, and was “Pays by card”"):
        shop.apply(file)
    assert text_of(shop) == "Pays by phone"


def test_a_file_that_is_edited_and_applied_again_does_not_conflict_with_itself(
    shop: Workspace, tmp_path: Path
) -> None:
    """Ana goes on in her file; Bo renames the step in the meantime."""
    [file] = shop.export(tmp_path / "out")
    for before, after in [("Pays by card", "Pays cash"), ("Pays cash", "Pays in coins")]:
        file.write_text(file.read_text("utf-8").replace(before, after), encoding="utf-8")
        shop.apply(file)
    shop.revisions("shop", author="bo").edit([RENAMED])
    file.write_text(file.read_text("utf-8").replace("in coins", "with a bean"), encoding="utf-8")
    shop.apply(file)
    assert (shop.map("shop").stages[0].steps[0].name, text_of(shop)) == ("Pays online", "Pays with a bean")
    mine = f"from {file.name}"
    assert [each.label for each in shop.revisions("shop").history()][1:] == [mine, mine, None, mine]


def test_of_two_texts_of_which_one_conflicts_neither_is_kept(shop: Workspace, tmp_path: Path) -> None:
    [file] = shop.export(tmp_path / "out")
    shop.revisions("shop", author="bo").edit([RENAMED])
    file.write_text(file.read_text("utf-8").replace("name: Pays", "name: Buys"), encoding="utf-8")
    first = tmp_path / "out" / "a.yaml"
    first.write_text(SHOP.replace("key: shop", "key: another"), encoding="utf-8")
    with pytest.raises(EditConflict, match='The map "shop" has changed meanwhile'):
        shop.apply(tmp_path / "out")
    assert [each.key for each in shop.catalog.documents("map")] == ["shop"]


def test_a_map_handed_out_as_text_says_which_revision_it_is(shop: Workspace) -> None:
    shop.revisions("shop").edit([RENAMED])
    assert (shop.written("shop").revision, shop.written("shop@1").revision) == (2, 1)


def test_what_is_brought_in_over_a_map_says_how_to_have_that_back(shop: Workspace) -> None:
    tea = "journey\n section Home\n  Makes tea: 5"
    assert shop.import_text(tea, key="tea", ending=".mmd").remarks == []
    said = shop.import_text(tea, key="shop", ending=".mmd").remarks
    assert said == [
        'It takes the place of revision 1 of the map "shop", which stays: restore that to have it back.'
    ]
    shop.revisions("shop").restore(1)
    assert text_of(shop) == "Pays by card"


def test_a_text_of_a_revision_that_is_not_here_is_refused_with_a_way_out(
    shop: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "other.yaml"
    file.write_text(SHOP.replace("key: shop", "key: shop\nrevision: 9"), encoding="utf-8")
    with pytest.raises(InputError, match=r"written from revision 9.*Take the line `revision:` out"):
        shop.apply(file)


def test_eight_people_add_a_card_at_the_same_moment_and_all_eight_stand(shop: Workspace) -> None:
    def add(number: int) -> None:
        thing = {"id": f"card-{number}", "step": "pays", "text": str(number)}
        shop.revisions("shop").edit([Add(thing=thing, into="doing", list="cards")])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    assert {card.id for card in shop.map("shop").lanes[0].cards} == {"card", *(f"card-{n}" for n in range(8))}
    assert shop.catalog.document("map", "shop").number == 9


def test_a_map_is_published_only_with_an_owner_a_review_and_a_goal(shop: Workspace) -> None:
    revisions = shop.revisions("shop")
    with pytest.raises(InputError, match=r"cannot be published.\nIt has no owner.*\n.*review.*\n.*goal"):
        revisions.publish()
    revisions.edit(
        [
            Set(id="map", field="owner", value="ana"),
            Set(id="map", field="review_every", value="P3M"),
            Add(thing={"id": "goal-1", "statement": "Fewer leave"}, into="map", list="goals"),
        ]
    )
    revisions.publish()
    assert shop.map("shop").status == "published"


def test_one_persona_in_one_scenario_has_one_published_map(shop: Workspace, tmp_path: Path) -> None:
    ready = SHOP + "owner: ana\nreview_every: P3M\npersona: Maya\ngoals: [{id: g, statement: Fewer leave}]\n"
    for key in ("first", "second"):
        (tmp_path / "m.yaml").write_text(ready.replace("key: shop", f"key: {key}"), encoding="utf-8")
        shop.apply(tmp_path / "m.yaml")
    shop.revisions("first").publish()
    with pytest.raises(InputError, match='"first" is published for Maya already'):
        shop.revisions("second").publish()
    shop.revisions("first").retire()
    shop.revisions("second").publish()


def test_a_revision_that_is_not_there_is_said(shop: Workspace) -> None:
    with pytest.raises(UnknownName, match='no revision of map shop "7"'):
        shop.map("shop@7")
    with pytest.raises(InputError, match='Name a revision as "shop@3"'):
        shop.map("shop@last")
    with pytest.raises(InputError, match="no edits to undo"):
        shop.revisions("shop").undo()


def test_an_edit_of_one_maps_key_does_not_overwrite_another_map(shop: Workspace, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(SHOP.replace("shop", "other"), encoding="utf-8")
    shop.apply(tmp_path / "other.yaml")
    with pytest.raises(InputError, match='keeps its "key"'):
        shop.revisions("shop").edit([Set(id="map", field="key", value="other", was="shop")])
    assert len(shop.revisions("other").history()) == 1


def test_an_edit_that_writes_a_default_out_can_be_undone(shop: Workspace) -> None:
    revisions = shop.revisions("shop")
    before = revisions.map()
    shown = {"channel": "shop", "touchpoint": None, "is_assumed": False}
    revisions.edit([Set(id="pays", field="bindings", value=[shown], was=[])])
    revisions.undo()
    assert revisions.map() == before


def test_a_batch_that_is_sent_again_while_it_is_being_made_is_made_once(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, put = (
        Add(thing={"id": "new", "step": "pays", "text": "Waits"}, into="doing", list="cards"),
        Catalog.put,
    )
    revisions = shop.revisions("shop")

    def overtaken(catalog: Catalog, *args: Any, **kwargs: Any) -> Revision:
        """The first to keep it is overtaken by the same batch and by another change, just before."""
        monkeypatch.setattr(Catalog, "put", put)
        revisions.edit([drawn], batch="batch-of-a-tab")
        revisions.edit([Set(id="new", field="text", value="Waits long", was="Waits")])
        return put(catalog, *args, **(kwargs | {"batch": None}))

    monkeypatch.setattr(Catalog, "put", overtaken)
    assert revisions.edit([drawn], batch="batch-of-a-tab").number == 2
    assert [change.number for change in revisions.history()] == [1, 2, 3]
