"""Maps in every script, with fonts and without: no text is wider than its room or leaves its card."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.prints.awkward import WORDS, awkward
from tests.prints.test_rendering import every, inside

from desirepath.drawing import drawn_with, find_fonts, font_folders, slants
from desirepath.drawing.faces import Fonts, is_unseen, shaped
from desirepath.drawing.fonts import covers, inter_file
from desirepath.drawing.measuring import runs
from desirepath.prints import render, to_png
from desirepath.prints.layout import lay_out
from desirepath.prints.layout_marks import Words

FONTS = {"this machine's": find_fonts(folders=font_folders()), "none": find_fonts()}


@contextmanager
def fonts_of(which: str) -> Iterator[Fonts]:
    with drawn_with(FONTS[which]):
        yield FONTS[which]


@pytest.mark.parametrize("which", FONTS)
@pytest.mark.parametrize("script", WORDS)
def test_no_text_is_wider_than_its_room(script: str, which: str) -> None:
    with fonts_of(which) as fonts:
        words = list(every(lay_out(awkward(script)), Words))
        assert [each.text for each in words if each.width > each.limit] == []
        assert [
            (each.text, drawn(each, fonts), each.limit) for each in words if drawn(each, fonts) > each.limit
        ] == []


@pytest.mark.parametrize("which", FONTS)
@pytest.mark.parametrize("script", WORDS)
def test_the_text_of_a_card_stays_inside_it(script: str, which: str) -> None:
    with fonts_of(which):
        for row in lay_out(awkward(script)).rows:
            for card in row.cards:
                assert [
                    words.text for words in (*card.words, *card.badge) if not inside(words.box, card.box)
                ] == []


@pytest.mark.parametrize("script", WORDS)
def test_a_map_can_be_drawn_in_any_script_without_a_font_for_it(script: str) -> None:
    with fonts_of("none"):
        svg = render(awkward(script), theme="dark")
        assert to_png(svg, scale=0.5)[:4] == b"\x89PNG"


def test_a_quote_is_slanted_as_a_whole_or_not_at_all() -> None:
    with fonts_of("none"):
        rows = {row.role: row for row in lay_out(awkward("emoji")).rows}
        for card in rows["quotes"].cards:
            assert len({each.italic and slants(each.text) for each in card.words}) == 1


def test_the_number_of_a_stage_never_stands_alone() -> None:
    words = [words.text for band in lay_out(awkward("german")).bands for words in band.words]
    assert "2" not in words


def test_the_lines_of_a_paragraph_keep_its_direction() -> None:
    with fonts_of("none"):
        words = [each for each in every(lay_out(awkward("arabic")), Words) if each.text.endswith("ABC")]
    assert words
    assert all(each.reads for each in words)


def drawn(words: Words, fonts: Fonts) -> float:
    """How wide the text is with the font that draws it, run by run; who has none is drawn as a box."""
    slanted = words.italic and covers(words.text)
    widths = (
        0.66 * sum(not is_unseen(char) for char in run.text) if run.is_lacking
        else shaped(run.text, run.face.path, run.face.index) if run.face
        else shaped(run.text, inter_file(words.weight, slanted))
        for run in runs(words.text, words.weight, fonts)
    )  # fmt: skip
    return sum(widths) * words.size + words.spacing * len(words.text)
