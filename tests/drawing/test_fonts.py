"""Widths are never less than what is drawn, whatever the script."""

from pathlib import Path

from desirepath.drawing import text_width
from desirepath.drawing.directions import right_to_left
from desirepath.drawing.fonts import covers, font_faces, font_files
from desirepath.drawing.measuring import font_stack


def test_figures_are_as_wide_as_each_other_so_that_tabular_ones_fit() -> None:
    assert len({text_width(figure, 14, 600) for figure in "0123456789"}) == 1


def test_bolder_is_wider_and_marks_add_nothing() -> None:
    assert (
        text_width("Onboarding", 12) < text_width("Onboarding", 12, 600) < text_width("Onboarding", 12, 700)
    )
    assert text_width("e\u0301", 12) == text_width("é", 12)


def test_inter_covers_latin_greek_and_cyrillic() -> None:
    assert covers("Grüße, Łódź, Ελλάδα, Москва, → ± −1 “…” 64\u202f%")
    assert not covers("日本")
    assert not covers("مرحبا")


def test_each_script_names_its_usual_fonts_first_where_it_is_read_from_right_to_left() -> None:
    stacks = [font_stack(text).split(", ") for text in ("Reach", "広告", "مرحبا", "שלום")]
    assert [stack[0] for stack in stacks] == ["Inter", "Inter", "'Noto Sans Arabic'", "'Noto Sans Hebrew'"]
    assert stacks[1][2] == "'Noto Sans CJK JP'"


def test_the_first_letter_decides_the_direction() -> None:
    assert [right_to_left(text) for text in ("“مرحبا” ok", "ok مرحبا", "12 …", "")] == [
        True,
        False,
        False,
        False,
    ]


def test_the_fonts_are_small_enough_to_ship() -> None:
    folder = Path(font_files()[0]).parent
    assert sum(file.stat().st_size for file in folder.iterdir()) <= 1_500_000
    assert (folder / "OFL.txt").read_text("utf-8").count("SIL OPEN FONT LICENSE")
    assert len(font_faces()) <= 120_000
