"""A first mapping is suggested for any file, and what it would make can be looked at."""

import csv as csv_files
import io
import zipfile
from pathlib import Path

import pytest
from tests.interactions.worlds import NOW_US, Shop, csv, mapped

from desirepath.errors import SourceError
from desirepath.interactions import preview, read_mapping, suggest
from desirepath.interactions.mappings import First, Lookup, Time


def test_columns_are_recognised_by_name_and_values(tmp_path: Path) -> None:
    path = tmp_path / "Orders 2024.csv"
    path.write_text(
        "Order ID;Bestelt am;E-Mail;Kanal;channel;Status;Total;currency;nps;comment;country;phone_opened\n"
        "A1;03.02.2024 10:15;ana@x.org;1;Internet;paid;1.234,50;NOK;9;Nice;NO;1\n"
        "A2;13.02.2024 11:15;;2;Desk;;7,25;NOK;;;SE;0\n"
    )
    mapping = suggest(path).mapping
    (rule,) = mapping.interactions
    assert (mapping.key, mapping.source, mapping.format.delimiter) == ("orders-2024", "Orders 2024", ";")
    assert rule.time == Time(of="{Bestelt am}", format="%d.%m.%Y %H:%M")
    assert rule.channel == Lookup(
        of="{channel}", table={"Desk": "in_person", "Internet": "website"}, otherwise="other"
    )
    assert (rule.key, rule.action) == ("{Order ID}", First(of=["{Status}", "happened"]))
    assert [(i.select, i.type) for i in rule.identifiers] == [("{E-Mail}", "email")]
    assert rule.value is not None
    assert (rule.value.amount, rule.value.decimal, rule.value.currency) == ("{Total}", ",", "{currency}")
    assert rule.score is not None
    assert (rule.score.scale, rule.text) == ("0..10", "{comment}")
    assert mapping.traits[0].values == {"country": "{country}"}


def test_rows_without_a_time_are_told_apart_by_their_journey_and_keep_their_order(tmp_path: Path) -> None:
    (tmp_path / "steps.csv").write_text("journey,event\n1,start\n1,registered\n2,start\n")
    (rule,) = suggest(tmp_path / "steps.csv").mapping.interactions
    assert (rule.time.format, [each.select for each in rule.identifiers]) == ("order_only", ["{journey}"])


def test_the_text_of_a_suggestion_says_what_is_uncertain_and_reads_as_the_mapping(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", {"created_at": "2024-01-02", "closed_at": "2024-01-03", "step": "x"})
    suggestion = suggest(path)
    assert "# a guess among several times; the others: closed_at" in suggestion.text
    assert "# no column says who" in suggestion.text
    assert read_mapping(suggestion.text, file="a.yaml") == suggestion.mapping


def test_a_file_without_rows_cannot_be_judged(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n")
    with pytest.raises(SourceError, match="no rows to judge by"):
        suggest(path)


def test_a_preview_shows_what_would_be_made_and_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"when": "2024-01-01", "page": "Home"}\n{"when": "no", "page": "x"}\n{"when": "never"}\n'
    )
    mapping = mapped(
        "key: t\nsource: t\ninteractions:\n"
        '  - {time: "{when}", channel: website, touchpoint: "{page}", action: viewed, campaign: "{utm}"}'
    )
    seen = preview(path, mapping, at_us=NOW_US)
    assert (seen.rows, seen.accepted, seen.quarantined) == (3, 1, 2)
    assert [(refusal.reason, refusal.rows, refusal.line) for refusal in seen.refusals] == [
        ('time "no" (from {when}) is not in the format iso', 2, 2)
    ]
    assert seen.interactions == [
        {"happened_at": "2024-01-01T23:59:59.999999+00:00", "source": "t",
         "precision": "day", "channel": "website",
         "touchpoint": "Home", "action": "viewed", "initiator": "customer"}
    ]  # fmt: skip
    assert seen.warnings == ['no row looked at in a.jsonl has the field "utm"']


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "rows", "without_subject"),
    [
        ("receipt_wabo/events.parquet", 8_577, 0),
        ("retentioneering_ecom/events.csv.gz", 31_106, 0),
        ("uci_online_retail_ii/orders.parquet", 525_461, 107_927),
    ],
)
def test_public_data_loads_whole_through_its_suggestion(
    shared_data: Path, tmp_path: Path, file: str, rows: int, without_subject: int
) -> None:
    shop = Shop(tmp_path, suggest(shared_data / file).text)
    ledger = shop.load(shared_data / file).ledger
    assert (ledger.read, ledger.loaded, ledger.quarantined) == (rows, rows, 0)
    assert ledger.without_subject == without_subject


@pytest.mark.shared
def test_exports_of_real_connectors_get_suggestions_that_load(shared_data: Path, tmp_path: Path) -> None:
    refused: dict[str, str] = {}
    with zipfile.ZipFile(shared_data / "fivetran_connector_seeds" / "seeds.zip") as seeds:
        for name in sorted(name for name in seeds.namelist() if name.endswith(".csv"))[::10]:
            rows = list(csv_files.reader(io.StringIO(seeds.read(name).decode())))
            path = tmp_path / name.replace("/", "-")
            path.write_bytes(seeds.read(name))
            if len(rows) > 1 and any(any(row) for row in rows[1:]):
                seen = preview(path, suggest(path).mapping)
                if not seen.accepted:
                    refused[name] = seen.refusals[0].reason
    assert refused == {}
