"""The examples of real data, each from its file to a drawn map."""

import csv
import gzip
from pathlib import Path

import pytest

from desirepath import DropOff, Gap, WholeLife
from desirepath import workspace as workspaces
from desirepath.maps import goal_text
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
    assert (drawn.n_subjects, goal_text(drawn)) == (1_434, "Permit duty check")
    channels = {row["channel"] for row in opened.store().kinds.to_pylist()}
    assert channels == {"website", "in_person", "direct_mail", "email", "other"}
    assert opened.render(drawn, tmp_path / "map.svg").stat().st_size > 10_000


def test_a_shops_clicks_become_a_map_of_visits(shared_data: Path, tmp_path: Path) -> None:
    file = shared_data / "retentioneering_ecom" / "events.csv.gz"
    opened = drawn_from("retentioneering_ecom", file, tmp_path / "w")
    assert opened.ledger()[0].ledger.loaded == 31_106
    drawn = opened.draft(split=Gap(minutes=30), goal=["Order confirmation"])
    assert (drawn.n_subjects, goal_text(drawn)) == (600, "Places the order")
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


def test_tickets_become_a_map_of_cases_that_are_nearly_all_closed(shared_data: Path, tmp_path: Path) -> None:
    file = shared_data / "helpdesk_italy" / "events.parquet"
    opened = drawn_from("helpdesk_italy", file, tmp_path / "w", noun="case")
    ledger = opened.ledger()[0].ledger
    assert (ledger.read, ledger.loaded, ledger.without_subject) == (21_348, 21_348, 0)
    drawn = opened.draft(goal=["Closing"])
    assert (drawn.n_subjects, goal_text(drawn)) == (4_580, "Closing")
    kinds = {row["touchpoint"]: row["steps"] for row in opened.store().kinds.to_pylist()}
    assert (kinds["Triage"], kinds["Technician"], kinds["Waiting list"]) == (4_938, 5_060, 1_463)
    assert opened.uncaught().num_rows == 0
    assert opened.render(drawn, tmp_path / "map.svg").stat().st_size > 10_000


def test_steps_known_only_by_their_order_keep_it_and_who_acted(shared_data: Path, tmp_path: Path) -> None:
    file = shared_data / "greps_user_journeys" / "steps.csv.gz"
    opened = drawn_from("greps_user_journeys", file, tmp_path / "w")
    assert opened.ledger()[0].ledger.loaded == 625
    facts = opened.engine.run(opened.interactions().order_by("ordinal")).to_pylist()
    assert {(fact["precision"], fact["happened_at_us"]) for fact in facts} == {("order_only", None)}
    with gzip.open(file, "rt") as rows:
        actors = [{"company": "organisation"}.get(row["actor"], "customer") for row in csv.DictReader(rows)]
    assert [fact["initiator"] for fact in facts] == actors
    drawn = opened.draft(goal=["End of the test"])
    assert (drawn.n_subjects, goal_text(drawn)) == (33, "End of the test")
    asked = DropOff(lens="touchpoint", goal=["End of the test"])
    left = {row["node"]: row["dropped_off"] for row in opened.measure(asked).table.to_pylist()}
    assert {node: people for node, people in left.items() if people} == {
        "Programming task": 12,
        "Activity report": 4,
    }


def test_a_days_taps_on_an_app_become_visits_that_get_in_or_do_not(shared_data: Path, tmp_path: Path) -> None:
    file = shared_data / "appintheair_mobile_events" / "events_train.csv.gz"
    opened = drawn_from("appintheair_mobile_events", file, tmp_path / "w")
    ledger = opened.ledger()[0].ledger
    assert (ledger.read, ledger.loaded, ledger.quarantined) == (30_943, 29_301, 1_642)
    drawn = opened.draft(split=Gap(minutes=30), goal=["Main screen"])
    assert (drawn.n_subjects, goal_text(drawn)) == (4_139, "Main screen")
    kinds = {row["touchpoint"]: row["steps"] for row in opened.store().kinds.to_pylist()}
    assert kinds["Main screen"] == 2_497
    assert (drawn.period, drawn.as_of) == ("2018-09-30/2018-10-01", "2018-10-01T20:59:56Z")
