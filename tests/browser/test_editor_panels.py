"""The editor's panels of evidence, hotspots and opportunities in a real Chromium, by keyboard."""

import json
import re
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.walking import Serve, cut, flaws_by_day_and_night, settled, visit
from tests.copying import copied

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CARD = "obstacles-views-the-plans-page-1"
SAVED = {
    "key": "to-the-order",
    "title": "From the plans to the order",
    "view": "funnel",
    "question": {"measure": "funnel", "steps": ["Plans page", "Order form"]},
}


@pytest.fixture(scope="module")
def mine(serve: Serve, demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a copy of the demo company is served, to be changed; one view is saved in it."""
    folder = tmp_path_factory.mktemp("panels") / "demo"
    copied(demo_folder, folder)
    at = serve(folder)
    asked(f"{at}/api/views/to-the-order?onto=0", SAVED)
    return at


def asked(url: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method="PUT" if data else "GET")
    request.add_header("content-type", "application/json")
    with urllib.request.urlopen(request) as reply:
        return json.loads(reply.read())


def panel(page: Page) -> Locator:
    return page.get_by_role("complementary").filter(has=page.get_by_role("button", name="Close the panel"))


def press(place: Locator) -> None:
    place.focus()
    place.press("Enter")


def choose(page: Page, field: Locator, option: str) -> None:
    """Choose an option by keyboard."""
    field.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name=option, exact=True)).to_be_visible()
    field.fill(option) if field.is_editable() else None
    for _ in range(40):
        chosen = page.locator("[data-combobox-selected]:visible")
        if chosen.count() and chosen.first.inner_text() == option:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def saved(page: Page) -> None:
    expect(page.get_by_text("Saved", exact=True).first).to_be_visible()


def test_evidence_is_judged_confirmed_and_added(browser: Browser, mine: str) -> None:
    with visit(browser, f"{mine}/maps/current?panel=evidence&about={CARD}") as page:
        room = panel(page)
        standing = room.get_by_role("region", name="How it stands")
        rests = room.get_by_role("region", name="What it rests on")
        expect(standing).to_contain_text("recently of one kind only (figure)")
        press(room.get_by_role("button", name="Where from").first)
        expect(rests).to_contain_text("Share that left for good from here: “Views the plans page”")
        expect(rests).to_contain_text(re.compile(r"95 % interval .+ · n = \d+"))

        press(room.get_by_role("button", name="Confirm it"))
        room.get_by_role("textbox", name="Why it holds all the same").fill("Seen in the shop as well")
        press(room.get_by_role("button", name="Confirm", exact=True))
        expect(standing).to_contain_text("By its evidence alone it would be observed")
        press(room.get_by_role("button", name="Take it back"))
        expect(standing).not_to_contain_text("set by hand")

        room.get_by_role("textbox", name="Find what people said").fill("price")
        found = room.get_by_role("list", name=re.compile("What people said")).get_by_role("listitem")
        expect(found.first).to_contain_text(re.compile("price", re.IGNORECASE))
        expect(found.filter(has_not_text=re.compile("price", re.IGNORECASE))).to_have_count(0)
        press(found.first.get_by_role("button"))
        expect(rests.locator("blockquote")).to_have_count(1)
        expect(standing).to_contain_text("2 kinds")
        rests.get_by_role("radiogroup").last.get_by_text("Against").click()
        expect(rests).to_contain_text("against")
        press(rests.get_by_role("button", name="Remove this quote"))
        expect(rests.locator("blockquote")).to_have_count(0)

        press(room.get_by_role("tab", name="Note"))
        room.get_by_role("textbox", name="What was seen or said").fill(
            "Two of five asked what the speed means"
        )
        room.get_by_role("textbox", name="Source").fill("Shop visit")
        press(room.get_by_role("button", name="Add it"))
        expect(rests).to_contain_text("Two of five asked")
        saved(page)

        press(room.get_by_role("tab", name="Figure"))
        press(room.get_by_role("button", name=re.compile("From the plans to the order")))
        share = room.get_by_role("button", name="Add to the chosen card: Order form, of all who began")
        expect(share).to_be_enabled()
        press(share)
        expect(rests).to_contain_text("Share of all who began")
        saved(page)
    kept = asked(f"{mine}/api/maps/current")
    (card,) = [card for lane in kept["lanes"] for card in lane.get("cards", []) if card["id"] == CARD]
    assert [piece["kind"] for piece in card["evidence"]] == ["metric", "metric", "note", "metric"]
    assert card["status"] == "validated"


def test_what_a_feeling_and_a_goal_rest_on_is_opened_and_added_to(browser: Browser, mine: str) -> None:
    with visit(browser, f"{mine}/maps/current") as page:
        room = panel(page)
        rests = room.get_by_role("region", name="What it rests on")
        felt = page.locator('[data-kind="emotion"]').filter(has_text=re.compile("n = "))
        felt.first.focus()
        page.keyboard.press("Enter")
        page.get_by_role("textbox", name="Target").fill("1.5")
        press(page.get_by_role("button", name="Done"))
        felt.first.focus()
        page.keyboard.press("Shift+F10")
        press(page.get_by_role("menuitem", name="Evidence: target"))
        expect(room.get_by_role("heading", level=3)).to_have_text("Target of feeling +1.5")
        felt.first.locator("[data-source=measured]").first.click()
        expect(room.get_by_role("heading", level=3)).to_contain_text("Measured feeling")

        press(page.get_by_role("button", name="Goals and plan"))
        press(room.get_by_role("button", name="Add a figure"))
        press(room.get_by_role("button", name="What “New figure” rests on"))
        expect(rests).to_contain_text("nobody has measured it")
        press(room.get_by_role("tab", name="Note"))
        room.get_by_role("textbox", name="What was seen or said").fill("Agreed with the board")
        room.get_by_role("textbox", name="Source").fill("Minutes")
        press(room.get_by_role("button", name="Add it"))
        expect(rests).to_contain_text("Agreed with the board")
        saved(page)


def test_a_quote_is_carried_onto_a_card_and_a_feeling(browser: Browser, mine: str) -> None:
    with visit(browser, f"{mine}/maps/current?panel=evidence&about={CARD}") as page:
        settled(page)
        onto = page.locator('[data-stop="card:actions-clicks-the-ads-1"]')
        onto.scroll_into_view_if_needed()
        quote = (
            panel(page).get_by_role("list", name=re.compile("What people said")).get_by_role("listitem").first
        )
        words = quote.locator("p").first.inner_text()
        quote.drag_to(onto)
        expect(onto).to_contain_text("1 quote")
        onto.get_by_text("1 quote").click()
        expect(panel(page).get_by_role("region", name="What it rests on")).to_contain_text(words)
        page.keyboard.press("Control+z")
        expect(onto).not_to_contain_text("quote")

        felt = page.locator('[data-kind="emotion"]').filter(has_text=re.compile("n = ")).last
        felt.scroll_into_view_if_needed()
        quote.drag_to(felt)
        expect(panel(page).get_by_role("heading", level=3)).to_contain_text("Measured feeling")
        rests = panel(page).get_by_role("region", name="What it rests on")
        expect(rests.locator("blockquote")).to_have_text(words)
        quote.drag_to(felt)
        expect(page.get_by_text("It rests on this quote already.")).to_be_attached()
        expect(rests.locator("blockquote")).to_have_count(1)


def test_a_hotspot_is_shown_becomes_an_opportunity_and_one_is_placed(browser: Browser, mine: str) -> None:
    with visit(browser, f"{mine}/maps/current?panel=hotspots") as page:
        room = panel(page)
        worst = room.get_by_role("list", name="Hotspots, the worst first").locator(":scope > li").first
        shown = worst.locator("[aria-label^=Score]").inner_text()
        parts = [int(each) for each in worst.locator("[class*=points]").all_inner_texts()]
        assert abs(sum(parts) - int(shown)) <= len(parts)
        press(worst.get_by_role("button", name="Show on the map"))
        expect(page.locator('[data-stop="step:fails-at-activation"]')).to_be_focused()

        place = room.get_by_role("region", name="Place a hotspot by hand")
        expect(place.get_by_role("combobox", name="At the step")).to_have_value("Fails at activation")
        place.get_by_role("textbox", name="Why it needs attention").fill("The help desk is drowning")
        place.get_by_role("textbox", name="Score, 0 to 100").fill("90")
        press(place.get_by_role("button", name="Place it"))
        expect(worst).to_contain_text("The help desk is drowning")
        press(worst.get_by_role("button", name="Remove"))
        expect(worst).not_to_contain_text("The help desk")

        press(worst.get_by_role("button", name="Make it an opportunity"))
        expect(page).to_have_url(re.compile("panel=opportunities"))
        title = room.get_by_role("textbox", name="Title")
        expect(title).to_have_value("How might we keep more people at “Fails at activation”?")
        saved(page)


def test_opportunities_are_scored_ordered_and_seen_in_the_matrix(browser: Browser, mine: str) -> None:
    with visit(browser, f"{mine}/maps/current?panel=opportunities") as page:
        room = panel(page)
        press(room.get_by_role("button", name="Add an opportunity"))
        room.get_by_role("textbox", name="Title").fill("How might we say what a price rise buys?")
        for name, value in (("Customer value", "80"), ("Business value", "60"), ("Effort", "9")):
            field = room.get_by_role("textbox", name=name)
            field.fill(value)
            field.press("Tab")
        choose(page, room.get_by_role("combobox", name="Status"), "Planned")
        press(room.get_by_role("button", name="Add an initiative"))
        room.get_by_role("textbox", name="Initiative").fill("A letter in plain words")
        room.get_by_role("textbox", name="Initiative").press("Enter")
        matrix = room.get_by_role("group", name="Effort against value")
        number = matrix.get_by_role(
            "button", name=re.compile("price rise buys.*value 70 of 100, effort 5 of 5")
        )
        expect(number).to_have_text("1")
        entries = room.get_by_role("list", name=re.compile("Opportunities")).locator(":scope > li")
        expect(entries.first).to_contain_text("Planned · value 70 · effort 5 of 5")
        press(number)
        expect(entries.first.get_by_role("button").first).to_have_attribute("aria-expanded", "false")
        saved(page)
    kept = asked(f"{mine}/api/maps/current")["opportunities"]
    (made,) = [one for one in kept if "price rise" in one["title"]]
    assert (made["status"], made["effort"], made["initiatives"][0]["title"]) == (
        "planned",
        5.0,
        "A letter in plain words",
    )


def test_the_panels_are_accessible_and_whole(browser: Browser, mine: str) -> None:
    with visit(browser, f"{mine}/maps/current?panel=evidence&about={CARD}") as page:
        for name in ("evidence", "hotspots", "opportunities"):
            if name != "evidence":
                page.get_by_role("button", name=name.capitalize(), exact=True).click()
            expect(panel(page).get_by_role("heading", level=2)).to_have_text(name.capitalize())
            settled(page)
            if name == "opportunities":
                panel(page).get_by_role("list").first.get_by_role("button").first.click()
            assert flaws_by_day_and_night(page) == [], name
            assert cut(page) == [], name
    with visit(browser, f"{mine}/maps/current?panel=opportunities", width=390, height=844) as page:
        expect(page.get_by_role("dialog")).to_be_visible()
        assert cut(page) == []


def test_a_map_is_checked_and_its_figures_counted_again(browser: Browser, mine: str) -> None:
    with visit(browser, f"{mine}/maps/current?panel=publish") as page:
        expect(panel(page).get_by_text("of what people do is on the map")).to_be_visible()
        recount = panel(page).get_by_role("button", name="Recount the figures")
        recount.click()
        expect(page.get_by_text("The figures are those of now.")).to_be_attached()
        expect(recount).to_be_visible()
        expect(page).not_to_have_url(re.compile("recount="))
