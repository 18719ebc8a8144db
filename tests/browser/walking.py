"""Opening the app as a person would, and asking the browser what a person would notice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

PATIENCE_MS = 120_000  # the machine that runs the tests may be busy
expect.set_options(timeout=PATIENCE_MS)

Serve = Callable[[Path], str]
"""Serves a workspace's folder and gives its address."""

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
FLAWS = """
async ([type, values]) => {
  const found = await axe.run(document, { runOnly: { type, values }, resultTypes: ['violations'] });
  return found.violations.map(({ id, help, nodes }) =>
    `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).slice(0, 4).join(' | ')}`);
}
"""
# No colour fades into another: each is at once what it will be.
AT_ONCE = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, *::before, *::after { transition: none !important; }');
  document.adoptedStyleSheets = [sheet];
}
"""
# Texts that are cut off without a sign of it, and things that stand out of the window.
CUT = """
() => [...document.querySelectorAll('main *')].filter((each) => {
  if (!each.checkVisibility()) return false;
  const style = getComputedStyle(each);
  const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
  return hides && style.textOverflow !== 'ellipsis' && each.scrollWidth > each.clientWidth + 1
    && each.clientWidth > 1 && each.textContent.trim() !== '' && !each.closest('[data-scrolls]');
}).map((each) => `${each.tagName}.${each.className}: ${each.textContent.trim().slice(0, 60)}`)
"""


@contextmanager
def window(
    browser: Browser, *, width: int = 1440, height: int = 900, scheme: str = "light", touch: bool = False
) -> Iterator[Page]:
    """An empty page in a window of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        has_touch=touch,
        is_mobile=touch,
    )
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def visit(
    browser: Browser,
    address: str,
    *,
    width: int = 1440,
    height: int = 900,
    scheme: str = "light",
    complains: bool = False,
) -> Iterator[Page]:
    """The app at this address, its page shown; whatever it complains about on the console is a failure."""
    complaints: list[str] = []
    with window(browser, width=width, height=height, scheme=scheme) as page:
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        expect(page.locator("main h1")).to_be_visible()
        yield page
    assert complains or complaints == []


def settled(page: Page) -> None:
    """Wait until nothing is being loaded and nothing stands for what is to come."""
    expect(page.locator("main .mantine-Skeleton-root")).to_have_count(0)


@cache
def _axe() -> str:
    assert AXE.is_file(), "axe is not installed: python -m scripts.web check installs it"
    return AXE.read_text(encoding="utf-8")


def flaws(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice."""
    page.evaluate(_axe())
    found: list[str] = page.evaluate(FLAWS, ["tag", RULES])
    return found


def flaws_by_day_and_night(page: Page) -> list[str]:
    """What axe finds in the light theme, and of colours in the dark one: no more depends on the theme."""
    found = flaws(page)
    page.evaluate(AT_ONCE)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    dark = page.evaluate(FLAWS, ["rule", OF_COLOUR])
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "light")
    page.evaluate("document.adoptedStyleSheets = []")
    return [*found, *(f"dark: {each}" for each in dark)]


def cut(page: Page) -> list[str]:
    """Texts that are cut off without a sign, and whether the page is wider than its window."""
    found: list[str] = page.evaluate(CUT)
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    return [*found, *(["the page scrolls sideways"] if wide else [])]


def focus(page: Page) -> Locator:
    """What has the focus; to be waited for, as in `expect(focus(page)).to_have_accessible_name("Save")`."""
    return page.locator(":focus")


def active(page: Page) -> str:
    """The name of what has the focus."""
    return str(
        page.evaluate(
            "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()"
        )
    )
