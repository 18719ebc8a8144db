"""Commands about rows that did not fit: list, show, correct, replay."""

from cyclopts import App

from desirepath.cli.opening import Count, FormatOption, TextFormatOption, workspace
from desirepath.cli.printing import as_csv, as_json, as_rows, console, moment, say
from desirepath.errors import InputError
from desirepath.workspace import correct as correct_row
from desirepath.workspace import note_rows

CELLS = ["file", "line", "reason", "raw"]

app = App(name="quarantine", help="The rows that did not fit, and why.")


@app.command(name="list")
def list_reasons(*, load: int | None = None, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """Why rows were set aside, with counts and where the first one stands.

    Example: `desirepath quarantine list --load 3`
    """
    reasons = workspace().quarantine_reasons(load=load)
    if format == "json":
        as_json(reasons)
        return
    rows = [
        [str(each["load"]), each["file"], each["rows"], each["reason"], each["first_line"]]
        for each in reasons
    ]
    as_rows("Quarantine", ["load", "file", "rows", "reason", "first line"], rows, form=format)
    if format == "csv":
        return
    if rows:
        console.print("One load's rows, whole: desirepath quarantine show LOAD", style="dim")
    else:
        console.print("Nothing was set aside.")


@app.command
def show(load: int, /, *, line: int | None = None, limit: Count = 20, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """The raw rows of one load that were set aside.

    What of them is personal is told as it is; that it was is written down: `desirepath person disclosures`.

    Example: `desirepath quarantine show 3 --limit 5`
    """
    opened = workspace()
    rows = opened.quarantine_rows(load=load, line=line, limit=limit)
    if not rows:
        raise InputError(f"Load {load} has nothing in quarantine{f' at line {line}' if line else ''}.")
    note_rows(opened, load, [row["raw"] for row in rows])
    if format == "json":
        as_json(rows)
        return
    if format == "csv":
        as_csv(CELLS, [[row[name] for name in CELLS] for row in rows])
        return
    for row in rows:
        console.print(f"{row['file']}, line {row['line']}: {row['reason']}", style="bold", markup=False)
        console.print(row["raw"], markup=False, soft_wrap=True)
        if said := row["correction"]:
            values = ", ".join(f"{name}={value}" for name, value in said.values.items())
            console.print(f"Put right by {said.author}, {moment(said.at_us)} UTC: {values}", markup=False)


@app.command
def correct(load: int, line: int, /, *values: str, format: TextFormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """Say what a row that was set aside should hold; the row itself stays as it was read.

    Who said it and when is kept with it. `quarantine replay` takes the row in.

    Example: `desirepath quarantine correct 3 17 at=2025-03-01 page=Checkout`

    Parameters
    ----------
    load
        The load that set the row aside.
    line
        The line of the row, as `quarantine show` tells it.
    values
        Columns with what they should hold: column=value. Nothing behind the = empties a column.
    """
    opened = workspace()
    said = dict(_column(each) for each in values)
    rows = opened.quarantine_rows(load=load, line=line, limit=2)
    if len(rows) != 1 or not said:
        raise InputError(_unclear(load, line, len(rows)))
    done = correct_row(opened, load, rows[0]["ordinal"], said)
    if format == "json":
        as_json(done)
    elif done.fits:
        say(f"It fits now. Next: desirepath quarantine replay {load}")
    else:
        say(f"It is kept, and does not fit yet: {done.reason}")


def _column(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise InputError(f'Say what a column should hold as column=value; found "{text}".')
    return name, value


def _unclear(load: int, line: int, rows: int) -> str:
    if rows == 1:
        return "Say what the row should hold: desirepath quarantine correct LOAD LINE column=value"
    if rows:
        return f"Load {load} set aside several rows at line {line}, of several files: use the browser."
    return f"Load {load} has nothing in quarantine at line {line}."


@app.command
def replay(load: int | None = None, /, *, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """Take in rows that were set aside, once their mapping has been mended: of one load, or of all.

    What fits becomes a new load; what does not stays in quarantine, with the reason it has now.

    Example: `desirepath quarantine replay 3`
    """
    replayed = workspace().replay(load=load)
    if format == "json":
        as_json(replayed)
        return
    names = ("read", "loaded", "duplicates", "changed", "quarantined")
    rows = [
        [str(each.of), each.file, str(done.number), *(getattr(done.ledger, name) for name in names)]
        for each in replayed
        if (done := each.load) is not None
    ]
    if rows or format == "csv":
        as_rows("Replayed", ["of load", "file", "as load", *names], rows, form=format)
    for each in replayed:
        if each.load is None:
            rows_stay = "1 row stays" if each.rows == 1 else f"{each.rows} rows stay"
            say(
                f"Of load {each.of}, {rows_stay} in quarantine: the mapping {each.mapping} (revision "
                f"{each.mapping_revision}) makes nothing of it. Mend it, then: desirepath apply MAPPING"
            )
    if rows:
        say("Next: desirepath refresh")
    elif not replayed:
        say("Nothing is in quarantine.")
