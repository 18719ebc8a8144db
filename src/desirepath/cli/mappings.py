"""Commands about mappings: suggest, check, schema."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from desirepath.cli import context
from desirepath.cli.opening import FormatOption
from desirepath.cli.printing import as_json, as_table, say
from desirepath.interactions import Preview, mapping_schema, preview, suggest
from desirepath.workspace import read_mapping_for

app = App(name="mapping", help="Write and check mappings.")


@app.command(name="suggest")
def suggest_mapping(file: Path, /, *, output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None) -> None:
    """Write a first mapping for a file, to be looked at and edited.

    Example: `desirepath mapping suggest orders.csv -o orders.yaml`
    """
    text = suggest(file)
    if output is None:
        sys.stdout.write(text)
        return
    output.write_text(text, encoding="utf-8")
    say(f"Wrote {output}. Next: desirepath mapping check {file} --mapping {output}")


@app.command
def check(file: Path, /, *, mapping: str, format: FormatOption = "table") -> None:  # noqa: A002
    """Show five interactions a mapping would make, and what it would set aside.

    Example: `desirepath mapping check orders.csv --mapping orders.yaml`
    """
    seen = preview(file, read_mapping_for(context.folder(), mapping))
    if format == "json":
        as_json(seen)
        return
    _show(seen)


@app.command
def schema() -> None:
    """Print the JSON Schema of a mapping, for an editor that completes and checks it.

    Example: `desirepath mapping schema > mapping.schema.json`
    """
    as_json(mapping_schema())


def _show(seen: Preview) -> None:
    as_table("", [], [])
