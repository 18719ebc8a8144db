"""Text in the cells of a CSV file that a spreadsheet opens: shown as it is, and never computed.

Spreadsheets take a cell that begins like a formula for one, quoted or not, and a formula can ask the network
or start a program. Such a text gets a ' before it, which they take for "this is text". Numbers stay numbers.
"""

import re
from collections.abc import Iterable

__all__ = ["as_cell", "csv_line", "from_cell"]

# What a formula can begin with, in any spreadsheet and any language; a line that begins inside a cell, too.
BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|\.\d+)([eE][+-]?\d+)?")
QUOTED = re.compile(r'[",;\t\r\n]')  # a spreadsheet may part cells by any of these


def as_cell(text: str) -> str:
    """The text, with a ' before it where a spreadsheet would compute it, or where it has one of its own.

    >>> as_cell("=1+1"), as_cell("-5.2"), as_cell("'=1+1"), as_cell("Ana's")
    ("'=1+1", '-5.2', "''=1+1", "Ana's")
    """
    return f"'{text}" if text.lstrip("'").startswith(BEGINS) and not NUMBER.fullmatch(text) else text


def from_cell(text: str) -> str:
    """The text that `as_cell` wrote.

    >>> from_cell("'=1+1"), from_cell("'s morgens")
    ('=1+1', "'s morgens")
    """
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(BEGINS) else text


def csv_line(values: Iterable[object]) -> str:
    r"""One line of a CSV file; what is not known is empty.

    >>> csv_line(["=cmd()", "a;b", -3, None])
    '\'=cmd(),"a;b",-3,\n'
    """
    return ",".join(map(_written, values)) + "\n"


def _written(value: object) -> str:
    text = "" if value is None else as_cell(value) if isinstance(value, str) else str(value)
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if QUOTED.search(text) else text
