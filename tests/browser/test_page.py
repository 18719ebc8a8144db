"""The page in a real Chromium, on a real server with the demo company."""

import json
import urllib.error
import urllib.request
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.walking import CONTRAST, NAMELESS, active, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
OBSTACLE = '#map [data-card^="obstacles-"]'


def test_the_page_shows_the_drawn_map_and_the_ledger(page: Page) -> None:
    expect(page.locator("#map svg title").first).to_have_text("Becoming and staying a customer")
    expect(page.locator("#loads tbody tr").nth(6)).to_be_attached(timeout=30_000)
    assert page.locator("#map [data-card][role=button]").count() > 30
    assert "Generation" in page.locator("#figures").inner_text()


def test_a_clicked_card_opens_the_numbers_behind_it(page: Page) -> None:
    page.locator(OBSTACLE).first.click()
    expect(page.locator("#panel")).to_be_visible()
    told = page.locator("#panel").inner_text()
    assert "95 % interval" in told
    assert "n = " in told
    assert "leave here than at the map’s median step" in told
    assert "points" in told
    assert "Drop-off through the map’s steps; a journey is a whole life, over after 30 quiet days." in told
    assert "{" not in told


def test_a_face_on_the_curve_opens_its_numbers(page: Page) -> None:
    page.locator("#map .felt").first.click()
    expect(page.locator("#panel-place")).to_contain_text("Emotion")
    expect(page.locator("#panel .evidence")).to_contain_text("on a scale from −2 to +2")
    expect(page.locator("#panel .evidence")).to_contain_text("n = ")


def test_a_step_says_why_it_is_hot(page: Page) -> None:
    hot = json.loads(page.evaluate("fetch('/api/maps/current').then((reply) => reply.text())"))["hotspots"][0]
    page.locator(f'#map > svg.drawn g.mark[data-step="{hot["step"]}"]:not([data-card]):not(.felt)').click()
    expect(page.locator("#panel")).to_contain_text("Hotspot")
    for part in hot["parts"]:
        expect(page.locator("#panel")).to_contain_text(part["reads"][1:])


def test_a_quote_is_told_with_its_score(page: Page) -> None:
    page.locator('#map [data-card^="quotes-"]').first.click()
    expect(page.locator("#panel-title")).not_to_be_empty()
    expect(page.locator("#panel .evidence")).to_contain_text("score")


def test_the_keyboard_alone_walks_the_map_and_comes_back(page: Page) -> None:
    page.locator("#map").focus()
    page.keyboard.press("Tab")
    first = active(page)
    page.keyboard.press("ArrowRight")
    second = active(page)
    assert first != second
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    assert page.locator('#map [aria-expanded="true"]').get_attribute("aria-label") == second
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    assert active(page) == second
    page.keyboard.press("Home")
    assert active(page) == first


def test_the_map_is_one_tab_stop(page: Page) -> None:
    assert page.locator('#map [tabindex="0"]').count() == 1
    page.locator("#map").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.getElementById('map').contains(document.activeElement)")


def test_the_focused_mark_is_outlined(page: Page) -> None:
    page.locator("#map").focus()
    page.keyboard.press("Tab")
    outline = "getComputedStyle(document.activeElement.querySelector('.ground'))"
    assert page.evaluate(f"{outline}.strokeWidth") == "4px"
    assert page.evaluate(f"{outline}.stroke") == "rgb(91, 63, 168)"


def test_the_stages_and_lanes_stay_in_sight(page: Page) -> None:
    page.locator("#map").evaluate("map => map.scrollTo(700, 500)")
    box = page.locator("#map").bounding_box()
    assert box is not None
    for edge, side in (("head", "y"), ("rail", "x")):
        expect(page.locator(f".edge.{edge}")).to_be_visible()
        held = page.locator(f".edge.{edge}").bounding_box()
        assert held is not None
        assert abs(held[side] - box[side]) <= 2  # type: ignore[literal-required]


def test_the_dark_theme_redraws_the_map_dark(page: Page) -> None:
    light = page.locator("#map svg.drawn").inner_html()
    page.locator("#theme").select_option("dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.wait_for_function("light => document.querySelector('#map svg.drawn').innerHTML !== light", arg=light)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 20, 25)"
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_that_is_written_can_be_read(browser: Browser, address: str, scheme: str) -> None:
    with visit(browser, address, scheme=scheme) as page:
        page.locator(OBSTACLE).first.click()
        assert page.evaluate(CONTRAST) == []


def test_whoever_cannot_see_the_page_is_told_what_is_on_it(page: Page) -> None:
    page.locator(OBSTACLE).first.click()
    assert page.evaluate(NAMELESS) == []
    assert page.locator("h1").count() == 1
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].filter((each) => each.checkVisibility())"
        ".map((each) => Number(each.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_scrolls_only_inside_the_map(browser: Browser, address: str, width: int) -> None:
    with visit(browser, address, width=width, height=800) as phone:
        narrow = "document.documentElement.scrollWidth <= window.innerWidth"
        assert phone.evaluate(narrow)
        phone.locator(OBSTACLE).first.click()
        sheet, mark = (phone.locator(each).bounding_box() for each in ("#panel", '[aria-expanded="true"]'))
        assert sheet is not None
        assert mark is not None
        assert (sheet["x"], sheet["width"], sheet["y"] + sheet["height"]) == (0, width, 800)
        assert mark["y"] + mark["height"] <= sheet["y"]
        assert phone.evaluate(narrow)


def test_a_foreign_page_and_a_rebound_host_are_refused(address: str) -> None:
    for header, value in (("Origin", "https://elsewhere.example"), ("Host", "elsewhere.example")):
        request = urllib.request.Request(f"{address}/api/summary", headers={header: value})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=5)
        assert refused.value.code == 403
        refused.value.close()
