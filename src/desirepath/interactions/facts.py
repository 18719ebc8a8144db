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

IDENTIFIER = pa.struct(
    [
        pa.field("type", pa.string()),
        pa.field("value", pa.string()),  # normalised
        pa.field("role", pa.string()),  # "self" links; "other" names a thing or somebody else
    ]
)

INTERACTIONS = pa.schema(
    [
        pa.field("fact", pa.int64()),  # part number << 32 | row in the part: unique for ever
        pa.field(
            "interaction_id", pa.string()
        ),  # hash of (source, declared key), else of content + occurrence
        pa.field("content_hash", pa.string()),  # tells an exact duplicate from a change
        pa.field("source", pa.string()),
        pa.field("load", pa.int64()),
        pa.field("happened_at_us", pa.int64()),  # null only when precision is order_only
        pa.field("precision", pa.string()),
        pa.field("utc_offset_minutes", pa.int32()),
        pa.field("received_at_us", pa.int64()),
        pa.field("ordinal", pa.int64()),  # position of the raw row in its file, from 0
        pa.field("channel", pa.string()),
        pa.field("touchpoint", pa.string()),
        pa.field("action", pa.string()),
        pa.field("initiator", pa.string()),  # customer | organisation
        pa.field("identifiers", pa.list_(IDENTIFIER)),
        pa.field("value_minor", pa.int64()),
        pa.field("currency", pa.string()),
        pa.field("cost_minor", pa.int64()),
        pa.field("duration_us", pa.int64()),
        pa.field("score", pa.float64()),
        pa.field("scale", pa.string()),  # "worst..best": "0..10", or "5..1" where 1 is the best
        pa.field("text", pa.string()),  # personal data redacted
        pa.field("campaign", pa.string()),
        pa.field("device", pa.string()),
        pa.field("properties", pa.map_(pa.string(), pa.string())),
        pa.field("consent", pa.list_(pa.string())),
    ]
)

TRAITS = pa.schema(
    [
        pa.field("source", pa.string()),
        pa.field("load", pa.int64()),
        pa.field("ordinal", pa.int64()),
        pa.field("identifiers", pa.list_(IDENTIFIER)),  # seen together on one row, so they link too
        pa.field("name", pa.string()),
        pa.field("value", pa.string()),
        pa.field("known_since_us", pa.int64()),
    ]
)

SPEND = pa.schema(
    [
        pa.field("source", pa.string()),
        pa.field("load", pa.int64()),
        pa.field("ordinal", pa.int64()),
        pa.field("day", pa.date32()),
        pa.field("channel", pa.string()),
        pa.field("campaign", pa.string()),
        pa.field("cost_minor", pa.int64()),
        pa.field("currency", pa.string()),
        pa.field("impressions", pa.int64()),
        pa.field("clicks", pa.int64()),
    ]
)
