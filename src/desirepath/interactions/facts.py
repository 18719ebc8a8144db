"""What a fact looks like: the columns of interactions, traits and spend, as Arrow schemas.

Every part on disk has exactly these columns in this order. `mappings` says how a raw row becomes
one; `conforming` does it. Times are int64 microseconds UTC, money is int64 minor units.
"""

import pyarrow as pa

__all__ = ["CHANNELS", "INTERACTIONS", "PRECISIONS", "SPEND", "TRAITS"]

CHANNELS = (
    "website", "app", "organic_search", "paid_search", "paid_ad", "social", "referral", "partner_site",
    "review_site", "email", "sms", "push", "direct_mail", "broadcast", "event", "trade_show", "in_person",
    "phone", "chat", "community", "direct", "other",
)  # fmt: skip
PRECISIONS = ("instant", "minute", "day", "order_only")


def _schema(*fields: tuple[str, pa.DataType]) -> pa.Schema:
    return pa.schema(fields)


IDENTIFIER = pa.struct(
    [
        ("type", pa.string()),
        ("value", pa.string()),  # normalised
        ("role", pa.string()),  # "self" links; "other" names a thing or somebody else
    ]
)

INTERACTIONS = _schema(
    ("fact", pa.int64()),  # part number << 32 | row in the part: unique for ever
    ("interaction_id", pa.string()),  # hash of (source, mapping, declared key), else of content + occurrence
    ("content_hash", pa.string()),  # tells an exact duplicate from a change
    ("source", pa.string()),
    ("load", pa.int64()),
    ("happened_at_us", pa.int64()),  # null only when precision is order_only
    ("precision", pa.string()),
    ("utc_offset_minutes", pa.int32()),
    ("received_at_us", pa.int64()),
    ("ordinal", pa.int64()),  # position of the raw row in its file, from 0
    ("channel", pa.string()),
    ("touchpoint", pa.string()),
    ("action", pa.string()),
    ("initiator", pa.string()),  # customer | organisation
    ("identifiers", pa.list_(IDENTIFIER)),
    ("value_minor", pa.int64()),
    ("currency", pa.string()),
    ("cost_minor", pa.int64()),
    ("duration_us", pa.int64()),
    ("score", pa.float64()),
    ("scale", pa.string()),  # "worst..best": "0..10", or "5..1" where 1 is the best
    ("text", pa.string()),  # personal data redacted
    ("campaign", pa.string()),
    ("device", pa.string()),
    ("properties", pa.map_(pa.string(), pa.string())),
    ("consent", pa.list_(pa.string())),
)

TRAITS = _schema(
    ("source", pa.string()),
    ("load", pa.int64()),
    ("ordinal", pa.int64()),
    ("identifiers", pa.list_(IDENTIFIER)),  # seen together on one row, so they link too
    ("name", pa.string()),
    ("value", pa.string()),
    ("known_since_us", pa.int64()),
)

SPEND = _schema(
    ("source", pa.string()),
    ("load", pa.int64()),
    ("ordinal", pa.int64()),
    ("day", pa.date32()),
    ("channel", pa.string()),
    ("campaign", pa.string()),
    ("cost_minor", pa.int64()),
    ("currency", pa.string()),
    ("impressions", pa.int64()),
    ("clicks", pa.int64()),
)
