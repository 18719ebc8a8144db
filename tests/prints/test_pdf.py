"""A map on paper: text that can be searched, a table that can be read aloud, pages that hold all of it."""

import sys
from io import BytesIO
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader
from tests.prints.test_rendering import ALL, TEXTS, Make, bare, long, named, nothing, router

from desirepath.drawing import drawn_with, find_fonts, font_folders
from desirepath.drawing.measuring import runs
from desirepath.errors import InputError
from desirepath.maps import Card, Edge, JourneyMap, Lane, MapStage
from desirepath.prints import Page, to_pdf
from desirepath.prints.paging import only
from desirepath.prints.paper import EDGE, Plan, plan

PAGES: list[Page] = ["a3", "a4", "poster"]
A4_WIDTH, A4_HEIGHT = 841.89, 595.28


def test_every_text_of_the_map_can_be_searched_for() -> None:
    said = letters(text_of(to_pdf(router(), texts=TEXTS.get)))
    for stage in router().stages:
        assert letters(stage.name) in said
        assert [step.name for step in stage.steps if letters(step.name) not in said] == []
    assert letters("I compared for three evenings") in said
    assert letters("このレビューは本物ですか") in said
    assert letters("Line of visibility") in said


def test_what_was_typed_in_is_printed_and_never_obeyed() -> None:
    typed = 'a "quoted" \\ #panic("no") $x$ ]] *bold* // not a comment'
    printed = text_of(to_pdf(one_card(typed)))
    assert letters(typed) in letters(printed)
    assert '"quoted"' in printed
    assert "#panic" in printed


def test_the_table_has_header_cells_for_stages_and_steps_and_a_row_for_each_lane() -> None:
    read = PdfReader(BytesIO(to_pdf(router(), texts=TEXTS.get, page="poster")))
    kinds = [str(element["/S"]) for element in structure(read)]
    steps = [step for stage in router().stages for step in stage.steps]
    assert kinds.count("/Table") == 1
    assert kinds.count("/TH") == len(steps) + len(router().stages) + 2  # and the two corners
    assert kinds.count("/TD") == 14 * (len(steps) + 1)
    assert kinds.count("/H1") == 1


def test_the_curve_and_the_standing_of_a_card_are_told_to_those_who_do_not_see_them() -> None:
    read = PdfReader(BytesIO(to_pdf(router(), texts=TEXTS.get, page="poster")))
    told = [str(element["/Alt"]) for element in structure(read) if element["/S"] == "/Figure"]
    assert told[0].startswith("The emotion curve, from −2 to +2. Sees an ad, asks friends: Emotion +0.2, ")
    assert "Everything else: no answers" in told[0]
    assert "contradicted by evidence" in told
    assert any("severity 3 of 3" in each and "Hotspot" in each for each in told)


def test_a_pdf_says_its_title_its_language_and_that_it_keeps_to_pdf_ua() -> None:
    german = msgspec.structs.replace(bare(), language="de-AT", title="Ein Weg")
    read = PdfReader(BytesIO(to_pdf(german)))
    root: Any = read.trailer["/Root"]
    assert read.metadata is not None
    assert read.metadata.title == "Ein Weg"
    assert root["/Lang"] == "de-AT"
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


@pytest.mark.parametrize("make", [bare, nothing])
def test_the_same_map_gives_the_same_bytes(make: Make) -> None:
    assert to_pdf(make()) == to_pdf(make())


def test_a_small_map_is_on_one_page_and_a_large_one_is_parted() -> None:
    assert [len(PdfReader(BytesIO(to_pdf(make(), page="a4"))).pages) for make in (bare, long)] == [1, 8]


def test_a4_is_parted_where_a_stage_ends_and_each_page_has_the_rail() -> None:
    read = PdfReader(BytesIO(to_pdf(long(), page="a4")))
    pages = [letters(page.extract_text()) for page in read.pages]
    assert [f"number{at}atlength" in page for page in pages[:2] for at in (4, 5)] == [
        True,
        False,
        False,
        True,
    ]
    assert all("ActionsObstaclesTouchpoints" in "".join(lanes(page)) for page in pages)
    assert round(float(read.pages[0].mediabox.width)) == round(A4_WIDTH)
    assert round(float(read.pages[0].mediabox.height)) == round(A4_HEIGHT)


