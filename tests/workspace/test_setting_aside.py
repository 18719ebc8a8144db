"""Rows in quarantine: personal data masked by what a column feeds and is called, shown only on the record."""

from pathlib import Path

import pytest

from desirepath import workspace as workspaces
from desirepath.workspace import Workspace, correct_masked, note_rows, rows_set_aside, tried_again
from desirepath.workspace.correcting import mapping_of

MAPPING = """
kind: mapping
schema_version: 1
key: visits
source: shop
interactions:
  - key: "{id}"
    time: {of: "{at}", format: iso}
    channel: website
    touchpoint: "{page_name}"
    action: viewed
    identifiers: [{select: "{customer}", type: customer}]
    text: "{said}"
traits:
  - identifiers: [{select: "{customer}", type: customer}]
    values: {plan: "{plan}", first_name: "{called}"}
"""
ROWS = """id,at,page_name,customer,plan,called,email,said
1,never,Cart,K-20771,Fibre,Kari,kari@post.example,call +47 912 34 567
2,2024-12-31T10:00:00Z,Cart,K-20772,Fibre,Ola,ola@post.example,well,too many
"""


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """One row with no time, and one that is no row of columns."""
    made = workspaces.create(tmp_path / "shop", clock=lambda: 1_735_689_600_000_000)
    (tmp_path / "visits.yaml").write_text(MAPPING)
    (tmp_path / "visits.csv").write_text(ROWS)
    made.apply(tmp_path / "visits.yaml")
    made.load(tmp_path / "visits.csv", mapping="visits")
    return made


def test_identifiers_and_personal_columns_are_masked_and_the_rest_can_be_read(shop: Workspace) -> None:
    never, broken = rows_set_aside(shop, 1, limit=9)
    assert never.cells == {
        "id": "1", "at": "never", "page_name": "Cart", "customer": "K-•••71", "plan": "Fibre",
        "called": "•••", "email": "k•••@post.example", "said": "call [phone]",
    }  # fmt: skip
    assert "Kari" not in never.raw
    assert "never" in never.reason
    assert (broken.cells, broken.raw[:4]) == ({}, "2,2•")
    assert {"Ola", "20772", "ola@post.example"}.isdisjoint(broken.raw.replace("•••", " ").split(","))
    assert shop.disclosures.all() == []


def test_who_sees_rows_as_they_were_read_is_written_down_and_never_what_they_hold(shop: Workspace) -> None:
    never, broken = rows_set_aside(shop, 1, limit=9, unmasked=True)
    assert never.cells["customer"] == "K-20771"
    assert broken.raw.endswith("too many")
    (noted,) = shop.disclosures.all()
    assert (noted.what, noted.author, noted.subjects) == ("quarantine", "local", [])
    assert noted.shown == ["load 1", "called", "customer", "email", "said", "whole rows"]
    note_rows(shop, 1, [])
    assert len(shop.disclosures.all()) == 1


def test_a_correction_and_a_trial_do_not_show_what_is_masked(shop: Workspace) -> None:
    done = correct_masked(shop, 1, 0, {"at": "2024-12-30T10:00:00Z"})
    assert (done.fits, done.correction.values["customer"]) == (True, "K-•••71")
    (row, _) = rows_set_aside(shop, 1, limit=9)
    assert row.correction is not None
    assert row.correction.values["called"] == "•••"

    tried = tried_again(shop, 1, mapping_of(shop, 1)).preview
    assert tried is not None
    (interaction,) = tried.interactions
    assert [each["value"] for each in interaction["identifiers"]] == ["K-•••71"]
    assert {(each["name"], each["value"]) for each in tried.traits} == {
        ("plan", "Fibre"),
        ("first_name", "•••"),
    }
    assert "20772" not in tried.refusals[0].raw
    assert (shop.disclosures.all(), len(shop.replay(load=1))) == ([], 1)
