"""Fonts that a workspace names draw what Inter lacks, and come along in its pictures."""

from pathlib import Path

import pytest
from tests.drawing.fonts import make_font
from tests.prints.awkward import awkward

from desirepath.errors import InputError
from desirepath.workspace.drawing import fonts_of, write
from desirepath.workspace.looking import Look
from desirepath.workspace.settings import Settings

THAI = dict.fromkeys(map(chr, [*range(0xE01, 0xE3B), *range(0xE40, 0xE5C)]), 550)


def test_a_named_font_is_taken_first_and_embedded(tmp_path: Path) -> None:
    make_font(tmp_path / "own.ttf", "Our Thai", THAI)
    fonts = fonts_of(tmp_path, Settings(name="Shop", fonts=["own.ttf"]))
    drawn = write(awkward("thai"), tmp_path / "map.svg", look=Look(), texts={}, fonts=fonts)
    svg = drawn.read_text("utf-8")
    assert "font-family:'Our Thai'" in svg
    assert "Inter, 'Inter Variable', 'Our Thai'," in svg.replace("&apos;", "'")


def test_a_named_font_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no font file"):
        fonts_of(tmp_path, Settings(name="Shop", fonts=["gone.ttf"]))
