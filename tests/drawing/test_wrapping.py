"""Text is broken into lines that fit, and nothing of it is lost or torn."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.drawing import text_width, wrap
from desirepath.drawing.wrapping import graphemes

ANY_TEXT = st.text(
    st.sampled_from("aW.,-/ \u00a0éßñ日本語。、ーمرحبا👩\u200d👧🇳🇴\u0301Ω<&>\"'\n\t")
    | st.characters(codec="utf-8"),
    max_size=60,
)


@given(ANY_TEXT, st.integers(40, 200), st.sampled_from([400, 600, 700]))
@settings(max_examples=150, deadline=None)
def test_no_line_is_wider_than_its_room(text: str, width: int, weight: int) -> None:
    lines = wrap(text, width, 12, weight=weight)
    single = [line for line in lines if len(graphemes(line)) == 1]
    assert all(text_width(line, 12, weight) <= width for line in lines if line not in single)


@given(ANY_TEXT, st.integers(40, 200))
@settings(max_examples=150, deadline=None)
def test_nothing_but_white_space_is_lost_and_only_hyphens_are_added(text: str, width: int) -> None:
    assert unspaced("".join(wrap(text, width, 12))) == unspaced(text)


@given(ANY_TEXT, st.integers(40, 120), st.integers(1, 3))
@settings(max_examples=100, deadline=None)
def test_too_many_lines_end_in_an_ellipsis(text: str, width: int, most: int) -> None:
    whole, shown = wrap(text, width, 12), wrap(text, width, 12, max_lines=most)
    assert len(shown) == min(most, len(whole))
    assert (len(whole) > most) == (shown != whole)
    assert shown == whole or shown[-1].endswith("…")


def test_a_long_word_is_hyphenated_where_it_must_break() -> None:
    lines = wrap("Anschlussgeschwindigkeitsgarantie", 90, 12)
    assert lines == ["Anschlussge-", "schwindigkeits-", "garantie"] or all(
        line.endswith("-") for line in lines[:-1]
    )


def test_no_character_and_no_short_word_is_left_alone_on_the_last_line() -> None:
    assert wrap("専門用語が多くて理解が難しい", 160, 12) == ["専門用語が多くて理", "解が難しい"]
    assert wrap("16 % of people here", 100, 11) == ["16 % of", "people here"]


def test_a_short_end_stays_with_its_hyphen() -> None:
    assert wrap("before the cut-off", 90, 12) == ["before the", "cut-off"]


def test_no_line_begins_with_the_dot_between_two_things() -> None:
    for width in range(50, 160, 10):
        assert not any(
            line.startswith("·") for line in wrap("open · value 60 · by Ida · due soon", width, 11)
        )


def test_japanese_breaks_anywhere_but_before_closing_punctuation() -> None:
    lines = wrap("このレビューは本物ですか、それとも広告。", 60, 12)
    assert all(len(line) <= 5 for line in lines)
    assert not any(line[0] in "、。ー" for line in lines)


def test_japanese_never_ends_a_line_with_an_opening_bracket_or_begins_one_with_small_kana() -> None:
    text = "これは「ユーザー」の（ショッピング）とタッチポイントです。キャッシュ…"
    for width in range(80, 160, 7):  # as wide as the longest stretch that must stay together
        lines = wrap(text, width, 12)
        assert "".join(lines) == text
        assert not any(line[0] in "」）ー。…ッャョィ" for line in lines)
        assert not any(line[-1] in "「（" for line in lines if len(line) > 1)


def test_korean_words_stay_whole() -> None:
    assert wrap("고객 여정 지도를 그립니다", 70, 12) == ["고객 여정", "지도를", "그립니다"]


def test_thai_breaks_between_syllables_without_a_hyphen_and_keeps_its_marks() -> None:
    text = "ไม่แน่ใจว่าสัญญาณจะครอบคลุมทั้งบ้านหรือไม่น้ำ"
    lines = wrap(text, 110, 12)
    assert "".join(lines) == text
    assert [each for line in lines for each in graphemes(line)] == graphemes(text)
    assert not any(line[0] in "ะาำๆ" or line[-1] in "เแโใไ" for line in lines)


def test_arabic_and_hebrew_words_are_broken_without_a_hyphen() -> None:
    for word in ("الاستخدامالمستمرللإنترنتبدونانقطاع", "התאחדותהסטודנטיםהארצית"):
        lines = wrap(word, 60, 12)
        assert len(lines) > 1
        assert "".join(lines) == word


def test_what_is_cut_ends_in_an_ellipsis_at_its_logical_end() -> None:
    assert wrap("انتظر على الهاتف دون رد", 90, 12, max_lines=1)[0].endswith("…")
    assert wrap("不具合を見つけなければ、というプレッシャー", 140, 12, max_lines=1) == [
        "不具合を見つけなけれ…"
    ]


def test_long_words_break_where_a_syllable_likely_begins() -> None:
    assert wrap("Verbesserungsmöglichkeiten", 120, 12, weight=600) == ["Verbesserungs-", "möglichkeiten"]
    assert all(len(line) > 2 for line in wrap("Berührungspunkte", 100, 12, weight=600))


def test_a_soft_hyphen_and_a_zero_width_space_say_where_to_break() -> None:
    assert wrap("Donau\u00addampf", 60, 12) == ["Donau\u00ad-", "dampf"]
    assert wrap("alpha\u200bbeta", 40, 12) == ["alpha", "beta"]
    assert wrap("alpha\u2060beta", 200, 12) == ["alpha\u2060beta"]


def test_a_number_and_its_unit_stay_together_over_a_no_break_space() -> None:
    assert wrap("3 tickets · 12\u00a0survey answers", 80, 12)[1].startswith("12\u00a0survey")


def test_a_share_before_an_ideographic_comma_is_no_reason_to_tear_the_number_after_it() -> None:
    lines = wrap("その時間の行動の 98 %、n\u00a0=\u00a04,359、±0.4", 120, 12)
    assert lines == ["その時間の行動の", "98 %、n\u00a0=\u00a04,359、", "±0.4"]


def test_an_empty_text_has_no_lines() -> None:
    assert wrap(" \n", 50, 12) == []


def unspaced(text: str) -> str:
    return re.sub(r"[\s\u00a0\u200b\u202f-]", "", text)


def test_a_date_stays_on_one_line() -> None:
    assert wrap("as of 2010-12-09", 90, 12) == ["as of", "2010-12-09"]
