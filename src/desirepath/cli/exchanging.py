"""Commands that bring maps in from other tools and hand them out."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from desirepath.cli.opening import workspace
from desirepath.cli.printing import as_json, counted, say, writable
from desirepath.errors import SourceError, UnknownName
from desirepath.formats import ENDINGS, export_map
from desirepath.maps import map_schema

Output = Annotated[Path | None, Parameter(name=["--output", "-o"])]
Form = Annotated[str | None, Parameter(name=["--as"])]


def import_(file: Path, /, *, key: str, form: Form = None) -> None:
    """Bring in a map from Mermaid, CJML, CSV, or the documents of other tools; what does not fit is said.

    Example: `desirepath map import journey.mmd --key from-the-workshop`

    Parameters
    ----------
    file
        A file ending in .mmd, .md, .html, .cjml, .xml, .csv, .yaml or .json.
    key
        How the map is called in the workspace.
    form
        What the file holds, when its ending does not tell: mermaid, cjml, csv, cjm, blueprint, map.
    """
    if not file.is_file():
        raise SourceError(f"There is no file {file}.")
    found = workspace().import_map(file, key=key, form=form)
    for remark in found.remarks:
        say(remark)
    drawn = found.journey_map
    steps = sum(len(stage.steps) for stage in drawn.stages)
    say(
        f"Brought in {counted(steps, 'step')} in {counted(len(drawn.stages), 'stage')}. "
        f"Next: desirepath map render {key} -o {key}.svg"
    )


def export(map: str, /, *, output: Output = None, form: Form = None) -> None:  # noqa: A002 - what it is called in the manual
    """Write a map in another form, by the ending of the output's name; what has no place there is said.

    Example: `desirepath map export current -o current.mmd`

    Parameters
    ----------
    map
        Its key, key@revision, or a path.
    output
        A file ending in .yaml, .json, .mmd, .cjml, .csv or .bpmn; without it, standard output.
    form
        yaml, json, mermaid, cjml, csv or bpmn, when no ending tells it.
    """
    chosen = form or _form(output)
    ws = workspace()
    found = ws.map(map)
    found = ws.written(map if map.partition("@")[0] == found.key else found.key)  # a path has been applied
    written = export_map(found, form=chosen, shown=ws.shown(found))
    for line in written.dropped:
        say(line)
    if output is None:
        sys.stdout.write(written.text.rstrip("\n") + "\n")
        return
    writable(output)
    output.write_text(written.text.rstrip("\n") + "\n", encoding="utf-8")
    say(f"Wrote {output}")


def schema() -> None:
    """Print the JSON Schema of map documents, for editors that complete and check as one types.

    Example: `desirepath map schema > map.schema.json`
    """
    as_json(map_schema())


def _form(output: Path | None) -> str:
    if output is None:
        return "yaml"
    if output.suffix.lower() not in ENDINGS:
        raise UnknownName("ending of a map's file", output.suffix or "(none)", ENDINGS)
    return ENDINGS[output.suffix.lower()]
