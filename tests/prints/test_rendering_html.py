"""The page of a map: a real table, evidence within reach of the keyboard, nothing fetched, nothing obeyed."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import yaml
from tests.prints.awkward import awkward

from desirepath.maps import JourneyMap, MapStage, Step, read_map
from desirepath.prints import to_html
from desirepath.prints.html_seen import page_of
from desirepath.prints.layout_clock import place_clock
from desirepath.prints.layout_columns import columns_of

GOLDEN = Path(__file__).parent.parent / "golden" / "maps"
VOID = {"meta", "col", "input", "br", "hr", "img", "link"}


def router() -> JourneyMap:
    return read_map((GOLDEN / "router.yaml").read_text("utf-8"))


def texts() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load((GOLDEN / "router-texts.yaml").read_text("utf-8"))
    return found


class Page(HTMLParser):
    """What is in a page: its elements with their attributes, its text, and whether tags are balanced."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.said.append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            attrs
            for name, attrs in self.elements
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items())
        ]


def test_every_tag_is_closed_in_its_order() -> None:
    assert Page(to_html(router(), texts=texts().get)).open == []


def test_stages_steps_and_lanes_head_the_table() -> None:
    page = Page(to_html(router(), texts=texts().get))
    steps, lanes = 12, 14
    assert len(page.all("th", scope="colgroup")) == 7
    assert sum(int(head.get("colspan") or 1) for head in page.all("th", scope="colgroup")) == steps
    assert len(page.all("th", scope="col")) == steps + 6  # and the heads of the emotion table
    assert len(page.all("th", scope="row")) == 1 + lanes + steps
    assert len(page.all("caption")) == 2


def test_every_button_opens_a_panel_that_exists_and_every_id_is_unique() -> None:
    page = Page(to_html(router(), texts=texts().get))
    ids = Counter(attrs["id"] for _, attrs in page.elements if attrs.get("id"))
    opened = {attrs["popovertarget"] for attrs in page.all("button")}
    assert [key for key, count in ids.items() if count > 1 and key != "feeling"] == []
    assert opened <= set(ids)
    assert len(page.all("div", popover="auto")) == 108 + 5 + 10  # cards, hotspots, felt steps
    assert all(attrs.get("aria-label") for attrs in page.all("button"))


def test_a_panel_tells_figure_certainty_question_and_provenance() -> None:
    said = " ".join(Page(to_html(router())).said)
    assert "42 % certainty n = 412, 95 % interval 37 % to 47 % measure drop_off, column hazard" in squeezed(
        said
    )
    assert "asked lens = step, split = whole_life" in squeezed(said)
    assert "from zendesk, row 7" in squeezed(said)


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    drawn = to_html(router(), texts=texts().get)
    page = Page(drawn)
    assert [page.all(name) for name in ("script", "link", "img", "iframe")] == [[], [], [], []]
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert not [key for _, attrs in page.elements for key in attrs if key.startswith("on")]
    assert "default-src 'none'" in drawn


def test_a_script_in_any_field_is_text() -> None:
    attack = "</style><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    fields = msgspec.to_builtins(router())
    page = Page(to_html(msgspec.convert(attacked(fields, attack), JourneyMap), texts=lambda _: attack))
    assert (page.all("script"), page.all("img"), page.open) == ([], [], [])


def test_text_from_right_to_left_is_left_to_its_letters() -> None:
    page = to_html(router(), texts=texts().get)
    assert '<p dir="auto" class="text">هل المشكلة' in page


def test_the_emotion_curve_is_a_table_too() -> None:
    page = squeezed(" ".join(Page(to_html(router())).said))
    assert "Activation fails, calls support −1.6 −1.8 to −1.4 131 +0.6" in page
    assert "Cancels −1.9 −2.0 to −1.3 12 (too few)" in page
    assert "Posts a rating no answers" in page


def test_both_themes_are_in_the_page_and_can_be_chosen() -> None:
    drawn = to_html(router())
    assert "--ink: light-dark(#1B1F24, #E6EDF3)" in drawn
    assert [radio["id"] for radio in Page(drawn).all("input", name="theme")] == [
        "theme-auto", "theme-light", "theme-dark",
    ]  # fmt: skip


def test_the_page_is_the_same_every_time() -> None:
    assert to_html(router(), texts=texts().get) == to_html(router(), texts=texts().get)


def test_a_map_without_steps_is_a_page_all_the_same() -> None:
    assert Page(to_html(JourneyMap(key="empty", title="Nothing yet", stages=[]))).open == []


def attacked(value: object, attack: str) -> object:
    """The map with the attack in every free text; keys, ids and choices keep what they are."""
    words = "title name text body label persona scenario goal objective owner pill reads locator figure plan"
    free = set(words.split())
    chosen = {"drop_off_excess", "negative_emotion"}
    if isinstance(value, dict):
        return {
            key: attack
            if key in free and isinstance(part, str) and part not in chosen
            else attacked(part, attack)
            for key, part in value.items()
        }
    return [attacked(part, attack) for part in value] if isinstance(value, list) else value


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_paper_shows_the_ways_that_skip_a_step() -> None:
    page = to_html(read_map((GOLDEN / "current.yaml").read_text("utf-8")))
    assert 'class="way skip"' in page
    hidden = page.partition("@media print")[2]
    assert not re.search(r"[\s,]\.skip\b", hidden), "only the link to the map is"


def test_on_a_page_from_the_right_mixed_text_is_read_from_the_right() -> None:
    page = to_html(msgspec.structs.replace(awkward("hebrew"), language="he"))
    assert '<p dir="rtl" class="text">Chat (24/7) באתר</p>' in page
    assert '<p dir="auto" class="text">Chat (24/7) באתר</p>' in to_html(awkward("hebrew"))


def test_few_steps_have_wide_columns_and_many_as_wide_as_ever() -> None:
    widths = [page_of(long(steps=steps), None, None).columns.edges["s0"][1] for steps in (2, 5, 6, 30)]
    assert widths == [240, 240, 200, 168]


def test_the_first_hour_of_a_page_is_not_under_the_names_of_the_lanes() -> None:
    night = read_map((GOLDEN / "day.yaml").read_text("utf-8").replace('"06:10"', '"06:00"'))
    clock = place_clock(columns_of(night, left=0.0, least=168.0), top=0)
    assert clock is not None
    assert all(tick.words.box.x >= 0 for tick in clock.ticks if tick.words)


def long(*, steps: int) -> JourneyMap:
    drawn = [Step(id=f"s{at}", name=f"Step {at}", lineage_id=f"s{at}") for at in range(steps)]
    return JourneyMap(key="long", title="Long", stages=[MapStage(id="g", name="G", steps=drawn)])
