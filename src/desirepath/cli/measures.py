"""The commands that ask a measure, one for each: `desirepath measure funnel --steps "Ad > Shop"`."""

from typing import Any

from cyclopts import App

from desirepath.cli.asking import FORMS, UNDER, about_from, deliver, delivered, form_of, shown_progress
from desirepath.cli.figures import as_answer
from desirepath.cli.opening import workspace
from desirepath.cli.printing import as_table, console, json_of
from desirepath.cli.questions import commands_of_measures, question_of
from desirepath.journeys import lens_name
from desirepath.measures import Answer
from desirepath.workspace import Workspace

EXAMPLES = {
    "transitions": "transitions --top 20",
    "paths": "paths --split gap:30 --goal 'Order form' --top 10",
    "stages": "stages --where 'persona=Busy family'",
    "funnel": 'funnel --steps "Home page > Plans page | Search ad > Order form" --within 7d',
    "drop_off": "drop_off --breakdown device",
    "durations": "durations --start 'Home page' --end 'Order form'",
    "waits": "waits --lens channel",
    "emotion": "emotion --lens stage",
    "mix": "mix --goal purchase -o mix.csv",
    "frequency": "frequency --lens channel",
    "lifecycle": "lifecycle --unit month",
    "retention": "retention --unit month --rolling",
    "step_matrix": "step_matrix --anchor 'Order form' --before 3 --after 2",
    "flow": "flow --lens channel --steps 4",
    "fidelity": "fidelity --edges 'Home page > Plans page | Plans page > Order form'",
}
NARROWING = {
    "where": "--where", "segment": "--segment", "only": "--only", "containing": "--containing",
    "matching": "--matching", "period": "--period", "as_of_us": "--as-of",
}  # fmt: skip
COLUMNS = ["channel", "touchpoint", "action", "interactions"]

app = App(
    name="measure",
    help="Ask a measure: who goes where, how far, how long, how often, how glad.\n\n"
    f"Example: `desirepath measure {EXAMPLES['funnel']}`",
)


def ask(name: str, given: dict[str, Any]) -> None:
    """Ask a measure with these flags, and show its answer."""
    form, output = form_of(given["format"], given["output"]), given["output"]
    question = question_of(name, given)
    opened = workspace()
    about = about_from(opened, given)
    with shown_progress(name):
        got = opened.measure(question, **about)
    if delivered(got, form, output):
        return
    is_by_stage = lens_name(question.lens) == "stage"
    uncaught = opened.uncaught(given["stages"]).to_pylist() if is_by_stage else None
    if form == "json":
        deliver(json_of(_document(name, got, about, uncaught)), output)
        return
    entered = got.entered
    note = f"{entered.journeys:,} journeys of {entered.subjects:,} subjects. Intervals are 95 %."
    as_answer(got.table, title=name, note=note)
    if uncaught:
        as_table("In no stage", COLUMNS, [list(each.values()) for each in uncaught])
    if not entered.journeys:
        console.print(f"No journey answers this question: {_what_to_try(opened, about)}", markup=False)
    elif not got.table.num_rows:
        console.print(f"Nothing in these journeys counts here. See: desirepath measure {name} --help")


def _document(
    name: str, got: Answer, about: dict[str, Any], uncaught: list[dict[str, Any]] | None
) -> dict[str, Any]:
    found = {
        "measure": name,
        "question": got.question,
        "where": {},
        **about,
        "as_of_us": got.as_of_us,
        "journeys": got.entered.journeys,
        "subjects": got.entered.subjects,
    }
    if got.groups:
        found["groups"] = got.groups
    if uncaught is not None:
        found["uncaught"] = uncaught
    return found | {"rows": got.rows()}


def _what_to_try(opened: Workspace, about: dict[str, Any]) -> str:
    segment = about.get("segment")
    if segment is not None and not opened.segment(segment, as_of_us=about.get("as_of_us")).count:
        return f"the segment means nobody. See: desirepath segment show {segment}"
    narrow = " or ".join(flag for name, flag in NARROWING.items() if name in about)
    return f"{f'loosen {narrow}, or ' if narrow else ''}check `desirepath ledger`."


commands_of_measures(app, ask, shared={**UNDER, **FORMS}, examples=EXAMPLES)
