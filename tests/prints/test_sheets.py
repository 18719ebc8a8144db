"""Excel sheets: a matrix that can be counted with, and no text that could do anything."""

from io import BytesIO
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook
from tests.prints.test_kinds import of
from tests.prints.test_rendering import ALL, TEXTS, Make, little, long, named, nothing, router

from desirepath.maps import Card, Evidence, JourneyMap, Lane, MapStage, Opportunity, Provenance
from desirepath.prints import to_xlsx


def test_stages_stand_over_their_steps_and_lanes_beside_their_cards() -> None:
    sheet = book(router())["Buying and setting up a home ro"]
    assert sheet["A1"].value == "Buying and setting up a home router"
    assert [cell.value for cell in sheet[4] if cell.value] == [
        "Stage", "Awareness", "Consideration", "Purchase", "Onboarding", "Use", "Share & recommend", "Renew",
    ]  # fmt: skip
    assert "C4:D4" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert sheet["F5"].value == "Compares plans on the web\nmoment of truth"
    assert [sheet["A6"].value, sheet["C6"].value] == ["People", 2014]
    labels = [cell.value for cell in sheet["A"] if cell.value]
    assert labels.index("Actions") < labels.index("Line of visibility") < labels.index("Backstage")


def test_figures_are_numbers_with_a_format() -> None:
    sheet = book(router())["Buying and setting up a home ro"]
    rows = {row[1].value: row for row in sheet.iter_rows() if row[1].value}
    moved, waited, felt = rows["Moved on"][2], rows["Time to next step"][2], rows["measured"][2]
    assert (moved.value, moved.number_format) == (0.72, "0.0 %")
    assert (round(waited.value, 2), waited.number_format) == (3.0, '0.00 "days"')
    assert (felt.value, felt.number_format) == (0.2, "+0.0;−0.0;0.0")
    assert rows["measured"][3].value is None  # nobody answered there


def test_a_card_says_its_standing_in_words() -> None:
    sheet = book(router())["Buying and setting up a home ro"]
    found = [
        cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("Code expired")
    ]
    assert len(found) == 1
    assert "Codes are valid for 24 hours" in found[0]
    assert "[validated, 1 metric · 3 tickets, severity 3 of 3, 42 % leave]" in found[0].replace("\u00a0", " ")


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    typed = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://example.org", "00123", "\t=1"]
    cards = [Card(id=f"c{at}", step="a", text=text) for at, text in enumerate(typed)]
    made = JourneyMap(
        key="one", title="=1+1", stages=[MapStage(id="s", name="=2", steps=[named("a", "@x")])],
        lanes=[Lane(id="acts", role="actions", label="-Lane", cards=cards)],
    )  # fmt: skip
    sheet = book(made).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value.split("\n")[0] for cell in cells if "[assumed]" in cell.value] == typed


def test_all_evidence_is_listed_with_its_source() -> None:
    made = router()
    pieces = [piece for lane in made.lanes for card in lane.cards for piece in card.evidence]
    pieces += [piece for felt in made.emotions for piece in felt.evidence]
    sheet = book(made)["Evidence"]
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(rows) == len(pieces)
    assert [row["Id"] for row in rows] == [piece.id for piece in pieces]
    first = next(row for row in rows if row["Figure"] == "Moved on")
    assert (first["Step"], first["Lane"], first["Value"], first["n"]) == (
        "Sees an ad, asks friends",
        "Metrics",
        0.72,
        2014,
    )
    assert {row["Stance"] for row in rows} == {"supports", "contradicts"}


def test_opportunities_are_listed_best_first() -> None:
    scored = Opportunity(
        id="o1", title="Say the price", steps=["ad"], customer_value=80, business_value=40, effort=2
    )
    better = Opportunity(id="o2", title="Open on Mondays", customer_value=90, business_value=90)
    made = msgspec.structs.replace(little(), opportunities=[scored, better])
    rows = list(book(made)["Opportunities"].iter_rows(min_row=2, values_only=True))
    assert [(row[1], row[2], row[8]) for row in rows] == [
        (None, "Open on Mondays", 90),
        ("Sees an ad", "Say the price", 60),
    ]
    assert "Opportunities" not in book(little()).sheetnames


def test_several_maps_have_a_sheet_each_under_names_that_excel_allows() -> None:
    same = msgspec.structs.replace(little(), title="A/B: [test]?")
    names = book(same, same, msgspec.structs.replace(little(), title="evidence")).sheetnames
    assert names == ["A B   test", "A B   test 2", "evidence 2", "Evidence"]


def test_what_was_expected_and_what_lasts_minutes_can_be_read() -> None:
    sheet = book(of("current")).worksheets[0]
    rows = {row[1].value or row[0].value: row for row in sheet.iter_rows()}
    assert [rows["Expected"][4].value, rows["Received"][4].value] == [1.5, 0.4]
    assert rows["Expected and received"][4].value == "Done in five minutes"
    waited = rows["Wait on hold"][3]
    assert (waited.value.seconds // 60, waited.number_format) == (11, '[m] "min"')


def test_the_name_of_a_sheet_is_short_as_excel_counts_it() -> None:
    names = book(msgspec.structs.replace(little(), title="Flyttehjelp 😀 for en familie 👨‍👩‍👧‍👦")).sheetnames
    assert len(names[0].encode("utf-16-le")) // 2 <= 31
    assert names[0].startswith("Flyttehjelp 😀 for en familie")


def test_a_text_longer_than_a_cell_is_cut_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    cards = [Card(id="c", step="a", text="short", body="😀" * 20_000)]
    made = JourneyMap(
        key="one", title="One", stages=[MapStage(id="s", name="S", steps=[named("a", "A")])],
        lanes=[Lane(id="acts", role="actions", label="Actions", cards=cards)],
    )  # fmt: skip
    values = [cell.value for row in book(made).worksheets[0].iter_rows() for cell in row if cell.value]
    longest = max(values, key=len)
    assert longest.endswith("characters more)")
    assert len(longest.encode("utf-16-le")) // 2 <= 32_767
    assert "a cell of Excel holds 32767" in caplog.text


@pytest.mark.parametrize("make", ALL)
def test_the_same_map_gives_the_same_sheets(make: Make) -> None:
    assert to_xlsx(make(), texts=TEXTS.get) == to_xlsx(make(), texts=TEXTS.get)


def test_a_map_without_steps_and_one_of_forty_can_be_opened() -> None:
    assert book(nothing()).sheetnames == ["Nothing yet", "Evidence"]
    assert book(long()).worksheets[0].max_column == 42


def test_where_a_figure_comes_from_is_kept_with_what_could_not_be_told() -> None:
    unknown = Evidence(id="e", kind="note", provenance=Provenance(source="crm", locator="notes.csv:3"))
    card = Card(id="c", step="ad", text="A note", evidence=[unknown])
    made = msgspec.structs.replace(little(), lanes=[Lane(id="l", role="actions", label="L", cards=[card])])
    row = next(book(made)["Evidence"].iter_rows(min_row=2, values_only=True))
    assert row[8:12] == (None, None, None, None)
    assert row[15:17] == ("crm", "notes.csv:3")


def book(*maps: JourneyMap) -> Any:
    return load_workbook(BytesIO(to_xlsx(*maps, texts=TEXTS.get)))
