"""Commands about files that were handed over in the browser: list, drop."""

from cyclopts import App

from desirepath.cli.opening import FormatOption, TextFormatOption, workspace
from desirepath.cli.printing import as_json, as_rows, moment, say

app = App(name="upload", help="Files that were handed over in the browser: list, drop.")


@app.command(name="list")
def list_uploads(*, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """The files that wait to be loaded, the newest first, and when each is taken away.

    Example: `desirepath upload list`
    """
    found = workspace().uploads.all()
    if format == "json":
        as_json(found)
        return
    rows = [
        [
            each.id,
            each.name,
            each.bytes,
            moment(each.uploaded_at_us),
            ", ".join(f"load {number}" for number in each.loads) or "not loaded",
            moment(each.goes_at_us),
        ]
        for each in found
    ]
    columns = ["id", "file", "bytes", "handed over (UTC)", "use", "goes (UTC)"]
    as_rows("Uploads", columns, rows, form=format)
    if not found and format == "table":
        say("No upload waits. What was loaded is in the ledger: desirepath ledger")


@app.command
def drop(upload: str, /, *, format: TextFormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """Take a file away; what was loaded from it stays.

    Example: `desirepath upload drop 0123456789abcdef`
    """
    gone = workspace().uploads.drop(upload)
    if format == "json":
        as_json(gone)
        return
    say(f"{gone.name} ({gone.bytes:,} bytes) is gone.")
