"""Commands that bring facts in and compute from them: load, refresh, ledger."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from desirepath.catalog import Load
from desirepath.cli.opening import FormatOption, TextFormatOption, workspace
from desirepath.cli.printing import Format, as_json, as_rows, notes, say
from desirepath.errors import InputError
from desirepath.workspace import Outcome

BALANCE = "read = loaded + duplicates + changed + quarantined"


def load(
    *paths: Annotated[Path, Parameter(json_list=False)],  # a file may be called [1].csv
    mapping: Annotated[str | None, Parameter(name=["--mapping", "-m"])] = None,
    replace: Annotated[bool, Parameter(negative="")] = False,
    withdraw: int | None = None,
    format: FormatOption = "table",  # noqa: A002 - the flag is --format
) -> None:
    """Load files through a mapping; replace or withdraw a load.

    Parameters
    ----------
    paths
        Files, or folders whose files are matched with the mappings' `files` patterns. A folder of Parquet
        files whose own name is matched is one table. With Spark also a table it knows: table:sales.clicks
    mapping
        The key of a mapping in the workspace, or a path to one.
    replace
        Let this load supersede the earlier load of the same file, for instance with a mended mapping.
    withdraw
        Take back the load with this number; nothing is read.
    """
    if withdraw is not None:
        if paths or mapping or replace:
            raise InputError("--withdraw takes a load back and reads nothing: give it alone.")
        _withdraw(withdraw, form=format)
        return
    if not paths:
        raise InputError(
            "Nothing to load: name one or more files. Example: desirepath load orders.csv -m orders.yaml"
        )
    with progress_bars() as report:
        taken = workspace().load(*paths, mapping=mapping, replace=replace, progress=report)
    if format == "json":
        as_json(taken)
    else:
        _show("Loaded", [outcome.load for outcome in taken], form=format)
    for outcome in taken:
        done, set_aside = outcome.load, outcome.load.ledger.quarantined
        if outcome.was_there:
            say(f"{done.path} was already loaded with this mapping (load {done.number}): nothing changed.")
        if set_aside:
            say(f"{set_aside} rows were set aside. See: desirepath quarantine list --load {done.number}")
        _tell_corrections(outcome)


def _tell_corrections(outcome: Outcome) -> None:
    kept, left = outcome.corrections.kept, outcome.corrections.left
    if kept:
        rows = "1 corrected row came" if kept == 1 else f"{kept} corrected rows came"
        say(f"{rows} again. Take in what fits: desirepath quarantine replay {outcome.load.number}")
    if left:
        rows = "1 corrected row" if left == 1 else f"{left} corrected rows"
        say(f"{rows} did not come again as before: what was said of them was left with the load before.")


def refresh(*, format: TextFormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """Compute again what is stale: who is who, and the timelines."""
    opened = workspace()
    before = opened.generation()
    with step_under_way() as report:
        generation = opened.refresh(progress=report)
    if format == "json":
        as_json(generation)
        return
    fresh = before is not None and before.number == generation.number
    said = "Nothing is stale" if fresh else "Refreshed"
    people, steps = generation.subjects, generation.interactions
    say(f"{said}: {people:,} subjects, {steps:,} interactions in their timelines.")


def ledger(*, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """What each load read, loaded, and set aside."""
    loads = workspace().ledger()
    if format == "json":
        as_json(loads)
    else:
        _show("Ledger", loads, form=format)


def _withdraw(number: int, *, form: Format) -> None:
    opened = workspace()
    others = [each for each in opened.withdraw(number) if each != number]
    if form == "json":
        as_json(next(load for load in opened.ledger() if load.number == number))
    also = f", nor does what was replayed of it (load {', '.join(map(str, others))})" if others else ""
    say(f"Load {number} no longer counts{also}. Next: desirepath refresh")


def _show(title: str, loads: list[Load], *, form: Format) -> None:
    counted = ("read", "loaded", "duplicates", "changed", "quarantined", "without_subject")
    columns = ["load", "file", "mapping", "state", *(name.replace("_", " ") for name in counted)]
    as_rows(title, columns, [_row(each, counted) for each in loads], form=form, note=BALANCE)


def _row(load: Load, counted: Sequence[str]) -> list[object]:
    mapping = f"{load.mapping} r{load.mapping_revision}"
    counts = [getattr(load.ledger, name) for name in counted]
    files = len(load.ledger.files)
    name = Path(load.path).name + (f" ({files} files)" if files else "")
    return [str(load.number), name, mapping, load.state, *counts]


@contextmanager
def step_under_way() -> Iterator[Callable[[str, int, int], None] | None]:
    """The step under way on standard error; nothing when that is not a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with notes.status("Looking for what is stale") as shown:
        yield lambda step, done, total: shown.update(f"{step.capitalize()} (step {done + 1} of {total})")


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar a file on standard error; nothing when that is not a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=notes, transient=True) as bar:
        tasks: dict[str, int] = {}

        def report(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total)
            bar.update(tasks[name], completed=done)  # type: ignore[arg-type]

        yield report
