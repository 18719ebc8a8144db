"""Saved views as documents: kept, listed, taken in and out as YAML, removed and brought back."""

import json
from pathlib import Path

import pytest

from desirepath.errors import DocumentError, InputError, UnknownName
from desirepath.measures import Flow, Funnel
from desirepath.workspace import Workspace, create, view_schema
from desirepath.workspace.views import View, ViewSide

ROOT = Path(__file__).parent.parent.parent
YAML = """
kind: view
key: to-the-till
title: To the till
view: funnel
question: {measure: funnel, steps: [Shelf, Till], within_days: 7}
period: 2025-Q1
look: {as: bars}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """A workspace whose clock goes on by a second with every look."""
    moments = iter(range(0, 10**9, 1_000_000))
    return create(tmp_path / "shop", clock=lambda: next(moments))


def test_a_view_is_saved_listed_and_removed(shop: Workspace) -> None:
    first = View(key="ways", title="Ways in", view="flow", question=Flow(anchor="Till", before=2))
    saved = shop.views.save(first, onto=0)
    assert (saved.view, saved.revision, saved.author) == (first, 1, "local")
    shop.views.save(View(key="till", title="Till", view="funnel", question=Funnel(steps=["Shelf", "Till"])))
    assert [one.view.key for one in shop.views.all()] == ["till", "ways"]
    shop.views.remove("ways")
    assert [one.view.key for one in shop.views.all()] == ["till"]
    with pytest.raises(UnknownName, match='There is no view "ways"'):
        shop.views.get("ways")
    assert shop.views.save(first, onto=0).revision == 3


def test_what_somebody_else_saved_is_not_overwritten(shop: Workspace) -> None:
    view = View(key="ways", title="Ways in", view="flow", question=Flow())
    shop.views.save(view, onto=0)
    with pytest.raises(InputError, match="already"):
        shop.views.save(View(key="ways", title="Others", view="flow", question=Flow(top=3)), onto=0)
    shop.views.save(View(key="ways", title="Second", view="flow", question=Flow()), onto=1)
    with pytest.raises(InputError, match="changed meanwhile"):
        shop.views.save(View(key="ways", title="Third", view="flow", question=Flow()), onto=1)


def test_a_view_comes_in_and_goes_out_as_yaml(shop: Workspace, tmp_path: Path) -> None:
    (tmp_path / "view.yaml").write_text(YAML, encoding="utf-8")
    shop.apply(tmp_path / "view.yaml")
    kept = shop.views.get("to-the-till").view
    assert kept.question == Funnel(steps=["Shelf", "Till"], within_days=7)
    assert (kept.period, kept.look) == ("2025-Q1", {"as": "bars"})
    written = {path.name: path for path in shop.export(tmp_path / "out")}
    other = create(tmp_path / "other")
    other.apply(written["view-to-the-till.yaml"])
    assert other.views.get("to-the-till").view == kept


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("view: funnel", "view: paths", "a view of paths asks paths; found funnel"),
        ("period: 2025-Q1", "period: sometime", "period"),
        ("period: 2025-Q1", "matching: 'Shelf ->'", "matching"),
        ("period: 2025-Q1", "a: {period: 2025-Q1}", "only a comparison has sides"),
        ("view: funnel", "view: compare", "a comparison has both sides"),
        ("Till], within", "Till], wthin", "wthin"),
    ],
)
def test_a_view_that_cannot_be_asked_is_refused_with_its_line(
    shop: Workspace, tmp_path: Path, old: str, new: str, words: str
) -> None:
    (tmp_path / "view.yaml").write_text(YAML.replace(old, new), encoding="utf-8")
    with pytest.raises(DocumentError, match=words):
        shop.apply(tmp_path / "view.yaml")


def test_two_sides_may_be_any_question(shop: Workspace) -> None:
    both = View(
        key="seasons",
        title="Winter and spring",
        view="compare",
        question=Funnel(steps=["Shelf", "Till"]),
        a=ViewSide(period="2025-Q1"),
        b=ViewSide(period="2025-Q2"),
        names=("winter", "spring"),
    )
    assert shop.views.save(both).view == both


def test_the_published_schema_is_the_views_own() -> None:
    kept = (ROOT / "docs" / "reference" / "view.schema.json").read_text(encoding="utf-8")
    assert json.loads(kept) == view_schema()
