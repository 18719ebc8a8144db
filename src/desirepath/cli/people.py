"""Commands about one person: find, show, disclosures."""

from cyclopts import App

from desirepath.cli.opening import Count, FormatOption, workspace
from desirepath.cli.printing import as_csv, as_json, as_rows, as_table, console, moment

app = App(name="person", help="Find a person; show what they did and why it is them.")
TIMELINE = ("when", "channel", "touchpoint", "action", "value", "score", "text")


@app.command
def find(text: str, /, *, limit: Count = 20, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """People with an identifier like this text; that they were shown is written down.

    Example: `desirepath person find ana@example.com`
    """
    found = workspace().find(text, limit=limit)
    if format == "json":
        as_json(found)
        return
    rows = [[each.subject, each.type, each.value, each.seen] for each in found]
    as_rows("", ["person", "type", "identifier", "seen"], rows, form=format)
    if not found and format == "table":
        console.print(f'No identifier contains "{text}".', markup=False)


@app.command
def show(subject: str, /, *, limit: Count = 200, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """One person's timeline across channels and, for each identifier, why it is theirs.

    That it was shown is written down: `desirepath person disclosures`.

    Example: `desirepath person show ana@example.com`

    Parameters
    ----------
    subject
        A person's id, or an identifier that only one person has.
    limit
        How many interactions to show at most, the latest ones; CSV holds these alone.
    """
    person = workspace().person(subject)
    if format == "json":
        as_json(person)
        return
    steps = person.timeline[-limit:]
    rows = [
        [each.time, each.channel, each.touchpoint, each.action, each.value, each.score, each.text]
        for each in steps
    ]
    if format == "csv":
        as_csv(TIMELINE, rows)
        return
    as_table(
        "Identifiers",
        ["type", "value", "why"],
        [[each.type, each.value, each.why] for each in person.identifiers],
    )
    if person.traits:
        as_table("Traits", ["trait", "value"], sorted(person.traits.items()))
    hidden = len(person.timeline) - len(steps)
    note = f"{hidden} earlier interactions are not shown: --limit {len(person.timeline)}" if hidden else None
    as_table("Timeline", TIMELINE, rows, note=note)


@app.command
def disclosures(
    subject: str | None = None,
    /,
    *,
    limit: Count = 50,
    format: FormatOption = "table",  # noqa: A002 - the flag is --format
) -> None:
    """Who was shown personal data as it was told, in the browser or here: when, whose, of which kinds.

    Example: `desirepath person disclosures`

    Parameters
    ----------
    subject
        A person's id; everybody when it is left out.
    """
    found = workspace().disclosures.all(subject=subject, limit=limit)
    if format == "json":
        as_json(found)
        return
    rows = [
        [moment(each.at_us), each.author, each.what, _few(each.subjects), ", ".join(each.shown)]
        for each in found
    ]
    as_rows("Disclosures", ["when (UTC)", "to whom", "where", "whose", "shown"], rows, form=format)
    if not found and format == "table":
        console.print("Nothing was shown unmasked.")


def _few(subjects: list[str]) -> str:
    more = len(subjects) - 3
    return ", ".join(subjects[:3]) + (f" and {more} more" if more > 0 else "")
