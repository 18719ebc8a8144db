"""Exploring in a browser: every view by eye, by keyboard and on a phone; kept, exported, pinned, opened."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.walking import Serve, active, cut, flaws, flaws_by_day_and_night, focus, settled, visit
from tests.copying import copied

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FUNNEL = "/explore/funnel?path=Plans+page>>Order+form>>Activation"
OTHERS, AWARENESS = (re.compile(rf"^{name} [\d,]+") for name in ("Other steps", "Awareness"))
VIEWS = [
    "/explore/flow?lens=stage",
    "/explore/flow?anchor=Plans+page&as=graph",
    FUNNEL,
    f"{FUNNEL}&by=last+device",
    "/explore/stages",
    "/explore/paths?lens=stage&goal=renew",
    "/explore/retention",
    "/explore/compare?a=period:2025-Q1&b=period:2025-Q2",
    "/explore/views",
]


@pytest.fixture(scope="module")
def company(serve: Serve, demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a demo company of our own is served: it is changed here."""
    folder = tmp_path_factory.mktemp("explore") / "demo"
    copied(demo_folder, folder)
    return serve(folder)


def test_every_view_can_be_read_by_everybody(browser: Browser, company: str) -> None:
    with visit(browser, f"{company}{VIEWS[0]}") as page:
        for view in VIEWS:
            page.goto(f"{company}{view}")
            expect(page.locator("main h1")).to_be_visible()  # before that nothing waits yet
            settled(page)
            found = flaws_by_day_and_night(page) if view in VIEWS[::2] else flaws(page)
            assert (view, found, cut(page)) == (view, [], [])


def test_a_phone_shows_the_answer_first(browser: Browser, company: str) -> None:
    with visit(browser, f"{company}{VIEWS[0]}", width=360, height=740) as page:
        for view in VIEWS[1::2]:
            page.goto(f"{company}{view}")
            settled(page)
            assert (view, cut(page)) == (view, [])
        page.goto(f"{company}{FUNNEL}")
        settled(page)
        assert flaws(page) == []
        page.get_by_role("button", name="Change this view").click()
        expect(page.get_by_label("Within")).to_be_visible()


