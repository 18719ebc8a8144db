"""The open workspace that this command works on, and the options many commands share."""

from typing import Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from desirepath.cli import context
from desirepath.cli.printing import Format
from desirepath.workspace import Workspace
from desirepath.workspace import open as open_workspace

FormatOption = Annotated[Format, Parameter(name=["--format", "-f"], help="table, json or csv.")]
TextFormatOption = Annotated[
    Literal["table", "json"], Parameter(name=["--format", "-f"], help="table or json.")
]
Count = Annotated[int, Parameter(validator=Number(gte=1))]
WhereOption = Annotated[
    list[str] | None,
    Parameter(name="--where", negative="", help="Only people with this trait: plan=family. May be repeated."),
]


def workspace() -> Workspace:
    """The workspace that `-w` names, or the current folder's."""
    return open_workspace(context.folder())
