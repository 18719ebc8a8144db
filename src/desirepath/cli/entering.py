"""Where the command line begins: the commands by name, the workspace flag, the exit codes.

Commands are named as import strings so that `--help` stays instant. What each one prints lives in
the file of its noun; what all of them share is in `printing`.
"""

import errno
import io
import logging
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated, TextIO

import cyclopts
from cyclopts import App, Parameter

from desirepath.cli import context
from desirepath.errors import DesirepathError, Fault

HELP = """Customer journey maps drawn from what customers really did.

Start with a demo company: `desirepath demo demo`

Start with your own file: `desirepath init acme`, then `mapping suggest`, `load`, `refresh`, `map draft`
"""

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
OURS = """This is our fault, unless `desirepath doctor` finds something damaged.
Please report it with what you ran; --debug shows where it happened."""

COMMANDS = {
    "init": ("setting_up:init", "Make a workspace in a folder.", "init acme --zone Europe/Oslo"),
    "apply": (
        "setting_up:apply",
        "Take documents (mappings, stages, identity rules, maps) into the workspace.",
        "apply mappings/ stages.yaml",
    ),
    "export": ("setting_up:export", "Write the workspace's documents as YAML files.", "export documents/"),
    "mapping": (
        "mappings:app",
        "Write and check mappings: suggest, check, schema.",
        "mapping suggest orders.csv",
    ),
    "load": (
        "loads:load",
        "Load files through a mapping; replace or withdraw a load.",
        "load orders.csv --mapping orders.yaml",
    ),
    "refresh": ("loads:refresh", "Compute again what is stale: who is who, and the timelines.", "refresh"),
    "ledger": ("loads:ledger", "What each load read, loaded, and set aside.", "ledger --format json"),
    "upload": (
        "uploads:app",
        "Files that were handed over in the browser: list, drop.",
        "upload list",
    ),
    "quarantine": (
        "quarantines:app",
        "The rows that did not fit, and why: list, show, correct, replay.",
        "quarantine list --load 3",
    ),
    "person": (
        "people:app",
        "Find a person, what they did and why it is them; who was shown personal data.",
        "person show ana@example.com",
    ),
    "measure": (
        "measures:app",
        "Ask a measure: funnel, paths, drop_off, retention and a dozen more.",
        'measure funnel --steps "Home page > Plans page | Search ad > Order form" --within 7d',
    ),
    "compare": (
        "comparing:app",
        "Ask a measure of two sides, and say how the answers differ.",
        "compare drop_off --a-where 'persona=Busy family' --b-where 'persona=Careful retiree'",
    ),
    "segment": (
        "segments:app",
        "Say whom a segment means: list, show, count, sample.",
        "segment show quiet-promoters",
    ),
    "view": (
        "views:app",
        "Views that were saved in the browser: list, show, remove.",
        "view show to-a-working-line",
    ),
    "map": (
        "maps:app",
        "Draft, render, check and revise journey maps.",
        "map draft --key current -o current.yaml",
    ),
    "serve": (
        "serving:serve",
        "Open the workspace in the browser, on this machine only.",
        "serve --port 9000",
    ),
    "demo": (
        "demonstrating:demo",
        "Make the demo company, load it, draw its map, and serve it.",
        "demo demo --people 5000 --no-serve",
    ),
    "doctor": ("setting_up:doctor", "Check that this installation and workspace are sound.", "doctor"),
}

app = App(
    name="desirepath",
    help=HELP,
    version_flags=["--version"],
    help_format="markdown",
    suppress_keyboard_interrupt=False,  # `run` says what was stopped
)
for _name, (_place, _help, _example) in COMMANDS.items():
    _shown = f"{_help}\n\nExample: `desirepath {_example}`"
    app.command(f"desirepath.cli.{_place}", name=_name, help=_shown)
app.meta.group_parameters = cyclopts.Group("Workspace", sort_key=0)
app.meta.suppress_keyboard_interrupt = False


@app.meta.default
def _launch(
    *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
    workspace: Annotated[
        Path | None, Parameter(name=["--workspace", "-w"], help="The workspace folder, when not this one.")
    ] = None,
    debug: Annotated[
        bool,
        Parameter(name="--debug", negative="", help="When something goes wrong, show where in the code."),
    ] = False,
) -> None:
    context.choose(workspace, debug=debug)
    app(tokens, exit_on_error=False, print_error=False, result_action="return_value")


def main() -> None:
    """Run one command and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        speak(stream)
    sys.exit(run(sys.argv[1:]))


def speak(stream: TextIO) -> None:
    """Let no character stop an answer: files and pipes get UTF-8, a terminal "?" for what it cannot show."""
    if isinstance(stream, io.TextIOWrapper) and stream.encoding.casefold().replace("-", "") != "utf8":
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def run(arguments: list[str]) -> int:
    """Run one command; its exit code."""
    context.choose(None)
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)  # a connection cut off by Ctrl-C
    try:
        app.meta(arguments, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
    except SystemExit as leaving:
        return int(leaving.code or 0)
    except BrokenPipeError:
        _let_go_of_output()
        return 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  (this is the door)
        message, code = _said(error)
        if context.debug():
            traceback.print_exception(error)
        print(message, file=sys.stderr)
        _let_go_of_output()
        return code
    return 0


def _let_go_of_output() -> None:
    """What could not be written is not tried once more as the program ends, in words of its own."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def reference() -> str:
    """The manual of every command, as Markdown: what `docs/reference/cli.md` holds."""
    manual: str = app.generate_docs(output_format="markdown", heading_level=1)
    return manual.rstrip() + "\n"


def _said(error: BaseException) -> tuple[str, int]:
    """What to tell the person, and the exit code."""
    if isinstance(error, KeyboardInterrupt):
        return "Stopped. What was already reported as done stays; nothing else was changed.", 130
    if isinstance(error, cyclopts.CycloptsError):
        return f"{error}\nTry: {' '.join(('desirepath', *(error.command_chain or ()), '--help'))}", 2
    if isinstance(error, OSError) and (error.filename or error.errno in FULL):
        return _storage_problem(error), 2
    if isinstance(error, DesirepathError) and not isinstance(error, Fault):
        return str(error), 2
    found = str(error) if isinstance(error, Fault) else f"Something unforeseen: {_named(error)}"
    return f"{found}\n{OURS}", 1


def _named(error: BaseException) -> str:
    return ": ".join(filter(None, (type(error).__name__, str(error))))


def _storage_problem(error: OSError) -> str:
    place = f": {error.filename}" if error.filename else ""
    advice = " Free some space." if error.errno in FULL else ""
    return f"{error.strerror or error}{place}. The workspace is as it was.{advice}"
