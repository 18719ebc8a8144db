"""Opening the page as a person would, and asking the browser what a person would notice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

Serve = Callable[[Path], str]
"""Serves a workspace's folder and gives its address."""

# What can be pressed, followed or chosen must have a name.
NAMELESS = """
[...document.querySelectorAll('a, button, select, [role=button], [role=region], table')]
  .filter((each) => each.checkVisibility())
  .filter((each) => !(each.getAttribute('aria-label') || each.getAttribute('aria-labelledby')
    || each.labels?.length || each.textContent.trim()))
  .map((each) => each.outerHTML.slice(0, 120))
"""

# Every visible text of the page, against the nearest ground behind it: WCAG 2.2, 1.4.3.
CONTRAST = """
(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const pixel = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = pixel(getComputedStyle(at).backgroundColor);
      if (found[3] === 255) return found;
    }
    return [255, 255, 255, 255];
  };
  const texts = [...document.querySelectorAll('body *')].filter((each) =>
    each.checkVisibility() && !each.closest('#map, svg, option')
    && [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()));
  return texts.map((each) => {
    const both = [pixel(getComputedStyle(each).color), ground(each)].map(light);
    const ratio = (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
    return [ratio, each.textContent.slice(0, 40)];
  }).filter(([ratio]) => ratio < 4.5);
})()
"""


@contextmanager
def visit(
    browser: Browser, address: str, *, width: int = 1440, height: int = 900, scheme: str = "light"
) -> Iterator[Page]:
    """The page with its map drawn; whatever it complains about on the console is a failure."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    expect(page.locator("#map svg.drawn, #next:not([hidden])").first).to_be_visible(timeout=60_000)
    expect(page.locator("#figures div").first).to_be_visible()
    yield page
    context.close()
    assert complaints == []


def active(page: Page) -> str:
    """The name of what has the focus."""
    return str(page.evaluate("document.activeElement.getAttribute('aria-label')"))
