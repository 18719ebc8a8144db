"""The web app in a real, headless Chromium: how much script it begins with, and how fast it answers a hand.

python -m benchmarks.web DEMO --large WORKSPACE prints a JSON line for each part and writes results-web.md.
DEMO is a workspace with a map (`desirepath demo DEMO --no-serve`); a copy of it is served and edited.
WORKSPACE, only read, is one of many interactions, in which a filter is changed.
"""

import argparse
import gzip
import json
import os
import re
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.conftest import FLAGS, chromium
from tests.browser.editing import Served, big_map, served, spent, stop
from tests.copying import copied
from tests.serving import serving

from benchmarks.page import against
from benchmarks.timing import others_at_work
from desirepath.server.routes.page import APP

RUNS = 5
# Until the second frame from now: what was changed has been drawn.
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


Figures = dict[str, Any]


def tell(name: str, **figures: object) -> Figures:
    """One JSON line."""
    print(json.dumps({"name": name, **figures}), flush=True)
    return {"name": name, **figures}


def sizes() -> list[Figures]:
    """What a browser loads before it can show anything: scripts and styles of the page, compressed."""
    page = (APP / "index.html").read_text(encoding="utf-8")
    found = {"js": 0, "css": 0}
    waiting = re.findall(r'(?:src|href)="/(assets/[^"]+\.(?:js|css))"', page)
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        content = (APP / name).read_bytes()
        found["css" if name.endswith(".css") else "js"] += len(gzip.compress(content))
        static = re.findall(r'(?:from|import)"\./([^"]+\.js)"', content.decode("utf-8"))
        waiting += [f"assets/{each}" for each in static]
    return [
        tell("initial scripts, gzipped", kilobytes=round(found["js"] / 1000, 1), aim=350),
        tell("initial styles, gzipped", kilobytes=round(found["css"] / 1000, 1)),
    ]


def first_view(browser: Browser, address: str) -> list[Figures]:
    """From asking for the page, with nothing kept, to its heading and its figures being there."""
    took = []
    for _ in range(RUNS):
        with opened(browser, f"{address}/", wait=False) as page:
            page.locator("main h1").wait_for()
            page.locator("main .mantine-Skeleton-root").first.wait_for(state="detached")
            took.append(page.evaluate("performance.now()"))
    return [tell("first view of the demo", **told(took), aim=1500)]


KEYS = {
    "move to the next cell": "ArrowRight",
    "begin to write": "F2",
    "type a letter": "x",
    "keep what was typed": "Enter",
    "move a card": "Alt+ArrowRight",
    "undo": "Control+z",
    "delete a card": "Delete",
}


def editing(browser: Browser, server: Served) -> list[Figures]:
    """What a hand does on a map of forty steps, every slot of five lanes filled, until it is painted."""
    took: dict[str, list[float]] = {}
    with opened(browser, f"{server.url}/maps/{big_map(server)}") as page:
        page.get_by_role("grid").wait_for()
        for at in range(RUNS):
            stop(page, f"card:actions-{7 * at}").focus()
            for name, key in KEYS.items():
                took.setdefault(name, []).append(spent(page, key))
            stop(page, f"step:p{7 * at + 3}").focus()
            took.setdefault("move a step", []).append(spent(page, "Alt+ArrowRight"))
            took.setdefault("open a menu", []).append(spent(page, "Space"))
            page.keyboard.press("Escape")
    return [tell(f"40 steps: {name}", **told(times), aim=100) for name, times in took.items()]


def filtering(browser: Browser, address: str) -> list[Figures]:
    """From choosing another period to the flow of those journeys being drawn."""
    took = []
    with opened(browser, f"{address}/explore/flow") as page:
        page.locator("main figure svg, main svg[role]").first.wait_for(timeout=60_000)
        page.wait_for_load_state("networkidle")
        for period in ("2025-01", "2025-02", "2025-03", "2025-Q1", "2025"):
            with page.expect_response(lambda reply: "/answer" in reply.url) as answer:
                began = page.evaluate("performance.now()")
                page.evaluate("(p) => window.history.pushState({}, '', `?period=${p}`)", period)
                page.evaluate("window.dispatchEvent(new PopStateEvent('popstate'))")
            answer.value.finished()
            page.evaluate(DRAWN)
            took.append(page.evaluate("performance.now()") - began)
    return [tell("a changed filter at 10 M interactions, drawn", **told(took), aim=500)]


def told(milliseconds: list[float]) -> dict[str, float | int]:
    """The median and the worst of them."""
    return {
        "median_ms": round(statistics.median(milliseconds), 1),
        "worst_ms": round(max(milliseconds), 1),
        "runs": len(milliseconds),
    }


@contextmanager
def opened(browser: Browser, address: str, *, wait: bool = True) -> Iterator[Page]:
    """A new window with nothing kept from before."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(address, wait_until="load" if wait else "commit")
    yield page
    context.close()


def in_chromium(work: Callable[[Browser], list[Figures]]) -> list[Figures]:
    """Do this with a browser."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        found = work(browser)
        browser.close()
    return found


def page_of(found: list[Figures], load: float) -> str:
    """The figures as a page, with their aims and the machine they were measured on."""
    head = f"""# The web app in headless Chromium

One machine, {os.cpu_count()} cores, shared by the server and the browser; others kept {load:.1f} of them
busy as this began. Scripts and styles in kB; the rest in ms, from what a hand does to the second
frame painted after it.

| what | kB, or median ms | worst ms | times | aim |
|---|---:|---:|---:|---|
"""
    return head + "\n".join(map(row, found)) + "\n"


def row(one: Figures) -> str:
    """A figure, and whether its aim is met by the median."""
    figure = one["median_ms"] if "median_ms" in one else one["kilobytes"]
    aim = against(figure, one["aim"]) if "aim" in one else ""
    return f"| {one['name']} | {figure} | {one.get('worst_ms', '–')} | {one.get('runs', '–')} | {aim} |"


def main() -> None:
    """Measure every part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("demo", type=Path)
    parser.add_argument("--large", type=Path, help="a workspace of many interactions")
    asked = parser.parse_args()
    load = others_at_work()
    found = sizes()
    with tempfile.TemporaryDirectory() as place, served(copied(asked.demo, Path(place) / "demo")) as server:
        found += in_chromium(lambda browser: first_view(browser, server.url))
        found += in_chromium(lambda browser: editing(browser, server))
    if asked.large:
        with serving(asked.large) as address:
            found += in_chromium(lambda browser: filtering(browser, address))
    Path(__file__).with_name("results-web.md").write_text(page_of(found, load), encoding="utf-8")


if __name__ == "__main__":
    main()
