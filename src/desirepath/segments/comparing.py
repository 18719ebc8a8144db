"""A value against what a rule asks of it, as an Ibis expression.

Texts are what traits and properties hold. One is compared as a number where the rule names a number, and
as a day where it names one (2025-06-30) to be before or after. What cannot be read as that is unknown,
and the unknown is never meant.
"""

import re
from typing import Any

import ibis
import ibis.expr.types as ir

from desirepath.interactions import folded
from desirepath.segments.rules import Trait, Value, Where

__all__ = ["DAY", "FIELDS", "NUMBER", "NUMBERS", "ORDERED", "holds", "is_number"]

NUMBERS = ("value", "cost", "duration_seconds", "score")
TEXTS = ("campaign", "device", "initiator", "currency")
FIELDS = (*NUMBERS, *TEXTS)
ORDERED = ("greater", "less", "at_least", "at_most")
NUMBER = r"^[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]|$)"
NEVER = ibis.literal(False)


def is_number(value: Value) -> bool:
    """Whether the rule names a number, or a list of them.

    >>> is_number(3), is_number([1, 2.5]), is_number(True), is_number("3")
    (True, True, False, False)
    """
    values = value if isinstance(value, list) else [value]
    return all(isinstance(one, int | float) and not isinstance(one, bool) for one in values)


def holds(column: ir.Column, test: Trait | Where) -> ir.BooleanValue:
    """Whether each value of a text or number column is what is asked of it; false where it is not known."""
    if test.op == "known":
        return column.notnull()
    told: Any = column
    if column.type().is_string():
        told, value = _as_meant(column, test)
    else:
        value = test.value
    if test.op == "is_not":
        return column.notnull() & ~_equal(told, value).fill_null(NEVER)
    return _held(told, test.op, value).fill_null(NEVER)


def _held(told: Any, op: str, value: Any) -> Any:
    if op == "is":
        return _equal(told, value)
    if op == "one_of":
        return told.isin(value)
    if op == "contains":
        return folded(told).contains(folded(str(value)))
    return {
        "greater": told.__gt__, "less": told.__lt__, "at_least": told.__ge__, "at_most": told.__le__
    }[op](value)  # fmt: skip


def _equal(told: Any, value: Any) -> Any:
    return told == value


def _as_meant(column: Any, test: Trait | Where) -> tuple[Any, Any]:
    """A text column as what it is compared with, and that."""
    value = test.value
    if is_number(value):
        return _numbers(column), value
    if isinstance(value, bool):
        return column.lower(), str(value).lower()
    if test.op in ORDERED and re.match(DAY, str(value)):
        day = ibis.ifelse(column.re_search(DAY), column.substr(0, 10), ibis.null("string"))
        return day, str(value)[:10]
    if isinstance(value, list):
        return column, [str(one).lower() if isinstance(one, bool) else str(one) for one in value]
    return column, value


def _numbers(column: Any) -> Any:
    readable = ibis.ifelse(column.re_search(NUMBER), column, ibis.null("string"))
    return readable.cast("float64")
