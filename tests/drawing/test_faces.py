"""Fonts are found where one is told to look, once, and what is none is said so."""

from pathlib import Path

import pytest
from tests.drawing.fonts import make_font

from desirepath.drawing import find_fonts, font_folders
from desirepath.drawing.faces import covering, of_weight
from desirepath.errors import InputError


def test_a_folder_is_looked_through_and_what_is_no_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    make_font(tmp_path / "deep" / "a.ttf", "Ours", {"ก": 600})
    make_font(tmp_path / "b.otf", "Ours", {"ก": 650}, weight=700)
    (tmp_path / "broken.ttf").write_bytes(b"no font at all, really")
    (tmp_path / "empty.ttc").write_bytes(b"")
    faces = find_fonts(folders=[tmp_path]).families()
    assert {name: [face.weight for face in each] for name, each in faces.items()} == {"Ours": [700, 400]}


def test_a_named_font_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.ttf").write_text("not a font")
    with pytest.raises(InputError, match="is not a font that can be read"):
        find_fonts([tmp_path / "notes.ttf"])
    with pytest.raises(InputError, match="There is no font file"):
        find_fonts([tmp_path / "gone.ttf"])


def test_named_fonts_come_before_found_ones(tmp_path: Path) -> None:
    named = make_font(tmp_path / "mine.ttf", "Zeta", {"ก": 600})
    (tmp_path / "system").mkdir()
    make_font(tmp_path / "system" / "theirs.ttf", "Alpha", {"ก": 600})
    assert list(find_fonts([named], folders=[tmp_path / "system"]).families()) == ["Zeta", "Alpha"]


def test_a_weight_takes_the_face_that_a_browser_takes(tmp_path: Path) -> None:
    files = [
        make_font(tmp_path / f"{each}.ttf", "Ours", {"ก": 1}, weight=each) for each in (300, 400, 700, 900)
    ]
    faces = find_fonts(files).families()["Ours"]
    assert [of_weight(faces, asked).weight for asked in (200, 400, 500, 600, 700, 950)] == [
        300,
        400,
        400,
        700,
        700,
        900,
    ]


def test_a_cluster_is_covered_whole_or_not(tmp_path: Path) -> None:
    (face,) = find_fonts([make_font(tmp_path / "a.ttf", "Ours", {"ก": 1, "👨": 1})]).families()["Ours"]
    assert [covering(face, each) for each in ("ก", "กั", "👨\u200d", "👨‍👩")] == [True, False, True, False]


def test_a_machine_without_fonts_has_no_folders(tmp_path: Path) -> None:
    (tmp_path / ".fonts").mkdir()
    assert tmp_path / ".fonts" in font_folders(tmp_path)
