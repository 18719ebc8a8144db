"""Mermaid journeys: the grammar's own cases, real pages, names it cannot hold, and there and back again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from tests.maps.worlds import maps

from desirepath.errors import DocumentError
from desirepath.formats import Imported, export_map, import_map
from desirepath.maps import Emotion, JourneyMap, MapStage, Step

SHARED = Path(__file__).parents[3] / "shared" / "data" / "journey_maps"


def read(text: str, ending: str = ".mmd") -> Imported:
    return import_map(text, key="m", ending=ending, file=f"m{ending}")


def told(found: Imported) -> list[tuple[str, list[tuple[str, float | None]]]]:
    """Stages, their steps, and how people feel there."""
    felt = {one.step: one.value for one in found.journey_map.emotions}
    return [
        (stage.name, [(step.name, felt.get(step.id)) for step in stage.steps])
        for stage in found.journey_map.stages
    ]


def actors(found: Imported) -> dict[str, list[str]]:
    return {lane.label: [card.text for card in lane.cards] for lane in found.journey_map.lanes}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the public journey maps are not beside this checkout")
def test_a_journey_inside_a_markdown_page_and_one_inside_an_html_page() -> None:
    page = read((SHARED / "mermaid_userJourney.md").read_text("utf-8"), ".md")
    assert page.journey_map.title == "My working day"
    assert told(page) == [
        ("Go to work", [("Make tea", 2.0), ("Go upstairs", 0.0), ("Do work", -2.0)]),
        ("Go home", [("Go downstairs", 2.0), ("Sit down", 2.0)]),
    ]
    assert actors(page)["Cat"] == ["Do work"]
    shop = read((SHARED / "mermaid_journey_user-journey.html").read_text("utf-8"), ".html")
    assert [stage.name for stage in shop.journey_map.stages] == ["Get to the shops", "Do shopping", "Go home"]
    assert list(actors(shop)) == ["Dad", "Mum", "Child 1", "Child 2"]
    assert (page.remarks, shop.remarks) == ([], [])


def test_tasks_with_and_without_actors_and_scores() -> None:
    found = read(
        "journey\nsection Docs\nA task: 5: Alice, Bob\nB task: 3:Bob\nC task: 5\nE task: 5:\n D :: Al"
    )
    assert told(found) == [
        ("Docs", [("A task", 2), ("B task", 0), ("C task", 2), ("E task", 2), ("D", None)])
    ]
    assert actors(found) == {"Alice": ["A task"], "Bob": ["A task", "B task"], "Al": ["D"]}
    assert found.remarks == ["The score of “D” is nothing: no feeling is known there."]


def test_titles_and_descriptions_of_any_shape() -> None:
    text = "journey\naccDescr {\n  A journey for\n  families\n}title Shopping\naccTitle: Other\nsection Order"
    found = read(text)
    assert (found.journey_map.title, found.journey_map.objective) == ("Shopping", "A journey for families")
    assert found.remarks == ["The accessible title “Other” has no place on a map: left out."]


def test_breaks_comments_semicolons_and_front_matter() -> None:
    front = "---\nconfig: {}\n---\n"
    text = front + "JOURNEY %% a remark\nsection One<br>Two<br\t/>Three\n a: 4; b: 2 # no\n# nor this\n"
    assert told(read(text)) == [("One Two Three", [("a", 1.0), ("b", -1.0)])]


def test_a_score_out_of_range_is_brought_to_the_end_and_said() -> None:
    found = read("journey\nsection A\n x: 9\n y: -4\n z: high")
    assert told(found) == [("A", [("x", 2.0), ("y", -2.0), ("z", None)])]
    assert found.remarks == [
        "The feeling at “x” was +6: it is +2 now.",
        "The feeling at “y” was -7: it is -2 now.",
        "The score of “z” is “high”: no feeling is known there.",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("flowchart TD\nA-->B", r'm\.mmd, line 1: a Mermaid user journey begins with the word "journey"'),
        ("", 'found "nothing"'),
        ("journey\n\nsection A\nno score here", r"m\.mmd, line 4: a task is written as"),
    ],
)
def test_what_is_no_journey_is_refused_with_its_line(text: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        read(text)


def test_names_that_mermaid_cannot_hold_are_rewritten_and_listed() -> None:
    steps = [
        Step(id=f"s{at}", name=name, lineage_id=f"s{at}")
        for at, name in enumerate(["Order #7: paid; done", "title", "Title page", "日本語：あ", "a%%%b", " "])
    ]
    drawn = JourneyMap(key="m", title="A: b", stages=[MapStage(id="g", name="Section; one", steps=steps)])
    written = export_map(drawn, form="mermaid")
    again = read(written.text)
    assert [step.name for step in again.journey_map.stages[0].steps] == [
        "Order no. 7 – paid, done", "title", "– Title page", "日本語：あ", "a%b", "(no name)",
    ]  # fmt: skip
    assert "“A: b” is written as “A – b”." in written.dropped
    assert sum(line.startswith("“") for line in written.dropped) == 6


def test_feelings_are_rounded_and_what_has_no_place_is_counted() -> None:
    step = Step(id="s", name="Pays", lineage_id="s")
    felt = Emotion(id="e", step="s", source="measured", value=-1.6)
    drawn = JourneyMap(
        key="m", title="M", stages=[MapStage(id="g", name="Buy", steps=[step])], emotions=[felt]
    )
    written = export_map(drawn, form="mermaid")
    assert "Pays: 1" in written.text
    assert written.dropped == ["1 feeling was rounded to whole scores."]


@settings(max_examples=40, deadline=None)
@given(maps())
def test_whatever_is_written_can_be_read_and_then_stays_the_same(journey_map: JourneyMap) -> None:
    once = read(export_map(journey_map, form="mermaid").text).journey_map
    assert [len(stage.steps) for stage in once.stages] == [len(stage.steps) for stage in journey_map.stages]
    assert read(export_map(once, form="mermaid").text).journey_map == once
