"""Suggesting: a first mapping for a file, from its column names and first values, to be edited.

What is certain is written plainly; what is a guess carries a comment that says so. The suggestion
itself can be loaded. How a column is judged is `column_guesses`.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from desirepath.engines import Engine
from desirepath.errors import SourceError
from desirepath.interactions.column_guesses import Column, columns_of, pick, suggest_channel
from desirepath.interactions.log_suggestions import LOG_RULES, is_log
from desirepath.interactions.mapping_columns import Path as Place
from desirepath.interactions.mappings import (
    First,
    Format,
    Identifier,
    InteractionRule,
    Mapping,
    Money,
    Score,
    Time,
    TraitRule,
    Value,
)
from desirepath.interactions.numbers import decimals
from desirepath.interactions.sampling import first_rows
from desirepath.interactions.tables import is_table, table_name
from desirepath.interactions.texts import batch_of
from desirepath.records import Record
from desirepath.sources import FileFormat, write_document

__all__ = ["Suggestion", "suggest"]

_ROWS = 500
_PERSON = (
    r"^(user|customer|client|member|person|contact|profile|subscriber|patient|kunde)_?(id|no|nr)?$"
    r"|(^|_)(user|customer|client|member|contact|profile|account|patient)_?id$|distinct_id"
)
_IDENTIFIERS = (
    ("email", r"e_?mail"),
    ("phone", r"phone|mobile|msisdn|(^|_)tel(_|$)"),
    ("user", _PERSON),
    ("loyalty", r"loyalty|card_(no|number|id)"),
    ("device", r"anonymous_?id|device_?id|cookie|visitor|client_uuid|ga_id|fingerprint"),
    ("case", r"^(case|journey|trace)(_?id)?$|case_concept_name|ticket_?id|case_?(no|number)"),
)  # fmt: skip
_TRUTHS = {"0", "1", "true", "false", "True", "False", "TRUE", "FALSE", "yes", "no", "y", "n"}
_TRAITS = (
    r"country|city|region|gender|^age|birth|plan$|segment|tier|language|company|industry|job|cohort|lifecycle"
)


class Suggestion(Record):
    """A first mapping, and the YAML to edit: the same mapping with comments on what is uncertain."""

    mapping: Mapping
    text: str


def suggest(path: Path, *, engine: Engine | None = None) -> Suggestion:
    """A first mapping for a file, or for a table that the `engine` knows ("table:sales.clicks").

    Raises `SourceError` when it cannot be read or has no rows to judge by.
    """
    form, raw = first_rows(path, None, _ROWS, engine=engine)
    if not len(raw.ordinals):
        raise SourceError(f"{path.name} has no rows to judge by. Write the mapping by hand.")
    columns = columns_of(batch_of(raw.columns))
    remarks: dict[Place, str] = {
        (): "A first mapping, to be edited. See what it makes of the file: desirepath mapping check"
    }
    rules, traits = _rules(columns, path, form, remarks)
    mapping = Mapping(
        key=re.sub(r"[^a-z0-9]+", "-", _stem(path).lower()).strip("-")[:64] or "table",
        source=_stem(path),
        files=[path.name],
        format=_format(form),
        interactions=rules,
        traits=traits,
    )
    return Suggestion(mapping=mapping, text=write_document(mapping, remarks=remarks))


def _rules(
    columns: Sequence[Column], path: Path, form: FileFormat, remarks: dict[Place, str]
) -> tuple[list[InteractionRule], list[TraitRule]]:
    kind = "xes" if is_log(columns) else form.type
    if kind in LOG_RULES:
        return LOG_RULES[kind](columns, remarks)
    rule = _interaction(columns, path, remarks)
    return [rule], _traits(columns, rule)


def _format(form: FileFormat) -> Format:
    is_table = form.type in ("csv", "tsv")
    return Format(
        type=form.type,  # type: ignore[arg-type]
        encoding=form.encoding if is_table else None,
        delimiter=form.delimiter if form.type == "csv" else None,
        records=form.records,
        sheet=form.sheet,
    )


def _interaction(columns: Sequence[Column], path: Path, remarks: dict[Place, str]) -> InteractionRule:
    time = _time(columns, remarks)
    identifiers = _identifiers(columns, remarks)
    action = pick(columns, r"^(event|action|activity|event_(name|type))$", r"concept_name$", r"status|type$")
    used = {each.select for each in identifiers}
    touchpoint = pick(
        [column for column in columns if f"{{{column.name}}}" not in used],
        r"touchpoint|page_?(name|title)?$|screen",
        r"store|location|(^|_)form(_|$)",
        r"path$|url$",
        r"subject|product",
    )
    return InteractionRule(
        time=time,
        channel=suggest_channel(columns, remarks),
        touchpoint=_or_else(touchpoint or action, _title(path), remarks, "touchpoint"),
        action=_or_else(action, "happened", remarks, "action"),
        key=_key(columns, remarks),
        identifiers=identifiers,
        value=_money(columns, remarks),
        score=_score(columns, remarks),
        text=_text(columns),
        campaign=_plain(pick(columns, r"utm_campaign|campaign(_name)?$")),
        device=_plain(pick(columns, r"^(platform|device(_type)?|os|browser)$")),
    )


def _time(columns: Sequence[Column], remarks: dict[Place, str]) -> Time:
    timed = [column for column in columns if column.time_format and column.distinct > 0]
    likely = [column for column in timed if column.time_format != "%Y%m%d" or "dat" in column.words]
    best = pick(
        likely,
        r"^(timestamp|time|ts|when|event_?time|occurred_?at|happened_?at|time_timestamp)$",
        r"timestamp|_time$|sent_at|created|date_?time", r"_at$|date|datum|zeit|time", r".",
    )  # fmt: skip
    place: Place = ("interactions", 0, "time")
    if best is None or best.time_format is None:
        remarks[place] = (
            "no column holds a time: rows keep the order of the file. Name the column of the time"
        )
        return Time(of=_template(columns[0]), format="order_only")
    if len(timed) > 1:
        others = ", ".join(column.name for column in timed if column is not best)
        remarks[place] = f"a guess among several times; the others: {others}"
    if "/" in best.time_format:
        remarks[(*place, "format")] = "check which comes first, the day or the month"
    elif best.time_format[0] != "e":
        remarks.setdefault((*place, "of"), "times without an offset are taken as UTC; add zone: Europe/Oslo")
    return Time(of=_template(best), format=best.time_format)


def _identifiers(columns: Sequence[Column], remarks: dict[Place, str]) -> list[Identifier]:
    found: list[Identifier] = []
    taken: set[str] = set()
    for kind, pattern in _IDENTIFIERS:
        column = pick([c for c in columns if c.name not in taken and _may_be(kind, c)], pattern)
        if column is not None:
            taken.add(column.name)
            found.append(Identifier(select=_template(column), type=kind))
    if not found:
        remarks[("interactions", 0, "action")] = (
            "no column says who: add identifiers, or these interactions are in nobody's journey"
        )
    return found


def _may_be(kind: str, column: Column) -> bool:
    """Names mislead: `email_opened` is no address, and a truth value is nobody."""
    if kind == "email":
        return sum("@" in value for value in column.values) * 2 > len(column.values)
    if kind == "phone":
        return sum(len(re.findall(r"\d", value)) > 5 for value in column.values) * 2 > len(column.values)
    if column.time_format == "iso" or set(column.values) <= _TRUTHS:
        return False
    return column.distinct > 2 or len(column.values) < 5


def _or_else(column: Column | None, otherwise: str, remarks: dict[Place, str], field: str) -> Value:
    """The column; with a word for rows where it is blank, because these fields must not be."""
    place: Place = ("interactions", 0, field)
    if column is None:
        remarks.setdefault(place, f"no column names the {field}: write one, or a template")
        return otherwise
    if re.search(r"path$|url$", column.words):
        remarks.setdefault(place, "an address is not a touchpoint: name pages with a lookup")
    if not column.blank:
        return _template(column)
    return First(of=[_template(column), otherwise])


def _key(columns: Sequence[Column], remarks: dict[Place, str]) -> Value | None:
    """Only a column that is unique in all rows seen; a wrong key would drop rows."""
    unique = [c for c in columns if len(c.values) > 1 and not c.blank and c.distinct == len(c.values)]
    column = pick(
        unique,
        r"^(event|message|order|transaction|ticket|response|interaction)_?(id|uuid)$",
        r"^(id|uuid|key)$",
    )
    if column is None:
        return None
    remarks["interactions", 0, "key"] = "unique in the rows looked at; remove it if it can repeat"
    return _template(column)


def _money(columns: Sequence[Column], remarks: dict[Place, str]) -> Money | None:
    numbers = [column for column in columns if column.is_number and not column.words.endswith("_id")]
    amount = pick(numbers, r"revenue|amount|total(_price)?$|^value$|price|betrag|deal_value")
    if amount is None:
        return None
    currency = pick(
        [c for c in columns if all(len(v) == 3 and v.isalpha() for v in c.values)], r"currency|waehrung"
    )
    place: Place = ("interactions", 0, "value")
    remarks[place] = "check that this is the value of one row"
    if currency is None:
        remarks[(*place, "amount")] = "no column names the currency: taken as EUR; add currency: USD"
    comma = decimals(pa.array(amount.values), decimal=".").null_count > 0
    return Money(
        amount=_template(amount),
        currency=_template(currency) if currency else "EUR",
        decimal="," if comma else ".",
    )


def _score(columns: Sequence[Column], remarks: dict[Place, str]) -> Score | None:
    column = pick(
        [c for c in columns if c.is_number], r"(^|_)nps", r"csat|rating|stars|satisfaction", r"score$"
    )
    if column is None:
        return None
    highest = max(float(value.replace(",", ".")) for value in column.values)
    lowest = min(float(value.replace(",", ".")) for value in column.values)
    ends = (0, 10) if "nps" in column.words or 5 < highest <= 10 else (1, 5) if highest <= 5 else (0, 100)
    if not (min(ends) - 1 <= lowest and highest <= max(ends)):
        return None
    remarks["interactions", 0, "score"] = "check the scale: written worst..best"
    return Score(amount=_template(column), scale=f"{int(min(ends[0], lowest))}..{ends[1]}")


def _text(columns: Sequence[Column]) -> Value | None:
    column = pick(
        columns, r"comment|feedback|review_?(text|body)|message_?body|verbatim|^(text|body|comments?)$"
    )
    return _plain(column)


def _traits(columns: Sequence[Column], rule: InteractionRule) -> list[TraitRule]:
    values = {column.words: _template(column) for column in columns if re.search(_TRAITS, column.words)}
    people = [each for each in rule.identifiers if each.type not in ("device", "case")]
    return [TraitRule(identifiers=people, values=dict(values))] if values and people else []


def _title(path: Path) -> str:
    """The file's name as a touchpoint: "orders_2024.csv" is "Orders 2024"."""
    return re.sub(r"[{}_\- ]+", " ", _stem(path)).strip().capitalize() or "Table"


def _stem(path: Path) -> str:
    """What the file or the table itself is called: "orders.csv" is orders, "table:sales.clicks" clicks."""
    return table_name(path).rpartition(".")[2] if is_table(path) else path.name.split(".")[0]


def _plain(column: Column | None) -> Value | None:
    return None if column is None else _template(column)


def _template(column: Column) -> str:
    return f"{{{column.name}}}"