def test_the_keyboard_goes_along_the_flow_and_opens_who_left(browser: Browser, company: str) -> None:
    with visit(browser, f"{company}/explore/flow?lens=stage") as page:
        settled(page)
        chart = page.get_by_role("group", name="The flow, step by step")
        reach(page, "Awareness ")
        page.keyboard.press("ArrowRight")
        expect(focus(page)).to_have_accessible_name(re.compile("^Awareness to Consideration:"))
        page.keyboard.press("ArrowDown")
        expect(focus(page)).to_have_accessible_name(re.compile("^Awareness to Left:"))
        left = int(active(page).split(":")[1].split()[0].replace(",", ""))
        page.keyboard.press("Enter")
        drawer = page.get_by_role("dialog", name="Left after Awareness")
        expect(drawer.get_by_text("What they do next")).to_be_visible()
        expect(drawer).to_contain_text(f"{left:,}")
        expect(drawer.get_by_role("listitem")).to_have_count(8)
        assert flaws(page) == []
        expect(page).to_have_url(re.compile("open="))

        drawer.get_by_role("button", name="Open as a segment").click()
        page.get_by_label("Name of the segment").fill("Left at once")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="What everything is about: Left at once")).to_be_visible()
        expect(page.get_by_text(f"{left:,} journeys").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(drawer).to_have_count(0)
        expect(chart.get_by_role("button", name=AWARENESS).first).to_be_visible()
        expect(page).to_have_url(re.compile("segment=left-at-once"))


def test_other_and_left_are_always_there_however_few_nodes(browser: Browser, company: str) -> None:
    with visit(browser, f"{company}/explore/flow?top=1&steps=3") as page:
        settled(page)
        expect(page.get_by_role("button", name=OTHERS).first).to_be_visible()
        expect(page.get_by_role("img", name=re.compile(r"^Left [\d,]+")).first).to_be_visible()
        for_each = page.request.post(
            f"{company}/api/answers",
            data={"question": {"measure": "flow", "top": 1, "steps": 3, "collapse_loops": True}},
        ).json()["rows"]
        (first,) = [row for row in for_each if row["kind"] == "node" and row["step"] == 1 and
                    row["from_node"] == "(other)"]  # fmt: skip
        page.get_by_role("button", name=OTHERS).first.press("Enter")
        expect(page.get_by_role("dialog")).to_contain_text(f"{first['count']:,}")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Show as a table").click()
        expect(page.get_by_role("table", name="The flow, row by row")).to_be_visible()
        slider = page.get_by_role("slider", name="Nodes a step")
        slider.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**top=2**")
        page.get_by_text("Graph", exact=True).click()
        expect(page.get_by_role("group", name="The flow as a graph")).to_be_visible()
        expect(page.locator("main [aria-busy=true]")).to_have_count(0)  # what is old is dimmed until then
        assert flaws(page) == []


def test_a_funnel_is_built_by_the_keyboard_kept_and_pinned_to_the_map(browser: Browser, company: str) -> None:
    with visit(browser, f"{company}/explore/funnel") as page:
        settled(page)
        expect(page.get_by_role("heading", name="Choose where it begins")).to_be_visible()
        for label, name in (
            ("First step", "Order form"),
            ("Add a step", "Plans page"),
            ("Add a step", "Activation"),
        ):
            page.get_by_role("combobox", name=label).focus()
            page.keyboard.press("ArrowDown")
            expect(page.get_by_role("option").first).to_be_visible()
            page.keyboard.type(name)
            expect(page.locator("[role=option][data-combobox-selected]")).to_contain_text(name)
            page.keyboard.press("Enter")
            expect(page.get_by_role("button", name=f"Remove {name}")).to_be_visible()
            expect(page.get_by_role("combobox", name="Add a step")).to_have_value("")
        page.get_by_role("button", name="Move Plans page up").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**path=Plans+page**")
        settled(page)
        rows = asked(page, company)
        lost = rows[0]["journeys"] - rows[1]["journeys"]
        page.get_by_role("button", name=f"{lost:,} lost after Plans page").click()
        drawer = page.get_by_role("dialog", name="Lost after Plans page")
        expect(drawer).to_contain_text(f"{lost:,}")
        page.keyboard.press("Escape")

        expect(drawer).to_have_count(0)
        page.get_by_role("button", name="Drag Plans page").focus()
        page.keyboard.press("Space")
        expect(page.locator("li[data-dragged]")).to_have_count(1)
        page.keyboard.press("ArrowDown")
        expect(page.get_by_text("Plans page is over step 2.")).to_have_count(1)
        page.keyboard.press("Space")
        page.wait_for_url("**path=Order+form**")
        page.go_back() if "path=Plans" in page.url else page.get_by_role(
            "button", name="Move Plans page up"
        ).click()
        page.wait_for_url("**path=Plans+page**")
        settled(page)

        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("textbox", name="Name").fill("To a working line")
        page.get_by_role("dialog").get_by_role("button", name="Save").click()
        expect(page.get_by_text("“To a working line” is saved.")).to_be_visible()
        page.goto(f"{company}/explore/stages")
        page.get_by_role("button", name="Saved views").click()
        page.get_by_role("menuitem", name="To a working line").click()
        expect(page.get_by_role("heading", name="Funnel")).to_be_visible()
        settled(page)
        expect(page.get_by_role("button", name="Move Activation up")).to_be_visible()

        page.get_by_role("button", name="Pin to a map").click()
        page.get_by_role("combobox", name="At the step").click()
        page.get_by_role("option").first.click()
        assert flaws(page) == []
        page.get_by_role("button", name="Pin", exact=True).click()
        expect(page.get_by_text("On the map it reads")).to_be_visible()
        lanes = page.request.get(f"{company}/api/maps/current").json()["lanes"]
        pinned = [e for lane in lanes for c in lane.get("cards", []) for e in c.get("evidence", [])
                  if e["id"] == "pinned-funnel"]  # fmt: skip
        assert [e["row"] for e in pinned] == [{"step": 3}]

        page.get_by_role("button", name="Done").click()
        page.get_by_role("navigation").get_by_role("link", name="Saved views").click()
        kept = page.get_by_role("article", name="To a working line")
        expect(kept).to_contain_text("(1 figure)")
        assert (flaws(page), cut(page)) == ([], [])
        kept.get_by_role("button", name="Rename").press("Enter")
        page.get_by_role("textbox", name="Name").fill("Until it works")
        page.keyboard.press("Enter")
        expect(page.get_by_role("article", name="Until it works")).to_be_visible()
        page.keyboard.press("Control+K")
        page.get_by_role("textbox", name="Search").fill("until it")
        page.get_by_role("button", name="Until it works funnel").click()
        expect(page.get_by_role("heading", name="Funnel")).to_be_visible()
        expect(page.get_by_role("button", name="Move Activation up")).to_be_visible()
        page.go_back()
        page.get_by_role("button", name="Remove Until it works").press("Enter")
        expect(page.get_by_role("dialog")).to_contain_text("Its figures stay on the maps")
        page.get_by_role("dialog").get_by_role("button", name="Remove").press("Enter")
        expect(page.get_by_role("heading", name="Nothing is saved yet")).to_be_visible()


def test_groups_cohorts_and_who_went_back_open_to_their_people(browser: Browser, company: str) -> None:
    with visit(browser, f"{company}{FUNNEL}&by=traits.persona") as page:
        settled(page)
        table = page.get_by_role("table", name="The funnel of each group")
        lost = table.get_by_role("row", name=re.compile("^Busy family")).get_by_role("button").nth(1)
        lost.press("Enter")
        page.get_by_role("button", name=re.compile("lost before$")).press("Enter")
        drawer = page.get_by_role("dialog", name="Lost after Plans page, Busy family")
        people = drawer.get_by_text(re.compile(r"^\d+$")).first.inner_text()
        drawer.get_by_role("button", name="Open as a segment").click()
        page.get_by_label("Name of the segment").fill("Families lost")
        page.get_by_role("button", name="Open the segment").click()
        expect(page.get_by_role("region", name="Who this is")).to_contain_text(f"{people} people")

        page.goto(f"{company}/explore/retention")
        settled(page)
        page.get_by_role("button", name=re.compile("Began Mar 2025, 1 month later")).press("Enter")
        drawer = page.get_by_role("dialog")
        expect(drawer).to_have_accessible_name("Began Mar 2025, back 1 month later")
        drawer.get_by_text("Did not").click()
        expect(drawer).to_have_accessible_name("Began Mar 2025, not back 1 month later")
        expect(drawer.get_by_role("button", name="Open as a segment")).to_be_visible()
        assert flaws(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name=re.compile("All cohorts, 1 month later")).press("Enter")
        expect(page.get_by_role("dialog", name="All cohorts, back 1 month later")).to_contain_text(
            "open one of them"
        )

        page.goto(f"{company}/explore/stages")
        settled(page)
        back = page.get_by_role("button", name=re.compile("went back to Use: who they are$"))
        number = back.inner_text()
        back.press("Enter")
        expect(page.get_by_role("dialog", name="Went back to Use")).to_contain_text(number)


def test_data_and_pictures_are_handed_out(browser: Browser, company: str) -> None:
    with visit(browser, f"{company}{FUNNEL}") as page:
        settled(page)
        for label, head in (
            ("Data as CSV", b'"step"'),
            ("Data as Parquet", b"PAR1"),
            ("Picture as SVG", b"<svg"),
            ("Picture as PNG", b"\x89PNG"),
        ):
            page.get_by_role("button", name="Export").click()
            with page.expect_download() as saved:
                page.get_by_role("menuitem", name=label).click()
            assert saved.value.path().read_bytes().startswith(head), label


def test_two_sides_are_compared_in_words(browser: Browser, company: str) -> None:
    with visit(browser, f"{company}/explore/compare?of=drop_off&a=period:2025-Q1&b=period:2025-Q4") as page:
        settled(page)
        told = page.get_by_text("figures,").first.inner_text()
        assert told.startswith("Of ")
        rows = asked_of_two(page, company)
        clear = sum(bool(row["significant"]) for row in rows if not row["too_few"])
        assert (f"{clear} differ" in told) if clear else ("none differs clearly" in told)
        page.get_by_label("Or journeys that started in").first.fill("2025-Q2")
        page.keyboard.press("Enter")
        page.wait_for_url("**a=period%3A2025-Q2**")
        settled(page)
        expect(page.get_by_text("2025 Q2:")).to_be_visible()

        table = page.get_by_role("table")
        table.get_by_role("button", name=re.compile("what is behind it$")).first.press("Enter")
        page.get_by_role("button", name="The people behind it").press("Enter")
        drawer = page.get_by_role("dialog", name=re.compile("^2025 Q2: Dropped off in "))
        expect(drawer.get_by_text("What they do next")).to_be_visible()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("textbox", name="Name").fill("Spring and winter")
        page.keyboard.press("Enter")
        expect(page.get_by_text("“Spring and winter” is saved.")).to_be_visible()
        page.get_by_role("button", name="Pin to a map").click()
        page.get_by_role("combobox", name="At the step").click()
        page.get_by_role("option").first.click()
        page.get_by_role("button", name="Pin", exact=True).click()
        expect(page.get_by_text("(the smaller side: ")).to_be_visible()
        saved = page.request.get(f"{company}/api/views").json()
        assert [(one["view"]["key"], one["used_by"][0]["figures"]) for one in saved] == [
            ("spring-and-winter", 1)
        ]
        page.goto(f"{company}/explore/views/spring-and-winter")
        expect(page.get_by_text("2025 Q2:")).to_be_visible()


def reach(page: Page, name: str) -> None:
    """Press Tab until the focus is on what begins with this name."""
    for _ in range(80):
        if active(page).startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {name}")


def asked(page: Page, company: str) -> list[dict[str, Any]]:
    """The funnel as the API has it."""
    question = {"measure": "funnel", "steps": ["Plans page", "Order form", "Activation"]}
    rows: list[dict[str, Any]] = page.request.post(
        f"{company}/api/answers", data=json.dumps({"question": question}), headers=JSON
    ).json()["rows"]
    return rows


def asked_of_two(page: Page, company: str) -> list[dict[str, Any]]:
    """The comparison as the API has it."""
    sides = {"a": {"period": "2025-Q1"}, "b": {"period": "2025-Q4"}}
    body = {"question": {"measure": "drop_off"}, **sides}
    rows: list[dict[str, Any]] = page.request.post(
        f"{company}/api/comparisons", data=json.dumps(body), headers=JSON
    ).json()["rows"]
    return rows


JSON = {"content-type": "application/json"}
