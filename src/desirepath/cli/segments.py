"""Commands about segments: list, show, count, sample, schema."""

from cyclopts import App

from desirepath.cli.opening import FormatOption, TextFormatOption, workspace
from desirepath.cli.printing import as_csv, as_json, as_rows, as_table, console
from desirepath.segments import Members, segment_schema
from desirepath.workspace import Workspace

app = App(name="segment", help="Say whom a segment means: list, show, count, sample, schema.")


@app.command(name="list")
def list_segments(*, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """The workspace's segments.

    Example: `desirepath segment list`
    """
    kept = workspace().catalog.documents("segment")
    rows = [[each.key, each.number, each.body["title"]] for each in kept]
    if format == "json":
        as_json([dict(zip(("key", "revision", "title"), row, strict=True)) for row in rows])
        return
    as_rows("", ["segment", "revision", "title"], rows, form=format)
    if not rows and format == "table":
        console.print("There are none yet. Write one and take it in: desirepath apply SEGMENT.yaml")


@app.command
def show(segment: str, /, *, as_of: str | None = None, format: TextFormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """What a segment says in plain English, how many it means, and how many each condition means alone.

    Example: `desirepath segment show quiet-promoters.yaml`

    Parameters
    ----------
    segment
        The segment's key, or a path to its file (which is not kept).
    as_of
        As of an earlier moment: 2025-06-30.
    """
    found = _members(workspace(), segment, as_of)
    if format == "json":
        as_json(_told(found) | {"parts": found.parts, "sample": found.sample})
        return
    console.print(found.says, markup=False)
    if len(found.parts) > 1:
        as_table("On their own", ["people", "who"], [[part.count, part.says] for part in found.parts])
    if found.count > found.with_journeys:
        console.print(f"{found.with_journeys:,} of them did anything; of the others only traits are known.")
    if found.sample:
        console.print(f"Such as {', '.join(found.sample)}. See: desirepath person show ID", markup=False)


@app.command
def count(segment: str, /, *, as_of: str | None = None, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """How many people a segment means, and how many of them did anything.

    Example: `desirepath segment count quiet-promoters --as-of 2025-06-30`

    Parameters
    ----------
    segment
        The segment's key, or a path to its file.
    as_of
        As of an earlier moment: 2025-06-30.
    """
    told = _told(_members(workspace(), segment, as_of))
    if format == "json":
        as_json(told)
    elif format == "csv":
        as_csv(list(told), [list(told.values())])
    else:
        console.print(f"{told['count']:,} people, {told['with_journeys']:,} of them with a journey.")


@app.command
def sample(segment: str, /, *, as_of: str | None = None, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """The ids of a few people whom a segment means, the same ones each time.

    Example: `desirepath segment sample quiet-promoters`

    Parameters
    ----------
    segment
        The segment's key, or a path to its file.
    as_of
        As of an earlier moment: 2025-06-30.
    """
    found = _members(workspace(), segment, as_of)
    if format == "json":
        as_json(found.sample)
        return
    as_rows("", ["person"], [[one] for one in found.sample], form=format)
    if not found.count and format == "table":
        console.print(found.says, markup=False)


@app.command
def schema() -> None:
    """Print the JSON Schema of a segment, for an editor that completes and checks it.

    Example: `desirepath segment schema > segment.schema.json`
    """
    as_json(segment_schema())


def _members(opened: Workspace, segment: str, as_of: str | None) -> Members:
    return opened.segment(segment, as_of_us=opened.moment(as_of))


def _told(found: Members) -> dict[str, object]:
    return {
        "key": found.segment.key,
        "sentence": found.sentence,
        "as_of_us": found.as_of_us,
        "count": found.count,
        "with_journeys": found.with_journeys,
    }
