"""Segments and personas in a real Chromium: a rule built with the keyboard, mended, kept, asked anywhere."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.walking import Serve, cut, flaws, flaws_by_day_and_night, settled, visit
from tests.copying import copied

from desirepath import workspace

# Whether the browser would ask before the window is closed.
CLOSING = """() => {
  const closing = new Event("beforeunload", { cancelable: true });
  return !dispatchEvent(closing);
}"""
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def mine(serve: Serve, demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a copy of the demo company is served, to be changed."""
    folder = tmp_path_factory.mktemp("segments") / "demo"
    copied(demo_folder, folder)
    return serve(folder)


@pytest.fixture(scope="module")
def bare(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a workspace is served that holds nothing yet."""
    folder = tmp_path_factory.mktemp("segments") / "bare"
    workspace.create(folder, name="Bare")
    return serve(folder)


def who(page: Page) -> Locator:
    """How many the rule means, once that is known of the rule as it is."""
    panel = page.get_by_role("region", name="Who this is")
    expect(panel.locator("[aria-live]")).to_have_attribute("aria-busy", "false")
    return panel


def pick(page: Page, field: str, text: str) -> None:
    """Type a name into a field, and leave it there."""
    box = page.get_by_role("textbox", name=field).or_(page.get_by_role("combobox", name=field)).first
    box.focus()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")


def test_the_demo_has_three_segments_and_the_personas_that_stand_for_them(
    browser: Browser, address: str
) -> None:
    with visit(browser, f"{address}/segments") as page:
        for title in ("Busy families", "Remote professionals", "Careful retirees"):
            card = page.get_by_role("article", name=title)
            count = card.get_by_role("button", name=re.compile(r"^\d+ people: what is behind it$"))
            expect(count).to_be_visible()
        assert (flaws_by_day_and_night(page), cut(page)) == ([], [])
        page.goto(f"{address}/personas")
        for name in ("Busy family", "Remote professional", "Careful retiree"):
            card = page.get_by_role("article", name=name)
            expect(card.get_by_text("Conversion")).to_be_visible()
        settled(page)
        assert (flaws_by_day_and_night(page), cut(page)) == ([], [])


def test_a_workspace_without_segments_and_personas_says_what_they_are_for(
    browser: Browser, bare: str
) -> None:
    for place, title in (
        ("segments", "There is no segment yet"),
        ("personas", "There is no persona yet"),
    ):
        with visit(browser, f"{bare}/{place}") as page:
            expect(page.get_by_role("heading", name=title)).to_be_visible()
            settled(page)
            assert (flaws(page), cut(page)) == ([], [])


def test_a_segment_is_built_with_the_keyboard_kept_and_asked_of_everywhere(
    browser: Browser, mine: str
) -> None:
    with visit(browser, f"{mine}/segments") as page:
        page.get_by_role("main").get_by_role("link", name="New segment").first.press("Enter")
        page.get_by_role("textbox", name="Title").fill("Failed at activation")
        pick(page, "Touchpoint", "Activaton")
        expect(page.get_by_role("alert")).to_contain_text("Did you mean")
        expect(who(page)).to_contain_text("to mend")
        expect(page.get_by_role("button", name="Save")).to_be_disabled()
        page.get_by_role("button", name="Use “Activation”").press("Enter")
        expect(who(page)).to_contain_text('touchpoint "Activation"')

        page.get_by_role("button", name="Add a condition").press("Enter")
        page.get_by_role("menuitem", name="Has a trait").press("Enter")
        pick(page, "Trait", "city")
        pick(page, "Value", "Oslo")
        expect(who(page)).to_contain_text('whose city is "Oslo"')
        page.get_by_role("button", name="More: Has a trait, condition 2").press("Enter")
        page.get_by_role("menuitem", name="Everybody but these").press("Enter")
        expect(who(page)).to_contain_text("who are not people")
        page.get_by_role("button", name="Move up: Has a trait, condition 2").press("Enter")
        expect(who(page)).to_contain_text(re.compile("who are not people.*touchpoint", re.DOTALL))
        page.get_by_role("button", name="Take away: Has a trait, condition 1").press("Enter")
        expect(who(page)).not_to_contain_text("city")

        page.get_by_role("button", name="Save").press("Enter")
        expect(page).to_have_url(f"{mine}/segments/failed-activation".replace("failed", "failed-at"))
        assert page.evaluate(CLOSING) is False
        page.get_by_role("textbox", name="Title").fill("Failed at the last step")
        who(page)
        people = page.get_by_role("link", name="See the people")
        people.press("Enter")
        leaving = page.get_by_role("dialog", name="Leave without saving?")
        expect(leaving.get_by_role("button", name="Stay here")).to_be_focused()
        assert flaws(page) == []
        page.keyboard.press("Escape")
        expect(people).to_be_focused()
        assert page.evaluate(CLOSING) is True
        page.get_by_role("button", name="Make everything about them").press("Enter")
        expect(page).to_have_url(re.compile("segment=failed-at-activation"))
        people.press("Enter")
        leaving.get_by_role("button", name="Save and leave").press("Enter")
        expect(page.get_by_text("Only people of the segment")).to_be_visible()
        page.get_by_role("navigation").get_by_role("link", name="Segments").press("Enter")
        page.get_by_role("link", name="Failed at the last step").press("Enter")
        page.get_by_role("link", name="See the people").press("Enter")
        expect(page.get_by_text("Only people of the segment")).to_be_visible()
        expect(page.get_by_role("list", name="People").get_by_role("listitem").first).to_be_visible()
        page.go_back()
        page.get_by_role("button", name="Delete").press("Enter")
        expect(page.get_by_role("button", name="Keep it")).to_be_focused()
        page.get_by_role("button", name="Delete it").press("Enter")
        expect(page).to_have_url(f"{mine}/segments")
        expect(page.get_by_role("link", name="Busy families")).to_be_visible()
        expect(page.get_by_role("link", name="Failed at the last step")).to_have_count(0)


def test_the_editor_is_accessible_and_whole(browser: Browser, mine: str) -> None:
    with visit(browser, f"{mine}/segments/new") as page:
        settled(page)
        page.get_by_role("button", name="Add a condition").click()
        page.get_by_role("menuitem", name="Answered a survey").click()
        page.get_by_role("button", name="Add a condition").click()
        page.get_by_role("menuitem", name="A group of conditions").click()
        who(page)
        settled(page)
        assert flaws_by_day_and_night(page) == []
        assert cut(page) == []


def test_a_persona_is_written_and_measured(browser: Browser, mine: str) -> None:
    with visit(browser, f"{mine}/personas") as page:
        page.get_by_role("main").get_by_role("button", name="New persona").first.click()
        page.get_by_role("textbox", name="Name").fill("Ingrid, who works from home")
        page.get_by_role("textbox", name="Goals").fill("Internet that just works\nA person to call")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ingrid, who works from home")
        expect(page.get_by_text("It names no segment yet")).to_be_visible()
        page.get_by_role("button", name="Edit").click()
        page.get_by_role("combobox", name="Segment").click()
        page.get_by_role("option").first.click()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("region", name="What is measured").get_by_text("Conversion")).to_be_visible()
        settled(page)
        assert flaws(page) == []
        page.get_by_role("button", name="Edit").click()
        page.get_by_role("textbox", name="In one line").fill("An outage is a lost day")
        page.get_by_role("navigation").get_by_role("link", name="Personas").click()
        leaving = page.get_by_role("dialog", name="Leave without saving?")
        expect(leaving).to_contain_text("in this persona is not saved yet")
        leaving.get_by_role("button", name="Save and leave").click()
        expect(page.get_by_text("An outage is a lost day")).to_be_visible()
        page.get_by_role("button", name="Ingrid, who works from home").click()
        page.get_by_role("button", name="All personas").click()
        expect(page.get_by_role("article", name="Ingrid, who works from home")).to_be_visible()
        assert cut(page) == []


def test_lists_and_editor_fit_on_a_phone(browser: Browser, mine: str) -> None:
    for place in ("segments", "segments/new", "personas"):
        with visit(browser, f"{mine}/{place}", width=360, height=800) as page:
            settled(page)
            assert cut(page) == []
