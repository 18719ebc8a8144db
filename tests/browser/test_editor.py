"""The map editor in a real Chromium: by keyboard alone, in two tabs, without a connection, on a phone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from tests.browser.editing import Served, big_map, grid, opened, saved, served, stop
from tests.browser.walking import cut, flaws, flaws_by_day_and_night, settled, window
from tests.copying import copied

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def server(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(copied(demo_folder, tmp_path_factory.mktemp("edited") / "demo")) as found:
        yield found


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    complaints: list[str] = []
    with window(browser) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
    assert complaints == []


def begun(server: Served, key: str) -> str:
    server.ask("/api/maps", {"begin": "blank", "key": key, "title": f"Map {key}"})
    return key


def test_a_map_is_written_with_the_keyboard_alone(server: Served, tab: Page) -> None:
    key = begun(server, "by-keyboard")
    opened(tab, server, key)
    keys = tab.keyboard
    tab.get_by_role("button", name="Keys", exact=True).focus()
    keys.press("Tab")
    expect(stop(tab, "stage:stage-1")).to_be_focused()
    keys.press("ArrowDown")
    keys.type("Looks around")
    keys.press("Enter")
    expect(stop(tab, "step:step-1")).to_contain_text("Looks around")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(stop(tab, "slot:lane-actions:step-1")).to_be_focused()
    keys.type("Compares")
    keys.press("Shift+Enter")
    keys.type("three prices")
    keys.press("Enter")
    card = grid(tab).get_by_role("group", name=re.compile("Compares"))
    expect(card).to_be_focused()
    expect(card).to_contain_text("Compares\nthree prices", use_inner_text=True)
    keys.press("F2")
    keys.type(" at home")
    keys.press("Escape")
    expect(card).not_to_contain_text("at home")
    keys.press("Alt+ArrowRight")
    expect(card).to_be_focused()
    expect(card).to_have_attribute("data-step", "step-2")
    keys.press("Control+c")
    keys.press("End")
    keys.press("Control+v")
    expect(grid(tab).get_by_role("group", name=re.compile("Compares"))).to_have_count(2)
    keys.press("Control+z")
    expect(card).to_have_count(1)
    keys.press("Control+Shift+z")
    expect(card).to_have_count(2)
    keys.press("Control+Home")
    keys.press("Space")
    expect(tab.get_by_role("menuitem", name="Insert a stage after")).to_be_visible()
    for _ in range(9):
        keys.press("ArrowDown")
        if tab.evaluate("document.activeElement.textContent") == "Insert a stage after":
            break
    keys.press("Enter")
    expect(grid(tab).get_by_role("columnheader", name="New stage")).to_be_focused()
    saved(tab)
    kept = server.ask(f"/api/maps/{key}")
    assert [stage["name"] for stage in kept["stages"]] == ["Before", "New stage", "During", "After"]
    texts = [card["text"] for lane in kept["lanes"] for card in lane.get("cards", [])]
    assert texts == ["Compares\nthree prices"] * 2


def test_a_feeling_is_set_with_keys_and_a_table_is_pasted(server: Served, tab: Page) -> None:
    key = begun(server, "pasted")
    opened(tab, server, key)
    stop(tab, "emotion:step-1").focus()
    for _ in range(3):
        tab.keyboard.press("-")
    expect(stop(tab, "emotion:step-1")).to_contain_text("−0.3")
    tab.keyboard.press("Control+z")
    expect(stop(tab, "emotion:step-1")).not_to_contain_text("−0.3")
    tab.evaluate('navigator.clipboard.writeText("one\\t\\"two\\nlines\\"\\nthree\\tfour")')
    stop(tab, "slot:lane-actions:step-1").focus()
    tab.keyboard.press("Control+v")
    expect(grid(tab).get_by_role("group")).to_have_count(4)
    saved(tab)
    lanes = {lane["id"]: lane.get("cards", []) for lane in server.ask(f"/api/maps/{key}")["lanes"]}
    assert [(card["step"], card["text"]) for card in lanes["lane-actions"]] == [
        ("step-1", "one"),
        ("step-2", "two\nlines"),
    ]
    assert [card["text"] for card in lanes["lane-questions"]] == ["three", "four"]


def test_a_step_of_a_day_is_moved_on_the_clock_with_keys_and_by_its_end(server: Served, tab: Page) -> None:
    key = "a-day"
    server.ask("/api/maps", {"begin": "template", "template": "installer-day", "key": key, "title": "A day"})
    opened(tab, server, key)
    head, time = stop(tab, "step:drives-out"), stop(tab, "clock:drives-out")
    expect(head).to_contain_text("06:30 – 07:15 45 min")
    stop(tab, "step:drives-out").focus()
    tab.keyboard.press("ArrowUp")
    expect(time).to_be_focused()
    tab.keyboard.press("-")
    expect(head).to_contain_text("06:30 – 07:00 30 min")
    tab.keyboard.press("Alt+ArrowRight")
    expect(head).to_contain_text("06:45 – 07:15")
    expect(time).to_be_focused()
    end = time.locator("[data-edge=end]").bounding_box()
    assert end
    tab.mouse.move(end["x"] + 5, end["y"] + 5)
    tab.mouse.down()
    tab.mouse.move(end["x"] + 28, end["y"] + 5, steps=4)
    tab.mouse.up()
    expect(head).to_contain_text("06:45 – 07:30")
    time.focus()
    tab.keyboard.press("Enter")
    tab.get_by_role("textbox", name="From").fill("7")
    tab.get_by_role("textbox", name="Until").fill("7.20")
    tab.get_by_role("button", name="Done").click()
    expect(head).to_contain_text("07:00 – 07:20, overlaps 20 min")
    saved(tab)
    (step,) = [
        step
        for stage in server.ask(f"/api/maps/{key}")["stages"]
        for step in stage["steps"]
        if step["id"] == "drives-out"
    ]
    assert (step["starts_at"], step["ends_at"]) == ("07:00", "07:20")
    assert flaws(tab) == []
    assert cut(tab) == []


def test_a_persona_gets_a_face_that_its_map_shows(server: Served, tab: Page, tmp_path: Path) -> None:
    face = tmp_path / "face.png"
    Image.new("RGB", (64, 64), "teal").save(face)
    tab.goto(f"{server.url}/personas?persona=busy-family&edit=yes")
    tab.locator("input[type=file]").set_input_files(face)
    expect(tab.get_by_role("button", name="Another picture")).to_be_visible()
    tab.get_by_role("button", name="Another line").click()
    tab.get_by_role("textbox", name="What it is, 3").fill("children")
    tab.get_by_role("textbox", name="What is true of them, 3").fill("two")
    assert flaws(tab) == []
    tab.get_by_role("button", name="Save").click()
    whence = tab.get_by_role("region", name="What is from where")
    expect(whence).to_contain_text(re.compile(r"How many they are \(\d+\)"))
    expect(whence).to_contain_text("Age, household, children, goals, needs and frustrations")
    key = begun(server, "of-a-family")
    persona = {"op": "set", "id": "map", "field": "persona", "value": "busy-family", "was": None}
    server.ask(f"/api/maps/{key}/edits", {"operations": [persona]})
    opened(tab, server, key)
    expect(tab.locator("header img[src^='/api/attachments/']")).to_be_visible()


def test_a_step_is_bound_to_what_people_did_and_split_and_merged(server: Served, tab: Page) -> None:
    key = begun(server, "bound")
    opened(tab, server, key)
    stop(tab, "step:step-2").click()
    tab.keyboard.press("Space")
    tab.get_by_role("menuitem", name="Step and what people did").click()
    panel = tab.get_by_role("complementary", name="Step and what people did")
    panel.get_by_role("textbox", name="Find what people did").fill("help")
    panel.get_by_role("listitem").first.get_by_role("button").first.click()
    expect(panel.get_by_text(re.compile("of [0-9,]+ people"))).to_be_visible()
    panel.get_by_role("button", name="Bind the step so").click()
    saved(tab)
    bound = [step for stage in server.ask(f"/api/maps/{key}")["stages"] for step in stage["steps"]]
    assert [len(step.get("bindings", [])) for step in bound] == [0, 1, 0]
    stop(tab, "step:step-2").click(button="right")
    tab.get_by_role("menuitem", name="Split into two steps").click()
    expect(grid(tab).get_by_role("columnheader", name="New step (2)")).to_be_visible()
    stop(tab, "step:step-2").click(button="right")
    tab.get_by_role("menuitem", name="Merge with the next").click()
    expect(grid(tab).get_by_role("columnheader", name="New step (2)")).to_have_count(0)


def test_cards_and_steps_are_dragged(server: Served, tab: Page) -> None:
    key = big_map(server, "dragged")
    opened(tab, server, key)
    stop(tab, "card:actions-0").drag_to(stop(tab, "card:questions-2"))
    expect(stop(tab, "card:actions-0")).to_have_attribute("data-lane", "l-questions")
    expect(stop(tab, "card:actions-0")).to_have_attribute("data-step", "p2")
    stop(tab, "step:p0").drag_to(stop(tab, "step:p3"))
    expect(stop(tab, "step:p0")).to_have_attribute("data-at", "5")
    saved(tab)


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    with window(browser) as page:
        yield page


def test_two_tabs_see_each_other_and_nothing_is_lost(server: Served, tab: Page, other: Page) -> None:
    key = big_map(server, "shared")
    opened(tab, server, key)
    opened(other, server, key)
    write(tab, "card:actions-0", "From the first tab")
    saved(tab)
    expect(stop(other, "card:actions-0")).to_contain_text("From the first tab")

    other.context.set_offline(True)
    write(other, "card:actions-1", "Written by both: theirs is mine")
    write(other, "card:questions-1", "Only here")
    expect(other.get_by_text("Offline, kept here")).to_be_visible()
    write(tab, "card:actions-1", "The other one was first")
    saved(tab)
    other.context.set_offline(False)
    other.get_by_role("button", name="1 change to decide").click()
    panel = other.get_by_role("complementary", name="Changed by others too")
    expect(panel).to_contain_text("The other one was first")
    expect(panel).to_contain_text("Written by both: theirs is mine")
    saved(other)
    expect(stop(tab, "card:questions-1")).to_contain_text("Only here")
    panel.get_by_role("button", name="Keep mine").click()
    expect(stop(tab, "card:actions-1")).to_contain_text("theirs is mine")


def test_a_restarted_server_and_a_reloaded_page_lose_nothing(server: Served, tab: Page) -> None:
    key = big_map(server, "restarted")
    tab.route("**/assets/export-panel*", lambda route: route.abort())
    opened(tab, server, key)
    server.stop()
    tab.get_by_role("button", name="Export", exact=True).click()
    expect(tab.get_by_text("This part of the app could not be fetched")).to_be_visible()
    write(tab, "card:actions-0", "Written while nobody answered")
    expect(tab.get_by_text("Offline, kept here")).to_be_visible()
    write(tab, "card:actions-1", "And one more")
    server.start()
    tab.reload()
    expect(stop(tab, "card:actions-0")).to_contain_text("Written while nobody answered")
    expect(stop(tab, "card:actions-1")).to_contain_text("And one more")
    saved(tab)
    texts = {
        card["id"]: card["text"] for card in server.ask(f"/api/maps/{key}")["lanes"][-5].get("cards", [])
    }
    assert texts["actions-0"] == "Written while nobody answered"
    assert len(server.ask(f"/api/maps/{key}/revisions")) <= 5


def test_every_key_works_on_a_map_of_forty_steps(server: Served, tab: Page) -> None:
    key = big_map(server, "forty")
    opened(tab, server, key)
    stop(tab, "card:actions-0").focus()
    for pressed in ("ArrowRight", "F2", "x", "Enter", "Alt+ArrowRight", "Control+z", "Delete"):
        tab.keyboard.press(pressed)
    for at in (5, 15, 25):
        stop(tab, f"step:p{at}").focus()
        tab.keyboard.press("Alt+ArrowRight")
    saved(tab)
    for at in (5, 15, 25):  # three new steps stand before them, and each went one further
        expect(stop(tab, f"step:p{at}")).to_have_attribute("data-at", str(at + 4))
    (actions,) = [lane for lane in server.ask(f"/api/maps/{key}")["lanes"] if lane["id"] == "l-actions"]
    assert len(actions["cards"]) == 39  # one was deleted


def write(page: Page, name: str, text: str) -> None:
    """A card's text written anew."""
    stop(page, name).focus()
    page.keyboard.press("F2")
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(stop(page, name)).to_contain_text(text)


