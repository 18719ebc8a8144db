"""What the columns of an answer are: which name its rows, which are estimates, which have an interval."""

import re
from typing import Any

import pyarrow as pa

from desirepath.measures.arrays import Bools

__all__ = ["figures", "has_interval", "key_columns", "lacks_interval", "row_keys"]

NUMBERS_THAT_NAME = ("step", "period", "time_us")  # they name a row as a node does
QUANTILE = re.compile(r"(?:^|_)(?:p\d\d|median)(?:_|$)|_us$")


def key_columns(table: pa.Table) -> list[str]:
    """The columns that together name a row: its texts, and the step or period it is about.

    >>> key_columns(pa.table({"step": [1], "node": ["ad"], "share": [0.5], "n": [2]}))
    ['step', 'node']
    """
    return [field.name for field in table.schema if _names_rows(field)]


def figures(table: pa.Table) -> list[str]:
    """The columns that are estimates: shares, means, quantiles; not counts, nor an interval's ends.

    >>> figures(pa.table({"share": [0.5], "share_low": [0.1], "gap_p50_us": [9], "count": [7], "n": [2]}))
    ['share', 'gap_p50_us']
    """
    names = set(table.column_names)
    return [
        field.name
        for field in table.schema
        if _is_estimate(field)
        and not any(
            field.name.endswith(end) and field.name.removesuffix(end) in names for end in ("_low", "_high")
        )
    ]


def has_interval(table: pa.Table, figure: str) -> bool:
    """Whether the table says how sure this figure is."""
    return f"{figure}_low" in table.column_names


def lacks_interval(table: pa.Table, figure: str) -> Bools:
    """In which rows the figure is known and no end of its interval is."""
    known = _told(table, figure)
    if not has_interval(table, figure):
        return known
    return known & ~_told(table, f"{figure}_low") & ~_told(table, f"{figure}_high")


def row_keys(table: pa.Table, columns: list[str]) -> list[tuple[Any, ...]]:
    """What names each row."""
    if not columns:
        return [()] * table.num_rows
    return list(zip(*(_hashable(table[name].to_pylist()) for name in columns), strict=True))


def _told(table: pa.Table, name: str) -> Bools:
    told: Bools = table[name].is_valid().to_numpy()
    return told


def _hashable(values: list[Any]) -> list[Any]:
    return [tuple(value) if isinstance(value, list) else value for value in values]


def _names_rows(field: "pa.Field[Any]") -> bool:
    is_text = pa.types.is_string(field.type) or (pa.types.is_list(field.type) and field.name == "path")
    return is_text or (pa.types.is_integer(field.type) and field.name in NUMBERS_THAT_NAME)


def _is_estimate(field: "pa.Field[Any]") -> bool:
    if pa.types.is_floating(field.type):
        return True
    return pa.types.is_integer(field.type) and QUANTILE.search(field.name) is not None
