"""The first page in a real Chromium: what needs attention first, numbers that open, a map checked."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect
from tests.browser.walking import Serve, cut, flaws_by_day_and_night, settled, visit
from tests.copying import copied

from desirepath import workspace
from desirepath.maps import Goal, Opportunity
from desirepath.workspace import documents

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LONG = (
    "How might we let people activate the router without typing a code in six-point letters on its underside?"
)


@pytest.fixture(scope="module")
def published(serve: Serve, demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the demo company is served, its map published with an opportunity of many words."""
    folder = tmp_path_factory.mktemp("home") / "demo"
    copied(demo_folder, folder)
    mine = workspace.open(folder)
    (kept,) = mine.catalog.documents("map")
    chance = Opportunity(id="o1", title=LONG, customer_value=90, business_value=80, effort=2, reach=40)
    planned = replace(
        mine.kept_map(kept.key), owner="Ana", review_every="P3M", last_reviewed_at="2025-07-01",
        status="published",
        goals=[Goal(id="g", statement="Fewer leave")], opportunities=[chance], revision=kept.number,
    )  # fmt: skip
    documents.keep(mine.catalog, [planned], author="ana", reason="edit", at_us=mine.now())
    return serve(folder)


def test_what_needs_attention_is_led_by_the_hottest_step(page: Page) -> None:
    settled(page)
    first = page.get_by_role("list", name="What needs attention").get_by_role("listitem").first
    expect(first).to_contain_text("leave here for good")
    first.get_by_role("button", name="what is behind it").click()
    expect(page.get_by_role("dialog")).to_contain_text("n = ")
    page.keyboard.press("Escape")
    first.get_by_role("link", name="See the step").press("Enter")
    expect(page).to_have_url(re.compile(r"/maps/current\?panel=step&about="))


def test_the_first_page_is_accessible_and_whole(browser: Browser, published: str) -> None:
    with visit(browser, published) as page:
        settled(page)
        expect(page.get_by_text(LONG).first).to_be_visible()
        assert flaws_by_day_and_night(page) == []
        assert cut(page) == []


def test_on_a_phone_everything_is_in_one_column(browser: Browser, published: str) -> None:
    with visit(browser, published, width=360, height=800) as page:
        settled(page)
        assert cut(page) == []


def test_a_published_map_is_checked_while_one_reads(browser: Browser, published: str) -> None:
    with visit(browser, published) as page:
        maps = page.get_by_role("region", name="Maps")
        expect(maps.get_by_text("explains")).to_be_visible()
        expect(page.get_by_text("of what people did").first).to_be_visible()
        page.reload()
        expect(maps.get_by_text("explains")).to_be_visible()
        ledger = page.get_by_role("region", name="Sources")
        expect(ledger).to_contain_text("rows read")
        expect(ledger.get_by_role("row")).to_have_count(9)
