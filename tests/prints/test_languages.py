"""No word of a drawing is English where the map is of another language, in whatever form it is drawn."""

import re
import runpy
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest
from tests.prints.changing import forty, future, shop
from tests.prints.foreign import foreign, of_html, of_pptx, of_svg, of_typst, of_xlsx
from tests.prints.test_kinds import of

from desirepath.maps import JourneyMap, atlas_of, compare, read_map
from desirepath.prints import (
    atlas_to_html,
    comparison_to_html,
    comparison_to_pptx,
    matrix_to_html,
    render,
    render_atlas,
    render_comparison,
    render_matrix,
    to_html,
    to_pptx,
    to_xlsx,
)
from desirepath.prints.paper import plan
from desirepath.prints.pdf_pages import document
from desirepath.prints.retelling import retold, summary_text
from desirepath.prints.retelling_notes import retold_note
from desirepath.prints.wording import speaking

GALLERY: Path = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "gallery.py"))["GALLERY"]
EXCEPTIONS = {
    "Newcombe", "Zou", "Donner",  # who found the method
    "activation", "checkout", "leaflet", "comparing", "tariffs", "long", "longer",  # the keys of maps
    "excess", "NOK",  # a column, a currency
}  # fmt: skip


def typed(drawn: JourneyMap) -> list[str]:
    with speaking(drawn.language):
        return of_typst(document(drawn, plan(drawn, "a4"), str))


FORMS: dict[str, Callable[[JourneyMap], list[str]]] = {
    "svg": lambda drawn: of_svg(render(drawn, reality=True)),
    "html": lambda drawn: of_html(to_html(drawn)),
    "matrix": lambda drawn: of_svg(render_matrix(drawn)) + of_html(matrix_to_html(drawn)),
    "xlsx": lambda drawn: of_xlsx(to_xlsx(drawn)),
    "pdf": typed,
    "pptx": lambda drawn: of_pptx(to_pptx(drawn)),
}


def english(said: list[str]) -> set[str]:
    """The texts with a word of three Latin letters or more that nobody excepted."""
    return {text for text in said if set(re.findall("[A-Za-z]{3,}", text)) - EXCEPTIONS}


def drawn_in(language: str, name: str) -> JourneyMap:
    if name in {"now", "future", "blueprint", "family-day"}:
        found = read_map((GALLERY / f"{name}.yaml").read_text("utf-8"))
    else:
        found = of(name)
    return msgspec.structs.replace(foreign(found), language=language)


@pytest.mark.parametrize("name", ["now", "future", "family-day", "blueprint", "of current", "of day"])
@pytest.mark.parametrize("form", ["svg", "html"])
@pytest.mark.parametrize("language", ["ja", "ar"])
def test_a_picture_and_a_page_say_nothing_in_english(language: str, form: str, name: str) -> None:
    assert english(FORMS[form](drawn_in(language, name.removeprefix("of ")))) == set()


@pytest.mark.parametrize("form", ["matrix", "xlsx", "pdf", "pptx"])
def test_neither_do_paper_slides_and_sheets(form: str) -> None:
    assert english(FORMS[form](drawn_in("zh", "future"))) == set()
    if form != "pptx":
        assert english(FORMS[form](drawn_in("he", "now"))) == set()


@pytest.mark.parametrize("pair", ["planned", "forty"])
def test_two_maps_compared_say_nothing_in_english(pair: str) -> None:
    maps = (shop(), future()) if pair == "planned" else forty()
    before, after = (msgspec.structs.replace(foreign(each), language="ja") for each in maps)
    found = compare(before, after)
    said = []
    for mode in ("overlay", "stacked"):
        said += of_svg(render_comparison(found, before, after, mode=mode))
        said += of_html(comparison_to_html(found, before, after, mode=mode))
    assert english(said) == set()


@pytest.mark.parametrize("mode", ["overlay", "stacked", "table"])
def test_slides_of_two_maps_say_nothing_in_english(mode: str) -> None:
    before, after = (msgspec.structs.replace(foreign(each), language="ar") for each in (shop(), future()))
    made = partial(comparison_to_pptx, compare(before, after), before, after)
    assert english(of_pptx(made(mode=mode))) == set()  # type: ignore[arg-type]


def test_the_atlas_speaks_the_language_it_is_asked_for() -> None:
    top = drawn_in("ja", "now")
    below = msgspec.structs.replace(drawn_in("ja", "future"), key="и")
    stage = top.stages[0]
    steps = [msgspec.structs.replace(step, child=key) for step, key in zip(stage.steps, "ищ", strict=False)]
    top = msgspec.structs.replace(top, stages=[msgspec.structs.replace(stage, steps=steps), *top.stages[1:]])
    atlas = atlas_of({"ж": top, "и": below})
    assert english(of_svg(render_atlas(atlas, language="ja"))) == set()
    assert english(of_html(atlas_to_html(atlas, language="ar"))) == set()
    assert "All maps" in of_svg(render_atlas(atlas))


def test_a_footnote_of_a_draft_is_told_again_and_one_that_somebody_wrote_stays() -> None:
    dropped = (
        "Dropped off: this was the last step, and its week was over by 2025-12-31, unless “Pays or leaves” "
        "or “Ends” had been reached. Moved on and dropped off are shares of those no longer open; the median "
        "is of the steps with n ≥ 30."
    )
    with speaking("de"):
        assert retold_note(dropped) == (
            "Abgesprungen: dies war der letzte Schritt, und ihr Zeitraum (Woche) war bis 2025-12-31 vorbei, "
            "außer wenn „Pays or leaves“ oder „Ends“ erreicht war. Weitergegangen und abgesprungen sind "
            "Anteile der nicht mehr Offenen; der Median ist der der Schritte mit n ≥ 30."
        )
        assert retold_note("Of 50 interactions, 1 % are in no stage.") == (
            "Von 50 Interaktionen sind 1 % in keiner Phase."
        )
        assert retold_note("The steps explain themselves.") == "The steps explain themselves."
    with speaking("ja"):
        explained = "The steps explain 4 % of interactions, and 1 % of 9 journeys whole."
        asked = "Asked for were 90 % of both: 40 steps are the limit."
        assert retold_note(f"{explained} {asked}") == (
            "ステップは接触の 4 % を説明し、ジャーニー 9 件のうち 1 % を全て説明する。"
            "求められたのは双方の 90 %: ステップは 40 が上限。"
        )


def test_what_was_computed_is_told_again_and_what_was_written_stays() -> None:
    with speaking("de"):
        assert retold("17 % leave here for good, 3 points above the map's median") == (
            "17 % gehen hier für immer, 3 Punkte über dem Median der Karte"
        )
        assert retold("Email · 31 % of people here") == "E-Mail · 31 % der Personen hier"
        assert retold("9 in 10 within 12 days") == "9 von 10 in 12 Tage"
        assert retold("Told: “too few”") == "Erzählt: „too few“"
        assert retold("Leaves the shop") == "Leaves the shop"
        told = "2 steps added, 1 removed; mood at “Pay; done” +1.6 (target); moved on at “X” −3 points."
        assert summary_text(told) == (
            "neue Schritte: 2, entfallene Schritte: 1; Stimmung bei „Pay; done“ +1.6 (Ziel); "
            "weitergegangen bei „X“ −3 Punkte."
        )
    assert summary_text("Anything.") == "Anything."
