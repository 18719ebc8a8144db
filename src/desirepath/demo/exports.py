"""The files of the seven systems: their columns as the real exports name them, and how they are written.

A `Row` is one record of one file with what the truth knows about it. `Exports` writes rows as they
come, so a million people never stand in memory together (38 million rows, a peak of 19 MB).
"""

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from desirepath.demo.clock import denver, oslo_minute, receipt_minute, warehouse, zulu, zulu_seconds
from desirepath.records import Record


class File(Record):
    """One export: its name, how it is written, and which cell says when the row was received."""

    path: str
    system: str
    format: str  # csv, jsonl or json
    columns: list[str] = []
    encoding: str = "utf-8"
    delimiter: str = ","
    received: str = ""
    written: Callable[[int], str] = warehouse  # how a time of receipt is spelled


class Row(Record):
    """One record of one file, and what the truth knows of it."""

    file: str
    key: str
    values: dict[str, Any]
    person: str = ""
    stage: str = ""
    cause: str = ""
    mess: str = ""
    received: int = 0
    identifiers: tuple[tuple[str, str], ...] = ()  # what a mapping can take from it, before junk


FILES = {
    "web": File(
        path="web_events.jsonl.gz",
        system="Web and app events (Segment)",
        format="jsonl",
        received="receivedAt",
        written=zulu,
    ),
    "contacts": File(
        path="hubspot_contacts.csv",
        system="Customer relations (HubSpot)",
        format="csv",
        columns=[
            "Record ID", "First Name", "Last Name", "Email", "Phone Number", "City", "Country/Region",
            "Preferred language", "Persona", "Lifecycle Stage", "Lead Status", "Original Source",
            "Contact owner", "Age Band", "Household", "Plan", "Loyalty Card Number", "Create Date",
            "Last Modified Date",
        ],
        received="Last Modified Date",
        written=oslo_minute,
    ),
    "deals": File(
        path="hubspot_deals.csv",
        system="Customer relations (HubSpot)",
        format="csv",
        columns=[
            "Record ID", "Deal Name", "Deal Stage", "Pipeline", "Amount", "Create Date", "Close Date",
            "Closed Lost Reason", "Closed Won Reason", "Deal owner", "Deal Type", "Associated Contact IDs",
            "Associated Contact", "Last Modified Date",
        ],
        received="Last Modified Date",
        written=oslo_minute,
    ),
    "email": File(
        path="klaviyo_events.csv",
        system="E-mail (Klaviyo)",
        format="csv",
        columns=[
            "id", "person_id", "campaign_id", "flow_id", "flow_message_id", "uuid", "datetime", "timestamp",
            "_fivetran_deleted", "metric_id", "type", "_variation", "property_subject",
            "property_campaign_name", "property_email", "property_email_domain", "property_client_name",
            "property_client_os_family", "property_url", "property_rating", "property_message_body",
            "_fivetran_synced",
        ],
        received="_fivetran_synced",
    ),
    "clicks": File(
        path="google_ads_clicks.csv",
        system="Advertising (Google Ads)",
        format="csv",
        columns=[
            "customer_id", "segments_date", "campaign_id", "campaign_name", "ad_group_id", "ad_group_name",
            "segments_ad_network_type", "segments_click_type", "segments_device", "click_view_gclid",
            "click_view_keyword_info_text", "click_view_location_of_presence_city",
        ],
    ),
    "spend": File(
        path="google_ads_campaign_stats.csv",
        system="Advertising (Google Ads)",
        format="csv",
        columns=[
            "customer_id", "date", "_fivetran_synced", "ad_network_type", "base_campaign", "clicks",
            "conversions", "conversions_value", "cost_micros", "device", "id", "impressions",
            "interaction_event_types", "interactions", "view_through_conversions",
        ],
    ),
    "orders": File(
        path="shopify_orders.csv",
        system="Online shop (Shopify)",
        format="csv",
        columns=[
            "id", "note", "email", "taxes_included", "currency", "subtotal_price", "total_tax", "total_price",
            "created_at", "updated_at", "name", "shipping_address_name", "shipping_address_phone",
            "shipping_address_city", "shipping_address_country_code", "billing_address_first_name",
            "billing_address_last_name", "customer_id", "order_number", "financial_status",
            "fulfillment_status", "processed_at", "processing_method", "referring_site", "cancel_reason",
            "cancelled_at", "total_discounts", "total_line_items_price", "source_name",
            "buyer_accepts_marketing", "test", "landing_site_base_url", "_fivetran_synced",
        ],
        received="_fivetran_synced",
    ),
    "receipts": File(
        path="store_receipts.csv",
        system="Stores (point of sale)",
        format="csv",
        columns=[
            "Kvitteringsnr", "Tidspunkt", "Butikk", "Kasse", "Betjent av", "Type", "Varenavn", "Antall",
            "Beløp", "Valuta", "Betalingsmåte", "Kundekort", "Overført",
        ],
        encoding="latin-1",
        delimiter=";",
        received="Overført",
        written=receipt_minute,
    ),
    "tickets": File(
        path="zendesk_tickets.json",
        system="Support (Zendesk)",
        format="json",
        received="updated_at",
        written=zulu_seconds,
    ),
    "surveys": File(
        path="survey_responses.csv",
        system="Surveys (Qualtrics)",
        format="csv",
        columns=[
            "StartDate", "EndDate", "Status", "Progress", "Duration (in seconds)", "Finished", "RecordedDate",
            "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference",
            "DistributionChannel", "UserLanguage", "Survey", "Touchpoint", "OrderId", "TicketId", "ReceiptId",
            "NPS", "CSAT", "WaitedMinutes", "Comment",
        ],
        received="RecordedDate",
        written=denver,
    ),
}  # fmt: skip


class Exports:
    """The open export files: give them rows, close them once."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.rows = dict.fromkeys(FILES, 0)
        self._raw = {name: (folder / file.path).open("wb") for name, file in FILES.items()}
        self._zipped = {
            name: gzip.GzipFile(filename="", mode="wb", compresslevel=5, fileobj=self._raw[name], mtime=0)
            for name, file in FILES.items()
            if file.path.endswith(".gz")
        }
        self._text = {
            name: io.TextIOWrapper(self._raw[name], encoding=file.encoding, newline="")
            for name, file in FILES.items()
            if file.format == "csv"
        }
        self._csv = {
            name: csv.writer(text, delimiter=FILES[name].delimiter, lineterminator="\r\n")
            for name, text in self._text.items()
        }
        for name, writer in self._csv.items():
            writer.writerow(FILES[name].columns)
        self._raw["tickets"].write(b'{"tickets":[')

    def write(self, row: Row) -> None:
        """Append this row to its file."""
        file = FILES[row.file]
        if file.format == "csv":
            self._csv[row.file].writerow([row.values.get(column, "") for column in file.columns])
        elif file.format == "jsonl":
            self._zipped[row.file].write(msgspec.json.encode(row.values) + b"\n")
        else:
            comma = b",\n" if self.rows[row.file] else b"\n"
            self._raw[row.file].write(comma + msgspec.json.encode(row.values))
        self.rows[row.file] += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._raw["tickets"].write(b'\n],"count":%d,"next_page":null}\n' % self.rows["tickets"])
        for text in self._text.values():
            text.flush()
        for zipped in self._zipped.values():
            zipped.close()
        for raw in self._raw.values():
            raw.close()
