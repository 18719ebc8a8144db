"""The command that asks a measure."""

from typing import Any

from desirepath.cli.opening import FormatOption, WhereOption, workspace
from desirepath.cli.printing import answer, as_table, console
from desirepath.errors import InputError
from desirepath.measures import question_from
from desirepath.workspace import days


def measure(
    name: str,
    /,
    *,
    lens: str | None = None,
    split: str | None = None,
    steps: str | None = None,
    goal: str | None = None,
    within: str | None = None,
    top: int | None = None,
    prefix: int | None = None,
    where: WhereOption = None,
    stages: str | None = None,
    as_of: str | None = None,
    format: FormatOption = "table",  # noqa: A002
) -> None:
    """Ask a measure: transitions, paths, stages, funnel, drop_off, emotion.

    Parameters
    ----------
    name
        Which measure.
    lens
        What a step is shown as: channel, touchpoint, action, interaction, source or stage.
    split
        What one journey is: whole_life, whole_life:DAYS (after which it is over), gap:MINUTES, goal:NODE.
    steps
        A funnel's steps: ">" is then, "|" is or.
    goal
        Nodes that count as reaching the goal: NODE|NODE.
    within
        A funnel's window from its first step: 7d, 12h, 30min.
    top
        How many paths to show before "(other)".
    prefix
        Only the first so many steps of each path.
    stages
        The stage document to use, when there are several.
    as_of
        Ask as of an earlier moment: 2025-06-30 or 2025-06-30T12:00:00Z.
    """
    options: dict[str, object] = {
        "lens": lens, "split": split, "steps": steps, "goal": goal,
        "within_days": days(within), "top": top, "prefix": prefix,
    }  # fmt: skip
    question = question_from(name, {key: value for key, value in options.items() if value is not None})
    opened = workspace()
    got = opened.measure(question, where=wanted(where), as_of_us=opened.moment(as_of), stages=stages)
    document: dict[str, Any] = {
        "measure": name,
        "question": question,
        "where": wanted(where),
        "as_of_us": got.as_of_us,
        "journeys": got.entered.journeys,
        "subjects": got.entered.subjects,
    }
    if question.lens == "stage":
        document["uncaught"] = opened.uncaught(stages).to_pylist()
    note = f"{got.entered.journeys:,} journeys of {got.entered.subjects:,} subjects. Intervals are 95 %."
    answer(got.table, title=name, form=format, document=document, note=note)
    if format == "table" and document.get("uncaught"):
        rows = [list(each.values()) for each in document["uncaught"]]
        as_table("In no stage", ["channel", "touchpoint", "action", "interactions"], rows)
    if format == "table" and not got.entered.journeys:
        console.print(
            "No journey answers this question: loosen --where, or check `desirepath ledger`.", markup=False
        )


def wanted(where: list[str] | None) -> dict[str, str]:
    """`["plan=family"]` as traits and their values."""
    pairs = [each.partition("=") for each in where or []]
    for trait, sign, value in pairs:
        if not (trait and sign and value):
            raise InputError(f'--where takes trait=value, such as plan=family; found "{trait}{sign}{value}".')
    asked = {trait: value for trait, _, value in pairs}
    if len(asked) < len(pairs):
        raise InputError("--where names a trait twice: a person has one value of each.")
    return asked
