"""Commands about mappings: suggest, check, schema."""

import sys
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import App, Parameter

from desirepath.cli import context
from desirepath.cli.opening import TextFormatOption, workspace
from desirepath.cli.printing import as_json, as_table, say, writable
from desirepath.engines import Engine
from desirepath.interactions import is_table, preview, suggest
from desirepath.interactions import mapping_schema as schema_of_mapping
from desirepath.workspace import mapping_for

FileArgument = Annotated[
    Path, Parameter(help="A file, or with Spark a table that it knows: table:sales.clicks")
]
app = App(name="mapping", help="Write and check mappings.")


@app.command(name="suggest")
def suggest_mapping(
    file: FileArgument, /, *, output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None
) -> None:
    """Write a first mapping for a file, to be looked at and edited.

    Example: `desirepath mapping suggest orders.csv -o orders.yaml`
    """
    if output is not None:
        writable(output)
    suggested = suggest(file, engine=_engine(file))
    if output is None:
        sys.stdout.write(suggested.text)
        return
    output.write_text(suggested.text, encoding="utf-8")
    say(f"Wrote {output}. Next: desirepath mapping check {file} --mapping {output}")


@app.command
def check(file: FileArgument, /, *, mapping: str, format: TextFormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """Show five interactions a mapping would make, and what it would set aside.

    Example: `desirepath mapping check orders.csv --mapping orders.yaml`
    """
    seen = preview(file, mapping_for(context.folder(), mapping), engine=_engine(file))
    if format == "json":
        as_json(seen)
        return
    for name, rows in (("Interactions", seen.interactions), ("Traits", seen.traits), ("Spend", seen.spend)):
        for number, row in enumerate(rows, 1):
            as_table(f"{name}, {number}", ["", ""], [[field, _shown(value)] for field, value in row.items()])
    refused = [[each.rows, each.reason, each.line, each.raw[:60]] for each in seen.refusals]
    if refused:
        as_table("Would be set aside", ["rows", "reason", "line", "row"], refused)
    for warning in seen.warnings:
        say(warning)
    say(f"Of the first {seen.rows} rows, {seen.accepted} would load, {seen.quarantined} would be set aside.")


@app.command
def schema() -> None:
    """Print the JSON Schema of a mapping, for an editor that completes and checks it.

    Example: `desirepath mapping schema > mapping.schema.json`
    """
    as_json(schema_of_mapping())


def _engine(file: Path) -> Engine | None:
    """The workspace's, where a table is meant; a file needs no workspace."""
    return workspace().engine if is_table(file) else None


def _shown(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
