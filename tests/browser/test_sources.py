"""Adding data in a browser: a file, its columns, their meaning, the load; ledger, quarantine, touchpoints."""

import csv
import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from tests.browser.walking import Serve, cut, flaws, flaws_by_day_and_night, focus, settled, visit
from tests.server.companies import drawn

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAGES = ("/sources", "/sources/new", "/sources/touchpoints", "/sources/quarantine")
SHELVES = ("Hylle", "Hylle på lager", "<script>alert(1)</script>")
ROWS = [
    f"{number};who-{number % 9}@post.example;{'soon' if number == 3 else f'{1 + number % 28:02}.03.2025'};"
    f"{'Butikk' if number % 2 else 'Web'};{SHELVES[number % 3]};{number},50"
    for number in range(40)
]
ORDERS = "\n".join(["order_id;email;bought;way;page;total", *ROWS, ""])


@pytest.fixture(scope="module")
def shop(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a little shop is served, to which data is added."""
    folder = tmp_path_factory.mktemp("sources") / "shop"
    drawn(folder)
    return serve(folder)


def test_every_page_of_the_data_is_accessible(browser: Browser, address: str) -> None:
    with visit(browser, address) as page:
        for path in PAGES:
            page.goto(address + path)
            settled(page)
            expect(page.locator("main h1")).to_be_visible()
            assert (path, flaws_by_day_and_night(page)) == (path, [])
            assert (path, cut(page)) == (path, [])


def test_a_file_is_added_understood_corrected_loaded_and_its_misfit_taken_in(
    browser: Browser, shop: str
) -> None:
    with visit(browser, f"{shop}/sources/new") as page:
        choose(page, "Bestillinger mars.csv", ORDERS.encode("latin-1", "replace"))
        expect(page.get_by_role("columnheader", name="bought")).to_be_visible()
        assert flaws(page) == []
        page.get_by_role("button", name="Say what it means").click()
        expect(page.get_by_role("region", name="The first five interactions")).to_be_visible()

        pick(page, "When: where it comes from", "bought")
        expect(page.get_by_text("39 of the first 40 rows fit")).to_be_visible()
        expect(page.get_by_label("Would be set aside")).to_contain_text("soon")
        pick(page, "Channel: where it comes from", "way")
        pick(page, "Channel of Butikk", "in person")
        pick(page, "Channel of Web", "website")
        pick(page, "Touchpoint: where it comes from", "page")
        expect(page.get_by_role("cell", name="<script>alert(1)</script>").first).to_be_visible()
        expect(page.get_by_role("cell", name="in person").first).to_be_visible()
        assert flaws(page) == []
        page.reload()
        expect(page.get_by_role("combobox", name="Channel of Butikk")).to_have_value("in person")

        page.get_by_role("button", name="Load it").click()
        page.get_by_label("Name of this mapping").fill("Ordrer")
        page.get_by_label("Source").fill("butikk")
        page.get_by_role("button", name="Load", exact=True).click()
        expect(page.get_by_role("heading", name="Loaded")).to_be_visible()
        page.get_by_role("button", name="Compute journeys").click()
        expect(page.get_by_role("heading", name="Journeys are computed")).to_be_visible()
        assert flaws(page) == []

        page.goto(f"{shop}/sources")
        source = page.get_by_role("article", name="butikk")
        expect(source).to_contain_text("39")
        source.get_by_role("link", name="1 row was set aside").click()
        take_in(page)
        page.goto(f"{shop}/sources")
        expect(page.get_by_text("What you see is not the newest")).to_be_visible()
        page.get_by_role("button", name="Refresh").click()
        expect(page.get_by_role("article", name="butikk")).to_contain_text("40")


def take_in(page: Page) -> None:
    """Say that a row without a time keeps its place in the order, and take it in."""
    page.get_by_role("combobox", name="Load").click()
    page.get_by_role("option", name=re.compile("Bestillinger mars")).click()
    expect(page.get_by_label("The rows")).to_contain_text("soon")
    page.get_by_role("button", name="Mend the mapping").click()
    expect(page.get_by_role("button", name="No row fits yet")).to_be_disabled()
    pick(page, "When: how it is written", "no time: only the order of the rows")
    page.get_by_text("What fits now (1)").click()
    expect(page.get_by_text("the first row fits")).to_be_visible()
    assert flaws(page) == []
    page.get_by_role("button", name="Keep it and take the rows in").click()
    expect(page.get_by_text("1 row was taken in, 0 still set aside")).to_be_visible()


def test_a_file_that_cannot_be_read_says_why_and_another_is_chosen(browser: Browser, shop: str) -> None:
    awkward = {
        "blank.csv": b"\n\n\n",
        "photo.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        "head.csv": b"id;when;who\n",
        "torn.csv.gz": gzip.compress(ORDERS.encode())[:30],
    }
    with visit(browser, f"{shop}/sources/new", complains=True) as page:
        choose(page, "empty.csv", b"")
        expect(page.get_by_role("alert")).to_contain_text("empty")
        for name, content in awkward.items():
            choose(page, name, content)
            expect(page.get_by_role("alert")).to_contain_text(name.partition(".")[0])
            assert flaws(page) == []
            page.get_by_role("button", name="Choose another file").click()
            expect(page.get_by_role("heading", name="Drop an export here")).to_be_visible()


def test_awkward_tables_fit_a_phone(browser: Browser, shop: str) -> None:
    wide = ",".join(f"column {n}" for n in range(300)) + "\n" + (",".join(["a value"] * 300) + "\n") * 9
    huge = "who,when,said\n" + f"ana,2025-01-01,{'x' * 300_000}\n" * 3
    with visit(browser, f"{shop}/sources/new", width=390, height=844) as page:
        for name, content in (("wide.csv", wide), ("huge.csv", huge)):
            choose(page, name, content.encode())
            page.get_by_role("button", name="Say what it means").click()
            expect(page.get_by_text("What it makes of the file")).to_be_visible()
            settled(page)
            assert cut(page) == []
            page.get_by_role("button", name="Columns").click()
            page.get_by_role("button", name="Another file").click()
        assert flaws(page) == []


def test_a_row_is_corrected_and_taken_in_and_a_file_that_waits_is_deleted(
    browser: Browser, shop: str
) -> None:
    with visit(browser, f"{shop}/sources/quarantine?load=1") as page:
        shown = page.get_by_label("Show personal data")
        expect(shown).not_to_be_checked()
        page.get_by_role("button", name="Correct line 2").click()
        expect(shown).to_be_checked()
        page.get_by_label("when", exact=True).fill("whenever")
        page.get_by_role("button", name="Keep the correction").click()
        expect(page.get_by_text("It is kept, and does not fit yet")).to_be_visible()
        assert (flaws(page), cut(page)) == ([], [])
        page.get_by_label("when", exact=True).fill("2025-01-05T10:00:00Z")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Corrected by local")).to_contain_text("when “2025-01-05T10:00:00Z”")
        page.get_by_role("button", name="Take in what fits").click()
        expect(page.get_by_text("1 row was taken in")).to_be_visible()

        sent = {"Content-Type": "application/octet-stream", "X-Desirepath": "upload"}
        page.request.post(f"{shop}/api/uploads?name={'x' * 90}.csv", data=b"id\n1\n", headers=sent)
        page.goto(f"{shop}/sources")
        waits = page.get_by_role("region", name="Files that wait")
        expect(waits.get_by_role("row", name=re.compile("xxx.*Not loaded"))).to_be_visible()
        settled(page)
        assert (flaws(page), cut(page)) == ([], [])
        waits.get_by_role("button", name=re.compile("^Delete xxx")).click()
        expect(waits.get_by_role("row", name=re.compile("xxx"))).to_have_count(0)


def test_touchpoints_are_found_sorted_and_exported_by_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/sources/touchpoints")
    settled(page)
    page.get_by_label("Find").focus()
    page.keyboard.type("page")
    expect(page).to_have_url(f"{address}/sources/touchpoints?find=page")
    page.get_by_role("button", name="People").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="People")).to_have_attribute("aria-sort", "descending")
    expect(focus(page)).to_have_accessible_name("People")
    counts = page.locator("tbody tr td:nth-child(4)").all_inner_texts()
    numbers = [int(text.replace(",", "")) for text in counts]
    assert numbers == sorted(numbers, reverse=True)
    page.get_by_role("button", name="Export").focus()
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    rows = list(csv.DictReader(Path(saved.value.path()).read_text(encoding="utf-8").splitlines()))
    assert [int(row["people"]) for row in rows] == numbers


def choose(page: Page, name: str, content: bytes) -> None:
    """Hand over a file of this name."""
    payload: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("File", exact=True).set_input_files(payload)


def pick(page: Page, field: str, option: str) -> None:
    """Choose an option of a field, by its whole name."""
    page.get_by_label(field, exact=True).first.click()
    page.get_by_role("option", name=option, exact=True).first.click()
