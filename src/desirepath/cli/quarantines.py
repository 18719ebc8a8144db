"""Commands about rows that did not fit: list, show, replay."""

from cyclopts import App

from desirepath.cli.opening import Count, FormatOption, workspace
from desirepath.cli.printing import as_csv, as_json, as_rows, console, say
from desirepath.errors import InputError

app = App(name="quarantine", help="The rows that did not fit, and why.")


@app.command(name="list")
def list_reasons(*, load: int | None = None, format: FormatOption = "table") -> None:  # noqa: A002
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
def show(load: int, /, *, line: int | None = None, limit: Count = 20, format: FormatOption = "table") -> None:  # noqa: A002
    """The raw rows of one load that were set aside.

    Example: `desirepath quarantine show 3 --limit 5`
    """
    rows = workspace().quarantine_rows(load=load, line=line, limit=limit)
    if not rows:
        raise InputError(f"Load {load} has nothing in quarantine{f' at line {line}' if line else ''}.")
    if format == "json":
        as_json(rows)
        return
    if format == "csv":
        as_csv(["file", "line", "reason", "raw"], [list(row.values()) for row in rows])
        return
    for row in rows:
        console.print(f"{row['file']}, line {row['line']}: {row['reason']}", style="bold", markup=False)
        console.print(row["raw"], markup=False, soft_wrap=True)


@app.command
def replay(load: int | None = None, /, *, format: FormatOption = "table") -> None:  # noqa: A002
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
