"""A server that can be stopped and started again, maps made for a test, and what a person sees of saving."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect
from tests.serving import serving

STEPS = 40
STAGES = 8


class Served:
    """A workspace at one address, whose server can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""
        self._running = ExitStack()

    def start(self) -> None:
        """Where it was before, if it was."""
        port = int(self.url.rpartition(":")[2]) if self.url else None
        url = self._running.enter_context(serving(self.folder, port))
        assert self.url in ("", url)
        self.url = url

    def stop(self) -> None:
        self._running.close()

    def ask(self, path: str, body: Any = None) -> Any:
        """What the API answers; with a body, to a POST."""
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(
            self.url + path, data=data, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=120) as answer:
            return json.load(answer)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """The workspace in this folder, served until the end."""
    server = Served(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def big_map(server: Served, key: str = "big") -> str:
    """A map of forty steps, every slot of five lanes filled."""
    server.ask("/api/maps", {"begin": "blank", "key": key, "title": "Forty steps"})
    stages = [
        {
            "id": f"s{stage}",
            "name": f"Stage {stage}",
            "steps": [
                {"id": f"p{at}", "name": f"Step {at}", "lineage_id": f"p{at}"}
                for at in range(stage * 5, stage * 5 + 5)
            ],
        }
        for stage in range(STAGES)
    ]
    roles = ["actions", "questions", "obstacles", "touchpoints", "frontstage"]
    lanes = [
        {
            "id": f"l-{role}",
            "role": role,
            "label": role.capitalize(),
            "cards": [
                {"id": f"{role}-{at}", "step": f"p{at}", "text": f"{role} of {at}"} for at in range(STEPS)
            ],
        }
        for role in roles
    ]
    edits = [
        *({"op": "add", "thing": stage, "into": "map", "list": "stages"} for stage in stages),
        *({"op": "add", "thing": lane, "into": "map", "list": "lanes"} for lane in lanes),
    ]
    server.ask(f"/api/maps/{key}/edits", {"operations": edits})
    return key


def grid(page: Page) -> Locator:
    return page.get_by_role("grid")


def stop(page: Page, name: str) -> Locator:
    """A place of the grid where the focus can be: "card:c1", "step:s1"."""
    return page.locator(f'[data-stop="{name}"]')


def saved(page: Page) -> None:
    """Wait until every change is on the server."""
    expect(page.get_by_role("toolbar", name="The map").get_by_role("status")).to_have_text("Saved")


def opened(page: Page, server: Served, key: str) -> None:
    """The map, ready to be edited."""
    page.goto(f"{server.url}/maps/{key}")
    expect(page.get_by_role("toolbar", name="The map")).to_be_visible()


def spent(page: Page, key: str) -> float:
    """From a key to what is painted then, in milliseconds, as the browser counts it."""
    page.evaluate(
        """() => {
          window.spent = new Promise((told) => {
            const begin = ({ key }) => {
              if (['Alt', 'Control', 'Shift'].includes(key)) return;
              window.removeEventListener('keydown', begin, { capture: true });
              const at = performance.now();
              requestAnimationFrame(() => setTimeout(() => told(performance.now() - at)));
            };
            window.addEventListener('keydown', begin, { capture: true });
          });
        }"""
    )
    page.wait_for_timeout(60)  # what was done before is drawn, and the focus is where it belongs
    page.keyboard.press(key)
    return float(page.evaluate("window.spent"))
