"""People in a real Chromium: found, read as a story across channels, masked until one asks."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.walking import cut, flaws, flaws_by_day_and_night, settled, visit

from desirepath.workspace import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def somebody(demo: Workspace) -> str:
    """The id of somebody with a long story, an e-mail and something to say."""
    said = demo.interactions().filter(lambda rows: rows.text.notnull()).select("fact")
    facts = set(demo.engine.run(said)["fact"].to_pylist())
    store = demo.store()
    steps = store.subjects.sort_by([("steps", "descending")])
    ids = [str(each) for each in steps["subject_id"].to_pylist()[:60]]
    mails = {row["subject_id"] for row in demo.identities().identifiers.to_pylist() if row["type"] == "email"}
    return next(each for each in ids if each in mails and facts.intersection(store.facts_of(each).tolist()))


def test_somebody_is_found_and_their_story_is_read_with_the_keyboard(page: Page, address: str) -> None:
    page.get_by_role("link", name="People", exact=True).click()
    expect(page.get_by_role("list", name="People").get_by_role("listitem")).to_have_count(30)
    search = page.get_by_role("textbox", name="Search people")
    search.focus()
    page.keyboard.type("fjordmail")
    expect(page).to_have_url(f"{address}/people?search=fjordmail")
    expect(page.get_by_text(re.compile(r"^[\d,]+ people found"))).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/people/[0-9a-f-]{36}"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("•••@fjordmail.example")
    expect(page.get_by_role("region", name="What they did").get_by_role("article").first).to_be_visible()
    page.go_back()
    expect(search).to_have_value("fjordmail")


def test_nobody_like_this_says_what_to_try(page: Page) -> None:
    page.goto(f"{page.url}people?search=zzzzzz")
    expect(page.get_by_role("heading", name="Nobody is like “zzzzzz”")).to_be_visible()


def test_a_story_is_accessible_and_whole(browser: Browser, address: str, somebody: str) -> None:
    with visit(browser, f"{address}/people/{somebody}") as page:
        settled(page)
        assert flaws_by_day_and_night(page) == []
        assert cut(page) == []


def test_a_story_has_stages_gaps_quotes_and_its_whole_length(
    browser: Browser, address: str, somebody: str
) -> None:
    with visit(browser, f"{address}/people/{somebody}") as page:
        settled(page)
        story = page.get_by_role("region", name="What they did")
        expect(story.get_by_text(re.compile(r"^\d+ (days|hours|months) later$")).first).to_be_visible()
        expect(story.get_by_role("heading", level=3).first).to_be_visible()
        later = page.get_by_role("button", name="Show later")
        for _ in range(9):
            if not later.count():
                break
            later.click()
            expect(page.locator("main [data-loading]")).to_have_count(0)
        expect(story.locator("blockquote").first).to_be_visible()
        jumps = page.get_by_role("group", name="Go to a stage").get_by_role("button")
        jumps.last.click()
        expect(page).to_have_url(re.compile(r"from=\d+"))
        expect(page.get_by_role("button", name="Show earlier")).to_be_visible()


def test_personal_data_is_masked_until_one_asks_and_after_one_leaves(
    browser: Browser, address: str, somebody: str
) -> None:
    with visit(browser, f"{address}/people/{somebody}") as page:
        settled(page)
        why = page.get_by_role("region", name="Why these identifiers are one person")
        why.locator("summary").first.click()
        expect(why.get_by_text(re.compile(r"on (one|\d+) rows? of")).first).to_be_visible()
        expect(why).to_contain_text("•••@", use_inner_text=True)
        page.get_by_role("switch", name="Show personal data").press("Space")
        expect(page.get_by_role("heading", level=1)).not_to_contain_text("•••")
        expect(page.get_by_role("region", name="Who saw personal data")).to_contain_text("on this page")
        assert flaws(page) == []
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_contain_text("•••@")


def test_a_story_fits_on_a_phone(browser: Browser, address: str, somebody: str) -> None:
    with visit(browser, f"{address}/people/{somebody}", width=360, height=800) as page:
        settled(page)
        assert cut(page) == []
