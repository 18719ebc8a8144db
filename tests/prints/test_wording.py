"""The words of the drawing itself follow the map's language; what a language lacks stays English."""

import ast
import re
from pathlib import Path

import msgspec
import pytest
import yaml
from tests.prints.changing import future, shop
from tests.prints.test_kinds import VIEW, of
from tests.prints.test_rendering import every

import desirepath.prints
from desirepath.maps import Card, JourneyMap, Lane, MapStage, Step, compare
from desirepath.prints import View, render, render_comparison, render_matrix, seen_of, to_html, to_pptx
from desirepath.prints.layout import lay_out
from desirepath.prints.layout_marks import Words
from desirepath.prints.retelling import retold
from desirepath.prints.wording import speaking, spoken_in, word

FOLDER = Path(desirepath.prints.__file__).parent
FILES = [yaml.safe_load(file.read_text("utf-8")) for file in sorted(FOLDER.glob("words*.yaml"))]
LANGUAGES = FILES[0]["languages"]
WORDS = {english: others for file in FILES for english, others in file["words"].items()}
PLACE = re.compile(r"\{\w+\}")


def little(language: str | None = None) -> JourneyMap:
    step = Step(id="a", name="Klickt", lineage_id="a", moment_of_truth=True)
    lanes = [
        Lane(id="l", role="actions", label="Actions", cards=[Card(id="c", step="a", text="Liest")]),
        Lane(id="own", role="custom", label="Obstacles", cards=[Card(id="d", step="a", text="Sucht")]),
    ]
    stage = MapStage(id="g", name="Anfang", steps=[step])
    return JourneyMap(
        key="k", title="Karte", language=language, objective="Klarheit", stages=[stage], lanes=lanes
    )


def said(drawn: JourneyMap, view: View | None = None) -> list[str]:
    return [words.text for words in every(lay_out(drawn, view=view), Words)]


def test_head_lanes_and_legend_are_said_in_the_maps_language() -> None:
    told = said(little("de-AT"))
    for text in ("IST-ZUSTAND", "Zweck: Klarheit", "Handlungen", "angenommen", "Moment der Wahrheit"):
        assert text in told
    assert "Entwurf · noch nicht geprüft · noch niemand verantwortlich" in told
    assert "Obstacles" in told, "a lane of one's own is called as it is"


def quoting(language: str | None) -> list[str]:
    card = Card(id="c", step="a", text="It said “went wrong”.")
    lane = Lane(id="l", role="quotes", label="Quotes", cards=[card])
    step = Step(id="a", name="A", lineage_id="a")
    stage = MapStage(id="g", name="G", steps=[step])
    return said(JourneyMap(key="k", title="K", language=language, stages=[stage], lanes=[lane]))


def test_a_quote_has_the_marks_of_its_language_and_single_ones_inside() -> None:
    assert "“It said ‘went wrong’.”" in quoting(None)
    assert "„It said “went wrong”.“" in quoting("de")
    assert "「It said “went wrong”.」" in quoting("ja")


def test_no_french_line_begins_with_what_belongs_to_the_one_before() -> None:
    with speaking("fr"):
        assert word("Told: “{text}”", text="trop cher") == "Raconté\u00a0: «\u00a0trop cher\u00a0»"


def test_a_channel_that_is_called_the_same_hides_nothing() -> None:
    with speaking("fr"):
        assert retold("Chat · 50 % of people here") == "Chat · 50 % des personnes ici"


def test_the_language_asked_for_comes_before_the_maps_own() -> None:
    assert "行動" in said(little("de"), View(language="ja"))
    assert "Actions" in said(little("de"), View(language="en"))
    assert seen_of(little("de"), View(language="ja")).language == "ja"


@pytest.mark.parametrize("language", [None, "en-GB", "nb", "tlh"])
def test_a_language_without_words_is_english(language: str | None) -> None:
    assert said(little(language)) == said(little())


def test_pages_slides_comparisons_and_the_matrix_speak_too() -> None:
    assert "Handlungen" in to_html(little("de"))
    assert to_pptx(little("de")) != to_pptx(little())
    before, after = (msgspec.structs.replace(each, language="fr") for each in (shop(), future()))
    assert "COMPARAISON" in render_comparison(compare(before, after), before, after)
    assert "À faire d’abord" in render_matrix(before)
    assert word("draft") == "draft", "nothing is left over from what was drawn before"


@pytest.mark.parametrize("language", spoken_in())
@pytest.mark.parametrize("kind", ["current", "future", "day", "blueprint"])
def test_words_of_every_language_find_room(kind: str, language: str) -> None:
    view = msgspec.structs.replace(VIEW, language=language)
    placed = lay_out(of(kind), view=view)
    texts = [*every(placed, Words)]
    assert [(one.text, one.limit) for one in texts if one.width > one.limit + 0.01] == []
    assert [
        one.text for one in texts if one.box.x < 0 or one.box.right > placed.width or one.text.endswith("…")
    ] == []
    assert render(of(kind), view=view)


def test_every_row_of_the_table_has_all_languages_and_the_same_places() -> None:
    assert len(WORDS) == sum(len(file["words"]) for file in FILES), "no word stands in two files"
    for english, others in WORDS.items():
        assert len(others) == len(LANGUAGES), english
        for told in others:
            assert told.strip(), english
            assert sorted(PLACE.findall(told)) == sorted(PLACE.findall(english)), (english, told)


def test_every_word_that_the_code_says_is_in_the_table() -> None:
    asked = {
        call.args[0].value
        for file in FOLDER.glob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "word"
        if isinstance(call.args[0], ast.Constant)
    }
    assert asked - {""} - set(WORDS) == set()


def test_braces_in_what_is_filled_in_stay() -> None:
    with speaking("de"):
        assert word("Goal: {text}", text="{text} {0}") == "Ziel: {text} {0}"
        assert word("{nothing}") == "{nothing}"
