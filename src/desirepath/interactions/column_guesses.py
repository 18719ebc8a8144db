"""What a column seems to hold, by its name and its first values; only for `suggesting`."""

import re
from collections.abc import Sequence

import pyarrow as pa

from desirepath.interactions.arrays import Array
from desirepath.interactions.clocks import read_text
from desirepath.interactions.facts import CHANNELS
from desirepath.interactions.mapping_columns import Path as Place
from desirepath.interactions.mappings import Lookup, Value
from desirepath.interactions.numbers import decimals
from desirepath.interactions.texts import Batch, array_of, text_of
from desirepath.records import Record

__all__ = ["Column", "as_channel", "columns_of", "pick", "suggest_channel", "time_format"]

# Tried in this order; day before month where both could be meant, and the suggestion says so.
_PATTERNS = (
    "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y",
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y%m%d", "%m/%d/%y %H:%M", "%m/%d/%y",
    "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y", "%d-%b-%Y", "%b %d, %Y", "%d %b %Y",
    "%d.%m.%y %H:%M", "%d.%m.%y", "%d/%m/%y %H:%M", "%d/%m/%y",
)  # fmt: skip
# What all of these have near their start; asked first, because it is quick.
_WRITTEN = re.compile(
    r"\d[./-](\d{1,2}|[A-Za-z]{3})[./-]\d\d|\d{8}|[A-Za-z]{3} \d{1,2}, \d{4}|\d [A-Za-z]{3} \d{4}"
)
_SYNONYMS = {
    "web": "website", "internet": "website", "online": "website", "site": "website", "desktop": "website",
    "mobile_app": "app", "ios": "app", "android": "app", "organic": "organic_search", "seo": "organic_search",
    "cpc": "paid_search", "ppc": "paid_search", "sem": "paid_search", "paid": "paid_ad", "display": "paid_ad",
    "ads": "paid_ad", "ad": "paid_ad", "banner": "paid_ad", "social_media": "social", "facebook": "social",
    "instagram": "social", "linkedin": "social", "paid_social": "paid_ad", "e_mail": "email", "mail": "email",
    "newsletter": "email", "post": "direct_mail", "letter": "direct_mail", "desk": "in_person",
    "store": "in_person", "shop": "in_person", "branch": "in_person", "counter": "in_person",
    "telephone": "phone", "call": "phone", "voice": "phone", "call_center": "phone", "livechat": "chat",
    "live_chat": "chat", "chatbot": "chat", "referrer": "referral", "affiliate": "partner_site",
    "partner": "partner_site", "tv": "broadcast", "radio": "broadcast", "none": "direct", "(none)": "direct",
    "forum": "community", "text_message": "sms", "webinar": "event", "conference": "trade_show",
}  # fmt: skip


class Column(Record):
    """A column with its first values as texts."""

    name: str
    words: str  # the name in small letters, its words divided by _
    values: list[str]  # the known ones, in order
    blank: int
    time_format: str | None

    @property
    def distinct(self) -> int:
        """How many different values were seen."""
        return len(set(self.values))

    @property
    def is_number(self) -> bool:
        """Whether all known values are numbers."""
        return bool(self.values) and any(
            not decimals(pa.array(self.values), decimal=mark).null_count for mark in (".", ",")
        )


def columns_of(batch: Batch) -> list[Column]:
    """Every column that a template can name."""
    names = [name for name in batch.table.column_names if not set("{}") & set(name)]
    return [_column(name, batch) for name in names]


def _column(name: str, batch: Batch) -> Column:
    texts = text_of(batch, name)
    return Column(
        name=name,
        words=re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()).strip("_"),
        values=texts.drop_null().to_pylist(),
        blank=texts.null_count,
        time_format=time_format(array_of(batch.table, name), texts.drop_null()),
    )


def time_format(typed: Array, texts: Array) -> str | None:
    """The format in which (nearly) all of these are times, or None."""
    if pa.types.is_timestamp(typed.type) or pa.types.is_date(typed.type):
        return "iso"
    if not len(texts):
        return None
    values: list[str] = texts.to_pylist()
    patterns: Sequence[str] = _PATTERNS if any(_WRITTEN.search(value[:40]) for value in values) else ()
    for form in ("iso", *_epochs(values), *patterns):
        readings = read_text(texts, form)
        if readings.known.mean() >= 0.95:
            return form
    return None


def _epochs(values: Sequence[str]) -> list[str]:
    """Whole numbers of a length that means a year between 2001 and 2286."""
    lengths = {len(value.split(".")[0]) for value in values if re.fullmatch(r"\d+(\.\d+)?", value)}
    forms = {10: "epoch_s", 13: "epoch_ms", 16: "epoch_us"}
    return [forms[length] for length in lengths & forms.keys()] if len(lengths) == 1 else []


def pick(columns: Sequence[Column], *patterns: str) -> Column | None:
    """The first column whose name fits a pattern, the patterns in order of trust."""
    for pattern in patterns:
        for column in columns:
            if column.values and re.search(pattern, column.words):
                return column
    return None


def as_channel(value: str) -> str | None:
    """The channel a text seems to mean.

    >>> as_channel("Internet"), as_channel("e-mail"), as_channel("Fax")
    ('website', 'email', None)
    """
    word = re.sub(r"[ \-/]+", "_", value.strip().lower())
    return word if word in CHANNELS else _SYNONYMS.get(word)


def suggest_channel(columns: Sequence[Column], remarks: dict[Place, str]) -> Value:
    """A lookup of the column that seems to name the channel, or `other`, and how sure that is."""
    place: Place = ("interactions", 0, "channel")
    column = pick(columns, r"(^|_)channel$", r"channel", r"medium$")
    if column is None:
        remarks[place] = "a guess: say through which channel this source's interactions happen"
        return "other"
    table = {value: as_channel(value) or "other" for value in sorted(set(column.values))[:40]}
    unsure = [value for value in table if as_channel(value) is None]
    remarks[place] = (
        f"not sure of: {', '.join(unsure)}" if unsure else "check that each value means this channel"
    )
    return Lookup(of=f"{{{column.name}}}", table=table, otherwise="other")