def test_the_last_page_says_which_layers_are_printed_and_what_the_signs_mean() -> None:
    last = text_of(to_pdf(router(), texts=TEXTS.get), only_last=True)
    assert "Layers printed: authored, analytics, hotspots." in last
    assert "severity, 1 to 3" in last


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_beside_its_page_and_the_text_is_large_enough(make: Make, page: Page) -> None:
    made = plan(make(), page, TEXTS.get)
    assert made.scale >= 0.5
    wide, high = made.sheet.width - 2 * EDGE, made.sheet.height - 2 * EDGE
    for number, part in enumerate(made.parts):
        assert part.width * made.scale <= wide + 0.1
        assert (made.top(number) + part.height) * made.scale <= high + 0.1
    assert made.closing.bottom * made.scale <= high + 0.1


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("page", PAGES)
def test_every_slot_is_on_exactly_one_page(make: Make, page: Page) -> None:
    made = plan(make(), page, TEXTS.get)
    shown = [(step, row) for number in range(len(made.parts)) for step, row in slots(made, number)]
    steps = [step.step for step in made.parts[0].placed.steps]
    assert sorted(shown) == sorted((step, row.lane) for step in steps for row in made.parts[0].placed.rows)


@pytest.mark.parametrize("page", PAGES)
def test_a_map_without_steps_says_so_on_paper(page: Page) -> None:
    empty = JourneyMap(key="empty", title="Nothing yet")
    assert "This map has no steps yet." in text_of(to_pdf(empty, page=page))


def test_a_row_is_as_high_on_a_page_as_what_stands_in_it_there() -> None:
    steps = [named(f"s{at}", f"Step {at}") for at in range(16)]
    stages = [
        MapStage(id=name, name=name, steps=some) for name, some in (("one", steps[:8]), ("two", steps[8:]))
    ]
    brief = Card(id="brief", step="s0", text="Asks")
    many = [Card(id=f"c{at}", step="s15", text="A neighbour recommends it " * 4) for at in range(5)]
    lanes = [Lane(id="acts", role="actions", label="Actions", cards=[brief, *many])]
    first, second = plan(JourneyMap(key="k", title="T", stages=stages, lanes=lanes), "a4").parts
    assert [band.name for part in (first, second) for band in only(part).bands] == ["1  one", "2  two"]
    assert only(first).rows[0].box.height < 80 < only(second).rows[0].box.height
    assert first.width == second.width > 0.95 * A4_WIDTH / 0.75


def test_a_slot_with_more_cards_than_a_page_can_hold_goes_on_with_its_lane_named_again() -> None:
    cards = [Card(id=f"c{at}", step="a", text=f"Card {at}") for at in range(30)]
    lanes = [Lane(id="acts", role="actions", label="Actions", cards=cards)]
    crowded = JourneyMap(
        key="k", title="T", stages=[MapStage(id="s", name="S", steps=[named("a", "A")])], lanes=lanes
    )
    planned = plan(crowded, "a4")
    rows = [[row.rail.name for row in only(part).rows] for part in planned.parts]
    shown = [card.card for part in planned.parts for row in only(part).rows for card in row.cards]
    assert planned.scale >= 0.5
    assert (rows[0][0], rows[-1]) == ("Actions", ["Actions, continued"])
    assert shown == [card.id for card in cards]


def test_a_way_to_another_page_says_where_it_leads_and_one_from_there_whence_it_came() -> None:
    steps = [named(f"s{at}", f"Step {at}") for at in range(24)]
    stages = [MapStage(id=f"g{at}", name=f"Stage {at}", steps=steps[at : at + 8]) for at in (0, 8, 16)]
    edges = [Edge(id="e", from_step="s1", to_step="s20", kind="skip", measured_share=0.4)]
    planned = plan(JourneyMap(key="k", title="T", stages=stages, edges=edges), "a4")
    ways = [part.placed.ways for part in planned.parts]
    assert [[word.text for way in each.ways for word in way.words] if each else None for each in ways] == [
        ["skip · 40 % → Step 20"],
        None,
        ["Step 1 → skip · 40 %"],
    ]


