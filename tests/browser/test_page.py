"""The page in a real Chromium, on a real server with the demo company."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="module")
def address(demo_folder: Path) -> Iterator[str]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "desirepath", "-w", str(demo_folder), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, server)
        yield url
    finally:
        server.terminate()
        server.communicate(timeout=20)


def wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        assert server.poll() is None, server.stderr.read() if server.stderr else ""
        try:
            urllib.request.urlopen(f"{url}/api/summary", timeout=5)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("no Chromium on the PATH: sh scripts/browser.sh says how to install it")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(address)
    expect(opened.locator("#map svg")).to_be_visible(timeout=20_000)
    yield opened
    context.close()
    assert complaints == []


def test_the_page_shows_the_drawn_map_and_the_ledger(page: Page) -> None:
    expect(page.locator("#map svg title").first).to_have_text("Becoming and staying a customer")
    assert page.locator("#loads tbody tr").count() >= 7
    assert page.locator("#map [data-card]").count() > 30


def test_a_clicked_card_opens_the_numbers_behind_it(page: Page) -> None:
    card = page.locator("#map [data-card][role=button]").first
    card.click()
    expect(page.locator("#panel")).to_be_visible()
    expect(page.locator("#panel-evidence li").first).to_contain_text("measure")
    expect(page.locator("#panel-evidence li").first).to_contain_text("n")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()


def test_the_keyboard_alone_reaches_a_card_and_comes_back(page: Page) -> None:
    page.locator("#map").focus()
    page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name


def test_the_dark_theme_redraws_the_map_dark(page: Page) -> None:
    light = page.locator("#map svg").inner_html()
    page.locator("#theme").select_option("dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.wait_for_function("before => document.querySelector('#map svg').innerHTML !== before", arg=light)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(15, 20, 25)"


def test_a_phone_scrolls_only_inside_the_map(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    phone = context.new_page()
    phone.goto(address)
    expect(phone.locator("#map svg")).to_be_visible(timeout=20_000)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_a_foreign_page_and_a_rebound_host_are_refused(address: str) -> None:
    for header, value in (("Origin", "https://elsewhere.example"), ("Host", "elsewhere.example")):
        request = urllib.request.Request(f"{address}/api/summary", headers={header: value})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=5)
        assert refused.value.code in (400, 403)
        refused.value.close()
