"""The command that makes the demo company and takes it through the whole line."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from desirepath import workspace as workspaces
from desirepath.cli import context
from desirepath.cli.loads import progress_bars
from desirepath.cli.opening import Count
from desirepath.cli.printing import say
from desirepath.cli.serving import serve as serve_workspace
from desirepath.demo import write_demo
from desirepath.errors import InputError

COMPANY, ZONE, CURRENCY = "Hearthline", "Europe/Oslo", "NOK"
TITLE = "Becoming and staying a customer"
PICTURES: tuple[tuple[str, Literal["light", "dark"]], ...] = (
    ("map.svg", "light"),
    ("map.png", "light"),
    ("map-dark.png", "dark"),
    ("map.html", "light"),
)


def demo(
    folder: Path,
    /,
    *,
    people: Count = 2000,
    seed: int = 7,
    serve: Annotated[bool, Parameter(negative="--no-serve")] = True,
    port: int = 8765,
) -> None:
    """Make the demo company, load it, draw its map, and serve it.

    Parameters
    ----------
    folder
        Where it shall be. A folder that holds an earlier demo is used again.
    people
        How many people live through the company's year.
    seed
        The same seed makes the same company, to the byte.
    """
    exports = folder / "exports"
    opened = _workspace(folder, people=people, seed=seed)
    if opened.catalog.meta("written") is None:
        say(f"Writing seven systems' exports of {people:,} people to {exports} …")
        write_demo(folder, people=people, seed=seed)
        opened.catalog.set_meta("written", "yes")
    opened.apply(folder / "mappings", folder / "documents")
    say("Loading them …")
    with progress_bars() as report:
        opened.load(exports, progress=report)
    say("Working out who is who, and lining up the timelines …")
    generation = opened.refresh()
    say(f"{generation.subjects:,} people, {generation.interactions:,} interactions.")
    say("Drafting and drawing the map …")
    opened.draft(key="current", title=TITLE)
    for name, theme in PICTURES:
        say(f"Drew {opened.render('current', folder / name, theme=theme)}")
    if serve:
        context.choose(folder)
        serve_workspace(port=port)


def _workspace(folder: Path, *, people: int, seed: int) -> workspaces.Workspace:
    """The demo's workspace, made when it is not there; the same company is used again as it is."""
    if not (folder / "workspace.yaml").is_file():
        made = workspaces.create(folder, name=COMPANY, zone=ZONE, currency=CURRENCY)
        made.catalog.set_meta("demo", f"{people} people, seed {seed}")
        return made
    opened = workspaces.open(folder)
    found = opened.catalog.meta("demo")
    if found != f"{people} people, seed {seed}":
        raise InputError(
            f"{folder} holds {'another demo (' + found + ')' if found else 'a workspace of your own'}. "
            "Name another folder, or delete that one."
        )
    return opened
