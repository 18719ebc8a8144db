"""Measures over HTTP: the same questions and the same tables as everywhere else."""

from typing import Annotated, Any

import msgspec
from litestar import get
from litestar.di import NamedDependency, Provide
from litestar.params import PathParameter, QueryParameter

from desirepath.errors import InputError
from desirepath.measures import MEASURES, Measure, question_from
from desirepath.records import Record, spelt_out
from desirepath.server.problems import ANSWERS
from desirepath.workspace import Workspace, days

KEY = r"^[a-z0-9][a-z0-9_-]{0,63}$"  # a document of the workspace, never a file of this machine
Text = str | None
Name = Annotated[str, PathParameter(description="drop_off, emotion, funnel, paths, stages, transitions")]


class MeasureEntry(Record):
    """A measure in the list: what it says, and its options with what they are when left out."""

    name: str
    about: str
    required: list[str]
    options: dict[str, Any]


class MeasureAnswer(Record):
    """A measure's answer: its question, how much entered, and its rows."""

    measure: str
    question: dict[str, Any]
    as_of_us: int
    journeys: int
    subjects: int
    rows: list[dict[str, Any]]


@get(
    "/api/measures",
    operation_id="listMeasures",
    responses=ANSWERS,
    summary="The measures there are",
    sync_to_thread=False,
)
def list_measures() -> list[MeasureEntry]:
    """Each measure with its first sentence and its options, as they are when left out."""
    return [_entry(name, question) for name, question in MEASURES.items()]


def asked(
    name: Name,
    *,
    lens: Annotated[
        Text, QueryParameter(description="channel, touchpoint, action, interaction, source, stage")
    ] = None,
    split: Annotated[
        Text, QueryParameter(description="whole_life, whole_life:QUIET_DAYS, gap:MINUTES, goal:NODE|NODE")
    ] = None,
    steps: Annotated[Text, QueryParameter(description="A funnel's steps: > is then, | is or")] = None,
    goal: Annotated[
        Text, QueryParameter(description="For drop_off: NODE|NODE, where leaving is no loss")
    ] = None,
    within: Annotated[Text, QueryParameter(description="For a funnel: 7d, 12h, 30min")] = None,
    window_days: Annotated[
        float | None, QueryParameter(gt=0, le=36_500, description="For emotion: how far back a score reaches")
    ] = None,
    collapse_loops: Annotated[
        bool | None, QueryParameter(description="For transitions and paths: count a repeated node once")
    ] = None,
    top: Annotated[int | None, QueryParameter(ge=1, le=10_000, description="For paths: how many")] = None,
    prefix: Annotated[
        int | None, QueryParameter(ge=1, le=1_000, description="For paths: only their first steps")
    ] = None,
) -> Measure[Any]:
    """The question that an address asks."""
    options: dict[str, object] = {
        "lens": lens, "split": split, "steps": steps, "goal": goal, "within_days": days(within),
        "window_days": window_days, "collapse_loops": collapse_loops, "top": top, "prefix": prefix,
    }  # fmt: skip
    return question_from(name, {key: value for key, value in options.items() if value is not None})


@get(
    "/api/measures/{name:str}",
    operation_id="measure",
    responses=ANSWERS,
    summary="Ask a measure",
    dependencies={"question": Provide(asked, sync_to_thread=False)},
    sync_to_thread=True,
)
def answer(
    workspace: NamedDependency[Workspace],
    question: NamedDependency[Any],  # a protocol cannot be checked when a request comes
    name: Name,
    *,
    where: Annotated[
        list[str] | None, QueryParameter(description="trait=value; may be repeated", max_items=20)
    ] = None,
    stages: Annotated[
        Text, QueryParameter(pattern=KEY, description="The stage document's key, for the lens stage")
    ] = None,
    as_of: Annotated[
        Text, QueryParameter(description="As things stood then: 2025-06-30 or 2025-06-30T12:00:00Z")
    ] = None,
) -> MeasureAnswer:
    """Rows, each with how many it rests on; every share with its 95 % interval."""
    got = workspace.measure(question, where=_traits(where), as_of_us=workspace.moment(as_of), stages=stages)
    return MeasureAnswer(
        measure=name,
        question=spelt_out(question),
        as_of_us=got.as_of_us,
        journeys=got.entered.journeys,
        subjects=got.entered.subjects,
        rows=got.table.to_pylist(),
    )


def _traits(where: list[str] | None) -> dict[str, str]:
    pairs = [each.partition("=") for each in where or []]
    for trait, _, value in pairs:
        if not (trait and value):
            raise InputError(f'where takes trait=value, such as plan=family; found "{trait}".')
    return {trait: value for trait, _, value in pairs}


def _entry(name: str, question: type[msgspec.Struct]) -> MeasureEntry:
    fields = msgspec.structs.fields(question)
    return MeasureEntry(
        name=name,
        about=(question.__doc__ or "").strip().split("\n")[0],
        required=[field.name for field in fields if field.required],
        options={field.name: _plain(_default(field)) for field in fields if not field.required},
    )


def _default(field: msgspec.structs.FieldInfo) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return field.default


def _plain(value: Any) -> Any:
    """A default as JSON holds it, with nothing left out."""
    if isinstance(value, msgspec.Struct):
        config = value.__struct_config__
        tag = {config.tag_field: config.tag} if config.tag_field else {}
        return tag | {name: _plain(each) for name, each in msgspec.structs.asdict(value).items()}
    return msgspec.to_builtins(value)


ROUTES = [list_measures, answer]
