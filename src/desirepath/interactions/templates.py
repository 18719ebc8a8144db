"""Templates: `"ticket-{id}"` is a text with columns filled in, `"{id}"` the column itself.

`{{` and `}}` stand for the braces themselves. A template with a blank column is blank as a whole,
so that "ticket-" alone never becomes an identifier.
"""

import re

import pyarrow as pa

from desirepath.errors import InputError
from desirepath.interactions.arrays import Array, pc
from desirepath.interactions.texts import Batch, text_of

__all__ = ["columns_in", "constant_of", "fill", "parts_of", "sole_column"]

_TOKEN = re.compile(r"(?P<brace>\{\{|\}\})|\{(?P<column>[^{}]+)\}|(?P<text>[^{}]+)|(?P<stray>[{}])")


def parts_of(template: str) -> list[tuple[str, bool]]:
    """The pieces of a template in order: (text, False) or (column, True).

    >>> parts_of("ticket-{id}")
    [('ticket-', False), ('id', True)]

    Raises `InputError` when a brace has no partner.
    """
    parts: list[tuple[str, bool]] = []
    for token in _TOKEN.finditer(template):
        if token["stray"]:
            raise InputError(
                f'"{template}" has a brace without its partner at character {token.start() + 1}. '
                "Write {column}, or {{ and }} for braces that are meant"
            )
        if token["column"]:
            parts.append((token["column"].strip(), True))
        else:
            parts.append((token["text"] or token["brace"][0], False))
    return parts


def columns_in(template: str) -> list[str]:
    """The columns a template reads.

    >>> columns_in("{first} {last}")
    ['first', 'last']
    """
    return [text for text, is_column in parts_of(template) if is_column]


def sole_column(template: str) -> str | None:
    """The column, when the template is nothing but one column."""
    parts = parts_of(template)
    return parts[0][0] if len(parts) == 1 and parts[0][1] else None


def constant_of(template: str) -> str | None:
    """The text, when the template reads no column."""
    parts = parts_of(template)
    return None if any(is_column for _, is_column in parts) else "".join(text for text, _ in parts)


def fill(template: str, batch: Batch) -> Array:
    """The template's text for every row of the batch."""
    column = sole_column(template)
    if column is not None:
        return text_of(batch, column)
    constant = constant_of(template)
    if constant is not None:
        return pa.repeat(pa.scalar(constant.strip() or None, pa.string()), batch.rows)
    pieces = [text_of(batch, text) if is_column else text for text, is_column in parts_of(template)]
    return pc.binary_join_element_wise(*pieces, "", null_handling="emit_null")
