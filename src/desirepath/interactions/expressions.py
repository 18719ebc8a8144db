"""Values of a mapping: templates and the small fixed set of expressions, over a whole batch at once.

Each expression is a few Arrow calls; none can run code. `conditions` decides when a row counts.
"""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from desirepath.interactions.arrays import Array, Mask, pc
from desirepath.interactions.conditions import holds
from desirepath.interactions.mappings import (
    Arithmetic,
    Choose,
    Extract,
    First,
    Lookup,
    Recase,
    Replace,
    Value,
)
from desirepath.interactions.numbers import decimals_or_complain
from desirepath.interactions.templates import fill
from desirepath.interactions.texts import Batch, missing, narrow

__all__ = ["evaluate", "named_pattern", "reads"]


def evaluate(value: Value | None, batch: Batch, *, decimal: str = ".") -> Array:
    """The text a value has for every row of the batch; null where it has none."""
    if value is None:
        return missing(batch)
    if isinstance(value, str):
        return fill(value, batch)
    return _EVALUATORS[type(value)](value, batch, decimal)


def reads(value: Value) -> str:
    """What a value reads, for messages: "time {Datum}".

    >>> reads("{Datum}"), reads(Recase(of="{name}", to="lower"))
    ('{Datum}', 'recase of {name}')
    """
    if isinstance(value, str):
        return value
    inner = getattr(value, "of", None)
    name = type(value).__struct_config__.tag
    return f"{name} of {inner}" if isinstance(inner, str) else str(name)


def named_pattern(pattern: str) -> tuple[str, str]:
    """The pattern with its groups named, as Arrow wants it, and the name of the group to take.

    >>> named_pattern("order-([0-9]+)")
    ('order-(?P<group1>[0-9]+)', 'group1')
    """
    counter = iter(range(1, 1000))
    named = _GROUP.sub(lambda m: f"(?P<group{next(counter)}>" if m["open"] else m[0], pattern)
    first = re.search(r"(?<!\\)\(\?P<(\w+)>", named)
    return (named, first[1]) if first else (f"(?P<whole>{pattern})", "whole")


# Escapes and character classes first, so that a bracket in them does not count as a group.
_GROUP = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<open>\((?!\?))")


def _lookup(lookup: Lookup, batch: Batch, decimal: str) -> Array:
    texts = evaluate(lookup.of, batch, decimal=decimal)
    places = pc.index_in(texts, value_set=pa.array(list(lookup.table), pa.string()), skip_nulls=True)
    found = pa.array(list(lookup.table.values()), pa.string()).take(places)
    if lookup.otherwise is None:
        return found
    return pc.coalesce(found, evaluate(lookup.otherwise, batch, decimal=decimal))


def _first(first: First, batch: Batch, decimal: str) -> Array:
    return pc.coalesce(*(evaluate(value, batch, decimal=decimal) for value in first.of))


def _choose(choose: Choose, batch: Batch, decimal: str) -> Array:
    """Each branch sees only its own rows, so nothing is said of a number that nobody chose."""
    open_rows = np.ones(batch.rows, dtype=np.bool_)
    chosen = missing(batch)
    for case in choose.cases:
        mask = open_rows & holds(case.when, batch)
        chosen = _put(chosen, mask, case.then, batch=batch, decimal=decimal)
        open_rows &= ~mask
    return (
        chosen
        if choose.otherwise is None
        else _put(chosen, open_rows, choose.otherwise, batch=batch, decimal=decimal)
    )


def _put(chosen: Array, mask: Mask, value: Value, *, batch: Batch, decimal: str) -> Array:
    if not mask.any():
        return chosen
    return pc.replace_with_mask(chosen, pa.array(mask), evaluate(value, narrow(batch, mask), decimal=decimal))


def _extract(extract: Extract, batch: Batch, decimal: str) -> Array:
    pattern, group = named_pattern(extract.pattern)
    texts = evaluate(extract.of, batch, decimal=decimal)
    return _no_blanks(pc.struct_field(pc.extract_regex(texts, pattern=pattern), group))


def _replace(replace: Replace, batch: Batch, decimal: str) -> Array:
    texts = evaluate(replace.of, batch, decimal=decimal)
    return _no_blanks(pc.replace_substring_regex(texts, pattern=replace.pattern, replacement=replace.by))


def _recase(recase: Recase, batch: Batch, decimal: str) -> Array:
    texts = evaluate(recase.of, batch, decimal=decimal)
    return {"lower": pc.utf8_lower, "upper": pc.utf8_upper, "capital": pc.utf8_capitalize}[recase.to](texts)


def _arithmetic(arithmetic: Arithmetic, batch: Batch, decimal: str) -> Array:
    """Exact to six places; a division by zero is nothing."""
    sides = [
        decimals_or_complain(batch, evaluate(side, batch, decimal=decimal), reads(side), decimal=decimal)
        for side in (arithmetic.left, arithmetic.right)
    ]
    left, right = (pc.cast(side, pa.decimal256(37, 9)) for side in sides)
    if arithmetic.op == "/":
        zero = pc.equal(right, pa.scalar(0).cast(right.type))
        right = pc.if_else(zero, pa.scalar(None, right.type), right)
    exact = _OPERATIONS[arithmetic.op](left, right)
    rounded = pc.cast(pc.round(exact, 6, round_mode="half_to_even"), pa.decimal256(70, 6), safe=False)
    spelled = pc.replace_substring_regex(rounded.cast(pa.string()), pattern=r"\.?0+$", replacement="")
    return spelled if decimal == "." else pc.replace_substring(spelled, ".", decimal)


def _no_blanks(texts: Array) -> Array:
    trimmed = pc.utf8_trim_whitespace(texts)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


_OPERATIONS: dict[str, Callable[..., Any]] = {
    "+": pc.add, "-": pc.subtract, "*": pc.multiply, "/": pc.divide,
}  # fmt: skip
_EVALUATORS: dict[type, Callable[[Any, Batch, str], Array]] = {
    Lookup: _lookup,
    First: _first,
    Choose: _choose,
    Extract: _extract,
    Replace: _replace,
    Recase: _recase,
    Arithmetic: _arithmetic,
}
