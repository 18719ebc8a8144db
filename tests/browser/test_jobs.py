"""Long work in a browser: it says its step, a reload finds it again, and it is cancelled by the keyboard."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect
from tests.browser.walking import cut, flaws, focus, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_a_draft_says_its_step_survives_a_reload_and_is_cancelled(
    browser: Browser, address: str, scheme: str, width: int
) -> None:
    job: dict[str, Any] = {"id": "j1", "kind": "draft", "state": "running", "progress": 0.45}
    job["step"] = "looking how much of it all the map explains"

    def told(route: Route) -> None:
        if route.request.method == "DELETE":
            job.update(state="cancelled", detail="The draft was cancelled: no map was made.")
        route.fulfill(json=job)

    with visit(browser, f"{address}/maps", scheme=scheme, width=width) as page:
        page.route("**/api/jobs/j1", told)
        page.goto(f"{address}/maps?draft=j1")
        under_way = page.get_by_role("status").filter(has_text=f"Drafting a map: {job['step']}")
        expect(under_way).to_be_visible()
        expect(page.get_by_role("progressbar", name="Drafting a map")).to_have_attribute(
            "aria-valuenow", "45"
        )
        assert (flaws(page), cut(page)) == ([], [])
        page.reload()
        under_way.get_by_role("button", name="Cancel").press("Enter")
        expect(page.get_by_role("status").filter(has_text="no map was made")).to_be_visible()
        expect(focus(page)).to_have_accessible_name("Try again")
        assert (flaws(page), cut(page)) == ([], [])
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Draft the map")).to_be_visible()
        expect(page).not_to_have_url(re.compile("draft="))


def test_who_is_behind_a_figure_says_how_far_it_is_and_is_stopped(browser: Browser, address: str) -> None:
    held = {"id": "j2", "kind": "question", "state": "running", "progress": 0.3}
    cancelled: list[str] = []

    def begun(route: Route) -> None:
        route.fulfill(json=held, status=202) if "place" in (
            route.request.post_data_json or {}
        ) else route.continue_()

    def told(route: Route) -> None:
        if route.request.method == "DELETE":
            cancelled.append(route.request.url)
        route.fulfill(json=held)

    with visit(browser, f"{address}/explore/stages", width=390) as page:
        page.route("**/api/jobs", begun)
        page.route("**/api/jobs/j2", told)
        page.get_by_role("button", name=re.compile("came to Onboarding: who they are")).click()
        panel = page.get_by_role("dialog")
        expect(panel.get_by_role("progressbar", name="Looking who they are")).to_have_attribute(
            "aria-valuenow", "30"
        )
        assert (flaws(page), cut(page)) == ([], [])
        panel.get_by_role("button", name="Cancel").press("Enter")
        expect(panel.get_by_text("Nobody was looked up to the end.")).to_be_visible()
        page.unroute_all()
        panel.get_by_role("button", name="Try again").press("Enter")
        expect(panel.get_by_text("What they do next")).to_be_visible()
        assert len(cancelled) == 1
