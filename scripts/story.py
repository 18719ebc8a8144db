"""Take the pictures of docs/tutorial-in-the-browser.md: `python -m scripts.story DEMO`, in both themes.

DEMO is a demo workspace (`desirepath demo DEMO --no-serve`); a copy of it is served, and changed.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from tests.browser.conftest import FLAGS, chromium
from tests.browser.story import told
from tests.browser.walking import visit
from tests.copying import copied
from tests.serving import serving

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "story"
ENDINGS = {"light": "", "dark": "-dark"}


def pictures(demo: Path, scheme: str) -> None:
    """One picture of each moment."""
    with tempfile.TemporaryDirectory() as place:
        copy = copied(demo, Path(place) / "demo")
        with serving(copy) as address, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
            with visit(browser, address, height=1000, scheme=scheme) as page:

                def take(moment: str) -> None:
                    page.screenshot(path=PICTURES / f"{moment}{ENDINGS[scheme]}.png")

                told(page, address, take)
            browser.close()


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    for scheme in ENDINGS:
        pictures(Path(sys.argv[1]), scheme)
