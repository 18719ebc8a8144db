"""Saved views at the command line: listed, shown, removed."""

from pathlib import Path

import pytest
from tests.cli.bakery import Shell

VIEW = """
kind: view
key: to-the-form
title: To the order form
view: funnel
note: Half of them stop at the menu.
question: {measure: funnel, steps: [Menu, Order form]}
period: 2025-03
"""


@pytest.fixture
def kept(shell: Shell, own_bakery: Path, tmp_path: Path) -> Path:
    """A bakery of one's own that holds the view."""
    (tmp_path / "view.yaml").write_text(VIEW, encoding="utf-8")
    assert shell("apply", tmp_path / "view.yaml", at=own_bakery).code == 0
    return own_bakery


def test_views_are_listed_with_the_maps_they_are_on(shell: Shell, own_bakery: Path) -> None:
    assert "None is saved yet" in shell("view", "list", at=own_bakery).out
    assert shell("view", "list", "-f", "json", at=own_bakery).json == []


def test_a_view_is_shown_as_the_document_it_is(shell: Shell, kept: Path, tmp_path: Path) -> None:
    (row,) = shell("view", "list", "-f", "csv", at=kept).rows
    assert {name: row[name] for name in ("view", "kind", "title", "maps")} == {
        "view": "to-the-form",
        "kind": "funnel",
        "title": "To the order form",
        "maps": "",
    }
    shown = shell("view", "show", "to-the-form", at=kept).out
    assert "To the order form (revision 1, " in shown
    assert "Half of them stop at the menu." in shown
    assert "period: 2025-03" in shown
    document = shell("view", "show", "to-the-form", "-f", "json", at=kept).json
    assert (document["view"]["question"]["steps"], document["used_by"]) == (["Menu", "Order form"], [])


def test_a_view_is_removed_and_one_that_is_not_there_is_guessed_at(shell: Shell, kept: Path) -> None:
    wrong = shell("view", "remove", "to-the-from", at=kept)
    assert (wrong.code, "Did you mean" in wrong.err) == (2, True)
    assert "“To the order form” is removed." in shell("view", "remove", "to-the-form", at=kept).err
    assert shell("view", "list", "-f", "json", at=kept).json == []


def test_the_schema_of_a_view_is_printed(shell: Shell, own_bakery: Path) -> None:
    assert shell("view", "schema", at=own_bakery).json["title"] == "desirepath view"
