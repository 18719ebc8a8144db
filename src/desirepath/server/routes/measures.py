"""Measures over HTTP: the same questions and the same tables as everywhere else."""

from typing import Annotated, Any

import msgspec
from litestar import get
from litestar.params import Parameter

from desirepath.errors import InputError
from desirepath.measures import MEASURES, question_from
from desirepath.workspace import Workspace, days, moment

Text = str | None


@get("/api/measures", operation_id="listMeasures", sync_to_thread=False)
def names() -> dict[str, str]:
    """The measures there are, each with its first sentence."""
    return {name: (question.__doc__ or "").strip().split("\n")[0] for name, question in MEASURES.items()}


@get("/api/measures/{name:str}", operation_id="measure", sync_to_thread=True)
def answer(
    workspace: Workspace,
    name: str,
    lens: Annotated[Text, Parameter(description="channel, touchpoint, action, interaction, source, stage")] = None,
    split: Annotated[Text, Parameter(description="whole_life, gap:MINUTES, goal:NODE|NODE")] = None,
    steps: Annotated[Text, Parameter(description="A funnel's steps: > is then, | is or")] = None,
    goal: Annotated[Text, Parameter(description="NODE|NODE")] = None,
    within: Annotated[Text, Parameter(description="7d, 12h, 30min")] = None,
    top: int | None = None,
    prefix: int | None = None,
    where: Annotated[list[str] | None, Parameter(description="trait=value; may be repeated")] = None,
    stages: Text = None,
    as_of: Text = None,
) -> dict[str, Any]:
    """A measure's answer: its question, how much entered, and its rows."""
    options: dict[str, object] = {
        "lens": lens, "split": split, "steps": steps, "goal": goal,
        "within_days": days(within), "top": top, "prefix": prefix,
    }  # fmt: skip
    question = question_from(name, {key: value for key, value in options.items() if value is not None})
    got = workspace.measure(question, where=_traits(where), as_of_us=moment(as_of), stages=stages)
    return {
        "measure": name,
        "question": msgspec.to_builtins(question),
        "as_of_us": got.as_of_us,
        "journeys": got.entered.journeys,
        "subjects": got.entered.subjects,
        "rows": got.table.to_pylist(),
    }


def _traits(where: list[str] | None) -> dict[str, str]:
    pairs = [each.partition("=") for each in where or []]
    for trait, _, value in pairs:
        if not (trait and value):
            raise InputError(f'where takes trait=value, such as plan=family; found "{trait}".')
    return {trait: value for trait, _, value in pairs}


ROUTES = [names, answer]
