"""A picture brings the fonts of its texts along, and only what they use of them."""

import base64
import re
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from tests.drawing.fonts import make_font

from desirepath.drawing import Markup, drawn_with, element, find_fonts, label, with_fonts

RULE = re.compile(
    r"font-family:'([^']+)';font-weight:(\d+);font-style:(\w+);src:url\(data:font/woff;base64,([^)]+)\)"
)


def picture(*texts: Markup) -> str:
    return element("svg", element("title", Markup("t")), *texts, xmlns="http://www.w3.org/2000/svg")


def said(text: str, weight: int = 400, *, italic: bool = False) -> Markup:
    return label(text, x=0, y=0, size=12, fill="#000", weight=weight, italic=italic)


def embedded(svg: str) -> dict[tuple[str, str, str], set[str]]:
    found = {}
    for family, weight, style, data in RULE.findall(svg):
        font = TTFont(BytesIO(base64.b64decode(data)))
        found[family, weight, style] = {chr(code) for code in font.getBestCmap()}
    return found


def test_each_face_holds_the_characters_it_draws() -> None:
    found = embedded(with_fonts(picture(said("Reach"), said("Bold", 700), said("“so”", italic=True))))
    assert found["Inter", "400", "normal"] == set("Reach")
    assert found["Inter", "700", "normal"] == set("Bold")
    assert found["Inter", "400", "italic"] == set("“so”")


def test_a_named_font_is_embedded_and_a_forbidden_one_is_not(tmp_path: Path) -> None:
    for permits, families in ((0, {"Inter", "Ours"}), (2, {"Inter"})):
        font = make_font(tmp_path / f"{permits}.ttf", "Ours", {"ก": 600, "ข": 600}, permits=permits)
        with drawn_with(find_fonts([font])):
            drawn = with_fonts(picture(said("ก Reach")))
        assert {family for family, _, _ in embedded(drawn)} == families


def test_what_a_renderer_takes_apart_is_there_too(tmp_path: Path) -> None:
    font = make_font(tmp_path / "thai.ttf", "Ours", dict.fromkeys("ก\u0e33\u0e4d\u0e32", 500))
    with drawn_with(find_fonts([font])):
        found = embedded(with_fonts(picture(said("ก\u0e33"))))
    assert found["Ours", "400", "normal"] == set("ก\u0e33\u0e4d\u0e32")


def test_the_fonts_stand_after_title_and_description_and_are_the_same_every_time() -> None:
    svg = picture(said("Reach"))
    assert with_fonts(svg).startswith(
        '<svg xmlns="http://www.w3.org/2000/svg"><title>t</title><style>@font-face'
    )
    assert with_fonts(svg) == with_fonts(svg)


@pytest.mark.parametrize("svg", ["", "<p>no picture</p>", '<svg xmlns="http://www.w3.org/2000/svg"/>'])
def test_without_texts_nothing_is_added(svg: str) -> None:
    assert with_fonts(svg) == svg
