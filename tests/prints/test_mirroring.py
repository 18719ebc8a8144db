"""A map read from right to left begins at the right, also on paper, on slides and in sheets."""

import re
from io import BytesIO

import msgspec
import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pypdf import PdfReader
from tests.prints.awkward import awkward
from tests.prints.test_kinds import of
from tests.prints.test_rendering import every as every_words
from tests.prints.test_slides import every

from desirepath.maps import JourneyMap, compare
from desirepath.prints import Page, comparison_to_pptx, render_comparison, to_pdf, to_pptx, to_xlsx
from desirepath.prints.layout import lay_out
from desirepath.prints.layout_marks import Words
from desirepath.prints.paper import Plan, plan
from desirepath.prints.pdf_pages import document
from desirepath.prints.wording import speaking

SET = re.compile(r'#t\((-?[\d.]+)pt, (-?[\d.]+)pt, [\d.]+pt, "#\w+", "((?:[^"\\]|\\.)*)"')


def arabic() -> JourneyMap:
    return msgspec.structs.replace(awkward("arabic"), language="ar")


def source(drawn: JourneyMap, page: Page) -> tuple[str, Plan]:
    with speaking(drawn.language):
        planned = plan(drawn, page)
        return document(drawn, planned, str)["main.typ"].decode(), planned


def cells(drawn: JourneyMap) -> list[str]:
    """The cells of the header with the steps' names."""
    main, _ = source(drawn, "poster")
    header = main.partition("table.header(level: 2")[2].partition("\n")[0]
    return re.findall(r"\[([^\]]*)\]", header)


def test_a_page_has_its_rail_at_the_right_and_its_table_begins_there() -> None:
    main, planned = source(arabic(), "poster")
    assert "place(top + right" in main
    assert "set text(dir: rtl)" in main
    for cell, step in zip(cells(arabic())[1:], planned.parts[0].placed.steps, strict=True):
        (x, _, said), *_ = SET.findall(cell)
        assert said == step.words[0].text
        assert 0 <= float(x) + 24 < 188, "a name stands in its own cell"
    assert "set text(dir: ltr)" in source(awkward("german"), "poster")[0]


@pytest.mark.parametrize("page", ["a4", "a3"])
def test_a_pdf_from_right_to_left_is_made_and_read_in_order(page: Page) -> None:
    drawn = of("current")
    from_right = msgspec.structs.replace(drawn, language="he")
    read = PdfReader(BytesIO(to_pdf(from_right, page=page)))
    said = " ".join("".join(each.extract_text() for each in read.pages).split())
    names = [step.name.split()[0] for stage in drawn.stages for step in stage.steps]
    assert [name for name in names if name not in said] == []


def test_slides_begin_at_the_right_with_paragraphs_from_the_right() -> None:
    made = Presentation(BytesIO(to_pptx(arabic())))
    shapes = list(every(made.slides[0].shapes))
    steps = [shape for shape in shapes if shape.name.startswith("الخطوة ")]
    assert len(steps) == 5
    lanes = [shape for shape in shapes if shape.name.startswith("المسار ")]
    assert [shape.left for shape in steps] == sorted((shape.left for shape in steps), reverse=True)
    assert min(shape.left for shape in lanes) > max(shape.left + shape.width for shape in steps) - 127_000
    for shape in (*steps, *lanes):
        paragraph = shape.text_frame.paragraphs[0]
        assert (paragraph.alignment, paragraph._p.pPr.get("rtl")) == (PP_ALIGN.RIGHT, "1")
    assert all(shape.left >= 0 and shape.left + shape.width <= made.slide_width for shape in shapes)


def test_text_of_both_directions_reads_as_its_map_does() -> None:
    chat = "Chat (24/7) באתר"
    words = {each.text: each for each in every_words(lay_out(awkward("hebrew")), Words)}
    assert words[chat].reads
    assert not next(
        each for each in every_words(lay_out(awkward("emoji")), Words) if "שלום" in each.text
    ).reads


def test_arrows_point_the_way_the_map_is_read() -> None:
    before, after = arabic(), msgspec.structs.replace(arabic(), key="then", title="رحلة")
    drawn = render_comparison(compare(before, after), before, after)
    assert "←" in drawn
    assert "→" not in drawn


def test_a_line_of_a_blueprint_begins_beside_its_name() -> None:
    placed = lay_out(msgspec.structs.replace(of("blueprint"), language="ar"))
    assert {round(line.words.box.x - (line.start or 0)) for line in placed.lines} == {10}


def test_slides_of_two_maps_begin_at_the_right_too() -> None:
    before, after = arabic(), msgspec.structs.replace(arabic(), key="then", title="رحلة")
    made = Presentation(BytesIO(comparison_to_pptx(compare(before, after), before, after, mode="table")))
    tables = [shape.table for slide in made.slides for shape in slide.shapes if shape.has_table]
    assert all(table._tbl.tblPr.get("rtl") == "1" for table in tables)


def test_a_sheet_begins_at_the_right() -> None:
    book = load_workbook(BytesIO(to_xlsx(arabic())))
    assert [sheet.sheet_view.rightToLeft for sheet in book] == [True] * len(book.worksheets)
    cell = next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    assert (cell.alignment.horizontal, cell.alignment.readingOrder) == ("right", 2)
    plain = load_workbook(BytesIO(to_xlsx(awkward("german"))))
    assert not any(sheet.sheet_view.rightToLeft for sheet in plain)
