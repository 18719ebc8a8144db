"""Pixels are drawn with the fonts that measured, and an emoji is drawn whole or left out whole."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from struct import unpack

import pytest
from tests.drawing.fonts import make_font

from desirepath.drawing import drawn_with, find_fonts, rasterise


def picture(text: str) -> str:
    words = f'<text x="4" y="20" font-size="16" font-family="Inter">{text}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="30">{words}</svg>'


def test_words_that_inter_has_are_drawn_with_it_alone() -> None:
    assert rasterise(picture("naïve → Ελλάδα")) == rasterise(picture("naïve → Ελλάδα"))


def test_an_emoji_that_no_font_has_leaves_no_box() -> None:
    # U+1FBFF stands for an emoji of a later year: no font here has it
    unknown = "\U0001fbff"
    assert rasterise(picture(f"Great {unknown}")) == rasterise(picture("Great"))
    assert rasterise(picture(f"“Great {unknown}”")) == rasterise(picture("“Great”"))
    assert rasterise(picture(f"A &amp; B {unknown}")) == rasterise(picture("A &amp; B"))


def test_writing_that_inter_lacks_is_kept() -> None:
    assert rasterise(picture("日本")) != rasterise(picture(""))


@pytest.mark.parametrize("emoji", ["😀", "👨‍👩‍👧‍👦", "🇳🇴", "👍🏽", "❤️‍🔥", "1️⃣"])
def test_where_no_font_has_an_emoji_it_leaves_neither_box_nor_gap(emoji: str) -> None:
    with drawn_with(find_fonts()):
        for text, without in ((f"A {emoji} b", "A b"), (f"{emoji} A", "A"), (f"“{emoji} A” {emoji}", "“A”")):
            assert rasterise(picture(text)) == rasterise(picture(without))


def test_a_joined_emoji_of_which_a_font_has_only_a_part_is_left_out_whole(tmp_path: Path) -> None:
    font = make_font(tmp_path / "part.ttf", "Part", {"👨": 1000})
    with drawn_with(find_fonts([font])):
        assert rasterise(picture("A 👨‍👩‍👧")) == rasterise(picture("A"))


def test_only_fonts_that_were_handed_in_draw(caplog: pytest.LogCaptureFixture) -> None:
    with drawn_with(find_fonts()) as noted:
        boxes = rasterise(picture("日本"))
    assert boxes != rasterise(picture(""))
    assert noted.lacking == "日本"
    assert "日本" in caplog.text


@pytest.mark.parametrize(
    ("scale", "size"), [(1, (120, 30)), (0.37, (44, 11)), (1.75, (210, 53)), (0.01, (1, 1))]
)
def test_a_picture_has_so_many_pixels_for_each_unit_and_one_at_least(
    scale: float, size: tuple[int, int]
) -> None:
    assert unpack(">II", rasterise(picture("Reach"), scale=scale)[16:24]) == size


def test_every_thread_draws_the_same() -> None:
    words = ["Reach", "naïve → Ελλάδα"] * 4
    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(lambda text: rasterise(picture(text)), words))
    assert drawn == [rasterise(picture(text)) for text in words]
