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


def test_japanese_breaks_anywhere_but_before_closing_punctuation() -> None:
    lines = wrap("このレビューは本物ですか、それとも広告。", 60, 12)
    assert all(len(line) <= 5 for line in lines)
    assert not any(line[0] in "、。ー" for line in lines)


def test_a_number_and_its_unit_stay_together_over_a_no_break_space() -> None:
    assert wrap("3 tickets · 12\u00a0survey answers", 80, 12)[1].startswith("12\u00a0survey")


def test_an_empty_text_has_no_lines() -> None:
    assert wrap(" \n", 50, 12) == []


def unspaced(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f-]", "", text)


def test_a_date_stays_on_one_line() -> None:
    assert wrap("as of 2010-12-09", 90, 12) == ["as of", "2010-12-09"]