def test_ways_of_a_map_without_lanes_stay_on_their_page_and_a_long_title_leaves_room_for_its_number() -> None:
    steps = [named(f"s{at}", f"Step {at}") for at in range(20)]
    pairs = [(one, other) for one in range(20) for other in range(one + 2, 20, 3)]
    edges = [Edge(id=f"{a}-{b}", from_step=f"s{a}", to_step=f"s{b}", kind="skip") for a, b in pairs]
    stages = [MapStage(id="g", name="Stage", steps=steps)]
    ways = JourneyMap(key="k", title="A long title " * 30, stages=stages, edges=edges)
    planned = plan(ways, "a4")
    high = planned.sheet.room[1] / planned.scale
    assert max(planned.top(at) + part.height for at, part in enumerate(planned.parts)) <= high + 0.1
    assert f"1 of {planned.pages}" in PdfReader(BytesIO(to_pdf(ways, page="a4"))).pages[0].extract_text()


def test_a_script_is_set_in_the_font_it_was_measured_in() -> None:
    fonts = find_fonts(folders=font_folders())
    face = runs("مرحبا", 400, fonts)[0].face
    if face is None:
        pytest.skip("no font here has Arabic")
    with drawn_with(fonts):
        read = PdfReader(BytesIO(to_pdf(one_card("مرحبا"))))
    page: Any = read.pages[0]
    used = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert {name.partition("+")[2].split("-")[0] for name in used} == {"Inter", face.family.replace(" ", "")}


def test_a_character_that_no_font_has_is_a_box_and_an_emoji_is_left_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    printed = text_of(to_pdf(one_card("never \U0010fffe seen, \U0001fae8 \U0001fbff!")))
    assert "never □ seen" in printed
    assert "shows as boxes" in caplog.text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a \U0001fae8 moves house", "a moves house"),
        ("“\U0001fae8 Café”", "“Café”"),
        ("So nice \U0001fae8 \U0001fae8!", "So nice!"),
        ("\U0001fae8", "□"),
    ],
)
def test_an_emoji_that_is_left_out_leaves_no_gap_and_alone_it_is_a_box(typed: str, printed: str) -> None:
    assert f"Actions {printed}\n" in text_of(to_pdf(one_card(typed)))


def test_a_key_that_no_font_has_whole_is_its_figure() -> None:
    assert "press 1 and hold" in text_of(to_pdf(one_card("press 1\ufe0f\u20e3 and hold")))


def test_without_typst_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(InputError, match=r'pip install "desirepath\[pdf\]"'):
        to_pdf(bare())


def one_card(text: str) -> JourneyMap:
    cards = [Card(id="c1", step="a", text=text)]
    return JourneyMap(
        key="one",
        title="One card",
        stages=[MapStage(id="stage", name="Stage", steps=[named("a", "Arrives"), named("b", "Leaves")])],
        lanes=[Lane(id="acts", role="actions", label="Actions", cards=cards)],
    )


def slots(made: Plan, number: int) -> list[tuple[str, str]]:
    part = made.parts[number]
    steps = [step for step in part.placed.steps if part.left <= step.box.x + 1 < part.right]
    rows = [row for row in part.placed.rows if part.top <= row.box.bottom - 1 < part.bottom]
    return [(step.step, row.lane) for step in steps for row in rows]


def text_of(pdf: bytes, *, only_last: bool = False) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in (pages[-1:] if only_last else pages))


def letters(text: str) -> str:
    """A text without what lines are broken at."""
    return "".join(char for char in text if char.isalnum())


def lanes(page: str) -> list[str]:
    return [lane for lane in ("Actions", "Obstacles", "Touchpoints") if lane in page]


def structure(read: PdfReader) -> list[dict[str, Any]]:
    """The elements of a PDF's structure, in reading order."""
    found: list[dict[str, Any]] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict) and "/K" in node:
            if "/S" in node:
                found.append(node)
            walk(node["/K"])
        elif isinstance(node, dict) and "/S" in node:
            found.append(node)

    root: Any = read.trailer["/Root"]
    walk(root["/StructTreeRoot"])
    return found
