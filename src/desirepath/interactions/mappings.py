"""A mapping: the document that turns one table's raw rows into interactions, traits or spend.

Every text field is a *template*: `"ticket-{id}"` fills in the column `id`, `"{id}"` is the column
itself, a text without braces is a constant. Where a template is not enough, a small fixed set of
expressions is (`Expression` below): nothing here can run code. Reading a mapping from YAML with
file, line and suggestion is `mapping_files`; applying it is `conforming`.
"""

from typing import Annotated, Literal

import msgspec

from desirepath.records import Record

Template = str


class Lookup(Record, tag_field="do", tag="lookup"):
    """The table's entry for a text; `otherwise` when it has none (without it: nothing)."""

    of: "Value"
    table: dict[str, str]
    otherwise: "Value | None" = None


class First(Record, tag_field="do", tag="first"):
    """The first of these that is not blank."""

    of: list["Value"]


class Choose(Record, tag_field="do", tag="choose"):
    """The `then` of the first case whose `when` holds, else `otherwise`."""

    cases: list["Case"]
    otherwise: "Value | None" = None


class Case(Record):
    """One way a choice can go."""

    when: "Condition"
    then: "Value"


class Extract(Record, tag_field="do", tag="extract"):
    """The first group (or the whole match) of a regular expression (RE2), else nothing."""

    of: "Value"
    pattern: str


class Replace(Record, tag_field="do", tag="replace"):
    """The text with every match of a regular expression (RE2) replaced."""

    of: "Value"
    pattern: str
    by: str


class Recase(Record, tag_field="do", tag="recase"):
    """The text in lower case, upper case, or with a capital first letter."""

    of: "Value"
    to: Literal["lower", "upper", "capital"]


class Arithmetic(Record, tag_field="do", tag="arithmetic"):
    """A number from two numbers: `{do: arithmetic, left: "{Quantity}", op: "*", right: "{Price}"}`."""

    left: "Value"
    op: Literal["+", "-", "*", "/"]
    right: "Value"


Expression = Lookup | First | Choose | Extract | Replace | Recase | Arithmetic
Value = Template | Expression


class Test(Record):
    """What a column must satisfy; all the tests given must hold."""

    is_in: list[str] | None = None
    not_in: list[str] | None = None
    is_set: bool | None = None
    starts_with: str | None = None
    contains: str | None = None
    matches: str | None = None
    below: float | None = None
    above: float | None = None


# {column: wanted text} or {column: [texts]} or {column: Test}; every column must satisfy its test.
Condition = dict[str, str | list[str] | Test]


class Time(Record):
    """When it happened. Without a zone a time without an offset is taken as UTC.

    `format` is "iso" (the default: dates, times, fractions, offsets), "epoch_s", "epoch_ms",
    "epoch_us", "order_only", or a strptime pattern such as "%d.%m.%Y %H:%M" (several may be listed).
    """

    of: Value
    format: str | list[str] = "iso"
    zone: str | None = None
    precision: Literal["instant", "minute", "day", "order_only"] | None = None  # None: seen from the text
    day_stands_at: Literal["end", "start"] = "end"


class Money(Record):
    """An amount in major units ("12,50") and its currency (ISO 4217)."""

    amount: Value
    currency: Value = "EUR"
    decimal: Literal[".", ","] = "."


class Duration(Record):
    """How long it took, or how long somebody waited."""

    amount: Value
    unit: Literal["seconds", "minutes", "hours", "days", "milliseconds"] = "seconds"
    decimal: Literal[".", ","] = "."


class Score(Record):
    """An answer on a scale written worst..best: "0..10" for NPS, "5..1" where 1 is the best."""

    amount: Value
    scale: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^-?\d+(\.\d+)?\.\.-?\d+(\.\d+)?$",
            description='a scale from worst to best, like "0..10" or "5..1"',
        ),
    ]


class Identifier(Record):
    """Something that tells who: the normaliser follows the type unless one is named."""

    select: Value
    type: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^[a-z][a-z0-9_]*$", description="a plain name in small letters, like email or device"
        ),
    ]
    role: Literal["self", "other"] = "self"
    normalise: Literal["email", "phone", "lower", "upper", "digits", "exact"] | None = None
    many: bool = False  # the text may be a JSON list, of which each entry is an identifier


class InteractionRule(Record):
    """One interaction for every raw row for which `when` holds (always, when it is left out)."""

    time: Time | Template
    channel: Value
    touchpoint: Value
    action: Value
    when: Condition | None = None
    key: Value | None = None  # what makes this interaction unique in its source; else its content
    identifiers: list[Identifier] = []
    initiator: Value = "customer"
    value: Money | None = None
    cost: Money | None = None
    duration: Duration | None = None
    score: Score | None = None
    text: Value | None = None
    campaign: Value | None = None
    device: Value | None = None
    properties: dict[str, Value] = {}
    consent: list[Value] = []


class TraitRule(Record):
    """What is known of the person a raw row is about."""

    identifiers: list[Identifier]
    values: dict[str, Value]
    since: Time | Template | None = None
    when: Condition | None = None


class SpendRule(Record):
    """One line of money spent on a channel on a day."""

    day: Time | Template
    channel: Value
    cost: Money
    campaign: Value | None = None
    impressions: Value | None = None
    clicks: Value | None = None
    when: Condition | None = None


class Format(Record):
    """How the file is written; whatever is left out is detected and reported."""

    type: Literal["csv", "tsv", "json", "jsonl", "parquet", "excel", "xes", "ocel"] | None = None
    encoding: str | None = None
    delimiter: Annotated[str, msgspec.Meta(max_length=1)] | None = None
    records: str | None = None  # JSON: the dotted path of the list of records, "tickets"
    sheet: str | None = None  # Excel: the name of the sheet, or "*" for all of them
    header_row: Annotated[int, msgspec.Meta(ge=1)] | None = None  # Excel: the row with the column names


class SetAside(Record):
    """Rows that are known not to be customers: they go to quarantine with this reason (bots, tests)."""

    when: Condition
    reason: str


class Mapping(Record):
    """How the rows of one table become facts.

    A column of nested JSON is named with dots: `properties.order_id`.
    """

    key: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$",
            description="a key of at most 64 small letters, digits, - and _",
        ),
    ]
    source: str
    kind: Literal["mapping"] = "mapping"
    schema_version: Literal[1] = 1
    title: str | None = None
    files: list[str] = []  # glob patterns: lets `load DIR` choose this mapping for a file
    format: Format = Format()
    received_at: Time | Template | None = None
    set_aside: list[SetAside] = []
    interactions: list[InteractionRule] = []
    traits: list[TraitRule] = []
    spend: list[SpendRule] = []
