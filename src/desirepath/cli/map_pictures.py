"""Commands that draw more than one map, or its opportunities: compare, matrix, atlas."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from desirepath.cli.opening import workspace
from desirepath.cli.printing import Format, as_csv, as_json, as_table, say
from desirepath.prints import CHANGES, changes_of
from desirepath.workspace import ComparisonMode, Look, atlas_as, matrix_as, picture_ending

Output = Annotated[Path | None, Parameter(name=["--output", "-o"])]
Theme = Literal["light", "dark"]
Scale = Annotated[float | None, Parameter(name="--scale")]


def compare(
    before: str,
    after: str,
    /,
    *,
    output: Output = None,
    mode: Annotated[ComparisonMode, Parameter(name="--as")] = "overlay",
    theme: Theme = "light",
    language: str | None = None,
    scale: Scale = None,
    format: Annotated[Format, Parameter(name=["--format", "-f"])] = "table",  # noqa: A002 - the flag is --format
) -> None:
    """Say how one map differs from another: steps, cards, and figures with intervals of their differences.

    Example: `desirepath map compare current future -o difference.html`

    Parameters
    ----------
    before
        A map's key, its key and revision (current@3), or a file.
    after
        The other map, likewise.
    output
        Draw it as .svg, .png, .html or .pptx instead of listing the changes.
    mode
        One map over the other, one under the other, or only the table of changes.
    theme
        Of an SVG or PNG.
    language
        Draw it in this language: de, ar, ja; with the texts that were translated into it.
    scale
        Of a PNG: how many pixels a unit of the drawing has.
    format
        Of the list: table, json or csv.
    """
    ending = picture_ending(output, also=(".pptx",)) if output else ""
    look = Look(theme=theme, language=language, scale=scale)
    opened = workspace()
    found = opened.compare_maps(before, after, language=language)
    if output:
        output.write_bytes(opened.comparison_as(found, ending, look, mode=mode))
        say(f"{found.comparison.summary}\nDrew {output}")
        return
    if format == "json":
        as_json(found.comparison)
        return
    texts = {**opened.texts(found.before), **opened.texts(found.after)}
    rows = changes_of(found.comparison, texts=texts.get)
    if format == "csv":
        as_csv(CHANGES, rows)
        return
    sides = (found.comparison.before.name, found.comparison.after.name)
    names = (*CHANGES[:3], *sides, *CHANGES[5:])
    as_table(found.comparison.summary, names, [row for row in rows if row[1] != "same"])


def matrix(
    map: str,  # noqa: A002 - what it is called in the manual
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    theme: Theme = "light",
    language: str | None = None,
    scale: Scale = None,
) -> None:
    """Draw a map's opportunities between effort and value as .svg, .png or .html.

    Example: `desirepath map matrix current -o opportunities.svg`

    Parameters
    ----------
    theme
        Of an SVG or PNG.
    language
        Draw it in this language: de, ar, ja; with the texts that were translated into it.
    scale
        Of a PNG: how many pixels a unit of the drawing has.
    """
    ending = picture_ending(output)
    look = Look(theme=theme, language=language, scale=scale)
    opened = workspace()
    output.write_bytes(matrix_as(opened.map(map), ending, look, fonts=opened.fonts()))
    say(f"Drew {output}")


def atlas(
    map: str | None = None,  # noqa: A002 - what it is called in the manual
    /,
    *,
    output: Output = None,
    theme: Theme = "light",
    language: str | None = None,
    scale: Scale = None,
    format: Annotated[Format, Parameter(name=["--format", "-f"])] = "table",  # noqa: A002 - the flag is --format
) -> None:
    """Show all maps in one overview, those that tell a step in detail below it: missing ones are said.

    Example: `desirepath map atlas -o atlas.html`

    Parameters
    ----------
    map
        Begin at this map instead of showing all.
    output
        Draw it as .svg, .png or .html instead of listing the maps.
    theme
        Of an SVG or PNG.
    language
        Draw it in this language: de, ar, ja.
    scale
        Of a PNG: how many pixels a unit of the drawing has.
    format
        Of the list: table, json or csv.
    """
    ending = picture_ending(output) if output else ""
    look = Look(theme=theme, language=language, scale=scale)
    opened = workspace()
    found = opened.atlas(map, language=language)
    if output:
        output.write_bytes(atlas_as(found, ending, look, fonts=opened.fonts()))
        say(f"Drew {output}")
        return
    if format == "json":
        as_json(found)
        return
    names = ["map", "title", "tells", "kind", "steps", "supported", "hotspots", "state"]
    rows = [
        [
            f"{'· ' * depth}{entry.key}" if format == "table" else entry.key,
            entry.title,
            entry.tells,
            entry.map_kind.replace("_", " "),
            len(entry.steps),
            None if entry.supported is None else f"{entry.supported * 100:.0f} %",
            entry.hotspots,
            entry.status if entry.state == "told" else entry.state,
        ]
        for depth, entry in found.every()
    ]
    if format == "csv":
        as_csv(names, rows)
    else:
        as_table("", names, rows)
