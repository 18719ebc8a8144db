"""The frame around every page: places, scope, search, theme, in a real Chromium on the demo company."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.walking import cut, flaws_by_day_and_night, focus, settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_frame_is_accessible_in_both_themes(browser: Browser, address: str) -> None:
    with visit(browser, address) as page:
        settled(page)
        assert flaws_by_day_and_night(page) == []
        assert cut(page) == []


def test_every_place_of_the_side_bar_opens_and_says_where_one_is(page: Page) -> None:
    links = page.locator("nav a")
    for at in range(links.count()):
        name = links.nth(at).inner_text()
        links.nth(at).click()
        expect(links.nth(at)).to_have_attribute("aria-current", "page")
        expect(page.locator("nav [aria-current=page]")).to_have_count(1)
        expect(page.locator("main h1")).to_be_visible()
        assert "desirepath" in page.title(), name


def test_what_everything_is_about_stands_in_the_address_and_stays(page: Page, address: str) -> None:
    page.get_by_role("button", name="What everything is about").click()
    page.get_by_role("combobox", name="Journeys that started").click()
    page.get_by_role("option", name="in 2025 Q3").click()
    expect(page).to_have_url(f"{address}/?period=2025-Q3")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="People", exact=True).click()
    expect(page).to_have_url(f"{address}/people?period=2025-Q3")
    expect(page.get_by_role("button", name="What everything is about: 2025-Q3")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(f"{address}/?period=2025-Q3")


def test_the_keyboard_searches_goes_and_comes_back(page: Page, address: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    page.keyboard.type("quarant")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/sources/quarantine")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_first_tab_skips_to_the_page(page: Page) -> None:
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    expect(focus(page)).to_have_accessible_name("Skip to the page")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


def test_the_theme_that_was_chosen_is_kept_and_there_before_the_app(browser: Browser, address: str) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    with visit(browser, address, complains=True) as page:
        before = page.evaluate(ground)
        page.get_by_role("button", name="Theme").click()
        page.get_by_role("menuitem", name="Dark").click()
        expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
        expect(page.locator("body")).not_to_have_css("background-color", before)
        page.route("**/assets/*.js", lambda route: route.abort())
        page.reload()
        expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


def test_on_a_phone_the_places_are_a_menu(browser: Browser, address: str) -> None:
    with visit(browser, address, width=390, height=800) as page:
        expect(page.get_by_role("link", name="Funnel")).not_to_be_in_viewport()
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("link", name="Funnel").click()
        expect(page).to_have_url(f"{address}/explore/funnel")
        expect(page.get_by_role("link", name="Funnel")).not_to_be_in_viewport()
        assert cut(page) == []


def test_an_address_at_which_there_is_nothing_says_so(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/nowhere") as page:
        expect(page.locator("main h1")).to_have_text("Nothing is here")
        page.get_by_role("link", name="Go to the start").click()
        expect(page).to_have_url(f"{address}/")


def test_a_server_that_does_not_answer_is_noticed_and_so_is_its_return(
    browser: Browser, address: str
) -> None:
    with visit(browser, address, complains=True) as page:
        page.route("**/api/**", lambda route: route.abort())
        page.get_by_role("link", name="Segments", exact=True).click()
        page.evaluate("window.dispatchEvent(new Event('visibilitychange'))")
        page.reload()
        expect(page.get_by_text("The server does not answer").first).to_be_visible()
        page.unroute("**/api/**")
        expect(page.get_by_text("The server does not answer")).to_have_count(0)
