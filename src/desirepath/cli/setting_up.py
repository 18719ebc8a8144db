"""Commands about the workspace itself: init, apply, export, doctor."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from desirepath import workspace as workspaces
from desirepath.cli import context
from desirepath.cli.opening import FormatOption, workspace
from desirepath.cli.printing import as_csv, as_json, as_table, console, say
from desirepath.errors import InputError
from desirepath.workspace import Workspace, list_personas


def init(
    folder: Path,
    /,
    *,
    name: str | None = None,
    zone: str = "UTC",
    currency: str = "EUR",
    noun: Literal["person", "account", "household", "case"] = "person",
) -> None:
    """Make a workspace in a folder.

    Parameters
    ----------
    folder
        Where it shall be; made when missing.
    name
        How the company is called on maps; the folder's name when left out.
    zone
        The time zone days are counted in.
    currency
        The currency amounts are shown in (ISO 4217).
    noun
        Who travels.
    """
    made = workspaces.create(folder, name=name, zone=zone, currency=currency, noun=noun)
    say(f'Made the workspace "{made.settings.name}" in {folder}.')
    say("Next: desirepath mapping suggest YOUR-FILE.csv > mapping.yaml")


def apply(*paths: Annotated[Path, Parameter(json_list=False)]) -> None:
    """Take documents (mappings, stages, identity rules, maps) into the workspace.

    A document that did not change makes no new revision; a bad one changes nothing.

    Parameters
    ----------
    paths
        Files, or folders of files, ending in .yaml, .yml or .json.
    """
    if not paths:
        raise InputError("Nothing to apply: name files or folders. Example: desirepath apply mappings/")
    opened = workspace()
    kept = opened.apply(*paths)
    for revision in kept:
        say(f"{revision.kind} {revision.key}, revision {revision.number}")
    _say_missing_pictures(opened, {revision.key for revision in kept if revision.kind == "persona"})


def _say_missing_pictures(opened: Workspace, keys: set[str]) -> None:
    for entry in list_personas(opened) if keys else []:
        persona = entry.persona
        if persona.key in keys and entry.is_picture_missing:
            say(f'The picture of the persona "{persona.key}" is not in this workspace: {persona.image}. '
                "Choose it in the browser (`desirepath serve`), or take `image` out.")  # fmt: skip


def export(folder: Path, /) -> None:
    """Write the workspace's documents as YAML files.

    Parameters
    ----------
    folder
        Where to; made when missing. Each document becomes KIND-KEY.yaml.
    """
    for path in workspace().export(folder):
        say(str(path))


def doctor(*, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """Check that this installation and workspace are sound."""
    checks = workspaces.examine(context.folder(), expected=context.is_chosen())
    if format == "json":
        as_json(checks)
    elif format == "csv":
        as_csv(
            ["check", "sound", "found", "advice"],
            [
                [check.name, "yes" if check.sound else "no", check.found, "" if check.sound else check.advice]
                for check in checks
            ],
        )
    else:
        as_table(
            "",
            ["", "check", "found"],
            [["✓" if check.sound else "✗", check.name, check.found] for check in checks],
        )
        for check in checks:
            if not check.sound:
                console.print(check.advice, markup=False)
    if not all(check.sound for check in checks):
        raise SystemExit(2)
