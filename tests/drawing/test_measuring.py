"""A text is never given less room than it is drawn on, in whatever script, with whatever fonts there are."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawing.fonts import make_font

from desirepath.drawing import drawn_with, find_fonts, text_width
from desirepath.drawing.faces import shaped
from desirepath.drawing.fonts import FONT_STACK, inter_file
from desirepath.drawing.measuring import font_stack, is_emoji

LATIN = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"]), max_size=30
)
LOOKS = st.sampled_from([(400, False), (600, False), (700, False), (400, True)])


@given(LATIN, LOOKS, st.sampled_from([(), ("tnum",), ("-kern",)]))
@settings(max_examples=200, deadline=None)
def test_latin_is_never_wider_than_measured_kerned_or_not_tabular_or_not(
    text: str, looks: tuple[int, bool], features: tuple[str, ...]
) -> None:
    weight, italic = looks
    drawn = shaped(text, inter_file(weight, italic), features=features)
    assert text_width(text, 12, weight, italic=italic) >= 12 * drawn - 0.5


@pytest.mark.parametrize(
    "text", ["To *", "RRR* **", "rrrr", "{M[M]", "−1,234.5 %", "e\u0301te\u0301", "fi ffi ->"]
)
def test_what_kerning_puts_apart_is_counted(text: str) -> None:
    for weight in (400, 600, 700):
        for features in ((), ("tnum",)):
            assert (
                text_width(text, 1, weight)
                >= shaped(text, inter_file(weight, False), features=features) - 0.02
            )


def test_a_named_font_measures_what_inter_lacks(tmp_path: Path) -> None:
    font = make_font(tmp_path / "thai.ttf", "Little Thai", {"ก": 700, "ข": 800, "\u0e31": 0})
    with drawn_with(find_fonts([font])) as noted:
        assert text_width("กั ข", 10) == pytest.approx(15 + text_width(" ", 10))
    assert (noted.lacking, noted.warning) == ("", None)


def test_without_a_font_there_is_room_on_the_safe_side_and_a_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with drawn_with(find_fonts()) as noted:
        assert text_width("สวัสดี 日本", 10) > 10 * 5
        text_width("สวัสดี 日本", 12)
    assert noted.lacking == "สวัดี日本"
    assert "No font here has “สวัดี日本”" in caplog.text


def test_a_bold_text_in_a_font_without_bold_has_room_to_be_thickened(tmp_path: Path) -> None:
    font = make_font(tmp_path / "thai.ttf", "Little Thai", {"ก": 700})
    with drawn_with(find_fonts([font])):
        assert text_width("ก", 10, 700) > text_width("ก", 10) == 7.0


def test_the_stack_names_the_font_that_measured(tmp_path: Path) -> None:
    both = dict.fromkeys("กשA ", 600)
    font = make_font(tmp_path / "own.ttf", "Our Own", both)
    with drawn_with(find_fonts([font])):
        assert font_stack("Reach") == FONT_STACK
        assert font_stack("ก").startswith("Inter, 'Inter Variable', 'Our Own', ")
        assert font_stack("ש").startswith("'Our Own', ")


def test_in_a_line_from_right_to_left_one_font_draws_all_it_can(tmp_path: Path) -> None:
    font = make_font(tmp_path / "own.ttf", "Our Own", dict.fromkeys("קשAB ", 900))
    with drawn_with(find_fonts([font])):
        assert text_width("שק AB", 10) == pytest.approx(45)


def test_fonts_are_handed_in_for_a_while_only(tmp_path: Path) -> None:
    font = make_font(tmp_path / "own.ttf", "Our Own", {"ก": 100})
    outside = text_width("ก", 10)
    with drawn_with(find_fonts([font])):
        assert text_width("ก", 10) == 1.0
    assert text_width("ก", 10) == outside == 9.0


def test_emoji_are_told_from_writing() -> None:
    emoji = ["😀", "👨‍👩‍👧", "❤️", "1️⃣", "⏳", "🇳🇴", "☀"]
    writing = ["日", "𠮷", "ก", "1", "®", "→"]
    assert [is_emoji(each) for each in (*emoji, *writing)] == [True] * len(emoji) + [False] * len(writing)


def test_what_no_font_has_is_said_once_for_all_pictures(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        with drawn_with(find_fonts()):
            text_width("ᚠᚢᚦ", 12)
    assert caplog.text.count("“ᚠᚢᚦ”") == 1
