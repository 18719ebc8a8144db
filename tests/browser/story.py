"""The story that the documentation tells in pictures: from a first look to a file for the next meeting."""

import re
from collections.abc import Callable

from playwright.sync_api import Download, Page, expect
from tests.browser.walking import settled

Take = Callable[[str], object]
"""Told each moment by its name: a picture is taken, or the page is looked at closely."""

STEP = "Fails at activation"


def told(page: Page, address: str, take: Take) -> Download:
    """Find why customers leave in onboarding, see who they are, mark it, set a target; gives the slides."""
    home(page, address, take)
    onboarding(page, take)
    somebody(page, take)
    marked(page, address, take)
    target(page, address, take)
    return export(page, take)


def home(page: Page, address: str, take: Take) -> None:
    page.goto(address)
    settled(page)
    expect(page.locator("main")).to_contain_text(STEP)
    take("1-home")


def onboarding(page: Page, take: Take) -> None:
    page.get_by_role("link", name="Stages", exact=True).click()
    row = page.get_by_role("row", name="Onboarding")
    row.wait_for()
    settled(page)
    take("2-stages")
    row.get_by_role("button", name="Dropped off").first.click()
    who = page.get_by_role("dialog")
    expect(who.locator("blockquote").first).to_be_visible()
    take("3-who-left")


def somebody(page: Page, take: Take) -> None:
    page.get_by_role("dialog").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="What they did")).to_be_visible()
    settled(page)
    take("4-one-of-them")


def marked(page: Page, address: str, take: Take) -> None:
    page.goto(address)
    settled(page)
    page.get_by_role("link", name="See the step").first.click()
    expect(page.get_by_role("columnheader", name=STEP)).to_be_in_viewport()
    expect(page.get_by_text(re.compile(r"of [\d,]+ people · "))).to_be_visible()
    settled(page)
    take("5-the-step")
    page.get_by_role("button", name="Hotspots").click()
    page.get_by_role("button", name="Make it an opportunity").first.click()
    expect(page.get_by_role("textbox", name="Title")).to_have_value(re.compile(STEP))
    page.get_by_role("textbox", name="Customer value").fill("90")
    page.get_by_role("textbox", name="Business value").fill("70")
    page.get_by_role("textbox", name="Effort").fill("2")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    take("6-marked")


def target(page: Page, address: str, take: Take) -> None:
    page.goto(f"{address}/maps?new=data")
    page.get_by_text("Future state").click()
    page.get_by_role("textbox", name="Title").fill("How it should be")
    page.get_by_role("button", name="Draft the map").click()
    expect(page.locator("main h1")).to_have_text("How it should be")
    felt = page.locator(f'[data-kind="emotion"][data-step="{STEP.lower().replace(" ", "-")}"]')
    felt.click()
    page.keyboard.press("Enter")
    feeling = page.get_by_role("dialog", name=f"How people feel: {STEP}")
    feeling.get_by_role("textbox", name="Target").fill("1.5")
    feeling.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    take("7-target")


def export(page: Page, take: Take) -> Download:
    page.get_by_role("button", name="Export").click()
    button = page.get_by_role("button", name="Download as PowerPoint")
    expect(button).to_be_visible()
    take("8-export")
    with page.expect_download() as file:
        button.click()
    return file.value
