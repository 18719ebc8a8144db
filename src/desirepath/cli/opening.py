"""The open workspace that this command works on, and the options many commands share."""

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from cyclopts import Parameter, Token
from cyclopts.validators import Number

from desirepath.cli import context
from desirepath.cli.printing import Format
from desirepath.workspace import Workspace
from desirepath.workspace import open as open_workspace

FormatOption = Annotated[Format, Parameter(name=["--format", "-f"], help="table, json or csv.")]
TextFormatOption = Annotated[
    Literal["table", "json"], Parameter(name=["--format", "-f"], help="table or json.")
]


def whole(_type: object, tokens: Sequence[Token]) -> int:
    """A whole number as it stands; 1.5 is none, and is not made one."""
    text = tokens[0].value
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        raise ValueError(f'Expected a whole number; found "{text}".')
    return int(text)


Whole = Annotated[int, Parameter(converter=whole)]
Count = Annotated[int, Parameter(converter=whole, validator=Number(gte=1))]
WhereOption = Annotated[
    list[str] | None,
    Parameter(name="--where", negative="", help="Only people with this trait: plan=family. May be repeated."),
]


def workspace() -> Workspace:
    """The workspace that `-w` names, or the current folder's."""
    return open_workspace(context.folder())