def test_the_editor_and_the_list_of_maps_are_accessible(server: Served, browser: Browser) -> None:
    with window(browser) as page:
        for address in (
            "maps",
            "maps?new=blank",
            "maps/current",
            "maps/current?panel=step&about=views-the-home-page",
        ):
            page.goto(f"{server.url}/{address}")
            expect(page.locator("main h1")).to_be_visible()
            settled(page)
            assert flaws_by_day_and_night(page) == [], address
            assert cut(page) == [], address


def test_a_phone_shows_one_step_at_a_time_and_edits_it(server: Served, browser: Browser) -> None:
    key = big_map(server, "on-a-phone")
    with window(browser, width=390, height=844, touch=True) as page:
        opened(page, server, key)
        page.get_by_role("button", name="Step after").click()
        expect(page.get_by_role("heading", level=2)).to_have_text("New step")
        page.get_by_role("combobox", name="Step").click()
        page.get_by_role("option", name="Stage 0: Step 3").click()
        expect(page.get_by_role("heading", level=2)).to_have_text("Step 3")
        expect(page).to_have_url(re.compile("step=p3"))
        page.get_by_role("button", name=re.compile("^actions of 3")).click()
        page.get_by_role("textbox", name="Text").fill("Written with a thumb")
        page.get_by_role("button", name="Keep", exact=True).click()
        written = page.get_by_role("button", name=re.compile("Written with a thumb"))
        written.click()
        page.get_by_role("button", name="More", exact=True).click()
        page.get_by_role("menuitem", name="Move to …").click()
        page.get_by_role("dialog").get_by_role("combobox", name="Step").click()
        page.get_by_role("option", name="Step 4", exact=True).click()
        page.get_by_role("button", name="Move", exact=True).click()
        expect(written).to_have_count(0)
        page.get_by_role("button", name="Step after").click()
        expect(written).to_be_visible()
        page.get_by_role("button", name="What can be done with the step").click()
        page.get_by_role("menuitem", name="Merge with the next").click()
        expect(page.get_by_role("button", name=re.compile("^actions of 5"))).to_be_visible()
        saved(page)
        assert flaws(page) == []
        assert cut(page) == []
