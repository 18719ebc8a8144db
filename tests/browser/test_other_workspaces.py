"""The page of workspaces that are not the demo: empty, half done, awkward, and changing while it is read."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.walking import Serve, visit
from tests.server.companies import ARABIC, LONG, SCRIPT, drawn, loaded, opened, visits

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_an_empty_workspace_says_how_to_begin(browser: Browser, serve: Serve, tmp_path: Path) -> None:
    opened(tmp_path / "shop")
    with visit(browser, serve(tmp_path / "shop")) as page:
        expect(page.locator("#next")).to_contain_text("Nothing has been loaded yet.")
        expect(page.locator("#next code").first).to_contain_text("desirepath mapping suggest")
        expect(page.locator("#loads-empty")).to_be_visible()
        assert page.locator("#map svg").count() == 0


def test_loads_without_a_map_say_what_comes_next(browser: Browser, serve: Serve, tmp_path: Path) -> None:
    shop = loaded(tmp_path / "shop", people=6)
    with visit(browser, serve(tmp_path / "shop")) as page:
        expect(page.locator("#next code").first).to_have_text("desirepath refresh")
        expect(page.locator("#reasons tbody")).to_contain_text("not a time")
        shop.refresh()
        page.reload()
        expect(page.locator("#next code").first).to_have_text("desirepath map draft")


def test_awkward_names_are_shown_as_they_are(browser: Browser, serve: Serve, tmp_path: Path) -> None:
    drawn(tmp_path / "shop")
    with visit(browser, serve(tmp_path / "shop"), width=390, height=800) as page:
        page.on("dialog", lambda dialog: pytest.fail(f"a script of the data ran: {dialog.message}"))
        expect(page.locator("#name")).to_have_text(f"Shop {SCRIPT}")
        assert page.locator("#map script").count() == 0
        for name in (LONG, ARABIC, SCRIPT):
            card = page.locator(f'#map [data-card^="touchpoints-"][aria-label$="{name}"]').first
            card.focus()
            page.keyboard.press("Enter")
            expect(page.locator("#panel-title")).to_have_text(name)
            reads = page.evaluate("getComputedStyle(document.getElementById('panel-title')).direction")
            assert reads == ("rtl" if name == ARABIC else "ltr")
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_load_and_refresh_beside_the_server_show_on_reload(
    browser: Browser, serve: Serve, tmp_path: Path
) -> None:
    folder = tmp_path / "shop"
    drawn(folder)
    (folder / "more.csv").write_text(visits(30, first=100), encoding="utf-8")
    with visit(browser, serve(folder)) as page:
        expect(page.locator("#figures")).to_contain_text("60")
        for verb in (["load", str(folder / "more.csv"), "--mapping", "visits"], ["refresh"]):
            work = subprocess.Popen([sys.executable, "-m", "desirepath", "-w", str(folder), *verb],
                                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # fmt: skip
            while work.poll() is None:
                assert page.evaluate("fetch('/api/measures/paths').then((reply) => reply.status)") == 200
                page.wait_for_timeout(200)
            assert work.returncode == 0, work.communicate()[1]
            work.communicate()
        page.reload()
        expect(page.locator("#figures")).to_contain_text("90")
        expect(page.locator("#figures div", has_text="Generation")).to_contain_text("2")
