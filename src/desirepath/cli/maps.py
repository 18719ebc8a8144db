"""Commands about maps: draft, render; where the others are."""

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from desirepath.cli import exchanging, filling, map_pictures, revisions, templates
from desirepath.cli.asking import wanted
from desirepath.cli.opening import Count, WhereOption, workspace
from desirepath.cli.printing import counted, say, writable
from desirepath.drafts import targets_from
from desirepath.errors import InputError
from desirepath.journeys import Goal
from desirepath.maps import JourneyMap, MapKind, write_map
from desirepath.measures import DropOff, question_from
from desirepath.workspace import BASE, DraftOptions, Workspace

app = App(name="map", help="Draft, render, check, revise and exchange journey maps.")
for _module, _names in (
    (revisions, ("log", "undo", "restore", "review", "publish", "retire")),
    (exchanging, ("import_", "export", "schema")),
    (templates, ("new", "listing")),
    (filling, ("fill", "suggest", "check")),
    (map_pictures, ("compare", "matrix", "atlas")),
):
    for _name in _names:
        app.command(
            getattr(_module, _name), name={"import_": "import", "listing": "templates"}.get(_name, _name)
        )
TargetOption = Annotated[list[str] | None, Parameter(name="--target", negative="")]
Output = Annotated[Path | None, Parameter(name=["--output", "-o"])]


@app.command
def draft(  # noqa: PLR0913 - one call says all that a map is drafted from
    *,
    key: str | None = None,
    title: str | None = None,
    kind: MapKind = "current_state",
    base: Annotated[str | None, Parameter(name=["--from", "--base"])] = None,
    fidelity: float | None = None,
    most_steps: Count | None = None,
    target: TargetOption = None,
    where: WhereOption = None,
    stages: str | None = None,
    split: str | None = None,
    goal: str | None = None,
    as_of: str | None = None,
    output: Output = None,
    format: Annotated[Literal["yaml", "json"], Parameter(name=["--format", "-f"])] = "yaml",  # noqa: A002 - the flag is --format
) -> None:
    """Write a map from what people did, or from another map; it is kept in the workspace under its key.

    Example: `desirepath map draft --key first-year --title "The first year" -o first-year.yaml`
    Example: `desirepath map draft --kind future_state --from first-year --target "Checkout: drops 10 %"`

    Parameters
    ----------
    key
        How the map is called in the workspace; without one: current, future, day or blueprint, by its kind.
    title
        The title drawn on it.
    kind
        A current state, a future state or a service blueprint of a map, or a day in the life by the clock.
    base
        The key of the map that a future state or a blueprint is drawn from; "current" without it.
    fidelity
        Choose the steps that explain most, up to this share of interactions and of journeys: 0.8.
    most_steps
        With a fidelity: this many steps at most; 20 without it.
    target
        Of a future state, and may be repeated: "STEP: drops 20 %", "STEP: moves on 80 %", "STEP: +5 %"
        (points more move on than now), "STEP: feels +1" (−2 … +2). What is not given is proposed.
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
    said: DraftOptions = {"base": base, "fidelity": fidelity, "most_steps": most_steps, "stages": stages}
    if where:
        said["where"] = wanted(where)
    if split is not None:
        said["split"] = asked.split
    if goal is not None:
        said["goal"] = asked.goal
    if as_of is not None:
        said["as_of_us"] = opened.moment(as_of)
    said |= _aims(opened, target, base)
    drawn = opened.draft(key=key, title=title, kind=kind, **said)
    text = write_map(opened.written(drawn.key), form=format)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")
    _say_drafted(opened, drawn)


def _say_drafted(opened: Workspace, drawn: JourneyMap) -> None:
    if gave_way := opened.revisions(drawn.key).gave_way():
        say(gave_way)
    steps = sum(len(stage.steps) for stage in drawn.stages)
    say(f"Drafted {counted(steps, 'step')} in {counted(len(drawn.stages), 'stage')}. "
        f"Next: desirepath map render {drawn.key} -o {drawn.key}.svg")  # fmt: skip


def _aims(opened: Workspace, target: list[str] | None, base: str | None) -> DraftOptions:
    """What is aimed at, on the map that is drawn from."""
    return {"targets": targets_from(target, opened.kept_map(base or BASE))} if target else {}


@app.command
def render(
    map: str,  # noqa: A002 - what it is called in the manual
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    theme: Literal["light", "dark"] = "light",
    page: Literal["a3", "a4", "poster"] = "a3",
    scale: Annotated[float | None, Parameter(name="--scale")] = None,
    language: str | None = None,
    layers: str | None = None,
    layer_set: str | None = None,
    role: Literal["viewer", "commenter", "editor", "owner"] | None = None,
    reality: bool | None = None,
) -> None:
    """Draw a map as .svg, .png, .html, .pdf, .pptx or .xlsx, by the ending of the output's name.

    Example: `desirepath map render current -o current.pdf --page a4`

    Parameters
    ----------
    theme
        Of an SVG or PNG.
    page
        Of a PDF: A3 or A4 landscape, or a poster as large as the map.
    scale
        Of a PNG: how many pixels a unit of the drawing has; as many as serve its size without it.
    language
        Draw it in this language: de, ar, ja; with the texts that were translated into it.
    layers
        Ids or kinds of the layers to show, joined with commas: notes,reality. No others are.
    layer_set
        A saved set of layers, by its id or name.
    role
        Who looks: a layer may be for some only.
    reality
        The ways people really take, over the steps, in SVG and PNG.
    """
    workspace().render(
        map,
        output,
        theme=theme,
        page=page,
        scale=scale,
        language=language,
        layers=None if layers is None else tuple(each.strip() for each in layers.split(",") if each.strip()),
        layer_set=layer_set,
        role=role,
        reality=reality,
    )
    say(f"Drew {output}")
