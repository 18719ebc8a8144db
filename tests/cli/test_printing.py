"""Tables on terminals of any width."""

from io import StringIO

import pytest
from rich.console import Console

from desirepath.cli import printing

COLUMNS = ("file", "read", "loaded", "quarantined")
ROWS = [("contacts_of_a_long_name.csv", 1_234_567, 1_234_560, 7)]


def printed(width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    page = StringIO()
    monkeypatch.setattr(printing, "console", Console(file=page, width=width))
    printing.as_table("Ledger", COLUMNS, ROWS, note="read = loaded + quarantined")
    return page.getvalue()


def test_a_wide_terminal_shows_a_row_on_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "contacts_of_a_long_name.csv  1 234 567  1 234 560            7" in printed(100, monkeypatch)


def test_a_narrow_terminal_tells_each_row_and_cuts_nothing_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(44, monkeypatch).split("\n") == [
        "Ledger",
        "file contacts_of_a_long_name.csv",
        "  read 1 234 567 · loaded 1 234 560 ·       ",
        "  quarantined 7                             ",
        "read = loaded + quarantined",
        "",
    ]
