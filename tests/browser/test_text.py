"""Texts as a real Chromium sets them: never wider than measured, and always on their cards."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.prints.awkward import WORDS, awkward

from desirepath.drawing import (
    Fonts,
    drawn_with,
    element,
    find_fonts,
    font_folders,
    label,
    text_width,
    with_fonts,
)
from desirepath.prints import render

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FONTS = find_fonts(folders=font_folders())
PLAIN = ["Reach", "RRR* {M[M] To", "−1,234.5 %", "naïve → Ελλάδα", "e\u0301te\u0301 (fi ffi)", "AVAVAV rrr"]
TEXTS = [*PLAIN, *(text for words in WORDS.values() for texts in words.values() for text in texts)]
LENGTHS = "[...document.querySelectorAll('text')].map((each) => each.getComputedTextLength())"
# Where a card's texts leave the ground that they stand on, by more than half a pixel.
LOOSE = """
[...document.querySelectorAll('.card')].flatMap((card) => {
  const ground = card.querySelector('rect').getBBox();
  return [...card.querySelectorAll('text')].map((each) => [each.textContent, each.getBBox()])
    .filter(([, box]) => box.x < ground.x - 0.5 || box.x + box.width > ground.x + ground.width + 0.5)
    .map(([text]) => text);
})
"""


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(device_scale_factor=1)
    yield context.new_page()
    context.close()


def show(page: Page, svg: str) -> None:
    page.set_content(f"<!doctype html><meta charset=utf-8><body>{svg}")
    page.evaluate("document.fonts.ready")
    page.evaluate("Promise.all([...document.fonts].map((font) => font.load()))")


@pytest.mark.parametrize("weight", [400, 600, 700])
@pytest.mark.parametrize("size", [10, 12, 22])
def test_no_text_is_wider_than_measured(blank: Page, size: int, weight: int) -> None:
    with drawn_with(FONTS):
        drawn = [
            label(text, x=0, y=20 * at, size=size, fill="#000", weight=weight)
            for at, text in enumerate(TEXTS)
        ]
        svg = element("svg", *drawn, xmlns="http://www.w3.org/2000/svg", width=2000, height=20 * len(drawn))
        measured = [text_width(text, size, weight) for text in TEXTS]
        show(blank, with_fonts(svg))
    lengths = json.loads(blank.evaluate(f"JSON.stringify({LENGTHS})"))
    assert len(lengths) == len(TEXTS)
    assert max(theirs / ours for ours, theirs in zip(measured, lengths, strict=True)) > 0.97
    assert [
        (text, round(ours, 2), round(theirs, 2))
        for text, ours, theirs in zip(TEXTS, measured, lengths, strict=True)
        if ours < theirs - 0.5
    ] == []


@pytest.mark.parametrize("fonts", [FONTS, find_fonts()], ids=["this machine's fonts", "no fonts"])
@pytest.mark.parametrize("script", WORDS)
def test_no_text_leaves_its_card(blank: Page, script: str, fonts: Fonts) -> None:
    with drawn_with(fonts):
        show(blank, with_fonts(render(awkward(script))))
    assert blank.locator(".card text").count() > 20
    assert blank.evaluate(LOOSE) == []
