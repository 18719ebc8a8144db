"""An event log loads whole through its own suggestion: its columns have known meanings."""

from pathlib import Path

from openpyxl import Workbook
from tests.interactions.worlds import Shop
from tests.sources.test_event_logs import XES, ocel_files

from desirepath.interactions import read_mapping, suggest


def test_a_log_of_cases_is_suggested_whole(tmp_path: Path) -> None:
    (tmp_path / "permits.xes").write_text(XES)
    suggestion = suggest(tmp_path / "permits.xes")
    assert read_mapping(suggestion.text, file="permits.yaml") == suggestion.mapping
    shop = Shop(tmp_path, suggestion.text)
    ledger = shop.load(tmp_path / "permits.xes").ledger
    assert (ledger.read, ledger.loaded, ledger.quarantined, ledger.without_subject) == (3, 2, 1, 0)
    assert shop.current("touchpoint", "action", "channel", "identifiers") == [
        ("Apply", "completed", "in_person", "[{'type': 'case', 'value': 'c1', 'role': 'self'}]"),
        ("Decide & tell", "completed", "in_person", "[{'type': 'case', 'value': 'c1', 'role': 'self'}]"),
    ]
    assert [reason for (reason,) in shop.quarantined("reason")] == ["time is blank (from {time:timestamp})"]
    assert suggestion.mapping.traits[0].values == {
        "channel": "{case:channel}",
        "channel.town": "{case:channel.town}",
    }


def test_a_table_with_the_columns_of_a_log_is_suggested_as_one(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(
        "case:concept:name,concept:name,time:timestamp,product\nCase 1,Assign,2025-01-01T10:00:00Z,Router\n"
    )
    rule = suggest(tmp_path / "calls.csv").mapping.interactions[0]
    assert (rule.touchpoint, rule.action) == ("{concept:name}", "completed")
    assert [each.select for each in rule.identifiers] == ["{case:concept:name}"]
    assert rule.properties == {"product": "{product}"}


def test_a_log_of_objects_names_each_of_them_and_lets_the_customers_travel(tmp_path: Path) -> None:
    for path in ocel_files(tmp_path):
        shop = Shop(tmp_path / path.suffix, suggest(path).text)
        ledger = shop.load(path).ledger
        assert (ledger.read, ledger.loaded, ledger.quarantined, ledger.traits) == (3, 2, 1, 2)
        customer = "{'type': 'customer', 'value': 'c1', 'role': 'self'}"
        items = ", ".join(f"{{'type': 'item', 'value': '{name}', 'role': 'other'}}" for name in ("i1", "i2"))
        assert shop.current("touchpoint", "identifiers") == [
            ("complain", f"[{customer}]"),
            ("place order", f"[{customer}, {items}]"),
        ]


def test_a_workbook_is_suggested_with_its_sheet(tmp_path: Path) -> None:
    made = Workbook()
    made.worksheets[0].title = "May"
    for row in (["id", "created_at", "email"], ["1", "2024-05-01T10:00:00Z", "ana@x.example"]):
        made.worksheets[0].append(row)
    made.save(tmp_path / "orders.xlsx")
    suggestion = suggest(tmp_path / "orders.xlsx")
    assert (suggestion.mapping.format.type, suggestion.mapping.format.sheet) == ("excel", "May")
    assert Shop(tmp_path, suggestion.text).load(tmp_path / "orders.xlsx").ledger.loaded == 1
