"""The gallery of the documentation is what its documents draw to, and its page shows all of it."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "gallery.py"))
GALLERY: Path = SCRIPT["GALLERY"]
FILES: dict[str, tuple[Any, str]] = {name: (picture, theme) for name, picture, theme in SCRIPT["files"]()}


@pytest.fixture(scope="module")
def maps() -> Any:
    return SCRIPT["documents"]()


@pytest.mark.parametrize("name", FILES)
def test_a_picture_is_what_its_documents_draw_to(name: str, maps: Any) -> None:
    picture, theme = FILES[name]
    kept = (GALLERY / name).read_text(encoding="utf-8")
    assert SCRIPT["drawn"](picture, maps, theme) == kept, "look at the new picture, then run `make gallery`"


def test_the_page_shows_every_picture_and_no_other() -> None:
    page = (GALLERY / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r'(?:\(|")([a-z-]+\.svg)', page))
    assert shown == set(FILES)
    assert shown == {file.name for file in GALLERY.glob("*.svg")}


def test_every_document_is_drawn() -> None:
    kept = {file.stem for file in GALLERY.glob("*.yaml")}
    assert kept <= {key for picture, _ in FILES.values() for key in picture.of}


def test_nobodys_words_are_in_the_gallery() -> None:
    pointing = [file.name for file in GALLERY.glob("*.yaml") if "interaction_id" in file.read_text("utf-8")]
    assert pointing == []
