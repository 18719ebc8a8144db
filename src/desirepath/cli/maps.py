"""Commands about maps: draft, render; where the others are."""

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from desirepath.cli.asking import wanted
from desirepath.cli.opening import WhereOption, workspace
from desirepath.cli.printing import say, writable
from desirepath.errors import InputError
from desirepath.journeys import Goal
from desirepath.maps import write_map
from desirepath.measures import DropOff, question_from

app = App(name="map", help="Draft, render, check, revise and exchange journey maps.")
for _name in ("log", "undo", "restore", "review", "publish", "retire"):
    app.command(f"desirepath.cli.revisions:{_name}", name=_name)
app.command("desirepath.cli.exchanging:import_", name="import")
app.command("desirepath.cli.exchanging:export", name="export")
app.command("desirepath.cli.exchanging:schema", name="schema")
app.command("desirepath.cli.templates:new", name="new")
app.command("desirepath.cli.templates:listing", name="templates")
for _name in ("fill", "suggest", "check"):
    app.command(f"desirepath.cli.filling:{_name}", name=_name)
for _name in ("compare", "matrix", "atlas"):
    app.command(f"desirepath.cli.map_pictures:{_name}", name=_name)
Output = Annotated[Path | None, Parameter(name=["--output", "-o"])]


@app.command
def draft(
    *,
    key: str = "current",
    title: str | None = None,
    where: WhereOption = None,
    stages: str | None = None,
    split: str | None = None,
    goal: str | None = None,
    as_of: str | None = None,
    output: Output = None,
    format: Annotated[Literal["yaml", "json"], Parameter(name=["--format", "-f"])] = "yaml",  # noqa: A002
) -> None:
    """Write a current-state map from what people did; it is kept in the workspace under its key.

    Example: `desirepath map draft --key first-year --title "The first year" -o first-year.yaml`

    Parameters
    ----------
    key
        How the map is called in the workspace.
    title
        The title drawn on it.
    stages
        The stage document to use, when there are several.
    split
        What one journey is: whole_life, whole_life:DAYS, gap:MINUTES.
    goal
        Who was here has arrived, and did not drop off: a stage, touchpoint or action, joined with |.
    as_of
        Draw it as of an earlier moment: 2025-06-30.
    output
        Write the document here instead of to standard output.
    """
    if output is not None:
        writable(output)
    options = {name: text for name, text in (("split", split), ("goal", goal)) if text is not None}
    asked = question_from("drop_off", options)
    assert isinstance(asked, DropOff)  # noqa: S101  (its name says so)
    if isinstance(asked.split, Goal):
        raise InputError("A map is split by whole_life or gap:MINUTES; say what has arrived with --goal.")
    opened = workspace()
    drawn = opened.draft(
        key=key,
        title=title,
        where=wanted(where),
        stages=stages,
        split=asked.split,
        goal=asked.goal,
        as_of_us=opened.moment(as_of),
    )
    text = write_map(drawn, form=format)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")
    say(f"Drafted {sum(len(stage.steps) for stage in drawn.stages)} steps in {len(drawn.stages)} stages. "
        f"Next: desirepath map render {key} -o {key}.svg")  # fmt: skip


@app.command
def render(
    map: str,  # noqa: A002
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    theme: Literal["light", "dark"] = "light",
    page: Literal["a3", "a4", "poster"] = "a3",
) -> None:
    """Draw a map as .svg, .png, .html, .pdf, .pptx or .xlsx, by the ending of the output's name.

    Example: `desirepath map render current -o current.pdf --page a4`

    Parameters
    ----------
    theme
        Of an SVG or PNG.
    page
        Of a PDF: A3 or A4 landscape, or a poster as large as the map.
    """
    workspace().render(map, output, theme=theme, page=page)
    say(f"Drew {output}")
