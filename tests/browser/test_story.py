"""Somebody who has never seen it finds why customers leave, and takes it to the next meeting."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pptx import Presentation
from tests.browser.story import told
from tests.browser.walking import Serve, cut, flaws_by_day_and_night, visit
from tests.copying import copied

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_from_a_first_look_to_a_file_for_the_meeting(
    browser: Browser, serve: Serve, demo_folder: Path, tmp_path: Path
) -> None:
    copied(demo_folder, tmp_path / "demo")
    address = serve(tmp_path / "demo")
    found: dict[str, list[str]] = {}
    with visit(browser, address) as page:
        file = told(
            page,
            address,
            lambda moment: found.update({moment: [*flaws_by_day_and_night(page), *cut(page)]}),
        )
        file.save_as(tmp_path / "map.pptx")
    assert len(found) == 8
    assert {moment: flawed for moment, flawed in found.items() if flawed} == {}
    slides = Presentation(str(tmp_path / "map.pptx")).slides
    assert any(
        "How it should be" in shape.text_frame.text for shape in slides[0].shapes if shape.has_text_frame
    )
