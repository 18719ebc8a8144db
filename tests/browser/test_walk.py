"""Taking the journey oneself in a browser: on a phone, without a connection, and by the keyboard."""

import struct
import zlib
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from tests.browser.walking import Serve, active, cut, flaws, flaws_by_day_and_night, settled, visit
from tests.server.companies import drawn

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def shop(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a little shop with a map is served."""
    folder = tmp_path_factory.mktemp("walk") / "shop"
    drawn(folder)
    return serve(folder)


def test_a_phone_takes_the_journey_and_a_lost_connection_loses_nothing(browser: Browser, shop: str) -> None:
    walk = f"{shop}/maps/current/walk"
    with visit(browser, walk, width=390, height=844, complains=True) as page:
        settled(page)
        assert (flaws_by_day_and_night(page), cut(page)) == ([], [])
        page.get_by_label("Your name").fill("Ana")
        page.get_by_role("button", name="Set out").click()
        expect(page.get_by_text("Step 1 of")).to_be_visible()
        page.get_by_role("button", name="Friction").click()
        page.get_by_label("What did you meet?").fill("Slow <b>dark</b>\nand a second line")
        page.get_by_label("Photos").or_(page.get_by_role("button", name="Photo")).first.wait_for()
        page.locator("input[type=file]").set_input_files(photo())
        expect(page.get_by_alt_text("Taken 1")).to_be_visible()
        assert (flaws_by_day_and_night(page), cut(page)) == ([], [])

        page.context.set_offline(True)
        page.get_by_role("button", name="Next step").click()
        expect(page.get_by_text("No connection: 1 finding is kept on this device")).to_be_visible()
        page.get_by_role("button", name="Blocked").click()
        page.get_by_role("button", name="Next step").click()
        expect(page.get_by_text("2 findings are kept on this device")).to_be_visible()
        page.context.set_offline(False)
        expect(page.get_by_text("Everything is on the map")).to_be_visible()

        page.reload()
        step = 3
        expect(page.get_by_text(f"Step {step} of")).to_be_visible()
        while page.get_by_role("button", name="To the end").count() == 0:
            page.get_by_role("button", name="Pass").click()
            page.get_by_role("button", name="Next step").click()
            step += 1
            expect(page.get_by_text(f"Step {step} of")).to_be_visible()
        page.get_by_role("button", name="Pass").click()
        page.get_by_role("button", name="To the end").click()
        expect(page.get_by_role("heading", name="You took the journey")).to_be_visible()
        expect(page.get_by_text("Everything is on the map")).to_be_visible()
        assert (flaws_by_day_and_night(page), cut(page)) == ([], [])
        card = next(card for card in cards(page, shop) if card["text"] == "Slow <b>dark</b>")
        (seen,) = card["evidence"]
        assert (seen["kind"], seen["provenance"]["extracted_by_name"]) == ("observation", "Ana")
        picture = page.request.get(f"{shop}/api/attachments/{seen['provenance']['checksum']}.jpg")
        assert picture.headers["content-type"] == "image/jpeg"


def test_the_keyboard_alone_takes_a_step_and_comes_back_to_it(browser: Browser, shop: str) -> None:
    with visit(browser, f"{shop}/maps/current/walk") as page:
        settled(page)
        page.get_by_label("Your name").focus()
        page.keyboard.type("Bo")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Step 1 of")).to_be_visible()
        reach(page, "Pass")
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Pass")).to_have_attribute("aria-pressed", "true")
        reach(page, "Next step")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Step 2 of")).to_be_visible()
        expect(page.get_by_text("Everything is on the map")).to_be_visible()
        page.go_back()
        expect(page.get_by_text("Step 1 of")).to_be_visible()
        expect(page.get_by_role("button", name="Pass")).to_have_attribute("aria-pressed", "true")
        page.goto(f"{shop}/maps/current/walk")
        expect(page.get_by_role("heading", name="Walks you have not finished")).to_be_visible()
        page.get_by_role("button", name="Go on").first.click()
        expect(page.get_by_text("Step 2 of")).to_be_visible()


def test_two_tabs_on_one_walk_lose_nothing_while_the_server_is_busy(browser: Browser, shop: str) -> None:
    with visit(browser, f"{shop}/maps/current/walk", complains=True) as page:
        page.context.route("**/walks/*/steps/*", lambda route: route.fulfill(status=503, body="{}"))
        page.get_by_label("Your name").fill("Cy")
        page.get_by_role("button", name="Set out").click()
        expect(page.get_by_text("Step 1 of")).to_be_visible()
        other = page.context.new_page()
        other.goto(page.url)
        expect(other.get_by_text("Step 1 of")).to_be_visible()
        page.get_by_label("What did you meet?").fill("Dark")
        expect(other.get_by_label("What did you meet?")).to_have_value("Dark")
        other.get_by_label("What did you meet?").fill("Dark and slow")
        other.get_by_role("button", name="Friction").click()
        expect(page.get_by_role("button", name="Friction")).to_have_attribute("aria-pressed", "true")
        page.get_by_role("button", name="Next step").click()
        expect(page.get_by_text("The server cannot take it just now: 1 finding is kept")).to_be_visible()
        assert flaws(page) == []
        page.context.unroute("**/walks/*/steps/*")
        page.get_by_role("button", name="Try now").click()
        expect(page.get_by_text("Everything is on the map")).to_be_visible()
        assert "Dark and slow" in [card["text"] for card in cards(page, shop)]


def reach(page: Page, name: str) -> None:
    """Press Tab until the focus is on what begins with this name."""
    for _ in range(60):
        if active(page).startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {name}")


def cards(page: Page, shop: str) -> list[dict[str, Any]]:
    """Every card of the map as it is kept."""
    lanes = page.request.get(f"{shop}/api/maps/current").json()["lanes"]
    return [card for lane in lanes for card in lane.get("cards", [])]


def photo() -> FilePayload:
    """A picture of 200 × 300 pixels in one colour."""
    rows = (b"\0" + b"\x20\x60\xa0" * 200) * 300

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 200, 300, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return {"name": "till.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + parts}
