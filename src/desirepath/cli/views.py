"""Commands about saved views: list, show, remove, schema."""

from datetime import UTC, datetime

from cyclopts import App

from desirepath.cli.opening import FormatOption, TextFormatOption, workspace
from desirepath.cli.printing import as_json, as_rows, as_table, console, say
from desirepath.records import spelt_out
from desirepath.sources import write_document
from desirepath.workspace import ViewUse, listed_views, uses_of, view_schema

app = App(name="view", help="Views of journeys that were saved in the browser: list, show, remove, schema.")


@app.command(name="list")
def list_views(*, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """The saved views, the last changed first, each with the maps on which figures of it stand.

    Example: `desirepath view list`
    """
    kept = listed_views(workspace())
    if format == "json":
        as_json(kept)
        return
    columns = ["view", "kind", "title", "saved", "maps"]
    rows = [
        [one.view.key, one.view.view, one.view.title, _day(one.at_us), _maps(one.used_by)] for one in kept
    ]
    as_rows("", columns, rows, form=format)
    if not rows and format == "table":
        console.print("None is saved yet. Save one in the browser (desirepath serve), or take one in:")
        console.print("desirepath apply VIEW.yaml")


@app.command
def show(view: str, /, *, format: TextFormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """What a view asks, as the document it is kept as, and where its figures stand.

    Example: `desirepath view show to-a-working-line`

    Parameters
    ----------
    view
        The view's key.
    """
    opened = workspace()
    saved = opened.views.get(view)
    uses = uses_of(opened, saved)
    if format == "json":
        as_json({**spelt_out(saved), "used_by": uses})
        return
    console.print(f"{saved.view.title} (revision {saved.revision}, {_day(saved.at_us)})", markup=False)
    if saved.view.note:
        console.print(saved.view.note, markup=False)
    console.print(write_document(saved.view), markup=False, soft_wrap=True)
    if uses:
        as_table("On maps", ["map", "title", "figures"], [[one.map, one.title, one.figures] for one in uses])


@app.command
def remove(view: str, /) -> None:
    """Take a view off the list. Figures that were pinned to maps stay there and are filled as before.

    Its revisions stay: to bring it back, `desirepath apply` its document.

    Example: `desirepath view remove to-a-working-line`

    Parameters
    ----------
    view
        The view's key.
    """
    opened = workspace()
    uses = uses_of(opened, opened.views.get(view))
    removed = opened.views.remove(view)
    stay = f" Its figures stay on {_maps(uses)}." if uses else ""
    say(f"“{removed.view.title}” is removed.{stay}")


@app.command
def schema() -> None:
    """Print the JSON Schema of a view, for an editor that completes and checks it.

    Example: `desirepath view schema > view.schema.json`
    """
    as_json(view_schema())


def _maps(uses: list[ViewUse]) -> str:
    return ", ".join(use.map for use in uses)


def _day(at_us: int) -> str:
    return f"{datetime.fromtimestamp(at_us / 1e6, UTC):%Y-%m-%d}"
