"""What every question may be asked under, as flags: of whom, of what, of when; and the form of the answer.

`measures` makes a command of each measure with these after its own options; `comparing` and `segments`
use some of them.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Group, Parameter
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from desirepath.cli.printing import notes, say, writable
from desirepath.engines import whole_file
from desirepath.errors import InputError, UnknownName
from desirepath.journeys import watched
from desirepath.measures import GENERAL, Answer, breakdown_from, encoded, filter_from
from desirepath.workspace import Workspace

Form = Literal["table", "json", "csv", "parquet"]

WHOM = Group("Of whom, of what, of when", sort_key=-2)
ANSWER = Group("The answer", sort_key=-1)
FORM = "table, json, csv or parquet (with --output). By the ending of --output when left out."
OUTPUT = "Write it to this file: a table (.parquet, .csv, .json) or a picture (.svg, .png)."
ENDINGS: dict[str, Form | Literal["picture"]] = {
    ".json": "json", ".csv": "csv", ".parquet": "parquet", ".svg": "picture", ".png": "picture"
}  # fmt: skip


def flag(about: str, *names: str, group: Group | None = None, default: Any = None) -> Parameter:
    """A flag that is not turned round by --no-; its default is told where there is one."""
    told = default not in (None, False)
    return Parameter(name=list(names) or None, negative="", help=about, group=group, show_default=told)


def _general(kind: Any, name: str, about: str | None = None) -> Any:
    return Annotated[kind, flag(about or GENERAL[name], group=WHOM)]


TEXT, TEXTS = str | None, list[str] | None
UNDER: dict[str, Any] = {
    "where": _general(TEXTS, "where"),
    "segment": _general(TEXT, "segment", f"{GENERAL['segment']}: its key, or a path to its file."),
    "only": _general(TEXTS, "only"),
    "containing": _general(TEXTS, "containing"),
    "matching": _general(TEXT, "matching"),
    "period": _general(TEXT, "period"),
    "breakdown": _general(TEXT, "breakdown"),
    "groups": _general(int | None, "groups", f"{GENERAL['groups']} 12 when left out."),
    "resamples": _general(int | None, "resamples"),
    "stages": _general(TEXT, "stages"),
    "as_of": _general(TEXT, "as_of"),
}
FORMS: dict[str, Any] = {
    "format": Annotated[Form | None, flag(FORM, "--format", "-f", group=ANSWER)],
    "output": Annotated[Path | None, flag(OUTPUT, "--output", "-o", group=ANSWER)],
}


def about_from(opened: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    """What `Workspace.measure` takes, from these flags."""
    asked = {name: given.get(name) for name in UNDER}
    breakdown, groups = asked["breakdown"], asked["groups"]
    if groups is not None and breakdown is None:
        raise InputError("--groups says how many groups to show: it needs --breakdown.")
    about = {
        "where": wanted(asked["where"]) or None,
        "segment": asked["segment"],
        "only": steps_from(asked["only"], "--only"),
        "containing": steps_from(asked["containing"], "--containing"),
        "matching": asked["matching"],
        "period": asked["period"],
        "breakdown": breakdown and breakdown_from(breakdown, top=12 if groups is None else groups),
        "resamples": asked["resamples"],
        "stages": asked["stages"],
        "as_of_us": opened.moment(asked["as_of"]),
    }
    return {name: value for name, value in about.items() if value is not None}


def wanted(where: Sequence[str] | None) -> dict[str, str]:
    """`["plan=family"]` as traits and their values."""
    pairs = [each.partition("=") for each in where or []]
    for trait, sign, value in pairs:
        if not (trait and sign and value):
            raise InputError(f'--where takes trait=value, such as plan=family; found "{trait}{sign}{value}".')
    asked = {trait: value for trait, _, value in pairs}
    if len(asked) < len(pairs):
        raise InputError("--where names a trait twice: a person has one value of each.")
    return asked


def steps_from(texts: Sequence[str] | None, name: str) -> dict[str, list[str]] | None:
    """The filter that a flag of this name writes."""
    if not texts:
        return None
    try:
        return filter_from(texts)
    except UnknownName:
        raise
    except InputError as error:
        raise InputError(f"{name}: {error}") from None


def form_of(form: Form | None, output: Path | None) -> Form | Literal["picture"]:
    """The form that is asked for, by name or by the ending of the file; checked before any work is done."""
    found = form or ENDINGS.get("" if output is None else output.suffix.lower(), "table")
    if output is not None:
        writable(output)
        if found == "table":
            raise InputError(
                f"A table is for reading: name a file ending in {', '.join(ENDINGS)}, or say --format."
            )
    elif found == "parquet":
        raise InputError("Parquet is written to a file: name one with --output, such as -o paths.parquet")
    return found


def delivered(answer: Answer, form: Form | Literal["picture"], output: Path | None) -> bool:
    """Whether this form is a file for other programs, or a picture, and was written."""
    if form == "picture" and output is not None:
        answer.write(output)
        say(f"Wrote {output}")
    elif form in ("csv", "parquet"):
        deliver(encoded(answer, form), output)
    else:
        return False
    return True


def deliver(content: bytes, output: Path | None) -> None:
    """The bytes of an answer, to the file or to standard output; a file appears whole or not at all."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.write(content.decode())
        return
    with whole_file(output) as unfinished:
        unfinished.write_bytes(content)
    say(f"Wrote {output}")


@contextmanager
def shown_progress(what: str) -> Iterator[None]:
    """A bar on standard error while a question is asked; nothing when that is not a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=notes, transient=True) as bar:
        task = bar.add_task(what, total=None)
        with watched(lambda done, everything: bar.update(task, completed=done, total=everything)):
            yield
