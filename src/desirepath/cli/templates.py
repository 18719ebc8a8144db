"""Commands about maps to begin with: which there are, and beginning one."""

from typing import Annotated

from cyclopts import Parameter

from desirepath.cli.opening import FormatOption, workspace
from desirepath.cli.printing import as_json, as_rows, counted, say
from desirepath.maps import steps_of, templates


def new(*, template: Annotated[str, Parameter(name=["--template", "-t"])], key: str | None = None,
        title: str | None = None) -> None:  # fmt: skip
    """Begin a map from a template of your industry; every card on it is an assumption until you check it.

    Example: `desirepath map new --template retail --key my-map`

    Parameters
    ----------
    template
        One of those that `desirepath map templates` lists.
    key
        How the map is called in the workspace; the template's name if you say nothing.
    title
        The title drawn on it.
    """
    drawn = workspace().new_map(template, key=key, title=title)
    steps = len(list(steps_of(drawn)))
    held = f"{counted(steps, 'step')} in {counted(len(drawn.stages), 'stage')}"
    say(f"Began a map of {held}, with its persona and its scenario. "
        f"Next: desirepath map render {drawn.key} -o {drawn.key}.svg")  # fmt: skip


def listing(*, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """List the templates a map can begin from: each is of one industry, with lanes filled and a persona.

    Example: `desirepath map templates`
    """
    columns = ["template", "title", "kind", "persona", "stages", "steps"]
    rows = [
        (each.name, each.journey_map.title, each.journey_map.map_kind, each.persona.name,
         len(each.journey_map.stages), len(list(steps_of(each.journey_map))))
        for each in templates()
    ]  # fmt: skip
    if format == "json":
        as_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        as_rows("", columns, rows, form=format)
