"""The examples of real data, each from its file to a drawn map."""

from pathlib import Path

import pytest

from desirepath import Gap, WholeLife
from desirepath import workspace as workspaces
from desirepath.workspace import Workspace

EXAMPLES = Path(__file__).parents[2] / "examples"
pytestmark = pytest.mark.shared


def drawn_from(
    example: str, file: Path, folder: Path, *, noun: str = "person", currency: str = "EUR"
) -> Workspace:
    opened = workspaces.create(folder, noun=noun, currency=currency)
    opened.apply(EXAMPLES / example)
    opened.load(file)
    opened.refresh()
    return opened


def test_permit_applications_become_a_map_of_cases(shared_data: Path, tmp_path: Path) -> None:
    opened = drawn_from(
        "receipt_wabo", shared_data / "receipt_wabo" / "events.parquet", tmp_path / "w", noun="case"
    )
    ledger = opened.ledger()[0].ledger
    assert (ledger.read, ledger.loaded, ledger.quarantined) == (8_577, 8_577, 0)
    drawn = opened.draft(goal=["Permit duty check"])
    assert (drawn.n_subjects, drawn.goal) == (1_434, "Permit duty check")
    channels = {row["channel"] for row in opened.store().kinds.to_pylist()}
    assert channels == {"website", "in_person", "direct_mail", "email", "other"}
    assert opened.render(drawn, tmp_path / "map.svg").stat().st_size > 10_000


def test_a_shops_clicks_become_a_map_of_visits(shared_data: Path, tmp_path: Path) -> None:
    file = shared_data / "retentioneering_ecom" / "events.csv.gz"
    opened = drawn_from("retentioneering_ecom", file, tmp_path / "w")
    assert opened.ledger()[0].ledger.loaded == 31_106
    drawn = opened.draft(split=Gap(minutes=30), goal=["Order confirmation"])
    assert (drawn.n_subjects, drawn.goal) == (600, "Places the order")
    assert opened.render(drawn, tmp_path / "map.html").stat().st_size > 10_000


def test_a_wholesalers_lines_keep_their_anonymous_fifth_and_cancellations(
    shared_data: Path, tmp_path: Path
) -> None:
    file = shared_data / "uci_online_retail_ii" / "orders.parquet"
    opened = drawn_from("uci_online_retail_ii", file, tmp_path / "w", noun="account")
    ledger = opened.ledger()[0].ledger
    assert (ledger.read, ledger.loaded, ledger.without_subject) == (525_461, 525_461, 107_927)
    kinds = opened.store().kinds.to_pylist()
    assert sum(row["steps"] for row in kinds) == 525_461 - 107_927
    assert any(row["action"] == "order cancelled" for row in kinds)
    drawn = opened.draft(split=WholeLife(quiet_days=90), goal=["order"])
    assert (drawn.n_subjects, drawn.currency) == (4_383, "GBP")
    assert opened.render(drawn, tmp_path / "map.png").stat().st_size > 10_000
