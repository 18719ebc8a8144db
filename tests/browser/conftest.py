"""One Chromium and one server for all tests of the app."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.walking import Serve, visit
from tests.serving import serving

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium heeds the last such list only, so Playwright's own stands here too; the pages that wait behind the
# address field, in every window anew, take as long as half of what is tested.
WITHOUT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding",
    "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints",
    "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch", "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)  # fmt: skip
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", f"--disable-features={','.join(WITHOUT)}",
]  # fmt: skip


def chromium() -> str | None:
    """Where the machine's own Chromium is."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serve a workspace as `desirepath serve` does; gives its address."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(serving(folder))


@pytest.fixture(scope="session")
def address(serve: Serve, demo_folder: Path) -> str:
    """Where the demo company is served."""
    return serve(demo_folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium."""
    path = chromium()
    if path is None:
        pytest.fail("no Chromium on the PATH: sh scripts/browser.sh says how to install it")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=FLAGS, timeout=180_000)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The demo company's home in a wide window."""
    with visit(browser, address) as opened:
        yield opened
